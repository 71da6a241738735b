"""Reports without a number: which of them tell of an event, and how frequent a name is when they are counted in."""

import datetime as dt

import msgspec
import pytest

from tollbook.link.account import Account
from tollbook.link.incidents import rarity_of
from tollbook.link.mentions import mentions_of, quiet_reports
from tollbook.link.words import names_near_harm
from tollbook.model.document import Document
from tollbook.vocab.linking import link_lexicon, link_weights

DAY = dt.date(2019, 3, 4)
OWN = frozenset({"wilton", "mills", "wilton mills", "ada", "penrow", "ada penrow", "union", "party", "union party"})


def document(name: str, text: str) -> Document:
    """Return a report of the day."""
    return Document(id=name, sha256="", text=text, published=DAY, language="en")


def account(number: int, names: frozenset[str]) -> Account:
    """Return an account of two dead on the day, in a report of its own."""
    day = DAY.toordinal()
    made = msgspec.convert(
        {
            **dict.fromkeys(("lat", "lon", "place_id", "place_name", "country")),
            **{key: [] for key in ("means", "by", "statuses", "groups", "roots")},
            "key": f"c{number}",
            "claims": [f"c{number}"],
            "document": f"d{number}",
            "family": f"d{number}",
            "diffuse": False,
            "start": day,
            "end": day,
            "published": day,
            "radius_km": 0.0,
            "tallies": [],
        },
        Account,
    )
    return msgspec.structs.replace(made, names=names)


def told(*texts: str, names: frozenset[str] = OWN) -> list[str]:
    """Return the silent reports that tell of the one event."""
    accounts, lexicon = [account(0, names)], link_lexicon()
    quiet = quiet_reports([document(f"s{k}", text) for k, text in enumerate(texts)], accounts, lexicon)
    return [m.document for m in mentions_of(quiet, accounts, {0: 0}, link_weights(), rarity_of(accounts, quiet))]


@pytest.mark.parametrize(
    ("text", "tells", "reason"),
    [
        ("A vigil was held. Neighbours remember Ada Penrow of Wilton Mills.\n", True, "names beside a word of harm"),
        ("The man who shot Ada Penrow at Wilton Mills was sentenced today.\n", True, "names in its sentence"),
        ("Crowds came to the fair. In the pie contest Ada Penrow of Wilton Mills won.\n", False, "nothing of harm"),
        (
            "The vigil was short. It rained. Buses ran late. At the fair Ada Penrow saw Wilton Mills win.\n",
            False,
            "harm far off",
        ),
    ],
)
def test_a_report_tells_of_an_event_where_its_names_stand_near_harm(*, text: str, tells: bool, reason: str) -> None:
    """Only names in a sentence of harm, or beside one, take a report without a number to an event."""
    assert bool(told(text)) is tells, reason


def test_a_name_of_many_other_reports_takes_none_of_them_to_an_event() -> None:
    """A party named by everybody is no evidence, however few of the counting reports name it."""
    talk = "After the attack the Union Party met. The weather was fine."
    assert not told(*(f"{talk} It sat for {k} hours." for k in range(60)), names=frozenset({"union party"}))


def test_a_name_is_as_frequent_as_the_reports_that_give_it_but_the_weighed_one() -> None:
    """One silent report doesn't make its own name commoner; each further one does."""
    accounts, lexicon = [account(0, OWN)], link_lexicon()
    talk = [document(f"s{k}", "They spoke of Ada Penrow that night.") for k in range(3)]
    values = [rarity_of(accounts, quiet_reports(talk[:n], accounts, lexicon))["ada penrow"] for n in range(4)]
    assert values[0] == values[1] > values[2] > values[3]


def test_names_near_harm_are_nothing_in_a_text_without_harm() -> None:
    """An empty text and a peaceful one have no such names."""
    assert (
        names_near_harm("", link_lexicon())
        == names_near_harm("They met Ada Penrow there.", link_lexicon())
        == frozenset()
    )


def test_what_all_reports_of_an_event_name_counts_for_a_silent_one() -> None:
    """One counting report names the victim, another the street: a report that names both tells of their event."""
    accounts, lexicon = (
        [account(0, frozenset({"ada penrow"})), account(1, frozenset({"government street"}))],
        link_lexicon(),
    )
    later = msgspec.structs.replace(
        document("s", "The killer of Ada Penrow came back to Government Street."), published=None
    )
    quiet = quiet_reports([later], accounts, lexicon)
    weights, rarity = link_weights(), rarity_of(accounts, quiet)
    assert [m.document for m in mentions_of(quiet, accounts, {0: 0, 1: 0}, weights, rarity)] == ["s"]
    assert not mentions_of(quiet, accounts, {0: 0, 1: 1}, weights, rarity)
