"""What a team puts in by hand for grading: ``hand/grading.toml`` of a book. Strict: every mistake is named."""

import datetime as dt
from pathlib import Path

import msgspec

from tollbook.model.incident import Assessment, GradeInputs, Strike
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.place import Place

FILE = Path("hand") / "grading.toml"


class _Assessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    belligerent: str
    answer: str
    incidents: tuple[str, ...]
    killed: int | None = None
    injured: int | None = None
    day: dt.date | None = None
    words: str = ""


class _Strike(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    belligerent: str
    first: dt.date
    last: dt.date | None = None
    place: str
    lat: float
    lon: float
    radius_m: int = 1000
    status: str = "declared"


class _Grade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    incident: str
    grade: str
    who: str


class _OtherParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    incident: str
    party: str
    who: str


class _Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    credible: dict[str, bool] = {}
    assessment: tuple[_Assessment, ...] = ()
    strike: tuple[_Strike, ...] = ()
    grade: tuple[_Grade, ...] = ()
    other_party: tuple[_OtherParty, ...] = ()


def read_grade_inputs(root: Path) -> GradeInputs:
    """Return the inputs of the book at ``root``; empty where there is no sheet. Raises RunAborted on a mistake in it."""
    content = grade_sheet(root)
    if not content:
        return GradeInputs()
    try:
        sheet = msgspec.toml.decode(content, type=_Sheet)
        return GradeInputs(
            credible={name.casefold(): holds for name, holds in sheet.credible.items()},
            assessments=tuple(_assessment(a) for a in sheet.assessment),
            strikes=tuple(_strike(s) for s in sheet.strike),
            overrides={g.incident: (g.grade, g.who) for g in sheet.grade},
            other_party={o.incident: (o.party, o.who) for o in sheet.other_party},
        )
    except (msgspec.ValidationError, msgspec.DecodeError, ValueError) as error:
        hint = "see docs/how-to/grade-incidents.md for its fields"
        raise RunAborted(Issue("config-wrong", "error", str(root / FILE), str(error), hint)) from error


def grade_sheet(root: Path) -> bytes:
    """Return the bytes of the sheet, empty where there is none: part of what a record depends on."""
    path = root / FILE
    return path.read_bytes() if path.is_file() else b""


def _assessment(a: _Assessment) -> Assessment:
    return msgspec.convert(msgspec.to_builtins(a), Assessment)


def _strike(s: _Strike) -> Strike:
    place = Place(s.place, s.lat, s.lon, s.radius_m, "site", "confirmed")
    return msgspec.convert(
        {
            "belligerent": s.belligerent,
            "interval": msgspec.to_builtins(Interval(s.first, s.last or s.first)),
            "place": msgspec.to_builtins(place),
            "status": s.status,
        },
        Strike,
    )
