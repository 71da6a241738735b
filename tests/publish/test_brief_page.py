"""The HTML brief stands by itself, runs nothing, and holds right-to-left words without being turned by them."""

import re
from html.parser import HTMLParser

import msgspec
import pytest

from snapshots import WIRE, mardan_week
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.html import isolate, to_html
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.select import Selection

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects tags, ids and links, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.faults = [], set(), set(), [], []

    def handle_starttag(self, tag, attributes):
        """Note a tag, its id and its link."""
        given = dict(attributes)
        self.tags.add(tag)
        self.ids.add(given.get("id"))
        self.links += [given["href"]] if "href" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Check that the tag opened last is the one that closes."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def page_of(text: str) -> Page:
    """Return the parsed page."""
    page = Page()
    page.feed(text)
    return page


@pytest.fixture(name="text")
def _text():
    return to_html(compose(mardan_week(), Selection(), Settings(name="Mardan")))


def test_the_page_needs_nothing_else_and_runs_nothing(text):
    """No script, no outside file, and a policy that forbids both."""
    page = page_of(text)
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "form", "object"})
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import", text)


def test_every_reference_leads_to_a_note(text):
    """Links stay inside the page and lead somewhere; tags close in order."""
    page = page_of(text)
    assert {link.removeprefix("#") for link in page.links} <= page.ids
    assert (page.faults, page.open) == ([], [])


def test_layout_is_logical_so_that_it_mirrors(text):
    """No left and right in the style sheet: inline and block sides only."""
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|float:", style)


def test_source_words_take_their_own_direction(text):
    """Quotes have dir=auto; right-to-left names inside English are isolated."""
    assert '<blockquote dir="auto">' in text
    assert "<bdi>مرصد البحيرة</bdi>" in text
    assert "<mark>19 مدنيا</mark>" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at النبع, on Monday", "at <bdi>النبع</bdi>, on Monday"),
        ("قرية النبع (within 2 km)", "<bdi>قرية النبع</bdi> (within 2 km)"),
        ("a < b", "a &lt; b"),
    ],
)
def test_runs_of_right_to_left_words_are_isolated(text, expected):
    """The run ends with its last right-to-left letter; the rest is escaped."""
    assert str(isolate(text)) == expected


def test_hostile_words_of_a_report_stay_words():
    """Mark-up and script addresses in a report are shown, never run."""
    view = mardan_week()
    evil = msgspec.structs.replace(WIRE, outlet="<script>alert(1)</script>", url="javascript:alert(1)")
    text = to_html(
        compose(msgspec.structs.replace(view, documents={**view.documents, WIRE.id: evil}), Selection(), Settings())
    )
    assert "<script>" not in text
    assert "javascript:" not in text


@pytest.mark.parametrize("print_brief", [to_html, to_markdown])
def test_nothing_in_a_report_steers_what_shows_the_brief(print_brief):
    """Escape sequences, NULs and marks that turn the writing direction stand as a replacement character."""
    view = mardan_week()
    evil = msgspec.structs.replace(WIRE, outlet="Har\x1b[31mbour\x00 \u202ePost\u2067", caller_ids=("a\x07b",))
    brief = compose(msgspec.structs.replace(view, documents={**view.documents, WIRE.id: evil}), Selection(), Settings())
    text = print_brief(brief)
    assert "Har\ufffd" in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
