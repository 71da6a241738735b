"""A second reader's word on an incident, and where an incident stands with its readers."""

from typing import Literal

import msgspec

from tollbook.model.ids import content_id
from tollbook.model.incident import Incident

Verdict = Literal["accept", "return"]
ReviewState = Literal["unread", "accepted", "returned", "changed"]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody read an incident as it stood in ``version`` and accepts it, or returns it with a ``note``."""

    incident: str
    verdict: Verdict
    version: str
    note: str = ""
    author: str = ""
    time: str = ""
    entry: int = 0


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where an incident stands: ``changed`` when its figures or claims are no longer those that were accepted or returned."""

    state: ReviewState
    review: Review | None = None


def version_of(incident: Incident) -> str:
    """Return a name for what a reader sees of an incident: claims, days, place, belligerents, figures and grade.

    A rule trace reworded by a new version of the program is no change.
    """
    figures = [(f.harm, f.axis, f.key, f.range.low, f.range.best, f.range.high, f.range.open) for f in incident.figures]
    place = (incident.place.name, incident.place.level) if incident.place else None
    actors = sorted((a.actor or a.words, a.status) for a in incident.belligerents)
    grade = incident.grade.name if incident.grade else None
    seen = (sorted(incident.claims), str(incident.when), place, actors, sorted(incident.means), figures, grade)
    return content_id("v1_", *seen)
