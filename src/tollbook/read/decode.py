"""Bytes to characters: declared or detected encoding, nothing changed but the byte order mark taken off."""

import codecs
from collections.abc import Iterator

from tollbook.model.issue import Issue

SAMPLE = 200_000
WESTERN = "cp1252"
ASCII_END = 128
FEW_ACCENTS = 0.15
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)


def marked_encoding(head: bytes) -> str | None:
    """Return the wide encoding that a byte order mark at the start names, None for UTF-8 and for no mark."""
    return next((encoding for mark, encoding in _MARKS[1:] if head.startswith(mark)), None)


def binary_kind(content: bytes) -> str | None:
    """Return what kind of binary file this is, in words, or None for something that may be text."""
    for magic, words in _MAGIC:
        if content.startswith(magic):
            return words
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return None
    head = content[:8192]
    controls = sum(head.count(bytes([c])) for c in _CONTROL)
    return "a binary file" if b"\x00" in head or controls > len(head) // 20 else None


def decode(content: bytes, subject: str, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Return the characters of ``content`` and an Issue where the encoding had to be guessed or bytes make no sense."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict_or_marked(content[len(mark) :], encoding, subject)
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return content.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(content, subject)


def _strict_or_marked(content: bytes, encoding: str, subject: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError as error:
        message = f"bytes at {error.start} are not {encoding}: they stand as \ufffd"
        hint = "Save the file again as UTF-8 and run it once more."
        return content.decode(encoding, "replace"), (Issue("encoding-broken", "warning", subject, message, hint),)


def _guess(content: bytes, subject: str) -> tuple[str, tuple[Issue, ...]]:
    for encoding in _likely(content[:SAMPLE]):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        hint = "Look at names and quotes in it; if they are garbled, save the file as UTF-8 and run it again."
        return text, (Issue("encoding-guessed", "warning", subject, f"not UTF-8; read as {encoding}", hint),)
    return _strict_or_marked(content, "utf-8", subject)


def _likely(sample: bytes) -> Iterator[str]:
    """Yield the encodings to try: by the look of the text where it is mostly beyond ASCII, else Western first.

    In a text with a few accents the detector takes one single-byte encoding for another ("tués" became "tuťs"); in an
    Arabic or a Cyrillic one it has enough to go by.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to import, and most files are UTF-8

    beyond = sum(byte >= ASCII_END for byte in sample)
    if beyond < len(sample) * FEW_ACCENTS:
        yield WESTERN
    best = from_bytes(sample).best()
    if best is not None:
        yield best.encoding
