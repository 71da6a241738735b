"""Which claim repeats an earlier one of the same report (restates), and which figure replaces an older one (supersedes)."""

from collections.abc import Sequence
from typing import Protocol

from tollbook.extract.bind import Draft


class Item(Protocol):
    """A draft with its id."""

    draft: Draft
    id: str


class Mentions:
    """Links claims of one document to earlier mentions: the first one with the same harm, number and people."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._first: dict[tuple[object, ...], Item] = {}
        self._restates: dict[str, str] = {}
        self._supersedes: dict[str, str] = {}
        for position, item in enumerate(items):
            self._note(item, items, position)

    def restated(self, item: Item) -> str | None:
        """Return the id of the first mention of the same claim, or None."""
        return self._restates.get(item.id)

    def superseded(self, item: Item) -> str | None:
        """Return the id of the older figure that ``item`` replaces, or None."""
        return self._supersedes.get(item.id)

    def _note(self, item: Item, items: Sequence[Item], position: int) -> None:
        draft = item.draft
        count = draft.group.count
        assert count is not None
        key = (draft.harm, count.low, count.high, _people(draft))
        earlier = self._first.get(key)
        if earlier is not None and earlier.draft.line.index != draft.line.index and _is_same(earlier.draft, draft):
            self._restates[item.id] = earlier.id
        else:
            self._first.setdefault(key, item)
        if draft.toll == "new":
            self._replace(item, items, position)

    def _replace(self, item: Item, items: Sequence[Item], position: int) -> None:
        for other in items[max(0, position - 2) : position + 3]:
            if other.draft.toll == "old" and other.draft.harm == item.draft.harm and other.draft.line is item.draft.line:
                self._supersedes[item.id] = other.id


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
    return later.group.count.low >= 5 and earlier.group.status == later.group.status  # noqa: PLR2004  # below, chance
