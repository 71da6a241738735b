"""Bytes that came from elsewhere, handed out so that nothing in them runs: what a report came as, and evidence."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tollbook.flow.books.ledger_log import head_line, head_of
from tollbook.flow.reading.originals import Preserved, evidence_at, line_of, original_of
from tollbook.model.claim import Evidence
from tollbook.web.index import Index, once
from tollbook.web.page import desk_of

SHOWN = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "audio/mpeg", "audio/ogg"}
)
"""Kinds that a browser shows and in which nothing can run; all others are downloads or plain text."""
TEXT = "text/plain; charset=utf-8"


def archived(request: Request) -> Response:
    """Return the bytes a report came as: text as plain text, whatever it says of itself, all else as a download."""
    desk = desk_of(request)
    name = request.path_params["document"]
    document = desk.index().snapshot.documents.get(name)
    found = original_of(desk.root, name) if document else None
    if document is None or found is None:
        raise HTTPException(404, name)
    if found.line is not None:
        return Response(line_of(found), headers={"content-type": TEXT})
    return _file(found, (document.caller_ids or (document.id,))[0])


def evidence(request: Request) -> Response:
    """Return a photo, video or paper that some claim of the record rests on; no other bytes of the archive."""
    desk = desk_of(request)
    sha256 = request.path_params["sha256"]
    kept = evidence_in(desk.index()).get(sha256)
    found = evidence_at(desk.root, sha256) if kept else None
    if kept is None or found is None:
        raise HTTPException(404, sha256)
    return _file(found, kept.name)


def _file(found: Preserved, name: str) -> Response:
    if found.media_type == "text/plain":
        return FileResponse(found.path, media_type=TEXT, headers={"content-type": TEXT})
    shown = found.media_type in SHOWN
    return FileResponse(
        found.path,
        media_type=found.media_type if shown else "application/octet-stream",
        filename=name,
        content_disposition_type="inline" if shown else "attachment",
    )


def head(request: Request) -> Response:
    """Return the head of the ledger as a file, to be signed and kept elsewhere."""
    line = desk_of(request).write(ledger_head)
    return Response(
        line + "\n", media_type="application/json", headers={"content-disposition": "attachment; filename=head.json"}
    )


def ledger_head(root: Path) -> str:
    """Return the head of the ledger of the book in ``root`` as one line."""
    return head_line(head_of(root))


@once
def evidence_in(index: Index) -> dict[str, Evidence]:
    """Return the evidence of the record's claims by its hash."""
    return {e.sha256: e for claim in index.snapshot.claims.values() for e in claim.evidence}
