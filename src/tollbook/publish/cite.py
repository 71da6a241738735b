"""What stands behind a figure: document, outlet, date and the quoted words in their sentence. Spans of the text as given."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot

REACH = 320
"""Characters of context kept on either side at most: long sentences are cut, never the quote."""
_BREAK = re.compile(r"[\r\n\u2028\u2029]+|(?P<stop>(?:(?<!\b[A-Z])\.|[!?؟۔])[\"'”’)\]»]*)\s+")
"""An end of line or of a sentence; a single capital before a full stop is an initial ("U.S.")."""


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's or record's words where they stand. ``before`` + ``quote`` + ``after`` is a stretch of the text."""

    kind: str
    id: str
    document: str
    callers: tuple[str, ...]
    outlet: str | None
    published: str | None
    url: str | None
    span: Span
    quote: str
    context: Span
    before: str
    after: str
    speakers: tuple[str, ...] = ()


def speakers_words(chain: tuple[ActorReading, ...]) -> tuple[str, ...]:
    """Return the names of a chain of speakers, innermost first, each with its office where said."""
    return tuple(f"{s.name} ({s.position})" if s.position and s.position not in s.name else s.name for s in chain)


def context_of(text: str, span: Span, sentence: Span | None = None) -> Span:
    """Return the span of the sentence around ``span``, cut to a reach; the sentence is found where none is given."""
    start, end = span
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    if sentence is not None and sentence[0] <= start and end <= sentence[1]:
        first, last = sentence
    else:
        first = max((left + m.end() for m in _BREAK.finditer(text[left:start])), default=left)
        following = _BREAK.search(text, end, right)
        last = right if following is None else following.end("stop") if following["stop"] else following.start()
    return max(first, left), min(last, right)


def _is_cut(text: str, offset: int, sentence: Span | None) -> bool:
    """Return True where a context ends inside a sentence: neither at the given sentence's end nor between words."""
    inside = 0 < offset < len(text) and not text[offset - 1].isspace() and not text[offset].isspace()
    return inside or (sentence is not None and offset not in sentence)


def cite_span(snapshot: Snapshot, document_id: str, span: Span, quote: str, sentence: Span | None = None) -> Citation:
    """Return the citation of a stretch of a document; the context is empty where the document is not in the snapshot."""
    document = snapshot.documents.get(document_id)
    context = context_of(document.text, span, sentence) if document else span
    before = document.text[context[0] : span[0]].lstrip() if document else ""
    after = document.text[span[1] : context[1]].rstrip() if document else ""
    cuts = [_is_cut(document.text, offset, sentence) for offset in context] if document else [False, False]
    return Citation(
        kind="words",
        id="",
        document=document_id,
        callers=document.caller_ids if document and document.caller_ids else (document_id,),
        outlet=document.outlet if document else None,
        published=document.published.isoformat() if document and document.published else None,
        url=document.url if document else None,
        span=span,
        quote=quote,
        context=context,
        before="…" * cuts[0] + before,
        after=after + "…" * cuts[1],
    )


def cite(snapshot: Snapshot, thing: Claim | Record) -> Citation:
    """Return the citation of a claim or record."""
    is_claim = isinstance(thing, Claim)
    sentence = thing.sentence if isinstance(thing, Claim) else None
    words = cite_span(snapshot, thing.document, thing.span, thing.quote, sentence)
    return msgspec.structs.replace(
        words, kind="claim" if is_claim else "record", id=thing.id, speakers=speakers_words(thing.said_by)
    )


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A footnote: one sentence of one report, with all words in it that are cited. ``pieces`` are (words, is cited)."""

    first: Citation
    ids: tuple[str, ...]
    speakers: tuple[str, ...]
    pieces: tuple[tuple[str, bool], ...]


def note_of(citations: Sequence[Citation], snapshot: Snapshot) -> Note:
    """Return the footnote of citations that stand in one sentence of one report."""
    first = min(citations, key=lambda c: c.context)
    document = snapshot.documents.get(first.document)
    return Note(
        first=first,
        ids=tuple(c.id for c in citations),
        speakers=tuple(dict.fromkeys(name for c in citations for name in c.speakers)),
        pieces=tuple(_pieces(document.text, citations)) if document else ((first.quote, True),),
    )


def _pieces(text: str, citations: Sequence[Citation]) -> Iterator[tuple[str, bool]]:
    """Yield the stretch all contexts cover, cut at the cited words; words cited twice are marked once."""
    start, end = min(c.context[0] for c in citations), max(c.context[1] for c in citations)
    first, last = citations[0], citations[0]
    for citation in citations:
        first = citation if citation.context[0] == start else first
        last = citation if citation.context[1] == end else last
    yield "…" * first.before.startswith("…"), False
    offset = start
    for left, right in _merged(c.span for c in citations):
        yield text[offset:left], False
        yield text[left:right], True
        offset = right
    yield text[offset:end] + "…" * last.after.endswith("…"), False


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for left, right in sorted(set(spans)):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def as_of_day(claim: Claim, snapshot: Snapshot) -> dt.date | None:
    """Return the last day a claim says it is as of, None where it says none; no figure is of a day after its report."""
    last = claim.as_of.interval.end if claim.as_of and claim.as_of.interval else None
    published = _published(claim, snapshot)
    return min(last, published) if last and published else last


def stated_on(claim: Claim, snapshot: Snapshot) -> dt.date | None:
    """Return the day a figure speaks of: as of, else the day its report was published."""
    return as_of_day(claim, snapshot) or _published(claim, snapshot)


def _published(claim: Claim, snapshot: Snapshot) -> dt.date | None:
    document = snapshot.documents.get(claim.document)
    return document.published if document else None
