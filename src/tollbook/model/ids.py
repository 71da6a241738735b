"""Content-derived ids. An id is a prefix naming the kind and its version, then 80 bits of a hash of the content."""

import hashlib

import msgspec

Span = tuple[int, int]
"""Code points ``[start, end)`` of a document's text, exactly as given."""


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix`` + 20 hex digits of BLAKE2b over the canonical JSON of ``parts`` (JSON-able values)."""
    payload = msgspec.json.encode(parts, order="sorted")
    return prefix + hashlib.blake2b(payload, digest_size=10).hexdigest()
