"""The coverage log in the ledger: note that a source was checked and nothing found, and read all such notes."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.judging.noting import note_entry
from tollbook.ledger.standing import standing
from tollbook.model.coverage import Checked
from tollbook.model.judgement import Entry
from tollbook.publish.coverage import MOST_DAYS


def log_checked(
    root: Path,
    source: str,
    first: dt.date,
    last: dt.date,
    *,
    who: str,
    area: str | None = None,
    note: str = "",
    now: dt.datetime | None = None,
) -> Entry:
    """Note that ``who`` looked at ``source`` for these days and found nothing to take in; return the ledger's entry.

    Raises JudgementRefused when the source has no name, or the days are reversed, lie ahead or are more than ten years.
    """
    moment = now or dt.datetime.now(dt.UTC)
    if not source.strip() or not source.isprintable():
        raise JudgementRefused(f"source {source!r}: give its name, on one line")
    if not 0 <= (last - first).days < MOST_DAYS:
        raise JudgementRefused(f"{first} to {last}: give a first and a last day, at most ten years apart")
    if last > moment.date() + dt.timedelta(1):
        raise JudgementRefused(f"{last} lies ahead: what has not been published cannot have been checked")
    body: dict[str, Any] = {
        "source": source.strip(),
        "days": [first.isoformat(), last.isoformat()],
        "area": area,
        "note": note,
    }
    return note_entry(root, "coverage", body, who=who, now=moment)


def checked_in(entries: Sequence[Entry]) -> tuple[Checked, ...]:
    """Return what the ledger says was checked, without what was undone."""
    return tuple(_checked(entry) for entry in standing(entries, {"coverage"}))


def _checked(entry: Entry) -> Checked:
    first, last = (msgspec.convert(day, dt.date) for day in entry.body["days"])
    return Checked(
        source=entry.body["source"],
        first=first,
        last=last,
        area=entry.body.get("area"),
        note=entry.body.get("note", ""),
        author=entry.author,
        entry=entry.seq,
    )
