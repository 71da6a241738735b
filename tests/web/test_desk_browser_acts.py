"""In a real browser: select words and enter a claim on them, sign, accept, undo, verify the log; in Arabic too."""

import shutil

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: the review desk is an extra")

from browsers import CHROMIUM, chromium
from desks import claim_with, incident_of

from tollbook.flow.books.book import snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is not installed"),
]
SELECT = """(() => {{
  const walker = document.createTreeWalker(document.querySelector('section.text'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {{
    const place = node.data.indexOf({words!r});
    if (place >= 0) {{
      getSelection().setBaseAndExtent(node, place, node, place + {words!r}.length);
      return true;
    }}
  }}
  return false;
}})()"""


def kinds(root):
    """Return kinds of what was done at the desk."""
    return [e.kind for e in snapshot(root).entries if e.author == "Amal"]


def fill(page, name, value):
    """Type into a field, or choose of a list."""
    page.value(
        f"(field => {{ field.focus(); field.value = {value!r}; field.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
        f"(document.querySelector('main [name={name}]'))"
    )


def told(page):
    """Wait for the page that tells what was done."""
    page.wait("document.readyState === 'complete' && document.querySelector('.told') !== null")


def enter_on(page, base, document, words, lang):
    """Select words of a report, press the key, fill in the form and send it with the keyboard."""
    page.open(f"{base}/document/{document}?lang={lang}")
    assert page.value(SELECT.format(words=words)) is True
    page.wait("document.querySelector('#add-claim').classList.contains('ready')")
    page.press("a")
    page.wait("document.readyState === 'complete' && document.querySelector('[name=c0_words]') !== null")
    assert page.value("document.querySelector('[name=c0_words]').value") == words
    for name, value in (("c0_harm", "killed"), ("c0_count", "2"), ("why", "missed")):
        fill(page, name, value)
    page.value("document.querySelector('[name=why]').focus()")
    page.press("Enter")
    page.wait("location.pathname.startsWith('/entered/') && document.readyState === 'complete'")


@pytest.mark.parametrize(("lang", "words"), [("en", "civilians were injured"), ("ar", "المستشفى")])
def test_a_claim_is_entered_by_selecting_words_then_signed_accepted_undone_and_verified(
    address, book, tmp_path, lang, words
):
    """The claim stands on exactly those characters; the policy objects to nothing."""
    base = address.partition("/?")[0]
    (report,) = [d for d in snapshot(book).documents.values() if words in d.text]
    with chromium(str(tmp_path / "profile")) as page:
        page.open(address)
        enter_on(page, base, report.id, words, lang)
        (entry,) = [e for e in snapshot(book).entries if e.kind == "add_claim"]
        (claim,) = [snapshot(book).claims[c["id"]] for c in entry.body["claims"]]
        assert claim.quote == words
        assert claim.span[0] == report.text.index(words)

        incident = incident_of(book, 9)
        page.open(f"{base}/incident/{incident.id}/sign")
        page.press("j")
        page.value("document.activeElement.click()")
        assert page.value("document.querySelectorAll('.figure input:checked').length") == 1
        fill(page, "why", "hospital list")
        page.value("document.querySelector('[name=why]').focus()")
        page.press("Enter")
        told(page)

        page.open(f"{base}/incident/{incident.id}")
        page.value("document.querySelector('#second [value=accept]').click()")
        told(page)
        assert kinds(book) == ["add_claim", "sign_off", "review"]

        page.open(f"{base}/claim/{claim.id}")
        page.press("j", "e")
        page.value("document.querySelector('.here [name=why]').focus()")
        page.type("said twice")
        page.press("Enter")
        page.wait("document.readyState === 'complete' && document.body.textContent.includes('said twice')")
        assert kinds(book)[-1] == "undo"
        assert claim.id not in snapshot(book).claims

        page.open(f"{base}/judgements?verify=1")
        page.wait("document.querySelector('.verdict.good') !== null")
        assert page.value("document.dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.complaints == []


def test_one_more_claim_is_added_in_the_browser_with_nothing_sent(address, book, tmp_path):
    """What was typed and chosen stays, and the new row takes the next words that are selected."""
    base = address.partition("/?")[0]
    claim = claim_with(book, 9)
    with chromium(str(tmp_path / "profile")) as page:
        page.open(address)
        page.open(f"{base}/document/{claim.document}/add")
        page.value("window.stayed = true")
        fill(page, "c0_words", "in Hama")
        page.value("document.querySelector('#one-more').click()")
        page.wait("document.querySelector('[name=c1_words]') !== null && window.stayed === true")
        assert page.value("document.querySelector('[name=c0_words]').value") == "in Hama"
        assert page.value("document.querySelector('[name=c1_words]').value") == ""
        page.value(SELECT.format(words="civilians"))
        page.wait("document.querySelector('[name=c1_words]').value === 'civilians'")
        assert page.value("document.querySelector('[name=c0_words]').value") == "in Hama"
        assert page.complaints == []
