"""Filters keep what may be asked for and drop only what surely is not."""

import datetime as dt

import msgspec
import pytest

from snapshots import (
    CHILDREN,
    CITY,
    CLAIMS,
    DAY,
    MARKET,
    SINCE_JUNE,
    SPRING,
    TANNERY,
    TRAPPED,
    TUESDAY,
    WEEK,
    WOMEN,
    mardan_week,
)
from tollbook.model.place import Place
from tollbook.publish.select import Selection, names_match, pick_claims, pick_incidents, pick_records, pick_totals

AUGUST_22 = dt.date(2017, 8, 22)


@pytest.mark.parametrize(
    ("selection", "kept", "reason"),
    [
        (Selection(), {WEEK, DAY, CHILDREN, WOMEN, TUESDAY, TANNERY, TRAPPED, SINCE_JUNE, MARKET}, "everything"),
        (Selection(area="tannery QUARTER"), {TANNERY}, "a place by the name the text gives it"),
        (Selection(area="SY"), {WEEK, DAY, CHILDREN, WOMEN, TUESDAY, TANNERY, TRAPPED, MARKET}, "all that lies inside"),
        (Selection(area="النبع"), {MARKET}, "in any script"),
        (Selection(harm="trapped"), {TRAPPED}, "one harm"),
        (Selection(speaker="mardan diary"), {TUESDAY}, "one speaker"),
        (Selection(by="Alliance"), {DAY, CHILDREN, WOMEN, TANNERY}, "one belligerent"),
        (Selection(grade="weak", harm="killed", speaker="haddad"), {TANNERY}, "the grade of the incident that holds it"),
        (Selection(last=dt.date(2017, 8, 20)), {WEEK, SINCE_JUNE, MARKET}, "what overlaps the days"),
        (Selection(first=dt.date(2017, 8, 23)), {WEEK, TANNERY, TRAPPED, SINCE_JUNE}, "undated: by the day of its report"),
    ],
)  # fmt: skip
def test_claims_are_kept_by_area_days_and_names(selection, kept, reason):
    """Each filter keeps what it names."""
    assert {c.id for c in pick_claims(selection, mardan_week())} == {c.id for c in kept}, reason


def test_an_incident_of_another_day_is_dropped_and_an_undated_one_kept():
    """An incident without a day may lie in any; leaving it out would lose it."""
    codes = [i.code for i in pick_incidents(Selection(first=AUGUST_22), mardan_week())]
    assert codes == ["MAR-0822-A", "MAR-U-A"]


def test_totals_and_records_follow_the_same_filters():
    """A total is kept with its claim; a record without a place with its report."""
    view = mardan_week()
    assert [t.claim for t in pick_totals(Selection(area="Mardan"), view)] == [WEEK.id]
    assert len(pick_records(Selection(area="Mardan"), view)) == len(view.records)
    assert pick_records(Selection(area="النبع"), view) == ()


CITY_BY_ANOTHER_NAME = msgspec.structs.replace(CITY, name="Mardān")


@pytest.mark.parametrize(
    ("place", "kept", "reason"),
    [
        (
            CITY_BY_ANOTHER_NAME,
            [WEEK, DAY, CHILDREN, WOMEN, TUESDAY, TANNERY, TRAPPED],
            "the same entry under any spelling",
        ),
        (msgspec.structs.replace(SPRING, gazetteer_id="m9"), [MARKET], "a settlement holds smaller discs inside it"),
        (
            Place("Province", 36, 38, 90_000, "governorate", "exact", gazetteer_id="SY.01"),
            [c for c in CLAIMS if c is not SINCE_JUNE],
            "by parents",
        ),
        (Place("Elsewhere", 30, 40, 5000, "city", "exact", gazetteer_id="m7"), [], "nothing of it"),
    ],
)
def test_an_area_known_to_the_gazetteer_keeps_what_lies_in_it(place, kept, reason):
    """Reports spell places as they like; what lies in an area is told by entry, parents and distance."""
    selection = Selection(area="zzz", place=place)
    assert {c.id for c in pick_claims(selection, mardan_week())} == {c.id for c in kept}, reason


@pytest.mark.parametrize(
    ("wanted", "name", "is_match"),
    [
        ("raqqa", "Raqqa city", True),
        ("Raqqa", "ar-Raqqah", False),
        ("hasaka", "Al-Ḥasaka", True),
        ("us", "Tanous", False),
    ],
)
def test_names_match_whole_words_without_accents(wanted, name, is_match):
    """Part of a word is no match."""
    assert names_match(wanted, [name]) is is_match
