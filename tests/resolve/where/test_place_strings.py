"""Place strings resolved: inside the parent or its area, with geometry, radius, level and codes that the words warrant."""

import socket

import pytest

from tollbook.places.index import Index, open_default
from tollbook.places.pack import pack
from tollbook.places.records import Entry, Source
from tollbook.resolve.where.codes import codes_of
from tollbook.resolve.where.coordinates import read_coordinates
from tollbook.resolve.where.shapes import contains, decimals_for, distance_km, moved
from tollbook.resolve.where.strings import resolve_string

GAZETTEER = open_default()


def place(text, *parents, country=None):
    """Return the place of a string."""
    return resolve_string(text, GAZETTEER, parents=parents, country=country)[0].place


CASES = [
    ("Raqqa", (), None, "Ar Raqqah", "city", "exact", "a city by one of its names"),
    ("Raqqa governorate", (), "SY", "Al-Raqqah", "governorate", "exact", "the type word says area"),
    ("Nowhereton", ("Raqqa governorate",), "SY", "Al-Raqqah", "governorate", "parent", "unknown: the parent's area"),
    ("Paris", ("Idlib",), "SY", "Idlib", "governorate", "parent", "never a namesake elsewhere"),
    ("London", (), "SY", "Syria", "country", "parent", "never outside the stated country"),
    ("al-Xyz neighbourhood", ("Homs",), "SY", "Homs", "neighbourhood", "parent", "a quarter takes its city's disc"),
    ("Xyz mosque", ("Mosul",), "Iraq", "Mosul", "neighbourhood", "parent", "a site takes its city's disc"),
    ("Deir al-Zour", (), "SY", "Deir ez-Zor", "city", "exact", "another romanisation"),
    ("دير الزور", (), "SY", "Deir ez-Zor", "city", "exact", "Arabic letters"),
    ("Khan Yunis", ("Gaza Strip",), "Israel", "Khān Yūnis", "city", "exact", "listed under another country by some"),
]


@pytest.mark.parametrize(("text", "parents", "country", "name", "level", "how", "reason"), CASES)
def test_a_place_is_answered_inside_its_parent_or_by_its_parent(text, parents, country, name, level, how, reason):
    """Entry, level and way of matching are as a careful reader would have them."""
    found = place(text, *parents, country=country)
    assert found is not None, reason
    assert (found.name, found.level, found.matched_by) == (name, level, how), reason


def test_parents_that_nobody_knows_are_passed_over():
    """A stated parent without an entry neither stops a string nor helps it."""
    assert place("Raqqa", "Nowherestan province").name == "Ar Raqqah"
    assert place("Nowhereton", "Nowherestan province", country="SY").level == "country"


def test_nothing_known_is_no_place():
    """A made-up name without parent has no answer."""
    assert place("Qwertyville-on-Nothing") is None


@pytest.mark.parametrize(
    ("text", "level", "radius_km", "reason"),
    [
        ("near Aleppo", "near", 25.0, "near adds 25 km"),
        ("outside Mosul", "near", 25.0, "outside is near"),
        ("20 km north of Hama", "near", 25.0, "a quarter more than the distance"),
        ("about 8 km south-west of Homs", "near", 10.0, "a quarter more than the distance"),
        ("12 miles east of Kirkuk", "near", 24.1, "miles"),
    ],
)
def test_distances_set_the_radius(text, level, radius_km, reason):
    """Near is 25 km; N km is N x 1.25."""
    found = place(text)
    assert found is not None
    assert found.level == level, reason
    assert found.radius_m / 1000 == pytest.approx(radius_km, abs=0.2), reason


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [("20 km north of Hama", 0, 20), ("30 km east of Kirkuk", 90, 30), ("9 km southwest of Homs", 225, 9)],
)
def test_a_bearing_moves_the_point(text, bearing, km):
    """The point lies that far in that direction."""
    found, town = place(text), place(text.rsplit(" of ", 1)[1])
    lat, lon = moved(town.lat, town.lon, bearing, km)
    assert distance_km(found.lat, found.lon, lat, lon) < 2.5


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("southern countryside of Hasaka", "south"),
        ("eastern countryside of Homs", "east"),
        ("northern countryside of Hama", "north"),
    ],
)
def test_a_side_of_the_countryside_is_a_half_disc(text, side):
    """Sixty kilometres on that side, nothing on the other."""
    found, town = place(text, country="SY"), place(text.rsplit(" of ", 1)[1], country="SY")
    assert (found.level, found.matched_by) == ("countryside", "countryside")
    bearing = {"south": 180, "east": 90, "north": 0}[side]
    assert contains(found.geometry, *moved(town.lat, town.lon, bearing, 40))
    assert not contains(found.geometry, *moved(town.lat, town.lon, bearing + 180, 10))


def test_a_border_is_a_band_on_both_sides():
    """Ten kilometres on each side of the common line, cut to a stated parent."""
    band = place("on the Syrian-Iraqi border")
    assert band.level == "border"
    assert contains(band.geometry, 36.40, 41.33)
    assert not contains(band.geometry, 35.95, 39.0)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [("southern Lebanon", (33.2, 35.4), (34.5, 36.2)), ("northern Yemen", (16.5, 44.0), (13.2, 45.0))],
)
def test_a_side_of_a_country_is_its_half(text, inside, outside):
    """The polygon is cut through its middle."""
    found = place(text)
    assert contains(found.geometry, *inside)
    assert not contains(found.geometry, *outside)


def test_between_two_towns_is_the_stretch_between():
    """The middle, with both ends inside the radius."""
    found = place("between Homs and Hama", country="SY")
    ends = place("Homs", country="SY"), place("Hama", country="SY")
    assert all(distance_km(found.lat, found.lon, e.lat, e.lon) * 1000 <= found.radius_m for e in ends)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "form"),
    [
        ("35.95, 39.01", 35.95, 39.01, "decimal"),
        ("35.95°N 39.01°E", 35.95, 39.01, "decimal"),
        ("35°57'00\"N 39°00'36\"E", 35.95, 39.01, "dms"),
        ("٣٥٫٩٥ ٣٩٫٠١", 35.95, 39.01, "decimal"),
        ("\u200f35.95, 39.01\u200e", 35.95, 39.01, "decimal"),
        ("18S UJ 23371 06519", 38.8898, -77.0365, "mgrs"),
        ("38SMB4488", 33.334, 44.404, "mgrs"),
        ("-1.29, 36.82", -1.29, 36.82, "decimal"),
        ("٣٥٫٩٥، ٣٩٫٠١", 35.95, 39.01, "decimal"),
        ("۳۵٫۹۵, ۳۹٫۰۱", 35.95, 39.01, "decimal"),
        ("N 35.95 E 39.01", 35.95, 39.01, "decimal"),
        ("39.01E 35.95N", 35.95, 39.01, "decimal"),
        ("1.29 S, 36.82 E", -1.29, 36.82, "decimal"),
        ("4.6 N; 74.08 W", 4.6, -74.08, "decimal"),
        ("35,95 39,01", 35.95, 39.01, "decimal"),
        ("lat 35.95 lon 39.01", 35.95, 39.01, "decimal"),
        ("Longitude: 39.01, Latitude: 35.95", 35.95, 39.01, "decimal"),
        ("geo:35.95,39.01", 35.95, 39.01, "decimal"),
        ("POINT(39.01 35.95)", 35.95, 39.01, "decimal"),
        ("35 57 00 N, 39 00 36 E", 35.95, 39.01, "dms"),
        ("35°57'N 39°01'E", 35.95, 39.0167, "dms"),
        ("N35 57 00 E39 00 36", 35.95, 39.01, "dms"),
        ("N 35°57'00\" E 39°00'36\"", 35.95, 39.01, "dms"),
        ("35°57.5'N 39°00.6'E", 35.9583, 39.01, "dms"),
        ("35 57.5 N, 39 0.6 E", 35.9583, 39.01, "dms"),
        ("35-57-00N 039-00-36E", 35.95, 39.01, "dms"),
        ("355700N 0390036E", 35.95, 39.01, "dms"),
        ("3557N 03901E", 35.95, 39.0167, "dms"),
        ("Tall Sample (35.95, 39.01)", 35.95, 39.01, "decimal"),
    ],
)
def test_coordinates_are_read_in_every_form(text, lat, lon, form):
    """Decimal, degrees and minutes, MGRS, Arabic digits, bidi marks."""
    fix = read_coordinates(text)
    assert fix is not None
    assert (fix.lat, fix.lon) == (pytest.approx(lat, abs=0.001), pytest.approx(lon, abs=0.001))
    assert fix.form == form


@pytest.mark.parametrize(
    "text",
    [
        "Raqqa",
        "12 people",
        "in 2017",
        "3,4",
        "35.95",
        "99X AA 12 34",
        "35 N, 36 N",
        "12, 5",
        "lat 35.95",
        "35,95",
        "Point 5",
        "Block 12, Street 4",
        "10 km N of Raqqa",
        "Raqqa (population 220,000)",
        "Block 3 (house 12, 14)",
    ],
)
def test_other_numbers_are_no_coordinates(text):
    """A number alone is no point."""
    assert read_coordinates(text) is None


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("39.01, 35.95", "SY", "swapped-coordinates"),
        ("48.85, 2.35", "SY", "outside-country"),
        ("135.2, 220.4", "SY", "impossible-coordinates"),
        ("35°75'N 39°00'E", "SY", "impossible-coordinates"),
        ("Raqqa", "Atlantis", "unknown-country"),
    ],
)
def test_what_looks_wrong_is_said(text, country, code):
    """An Issue names the fault."""
    _, issues = resolve_string(text, GAZETTEER, country=country)
    assert code in {issue.code for issue in issues}


def test_swapped_coordinates_are_put_right_only_inside_the_stated_country():
    """Without a country nobody knows which axis came first."""
    assert place("39.01, 35.95", country="SY").lat == pytest.approx(35.95)
    assert place("39.01, 35.95").lat == pytest.approx(39.01)


@pytest.mark.parametrize(("radius_m", "decimals"), [(100, 4), (1_500, 3), (25_000, 2), (300_000, 1)])
def test_a_radius_warrants_so_many_decimals(radius_m, decimals):
    """No more digits are printed than the radius warrants."""
    assert decimals_for(radius_m) == decimals


@pytest.mark.parametrize(
    ("level", "ucdp", "acled"),
    [("site", 1, 1), ("near", 2, 2), ("district", 3, 3), ("governorate", 4, 3), ("border", 5, 3), ("country", 6, 3)],
)
def test_each_level_has_the_codes_of_three_datasets(level, ucdp, acled):
    """The codes are those of the design's table."""
    codes = codes_of(level)
    assert (codes["ucdp"], codes["acled"]) == (ucdp, acled)


def test_no_socket_is_opened(monkeypatch):
    """Places are resolved on this machine alone."""

    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert place("Palmyra", country="SY") is not None


def settlements(tmp_path, *entries):
    """Return a gazetteer of settlements in one governorate, its districts and a district's outline."""

    def made(entry_id, name, lat, lon, level, country="SY", admin1="SY.99", **more):
        return Entry(
            id=entry_id,
            gazetteer="t",
            names=(name,),
            lat=lat,
            lon=lon,
            level=level,
            country=country,
            admin1=admin1,
            **more,
        )

    rows = [made("SY", "Syria", 35, 38, "country", admin1=None), made("SY.99", "Testland", 35.0, 38.0, "governorate")]
    rows += [made(str(i), *entry) for i, entry in enumerate(entries)]
    pack(rows, [], [Source(name="t", origin="", licence="", version="", attribution="")], tmp_path / "t.idx")
    return Index(tmp_path / "t.idx")


NAMESAKES = [
    (((35.0, 38.0), (35.2, 38.0)), "village", "one disc holds both"),
    (((35.0, 38.0), (37.0, 38.0)), "governorate", "too far apart: the area"),
    (((35.0, 38.0),), "village", "only one"),
]


@pytest.mark.parametrize(("points", "level", "reason"), NAMESAKES)
def test_namesakes_in_one_governorate_are_all_covered(tmp_path, points, level, reason):
    """The answer holds each entry that fits as well: in a disc, or in the area where they are far from each other."""
    gazetteer = settlements(tmp_path, *(("Umm Zayt", lat, lon, "village") for lat, lon in points))
    found = resolve_string("Umm Zayt village", gazetteer, parents=["Testland governorate"], country="SY")[0].place
    assert found is not None
    assert found.level == level, reason
    if level == "village":
        assert all(distance_km(found.lat, found.lon, *p) <= found.radius_m / 1000 for p in points)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Brazzaville, Congo", "CG", "Brazzaville"),
        ("Goma, Congo", "CD", "Goma"),
        ("Zzyvoro, Congo", "CD", "Democratic Republic of the Congo"),
    ],
)
def test_of_two_countries_of_one_name_the_one_that_has_the_place_is_meant(text: str, country: str, name: str) -> None:
    """A short name that two countries share is the country of the place named with it, else the larger one."""
    place = resolve_string(text, open_default())[0].place
    assert place is not None
    assert (place.country, place.name) == (country, name)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Chernigov", "UA", "Chernihiv"),
        ("Nikolaev", "UA", "Mykolayiv"),
        ("Volnovaha", "UA", "Volnovakha"),
        ("Lashkergah", "AF", "Lashkar Gāh"),
        ("Vavuniya", "LK", "Vavuniya"),
        ("Wavuniya", "LK", "Vavuniya"),
        ("Khubrah", "AF", None),
    ],
)
def test_spelling_habits_of_a_country_are_data(text: str, country: str, name: str | None) -> None:
    """What the romanisations of a country's languages mix is one name there; another name stays another."""
    place = resolve_string(text, open_default(), country=country)[0].place
    assert place is not None
    assert place.matched_by == "parent" if name is None else place.name == name


@pytest.mark.parametrize(
    ("text", "country", "ends"),
    [
        ("the Aleppo-Raqqa road", "SY", ("Aleppo", "Raqqa")),
        ("Al-Bab-Manbij road", "SY", ("Al-Bab", "Manbij")),
        ("the road from Damascus to Homs", "SY", ("Damascus", "Homs")),
        ("Kabul–Jalalabad highway", "AF", ("Kabul", "Jalalabad")),
    ],
)
def test_a_road_is_the_stretch_between_its_ends(text, country, ends):
    """Both ends lie in the radius, and nothing says that the road is known."""
    found = place(text, country=country)
    assert (found.level, found.matched_by) == ("near", "between")
    for end in ends:
        at = place(end, country=country)
        assert distance_km(found.lat, found.lon, at.lat, at.lon) * 1000 <= found.radius_m


@pytest.mark.parametrize(
    ("text", "country", "name", "level"),
    [
        ("10 km SE of Raqqa", "SY", "Ar Raqqah", "near"),
        ("Kunduz's Imam Sahib district", "AF", "Imām Şāḩib", "district"),
        ("Ukraine's Kharkiv", None, "Kharkiv", "city"),
        ("Zzyzx, Sudan", None, "Sudan", "country"),
    ],
)
def test_what_owns_a_name_and_short_sides_are_understood(text, country, name, level):
    """What owns a name holds it; SE is a side."""
    found = place(text, country=country)
    assert (found.name, found.level) == (name, level)
