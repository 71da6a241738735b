"""What a report says besides casualty claims. Records carry spans like claims and never enter casualty sums."""

from typing import Literal

import msgspec

from tollbook.model.count import Count
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading

RecordKind = Literal[
    "attack_count",  # "more than 50 raids"
    "damage",  # what was destroyed, where, by whom
    "statement",  # who, as whose spokesman, to whom, what, when
    "denial",  # denier, claim denied, what is denied: harm, number or responsibility
    "actor_relation",  # backed by, dominated by, allied with
    "agenda",  # planned talks or deadlines, and the moves of their date
    "caveat",  # the text's own warning on coverage ("blackout")
    "control",  # who holds a place
    "past_event",  # a dated event of the past that is not casualty harm
    "unstated",  # harm without a number ("civilians were killed")
    "abstention",  # words that may be a claim, but the program does not say
]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record. ``details`` holds the kind's own fields as strings (documented in the schema of each kind).

    ``claim`` is the id of the claim concerned (denials). ``readings`` are further words with their spans, by field.
    ``actors`` are parties by role (subject and object of a relation, holder of a place, audience of a statement,
    participants of talks), ``times`` further dates by role (``from`` and ``to`` of a moved date).
    """

    id: str
    document: str
    kind: RecordKind
    span: Span
    quote: str
    said_by: tuple[ActorReading, ...] = ()
    by: tuple[ActorReading, ...] = ()
    when: TimeReading | None = None
    where: PlaceReading | None = None
    means: Reading | None = None
    count: Count | None = None
    harm: str | None = None
    claim: str | None = None
    as_of: TimeReading | None = None
    details: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    actors: dict[str, tuple[ActorReading, ...]] = {}
    times: dict[str, TimeReading] = {}
