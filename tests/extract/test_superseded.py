"""Which figure of a report replaces which, and which mentions are one claim: end to end over the extractor."""

import datetime as dt

import pytest

from tollbook.extract.claims import extract
from tollbook.flow.kit import default_kit
from tollbook.model.document import Document


def read(text):
    """Return the claims of a text of a fixed Monday, by their quotes in order."""
    document = Document(id="s", sha256="", text=text, published=dt.date(2024, 5, 27))
    return extract(document, default_kit().spotters).claims


def link(text, field):
    """Return the pairs (quote, quote it points to) of one link."""
    claims = read(text)
    quotes = {c.id: c.quote for c in claims}
    return [(c.quote, quotes[getattr(c, field)]) for c in claims if getattr(c, field)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb in a market in Jos killed 12 people on Sunday. The toll later rose to 19.", [("19", "12 people")]),
        (
            "Rebels killed 22 soldiers in Kidal on Friday, the army said. The army later said 26 soldiers had died.",
            [("26 soldiers", "22 soldiers")],
        ),
        (
            "The ministry said 40 people were killed by a raid on Arhab on Saturday. It had initially reported 25 deaths.",
            [("40 people", "25 deaths")],
        ),
    ],
)
def test_a_speakers_own_figure_told_anew_replaces_the_older(text, expected):
    """Raised, told later, or the other told as the earlier one."""
    assert link(text, "supersedes") == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Police said 14 people were killed in Jos on Sunday. A hospital said the toll had risen to 20.",
            "two speakers",
        ),
        (
            "The army said it killed 30 rebels in Kidal on Friday and later said 41 soldiers were killed in Gao on Sunday.",
            "two days and places",
        ),
        (
            "A raid killed 20 people in Homs on Sunday. Medics said 12 people were killed in Hama.",
            "nothing is told anew",
        ),
    ],
)
def test_another_speakers_or_events_figure_stands_beside(text, reason):
    """Only the speaker's own figure of the same event is replaced."""
    assert link(text, "supersedes") == [], reason


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen kill three in Quetta\nGunmen on a motorcycle shot dead three traffic policemen in Quetta on Sunday.",
        "Drone strike kills 19 in Sudan market\nAt least 19 people were killed when a drone hit a market on Friday.",
        "Mine kills four near Hodeida\nFour fishermen were killed by a sea mine near Hodeida on Saturday, medics said.",
    ],
)
def test_the_headline_is_the_claim_of_its_lead(text):
    """A headline's figure is told again below, with a noun, a bound and a day: one claim, one day."""
    claims = read(text)
    assert claims[1].restates == claims[0].id
    assert claims[0].when is not None
    assert claims[0].when.inherited
    assert claims[0].when.span == claims[1].when.span


def test_small_numbers_elsewhere_in_the_body_are_no_mentions():
    """Three dead here and three dead there are two events."""
    text = "Raids kill three in Homs\nThree men died in Homs on Sunday.\nOn Monday, shelling killed three boys in Hama."
    assert [claim.restates is None for claim in read(text)] == [True, False, True]
