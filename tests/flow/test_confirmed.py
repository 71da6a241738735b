"""Places and actors that people confirmed: entries of the ledger, from which the book's folders are made."""

import datetime as dt
import gzip
import json
import shutil

import msgspec
import pytest

from books import NOW, dumped, new_book, run_book, tampering, unguarded, write
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.judging.confirmed import gazetteer_of, keep_confirmed
from tollbook.flow.judging.confirming import confirm_actor, confirm_place
from tollbook.flow.judging.judge import judge
from tollbook.flow.rebuild import rebuild
from tollbook.flow.run import run
from tollbook.model.issue import RunAborted
from tollbook.places.hand import CONFIRMED, Confirmed, confirmed_entry, keep
from tollbook.places.library import FOLDER
from tollbook.vocab.actors import load_actors, row_of

PLACE = confirmed_entry("Zzyzx Corner", 35.1, 38.1, level="village", country="SY", aliases=("Zizix",))
ACTOR = row_of({"id": "m-brigade", "name": "Mardan Brigade", "kind": "non_state_armed", "countries": ["SY"]})
REPORT = "published: 2019-05-01\n\nFive people were killed in Zzyzx Corner on Monday when Mardan Brigade fighters shelled the village."


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOLLBOOK_DATA", str(tmp_path / "data"))


def found(book):
    """Return how the confirmed name is matched in the book, None where it is unknown."""
    return next((c.matched_by for c in gazetteer_of(book).exact("Zizix", country="SY")), None)


def told(book):
    """Return kind and author of the ledger's entries."""
    return [(e.kind, e.author) for e in load_ledger(book).entries]


def test_the_ledger_says_who_confirmed_what_and_why(tmp_path):
    """Confirming appends an entry; confirming the same again does not."""
    book = new_book(tmp_path)
    entry = confirm_place(book, PLACE, who="Amal", why="seen on the map of the council", now=NOW)
    assert entry is not None
    assert (entry.kind, entry.author, entry.body["why"]) == ("confirm_place", "Amal", "seen on the map of the council")
    assert confirm_place(book, PLACE, who="Basil", now=NOW) is None
    assert confirm_actor(book, ACTOR, who="Basil", now=NOW) is not None
    assert confirm_actor(book, ACTOR, who="Amal", now=NOW) is None
    assert told(book) == [("confirm_place", "Amal"), ("confirm_actor", "Basil")]
    assert load_ledger(book).fault is None
    assert (found(book), load_actors(book).by_id["m-brigade"].name) == ("confirmed", "Mardan Brigade")


@pytest.mark.parametrize("lost", [FOLDER, "actors"])
def test_a_lost_folder_is_made_again_from_the_ledger(tmp_path, lost):
    """A rebuild gives the same book, whatever is gone from the folders the ledger fills."""
    book = new_book(tmp_path)
    confirm_place(book, PLACE, who="Amal", now=NOW)
    confirm_actor(book, ACTOR, who="Amal", now=NOW)
    run(book, [write(tmp_path / "report.txt", REPORT)], now=NOW)
    before = dumped(book)
    assert b'"m-brigade"' in before
    shutil.rmtree(book / lost)
    rebuild(book, now=NOW)
    assert dumped(book) == before
    assert found(book) == "confirmed"


def test_what_is_undone_is_confirmed_no_more_until_that_is_undone(tmp_path):
    """The folder follows the ledger both ways."""
    book = new_book(tmp_path)
    confirm_place(book, PLACE, who="Amal", now=NOW)
    confirm_actor(book, ACTOR, who="Amal", now=NOW)
    judge(book, "undo", ["1"], who="Basil", why="another corner", now=NOW)
    judge(book, "undo", ["2"], who="Basil", why="no such brigade", now=NOW)
    assert (found(book), "m-brigade" in load_actors(book).by_id) == (None, False)
    judge(book, "undo", ["3"], who="Amal", why="it is that corner", now=NOW)
    assert (found(book), "m-brigade" in load_actors(book).by_id) == ("confirmed", False)
    confirm_actor(book, ACTOR, who="Amal", now=NOW)
    assert "m-brigade" in load_actors(book).by_id


def test_places_of_an_older_book_come_into_the_ledger_once_and_it_is_said(tmp_path, capsys):
    """What lies in the folders without an entry is brought in with the name and day that it was kept with."""
    book = new_book(tmp_path)
    keep(book, [Confirmed(entry=PLACE, author="Amal", day="2018-03-04")], ())
    rows = '[[actor]]\nid = "m-brigade"\nname = "Mardan Brigade"\nkind = "non_state_armed"\n'
    write(book / "actors" / "added.toml", rows)
    keep_confirmed(book, NOW)
    assert "brought into the ledger, once: 1 confirmed places, 1 actors" in capsys.readouterr().err
    keep_confirmed(book, NOW)
    assert capsys.readouterr().err == ""
    assert sorted(told(book)) == [("confirm_actor", "unnamed"), ("confirm_place", "Amal")]
    assert (found(book), "m-brigade" in load_actors(book).by_id) == ("confirmed", True)
    place = next(e for e in load_ledger(book).entries if e.kind == "confirm_place")
    assert place.body["day"] == "2018-03-04"


def test_actors_of_a_teams_own_files_stay_theirs(tmp_path):
    """Only actors/added.toml is the ledger's; another file beside it is never touched nor taken in."""
    book = new_book(tmp_path)
    rows = '[[actor]]\nid = "own"\nname = "Own Brigade"\nkind = "non_state_armed"\n'
    path = write(book / "actors" / "team.toml", rows)
    confirm_actor(book, ACTOR, who="Amal", now=NOW)
    assert path.read_text() == rows
    assert {"own", "m-brigade"} <= set(load_actors(book).by_id)
    assert told(book) == [("confirm_actor", "Amal")]


def test_what_was_imported_under_the_name_confirmed_is_left_alone(tmp_path):
    """An old import of a file into that gazetteer is no person's confirmation: it stays, and no entry tells of it."""
    book = new_book(tmp_path)
    keep(book, [Confirmed(entry=PLACE, author="Amal", day="2018-03-04")], ())
    (path,) = (book / FOLDER / CONFIRMED / "imports").iterdir()
    made = json.loads(gzip.decompress(path.read_bytes())) | {"format": "sheet"}
    path.write_bytes(gzip.compress(msgspec.json.encode(made)))
    keep_confirmed(book, NOW)
    assert (told(book), path.exists()) == ([], True)


def test_a_folder_that_is_no_book_has_no_ledger_to_confirm_in(tmp_path):
    """Nothing is written there."""
    with pytest.raises(RunAborted):
        confirm_place(tmp_path, PLACE, who="Amal", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_an_entry_whose_body_was_altered_is_no_place(tmp_path):
    """The folders are made from what can be read; the run names the broken entry and stops."""
    book = new_book(tmp_path)
    run_book(book, write(tmp_path / "report.txt", REPORT))
    confirm_place(book, PLACE, who="Amal", now=NOW)
    with tampering(book) as connection:
        unguarded(connection)
        connection.exec_driver_sql("""UPDATE entries SET body = '{"place": 7}'""")
    keep_confirmed(book, NOW)
    with pytest.raises(RunAborted, match="altered"):
        run(book, now=NOW + dt.timedelta(days=1))
