"""How far a batch is, how fast it goes and how long it may still take, in lines. Knows no terminal."""

import time
from collections.abc import Callable

Tell = Callable[[str], None]
EVERY_SECONDS = 5.0
FIRST_SECONDS = 2.0
MINUTE, HOUR = 60, 3600


def silent_tell(line: str) -> None:
    """Tell nobody."""


class Meter:
    """Counts one stage's tasks and what they dealt with; tells at most every few seconds."""

    def __init__(self, tell: Tell, step: str, total: int, done: int = 0, noun: str = "tasks") -> None:
        self._tell = tell
        self._step = step
        self._total = total
        self._before = self._done = done
        self._noun = noun
        self._things = 0
        self._began = self._told = time.monotonic()

    def add(self, things: int = 0) -> None:
        """Count one task done, with so many ``things`` (documents, pairs) in it."""
        self._done += 1
        self._things += things
        now = time.monotonic()
        if now - self._told >= (EVERY_SECONDS if self._told > self._began else FIRST_SECONDS):
            self._told = now
            self._tell(self.line(now - self._began))

    def line(self, seconds: float) -> str:
        """Return the stage in a line: what is done, how fast, what is left."""
        here = self._done - self._before
        left = (self._total - self._done) * seconds / here if here else 0.0
        rate = f", {self._things / seconds:,.0f} {self._noun}/s" if self._things and seconds else ""
        return f"{self._step}: {self._done:,} of {self._total:,} done{rate}, about {span(left)} left"


def span(seconds: float) -> str:
    """Return a time as people say it: 40 s, 3 min, 2.5 h."""
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min" if seconds < 2 * HOUR else f"{seconds / HOUR:.1f} h"
