"""Which rows of an archive are one document, and which documents stand: the rules of a book's intake. Pure."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from tollbook.flow.reading.editions import Editions, Listed, find_editions
from tollbook.flow.reading.intake import agree
from tollbook.model.document import Credits, Receipt, merged_credits
from tollbook.model.ids import content_id


class Arrival(msgspec.Struct, frozen=True):
    """A row that says something: its place in the archive, the id of its words, what it says of itself, how many claims."""

    shard: int
    number: int
    text_id: str
    credits: Credits
    claims: int
    names: tuple[str, ...] = ()


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the record: the row it is read from, its id and credits; ``others`` are rows of the same document.

    ``is_copy`` marks a second document of the same words (another day, another outlet), ``again`` one whose rows say more
    of it together than the first does alone, so that it has to be read again.
    """

    shard: int
    number: int
    id: str
    credits: Credits
    claims: int
    is_copy: bool = False
    again: bool = False
    callers: tuple[str, ...] = ()
    others: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()


def members_of(arrivals: Iterable[Arrival]) -> list[Member]:
    """Return the documents that the rows are, in order of arrival.

    The same words are one document unless day or outlet contradict.
    """
    by_text: dict[str, list[list[Arrival]]] = {}
    for arrival in arrivals:
        documents = by_text.setdefault(arrival.text_id, [])
        own = next((d for d in documents if agree(_together(d), arrival.credits)), None)
        if own is None:
            documents.append([arrival])
        else:
            own.append(arrival)
    found = [_member(rows, ordinal) for documents in by_text.values() for ordinal, rows in enumerate(documents)]
    return sorted(found, key=lambda m: (m.shard, m.number))


def _together(rows: Sequence[Arrival]) -> Credits:
    return merged_credits([Receipt(id="", sha256="", origin="", credits=r.credits) for r in rows])


def _member(rows: Sequence[Arrival], ordinal: int) -> Member:
    first, together = rows[0], _together(rows)
    return Member(
        shard=first.shard,
        number=first.number,
        id=content_id("d1_", first.text_id, ordinal),
        credits=together,
        claims=first.claims,
        is_copy=ordinal > 0,
        again=together != first.credits,
        callers=tuple(dict.fromkeys(r.credits.caller_id for r in rows if r.credits.caller_id)),
        others=tuple((r.shard, r.number) for r in rows[1:]),
        names=first.names,
    )


def standing(members: Sequence[Member], text_of: Callable[[str], str]) -> tuple[list[Member], Editions]:
    """Return the documents that no newer edition of the same report takes the place of, and the editions."""
    listed = [Listed(m.id, m.credits, m.callers) for m in members]
    editions = find_editions(listed, text_of)
    return [m for m in members if m.id not in editions.later], editions
