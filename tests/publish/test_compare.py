"""Another table beside the record: what is matched, what is only here or there, how the ranges lie."""

import datetime as dt

import msgspec
import pytest

from snapshots import days, mardan_week
from tollbook.model.foreign import ForeignEvent
from tollbook.model.incident import Range
from tollbook.publish.compare import agreement_of, compare
from tollbook.publish.words import figure_of

WEEK = [i for i in mardan_week().incidents.values() if i.place and i.when]


def twin(incident, **fields):
    """Return the event another table would have of an incident."""
    figure = figure_of(incident, "killed")
    known = {
        "id": incident.code,
        "line": 2,
        "source": "T",
        "first": incident.when.start,
        "last": incident.when.end,
        "place": incident.place.name,
        "lat": incident.place.lat,
        "lon": incident.place.lon,
        "radius_m": 5000,
        "country": incident.place.country,
        "low": figure.range.low if figure else None,
        "high": figure.range.high if figure else None,
    }
    return ForeignEvent(**(known | fields))


def test_a_table_of_the_record_itself_matches_whole():
    """Every incident with its own event."""
    found = compare(WEEK, [twin(i) for i in WEEK])
    assert sorted(m.code for m in found.matches) == sorted(i.code for i in WEEK)
    assert all(m.code == m.event.id for m in found.matches)
    assert (found.only_here, found.only_there) == ((), ())


@pytest.mark.parametrize(
    ("change", "is_match", "reason"),
    [
        ({}, True, "the same"),
        ({"first": dt.date(2017, 1, 1), "last": dt.date(2017, 1, 1)}, False, "months away"),
        ({"lat": 10.0, "lon": 10.0}, False, "elsewhere"),
        ({"country": "IQ"}, False, "another country"),
        ({"lat": None, "lon": None}, True, "no point, the same name"),
        ({"lat": None, "lon": None, "place": "Other"}, False, "no point, another name"),
        ({"low": 999, "high": 999}, True, "another number is a disagreement, not another event"),
        ({"first": None, "last": None}, False, "no day"),
    ],
)
def test_what_can_be_one_event(change, is_match, reason):
    """Days may differ by one, places must lie within both radii."""
    found = compare(WEEK[:1], [twin(WEEK[0], **change)])
    assert bool(found.matches) == is_match, reason
    assert len(found.only_there) == (not is_match)


def test_a_day_more_or_less_is_still_one_event():
    """Night raids and local days."""
    day = WEEK[0].when.end + dt.timedelta(1)
    (match,) = compare(WEEK[:1], [twin(WEEK[0], first=day, last=day)]).matches
    assert match.days_apart == 1


def test_of_two_candidates_the_closer_is_taken_and_the_other_is_only_there():
    """Each incident once."""
    near, far = (
        twin(WEEK[0], id="near"),
        twin(WEEK[0], id="far", first=WEEK[0].when.end + dt.timedelta(1), last=WEEK[0].when.end + dt.timedelta(1)),
    )
    found = compare(WEEK[:1], [far, near])
    assert ([m.event.id for m in found.matches], [e.id for e in found.only_there]) == (["near"], ["far"])


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ((30, 42, False), (30, 42), "same"),
        ((30, 42, False), (35, 40), "inside"),
        ((30, 42, False), (20, 50), "around"),
        ((30, 42, False), (40, 50), "overlap"),
        ((30, 42, False), (43, 50), "apart"),
        ((30, 42, True), (43, 50), "inside"),
        ((30, 42, False), (None, None), "unknown"),
    ],
)
def test_how_two_ranges_lie_to_each_other(ours, theirs, expected):
    """An open end of ours holds everything above it."""
    low, high, is_open = ours
    assert agreement_of(Range(low=low, best=low, high=high, open=is_open), theirs) == expected
    assert agreement_of(None, theirs) == "unknown"


def test_shares_are_of_matches_with_numbers():
    """A match without numbers agrees with nothing and disagrees with nothing."""
    numbers = [i for i in WEEK if (f := figure_of(i, "killed")) and f.range.low is not None]
    found = compare(WEEK, [twin(i) for i in WEEK])
    assert found.share("same", "inside") == 1.0
    assert len([m for m in found.matches if m.agreement != "unknown"]) == len(numbers)
    assert compare([], []).share("same") is None


def test_ten_thousand_events_are_matched_without_trying_every_pair():
    """Candidates are looked up by day."""
    many = [
        msgspec.structs.replace(
            WEEK[0], id=f"i{n}", code=f"C{n}", when=days(str(dt.date(2000, 1, 1) + dt.timedelta(n)))
        )
        for n in range(5000)
    ]
    found = compare(many, [twin(i, id=i.code) for i in many])
    assert len(found.matches) == 5000
