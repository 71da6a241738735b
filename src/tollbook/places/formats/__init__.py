"""One module a file format. Each has ``matches(head) -> bool`` and ``read(lines, Origin) -> iterator of entries, aliases, outlines``."""
