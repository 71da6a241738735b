"""Maps, timelines and charts: nothing is drawn surer than it is known, and every number stands where it belongs."""

import datetime as dt
from collections import Counter

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

from desks import PORT, TOKEN, browser
from starlette.testclient import TestClient

from tollbook.flow.publishing.outlines import Outline
from tollbook.model.issue import RunAborted
from tollbook.model.place import Place
from tollbook.web.app import make_app
from tollbook.web.atlas import DOT_PX, HEIGHT, WIDTH, Atlas, view_of
from tollbook.web.charts import MOST_MARKS, Said, chart_of
from tollbook.web.spots import box_said, fitting_box, spot_of
from tollbook.web.tiles import checked
from tollbook.web.timeline import MOST_BINS, timeline_of

SQUARE = {"type": "Polygon", "coordinates": [[[38, 35], [40, 35], [40, 37], [38, 37], [38, 35]]]}
DAY = dt.date(2019, 5, 1)


def place(name, *, radius=1500, lat=36.0, lon=39.0, level="village", geometry=None, country="SY"):
    """Return a resolved place."""
    found = Place(name, lat, lon, radius, level, "exact", gazetteer_id=name, country=country)
    return Place(**{f: getattr(found, f) for f in found.__struct_fields__ if f != "geometry"}, geometry=geometry)


def sheet(*places, outlines=()):
    """Return the drawn map of places, one incident each."""
    spots = {spot.key: spot for spot in map(spot_of, places)}
    return Atlas(outlines).sheet(Counter(list(spots)), spots)


@pytest.mark.parametrize(
    ("given", "kinds", "why"),
    [
        ([place("a", radius=20_000)], {"a": "disc"}, "a disc as wide as the radius"),
        ([place("a"), place("b", lon=44.0)], {"a": "dot", "b": "dot"}, "too small to see is a dot"),
        (
            [place("a", geometry=SQUARE, level="district", radius=90_000)],
            {"a": "area"},
            "an area is an area, no point in it",
        ),
        ([place("a"), place("c", level="country", radius=400_000)], {"a": "disc"}, "a country is said beside the map"),
    ],
)
def test_a_place_is_drawn_no_surer_than_it_is_known(given, kinds, why):
    """Each row: places, how each is drawn, and why."""
    made = sheet(*given)
    assert {d.spot.name: d.kind for d in made.drawn} == kinds, why
    assert all(d.size >= DOT_PX for d in made.drawn if d.kind != "area")
    assert {d.spot.name for d in made.whole} == {p.name for p in given if p.level == "country"}


def test_a_far_namesake_does_not_shrink_the_map():
    """Thirty places of one country and one elsewhere: the map shows the thirty and says that one lies outside."""
    near = [place(f"p{n}", lon=38 + n / 20) for n in range(30)]
    made = sheet(*near, place("far", lat=-30, lon=-60, country="AR"))
    assert made.outside == 1
    assert "far" not in {d.spot.name for d in made.drawn}


def test_land_is_cut_to_the_page_and_a_disc_is_true_to_scale():
    """A disc of the radius of the bar is as wide as the bar."""
    made = sheet(place("a", radius=20_000), outlines=[Outline("SY", "Syria", "country", "SY", SQUARE, 36, 39)])
    (disc,) = made.drawn
    assert disc.size == pytest.approx(made.bar_px * 20 / made.bar_km, rel=0.02)
    assert [level for level, _ in made.land] == ["country"]


def test_a_view_shows_all_of_its_box():
    """Every corner lies on the page, at any latitude."""
    for box in ((38, 35, 40, 37), (-5, 60, 30, 71), (10, -40, 10, -40)):
        view = view_of(box)
        assert 0 <= view.x(box[0]) <= view.x(box[2]) <= WIDTH
        assert 0 <= view.y(box[3]) <= view.y(box[1]) <= HEIGHT
    assert fitting_box(Counter(), {}) is None


@pytest.mark.parametrize("said", ["", "1,2,3", "a,b,c,d", "5,0,1,9", "nan,0,1,1", "1,2,inf,4"])
def test_what_is_no_box_filters_nothing(said):
    """A box needs four numbers in order."""
    assert box_said(said) is None


@pytest.mark.parametrize(
    ("days", "step", "sure", "maybe", "undated"),
    [
        ([(0, 0), (0, 0), (3, 3)], "day", 3, 0, 0),
        ([(0, 0), (1, 3)], "day", 1, 3, 0),
        ([(0, 0), (0, 60), (None, None)], "day", 1, 0, 2),
        ([(0, 0), (300, 303)], "week", 2, 0, 0),
        ([(0, 0), (9000, 9000)], "year", 2, 0, 0),
    ],
)
def test_an_incident_stands_where_it_surely_was_and_pale_where_it_may_have_been(days, step, sure, maybe, undated):
    """Days as offsets: one bin is sure, several are each a maybe, and what is too wide or undated is counted apart."""
    at = lambda n: None if n is None else DAY + dt.timedelta(n)  # noqa: E731  # one formula, two uses
    made = timeline_of(Counter((at(first), at(last)) for first, last in days))
    assert (made.step, made.undated) == (step, undated)
    assert (sum(b.sure for b in made.bins), sum(b.maybe for b in made.bins)) == (sure, maybe)
    assert 0 < len(made.bins) <= MOST_BINS + 2


def test_the_chosen_days_are_marked_on_the_timeline():
    """Bins outside what the list is cut to are pale."""
    made = timeline_of({(DAY, DAY): 1, (DAY + dt.timedelta(4), DAY + dt.timedelta(4)): 1}, (DAY, DAY + dt.timedelta(1)))
    assert [b.is_chosen for b in made.bins] == [True, True, False, False, False]


def test_numbers_stand_on_a_chart_by_day_and_height():
    """Later is further right, more is higher, the published range lies between its bounds."""
    made = chart_of(
        [
            Said(line="Observatory", day=DAY, low=27, high=None, claim="a", is_old=True),
            Said(line="Observatory", day=DAY + dt.timedelta(1), low=42, high=42, claim="b"),
            Said(line="Ministry", day=DAY + dt.timedelta(1), low=10, high=12, claim="c"),
        ],
        (42, 50),
    )
    first, second = made.lines[0].marks
    assert (made.lines[0].name, first.x < second.x, first.y > second.y, first.is_open) == (
        "Observatory",
        True,
        True,
        True,
    )
    assert made.band[0] < second.y == pytest.approx(made.band[0] + made.band[1], abs=0.2)
    assert chart_of([Said(line="x", day=DAY, low=1, high=1, claim="a")]) is None


def test_a_long_course_keeps_its_ends_and_what_is_odd():
    """A restart among a thousand reports is never thinned out."""
    said = [
        Said(line="x", day=DAY + dt.timedelta(n), low=n, high=n, claim=str(n), flags=("restarted",) if n == 777 else ())
        for n in range(1000)
    ]
    shown = {m.said.claim for m in chart_of(said).lines[0].marks}
    assert {"0", "777", "999"} <= shown
    assert len(shown) <= MOST_MARKS + 3


def test_places_and_outlines_are_given_as_values(desk):
    """The map's script fetches both; nothing is inline."""
    assert set(desk.get("/incidents/places.json").json()) == {"places", "fit"}
    assert desk.get("/outlines.json").json()["type"] == "FeatureCollection"


def test_a_map_file_is_read_by_pieces_and_only_where_one_was_given(book, tmp_path):
    """A browser asks for ranges of it; what is no map file is refused before anything is served."""
    assert browser(book).get("/tiles.pmtiles").status_code == 404
    path = tmp_path / "land.pmtiles"
    path.write_bytes(b"PMTiles\x03" + bytes(2000))
    app = make_app(book, token=TOKEN, port=PORT, tiles=checked(path))
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.get(f"/?token={TOKEN}")
    answer = client.get("/tiles.pmtiles", headers={"range": "bytes=0-6", "accept-encoding": "gzip"})
    assert (answer.status_code, answer.content) == (206, b"PMTiles")
    path.write_bytes(b"no map")
    with pytest.raises(RunAborted, match="no PMTiles"):
        checked(path)


def test_a_search_is_kept_by_name_and_forgotten(desk):
    """It stands in the book's own folder for whoever comes next."""
    page = desk.get("/search?q=Hama").text
    from desks import fields_of  # noqa: PLC0415  # used once

    fields = fields_of(page, "/act/keep")
    told = desk.post("/act/keep", data={**fields, "name": "Hama <b>"}).text
    assert 'href="/search?q=Hama"' in told
    assert "<b>" not in told.split("kept", 1)[1].split("</section>", 1)[0]
    desk.post("/act/keep", data={**fields, "name": "Hama <b>", "forget": "1"})
    assert "/act/keep" not in desk.get("/search").text


@pytest.mark.parametrize(
    "path", ["/sources", "/actors", "/actors?open=1", "/places", "/places?words=hama", "/place?name=Hama"]
)
def test_names_of_the_book_are_listed(desk, path):
    """Who is quoted, who is named, what was meant: each list opens, narrowed or not."""
    answer = desk.get(path)
    assert answer.status_code in {200, 404}, path
    assert desk.get("/place?name=Nowhere").status_code == 404
