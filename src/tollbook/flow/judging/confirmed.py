"""Places and actors that people confirmed: entries of the ledger, and what the steps read of them in the book's folders.

The ledger is what counts. ``gazetteers/confirmed`` and ``actors/added.toml`` are made from it: lost, they are written anew; what
was undone goes from them. What an older version left there and no entry tells of is brought into the ledger once.
"""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import Book, open_book, reading, writer
from tollbook.flow.books.config import database_of
from tollbook.flow.derive import append_entries
from tollbook.flow.kit import default_kit
from tollbook.ledger.standing import standing
from tollbook.model.actor import Actor
from tollbook.model.judgement import Entry, JudgementKind
from tollbook.model.place import Gazetteer
from tollbook.places.hand import Confirmed, keep, kept
from tollbook.places.library import open_gazetteer
from tollbook.places.records import Entry as PlaceEntry
from tollbook.store import entries as ledger
from tollbook.store.engine import exists, transaction
from tollbook.vocab.actors import added_rows, fields_of, is_from_ledger, keep_rows, row_of

PLACE: JudgementKind = "confirm_place"
ACTOR: JudgementKind = "confirm_actor"
KINDS = frozenset({PLACE, ACTOR})
UNKNOWN = "unnamed"
New = tuple[JudgementKind, dict[str, Any]]


def plain_value(value: object) -> Any:
    """Return ``value`` as the ledger gives it back: JSON values, lists for tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))


def keep_confirmed(root: Path, now: dt.datetime | None = None) -> None:
    """Bring the book's folders of confirmed places and actors in line with its ledger; tell what older ones it brought in."""
    if not exists(database_of(root)):
        return
    book = Book(root, open_book(root).config)
    entries = _entries(book)
    new = _unknown(root, entries)
    if new:
        with transaction(writer(book), str(book.database)) as connection:
            for author in dict.fromkeys(author for author, _ in new):
                own = [item for name, item in new if name == author]
                append_entries(connection, own, author, now or dt.datetime.now(dt.UTC))
        sys.stderr.write(f"{root}: brought into the ledger, once: {_counted([item for _, item in new])}\n")
        entries = _entries(book)
    ever = [made for entry in entries if (made := _place_of(entry))]
    changed = keep(root, _places(entries), ever)
    changed |= keep_rows(root, _actors(entries))
    if changed:
        default_kit.cache_clear()


def gazetteer_of(root: Path | None) -> Gazetteer:
    """Return the gazetteers of a book (of no book, where ``root`` is None), its confirmed places as the ledger has them."""
    if root is not None:
        keep_confirmed(root)
    return open_gazetteer(root)


def _entries(book: Book) -> tuple[Entry, ...]:
    with reading(book) as connection:
        return ledger.load_entries(connection) if ledger.has_kind(connection, KINDS) else ()


def _places(entries: Sequence[Entry]) -> list[Confirmed]:
    """Return the places that stand confirmed; a body that somebody altered is no place (a run names it and stops)."""
    made = (place for entry in standing(entries, {PLACE}) if (place := _place_of(entry)))
    return list({place.entry.id: place for place in made}.values())


def _place_of(entry: Entry) -> Confirmed | None:
    if entry.kind != PLACE:
        return None
    try:
        place = msgspec.convert(entry.body.get("place"), PlaceEntry)
    except msgspec.ValidationError:
        return None
    return Confirmed(entry=place, author=entry.author, day=str(entry.body.get("day") or entry.time[:10]))


def _actors(entries: Sequence[Entry]) -> list[Actor]:
    found: dict[str, Actor] = {}
    for entry in standing(entries, {ACTOR}):
        try:
            actor = row_of(entry.body.get("actor", {}))
        except ValueError:
            continue
        found[actor.id] = actor
    return list(found.values())


def _unknown(root: Path, entries: Sequence[Entry]) -> list[tuple[str, New]]:
    """Return what lies in the folders and no entry ever told of, with its author: an older version kept it there alone."""
    told = {made.entry.id for entry in entries if (made := _place_of(entry))}
    new: list[tuple[str, New]] = [
        (
            p.author,
            (PLACE, {"place": plain_value(p.entry), "day": p.day, "why": "kept in gazetteers/confirmed"}),
        )
        for p in kept(root)
        if p.entry.id not in told
    ]
    if not is_from_ledger(root):
        names = {str(e.body["actor"].get("id")) for e in entries if e.kind == ACTOR and "actor" in e.body}
        rows = (actor for actor in added_rows(root) if actor.id not in names)
        new += [
            (UNKNOWN, (ACTOR, {"actor": plain_value(fields_of(a)), "why": "kept in actors/added.toml"})) for a in rows
        ]
    return new


def _counted(new: Sequence[New]) -> str:
    places = sum(kind == PLACE for kind, _ in new)
    return f"{places} confirmed places, {len(new) - places} actors (see: tollbook log)"
