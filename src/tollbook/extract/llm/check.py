"""Check a model's answer word by word: what stands in the text becomes claims, the rest is refused and told as Issues.

Nothing is taken on trust: the quote must stand in the text, its number must be readable there by the program's grammar, and
every value must bring words that stand in the passage. Knows neither the model nor the network.
"""

from collections.abc import Sequence
from typing import cast, get_args

import msgspec

from tollbook.extract.llm.answer import Answer, AnswerClaim, Worded
from tollbook.extract.llm.counts import Counted, count_at, counts_in, says_the_same
from tollbook.extract.llm.find import find_claim, find_near
from tollbook.extract.llm.question import Passage
from tollbook.extract.sentences.segment import Sentence
from tollbook.model.actor import ActorRole
from tollbook.model.claim import Claim, Harm, Scope, Stance, Status, claim_id_at
from tollbook.model.document import Document, text_id
from tollbook.model.ids import Span
from tollbook.model.issue import Issue
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.spot import Spot
from tollbook.vocab.llm import groups_known, means_known

METHOD = "llm"
CONFIDENCE = 0.7
"""No calibration stands behind a model's claims; this says only that a person should look before the rules' are doubted."""
_RELATIONS = {"since": "since", "past": "within", "event": "event"}
_MOST_NAMED = 8
"""Speakers or belligerents of one claim at most."""
_MOST_SHOWN = 80


class _RefusedError(Exception):
    """A claim of the answer that the words do not bear out; says why."""


class Checker:
    """Checks the answers for one document. ``rules`` are the rules' claims: they lend ids, and readings of the same words."""

    def __init__(self, document: Document, language: str, rules: Sequence[Claim], times: Sequence[Spot]) -> None:
        self.document = document
        self.text = document.text
        self.text_id = text_id(document.text)
        self.language = language
        self.rules = rules
        self.times = times
        self.taken: set[str] = set()
        self.said: set[tuple[int, str]] = set()
        self.issues: list[Issue] = []
        self.counts: dict[Span, tuple[Counted, ...]] = {}
        self.groups = groups_known(language)
        self.means = means_known(language)

    def check(self, passage: Passage, answer: Answer) -> tuple[Claim, ...]:
        """Return the claims of ``answer`` that the words of ``passage`` bear out, in order of their spans."""
        made = [self._claim_or_issue(passage, given) for given in answer.claims]
        linked = [self._linked(claim, given, made) for claim, given in zip(made, answer.claims, strict=True) if claim]
        return tuple(sorted(linked, key=lambda claim: (claim.span, claim.ordinal)))

    def _claim_or_issue(self, passage: Passage, given: AnswerClaim) -> Claim | None:
        try:
            return self._claim(passage, given)
        except _RefusedError as refused:
            hint = "Nothing of it is in the record. If the report does say it, add the claim by hand."
            message = f"{_shown(given.quote)}: {refused}"
            self.issues.append(Issue("llm-claim-refused", "warning", self.document.id, message, hint))
            return None

    def _claim(self, passage: Passage, given: AnswerClaim) -> Claim:
        spans = [sentence.span for sentence in passage.sentences]
        span = find_claim(self.text, given.quote, given.nth, spans, given.sentence)
        if span is None:
            raise _RefusedError("these words do not stand in the passage, or at several places alike")
        sentence = next((s for s in passage.sentences if s.start <= span[0] and span[1] <= s.end), None)
        if sentence is None:
            raise _RefusedError("these words run over the end of a sentence")
        counted = self._counted(given, span, self._counts(sentence))
        span = (min(span[0], counted.span[0]), span[1])  # "30 people" of "at least 30 people" leaves the bound out
        near = _Near(self.text, span, sentence.span, (passage.start, passage.end))
        harm = self._value("harm", given.harm, get_args(Harm), near)
        if harm is None:
            raise _RefusedError(f"no word of the passage says the harm ({_shown(given.harm.quote)})")
        return self._built(given, span, sentence.span, counted, harm, near)

    def _counts(self, sentence: Sentence) -> tuple[Counted, ...]:
        """Return the counts of ``sentence``, read once: an answer often has several claims of one sentence."""
        if sentence.span not in self.counts:
            known = [c for c in self.rules if sentence.start <= c.head < sentence.end]
            self.counts[sentence.span] = counts_in(sentence, self.language, known)
        return self.counts[sentence.span]

    def _counted(self, given: AnswerClaim, span: Span, counts: Sequence[Counted]) -> Counted:
        here = count_at(span, counts)
        same = [c for c in here if says_the_same(c.count, given.low, given.high, given.bound)]
        if not here:
            raise _RefusedError("no number of people can be read in these words")
        if not same:
            read = ", ".join(_number(c.count.low, c.count.high) for c in here)
            raise _RefusedError(f"the model says {_number(given.low, given.high)}, the words say {read}")
        counted = same[0]
        given_count = (given.low, given.high, given.bound)
        if counted.count.bound != "vague" and given_count != (
            counted.count.low,
            counted.count.high,
            counted.count.bound,
        ):
            self._note(f"bound {given.bound!r} of {_shown(given.quote)}: the words say {counted.count.bound}")
        return counted

    def _built(
        self, given: AnswerClaim, span: Span, sentence: Span, counted: Counted, harm: Reading, near: "_Near"
    ) -> Claim:
        if (counted.head, harm.value) in self.said:
            raise _RefusedError("this number and harm were given before")
        identity, ordinal, twin = self._identity(counted.head, harm.value)
        self.said.add((counted.head, harm.value))
        self.taken.add(identity)
        status = self._value("status", given.status, get_args(Status), near)
        group = self._value("group", given.group, self.groups, near)
        scope = self._value("scope", given.scope, get_args(Scope), near)
        stance = self._value("stance", given.stance, get_args(Stance), near)
        who = msgspec.structs.replace(
            counted.who,
            status=cast("Status", status.value) if status else "unknown",
            group=group.value if group else None,
        )
        is_running = scope is not None and scope.value == "cumulative"
        return Claim(
            id=identity,
            document=self.document.id,
            span=span,
            quote=self.text[span[0] : span[1]],
            head=counted.head,
            ordinal=ordinal,
            harm=cast("Harm", harm.value),  # _value lets only the schema's words pass, here and below
            count=counted.count,
            who=who,
            scope=cast("Scope", scope.value) if scope else "incident",
            standing=is_running and twin is not None and twin.standing,
            stance=cast("Stance", stance.value) if stance else "asserted",
            means=self._value("means", given.means, self.means, near),
            when=self._time(given, near),
            where=self._place(given, near),
            by=self._actors("by", given.by, near),
            said_by=self._actors("said_by", given.said_by, near),
            as_of=twin.as_of if twin else None,
            confidence=CONFIDENCE,
            language=self.language,
            sentence=sentence,
            notes=("read by a language model",),
        )

    def _identity(self, head: int, harm: str) -> tuple[str, int, Claim | None]:
        """Return id and ordinal of a claim at ``head``, and the rules' claim there, if any: of this harm, else not yet met."""
        here = [claim for claim in self.rules if claim.head == head]
        same = [claim for claim in here if claim.harm == harm]
        twin = next((claim for claim in (*same, *here) if claim.id not in self.taken), None)
        if twin is not None:
            return twin.id, twin.ordinal, twin
        ordinal = len(here)
        while claim_id_at(self.text_id, head, ordinal) in self.taken:
            ordinal += 1
        return claim_id_at(self.text_id, head, ordinal), ordinal, None

    def _value(self, field: str, given: Worded | None, allowed: Sequence[str], near: "_Near") -> Reading | None:
        if given is None:
            return None
        if given.value not in allowed:
            self._note(f"{field} {_shown(given.value)}: no such {field}")
            return None
        span = near.find(given.quote)
        if span is None:
            self._note(f"{field} {given.value}: {_shown(given.quote)} does not stand in the passage")
            return None
        return Reading(span, self.text[span[0] : span[1]], given.value, METHOD, inherited=near.is_outside(span))

    def _words(self, field: str, quote: str, near: "_Near") -> Span | None:
        span = near.find(quote)
        if span is None:
            self._note(f"{field}: {_shown(quote)} does not stand in the passage")
        return span

    def _time(self, given: AnswerClaim, near: "_Near") -> TimeReading | None:
        span = self._words("when", given.when, near) if given.when is not None else None
        if span is None:
            return None
        spot = max(
            (s for s in self.times if _overlap(s.span, span)), key=lambda s: _overlap(s.span, span), default=None
        )
        if spot is None:
            self._note(f"when: {_shown(self.text[span[0] : span[1]])} names no time")
            return None
        relation = _RELATIONS.get(spot.kind, "at")
        return TimeReading(spot.span, spot.quote, METHOD, near.is_outside(spot.span), relation)

    def _place(self, given: AnswerClaim, near: "_Near") -> PlaceReading | None:
        span = self._words("where", given.where, near) if given.where is not None else None
        if span is None:
            return None
        quote = self.text[span[0] : span[1]]
        return PlaceReading(span, quote, quote, METHOD, near.is_outside(span))

    def _actors(self, field: str, quotes: Sequence[str], near: "_Near") -> tuple[ActorReading, ...]:
        role: ActorRole = "belligerent" if field == "by" else "speaker"
        spans = [self._words(field, quote, near) for quote in quotes[:_MOST_NAMED]]
        words = [(span, self.text[span[0] : span[1]]) for span in dict.fromkeys(spans) if span is not None]
        return tuple(ActorReading(span, quote, quote, role, METHOD, near.is_outside(span)) for span, quote in words)

    def _linked(self, claim: Claim, given: AnswerClaim, made: Sequence[Claim | None]) -> Claim:
        """Return ``claim`` with the ids of its whole, its first mention and the figure it replaces, where those hold."""
        whole = self._other("part_of", given.part_of, claim, made)
        first = self._other("restates", given.restates, claim, made)
        older = self._other("supersedes", given.supersedes, claim, made)
        if first is not None and (first.count.low, first.count.high) != (claim.count.low, claim.count.high):
            self._note(f"restates of {_shown(claim.quote)}: the numbers differ")
            first = None
        return msgspec.structs.replace(
            claim,
            part_of=whole.id if whole else None,
            restates=first.id if first else None,
            supersedes=older.id if older else None,
        )

    def _other(self, field: str, index: int | None, claim: Claim, made: Sequence[Claim | None]) -> Claim | None:
        """Return the claim ``index`` points to, of the same harm and on the right side, so that no chain leads back."""
        if index is None:
            return None
        other = made[index] if 0 <= index < len(made) else None
        if other is None or other.id == claim.id or other.harm != claim.harm or not _follows(field, claim, other):
            self._note(f"{field} of {_shown(claim.quote)}: no such claim of the same harm")
            return None
        return other

    def _note(self, message: str) -> None:
        hint = "The claim stands without this value; correct it by a judgement if need be."
        self.issues.append(Issue("llm-value-refused", "warning", self.document.id, message, hint))


class _Near:
    """Looks for the words of a claim's values: near ``span`` in its ``sentence``, else in the rest of its passage."""

    def __init__(self, text: str, span: Span, sentence: Span, passage: Span) -> None:
        self.text = text
        self.span = span
        self.sentence = sentence
        self.passage = passage

    def find(self, quote: str) -> Span | None:
        return find_near(self.text, quote, self.span, self.sentence, self.passage)

    def is_outside(self, span: Span) -> bool:
        return not (self.sentence[0] <= span[0] and span[1] <= self.sentence[1])


def _follows(field: str, claim: Claim, other: Claim) -> bool:
    """Return True when a whole is not smaller than its part, and a first mention or an older figure stands before."""
    if field == "part_of":
        return (other.count.high or other.count.low, claim.span) > (claim.count.high or claim.count.low, other.span)
    return other.span < claim.span


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _number(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no number"
    if low == high:
        return f"{low:,}"
    return f"{low or 0:,}+" if high is None else f"{low or 0:,}-{high:,}"


def _shown(quote: str) -> str:
    """Return a model's words for a message: short, on one line."""
    return repr(" ".join(quote.split())[:_MOST_SHOWN])
