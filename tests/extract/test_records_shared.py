"""The records a careful reader takes from a real report, where the development material stands beside the checkout."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "articles" / "raqqa-2017-08-23.claims.json"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLE.exists(), reason="the development material is not beside this checkout"),
]


@pytest.fixture(scope="module")
def found():
    """Return the report's records by kind."""
    row = json.loads(ARTICLE.read_text(encoding="utf-8"))
    document = Document(id="real", sha256="", text=row["text"], published=dt.date(2017, 8, 23), outlet=row["outlet"])
    records = {}
    for record in read_claims(document, default_kit()).records:
        records.setdefault(record.kind, []).append(record)
    return records


def days(reading):
    """Return first and last day of a reading."""
    return (reading.interval.start.isoformat(), reading.interval.end.isoformat())


def named(record, role):
    """Return the ids of a record's actors in a role."""
    return [reading.actor for reading in record.actors.get(role, ())]


def test_the_raids_are_counted_with_speaker_and_means(found):
    """More than fifty raids by the coalition from the air, undated, said by the activist."""
    (raids,) = found["attack_count"]
    assert (raids.count.low, raids.count.high, raids.count.bound) == (50, None, "more_than")
    assert (raids.means.value, raids.when, raids.said_by[0].name) == ("airstrike", None, "Ahmed Shalabi")
    assert [reading.actor for reading in raids.by] == ["us-led-coalition"]
    assert raids.where.name.startswith("Raqqa")


def test_the_damage_has_its_extent_and_place(found):
    """Large parts of one neighbourhood, by air strikes."""
    (damage,) = found["damage"]
    assert damage.details["extent"] == "partly_destroyed"
    assert "al-Bado" in damage.where.name
    assert (damage.means.value, damage.said_by[0].name) == ("airstrike", "Ahmed Shalabi")


def test_the_blackout_is_a_caveat_of_its_speaker(found):
    """The group that reports it says that figures of those days are held back."""
    (caveat,) = found["caveat"]
    assert (caveat.details["category"], caveat.said_by[0].actor) == ("blackout", "rbss")


def test_control_of_three_places(found):
    """A de facto capital, a village held, neighbourhoods fought over."""
    states = {
        (r.details["state"], (named(r, "holder") or [None])[0], r.where.name.split()[0]) for r in found["control"]
    }
    assert states == {
        ("capital", "islamic-state", "Raqqa"),
        ("contested", None, "Raqqa"),
        ("held", "islamic-state", "al-Jazza"),
    }


def test_the_spokesman_speaks_to_an_agency_last_week(found):
    """Name, office, body, hearer and day are joined over his sentences."""
    his = [r for r in found["statement"] if r.said_by[0].name == "Talal Silo"]
    assert len(his) == 3
    assert {(r.said_by[0].organisation, r.said_by[0].position) for r in his} == {("sdf", "spokesman")}
    assert {r.details["audience"] for r in his} == {"Reuters"}
    assert {days(r.when) for r in his} == {("2017-08-14", "2017-08-20")}


def test_relations_of_the_force(found):
    """Backed by one, dominated by another, supported by strikes."""
    relations = {
        (r.details["relation"], named(r, "subject")[0], named(r, "object")[0]) for r in found["actor_relation"]
    }
    assert ("backed_by", "sdf", "us-state") in relations
    assert ("dominated_by", "sdf", "ypg") in relations
    assert {r.details["object"] for r in found["actor_relation"] if r.details["relation"] == "supports"} == {
        "Kurdish-led forces"
    }


def test_the_talks_move_and_a_meeting_comes_before(found):
    """Old and new date of the talks, the technical meeting, and the preliminary date that means the talks."""
    moved, meeting, tentative = found["agenda"]
    assert [days(moved.times[role]) for role in ("from", "to")] == [
        ("2017-08-21", "2017-08-31"),
        ("2017-09-11", "2017-09-20"),
    ]
    assert named(moved, "participant") == ["ru-state", "tr-state", "ir-state"]
    assert (moved.said_by[0].name, days(moved.as_of)) == ("Kairat Abdrakhmanov", ("2017-08-22", "2017-08-22"))
    assert moved.said_by[0].organisation == "kz-state"
    assert meeting.when.interval.end == dt.date(2017, 8, 31)
    assert (tentative.details["status"], days(tentative.when)) == ("preliminary", ("2017-09-11", "2017-09-20"))
    assert tentative.readings["event"].inherited
    assert tentative.details["event"] == moved.details["event"]


def test_the_july_meeting_is_past_and_failed(found):
    """A dated event with its outcome and venue."""
    meeting = next(r for r in found["past_event"] if days(r.when) == ("2017-07-01", "2017-07-31"))
    assert (meeting.details["outcome"], meeting.where.name) == ("failed", "Astana")
