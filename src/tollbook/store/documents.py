"""Documents and their receipts: added, never altered."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, func, literal, select

from tollbook.model.document import Document, Receipt, merged_credits
from tollbook.store import tables
from tollbook.store.engine import among, insert_new

BATCH = 200
_d, _r = tables.documents, tables.receipts


class StoredText(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its receipts: what is written once. ``ordinal`` counts documents of the very same words."""

    id: str
    text_id: str
    ordinal: int
    sha256: str
    media_type: str
    text: str


def add_text(connection: Connection, stored: StoredText) -> None:
    """Add a document's text, unless it is there."""
    insert_new(connection, _d, [{**msgspec.structs.asdict(stored), "length": len(stored.text)}])


def add_receipt(connection: Connection, receipt: Receipt, received: str) -> None:
    """Add a receipt, unless it is there."""
    value = msgspec.json.encode(receipt).decode()
    row = {
        "id": receipt.id,
        "document": receipt.document,
        "sha256": receipt.sha256,
        "line": receipt.line,
        "received": received,
        "value": value,
    }
    insert_new(connection, _r, [row])


def known_receipts(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return those of ``ids`` (at most some hundred) that were added before."""
    return set(connection.execute(select(_r.c.id).where(_r.c.id.in_(ids))).scalars())


def document_of_bytes(connection: Connection, sha256: str, line: int | None) -> str | None:
    """Return the id of the document read earlier from the same bytes (and the same line of them)."""
    query = select(_r.c.document).where(_r.c.sha256 == sha256, _r.c.line.is_not_distinct_from(line))
    return connection.execute(query.where(_r.c.document.is_not(None)).order_by(_r.c.seq)).scalar()


def same_words(connection: Connection, text_id: str) -> list[tuple[str, tuple[Receipt, ...]]]:
    """Return (id, receipts) of the documents with that very text, in order of their arrival."""
    ids = connection.execute(select(_d.c.id).where(_d.c.text_id == text_id).order_by(_d.c.ordinal)).scalars().all()
    return [(document, tuple(receipts_of(connection, document))) for document in ids]


def receipts_of(connection: Connection, document: str) -> list[Receipt]:
    """Return the receipts of one document in order of their arrival."""
    query = select(_r.c.value).where(_r.c.document == document).order_by(_r.c.seq)
    return [msgspec.json.decode(value, type=Receipt) for value in connection.execute(query).scalars()]


def all_receipts(connection: Connection) -> Iterator[Receipt]:
    """Yield every receipt in order of arrival."""
    for value in connection.execute(select(_r.c.value).order_by(_r.c.seq)).scalars():
        yield msgspec.json.decode(value, type=Receipt)


def counted(connection: Connection) -> tuple[int, int]:
    """Return how many documents and receipts there are."""
    found = connection.execute(select(select(func.count(_d.c.seq)).scalar_subquery(), func.count(_r.c.seq))).one()
    return (int(found[0]), int(found[1]))


def document_ids(connection: Connection) -> list[str]:
    """Return the ids of all documents in order of their arrival."""
    return list(connection.execute(select(_d.c.id).order_by(_d.c.seq)).scalars())


def id_batches(connection: Connection, most: int, characters: int) -> list[list[str]]:
    """Return the ids of all documents in order, cut into batches of at most ``most`` documents and about that much text."""
    batches: list[list[str]] = []
    held = 0
    for identity, length in connection.execute(select(_d.c.id, _d.c.length).order_by(_d.c.seq)):
        if not batches or len(batches[-1]) == most or held + length > characters:
            batches.append([])
            held = 0
        batches[-1].append(identity)
        held += length
    return batches


def ordinals(connection: Connection) -> dict[str, int]:
    """Return, by document id, how many earlier documents say the very same words; those with none are left out."""
    rows = connection.execute(select(_d.c.id, _d.c.ordinal).where(_d.c.ordinal > 0))
    return {str(row[0]): int(row[1]) for row in rows}


def iterate(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of ``ids`` in that order, a batch in memory at a time."""
    for start in range(0, len(ids), BATCH):
        yield from load(connection, ids[start : start + BATCH])


def load(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """Return the documents of ``ids`` (at most some hundred at a time), each with what all its receipts say."""
    return _load(connection, ids, _d.c.text)


def load_untold(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """Return the documents of ``ids`` (at most some hundred at a time) without their texts."""
    return _load(connection, ids, literal(""))


def load_blank(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """Return the documents of ``ids`` (at most some hundred at a time), each with as many blanks as its text has characters."""
    return [
        msgspec.structs.replace(document, text=" " * length)
        for document, length in zip(load_untold(connection, ids), _lengths(connection, ids), strict=True)
    ]


def _lengths(connection: Connection, ids: Sequence[str]) -> list[int]:
    found = dict(connection.execute(select(_d.c.id, _d.c.length).where(among(connection, _d.c.id, ids))).all())
    return [found[i] for i in ids if i in found]


def _load(connection: Connection, ids: Sequence[str], text: ColumnElement[str]) -> list[Document]:
    query = select(_r.c.document, _r.c.value).where(among(connection, _r.c.document, ids)).order_by(_r.c.seq)
    receipts: dict[str, list[Receipt]] = {}
    for document, value in connection.execute(query).all():
        receipts.setdefault(document, []).append(_RECEIPT.decode(value))
    columns = (_d.c.id, _d.c.sha256, text, _d.c.media_type)
    rows = connection.execute(select(*columns).where(among(connection, _d.c.id, ids))).all()
    found = {row[0]: _document(row[0], row[1], row[2], row[3], receipts.get(row[0], [])) for row in rows}
    return [found[i] for i in ids if i in found]


_RECEIPT = msgspec.json.Decoder(Receipt)


def _document(identity: str, sha256: str, text: str, media_type: str, receipts: Sequence[Receipt]) -> Document:
    said = merged_credits(receipts)
    callers = dict.fromkeys(r.credits.caller_id for r in receipts if r.credits.caller_id is not None)
    return Document(
        id=identity,
        sha256=sha256,
        text=text,
        media_type=media_type,
        published=said.published,
        outlet=said.outlet,
        language=said.language,
        title=said.title,
        url=said.url,
        caller_ids=tuple(callers),
        instant=said.instant,
        zone=said.zone,
    )
