"""The situation report: composed from a Snapshot as cited sentences, then printed as Markdown, HTML or JSON."""
