"""A report as it came: bytes named by their hash, text read from them, and what its feed said of it."""

import datetime as dt

import msgspec

from tollbook.model.ids import content_id


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. ``text`` is what claims point into; ``sha256`` names the preserved bytes; ids of callers are kept.

    ``published`` is the local day of publication, None when nobody says it (relative dates then stay unresolved).
    """

    id: str
    sha256: str
    text: str
    published: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    media_type: str = "text/plain"
    caller_ids: tuple[str, ...] = ()


def text_id(text: str) -> str:
    """Return the id of a document's text, the anchor of claim ids."""
    return content_id("t1_", text)
