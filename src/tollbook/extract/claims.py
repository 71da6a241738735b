"""From a document to its claims and records: gate, core claims, then what attaches to each."""

from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.spot import Spotters


def extract(document: Document, spotters: Spotters) -> Extraction:  # noqa: ARG001
    """Return the claims and records of ``document``, with words and spans, unresolved."""
    return Extraction(document=document.id)
