"""Bodies as the press names them, in a report of one country: each gets its id, or stays open with its words."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from tollbook.model.reading import ActorReading
from tollbook.resolve.who.resolve import resolve_reading
from tollbook.resolve.who.setting import Setting
from tollbook.vocab.actors import load_actors

ROWS = [
    line
    for line in (Path(__file__).parent / "press_names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
CASES = [
    (row["country"], row["role"], row["actor"], row["name"])
    for row in csv.DictReader(ROWS, delimiter="\t", quoting=csv.QUOTE_NONE)
]
DAY = dt.date(2023, 6, 1)


def resolved(country: str, role: str, name: str, day: dt.date = DAY) -> str:
    """Return the id that a name gets in a report of the country, ? where it stays open."""
    setting = Setting({country: 3.0} if country else {}, day, frozenset())
    reading = ActorReading(span=(0, len(name)), quote=name, name=name, role=role, method="test")
    found = resolve_reading(reading, setting, load_actors())
    return found.actor or found.organisation or "?"


@pytest.mark.parametrize(("country", "role", "actor", "name"), CASES)
def test_a_name_of_the_press_means_its_body(country: str, role: str, actor: str, name: str) -> None:
    """Nobody else is meant, and what names nobody in particular stays open."""
    assert resolved(country, role, name) == actor


@pytest.mark.parametrize(
    ("country", "name", "actor"),
    [
        ("IE", "the Irish National Liberation Army", "inla"),
        ("IE", "the Belgian National Liberation Army", "?"),
        ("IR", "the Icelandic Boko Haram", "?"),
    ],
)
def test_the_adjective_of_another_country_makes_another_body(country: str, name: str, actor: str) -> None:
    """A name inside a longer one is not taken where the adjective before it is of a country it is not of."""
    assert resolved(country, "belligerent", name) == actor


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("the Houthi-run health ministry", "houthi-health-ministry"),
        ("the rebel-run health ministry", "?"),
        ("the Washington-based Human Rights Watch", "hrw"),
        ("people who fled Human Rights Watch", "?"),
        ("officials of Mwatana", "?"),
        ("the Yemeni rights group Mwatana", "mwatana"),
    ],
)
def test_words_that_say_what_a_speaker_is_do_not_hide_it(name: str, actor: str) -> None:
    """A description may stand before a name; words that relate somebody else to it may not."""
    assert resolved("YE", "speaker", name) == actor


def test_a_body_is_that_of_the_day() -> None:
    """The army of the war years and that of today bear one name."""
    name = "Bosnian government forces"
    assert resolved("BA", "belligerent", name, dt.date(1994, 2, 5)) == "arbih"
    assert resolved("BA", "belligerent", name) == "ba-forces"
