"""What stands behind a figure: document, outlet, date and the quoted words in their sentence. Spans of the text as given."""

import re

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot

REACH = 320
"""Characters of context kept on either side at most: long sentences are cut, never the quote."""
_BREAK = re.compile(r"[\r\n\u2028\u2029]+|(?<=[.!?؟۔])[\"'”’)\]]*\s+")


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
    before: str
    after: str
    speakers: tuple[str, ...] = ()


def speakers_words(chain: tuple[ActorReading, ...]) -> tuple[str, ...]:
    """Return the names of a chain of speakers, innermost first, each with its office where said."""
    return tuple(f"{s.name} ({s.position})" if s.position and s.position not in s.name else s.name for s in chain)


def context_of(text: str, span: Span, sentence: Span | None = None) -> tuple[str, str]:
    """Return the words before and after ``span`` in its sentence, cut to a reach; the sentence is found where not given."""
    start, end = span
    left = max(0, start - REACH)
    right = min(len(text), end + REACH)
    if sentence is not None and sentence[0] <= start and end <= sentence[1]:
        first, last = sentence
    else:
        first = max((left + m.end() for m in _BREAK.finditer(text[left:start])), default=left)
        following = _BREAK.search(text, end, right)
        last = following.start() if following else right
    before, after = text[max(first, left) : start], text[end : min(last, right)]
    is_cut_left = max(first, left) > first or (first == left and left > 0 and text[left - 1].isalnum())
    is_cut_right = right < last or (last == right and right < len(text) and text[right].isalnum())
    return ("…" if is_cut_left else "") + before.lstrip(), after.rstrip() + ("…" if is_cut_right else "")


def cite_span(snapshot: Snapshot, document_id: str, span: Span, quote: str, sentence: Span | None = None) -> Citation:
    """Return the citation of a stretch of a document; the context is empty where the document is not in the snapshot."""
    document = snapshot.documents.get(document_id)
    before, after = context_of(document.text, span, sentence) if document else ("", "")
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
        before=before,
        after=after,
    )


def cite(snapshot: Snapshot, thing: Claim | Record) -> Citation:
    """Return the citation of a claim or record."""
    is_claim = isinstance(thing, Claim)
    sentence = thing.sentence if isinstance(thing, Claim) else None
    words = cite_span(snapshot, thing.document, thing.span, thing.quote, sentence)
    return msgspec.structs.replace(
        words, kind="claim" if is_claim else "record", id=thing.id, speakers=speakers_words(thing.said_by)
    )
