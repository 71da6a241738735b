"""Importers: each format read, each fault named, a file imported twice changing nothing."""

import gzip
import json

import pytest

from tollbook.model.issue import ItemFailed
from tollbook.places.hand import Confirmed, confirmed_entry, keep
from tollbook.places.library import FOLDER, add_import, gazetteer_names, open_gazetteer, read_file

GEONAMES = "\t".join(  # noqa: FLY002  # a list shows the columns
    [
        "42",
        "Tall Sample",
        "Tall Sample",
        "Tal Sampul,تل سامبل",
        "35.1",
        "38.2",
        "P",
        "PPL",
        "SY",
        "",
        "04",
        "0401",
        "",
        "",
        "1200",
        "",
        "300",
        "Asia/Damascus",
        "2020-01-01",
    ]
)
ALTERNATE = "9001\t42\ten\tSample Hill\t\t\t\t"
WOF_HEADER = "wof_id\tgeonameid\twikidata\tname\tplacetype\tfcode\tlat\tlon\tadmin1_id\tadmin1\tadmin2_id\tadmin2\tpopulation\tarea_km2\tnames"
WOF = f"{WOF_HEADER}\n5\t172957\t\tAr Raqqah\tregion\t\t35.9\t39.0\t\t\t\t\t\t\teng:Raqqa\n7\t\t\tTall Wof\tlocality\tPPL\t35.2\t38.9\t5\tAr Raqqah\t\t\t\t\teng:Wof Hill|ara:تل ووف\n"
OCHA = (
    "admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode,latitude,longitude\nAr-Raqqa,SY11,Tell Ocha,SY1102,36.5,38.9\n"
)
OWN = "name,lat,lon,level,country,aliases\nTeam Corner,33.5,36.3,neighbourhood,SY,The Corner|Corner Quarter\n"
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": 9, "level": 2, "name": "Box district"},
                "geometry": {"type": "Polygon", "coordinates": [[[38, 35], [39, 35], [39, 36], [38, 36], [38, 35]]]},
            }
        ],
    }
)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOLLBOOK_DATA", str(tmp_path / "data"))


CASES = [
    ("SY.txt", GEONAMES + "\n", "geonames", "Tal Sampul", "a GeoNames country dump"),
    ("sy.tsv.gz", WOF, "wof", "Wof Hill", "a Who's On First extract"),
    ("syr_admin.csv", OCHA, "sheet", "Tell Ocha", "an OCHA admin table"),
    ("syr_admin2.csv", OCHA, "sheet", "SY1102", "an OCHA P-code is a name"),
    ("own.csv", OWN, "sheet", "Corner Quarter", "a team's own table"),
    ("sy_admin.geojson", GEOJSON, "geojson", "Box district", "outlines"),
]


def write(tmp_path, name, content):
    """Write a file, packed where its name says so."""
    path = tmp_path / name
    data = content.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


@pytest.mark.parametrize(("name", "content", "kind", "asked", "reason"), CASES)
def test_each_format_is_recognised_and_its_places_are_found(tmp_path, name, content, kind, asked, reason):
    """A file needs no word on what it is."""
    made = read_file(write(tmp_path, name, content), "mine", country="SY", version="v1")
    assert made.format == kind, reason
    add_import(tmp_path / "book" / FOLDER, "mine", made)
    found = open_gazetteer(tmp_path / "book").candidates(asked, country="SY")
    assert found, reason
    assert found[0].gazetteer == "mine"


def test_the_source_is_kept_with_licence_and_version(tmp_path):
    """Every import can be attributed."""
    made = read_file(write(tmp_path, "SY.txt", GEONAMES + "\n"), "mine", version="2026-11")
    add_import(tmp_path / FOLDER, "mine", made)
    source = next(s for s in open_gazetteer(tmp_path).sources if s.name == "mine")
    assert (source.licence, source.version) == ("CC BY 4.0", "2026-11")
    assert "GeoNames" in source.attribution


def test_alternate_names_of_another_file_are_added(tmp_path):
    """Names join the entry of the dump imported before."""
    for name, content in (("SY.txt", GEONAMES + "\n"), ("alternateNamesV2.txt", ALTERNATE + "\n")):
        add_import(tmp_path / FOLDER, "mine", read_file(write(tmp_path, name, content), "mine", country="SY"))
    assert open_gazetteer(tmp_path).candidates("Sample Hill", country="SY")[0].gazetteer_id == "42"


def test_importing_a_file_twice_changes_nothing(tmp_path):
    """The second time is told and leaves the same bytes."""
    made = read_file(write(tmp_path, "own.csv", OWN), "mine")
    first, is_new = add_import(tmp_path / FOLDER, "mine", made)
    before = first.read_bytes()
    second, is_new_again = add_import(tmp_path / FOLDER, "mine", made)
    assert (is_new, is_new_again) == (True, False)
    assert (second, second.read_bytes()) == (first, before)


def test_several_gazetteers_stand_side_by_side(tmp_path):
    """Each name has its own folder, and all are asked."""
    for gazetteer, name, content in (("one", "own.csv", OWN), ("two", "SY.txt", GEONAMES + "\n")):
        add_import(tmp_path / FOLDER, gazetteer, read_file(write(tmp_path, name, content), gazetteer))
    assert gazetteer_names(tmp_path / FOLDER) == ("one", "two")
    opened = open_gazetteer(tmp_path)
    assert {opened.candidates(n, country="SY")[0].gazetteer for n in ("Team Corner", "Tall Sample")} == {"one", "two"}


FAULTS = [
    ("SY.txt", GEONAMES + "\n43\tHalf a li", "truncated-dump", "line 2"),
    ("sy.tsv", WOF + "8\t\t\tCut", "truncated-dump", "line 4"),
    ("own.csv", OWN + "Half,33", "truncated-dump", "line 3"),
    ("sy_admin.geojson", GEOJSON[:-20], "truncated-dump", "cut short"),
    ("notes.txt", "just some words\n", "unknown-gazetteer-format", "no known format"),
    ("own.csv", "name,lat,lon\n", "empty-gazetteer", "no place"),
]


@pytest.mark.parametrize(("name", "content", "code", "told"), FAULTS)
def test_a_broken_file_is_named_with_its_fault(tmp_path, name, content, code, told):
    """Nothing of a truncated dump is imported in silence."""
    with pytest.raises(ItemFailed) as caught:
        read_file(write(tmp_path, name, content), "mine", country="SY")
    assert caught.value.issue.code == code
    assert told in caught.value.issue.message
    assert caught.value.issue.subject == name


def test_a_packed_file_cut_short_is_named(tmp_path):
    """Half a .gz is no gazetteer."""
    path = write(tmp_path, "sy.tsv.gz", WOF * 50)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ItemFailed) as caught:
        read_file(path, "mine")
    assert caught.value.issue.code == "truncated-dump"


def test_a_confirmed_place_is_made_once_and_found_first(tmp_path):
    """The team's point for a name comes before every gazetteer's."""
    entry = confirmed_entry("Raqqa", 35.9, 39.0, level="city", country="SY", aliases=("RQ centre",))
    place = Confirmed(entry=entry, author="A", day="2026-01-01")
    assert keep(tmp_path, [place], ())
    assert not keep(tmp_path, [place], ())
    opened = open_gazetteer(tmp_path)
    assert opened.candidates("Raqqa", country="SY")[0].gazetteer == "confirmed"
    assert opened.candidates("RQ centre", country="SY")[0].matched_by == "confirmed"
