"""Tables taken in as sources: rows become reports and claims, walk back to their lines, and come in once."""

import pytest

from books import NOW, bare_kit, dumped, new_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.erasing.erase import erase
from tollbook.flow.rebuild import rebuild
from tollbook.flow.tables.comparing import compare_table, mapping_of
from tollbook.flow.tables.importing import import_table
from tollbook.flow.tables.rows import lines_of
from tollbook.model.issue import RunAborted
from tollbook.read.foreign import read_events

TABLE = (
    "relid,date_start,date_end,where_coordinates,latitude,longitude,country,side_a,side_b,low,best,high,deaths_civilians\n"
    "A-1,2017-08-21,2017-08-21,Raqqa,35.95,39.01,Syria,US-led coalition,Civilians,30,42,50,42\n"
    "A-2,2017-08-23,2017-08-24,Tabqa,35.83,38.54,Syria,,,4,4,4,0\n"
    "A-3,no day,,X,,,Syria,,,1,1,1,0\n"
)


@pytest.fixture
def root(tmp_path):
    """Return an empty book."""
    return new_book(tmp_path)


@pytest.fixture
def table(tmp_path):
    """Return a table of two events and a broken row."""
    return write(tmp_path / "ged.csv", TABLE)


def taken_in(root, table):
    """Import with the small kit."""
    return import_table(root, table, mapping_of(root, "ucdp"), now=NOW, kit=bare_kit())


def test_a_row_is_a_report_of_its_source_and_its_numbers_claims(root, table):
    """Speaker, days, place, range, civilians as a part; every claim's words stand on its line."""
    done = taken_in(root, table)
    assert (done.events, done.new, [i.subject for i in done.unread]) == (2, 2, ["ged.csv:4"])
    view = snapshot(root)
    whole = next(c for c in view.claims.values() if c.count.low == 30)
    part = next(c for c in view.claims.values() if c.part_of == whole.id)
    assert (whole.count.high, part.count.low, part.who.status) == (50, 42, "civilian")
    assert whole.said_by[0].name == "UCDP GED"
    assert (str(whole.when.interval.start), whole.where.place.country) == ("2017-08-21", "SY")
    assert all(view.documents[c.document].text[slice(*c.span)] == c.quote for c in view.claims.values())
    assert check(root)[0] == []


def test_importing_again_adds_nothing_and_a_rebuild_gives_the_same(root, table):
    """Rows are known by their words; claims are made anew from them."""
    taken_in(root, table)
    before = dumped(root)
    assert taken_in(root, table).new == 0
    assert dumped(root) == before
    rebuild(root, now=NOW, kit=bare_kit())
    assert dumped(root) == before


def test_an_import_compared_with_its_own_table_matches(root, table):
    """What was taken in is found there."""
    taken_in(root, table)
    done = compare_table(root, table, mapping_of(root, "ucdp"))
    assert (len(done.comparison.matches), done.comparison.only_there) == (2, ())
    assert [i.code for i in done.issues] == ["row-unreadable"]


def test_a_table_that_cannot_be_read_brings_nothing(root, tmp_path):
    """No column of days or numbers; no such mapping; no such file."""
    with pytest.raises(RunAborted, match="no column for"):
        taken_in(root, write(tmp_path / "x.csv", "a,b\n1,2\n"))
    with pytest.raises(RunAborted, match="no mapping"):
        mapping_of(root, "nothing")
    with pytest.raises(RunAborted):
        taken_in(root, tmp_path / "missing.csv")
    assert not snapshot(root).documents


def test_a_book_keeps_mappings_of_its_own_by_name(root):
    """hand/mappings/NAME.toml."""
    write(
        root / "hand" / "mappings" / "sheet.toml",
        'name = "sheet"\nsource = "Ours"\nfirst = ["day"]\nkilled_low = ["n"]\n',
    )
    assert mapping_of(root, "sheet").source == "Ours"


def test_lines_hold_an_event_and_nothing_that_is_not_said(root):
    """What a row does not say has no line."""
    events = list(read_events(TABLE.encode(), mapping_of(root, "ucdp"), "t"))
    assert list(lines_of(events[1])) == [
        "UCDP GED A-2",
        "days: 2017-08-23..2017-08-24",
        "place: Tabqa @ 35.83,38.54,5000",
        "country: SY",
        "killed: 4",
        "civilians killed: 0",
    ]


def test_an_erased_row_is_not_imported_again(root, table):
    """Neither the report nor its preserved lines come back, and the row is named."""
    taken_in(root, table)
    gone = next(d for d in snapshot(root).documents.values() if "Tabqa" in d.text)
    erase(root, gone.id, authority="letter 12", who="Amal", now=NOW, kit=bare_kit())
    again = taken_in(root, table)
    assert (again.new, [i.subject for i in again.unread if i.code == "erased-before"]) == (0, ["ged.csv:3"])
    assert not any(b"Tabqa" in p.read_bytes() for p in root.rglob("*") if p.is_file())
    assert check(root)[0] == []
