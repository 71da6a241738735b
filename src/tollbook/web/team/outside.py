"""The desk as somebody uses it who is not cleared for restricted items: they are not there, to see or to judge."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tollbook.flow.asking.finding import Asked, Kind
from tollbook.flow.books.ledger_log import Ledger
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.team.restricting import restricted_in
from tollbook.ledger.chain import line_of
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.publish.plan import outside_view
from tollbook.web.desk import Desk
from tollbook.web.index import Index

MOST_FOUND = 20_000
"""Hits that are looked through for those that may be seen; beyond them a search is too wide to read anyway."""

_IDS = re.compile(r"[a-z]\d_[0-9a-f]{20}")
T = TypeVar("T")


class OutsideDesk(Desk):
    """A desk over the same book that knows of nothing restricted."""

    def __init__(self, desk: Desk) -> None:
        self._whole = desk
        self.root: Path = desk.root
        self.tiles = desk.tiles
        self.name = desk.name
        self._making = threading.Lock()
        self._seen_of: tuple[Index, Index] | None = None

    @property
    def acting(self) -> threading.RLock:
        """What is held from looking at a thing to judging it: the whole desk's."""
        return self._whole.acting

    def index(self) -> Index:
        """Return the book without what is restricted."""
        return self._outside(self._whole.index())

    def latest(self) -> Index:
        """Return the book as it stands now, without what is restricted."""
        return self._outside(self._whole.latest())

    def _outside(self, index: Index) -> Index:
        with self._making:
            if self._seen_of is None or self._seen_of[0] is not index:
                documents, incidents = restricted_in(index.snapshot.entries)
                view = outside_view(index.snapshot, documents, incidents)
                made = index if view is index.snapshot else Index(view, index.outlines, content_id("o1_", index.state))
                self._seen_of = (index, made)
            return self._seen_of[1]

    def judge(self, action: str, values: list[str], *, who: str, why: str) -> tuple[Entry, tuple[Issue, ...]]:
        """Judge what this desk shows; anything else is as unknown as what never was."""
        view = self.latest().snapshot
        names = {"same": 2, "not-same": 2, "undo": 1}.get(action, 1)
        seen = {str(e.seq) for e in view.entries} if action == "undo" else set(view.claims) | set(view.incidents)
        unknown = [value for value in values[:names] if value not in seen]
        if unknown:
            raise JudgementRefused(f"there is no {unknown[0]!r} in this book")
        return self._whole.judge(action, values, who=who, why=why)

    def write(self, verb: Callable[..., T], *values: Any, **options: Any) -> T:
        """Do what ``verb`` does, unless it names something this desk does not show."""
        whole, view = self._whole.latest().snapshot, self.latest().snapshot
        gone = (set(whole.documents) | set(whole.claims) | set(whole.incidents)) - (
            set(view.documents) | set(view.claims) | set(view.incidents)
        )
        gone |= {c for d in whole.documents.values() if d.id in gone for c in d.caller_ids}
        gone |= {i.code for i in whole.incidents.values() if i.id in gone}
        named: set[str] = {*_IDS.findall(repr((values, options))), *(v for v in values if isinstance(v, str))}
        if named & gone:
            raise JudgementRefused("there is no such thing in this book")
        return self._whole.write(verb, *values, **options)

    def ledger(self) -> Ledger:
        """Return the ledger as far as it may be seen; whether the whole chain holds is no secret."""
        whole, view = self._whole.ledger(), self.index().snapshot
        return Ledger(entries=view.entries, lines=tuple(line_of(e) for e in view.entries), fault=whole.fault)

    def find(self, asked: Asked, *, limit: int, offset: int = 0) -> dict[Kind, tuple[list[str], int]]:
        """Return the hits this desk shows, and how many of them there are."""
        view = self.index().snapshot
        known: dict[Kind, set[str]] = {"claim": set(view.claims), "report": set(view.documents)}
        found = self._whole.find(asked, limit=MOST_FOUND)
        kept = {kind: [i for i in ids if i in known[kind]] for kind, (ids, _) in found.items()}
        return {kind: (ids[offset : offset + limit], len(ids)) for kind, ids in kept.items()}
