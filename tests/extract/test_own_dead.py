"""A force is not blamed for its own dead, under whatever name of it they are told."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document


@pytest.mark.parametrize(
    ("text", "low"),
    [
        (
            "The Syrian Democratic Forces said their fighters had killed 34 militants in Raqqa. Three SDF fighters were killed, a spokesman said.",
            3,
        ),
        ("The Houthi movement said it killed 12 soldiers near Jizan. Six Ansar Allah fighters died in the clashes.", 6),
        ("The Rapid Support Forces said they killed 40 soldiers in Kadugli. Nine RSF fighters were killed.", 9),
    ],
)
def test_one_actor_under_two_names_is_one_side(text, low):
    """An acronym, another name of the movement."""
    claims = read_claims(Document(id="d", sha256="", text=text, published=dt.date(2017, 8, 24)), default_kit(())).claims
    assert [c.by for c in claims if c.count.low == low] == [()]
    assert all(c.by for c in claims if c.count.low != low)


@pytest.mark.parametrize(
    "said", ["Turkish media put the country's own dead at 52.", "Ankara counted its own losses: 52 soldiers."]
)
def test_who_killed_before_is_not_blamed_for_a_side_s_own_dead(said):
    """The army that killed 400 did not kill the dead its country counts as its own."""
    text = f"The Turkish army said it had killed 400 gunmen in the fighting near Afrin. {said}"
    claims = read_claims(Document(id="d", sha256="", text=text, published=dt.date(2018, 3, 2)), default_kit(())).claims
    assert [bool(c.by) for c in claims] == [True, False]
