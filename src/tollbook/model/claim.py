"""A casualty claim: one statement, in a text, that a counted number of people suffered one kind of harm."""

from typing import Literal

import msgspec

from tollbook.model.count import Count
from tollbook.model.ids import Span, content_id
from tollbook.model.issue import Issue
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record

Harm = Literal["killed", "injured", "missing", "detained", "trapped", "displaced"]
Status = Literal["civilian", "combatant", "security", "unknown"]
Scope = Literal["incident", "period", "cumulative"]
Stance = Literal["asserted", "denied", "doubted"]
Crime = Literal["leave-out", "apart", "count"]
"""What becomes of reports in the words of ordinary crime."""


class Who(msgspec.Struct, frozen=True):
    """The victims as the noun names them. ``mixed`` marks two statuses in one number: unknown in every sum."""

    status: Status = "unknown"
    group: str | None = None
    ages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    mixed: bool = False


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a claim entered by hand as they were said, and who put them into which language."""

    quote: str
    language: str
    translation: str = ""
    translator: str = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A photo, video or paper behind a claim entered by hand: the hash its bytes are kept under, and its own name."""

    sha256: str
    name: str
    media_type: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with every field of the design, section 1. Optional readings are None where the text does not say.

    ``head`` is the offset of the count's head numeral or noun; with the document's text and ``ordinal`` (several
    claims on one head) it makes the id. ``part_of``, ``restates`` and ``supersedes`` are claim ids of the same document.
    ``said_by`` is the chain of speakers, innermost first, outermost last; empty in the outlet's own voice.
    ``original`` and ``evidence`` belong to claims that a person entered. ``crime`` marks what a report tells in the words
    of ordinary crime: it stands apart from the record of a conflict.
    """

    id: str
    document: str
    span: Span
    quote: str
    head: int
    harm: Harm
    count: Count
    ordinal: int = 0
    who: Who = Who()
    part_of: str | None = None
    scope: Scope = "incident"
    diffuse: bool = False
    standing: bool = False
    when: TimeReading | None = None
    where: PlaceReading | None = None
    by: tuple[ActorReading, ...] = ()
    means: Reading | None = None
    said_by: tuple[ActorReading, ...] = ()
    stance: Stance = "asserted"
    as_of: TimeReading | None = None
    restates: str | None = None
    supersedes: str | None = None
    confidence: float = 1.0
    language: str = "en"
    sentence: Span | None = None
    notes: tuple[str, ...] = ()
    original: Original | None = None
    evidence: tuple[Evidence, ...] = ()
    crime: bool = False

    @property
    def names_its_people(self) -> bool:
        """Whether everybody it counts is named: such a count says nothing of how many died beside them."""
        return bool(self.who.names) and self.count.bound == "exact" and self.count.low <= len(self.who.names)


def claim_id(text: str, head: int, ordinal: int) -> str:
    """Return the claim id: hash of (document text id, offset of the head, ordinal there); never of phrase, harm or version."""
    return claim_id_at(content_id("t1_", text), head, ordinal)


def claim_id_at(text_id: str, head: int, ordinal: int) -> str:
    """Return the claim id from the id of the text, which is hashed once for all its claims."""
    return content_id("c1_", text_id, head, ordinal)


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """What one document yields: claims and records in order of their spans, and Issues."""

    document: str
    claims: tuple[Claim, ...] = ()
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
