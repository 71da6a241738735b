"""Resolve everything one document says: dates first, then places, then actors."""

from collections.abc import Sequence

import msgspec

from tollbook.model.actor import Actors
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.place import Gazetteer
from tollbook.resolve.apart import parted_by_day
from tollbook.resolve.records import resolve_records
from tollbook.resolve.when.resolve import resolve_times
from tollbook.resolve.where.resolve import resolve_places
from tollbook.resolve.who.resolve import resolve_actors


def resolve(
    document: Document, extraction: Extraction, *, gazetteer: Gazetteer, actors: Actors, focus: Sequence[str] = ()
) -> Extraction:
    """Return ``extraction`` with intervals, places and actor ids set where the text allows it, and the Issues met."""
    claims, when_issues = resolve_times(document, extraction.claims)
    claims = parted_by_day(claims)
    claims, where_issues = resolve_places(document, claims, gazetteer, focus)
    claims, who_issues = resolve_actors(document, claims, actors, focus)
    issues = (*extraction.issues, *when_issues, *where_issues, *who_issues)
    records = resolve_records(document, extraction.records, claims, gazetteer=gazetteer, actors=actors, focus=focus)
    return msgspec.structs.replace(extraction, claims=claims, records=records, issues=issues)
