"""What some bytes are, told from the bytes themselves: a name or a browser may say anything. Pure.

Signatures: the "magic numbers" that the formats' own specifications set (PNG, JPEG/JFIF, GIF, RIFF, ISO base media,
EBML, Ogg, PDF, ID3).
"""

HEAD = 4096
"""Bytes that are enough to know a file by."""
UNKNOWN = "application/octet-stream"

_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"%PDF-", "application/pdf"),
)
_IN_RIFF = frozenset({"image/webp", "video/x-msvideo", "audio/wav"})
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
"""Kinds of ISO base media by their brand; any other brand is a video."""


def kind_of(head: bytes) -> str:
    """Return the media type of a file by its first ``HEAD`` bytes, ``UNKNOWN`` for what is none of the kinds known here.

    Markup and other text is ``text/plain``: what it says of itself is never believed.
    """
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    for offset, signature, kind in _SIGNATURES:
        if head[offset : offset + len(signature)] == signature and (kind not in _IN_RIFF or head[:4] == b"RIFF"):
            return kind
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    """Return True for UTF-8 without control characters; a character that the cut divides does not count."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and all(
        character.isprintable() or character in "\t\r\n\f\u200f\u200e\u200c\u200d\ufeff" for character in text
    )
