"""Lines of JSON obey their schemas, and schemas list what the values may hold."""

import json
from typing import get_args

import pytest

from schemas import FOLDER, faults, schema
from snapshots import CITY, CLAIMS, DAY, MONDAY_INCIDENT, RECORDS, TANNERY_INCIDENT, WEEK, mardan_week
from tollbook.model import actor, claim, count, judgement, place, record
from tollbook.publish.lines import (
    book_claim_line,
    claim_line,
    incident_line,
    place_line,
    record_line,
    report_incident_line,
    total_line,
)
from tollbook.publish.select import incident_by_claim


def as_read(line: dict) -> dict:
    """Return a line as a reader of the JSON gets it."""
    return json.loads(json.dumps(line))


@pytest.mark.parametrize(
    ("name", "literal"),
    [
        ("harm", claim.Harm), ("status", claim.Status), ("scope", claim.Scope), ("stance", claim.Stance),
        ("bound", count.Bound), ("level", place.Level), ("actor_status", actor.ActorStatus),
    ],
)  # fmt: skip
def test_enumerations_of_the_schemas_are_those_of_the_values(name, literal):
    """A value added to a type without its schema would break a reader; this catches it."""
    assert set(schema("values")["$defs"][name]["enum"]) == set(get_args(literal))


def test_kinds_of_records_and_judgements_are_closed():
    """The kinds in the schemas are those of the types."""
    assert set(schema("record")["properties"]["kind"]["enum"]) == set(get_args(record.RecordKind))
    assert set(schema("judgement")["properties"]["kind"]["enum"]) == set(get_args(judgement.JudgementKind))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda p: p.name)
def test_each_schema_says_what_it_is_for(path):
    """A schema is a reference page: it has a title, and its name is its id."""
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["title"]
    assert content["$id"] == path.name


def test_claims_incidents_and_totals_of_a_book_obey_their_schemas():
    """Every line the verbs print validates."""
    view = mardan_week()
    holder = incident_by_claim(view)
    found = [faults("claim", as_read(book_claim_line(c, view, holder.get(c.id)))) for c in view.claims.values()]
    found += [faults("incident", as_read(incident_line(i, view))) for i in view.incidents.values()]
    found += [faults("total", as_read(total_line(t))) for t in view.totals]
    found += [faults("record", as_read(record_line(r))) for r in RECORDS]
    assert [f for f in found if f] == []


def test_a_report_line_obeys_its_schema_and_points_by_index():
    """In the extract interface parts and incidents point into the line's own claims."""
    claims = [c for c in CLAIMS if c.document == DAY.document]
    lines = [claim_line(c, claims) for c in claims]
    incident = report_incident_line(MONDAY_INCIDENT, claims)
    line = {"id": 7, "claims": lines, "records": [], "incidents": [incident], "issues": []}
    assert faults("extract-output", as_read(line)) == []
    assert [line["part_of"] for line in lines] == [None, None, 1, 1, None, None, None, None]
    assert incident["claims"] == [1, 2, 3]


def test_an_inherited_value_carries_the_span_it_came_from():
    """Monday's city stands in another sentence: the line says where, and gives no words of its own."""
    line = claim_line(DAY, [DAY])
    assert line["inherited"] == {"where": list(DAY.where.span)}
    assert (line["where"], line["where_quote"]) == ("Mardan city", None)


def test_an_open_range_keeps_the_number_and_says_that_it_is_open():
    """``high`` is a number some claim states; + is a flag beside it."""
    killed = incident_line(TANNERY_INCIDENT, mardan_week())["killed"]
    assert (killed["low"], killed["high"], killed["open"]) == (30, 30, True)


def test_silence_is_null_and_not_zero():
    """Nobody speaks of wounded people: the line has null."""
    assert incident_line(MONDAY_INCIDENT, mardan_week())["injured"] is None


def test_documents_keep_the_ids_of_their_callers():
    """The caller's id comes back in claims and incidents."""
    view = mardan_week()
    assert book_claim_line(WEEK, view)["document"] == ["harbour-1"]
    assert incident_line(MONDAY_INCIDENT, view)["documents"] == ["harbour-1"]


def test_a_place_carries_the_precision_codes_of_three_datasets():
    """A city is UCDP 1, ACLED 1 and "city" to Airwars (the codebooks)."""
    assert place_line(CITY)["codes"] == {"ucdp": 1, "acled": 1, "airwars": "city"}
    assert faults("place-output", as_read({"id": 1, "place": place_line(CITY), "steps": ["found"]})) == []
