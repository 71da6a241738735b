"""The coverage log: which sources were looked at for which days, so that a quiet day is not read as zero."""

import datetime as dt
from typing import Literal

import msgspec

DayState = Literal["reports", "nothing_found", "not_checked"]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked at ``source`` for the days ``first`` to ``last`` (both counted) and found nothing to take in.

    ``area`` is what was looked for, None for all the source covers; ``entry`` is the number in the ledger.
    """

    source: str
    first: dt.date
    last: dt.date
    area: str | None = None
    note: str = ""
    author: str = ""
    entry: int = 0


class SourceDay(msgspec.Struct, frozen=True, kw_only=True):
    """One source on one day: how many of its reports the book holds, and who found that there was nothing."""

    source: str
    day: dt.date
    state: DayState
    reports: int = 0
    checked: tuple[Checked, ...] = ()
