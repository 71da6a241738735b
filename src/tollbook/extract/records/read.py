"""Read the records a report carries besides casualty claims: gate, sentences worth a look, then one reader a kind."""

import functools
from collections.abc import Iterator, Sequence

from tollbook.extract.records.agenda import agenda_items
from tollbook.extract.records.attack import attack_counts
from tollbook.extract.records.control import controls, relations
from tollbook.extract.records.damage import damages
from tollbook.extract.records.draft import Desk
from tollbook.extract.records.events import past_events
from tollbook.extract.records.harm import abstentions, caveats, unstated_harm
from tollbook.extract.records.linked import linked
from tollbook.extract.records.patterns import Wordings, wordings
from tollbook.extract.records.scene import Scene
from tollbook.extract.records.statement import denials, statements
from tollbook.extract.records.voices import Voices
from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.speakers.document import Heard
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.record import Record, RecordKind
from tollbook.model.spot import Spotters
from tollbook.vocab.load import data_path

_PLANS = 60
"""Planned events told last, among which "the talks have been put off" is looked for."""


def may_hold_records(text: str, language: str = "en") -> bool:
    """Return True when ``text`` reads like a conflict report; cheap (one pass of a linear matcher), no analysis."""
    return _is_known(language) and wordings(language).is_conflict_report(text)


def records_of(
    document: Document,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    spotters: Spotters,
    heard: Heard | None = None,
) -> tuple[Record, ...]:
    """Return the records of ``document`` in order of their spans; none outside conflict reports.

    ``sentences`` are all of the document's, ``claims`` those already extracted: their words are not told again, and ``heard``
    are speeches already read in it. Linear in the text; only sentences with a trigger word of some kind are analysed.
    """
    language = document.language or "en"
    language = language if _is_known(language) else "en"
    words = wordings(language)
    if not sentences or not (claims or words.is_conflict_report(document.text)):
        return ()
    heard = Heard() if heard is None else heard
    scene = Scene(document, sentences, claims, spotters)
    kinds = _kinds_by_sentence(scene, words)
    spots = spotters.actors(document.text, scene.spans)
    voices = Voices(scene, tuple(sentences), spots, kinds, words, language, heard)
    desk = Desk(scene, language, voices)
    found: list[Record] = []
    earlier = _Earlier()
    for index, triggered in kinds.items():
        read = list(_read(desk, index, triggered, earlier))
        earlier.note(read)
        found.extend(read)
    complete = linked(scene, sentences, found, language, heard)
    return tuple(sorted(complete, key=lambda record: (record.span, record.kind)))


class _Earlier:
    """What later sentences ask of the records read so far: planned events, and relations already told."""

    def __init__(self) -> None:
        self.agenda: list[Record] = []
        self.relations: set[tuple[str, str, str]] = set()

    def note(self, records: Sequence[Record]) -> None:
        self.agenda += [record for record in records if record.kind == "agenda"]
        self.relations |= {_relation_key(record) for record in records if record.kind == "actor_relation"}


@functools.cache
def _is_known(language: str) -> bool:
    return data_path("languages", language, "records.toml").exists()


def _kinds_by_sentence(scene: Scene, words: Wordings) -> dict[int, set[RecordKind]]:
    """Return, by sentence index in order, the kinds whose trigger words stand in it."""
    kinds: dict[int, set[RecordKind]] = {}
    for index, span in enumerate(scene.spans):
        found = words.kinds_in(scene.words(span), scene.plain(index))
        if found:
            kinds[index] = found
    return kinds


def _read(desk: Desk, index: int, kinds: set[RecordKind], earlier: _Earlier) -> Iterator[Record]:
    """Yield the records of one sentence, kind by kind; denials come before harm, whose words they may hold."""
    counts = [*attack_counts(desk, index)] if "attack_count" in kinds else []
    ruins = [*damages(desk, index)] if "damage" in kinds else []
    yield from (*counts, *ruins)
    if "control" in kinds:
        yield from controls(desk, index)
    if "actor_relation" in kinds:
        yield from relations(desk, index, set(earlier.relations))
    if "caveat" in kinds:
        yield from caveats(desk, index)
    yield from _dated(desk, index, kinds, earlier)
    harmed = list(_harmed(desk, index, kinds))
    yield from harmed
    told = [record.span for record in (*counts, *ruins, *harmed)]
    if "statement" in kinds:
        yield from statements(desk, index, told)


def _dated(desk: Desk, index: int, kinds: set[RecordKind], earlier: _Earlier) -> Iterator[Record]:
    items: list[Record] = []
    if "agenda" in kinds:
        items = list(agenda_items(desk, index, earlier.agenda[-_PLANS:]))
        yield from items
    if "past_event" in kinds:
        yield from past_events(desk, index, items)


def _harmed(desk: Desk, index: int, kinds: set[RecordKind]) -> Iterator[Record]:
    denied = list(denials(desk, index)) if "denial" in kinds else []
    yield from denied
    counted = list(abstentions(desk, index)) if "abstention" in kinds else []
    yield from counted
    if "unstated" in kinds:
        yield from unstated_harm(desk, index, [record.span for record in (*denied, *counted)])


def _relation_key(record: Record) -> tuple[str, str, str]:
    details = record.details
    return (details["relation"], details["subject"].casefold(), details["object"].casefold())
