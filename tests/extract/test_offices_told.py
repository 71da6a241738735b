"""A person who speaks keeps the office and the body told behind the name; allies of a state are not the state."""

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

KIT = default_kit()


def first_claim(text):
    """Return the first claim of a text, resolved."""
    return read_claims(Document(id="d", sha256="", text=text), KIT).claims[0]


@pytest.mark.parametrize(
    ("told", "position", "organisation", "reason"),
    [
        ("said Talal Silo, SDF spokesman.", "SDF spokesman", "sdf", "an office behind the comma"),
        ("said Talal Silo, spokesman for the SDF.", "spokesman for the SDF", "sdf", "the body behind the office"),
        ("according to Talal Silo, an SDF spokesman.", "SDF spokesman", "sdf", "after according to"),
        ("said Talal Silo, SDF spokesman, on Monday.", "SDF spokesman", "sdf", "up to the next comma"),
        ("said Talal Silo, whose brother died.", None, None, "a clause is no office"),
        ("said Talal Silo, but the army spokesman denied it.", None, None, "another speaker is no office"),
    ],
)
def test_a_person_keeps_the_office_told_behind_the_name(told, position, organisation, reason):
    """Name, position and organisation stand in the chain of speakers."""
    (speaker,) = first_claim(f"Shelling left 12 people dead in Raqqa, {told}").said_by
    assert (speaker.name, speaker.position, speaker.organisation) == ("Talal Silo", position, organisation), reason


@pytest.mark.parametrize("who", ["U.S. allies", "Iranian proxies"])
def test_the_allies_of_a_state_are_not_the_state(who):
    """Nobody is named rather than the wrong one."""
    assert first_claim(f"{who} killed 12 civilians in Raqqa on Monday.").by == ()


def test_what_an_owner_did_is_not_its_place():
    """Raqqa is not looked for in Russia."""
    where = first_claim("Strikes by Russia's allies killed 12 civilians in Raqqa on Monday.").where
    assert where.place.country == "SY"
