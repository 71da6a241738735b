"""Importers: each format read, each fault named, a file imported twice changing nothing."""

import gzip
import json
import signal
import subprocess
import sys
import zipfile

import pytest

from tollbook.model.issue import ItemFailed
from tollbook.places.files import read_file
from tollbook.places.hand import Confirmed, confirmed_entry, keep
from tollbook.places.library import FOLDER, add_import, bring, gazetteer_names, open_gazetteer
from tollbook.resolve.where.strings import resolve_string

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
    (
        "own.csv",
        OWN.replace("33.5,36.3", "٣٣٫٥,\u200f36.3"),
        "sheet",
        "Team Corner",
        "Arabic digits and a direction mark",
    ),
    ("own.csv", OWN.replace("SY", "Syria"), "sheet", "Team Corner", "a country by its name"),
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
    ("SY.txt", GEONAMES.replace("35.1", "abc") + "\n", "gazetteer-value", "line 1: latitude 'abc'"),
    ("SY.txt", GEONAMES.replace("38.2", "382") + "\n", "gazetteer-value", "line 1: longitude '382'"),
    ("sy.tsv", WOF.replace("35.2", "95.2"), "gazetteer-value", "line 3: latitude '95.2'"),
    ("own.csv", OWN.replace("33.5", '"33°30\'N"'), "gazetteer-value", "line 2: latitude"),
    (
        "own.csv",
        OWN + ",33,36,,SY,\nHere,,,,SY,\n",
        "gazetteer-value",
        "line 3: '' has no name; line 4: 'Here' has no point",
    ),
    ("own.csv", OWN.replace("neighbourhood", "hamlet"), "gazetteer-value", "level 'hamlet' is none of site,"),
    ("own.csv", OWN.replace("SY", "Syldavia"), "gazetteer-value", "country 'Syldavia'"),
    ("own.csv", "name,lat,lon\n" + "x,1,y\n" * 5, "gazetteer-value", "and 2 more"),
    ("sy_admin.geojson", GEOJSON.replace('"level": 2', '"level": "x"'), "truncated-dump", "area 1 "),
    (
        "alternateNamesV2.txt",
        ALTERNATE + "\n9002\tx\ten\tHill\t\t\t\t\n",
        "gazetteer-value",
        "line 2: 'x' is no GeoNames id",
    ),
    ("alternateNamesV2.txt", ALTERNATE + "\n9002\t4", "truncated-dump", "line 2: 2 columns, expected 8"),
    ("empty.csv", "", "unknown-gazetteer-format", "it is empty"),
    ("bytes.txt", "\0\1\2\n", "unknown-gazetteer-format", "no text"),
    ("notes.txt", "just some words\n", "unknown-gazetteer-format", "'just some words'"),
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


def test_an_archive_without_a_table_is_named_with_what_it_holds(tmp_path):
    """A zip of pictures is no gazetteer; the readme beside a table is not taken for it."""
    path = tmp_path / "sy.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("map.png", b"x")
    with pytest.raises(ItemFailed, match=r"map\.png"):
        read_file(path, "mine")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "The data format is tab-delimited")
        archive.writestr("SY.txt", GEONAMES + "\n")
    assert read_file(path, "mine").entries[0].names == ("Tall Sample",)


def test_a_hierarchy_gives_a_village_the_areas_it_states_none_of(tmp_path):
    """Village, sub-district, district: the nearest district and the governorate above are taken."""
    village = GEONAMES.replace("\t04\t0401\t", "\t\t\t")
    areas = "\n".join(
        "\t".join(
            [geonames_id, name, name, "", "35.1", "38.2", "A", code, "SY", "", *codes, "", "", "0", "", "", "", ""]
        )
        for geonames_id, name, code, codes in (
            ("7", "Sample Governorate", "ADM1", ("99", "")),
            ("8", "Sample District", "ADM2", ("99", "9901")),
            ("9", "Sample Sub-district", "ADM3", ("99", "9901")),
        )
    )
    add = "7\t8\tADM\n8\t9\tADM\n9\t42\t\n6\t7\tADM\n42\t9\t\n"  # the last row runs in a ring
    for name, content in (("SY.txt", f"{village}\n{areas}\n"), ("hierarchy.txt", add)):
        bring(tmp_path / FOLDER, "mine", read_file(write(tmp_path, name, content), "mine", country="SY"))
    found = open_gazetteer(tmp_path).candidates("Tall Sample", country="SY")[0]
    assert (found.admin1, found.admin2) == ("SY.99", "9")


def brought(tmp_path, name, content):
    """Import content under a file name, into the gazetteer mine, and return what that changed."""
    return bring(tmp_path / FOLDER, "mine", read_file(write(tmp_path, name, content), "mine"))


def test_a_newer_state_of_a_file_takes_its_place_and_says_what_changed(tmp_path):
    """What is gone from the newer file is gone, what moved has moved, and the older file's licence line goes too."""
    rows = {"A": "33.5,36.3", "B": "33.6,36.3", "C": "33.7,36.3"}
    table = "id,name,lat,lon,country\n" + "".join(f"{n},Zz{n},{p},SY\n" for n, p in rows.items())
    assert brought(tmp_path, "own.csv", table).state == "imported"
    newer = table.replace("33.6", "33.9").replace("C,ZzC", "D,ZzD").replace("ZzA", "Zz A")
    change = brought(tmp_path, "own.csv", newer)
    assert (change.state, change.new, change.gone, change.moved, change.altered) == (
        "replaced",
        ("ZzD",),
        ("ZzC",),
        ("ZzB",),
        ("Zz A",),
    )
    opened = open_gazetteer(tmp_path)
    assert opened.exact("ZzB", country="SY")[0].lat == pytest.approx(33.9)
    assert not opened.exact("ZzC", country="SY")
    assert [source.origin for source in opened.sources].count("own.csv") == 1
    assert brought(tmp_path, "own.csv", newer).state == "there already"


def test_a_point_put_right_in_a_table_without_ids_replaces_the_wrong_one(tmp_path):
    """A row is then known by its name: the wrong point does not stay beside the right one."""
    brought(tmp_path, "own.csv", OWN)
    assert brought(tmp_path, "own.csv", OWN.replace("33.5", "33.8")).state == "replaced"
    (found,) = open_gazetteer(tmp_path).exact("Team Corner", country="SY")
    assert found.lat == pytest.approx(33.8)


def test_files_of_one_name_that_share_no_place_stay_side_by_side(tmp_path):
    """Two countries' tables may both be called admin.csv."""
    brought(tmp_path, "admin.csv", OWN)
    other = "name,lat,lon,country\nZz Elsewhere,33.3,44.4,IQ\n"
    assert brought(tmp_path, "admin.csv", other).state == "imported"
    assert open_gazetteer(tmp_path).exact("Team Corner", country="SY")


def test_a_newer_file_of_another_name_is_told_of(tmp_path):
    """Both stay, and the person hears how to replace instead."""
    brought(tmp_path, "SY.txt", GEONAMES + "\n")
    change = brought(tmp_path, "syria-new.txt", GEONAMES.replace("35.1", "35.4") + "\n")
    assert (change.state, change.beside) == ("imported", "SY.txt")
    assert open_gazetteer(tmp_path).exact("Tall Sample", country="SY")[0].lat == pytest.approx(35.4), (
        "the later file's point"
    )


KILLED = """
import os, signal, sys
from pathlib import Path
from tollbook.places import library
from tollbook.places.files import read_file

def dies(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

folder, table, at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
made = read_file(table, "mine")
if at == "writing":
    Path.replace = dies
elif at == "packing":
    library.pack = dies
else:
    Path.unlink = dies
library.bring(folder, "mine", made)
"""


@pytest.mark.parametrize(("at", "lat"), [("writing", 33.5), ("packing", 33.8), ("clearing away", 33.8)])
def test_an_import_killed_leaves_the_older_state_or_the_newer_never_half(tmp_path, at, lat):
    """Killed before the file stands, before its index, and before the older file goes; the next import mends the rest."""
    brought(tmp_path, "own.csv", OWN)
    table = write(tmp_path, "own.csv", OWN.replace("33.5", "33.8"))
    argv = [sys.executable, "-c", KILLED, str(tmp_path / FOLDER), str(table), at]
    killed = subprocess.run(argv, check=False, capture_output=True)  # our own program
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    (found,) = open_gazetteer(tmp_path).exact("Team Corner", country="SY")
    assert found.lat == pytest.approx(lat)
    bring(tmp_path / FOLDER, "mine", read_file(table, "mine"))
    (found,) = open_gazetteer(tmp_path).exact("Team Corner", country="SY")
    assert found.lat == pytest.approx(33.8)


def test_a_confirmed_place_is_made_once_and_found_first(tmp_path):
    """The team's point for a name comes before every gazetteer's."""
    entry = confirmed_entry("Raqqa", 35.9, 39.0, level="city", country="SY", aliases=("RQ centre",))
    place = Confirmed(entry=entry, author="A", day="2026-01-01")
    assert keep(tmp_path, [place], ())
    assert not keep(tmp_path, [place], ())
    opened = open_gazetteer(tmp_path)
    assert opened.candidates("Raqqa", country="SY")[0].gazetteer == "confirmed"
    assert opened.candidates("RQ centre", country="SY")[0].matched_by == "confirmed"


def test_an_unknown_town_named_as_a_district_is_answered_by_that_district(tmp_path):
    """Districts are named for their seats: nearer than the whole governorate, and still said to be an area."""
    parent = json.loads(GEOJSON)
    parent["features"][0]["properties"] |= {"name": "Zzbox", "parent": "Raqqa"}
    brought(tmp_path, "sy_admin.geojson", json.dumps(parent))
    gazetteer = open_gazetteer(tmp_path)
    for asked, level in (("Zzbox town", "district"), ("Zzother town", "governorate")):
        place = resolve_string(asked, gazetteer, parents=["Raqqa governorate"], country="SY")[0].place
        assert (place.level, place.matched_by) == (level, "parent"), asked
