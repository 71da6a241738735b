"""The desk in a real browser with the keyboard alone: read, correct, merge, undo, verify; and no rule of the policy is hit."""

import re
import shutil

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: the review desk is an extra")

from browsers import CHROMIUM, chromium
from desks import claim_with, incident_of

from tollbook.flow.books.book import snapshot

needs_browser = pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is not installed")


def people_judged(root):
    """Return kinds of what people judged."""
    return [e.kind for e in snapshot(root).entries if e.author == "Amal"]


def test_the_desk_tells_a_loopback_address_with_a_long_token(address):
    """Nobody guesses it, and no other machine reaches it."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}", address)


@needs_browser
@pytest.mark.slow
def test_a_day_at_the_desk_with_the_keyboard_alone(address, book, tmp_path):
    """Correct a claim, judge two incidents the same, undo it, verify the chain, turn to Arabic."""
    base = address.partition("/?")[0]
    claim, first, second = claim_with(book, 9), incident_of(book, 9), incident_of(book, 11)
    with chromium(str(tmp_path / "profile")) as page:
        page.open(address)
        page.wait("document.title.startsWith('Incidents')")
        assert page.value("location.search") == ""
        page.press("j")
        page.wait("document.querySelectorAll('[data-row].here').length === 1")
        page.press("o")
        page.wait("location.pathname.startsWith('/incident/') && document.readyState === 'complete'")

        page.open(f"{base}/document/{claim.document}?at={claim.id}")
        page.press("e")
        page.wait("document.querySelector('.here form.act [name=f_count]') !== null")
        page.value(
            "document.querySelector('.here [name=f_count]').select(), document.querySelector('.here [name=f_count]').focus()"
        )
        page.type("10")
        page.value("document.querySelector('.here [name=why]').focus()")
        page.type("ten names on the list")
        page.press("Enter")
        page.wait("document.querySelector('.told') !== null")

        page.open(f"{base}/pair/{first.id}/{second.id}")
        page.press("s")
        page.wait("document.activeElement.name === 'why'")
        page.type("one market, one morning")
        page.press("Escape", "s")
        page.wait("document.querySelector('.told') !== null")
        assert people_judged(book) == ["correct", "same"]

        page.open(f"{base}/judgements?verify=1")
        page.wait("document.querySelector('.verdict.good') !== null")
        page.press("j", "e")
        page.value("document.querySelector('.here [name=why]').focus()")
        page.type("two streets after all")
        page.press("Enter")
        page.wait("document.querySelector('.told') !== null")
        assert people_judged(book) == ["correct", "same", "undo"]

        page.open(f"{base}/judgements?verify=1&lang=ar")
        page.wait("document.querySelector('.verdict.good') !== null && document.dir === 'rtl'")
        assert page.complaints == []


@needs_browser
@pytest.mark.slow
def test_filters_change_the_list_without_a_new_page(address, tmp_path):
    """The list is fetched by itself, the address follows, and the policy allows what it needs."""
    with chromium(str(tmp_path / "profile")) as page:
        page.open(address)
        page.value("window.stayed = true")
        page.value(
            "document.querySelector('[name=harm]').value = 'injured',"
            "document.querySelector('[name=harm]').dispatchEvent(new Event('change', {bubbles: true}))"
        )
        page.wait("location.search.includes('harm=injured')")
        page.wait("document.querySelectorAll('#found [data-row]').length === 1 && window.stayed === true")
        assert page.complaints == []
