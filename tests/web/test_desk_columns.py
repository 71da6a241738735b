"""The list of incidents by columns: what filters leave is what looking at every row leaves."""

import datetime as dt
import random
import time
from collections import Counter

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model.incident import Incident
from tollbook.web.columns import Columns
from tollbook.web.index import FACETS, Row
from tollbook.web.spots import Spot, overlaps
from tollbook.web.wanted import Wanted, left

SPOTS = {
    name: Spot(key=name, area=name, name=name, lat=0, lon=n, radius_m=9, level="town", country=None, geometry=None, box=(n, 0, n + 1, 1))
    for n, name in enumerate("abcd")
}  # fmt: skip
KEYS = st.frozensets(st.sampled_from("klmn"), max_size=3)
DAYS = st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2019, 1, 9))


@st.composite
def rows(draw):
    """Return a row of the list."""
    first = draw(DAYS)
    return Row(
        incident=Incident(id="i1", code="X", claims=(), documents=()),
        spot=draw(st.sampled_from(["", *SPOTS])),
        first=first,
        last=first and first + dt.timedelta(draw(st.integers(0, 3))),
        keys={name: draw(KEYS) for name in FACETS},
        words=draw(st.sampled_from(["market of hama", "hama", "a mosque"])),
        killed=draw(st.integers(0, 3)),
    )


wanted = st.builds(
    Wanted,
    facets=st.dictionaries(st.sampled_from(FACETS), st.sampled_from("klmnz"), max_size=3),
    words=st.sampled_from([(), ("ham",), ("ham", "market"), ("nothing",)]),
    first=DAYS,
    last=DAYS,
    box=st.none() | st.just((0.5, 0.0, 1.5, 1.0)),
)


def failing(row, asked):
    """Return the filters that a row fails, looked at by itself; None where its words are others."""
    if not all(word in row.words for word in asked.words):
        return None
    found = {name for name, key in asked.facets.items() if key not in row.keys[name]}
    if asked.last and (row.first is None or row.first > asked.last):
        found.add("days")
    if asked.first and (row.last is None or row.last < asked.first):
        found.add("days")
    if asked.box and not (row.spot and overlaps(SPOTS[row.spot].box, asked.box)):
        found.add("box")
    return found


@settings(max_examples=200)
@given(st.lists(rows(), max_size=12), wanted)
def test_what_filters_leave_is_what_looking_at_every_row_leaves(listed, asked):
    """Rows, what each choice of a facet would leave, places whatever is asked of the map, days whatever is asked of days."""
    columns = Columns(listed)
    found = left(columns, asked, SPOTS)
    failed = [failing(row, asked) for row in listed]
    pairs = [(row, names) for row, names in zip(listed, failed, strict=True) if names is not None]
    kept = [row for row, names in pairs if not names]
    assert [listed[n] for n in columns.numbers(found.rows, by_killed=False)] == kept
    assert [listed[n] for n in columns.numbers(found.rows, by_killed=True)] == sorted(kept, key=lambda r: -r.killed)
    for name in FACETS:
        assert found.counts[name] == Counter(k for row, names in pairs if names <= {name} for k in row.keys[name])
    assert found.places == Counter(row.spot for row, names in pairs if names <= {"area", "box"} and row.spot)
    assert found.days == Counter((row.first, row.last) for row, names in pairs if names <= {"days"})


def test_a_hundred_thousand_rows_are_filtered_in_little_of_a_second():
    """In the program's own time; the page has a tenth of a second for all it does."""
    draw, day = random.Random(3), dt.date(2014, 1, 1)
    listed = [
        Row(
            incident=Incident(id=f"i{n}", code="X", claims=(), documents=()),
            spot=draw.choice("abcd"),
            first=(first := day + dt.timedelta(draw.randrange(3000))),
            last=first,
            keys={name: frozenset({f"{name}{draw.randrange(2000)}", f"{name}{draw.randrange(5)}"}) for name in FACETS},
            words="",
            killed=draw.randrange(90),
        )
        for n in range(100_000)
    ]
    columns = Columns(listed)
    asked = Wanted(facets={"source": "source3", "harm": "harm2"}, first=day + dt.timedelta(900))
    spent = []
    for _ in range(5):
        began = time.process_time()
        left(columns, asked, SPOTS)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.1, spent
