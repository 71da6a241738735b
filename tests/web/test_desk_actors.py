"""Actors at the desk: kind, parent and countries are changed through the ledger, what does not fit is refused."""

import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

import msgspec
from desks import browser

from books import bare_kit, count_words, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging import known
from tollbook.flow.judging.confirmed import keep_confirmed
from tollbook.flow.judging.judge import judge
from tollbook.model.reading import ActorReading

NAME = "Syrian Observatory for Human Rights"


@pytest.fixture
def root(tmp_path):
    """Return a book whose one claim is said by a known monitor."""

    def said(document, kit):
        found = count_words(document, kit)
        speaker = ActorReading((0, 1), document.text[:1], NAME, "speaker", "test", actor="sohr")
        claims = tuple(msgspec.structs.replace(c, said_by=(speaker,)) for c in found.claims)
        return msgspec.structs.replace(found, claims=claims)

    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.txt", "9 people were killed in Hama."), extractor=said)
    return root


def form_of(desk) -> dict[str, str]:
    """Return the form that changes the actor, as it stands."""
    page = desk.get(f"/actor?name={NAME}").text
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'value="change"' in f)
    found = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form))
    return {**found, "kind": re.search(r'value="([^"]*)" selected', form)[1], "why": "their own site says so"}


def test_kind_parent_and_countries_are_changed_through_the_ledger(root):
    """The form shows what stands; the entry can be undone like any other, and then that stands again."""
    desk = browser(root)
    before = known.actors_known(root).by_id["sohr"]
    form = form_of(desk)
    assert (form["kind"], form["parent"], form["countries"]) == ("monitor", "", "SY, GB")
    told = desk.post("/act/confirm", data={**form, "kind": "ngo", "parent": "un", "countries": "sy, iq"}).text
    (entry,) = [e for e in snapshot(root).entries if e.kind == "confirm_actor"]
    assert f"#{entry.seq}" in told
    now = known.actors_known(root).by_id["sohr"]
    assert (now.kind, now.parent, now.countries) == ("ngo", "un", ("SY", "IQ"))
    assert now.aliases == before.aliases
    judge(root, "undo", [str(entry.seq)], who="Amal", why="it does not", kit=bare_kit())
    keep_confirmed(root)
    assert known.actors_known(root).by_id["sohr"] == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"parent": "no-such-actor"}, "no-such-actor"),
        ({"parent": "sohr"}, "sohr"),
        ({"kind": "navy"}, "navy"),
        ({"countries": "Syria"}, "SYRIA"),
        ({"why": ""}, "say why"),
        ({"seen": "v1_other"}, "Somebody changed this actor"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(root, change, told):
    """An unknown parent, a circle, no kind, no country, no reason, a page that is out of date."""
    desk = browser(root)
    page = desk.post("/act/confirm", data={**form_of(desk), **change}).text
    assert told in page
    assert not [e for e in snapshot(root).entries if e.kind == "confirm_actor"]


def test_an_untouched_form_says_that_it_stands_already(root):
    """Nothing is written for it."""
    desk = browser(root)
    assert "confirmed before" in desk.post("/act/confirm", data=form_of(desk)).text
    assert not [e for e in snapshot(root).entries if e.kind == "confirm_actor"]
