"""Charts are well-formed SVG without script or outside files, true to their numbers, and draw nothing that nobody said."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from tollbook.publish.charts import (
    MOST_ROWS,
    Bar,
    Disc,
    Line,
    Whole,
    lines_chart,
    map_chart,
    rows_chart,
    wholes_chart,
)

SVG = "{http://www.w3.org/2000/svg}"
BARS = [
    Bar(first="3 May 2019", second="Harbour hospital", low=6, high=6, words="6"),
    Bar(first="4 May 2019", second="Coast <monitor> & sons", low=4, high=9, is_open=True, words="4–9+"),
]
WHOLE = Whole(first="May 2019", second="Coast monitor", stated=100, is_open=False, low=20, high=30, words="70–80")
LINE = Line(name="Coast monitor", points=((dt.date(2019, 5, 1), 10), (dt.date(2019, 5, 9), 40)))
DISC = Disc(name="Sael", lat=14.1, lon=42.9, radius_m=3000)


def texts(svg):
    """Return the words of a drawing without its isolating marks."""
    return [(t.text or "").strip("\u2067\u2069") for t in ET.fromstring(svg).iter(f"{SVG}text")]  # our own drawing


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize(
    "draw",
    [
        lambda rtl: rows_chart("Said", BARS, band=(4, 9), is_rtl=rtl),
        lambda rtl: wholes_chart("Totals", [WHOLE], is_rtl=rtl),
        lambda rtl: lines_chart("Course", [LINE], str, is_rtl=rtl),
        lambda rtl: map_chart("Where", [DISC], is_rtl=rtl),
    ],
)
def test_a_chart_is_well_formed_and_needs_nothing_else(draw, is_rtl):
    """It parses, has a title for those who cannot see it, and neither script, style nor address."""
    svg = draw(is_rtl)
    root = ET.fromstring(svg)  # our own drawing
    assert root.find(f"{SVG}title").text
    assert not any(word in svg for word in ("<script", "href", "url(", "<style", "<image"))


@pytest.mark.parametrize(
    "svg",
    [rows_chart("t", []), wholes_chart("t", []), map_chart("t", []), lines_chart("t", [], str)],
)
def test_nothing_said_draws_nothing(svg):
    """Silence is no empty axis that reads as zero."""
    assert svg == ""


def test_one_day_is_no_course():
    """A line needs two days."""
    assert lines_chart("t", [Line(name="Monitor", points=((dt.date(2019, 5, 1), 10),))], str) == ""


def test_words_are_escaped_and_printed_with_their_numbers():
    """Labels stand as given, angle brackets and all."""
    told = texts(rows_chart("t", BARS))
    assert {"4–9+", "6", "Coast <monitor> & sons"} <= set(told)


def test_what_does_not_fit_is_said():
    """Of many statements the last are drawn, and how many are not is written."""
    svg = rows_chart("t", BARS * 10, more="{n} earlier")
    assert f"{len(BARS) * 10 - MOST_ROWS} earlier" in texts(svg)


def test_bars_are_true_to_their_numbers():
    """Accounted for at least 20 of 100 is a fifth of the bar, at most 30 three tenths."""
    root = ET.fromstring(wholes_chart("t", [WHOLE]))  # our own drawing
    whole, most, least = (float(r.get("width")) for r in root.iter(f"{SVG}rect"))
    assert most / whole == pytest.approx(0.3, abs=0.01)
    assert least / whole == pytest.approx(0.2, abs=0.01)


def test_a_disc_is_true_to_the_scale_bar():
    """The radius in pixels over the scale bar's length is the radius in metres over what the bar says."""
    svg = map_chart("t", [DISC])
    root = ET.fromstring(svg)  # our own drawing
    km = float(next(t for t in texts(svg) if t.endswith(" km")).removesuffix(" km"))
    bar = float(list(root.iter(f"{SVG}rect"))[-1].get("width"))
    radius = float(next(root.iter(f"{SVG}circle")).get("r"))
    assert radius / bar == pytest.approx(3 / km, rel=0.02)


def test_an_area_is_drawn_as_an_area():
    """A governorate is its outline, no disc with a false middle."""
    square = {"type": "Polygon", "coordinates": [[[42, 14], [43, 14], [43, 15], [42, 15], [42, 14]]]}
    area = Disc(name="Sael", lat=14.5, lon=42.5, radius_m=70_000, geometry=square)
    assert "<circle" not in map_chart("t", [area])


def test_right_to_left_mirrors_the_scale():
    """Zero stands at the side where reading begins."""
    zeros = [
        float(t.get("x"))
        for rtl in (False, True)
        for t in ET.fromstring(rows_chart("t", BARS, is_rtl=rtl)).iter(f"{SVG}text")  # our own drawing
        if (t.text or "").strip("\u2067\u2069") == "0"
    ]
    assert zeros[0] + zeros[1] == pytest.approx(680)
