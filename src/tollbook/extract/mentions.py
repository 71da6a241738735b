"""Which claim repeats an earlier one of the same report (restates), and which figure replaces an older one (supersedes)."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

import msgspec

from tollbook.extract.harm.scene import Draft
from tollbook.extract.sentences.segment import Sentence
from tollbook.model.claim import Claim
from tollbook.vocab import roles

_MEMORY = 12
_HEADLINE_COUNTS = 4
_LEAD_SENTENCES = 1
"""Sentences behind the headline in which its figure is told anew even if it is small."""
_HEAD_LINES = 4
"""Lines between a headline and the lead at most: the writer's name, the dateline."""
_SHORT = 3
"""Words of an anaphor at most; longer descriptions say something new."""


class Item(Protocol):
    """A draft with its id."""

    draft: Draft
    id: str


ItemT = TypeVar("ItemT", bound=Item)


class Mentions:
    """Links claims of one document to earlier mentions: the first one with the same harm, number and people."""

    def __init__(self, items: Sequence[Item], text: str = "", sentences: Sequence[Sentence] = ()) -> None:
        self._lead = lead_of(text, sentences)
        self._first: dict[tuple[object, ...], Item] = {}
        self._restates: dict[str, str] = {}
        self._supersedes: dict[str, str] = {}
        self._by_id = {item.id: item for item in items}
        for position, item in enumerate(items):
            self._note(item, items, position)

    def restated(self, item: Item) -> str | None:
        """Return the id of the first mention of the same claim, or None."""
        return self._restates.get(item.id)

    def superseded(self, item: Item) -> str | None:
        """Return the id of the older figure that ``item`` replaces, or None."""
        return self._supersedes.get(item.id)

    def _named_before(self, draft: Draft, items: Sequence[Item], position: int) -> Item | None:
        """Recognise "Oqueli" after "Hector Oqueli": one name holds the other's words."""
        words = set(draft.group.names[0].casefold().split())
        for other in items[max(0, position - 30) : position]:
            if other.draft.harm == draft.harm and other.draft.group.names:
                known = set(other.draft.group.names[0].casefold().split())
                if words <= known or known <= words:
                    return other
        return None

    def _note(self, item: Item, items: Sequence[Item], position: int) -> None:
        draft = item.draft
        count = draft.group.count
        assert count is not None
        key = (draft.harm, count.low, count.high, _people(draft))
        earlier = self._first.get(key)
        if earlier is None and draft.group.names:
            earlier = self._named_before(draft, items, position)
            earlier = self._first_of(earlier) if earlier is not None else None
        earlier = earlier or self._in_headline(draft, items)
        is_elsewhere = earlier is not None and earlier.draft.line.index != draft.line.index
        if (
            earlier is not None
            and is_elsewhere
            and (_is_same(earlier.draft, draft) or self._is_lead(earlier.draft, draft))
        ):
            self._restates[item.id] = earlier.id
        else:
            self._first.setdefault(key, item)
        if draft.toll == "new":
            self._replace(item, items, position)

    def _in_headline(self, draft: Draft, items: Sequence[Item]) -> Item | None:
        """Return the figure of the headline that the first sentence tells anew, perhaps with a bound ("at least 19") or a noun."""
        for other in items[:_HEADLINE_COUNTS]:
            if self._is_lead(other.draft, draft):
                return other
        return None

    def _is_lead(self, headline: Draft, lead: Draft) -> bool:
        """Return True when the report opens with ``headline`` and its lead tells the same number of the same harm."""
        one, other = headline.group.count, lead.group.count
        if headline.line.index != 0 or one is None or other is None:
            return False
        is_next = 0 < lead.line.index <= _LEAD_SENTENCES and not headline.line.words[-1].f & roles.STOP
        is_told_once = (headline.holder is None) == (lead.holder is None)
        same = headline.harm == lead.harm and one.low == other.low and one.bound != "vague"
        is_below = is_next or lead.line.index == self._lead
        return is_below and is_told_once and same and headline.group.group in (None, lead.group.group)

    def _first_of(self, item: Item) -> Item:
        return self._by_id.get(self._restates.get(item.id, ""), item)

    def _replace(self, item: Item, items: Sequence[Item], position: int) -> None:
        """Link a new toll to the older figure told beside it, in its own sentence or the next."""
        for other in items[max(0, position - 3) : position + 4]:
            draft = other.draft
            is_near = abs(draft.line.index - item.draft.line.index) <= 1
            if draft.toll == "old" and draft.harm == item.draft.harm and is_near:
                self._supersedes[item.id] = other.id


def lead_of(text: str, sentences: Sequence[Sentence]) -> int | None:
    """Return the index of the lead below a headline that is a line of its own; None where the text opens with no such line.

    Lines of names and numbers between them (the writer, the dateline) are passed over.
    """
    if len(sentences) < 2 or "\n" not in text[sentences[0].end : sentences[1].start]:  # a headline and what it heads
        return None
    for index in range(1, min(len(sentences), 1 + _HEAD_LINES)):
        if any(t.text.isalpha() and t.text.islower() for t in sentences[index].tokens):
            return index
    return None


def without_echoes(items: Sequence[ItemT]) -> list[ItemT]:
    """Drop "the minister" after the minister was named: an anaphor without a number restates nothing (guide, section 1)."""
    kept: list[ItemT] = []
    for item in items:
        if not _is_echo(item.draft, [k.draft for k in kept[-_MEMORY:]]):
            kept.append(item)
    return kept


def _is_echo(draft: Draft, before: Sequence[Draft]) -> bool:
    group = draft.group
    if (
        group.kind != "def"
        or group.names
        or draft.via in ("listed", "among", "company")
        or group.last - group.first > _SHORT
    ):
        return False
    for other in before:
        single = other.group.count is not None and other.group.count.low == 1
        same = other.group.kind == "name" or (
            other.group.noun is not None and group.noun is not None and other.group.noun.low == group.noun.low
        )
        if single and other.harm == draft.harm and same and other.line is not draft.line:
            return True
    return False


def _people(draft: Draft) -> object:
    return tuple(draft.group.names) if draft.group.names else draft.group.group


def _is_same(earlier: Draft, later: Draft) -> bool:
    """Small plain numbers recur by chance; they restate only when said of the same kind of people by the same kind of bound."""
    assert later.group.count is not None
    assert earlier.group.count is not None
    if later.group.names:
        return True
    if (earlier.holder is None) != (later.holder is None):
        return False
    return later.group.count.low >= 5 and earlier.group.status == later.group.status  # below, chance


def without_lost_links(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims without links to claims that are no longer among them (a "victim" that was the name of a paper)."""
    known = {claim.id for claim in claims} | {None}

    def link(target: str | None) -> str | None:
        return target if target in known else None

    return tuple(
        claim
        if claim.part_of in known and claim.restates in known and claim.supersedes in known
        else msgspec.structs.replace(
            claim,
            part_of=link(claim.part_of),
            restates=link(claim.restates),
            supersedes=link(claim.supersedes),
        )
        for claim in claims
    )
