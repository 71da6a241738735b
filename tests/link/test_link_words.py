"""Names and headlines around a claim: datelines, lands, short lines over a report."""

import pytest

from tollbook.link.words import document_names, full_names, surroundings
from tollbook.model.claim import Claim, claim_id
from tollbook.model.count import Count
from tollbook.vocab.linking import link_lexicon

BODY = "\nMALTON 1997-05-02\n\nRebels killed four farmers near Malton on Friday, police said.\n"


def first_claim(text: str, quote: str) -> Claim:
    """Return a claim of four dead on ``quote``."""
    at = text.index(quote)
    span = (at, at + len(quote))
    return Claim(
        id=claim_id(text, at, 0), document="d", span=span, quote=quote, head=at, harm="killed", count=Count(4, 4)
    )


@pytest.mark.parametrize(
    ("line", "expected", "reason"),
    [
        ("Four farmers killed near Malton\n", True, "no stop"),
        ("Four farmers killed near Malton.\n", True, "a stop, but a short line of its own"),
        ("Four farmers killed near Malton. Two fled.\n", False, "the sentence goes on in its line"),
        (
            "Four farmers killed near Malton were buried today in the church that three of them had helped to build.\n",
            False,
            "a long sentence",
        ),
    ],
)
def test_a_headline_is_a_short_line_over_the_report(line: str, expected: object, reason: str) -> None:
    """Agencies set a stop behind their headlines; a first paragraph is none."""
    around = surroundings(line + BODY, first_claim(line + BODY, "Four farmers"), link_lexicon())
    assert around.headline is expected, reason


def test_a_text_of_one_short_line_has_no_headline_with_a_stop() -> None:
    """A post is no headline of something else."""
    text = "Four farmers killed near Malton."
    assert not surroundings(text, first_claim(text, "Four farmers"), link_lexicon()).headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MALTON, Okla. (XY) - They left.", True),
        ("MALTON — They left.", True),
        ("MALTON BURNS, THEY SAY - NOW.", False),
        ("Malton - They left.", False),
        ("GMT - They left.", False),
    ],
)
def test_the_town_of_a_dateline_is_a_name(text: str, expected: object) -> None:
    """A report without a placed claim names its town there and nowhere else."""
    names = document_names(text, link_lexicon())
    assert bool(names & {"malton", "gmt"}) is expected


def test_countries_and_peoples_are_no_full_names() -> None:
    """They stand in reports of many events; a street and a person don't."""
    text = "They met in Costa Rica and in Sri Lanka, then Ada Penrow saw Wilton Mills."
    assert full_names(text, link_lexicon()) == {"ada penrow", "wilton mills"}
