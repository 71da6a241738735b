"""A report as it came: bytes named by their hash, text read from them, and what its feed said of it."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.ids import content_id
from tollbook.model.issue import Issue

NOTE = "application/vnd.tollbook.note+json"
"""Media type of what a person wrote down at the desk: its claims are entered by hand and never extracted."""

ROW = "application/vnd.tollbook.row+text"
"""Media type of a row of somebody else's table: lines of a name and a value, whose numbers are its claims."""
ERASED = "application/vnd.tollbook.erased"
"""Media type of the tombstone of a document that was erased on request: its text is empty, its id and hash stay."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. ``text`` is what claims point into; ``sha256`` names the preserved bytes; ids of callers are kept.

    ``published`` is the local day of publication, None when nobody says it (relative dates then stay unresolved).
    ``instant`` is the moment of publication where its feed gives one with an offset, ``zone`` the zone ("Asia/Damascus")
    whose day ``published`` is, None where it is the day as the feed writes it.
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
    instant: dt.datetime | None = None
    zone: str | None = None


class Credits(msgspec.Struct, frozen=True, kw_only=True):
    """What a report's bytes, its feed or a person say about it; None where nobody says it."""

    caller_id: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    instant: dt.datetime | None = None
    zone: str | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One arrival of some bytes: where from, what they say of themselves, and the document they hold (None: unreadable).

    ``line`` is the line of a JSON Lines file, None for a file of its own; ``by_hand`` names the credits a person gave.
    ``issues`` are what went wrong in reading these bytes.
    """

    id: str
    sha256: str
    origin: str
    line: int | None = None
    document: str | None = None
    media_type: str = "text/plain"
    credits: Credits = Credits()
    by_hand: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


def text_id(text: str) -> str:
    """Return the id of a document's text, the anchor of claim ids."""
    return content_id("t1_", text)


def document_id(text: str, ordinal: int) -> str:
    """Return the id of a document: its text and how many other documents say the very same words (a copy, another day)."""
    return content_id("d1_", text_id(text), ordinal)


def merged_credits(receipts: Sequence[Receipt]) -> Credits:
    """Return what the receipts of one document say together: the last word of a person, else the first said."""
    if len(receipts) == 1:
        return receipts[0].credits
    values: dict[str, object] = {}
    fixed: set[str] = set()
    for receipt in receipts:
        for name in Credits.__struct_fields__:
            value = getattr(receipt.credits, name)
            by_hand = name in receipt.by_hand
            if value is not None and (by_hand or (name not in values and name not in fixed)):
                values[name] = value
                if by_hand:
                    fixed.add(name)
    return Credits(**values)  # type: ignore[arg-type]  # values come from other Credits
