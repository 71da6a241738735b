"""UCDP's 49 columns: their names and order, the codes, the sums, and what cannot be held."""

import csv
import io

import msgspec
import pytest

from snapshots import days, mardan_week
from tollbook.model.actor import Actor
from tollbook.model.incident import IncidentActor
from tollbook.model.place import Place
from tollbook.publish.redact import edition_of
from tollbook.publish.shapes.facts import prio_cell
from tollbook.publish.shapes.shape import Given, Skipped
from tollbook.publish.shapes.ucdp import COLUMNS, UCDP
from tollbook.publish.shapes.write import CsvText, safe_cell, written
from tollbook.vocab.country_codes import country_codes
from tollbook.vocab.policies import load_policy

ACTORS = {
    "army": Actor(id="army", name="Army of Syria", kind="state_force", countries=("SY",)),
    "band": Actor(id="band", name="The Band", kind="non_state_armed"),
    "gang": Actor(id="gang", name="The Gang", kind="non_state_armed"),
}


def made(view=None, **given):
    """Return the rows and what is no row of the week, or of ``view``."""
    edition = edition_of(view or mardan_week(), load_policy("internal"), days("30").start)
    found = list(UCDP.tables[0].rows(edition, Given(book="b", actors=ACTORS, **given)))
    return [r for r in found if not isinstance(r, Skipped)], [r for r in found if isinstance(r, Skipped)]


def with_incident(**fields):
    """Return the week with its first incident of killed people changed, and that incident's code."""
    view = mardan_week()
    incident = next(
        i for i in view.incidents.values() if any(f.harm == "killed" and f.range.low for f in i.figures) and i.place
    )
    changed = msgspec.structs.replace(incident, **fields)
    return msgspec.structs.replace(view, incidents={**view.incidents, incident.id: changed}), incident.code


def row_of(view, code):
    """Return the row of an incident."""
    rows, _ = made(view)
    return next(r for r in rows if r.id == code)


def test_there_are_49_columns_in_the_datasets_order():
    """The header as in GED 23.1 and later."""
    assert len(COLUMNS) == 49
    assert (COLUMNS[0], COLUMNS[5], COLUMNS[24], COLUMNS[-3], COLUMNS[-1]) == (
        "id",
        "type_of_violence",
        "where_prec",
        "low",
        "gwnob",
    )


def test_the_parts_sum_to_the_best_and_the_bounds_hold():
    """deaths_a + deaths_b + deaths_civilians + deaths_unknown = best; low <= best <= high."""
    rows, _ = made()
    assert rows
    for row in rows:
        v = row.values
        assert v["deaths_a"] + v["deaths_b"] + v["deaths_civilians"] + v["deaths_unknown"] == v["best"]
        assert v["low"] <= v["best"] <= v["high"]


@pytest.mark.parametrize(
    ("parties", "expected", "side_b", "reason"),
    [
        (("army", "band"), 1, "The Band", "a state against others"),
        (("band", "army"), 1, "The Band", "whatever the order in the record"),
        (("band", "gang"), 2, "The Gang", "no state among them"),
        ((), "", "", "nobody is named: not told"),
    ],
)
def test_the_type_of_violence_follows_from_who_fought_whom(parties, expected, side_b, reason):
    """State-based, non-state, or not told."""
    view, code = with_incident(belligerents=tuple(IncidentActor(p, p) for p in parties))
    values = row_of(view, code).values
    assert (values["type_of_violence"], values["side_b"]) == (expected, side_b), reason


def test_a_state_has_its_number():
    """Gleditsch and Ward's, for a force of one state."""
    view, code = with_incident(belligerents=(IncidentActor("army", "army"),))
    assert row_of(view, code).values["gwnoa"] == 652


@pytest.mark.parametrize(
    ("level", "expected"), [("site", 1), ("village", 1), ("near", 2), ("district", 3), ("governorate", 4), ("border", 5), ("country", 6)]
)  # fmt: skip
def test_the_precision_of_a_place_is_that_of_its_level(level, expected):
    """Exact, near, second and first order, vague, country."""
    view, code = with_incident(place=Place("X", 36.2, 38.4, 1500, level, "exact", country="SY"))
    assert row_of(view, code).values["where_prec"] == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"), [("21", "21", 1), ("21", "24", 2), ("21", "27", 3), ("1", "31", 4), ("2017-01-01", "2017-12-31", 5)]
)  # fmt: skip
def test_the_precision_of_a_date_is_that_of_its_length(first, last, expected):
    """A day, some days, a week, a month, a year."""
    view, code = with_incident(when=days(first, last))
    values = row_of(view, code).values
    assert (values["date_prec"], values["date_start"], values["date_end"]) == (
        expected,
        str(days(first, last).start),
        str(days(first, last).end),
    )


def test_a_period_figure_is_no_event_unless_asked_for_and_then_a_summary():
    """event_clarity 2, off by default, and listed either way."""
    view, code = with_incident(is_total=True)
    rows, skipped = made(view)
    assert code not in [r.id for r in rows]
    assert (code, "a period figure is never an event row") in [(s.id, s.rule) for s in skipped]
    rows, _ = made(view, with_totals=True)
    assert next(r for r in rows if r.id == code).values["event_clarity"] == 2


def test_an_incident_without_day_place_or_deaths_is_listed_as_no_row():
    """Nothing disappears without a word."""
    view, code = with_incident(place=None)
    _, skipped = made(view)
    assert code in [s.id for s in skipped]
    rows, skipped = made()
    assert len(rows) + len(skipped) == len(mardan_week().incidents)


def test_every_bound_names_the_claim_that_set_it():
    """The provenance sidecar walks each value back."""
    rows, _ = made()
    view = mardan_week()
    for row in rows:
        assert row.sources["low"]
        assert all(c in view.claims for claims in row.sources.values() for c in claims)


def test_the_file_is_read_back_by_another_reader_as_it_was_written():
    """Python's own reader finds the same columns and numbers."""
    rows, _ = made()
    text = b"".join(written(CsvText(COLUMNS), rows)).decode()
    read = list(csv.DictReader(io.StringIO(text)))
    assert [tuple(r) for r in read] == [COLUMNS] * len(rows)
    assert [int(r["best"]) for r in read] == [row.values["best"] for row in rows]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(-89.75, -179.75, 1), (-89.75, 179.75, 720), (-89.25, -179.75, 721), (89.75, 179.75, 259200), (90, 180, 259200), (35.95, 39.01, 181159)]
)  # fmt: skip
def test_prio_grid_numbers_cells_from_the_south_pole_eastwards(lat, lon, cell):
    """Half a degree wide, 259,200 in all."""
    assert prio_cell(lat, lon) == cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx", "\rx"])
def test_text_that_could_be_a_formula_is_not(text):
    """An apostrophe stands before it; numbers stay numbers."""
    assert safe_cell(text) == f"'{text}"
    assert (safe_cell(-5), safe_cell(None), safe_cell("a=b"), safe_cell(value=True)) == ("-5", "", "a=b", "true")


def test_country_codes_are_whole():
    """One row a country, no code twice, the numbers those of the datasets."""
    codes = country_codes()
    assert len({c.alpha3 for c in codes.values()}) == len(codes)
    assert (codes["SY"].alpha3, codes["SY"].numeric, codes["SY"].gwno, codes["SY"].region) == (
        "SYR",
        760,
        652,
        "Middle East",
    )
