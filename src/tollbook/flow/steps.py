"""The chain from one document to resolved claims and records: which step follows which, and what each is lent."""

from collections.abc import Callable

from tollbook.extract.claims import extract
from tollbook.flow.kit import Kit
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.resolve.document import resolve

Extractor = Callable[[Document, Kit], Extraction]
"""What reads one document: the rules below, or a language model's reader in their place."""


def read_claims(document: Document, kit: Kit) -> Extraction:
    """Return the claims, records and Issues of ``document``, resolved against the kit's gazetteer and actors. Pure."""
    extraction = extract(document, kit.spotters, kit.crime)
    return resolve(document, extraction, gazetteer=kit.gazetteer, actors=kit.actors, focus=kit.focus)
