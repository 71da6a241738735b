"""From a document to its claims and records: gate, core claims, then what attaches to each."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.attach_actor import attach_actors, without_speakers
from tollbook.extract.certainty import with_confidence
from tollbook.extract.contested import with_contested
from tollbook.extract.core import core_claims
from tollbook.extract.gate.prefilter import gate_of, surviving
from tollbook.extract.mentions import without_lost_links
from tollbook.extract.places.attach import attach_places
from tollbook.extract.records.read import may_hold_records, records_of
from tollbook.extract.scope.scope import Hint
from tollbook.extract.scope.timed import with_timed_scope
from tollbook.extract.sentences.segment import Sentence, segment
from tollbook.extract.speakers.document import Heard
from tollbook.extract.spots_once import finders_for_one_document
from tollbook.extract.supersede import with_superseded
from tollbook.extract.times.attach import attach_times
from tollbook.model.claim import Claim, Crime, Extraction
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotters
from tollbook.vocab.load import languages
from tollbook.vocab.words import word_lists

_AROUND = 3
"""Sentences before and after a claim in which times, places and actors are looked for."""


def extract(document: Document, spotters: Spotters, crime: Crime = "leave-out") -> Extraction:
    """Return the claims and records of ``document``, with words and spans, unresolved. Linear in the text's length.

    ``crime`` says what becomes of a report without a claim of conflict whose words are those of ordinary crime: its
    claims are left out, marked as such ("apart"), or taken like others ("count").
    """
    language = document.language if document.language in languages() else "en"
    text = document.text
    gate = gate_of(text, language)
    passing = gate.passing_crime() if crime != "leave-out" else None
    passes = passing is not None and passing.opens
    if not gate.opens and not passes and not may_hold_records(text, language):
        return Extraction(document=document.id)
    spotters, heard = finders_for_one_document(spotters), Heard()
    sentences = segment(text, language)
    claims: tuple[Claim, ...] = ()
    hints: Mapping[str, Hint] = {}
    if gate.opens:
        claims, hints = core_claims(document, sentences, surviving(sentences, gate), gate, language)
    if claims:
        claims = _attached(text, sentences, claims, hints, spotters, language, heard)
    records = records_of(document, sentences, claims, spotters, heard)
    claims = with_contested(text, sentences, claims, records, spotters.actors)
    if not claims and passing is not None and passes:
        claims, hints = core_claims(document, sentences, surviving(sentences, passing), passing, language)
        claims = _attached(text, sentences, claims, hints, spotters, language, heard) if claims else ()
        if crime == "apart":
            claims = tuple(msgspec.structs.replace(c, crime=True) for c in claims)
    return Extraction(document=document.id, claims=claims, records=records)


def _attached(
    text: str,
    sentences: Sequence[Sentence],
    claims: tuple[Claim, ...],
    hints: Mapping[str, Hint],
    spotters: Spotters,
    language: str,
    heard: Heard,
) -> tuple[Claim, ...]:
    spans = _neighbourhood(sentences, claims)
    times = spotters.times(text, spans)
    places = spotters.places(text, spans)
    actors = spotters.actors(text, [s.span for s in sentences])  # "the monitor" may be named far above
    claims = _people_only(claims, (*places, *actors))
    claims = attach_times(text, sentences, claims, times)
    claims = attach_places(text, sentences, claims, places)
    claims = without_speakers(text, attach_actors(text, sentences, claims, actors, heard))
    claims = without_lost_links(claims)
    claims = with_timed_scope(claims, hints, times, places, word_lists(language).scope)
    claims = with_superseded(claims, hints)
    return with_confidence(claims, language, len(text))


def _people_only(claims: Sequence[Claim], spots: Sequence[Spot]) -> tuple[Claim, ...]:
    """Drop names that are places or organisations: "Raqqa Is Being Slaughtered Silently" tells of no victim.

    A definite name ("the Syrian Observatory") is dropped too where a longer name of an organisation begins in it.
    """
    taken = sorted(spot.span for spot in spots if spot.kind != "person")
    names = [c for c in claims if c.count.bound == "exact" and c.count.low == 1 and not c.quote[0].isdigit()]
    bare = {c.id for c in names if c.who.names and c.quote == c.who.names[0] and _covered(c.span, taken)}
    begun = {c.id for c in names if _runs_on(c.span, taken)}
    return tuple(c for c in claims if c.id not in bare | begun)


def _runs_on(span: Span, sorted_spans: Sequence[Span]) -> bool:
    """Return True when a name begins in ``span``, reaches its end and goes on behind it."""
    first, last = bisect_left(sorted_spans, (span[0], 0)), bisect_left(sorted_spans, (span[1], 0))
    return any(end > span[1] for _, end in sorted_spans[first:last])


def _covered(span: Span, sorted_spans: Sequence[Span]) -> bool:
    """Return True when one of ``sorted_spans`` that start near ``span`` covers it."""
    last = bisect_right(sorted_spans, (span[0], span[1] + 10_000))
    return any(b >= span[1] and a <= span[0] for a, b in sorted_spans[max(0, last - 4) : last])


def _neighbourhood(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> tuple[Span, ...]:
    """Apply the rule: the spans of the sentences with claims, and of those near them; the first too, which often carries the place."""
    starts = {claim.sentence[0] for claim in claims if claim.sentence is not None}
    wanted = {0}
    for index, sentence in enumerate(sentences):
        if sentence.start in starts:
            wanted.update(range(max(0, index - _AROUND), min(len(sentences), index + _AROUND + 1)))
    return tuple(sentences[k].span for k in sorted(wanted))
