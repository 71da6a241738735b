"""Append to the ledger what moves no figure: a source that was checked, a second reader's word, an independent coding."""

import datetime as dt
from pathlib import Path
from typing import Any

from tollbook.flow.derive import append_entries
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.run import turn_to_write
from tollbook.model.judgement import Entry, JudgementKind
from tollbook.store.engine import transaction

MOVES_NOTHING = frozenset({"review", "coding", "coverage", "restrict"})
"""Kinds of entries that the record does not depend on."""


def note_entry(
    root: Path, kind: JudgementKind, body: dict[str, Any], *, who: str, now: dt.datetime | None = None
) -> Entry:
    """Append one entry of a kind that moves no figure and return it; raise JudgementRefused for an unusable name."""
    if kind not in MOVES_NOTHING:
        raise ValueError(f"{kind} moves figures: the record has to follow")
    if not who.strip() or not who.isprintable():
        raise JudgementRefused(f"who {who!r}: give a name, on one line")
    moment = now or dt.datetime.now(dt.UTC)
    with turn_to_write(root, kind, moment) as (book, engine), transaction(engine, str(book.database)) as connection:
        (entry,) = append_entries(connection, [(kind, body)], who.strip(), moment)
    return entry
