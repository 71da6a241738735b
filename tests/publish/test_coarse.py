"""Places and days told coarsely: in no value, sentence, code, page name or link of an edition more finely than the policy says."""

import datetime as dt
import html
import re

import msgspec
import pytest

from editions import SITE, everything
from snapshots import mardan_week
from tollbook.model.incident import Reason
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading, Reading, TimeReading
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, SeriesPoint
from tollbook.publish.cite import as_of_day
from tollbook.publish.redact import edition_of
from tollbook.publish.site.pages import site_pages
from tollbook.vocab.policies import Dates, Names, Places, Policy, Sources, Words

DAY = dt.date(2018, 9, 1)
EVENT = dt.date(2017, 8, 13)
AT = TimeReading(
    (0, 1), "then", "test", interval=Interval(EVENT, EVENT), core=Interval(EVENT, EVENT), steps=(str(EVENT),)
)
SPOT = Place(
    name="Tannery", lat=36.214567, lon=38.424567, radius_m=90, level="site", matched_by="exact", gazetteer="test",
    gazetteer_id="t1", country="SY", parents=("SY",),
)  # fmt: skip
THERE = PlaceReading((0, 1), "Tannery", "Tannery", "test", place=SPOT)
CODE = "SYTAN170813a"


def policy(grain="day", radius=0) -> Policy:
    """Return a policy that withholds nothing but fineness."""
    return Policy(
        name="coarse",
        names=Names(minors="keep", authors="keep"),
        sources=Sources(unnamed="keep"),
        places=Places(least_radius_m=radius),
        dates=Dates(coarsen=grain),
        words=Words(originals="keep"),
    )


def dated() -> Snapshot:
    """Return the week with one day and one spot in every field that can hold a day or a place; nothing else of that day."""
    view = mardan_week()
    told = Reason("accepted", f"the coalition accepted {CODE} on {EVENT}", ())
    claims = {k: msgspec.structs.replace(c, when=AT, as_of=AT, where=THERE) for k, c in view.claims.items()}
    incidents = {
        k: msgspec.structs.replace(
            i, when=Interval(EVENT, EVENT), place=SPOT, links=(told,), answers=(told,), code=f"{CODE}{n or ''}"
        )
        for n, (k, i) in enumerate(view.incidents.items())
    }
    total = msgspec.structs.replace(
        view.totals[0], core=Interval(EVENT, EVENT), hull=Interval(EVENT, EVENT), area=SPOT, statements=(told,)
    )
    record = msgspec.structs.replace(
        view.records[0], when=AT, as_of=AT, where=THERE, times={"from": AT}, details={"planned": str(EVENT)},
        readings={"day": Reading((0, 1), "then", str(EVENT), "test")},
    )  # fmt: skip
    point = SeriesPoint(claim=total.claim, as_of=EVENT, reported=640, continuous=640)
    series = Series(root="m", speaker="m", harm="killed", status="unknown", group=None, area="m", points=(point,))
    first = next(iter(incidents.values()))
    bodies = [
        ("mint", {"incident": first.id, "code": CODE, "claims": list(first.claims)}),
        ("confirm_place", {"name": "Tannery", "lat": SPOT.lat, "lon": SPOT.lon, "why": f"seen {EVENT}"}),
        ("correct", {"claim": {"claim": first.claims[0]}, "field": "when", "value": str(EVENT), "why": "x"}),
    ]
    entries = tuple(
        Entry(seq=n, kind=kind, author="Noor", time="2018-01-01T00:00:00Z", body=body, previous="")
        for n, (kind, body) in enumerate(bodies, start=1)
    )
    return msgspec.structs.replace(
        view,
        claims=claims,
        incidents=incidents,
        totals=(total,),
        records=(record,),
        series=(series,),
        issues=(Issue("when-after", "warning", first.claims[0], f"{EVENT} is after the report of {CODE}", ""),),
        entries=entries,
    )


FINE = re.compile(r"2017-0?8-13|170813|13 Aug|Aug(ust)? 13|13 آب|20170813|1[23]\.08\.2017|0?8/13")


@pytest.mark.parametrize("grain", ["month", "year"])
def test_a_day_told_coarsely_stands_in_nothing_that_leaves(grain):
    """In no field, sentence, code, page name, link, sheet or chart; told to the day it stands in many."""
    assert FINE.search(everything(edition_of(dated(), policy(), DAY)))
    assert FINE.findall(everything(edition_of(dated(), policy(grain), DAY))) == []


def test_of_a_week_its_monday_is_told():
    """The 13th was a Sunday: the week from the 7th holds it."""
    edition = edition_of(dated(), policy("week"), DAY)
    assert "the week of 2017-08-07" in next(iter(edition.snapshot.incidents.values())).links[0].text
    assert not re.search("170813", everything(edition))


def test_codes_that_hold_a_day_give_way_to_ids():
    """Pages are called by the permanent id, the code is looked for like a withheld name, mergers lead on."""
    edition = edition_of(dated(), policy("month"), DAY)
    assert {i.code for i in edition.snapshot.incidents.values()} == set(edition.snapshot.incidents)
    assert CODE in edition.secrets
    names = [path for path, _ in site_pages(edition, SITE)]
    assert all(f"incident/{i}.html" in names for i in edition.snapshot.incidents)
    assert {i.code for i in edition_of(dated(), policy("day"), DAY).snapshot.incidents.values()} >= {CODE}


def test_a_place_told_coarsely_stands_nowhere_more_finely():
    """Of claims, records, totals and what people confirmed, not of incidents alone."""
    fine = re.compile(r"36\.2145|38\.4245")
    assert fine.search(everything(edition_of(dated(), policy(), DAY)))
    edition = edition_of(dated(), policy(radius=5000), DAY)
    assert not fine.search(html.unescape(everything(edition)))
    assert edition.snapshot.totals[0].area.radius_m >= 5000
    assert edition.snapshot.records[0].where.place.radius_m >= 5000


def test_what_is_surely_covered_is_not_known_of_a_total_told_coarsely():
    """A month that may be covered is no month that surely is."""
    total = edition_of(dated(), policy("month"), DAY).snapshot.totals[0]
    assert (total.core, total.hull.start, total.hull.end) == (None, dt.date(2017, 8, 1), dt.date(2017, 8, 31))


def test_no_figure_is_of_a_day_after_its_report():
    """As of some day of August, in a report of the 22nd: as of the 22nd at the latest."""
    view = edition_of(dated(), policy("month"), DAY).snapshot
    claim = next(iter(view.claims.values()))
    assert as_of_day(claim, view) == view.documents[claim.document].published
    assert view.series[0].points[0].as_of <= dt.date(2017, 8, 31)


def test_told_to_the_day_nothing_changes():
    """A policy without grain or radius takes nothing of either."""
    view = dated()
    assert edition_of(view, policy(), DAY).snapshot == view
