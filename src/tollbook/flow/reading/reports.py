"""Find the report a person means, by its id or by what they call it."""

from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.document import Document
from tollbook.store import documents
from tollbook.store.engine import Connection


def named_report(connection: Connection, name: str) -> Document:
    """Return the report with that id, or the last that its caller calls so; raise JudgementRefused where there is none."""
    found = documents.load(connection, [name])
    if not found:
        called = [r.document for r in documents.all_receipts(connection) if r.document and r.credits.caller_id == name]
        found = documents.load(connection, called[-1:])
    if not found:
        raise JudgementRefused(f"no report {name!r} in this book; give its id or the name of its file")
    return found[0]
