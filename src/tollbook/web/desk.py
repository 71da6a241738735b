"""The book behind the pages: its snapshot, kept until the database changes, and the one way to judge. Knows no HTTP."""

import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tollbook.flow.asking.counting import Box, ids_in_box
from tollbook.flow.asking.finding import Asked, Kind, find
from tollbook.flow.books import book
from tollbook.flow.books.ledger_log import Ledger, load_ledger
from tollbook.flow.judging.judge import judge
from tollbook.flow.publishing.outlines import Outlines
from tollbook.flow.team.leases import Lease, holdings
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.web.index import Index

HEAD_BYTES, MAX_ZOOM_AT = 127, 101
Stamp = tuple[object, ...]
T = TypeVar("T")


class Desk:
    """A book opened for review. Readers share one snapshot; while it is loaded anew, the others read the old one."""

    def __init__(self, root: Path, tiles: Path | None = None, warm: Callable[[Index], None] | None = None) -> None:
        """Open the book in ``root``; ``tiles`` is a map to lay under, ``warm`` makes what the pages of a new index look up."""
        self._warm = warm
        self.root = root
        self.tiles = tiles
        self.name = book.open_book(root).config.name
        self._loading = threading.Lock()
        self._acting = threading.RLock()
        self._index: Index | None = None
        self._stamp: Stamp = ()
        self._mark = ""
        self._outlines: Outlines | None = None

    @functools.cached_property
    def tile_zoom(self) -> int:
        """Return how finely the map file is drawn: the deepest zoom it holds, byte 101 of its head (PMTiles 3)."""
        if self.tiles is None:
            return 0
        with self.tiles.open("rb") as file:
            return file.read(HEAD_BYTES)[MAX_ZOOM_AT]

    @property
    def acting(self) -> threading.RLock:
        """What is held from looking at a thing's version to judging it, so that two forms cannot both be the first."""
        return self._acting

    def index(self) -> Index:
        """Return the book as it stands; never waits for a writer. Raises RunAborted when it cannot be read."""
        current = self._index
        if current is None:
            with self._loading:
                return self._fresh()
        if self._stamp != self._seen() and self._loading.acquire(blocking=False):
            try:
                return self._fresh()
            finally:
                self._loading.release()
        return self._index or current

    def latest(self) -> Index:
        """Return the book as it stands now, even if another request is just loading it."""
        with self._loading:
            return self._fresh()

    def judge(self, action: str, values: list[str], *, who: str, why: str) -> tuple[Entry, tuple[Issue, ...]]:
        """Append a judgement and let the record follow; raise JudgementRefused or RunAborted, nothing then written."""
        with self._acting:
            return judge(self.root, action, values, who=who, why=why)

    def write(self, verb: Callable[..., T], *values: Any, **options: Any) -> T:
        """Do what ``verb`` (a function of flow that takes the book's folder first) does, after all earlier forms."""
        with self._acting:
            return verb(self.root, *values, **options)

    def find(self, asked: Asked, *, limit: int, offset: int = 0) -> dict[Kind, tuple[list[str], int]]:
        """Return the ids of claims and reports that hold the words asked for, and how many there are."""
        return find(self.root, asked, limit=limit, offset=offset)

    def inside(self, box: Box) -> list[str]:
        """Return the ids of the book's claims in a box of the map, also of those that this desk does not show."""
        return ids_in_box(self.root, box)

    def held(self, item: str) -> Lease | None:
        """Return who has an item of the queue or was given it, None where nobody."""
        return holdings(self.root).get(item)

    def ledger(self) -> Ledger:
        """Return the ledger as it stands, with the first place where its chain breaks."""
        return load_ledger(self.root)

    def _fresh(self) -> Index:
        """Load the snapshot if the database changed. The caller holds the loading lock."""
        stamp = self._seen()
        if self._index is None or stamp != self._stamp:
            mark = book.mark(self.root)
            if self._index is None or mark != self._mark:  # a lease of the queue changes the file, not the book
                self._outlines = self._outlines or Outlines(self.root)
                index = Index(book.snapshot(self.root), self._outlines, content_id("b1_", mark))
                if self._warm:
                    self._warm(index)
                self._index = index
            self._stamp, self._mark = stamp, mark
        return self._index

    def _seen(self) -> Stamp:
        """Return what changes with every commit to the database."""
        return book.stamp(self.root)
