"""Taking content out of rows that are otherwise never altered: only for erasure on request."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.model.document import ERASED, Receipt
from tollbook.store import fulltext, tables
from tollbook.store.engine import changes_allowed

_d, _r, _e, _x = tables.documents, tables.receipts, tables.entries, tables.extractions


def replace_bodies(connection: Connection, bodies: Mapping[int, Mapping[str, Any]]) -> None:
    """Put ``bodies`` in the place of those of the entries with these numbers; hashes stay as they were."""
    with changes_allowed(connection, _e):
        for seq, body in bodies.items():
            text = msgspec.json.encode(body, order="sorted").decode()
            connection.execute(_e.update().where(_e.c.seq == seq).values(body=text))


def replace_text(connection: Connection, document: str, text: str, media_type: str | None = None) -> None:
    """Put ``text`` in the place of a document's; its id, the id of its words and its hash stay as tombstones."""
    values: dict[str, Any] = {"text": text, "length": len(text)}
    if media_type:
        values["media_type"] = media_type
    connection.execute(_d.update().where(_d.c.id == document).values(**values))
    connection.execute(_x.delete().where(_x.c.document == document))
    fulltext.empty(connection)


def replace_receipt(connection: Connection, receipt: Receipt) -> None:
    """Put ``receipt`` in the place of the one with its id."""
    row = {"sha256": receipt.sha256, "line": receipt.line, "value": msgspec.json.encode(receipt).decode()}
    connection.execute(_r.update().where(_r.c.id == receipt.id).values(**row))


def move_bytes(connection: Connection, old: str, new: str) -> None:
    """Let documents that were read from the file ``old`` point to ``new``, which is the same without what was erased."""
    connection.execute(_d.update().where(_d.c.sha256 == old, _d.c.media_type != ERASED).values(sha256=new))


def receipts_from(connection: Connection, sha256: str) -> list[Receipt]:
    """Return every receipt of the bytes of that hash."""
    query = select(_r.c.value).where(_r.c.sha256 == sha256).order_by(_r.c.seq)
    return [msgspec.json.decode(value, type=Receipt) for value in connection.execute(query).scalars()]


def words_of(connection: Connection, document: str) -> str | None:
    """Return the id of a document's words, None where there is no such document."""
    return connection.execute(select(_d.c.text_id).where(_d.c.id == document)).scalar()
