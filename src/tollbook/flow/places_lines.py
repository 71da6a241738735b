"""From a line of JSON with a place string to the line of JSON with its place. Never raises for what is in the line."""

from typing import Any

import msgspec

from tollbook.model.issue import Issue
from tollbook.model.place import Gazetteer, Place, PlaceCandidate
from tollbook.resolve.where.codes import codes_of
from tollbook.resolve.where.strings import resolve_string


class PlaceRow(msgspec.Struct, frozen=True):
    """One input line: the place as written, the areas it is said to lie in, the country as a code or a name."""

    id: str | int
    place: str
    parent: str | list[str] | None = None
    country: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(PlaceRow)
_ENCODER = msgspec.json.Encoder()


def resolve_place_line(line: bytes, number: int, gazetteer: Gazetteer) -> bytes:
    """Return the output line for input line ``number`` (from 1): one for one, whatever the line holds."""
    try:
        row = _DECODER.decode(line)
    except msgspec.MsgspecError as error:
        hint = 'a line needs "id" and "place"; "parent", "country" and "language" are optional'
        return _encode({"id": None, "line": number, "issues": [issue_fields(Issue("broken-line", "error", f"line {number}", str(error), hint))]})
    except UnicodeDecodeError as error:
        issue = Issue("broken-line", "error", f"line {number}", f"not UTF-8: {error.reason}", "save the file as UTF-8")
        return _encode({"id": None, "line": number, "issues": [issue_fields(issue)]})
    parents = [row.parent] if isinstance(row.parent, str) else (row.parent or [])
    answer, issues = resolve_string(
        row.place, gazetteer, parents=[p for p in parents if p], country=row.country, language=known_language(row.language)
    )
    out: dict[str, Any] = {"id": row.id, "place": place_fields(answer.place) if answer.place else None}
    if answer.place:
        out["steps"] = answer.steps
    if issues:
        out["issues"] = [issue_fields(issue) for issue in issues]
    return _encode(out)


def known_language(code: str | None) -> str:
    """Return the language whose place words read a string: the stated one where it has them, else English."""
    from tollbook.vocab.load import data_path  # noqa: PLC0415  # only rows that state a language ask

    if not code or code == "en" or not code.isalpha():
        return "en"
    return code if (data_path("languages", code) / "places.toml").exists() else "en"


def place_fields(place: Place) -> dict[str, Any]:
    """Return a place as design section 5 has it, with the precision codes of three datasets."""
    fields: dict[str, Any] = {
        "name": place.name,
        "gazetteer": place.gazetteer,
        "gazetteer_id": place.gazetteer_id,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": round(place.radius_m / 1000, 3),
        "level": place.level,
        "country": place.country,
        "parents": place.parents,
        "matched_by": place.matched_by,
        "codes": codes_of(place.level),
        "runners_up": [candidate_fields(candidate) for candidate in place.runners_up],
    }
    if place.geometry is not None:
        fields["geometry"] = place.geometry
    return fields


def candidate_fields(candidate: PlaceCandidate) -> dict[str, Any]:
    """Return a runner-up in short."""
    return {
        "name": candidate.name,
        "gazetteer": candidate.gazetteer,
        "gazetteer_id": candidate.gazetteer_id,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "level": candidate.level,
        "country": candidate.country,
        "matched_by": candidate.matched_by,
        "score": candidate.score,
    }


def issue_fields(issue: Issue) -> dict[str, str]:
    """Return an Issue as a line carries it."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "subject": issue.subject,
        "message": issue.message,
        "hint": issue.hint,
    }


def _encode(fields: dict[str, Any]) -> bytes:
    return _ENCODER.encode(fields) + b"\n"
