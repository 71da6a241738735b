"""Other people's tables: columns by a mapping, rows that cannot be read named, the rest goes on."""

import datetime as dt
import json

import msgspec
import pytest

from tollbook.model.issue import Issue
from tollbook.read.foreign import read_events
from tollbook.vocab.imports import Mapping, load_mapping, mapping_names

UCDP = (
    "id,relid,date_start,date_end,where_coordinates,latitude,longitude,country,side_a,side_b,low,best,high,deaths_civilians,where_prec\r\n"
    '7,SYR-7,2017-08-21 00:00:00.000,2017-08-22 00:00:00.000,"Raqqa, town",35.95,39.01,Syria,Government of X,Civilians,30,42,50,42,1\r\n'
    "8,SYR-8,2017-08-23,2017-08-23,Nowhere,,,Syria,IS,Group Y,1,1,1,0,4\r\n"
)
OWN = Mapping(
    name="own", source="Our sheet", first=("day",), killed_low=("dead",), place=("where",), days=("%d/%m/%Y",)
)


def read(text, mapping, encoding="utf-8"):
    """Return events and Issues of a table."""
    found = list(read_events(text.encode(encoding), mapping, "t.csv"))
    return [e for e in found if not isinstance(e, Issue)], [e for e in found if isinstance(e, Issue)]


def test_a_row_of_ucdps_is_an_event_with_its_days_numbers_and_parties():
    """Days with a time behind them, the smallest and largest number, a radius by the precision; civilians are no belligerent."""
    (first, second), issues = read(UCDP, load_mapping("ucdp"))
    assert not issues
    assert (first.id, first.first, first.last) == ("SYR-7", dt.date(2017, 8, 21), dt.date(2017, 8, 22))
    assert (first.low, first.best, first.high, first.civilians) == (30, 42, 50, (42, 42))
    assert (first.lat, first.lon, first.radius_m, first.country) == (35.95, 39.01, 5000, "SY")
    assert (first.by, second.by) == (("Government of X",), ("IS", "Group Y"))
    assert (second.lat, second.radius_m, second.line) == (None, None, 3)


@pytest.mark.parametrize(
    ("name", "text", "low", "high", "reason"),
    [
        ("acled", "event_id_cnty,event_date,location,fatalities\nSYR1,21 August 2017,Raqqa,9\n", 9, 9, "one number"),
        (
            "ibc",
            "IBC code,Start Date,End Date,Location,Reported Minimum,Reported Maximum\nk1,2006-01-02,2006-01-02,Mosul,3,5\n",
            3,
            5,
            "two",
        ),
        (
            "airwars",
            "unique_reference_code;date;civilians_killed_min;civilians_killed_max\nCS1;2017-02-11;0;1\n",
            None,
            None,
            "civilians only, semicolons",
        ),
    ],
)
def test_the_fields_datasets_are_read_by_their_names(name, text, low, high, reason):
    """Each with its own columns and way of writing days."""
    (event,), issues = read(text, load_mapping(name))
    assert not issues
    assert (event.low, event.high) == (low, high), reason


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("yesterday,5,X", "no day"),
        ("01/02/2017,five,X", "no number"),
        ("01/02/2017,-5,X", "no number of people"),
        ("01/02/2017,2.5,X", "no number of people"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_goes_on(row, told):
    """File, line and value."""
    events, (issue,) = read(f"day,dead,where\n{row}\n03/02/2017,1,Y\n", OWN)
    assert [e.place for e in events] == ["Y"]
    assert (issue.code, issue.subject) == ("row-unreadable", "t.csv:2")
    assert told in issue.message


def test_days_are_read_as_the_mapping_writes_them():
    """01/02 is the first of February where the mapping says so."""
    (event,), _ = read("day,dead,where\n01/02/2017,1,X\n", OWN)
    assert event.first == event.last == dt.date(2017, 2, 1)


def test_a_row_of_hxl_tags_is_no_event():
    """The second row of a tagged table."""
    events, issues = read("day,dead,where\n#date,#affected,#loc\n01/02/2017,1,X\n", OWN)
    assert (len(events), issues) == (1, [])


def test_a_table_without_the_columns_says_which_and_reads_nothing():
    """The header is shown, so that a mapping can be written."""
    events, (issue,) = read("a,b\n1,2\n", OWN)
    assert not events
    assert (issue.code, "days or numbers" in issue.message, "a, b" in issue.hint) == ("columns-missing", True, True)


@pytest.mark.parametrize("text", ["day,dead,where\n", "day,dead,where\n\n\n"])
def test_an_empty_table_has_no_events(text):
    """A header alone."""
    assert read(text, OWN) == ([], [])


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff \n"])
def test_an_empty_file_says_that_it_is_empty(text):
    """Not that it lacks columns."""
    events, (issue,) = read(text, OWN)
    assert (events, issue.code, issue.message) == ([], "table-empty", "the file is empty")


def test_a_table_with_tags_is_read_by_them_whatever_its_columns_are_called():
    """The second row names each column once more, for who shares the standard."""
    text = "كود,Jour,x,y\n#event+code,#date+start,#affected+killed+min,#affected+killed+max\nE1,2017-08-21,3,5\n"
    (event,), issues = read(text, load_mapping("hxl"))
    assert (event.id, event.low, event.high, event.line, issues) == ("E1", 3, 5, 3, [])


@pytest.mark.parametrize(
    "text",
    [
        '[{"day": "01/02/2017", "dead": 3, "where": "X"}]',
        '\ufeff{"day": "01/02/2017", "dead": 3, "where": "X"}\n',
        '{"day": "01/02/2017", "dead": 3, "where": "X"}\n\n{"day": "02/02/2017", "dead": null}\n',
        '{"type": "FeatureCollection", "features": [{"properties": {"day": "01/02/2017", "dead": 3, "where": "X"}}]}',
    ],
)
def test_json_in_any_of_its_forms_is_a_table(text):
    """A list, one object, lines, features."""
    events, issues = read(text, OWN)
    assert (events[0].low, events[0].place, issues) == (3, "X", [])


def test_a_broken_line_of_json_is_named_and_the_rest_goes_on():
    """As of a spreadsheet's rows."""
    events, (issue, other) = read('{"day": "01/02/2017", "dead": 3}\n{"day\n7\n{"day": "02/02/2017", "dead": 4}\n', OWN)
    assert [e.low for e in events] == [3, 4]
    assert (issue.code, issue.subject, other.subject) == ("row-unreadable", "t.csv:2", "t.csv:3")


def test_what_lies_inside_is_named_with_a_dot_and_lists_are_joined():
    """GeoJSON's points and areas, PLOVER's parties and sizes."""
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[36, 34], [38, 34], [38, 36], [36, 36], [36, 34]]]},
        "properties": {"code": "A", "date_start": "2017-08-21", "killed": {"low": 3, "high": 5}, "radius_m": 70_000,
                       "belligerents": [{"words": "Army X"}, {"words": "Group Y"}], "country": "SY"},
    }  # fmt: skip
    (event,), _ = read(json.dumps({"type": "FeatureCollection", "features": [feature]}), load_mapping("tollbook"))
    assert (event.low, event.high, event.lat, event.lon, event.radius_m) == (3, 5, 35.0, 37.0, 70_000)
    assert (event.by, event.country) == (("Army X", "Group Y"), "SY")


def test_arabic_in_a_windows_encoding_is_read():
    """A spreadsheet saved on an old machine."""
    (event,), _ = read("day,dead,where\n01/02/2017,1,الرقة\n", OWN, "utf-16")
    assert event.place == "الرقة"


def test_every_mapping_of_the_program_loads():
    """And one of a team's own with a misspelt word does not."""
    assert mapping_names() == (
        "acled", "airwars", "ftm", "hapi", "hxl", "ibc", "plover", "timemap", "tollbook", "ucdp",
    )  # fmt: skip
    assert all(load_mapping(name).source for name in mapping_names())
    with pytest.raises(msgspec.ValidationError):
        msgspec.toml.decode(b'name = "x"\nsource = "y"\nkiled_low = ["a"]', type=Mapping)
