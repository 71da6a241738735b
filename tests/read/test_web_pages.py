"""Web pages."""

import datetime as dt
import time

import pytest

from tollbook.read.html import looks_like_html, read_html, visible_text
from tollbook.read.text import ReadText, Unreadable

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Strike on market - Furat Wire</title>
<meta property="og:title" content="Strike on market"><meta property="og:site_name" content="Furat Wire">
<meta property="article:published_time" content="2017-08-21T09:00:00Z">
<link rel="canonical" href="https://furat.example/strike"></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Strike on market</h1>
<p>At least nine people were killed on Monday when warplanes hit a market in the town, residents told the agency.</p>
<p>The dead included three children, a doctor at the field hospital said, adding that more people were under the rubble.</p>
<p>Rescue workers said they had been digging since dawn and that the number of dead was likely to rise further.</p>
</article><aside class="ad">{advert}</aside><footer>All rights reserved 2017</footer></body></html>"""


def page(advert: str = "Buy carpets") -> bytes:
    """Return the page with that advert."""
    return PAGE.replace("{advert}", advert).encode()


def test_the_article_is_read_with_what_the_page_says_of_itself():
    """Text without menus and adverts; day, outlet, title, address from the page."""
    read = read_html(page(), "strike.html")
    assert isinstance(read, ReadText)
    assert "At least nine people were killed on Monday" in read.text
    assert "carpets" not in read.text
    assert "Sport" not in read.text
    said = read.credits
    assert (said.published, said.outlet, said.url) == (
        dt.date(2017, 8, 21),
        "Furat Wire",
        "https://furat.example/strike",
    )


def test_a_changed_advert_leaves_the_text_as_it_was():
    """The same article gives the same text, so the same claim ids."""
    texts = {read_html(page(advert), "strike.html").text for advert in ("Buy carpets", "Save 20% today on 14 tickets")}
    assert len(texts) == 1


def test_a_page_without_a_day_is_undated():
    """No day is guessed from the text or the copyright line."""
    content = page().replace(b'<meta property="article:published_time" content="2017-08-21T09:00:00Z">', b"")
    read = read_html(content, "strike.html")
    assert isinstance(read, ReadText)
    assert read.credits.published is None


def test_a_page_without_an_article_gives_its_visible_text_and_says_so():
    """Few words in a table are still read."""
    read = read_html(
        b"<html><body><script>x=1</script><table><tr><td>Two killed</td></tr></table></body></html>", "t.html"
    )
    assert isinstance(read, ReadText)
    assert "Two killed" in read.text
    assert "x=1" not in read.text


@pytest.mark.parametrize("content", [b"<html></html>", b"<!doctype html><html><body><script>1</script></body></html>"])
def test_a_page_without_text_is_told(content):
    """An empty page is an error a person should see."""
    read = read_html(content, "empty.html")
    assert isinstance(read, Unreadable)
    assert read.issues[-1].code == "document-empty"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>" + b"<div>" * 50_000 + b"Three people were killed." + b"</div>" * 50_000,
        b"<html><body>" + b"<b><i>" * 20_000 + b"Three people were killed.",
        b"<html><body><p>Three people were killed.<!-- " + b"-" * 100_000,
        b"<html><body>" + b"<p>Three people were killed.</q></z>" * 3_000,
        b"<html><body>&#xFFFFFF;&#0;\x00<p>Three people were killed.",
    ],
)
def test_hostile_markup_neither_hangs_nor_stops(content):
    """Depth, unclosed tags, endless comments and impossible characters cost seconds at most, and the words come out."""
    began = time.monotonic()
    read = read_html(content, "bad.html")
    assert time.monotonic() - began < 20
    assert isinstance(read, ReadText)
    assert "Three people were killed." in read.text


def test_a_page_larger_than_a_page_is_kept_but_not_parsed():
    """Parsing 50 MB of markup would take gigabytes of memory."""
    read = read_html(b"<html>" + b"<p>x</p>" * 2_000_000, "big.html")
    assert isinstance(read, Unreadable)
    assert read.issues[0].code == "page-too-large"


def test_blocks_stand_on_lines_of_their_own():
    """Sentences of two paragraphs must not run together."""
    assert visible_text("<p>One.</p><p>Two</p>three<br>four<style>p{}</style>") == "One.\nTwo\nthree\nfour"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b" <!DOCTYPE html><p>", True),
        (b"\xef\xbb\xbf<html>", True),
        (b"<killed> in town", False),
        (b"Text <html>", False),
    ],
)
def test_pages_are_known_by_their_first_bytes(content, expected):
    """A page saved without its suffix is still a page."""
    assert looks_like_html(content) == expected
