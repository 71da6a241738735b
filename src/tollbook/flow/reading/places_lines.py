"""From a line of JSON with a place string to the line of JSON with its place. Never raises for what is in the line."""

from typing import Any

import msgspec

from tollbook.model.issue import Issue
from tollbook.model.place import Gazetteer
from tollbook.publish.lines import issue_line, place_line
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
        return _encode(
            {
                "id": None,
                "line": number,
                "issues": [issue_line(Issue("broken-line", "error", f"line {number}", str(error), hint))],
            }
        )
    except UnicodeDecodeError as error:
        issue = Issue("broken-line", "error", f"line {number}", f"not UTF-8: {error.reason}", "save the file as UTF-8")
        return _encode({"id": None, "line": number, "issues": [issue_line(issue)]})
    parents = [row.parent] if isinstance(row.parent, str) else (row.parent or [])
    answer, issues = resolve_string(
        row.place,
        gazetteer,
        parents=[p for p in parents if p],
        country=row.country,
        language=known_language(row.language),
    )
    out: dict[str, Any] = {"id": row.id, "place": place_line(answer.place)}
    if answer.place:
        out["steps"] = answer.steps
    if issues:
        out["issues"] = [issue_line(issue) for issue in issues]
    return _encode(out)


def known_language(code: str | None) -> str:
    """Return the language whose place words read a string: the stated one where it has them, else English."""
    from tollbook.vocab.load import data_path  # noqa: PLC0415  # only rows that state a language ask

    if not code or code == "en" or not code.isalpha():
        return "en"
    return code if (data_path("languages", code) / "places.toml").exists() else "en"


def _encode(fields: dict[str, Any]) -> bytes:
    return _ENCODER.encode(fields) + b"\n"
