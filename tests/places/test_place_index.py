"""The index file: what goes in comes out, never outside the stated parent."""

import os

import pytest

from tollbook.places.index import Index, build_default, default_path, open_default
from tollbook.places.layers import Layers
from tollbook.places.pack import main_body, pack
from tollbook.places.records import Entry, Outline, Source

SQUARE = {"type": "Polygon", "coordinates": [[[10.0, 10.0], [11.0, 10.0], [11.0, 11.0], [10.0, 11.0], [10.0, 10.0]]]}
SOURCE = Source(name="test", origin="made here", licence="none", version="1", attribution="")


def entry(entry_id, name, lat=10.5, lon=10.5, level="village", **more):
    """Return an entry inside the square of country XX."""
    return Entry(
        id=entry_id, gazetteer="test", names=(name,), lat=lat, lon=lon, level=level, **{"country": "XX", **more}
    )


def index_of(tmp_path, entries, outlines=(), name="a.idx"):
    """Pack and open an index."""
    pack(entries, outlines, [SOURCE], tmp_path / name)
    return Index(tmp_path / name)


def test_an_entry_is_found_by_every_name_it_has(tmp_path):
    """Names and aliases in any script lead to the entry."""
    index = index_of(tmp_path, [entry("1", "Tell Umar", aliases=("تل عمر", "Tal Omar"))])
    assert [c.gazetteer_id for n in ("Tell Umar", "تل عمر", "tal omar") for c in index.candidates(n)] == ["1", "1", "1"]


def test_another_spelling_is_only_found_inside_the_stated_country(tmp_path):
    """The skeleton never answers for the whole world."""
    index = index_of(tmp_path, [entry("1", "Manbij")])
    assert index.candidates("Munbij") == ()
    assert [c.matched_by for c in index.candidates("Munbij", country="XX")] == ["skeleton"]
    assert index.candidates("Munbij", country="YY") == ()


def test_nothing_outside_the_stated_area_is_answered(tmp_path):
    """A namesake in another governorate is no answer."""
    index = index_of(tmp_path, [entry("1", "Salhiya", admin1="XX.1"), entry("2", "Salhiya", admin1="XX.2")])
    assert [c.gazetteer_id for c in index.candidates("Salhiya", country="XX", admin1="XX.2")] == ["2"]
    assert index.candidates("Salhiya", country="XX", admin1="XX.3") == ()


def test_outlines_come_back_with_their_reach(tmp_path):
    """An area's outline and the distance to its furthest corner are kept."""
    area = entry("XX.1", "Square", level="governorate", admin1="XX.1")
    index = index_of(tmp_path, [area], [Outline(id="XX.1", parent="XX", geometry=SQUARE)])
    found = index.area("XX.1")
    assert found is not None
    assert found.geometry == SQUARE
    assert 70_000 < found.reach_m < 85_000


def test_the_same_entries_make_the_same_bytes(tmp_path):
    """The index is named by its content."""
    one = index_of(tmp_path, [entry("1", "A"), entry("2", "B")], name="one.idx")
    two = index_of(tmp_path, [entry("1", "A"), entry("2", "B")], name="two.idx")
    assert (tmp_path / "one.idx").read_bytes() == (tmp_path / "two.idx").read_bytes()
    assert one.fingerprint == two.fingerprint


@pytest.mark.parametrize("cut", [0, 5, 60, -1])
def test_a_file_cut_short_is_refused(tmp_path, cut):
    """A broken index is named, not read."""
    index_of(tmp_path, [entry("1", "A")])
    data = (tmp_path / "a.idx").read_bytes()
    broken = tmp_path / "b.idx"
    broken.write_bytes(data[:cut] or b"x")
    with pytest.raises(ValueError, match=r"b\.idx|malformed|JSON|trunc|cut|index"):
        Index(broken)


def test_confirmed_places_come_before_all_others(tmp_path):
    """A team's own point for a name is the first answer, and says so."""
    plain = index_of(tmp_path, [entry("1", "Dara", population=90_000)], name="plain.idx")
    own = Entry(id="own:1", gazetteer="confirmed", names=("Dara",), lat=1.0, lon=2.0, level="village", country="XX")
    confirmed = index_of(tmp_path, [own], name="own.idx")
    first, second = Layers((confirmed, plain)).candidates("Dara", country="XX")
    assert (first.gazetteer_id, first.matched_by) == ("own:1", "confirmed")
    assert second.gazetteer_id == "1"


def test_one_place_of_two_gazetteers_is_one_candidate_with_the_larger_population(tmp_path):
    """The imported entry keeps its district, the default one lends its people."""
    imported = index_of(tmp_path, [entry("7", "Dara", admin2="d1")], name="i.idx")
    default = index_of(tmp_path, [entry("7", "Dara", population=120_000, level="city")], name="d.idx")
    (found,) = Layers((imported, default)).candidates("Dara", country="XX")
    assert (found.admin2, found.population, found.level) == ("d1", 120_000, "city")


def test_the_default_gazetteer_knows_towns_areas_countries_and_seas():
    """Names of each kind are at hand without any import."""
    index = open_default()
    assert default_path().exists()
    expected = {"Raqqa": "city", "Syria": "country", "Black Sea": "region", "Anbar": "governorate"}
    assert {name: index.candidates(name)[0].level for name in expected} == expected
    assert index.area("SY.01").geometry is not None
    assert "TR" in index.neighbours("SY")
    assert any("GeoNames" in source.attribution for source in index.sources)


def square(west, south, size):
    """Return the rings of a square of ``size`` degrees."""
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


BODIES = [
    ([square(0, 40, 8), square(-60, 4, 2)], 1, "a small part an ocean away"),
    ([square(0, 40, 8), square(9, 40, 1), square(11, 40, 1)], 3, "islands one behind the other"),
    ([square(100, 2, 5), square(110, 2, 6)], 2, "two halves across a sea"),
    ([square(100, 2, 5)], 1, "one part"),
]


@pytest.mark.parametrize(("polygons", "kept", "reason"), BODIES)
def test_the_radius_of_an_area_leaves_overseas_parts_out(polygons, kept, reason):
    """The main body is the large parts and what lies beside them."""
    body = main_body({"type": "MultiPolygon", "coordinates": polygons})
    assert len(body["coordinates"]) == kept, reason


def test_the_radius_of_a_country_is_that_of_its_mainland():
    """No country's radius reaches over an ocean to an island."""
    area = open_default().area("US")
    assert area is not None
    assert 2_300_000 < area.reach_m < 3_000_000


def test_an_index_made_anew_takes_the_place_of_the_old_one(tmp_path, monkeypatch):
    """Indexes of older data or format do not pile up; one made this week may be another checkout's and stays."""
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr("tollbook.places.default.default_data", lambda: ([entry("1", "A")], []))
    (tmp_path / "places-0.idx").write_bytes(b"old")
    os.utime(tmp_path / "places-0.idx", (0, 0))
    (tmp_path / "places-1.idx").write_bytes(b"another checkout's")
    made = build_default()
    assert sorted(tmp_path.glob("places-*.idx")) == sorted([made, tmp_path / "places-1.idx"])
