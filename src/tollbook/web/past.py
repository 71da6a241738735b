"""What became of a claim: each field from the reading to now, with every judgement on it."""

import functools
from collections.abc import Mapping, Sequence

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.judging.added import KINDS as ENTERED
from tollbook.flow.judging.history import Past, past_of
from tollbook.ledger.standing import undone
from tollbook.model.judgement import Entry
from tollbook.web.document import FIELDS, value_of
from tollbook.web.index import Index
from tollbook.web.ledgers import may_undo, told
from tollbook.web.page import desk_of, page, session_of


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One judgement on a claim; a correction has a field with what stood before it and what stood after."""

    entry: Entry
    field: str = ""
    old: str = ""
    new: str = ""
    is_undone: bool = False


def claim_page(request: Request) -> Response:
    """Show a claim's fields as they were read and every change since; a rejected claim has its page too."""
    desk = desk_of(request)
    index = desk.index()
    name = request.path_params["claim"]
    claim = index.snapshot.claims.get(name)
    document = claim.document if claim else _document_of(index, name)
    if document is None:
        raise HTTPException(404, name)
    past = past_of(desk.root, name, document, index.snapshot.entries)
    shown = claim or past.read
    return page(
        request,
        "past",
        index=index,
        claim=shown,
        name=name,
        document=index.snapshot.documents.get(document),
        is_rejected=claim is None,
        read=values_read(past, name),
        steps=steps_of(past, name),
        now={field: value_of(shown, field) for field in FIELDS} if shown else {},
        fields=FIELDS,
        moved=past.moved,
        waiting=past.waiting,
        told_of=told,
        undone_by=index.undone_by,
        may_undo=functools.partial(may_undo, session_of(request), index),
    )


def _document_of(index: Index, name: str) -> str | None:
    """Return the report of a claim that is not in the record: rejected, or entered and undone."""
    for entry in index.entries_of.get(name, ()):
        where = entry.body.get("document") or entry.body.get("claim", {}).get("document")
        if where:
            return str(where)
    return None


def values_read(past: Past, name: str) -> Mapping[str, str]:
    """Return a claim's fields as the extractor read them or as a person entered them."""
    if past.read is not None:
        return {field: value_of(past.read, field) for field in FIELDS}
    added = [c for e in past.entries if e.kind in ENTERED for c in e.body["claims"] if c["id"] == name]
    return dict(added[-1]["fields"]) if added else {}


def steps_of(past: Past, name: str) -> list[Step]:
    """Return the judgements in order, each correction with what stood before it at that time."""
    read = values_read(past, name)
    return [_step(past, entry, past.entries[:place], read) for place, entry in enumerate(past.entries)]


def _step(past: Past, entry: Entry, earlier: Sequence[Entry], read: Mapping[str, str]) -> Step:
    is_undone = entry.seq in past.undone
    if entry.kind != "correct":
        return Step(entry=entry, is_undone=is_undone)
    field, gone = str(entry.body["field"]), undone(earlier)
    before = [
        e for e in earlier if e.kind == "correct" and e.body["field"] == field and e.seq not in gone | past.waiting
    ]
    old = str(before[-1].body["value"]) if before else read.get(field, "")
    return Step(entry=entry, field=field, old=old, new=str(entry.body["value"]), is_undone=is_undone)
