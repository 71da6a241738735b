"""``tollbook places``: lines in and out, a book's own places, imports told in words."""

import json

import pytest
from click.testing import CliRunner

from books import new_book
from tollbook.cli.places import command


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOLLBOOK_DATA", str(tmp_path / "data"))


def run(*arguments, stdin=None):
    """Run the verb and return its result."""
    return CliRunner().invoke(command, [str(a) for a in arguments], input=stdin)


def resolved(lines, *arguments):
    """Return the output lines of ``places resolve`` as values."""
    result = run("resolve", "-", *arguments, stdin="\n".join(lines) + "\n")
    return [json.loads(line) for line in result.output.splitlines()], result.exit_code


def test_each_line_in_gives_one_line_out_in_order():
    """Broken lines are numbered and the rest go on."""
    lines = [
        '{"id": "a", "place": "Raqqa", "country": "SY"}',
        "no json",
        '{"id": 3, "place": "Zzyzx"}',
        '{"place": "x"}',
    ]
    out, status = resolved(lines)
    assert [line["id"] for line in out] == ["a", None, 3, None]
    assert [line.get("line") for line in out] == [None, 2, None, 4]
    assert out[0]["place"]["gazetteer_id"] == "172955"
    assert out[2]["place"] is None
    assert status == 1


def test_a_line_has_the_fields_of_the_interface():
    """Name, gazetteer, point, radius, level, how it matched, runners-up, geometry of areas."""
    (city, area), _ = resolved(
        ['{"id": 1, "place": "Raqqa"}', '{"id": 2, "place": "Zzyzx", "parent": "Idlib", "country": "SY"}']
    )
    wanted = {"name", "gazetteer", "gazetteer_id", "lat", "lon", "radius_km", "level", "matched_by", "runners_up"}
    assert wanted <= set(city["place"])
    assert area["place"]["matched_by"] == "parent"
    assert area["place"]["geometry"]["type"] in {"Polygon", "MultiPolygon"}


@pytest.fixture
def book(tmp_path):
    """Give an empty book's folder."""
    return new_book(tmp_path)


def test_a_place_added_to_a_book_is_found_there_and_nowhere_else(book):
    """The book's own places come first."""
    added = run("add", "Zzyzx", "--at", "35.90,38.90", "--country", "SY", "--who", "A", "--book", book)
    assert added.exit_code == 0, added.output
    line = '{"id": 1, "place": "Zzyzx", "country": "SY"}'
    assert resolved([line], "--book", book)[0][0]["place"]["matched_by"] == "confirmed"
    assert resolved([line])[0][0]["place"]["matched_by"] == "parent"


def test_a_confirmed_name_is_always_answered_so(book):
    """An entry of the gazetteer becomes the book's meaning of a name."""
    assert run("confirm", "Tripoli", "--country", "LB", "--book", book).exit_code == 0
    out, _ = resolved(['{"id": 1, "place": "Tripoli", "country": "LB"}'], "--book", book)
    assert (out[0]["place"]["gazetteer"], out[0]["place"]["country"]) == ("confirmed", "LB")


def test_what_is_no_entry_cannot_be_confirmed(book):
    """The next step is told."""
    refused = run("confirm", "Zzyzx", "--book", book)
    assert refused.exit_code == 2
    assert "places add" in refused.output


def test_an_import_is_told_and_a_second_one_changes_nothing(tmp_path):
    """Counts, licence and version are printed."""
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,country\nZzyzx Corner,35.1,38.1,SY\n")
    first, second = (run("import", path, "--book", tmp_path, "--gazetteer", "mine") for _ in range(2))
    assert "imported: 1 places" in first.output
    assert "there already, nothing changed" in second.output
    assert "mine\town.csv" in run("list", "--book", tmp_path).output


def test_a_broken_file_is_named_and_the_status_says_so(tmp_path):
    """Exit status 1, the file and its fault on standard error."""
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon\nHalf,3\n")
    result = run("import", path, "--book", tmp_path)
    assert result.exit_code == 1
    assert "truncated-dump: own.csv" in result.output
    assert not (tmp_path / "gazetteers").exists()


@pytest.mark.parametrize(
    ("point", "told"),
    [("36.3,33.5", "latitude and longitude swapped?"), ("48.2,2.3", "check the country and the digits")],
)
def test_a_point_outside_its_country_is_refused_with_its_line(tmp_path, point, told):
    """Swapped columns are called so; anywhere else asks for country and digits."""
    path = tmp_path / "own.csv"
    path.write_text(f"name,lat,lon,country\nZzyzx Corner,{point},SY\n")
    result = run("import", path, "--book", tmp_path)
    assert result.exit_code == 1
    assert "gazetteer-value: own.csv: line 2: " in result.output
    assert told in result.output


def test_a_newer_table_is_told_with_what_is_new_and_gone(tmp_path):
    """The person sees at once that a shorter file took places away."""
    path = tmp_path / "own.csv"
    for name in ("Zzyzx One", "Zzyzx Two"):
        path.write_text(f"id,name,lat,lon,country\n1,Zzyzx,35,38,SY\n2,{name},35.1,38.1,SY\n")
        result = run("import", path, "--book", tmp_path)
    assert "own.csv: replaced: 2 places" in result.output
    assert "1 with another name, level or area (Zzyzx Two)" in result.output


def test_names_without_their_dump_are_told_so(tmp_path):
    """Alternate names alone would be kept and never found."""
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("9001\t42\ten\tSample Hill\t\t\t\t\n")
    result = run("import", path, "--book", tmp_path)
    assert result.exit_code == 1
    assert "tollbook places import SY.txt alternateNamesV2.txt --gazetteer" in result.output


def test_no_import_takes_the_name_of_the_books_own_places(tmp_path, book):
    """Confirmed places come from people's names in the ledger only."""
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,country\nZzyzx Corner,35.1,38.1,SY\n")
    result = run("import", path, "--book", book, "--gazetteer", "confirmed")
    assert result.exit_code == 2
    assert "places add" in result.output
