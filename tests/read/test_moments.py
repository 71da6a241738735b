"""When a report says it was published: the day as written, the instant, the zone."""

import datetime as dt

import pytest

from tollbook.read.file import read_file
from tollbook.read.html import read_html
from tollbook.read.lines import read_line
from tollbook.read.plain import read_plain
from tollbook.read.text import Moment, moment_of, zone_of

DAY = dt.date(2019, 5, 3)
LATE = dt.datetime(2019, 5, 3, 22, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "expected", "reason"),
    [
        ("2019-05-03", Moment(DAY), "a day is no instant"),
        ("2019-05-03T22:15:00Z", Moment(DAY, LATE), "the form of web pages"),
        ("Fri, 03 May 2019 22:15:00 GMT", Moment(DAY, LATE), "the form of feeds"),
        ("2019-05-04T01:15+03:00", Moment(dt.date(2019, 5, 4), LATE), "the day stays as written"),
        ("2019-05-03 22:15", Moment(DAY), "without an offset nobody knows the instant"),
        ("yesterday 22:15", Moment(), "no day at all"),
    ],
)
def test_a_moment_keeps_the_day_as_written(written, expected, reason):
    """The instant is read only where an offset stands beside the time."""
    assert moment_of(written, "r")[0] == expected, reason


@pytest.mark.parametrize("name", ["Asia/Sanaa2", "damascus", "GMT+3h"])
def test_an_unknown_zone_is_told_and_left_out(name):
    """A slip in the zone costs the zone, not the report."""
    zone, issues = zone_of(name, "r")
    assert zone is None
    assert issues[0].code == "bad-timezone"


def test_each_form_of_report_gives_its_instant_and_zone():
    """Front matter, JSON Lines and the markup of a page carry the instant; text and line also a zone."""
    plain = read_plain("published: 2019-05-03T22:15:00Z\ntimezone: Asia/Aden\n\nTwo died today.", "p").credits
    line = read_line(
        b'{"id":1,"text":"Two died.","published":"2019-05-03T22:15:00Z","timezone":"Asia/Aden"}', 1, "l"
    ).credits
    assert (plain.published, plain.instant, plain.zone) == (DAY, LATE, "Asia/Aden")
    assert (line.published, line.instant, line.zone) == (DAY, LATE, "Asia/Aden")


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="article:published_time" content="2019-05-03T22:15:00+00:00">',
        '<meta content="2019-05-03T22:15:00Z" itemprop="datePublished">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-05-03T22:15:00Z"}</script>',
    ],
)
def test_a_page_says_its_moment_in_its_markup(markup):
    """The instant is taken where the day of the page is the same; another moment on the page is not."""
    body = "<p>Gunmen killed four farmers near the village well today, neighbours said on the telephone to us.</p>" * 2
    page = f"<html><head><title>Well</title>{markup}</head><body><article><h1>Well</h1>{body}</article></body></html>"
    assert read_html(page.encode(), "h").credits.instant == LATE


def test_a_file_without_a_moment_has_none(tmp_path):
    """Silence stays silence."""
    path = tmp_path / "a.txt"
    path.write_text("Two people died today.")
    with path.open("rb") as stream:
        (read,) = read_file(stream, path.name, "a")
    assert (read.credits.published, read.credits.instant) == (None, None)
