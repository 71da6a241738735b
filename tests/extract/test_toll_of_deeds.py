"""A toll that goes with a new killing is of many deeds; one that goes with late deaths is of its event. Origins lend no means."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document


def claims(text):
    """Return what a sentence says."""
    return read_claims(Document(id="d", sha256="", text=text, published=dt.date(2017, 8, 24)), default_kit(())).claims


@pytest.mark.parametrize(
    ("text", "low", "scope"),
    [
        ("Border guards kill 22 more gunmen in Herat, death toll rises to 177", 177, "cumulative"),
        ("Troops kill 10 more rebels, raising the toll to 45.", 45, "cumulative"),
        ("Army kills another 14 fighters in Sambisa; toll rises to 90", 90, "cumulative"),
        ("Five more people died in hospital, bringing the death toll from the blast to 31.", 31, "incident"),
        (
            "Three more people died of wounds from the shelling, raising the death toll from the attack to 12.",
            12,
            "incident",
        ),
        ("Two more miners have died of their wounds, bringing the toll from the ambush to 9.", 9, "incident"),
    ],
)
def test_who_kills_again_makes_a_running_toll(text, low, scope):
    """An agent's new deed against victims who die late."""
    assert [c.scope for c in claims(text) if c.count.low == low] == [scope]


@pytest.mark.parametrize(
    "text",
    [
        "At least 170 civilians were killed in Raqqa over the past week. Nobody has left the city since the offensive began.",
        "Twelve villagers were found dead near Mopti. The army has held the road since its operation began in March.",
        "Nine people were killed in Hodeidah. The campaign started in May.",
    ],
)
def test_a_campaign_named_afterwards_is_no_means(text):
    """It dates what is told of it, and caused nothing that was told before."""
    assert {c.means for c in claims(text)} == {None}
