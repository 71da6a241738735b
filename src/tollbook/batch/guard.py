"""Tells, after a process died, which document it was at: one that kills or hangs it twice is set aside. Knows no reading."""

import faulthandler
import os
import time
from pathlib import Path
from typing import Literal, Self

import msgspec

MOST_DEATHS = 2
"""How often a document may be the last thing a process was at; then it is passed over. Once may be chance."""
WIDTH = 20
AT, HUNG, STRIKES = ".at", ".hung", ".strikes"
Cause = Literal["died", "hung"]


class Strikes(msgspec.Struct):
    """At which rows earlier tries of a shard ended, and how often: the process died there, or took too long."""

    died: dict[int, int] = {}
    hung: dict[int, int] = {}


class Guard:
    """Stands by while a shard is read: call ``at`` before each row.

    The row is noted in a file, so that the next try knows it when this process is killed in any way. A row that takes
    longer than ``seconds`` ends the process (also one stuck inside a library, which no exception reaches).
    """

    def __init__(self, marker: Path, seconds: float) -> None:
        self._marker = marker
        self._seconds = seconds
        self._armed = 0.0
        self._strikes = _learn(marker)

    def __enter__(self) -> Self:
        self._handle = os.open(_beside(self._marker, AT), os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        self._trace = _beside(self._marker, HUNG).open("wb")
        _STANDING.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        _STANDING.discard(self)
        faulthandler.cancel_dump_traceback_later()
        os.close(self._handle)
        self._trace.close()
        forget(self._marker)

    def cause(self, row: int) -> Cause | None:
        """Return why ``row`` is to be passed over, None where it may be read."""
        if self._ends(row) < MOST_DEATHS:
            return None
        return "hung" if row in self._strikes.hung else "died"

    def _ends(self, row: int) -> int:
        return self._strikes.died.get(row, 0) + self._strikes.hung.get(row, 0)

    def is_hopeless(self, row: int) -> bool:
        """Say whether processes went on dying at a row that was passed over: it cannot even be read from its file."""
        return self._ends(row) >= 2 * MOST_DEATHS

    def at(self, row: int) -> None:
        """Note that ``row`` is next, and see that the process ends when it takes too long: a few microseconds."""
        os.pwrite(self._handle, b"%0*d" % (WIDTH, row), 0)
        now = time.monotonic()
        if now - self._armed > self._seconds / 4:
            faulthandler.dump_traceback_later(self._seconds * 1.25, exit=True, file=self._trace)
            self._armed = now

    def leave(self) -> None:
        """Forget the row this process is at: it is being ended from outside, and no document is to blame."""
        _beside(self._marker, AT).unlink(missing_ok=True)


_STANDING: set[Guard] = set()


def leave_all() -> None:
    """Forget what this process is at, before it ends by order."""
    for guard in list(_STANDING):
        guard.leave()


def forget(marker: Path) -> None:
    """Remove everything noted about a shard: it is done."""
    for ending in (AT, HUNG, STRIKES):
        _beside(marker, ending).unlink(missing_ok=True)


def _beside(marker: Path, ending: str) -> Path:
    return marker.with_name(marker.name + ending)


def _learn(marker: Path) -> Strikes:
    """Return what earlier tries died of, the last one included, and keep it for the next."""
    kept = _beside(marker, STRIKES)
    try:
        strikes = msgspec.json.decode(kept.read_bytes(), type=Strikes)
    except (OSError, msgspec.MsgspecError):
        strikes = Strikes()
    try:
        row = int(_beside(marker, AT).read_bytes())
    except (OSError, ValueError):
        return strikes
    ends = strikes.hung if _has_words(_beside(marker, HUNG)) else strikes.died
    ends[row] = ends.get(row, 0) + 1
    part = _beside(marker, STRIKES + ".part")
    part.write_bytes(msgspec.json.encode(strikes))
    part.replace(kept)
    _beside(marker, AT).unlink(missing_ok=True)
    return strikes


def _has_words(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
