"""Looking claims up by their spot and counting them by what they are: the same on every database, each by its own index."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import SERVER
from claims_made import claim_at
from tollbook.store import counts, derived, schema
from tollbook.store.engine import open_reader, open_writer, transaction
from tollbook.store.place import read_address
from tollbook.store.spots import Box, claims_in

NOTHING = {"records": (), "incidents": (), "totals": (), "series": (), "issues": ()}


@pytest.fixture(scope="module")
def filled(tmp_path_factory, database_kind):
    """Return a database of three hundred claims here and there, the seed fixed, and the claims."""
    address = SERVER.new_address()
    database = read_address(address) if address else tmp_path_factory.mktemp("look") / "tollbook.db"
    draw = random.Random(11)
    claims = [claim_at(number, draw) for number in range(300)]
    with transaction(open_writer(database), "book") as connection:
        schema.create(connection, "1.0", database)
        derived.replace_record(connection, claims=claims, **NOTHING)
    return database, claims


@settings(max_examples=40)
@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90))
def test_what_lies_in_a_box_is_found_however_it_lies(filled, west, south, east, north):
    """Against looking at every claim; boxes over the date line too."""
    database, claims = filled
    south, north = min(south, north), max(south, north)
    inside = lambda lon: west <= lon <= east if west <= east else lon >= west or lon <= east  # noqa: E731
    places = [(c.id, c.where.place) for c in claims]
    expected = [i for i, p in places if p and inside(p.lon) and south <= p.lat <= north]
    with transaction(open_reader(database), "book") as connection:
        assert claims_in(connection, Box(west, south, east, north), limit=1000) == expected
        assert claims_in(connection, Box(west, south, east, north), limit=3) == expected[:3]


def test_a_border_belongs_to_its_box(filled):
    """To the last digit: neither index may round a claim in or out."""
    database, claims = filled
    place = next(c.where.place for c in claims if c.where.place)
    with transaction(open_reader(database), "book") as connection:
        on = claims_in(connection, Box(place.lon, place.lat, place.lon, place.lat), limit=9)
        beside = claims_in(connection, Box(place.lon + 1e-9, place.lat, place.lon + 1e-8, place.lat), limit=9)
    assert len(on) >= 1
    assert beside == []


def test_sums_are_those_of_the_claims(filled):
    """By each facet, cut by country and month, and counted on the spot."""
    database, claims = filled
    day = lambda c: c.when.interval.start.isoformat()  # noqa: E731
    syria = [c for c in claims if c.where.place and c.where.place.country == "SY"]
    with transaction(open_reader(database), "book") as connection:
        for facet, of in (("harm", lambda c: c.harm), ("scope", lambda c: c.scope), ("month", lambda c: day(c)[:7])):
            expected: dict[str, int] = {}
            for claim in syria:
                expected[of(claim)] = expected.get(of(claim), 0) + 1
            assert counts.by(connection, facet, country="SY") == dict(sorted(expected.items()))
        assert sum(counts.by(connection, "country").values()) == len(claims)
        cut = [c for c in syria if "2017-03" <= day(c)[:7] <= "2017-04"]
        assert sum(counts.by(connection, "harm", country="SY", first="2017-03", last="2017-04").values()) == len(cut)
        days = counts.by_days(connection, "harm", country="SY", first="2017-03-01", last="2017-04-30")
        assert sum(days.values()) == len(cut)


def test_an_index_is_used_for_a_box(filled, database_kind):
    """The plan says so; a scan of a million claims would take a second."""
    database, _ = filled
    with transaction(open_reader(database), "book") as connection:
        if database_kind == "sqlite":
            return_plan = "EXPLAIN QUERY PLAN SELECT * FROM claim_spots WHERE west <= 1 AND east >= 0 AND south <= 1 AND north >= 0"
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan TO off")
            return_plan = "EXPLAIN SELECT id FROM claims WHERE point(lon, lat) <@ box(point(0, 0), point(1, 1))"
        plan = str(connection.exec_driver_sql(return_plan).all())
    assert ("VIRTUAL TABLE INDEX" if database_kind == "sqlite" else "claims_by_spot") in plan
