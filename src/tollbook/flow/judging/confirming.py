"""Confirm what a name stands for: a place or an actor becomes an entry of the ledger, and the steps read it from then on."""

import datetime as dt
from pathlib import Path
from typing import Any

from tollbook.flow.derive import append_entries
from tollbook.flow.judging.confirmed import ACTOR, PLACE, keep_confirmed, plain_value
from tollbook.flow.run import turn_to_write
from tollbook.ledger.standing import standing
from tollbook.model.actor import Actor
from tollbook.model.judgement import Entry, JudgementKind
from tollbook.places.records import Entry as PlaceEntry
from tollbook.store import entries as ledger
from tollbook.store.engine import transaction
from tollbook.vocab.actors import fields_of

New = tuple[JudgementKind, dict[str, Any]]


def confirm_place(
    root: Path, place: PlaceEntry, *, who: str, why: str = "", now: dt.datetime | None = None
) -> Entry | None:
    """Append the confirmation of ``place`` and return its entry, None where it stands already. The next run uses it.

    Raises RunAborted when ``root`` is no book, is being written to, or cannot be.
    """
    return _confirm(root, (PLACE, {"place": plain_value(place), "why": why}), "place", who, now)


def confirm_actor(root: Path, actor: Actor, *, who: str, why: str = "", now: dt.datetime | None = None) -> Entry | None:
    """Append the confirmation of ``actor`` and return its entry, None where it stands already. The next run uses it.

    Raises RunAborted when ``root`` is no book, is being written to, or cannot be.
    """
    return _confirm(root, (ACTOR, {"actor": plain_value(fields_of(actor)), "why": why}), "actor", who, now)


def _confirm(root: Path, new: New, key: str, who: str, now: dt.datetime | None) -> Entry | None:
    moment = now or dt.datetime.now(dt.UTC)
    with turn_to_write(root, "confirm", moment) as (book, engine):
        keep_confirmed(root, moment)
        with transaction(engine, str(book.database)) as connection:
            known = standing(ledger.load_entries(connection), {new[0]})
            if any(entry.body.get(key) == new[1][key] for entry in known):
                return None
            (entry,) = append_entries(connection, [new], who, moment)
        keep_confirmed(root, moment)
    return entry
