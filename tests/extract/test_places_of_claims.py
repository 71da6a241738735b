"""Where claims lie: named houses, posts at borders, what a country owns, the smaller place, not far towns, routes and bodies."""

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document


def places(text: str) -> list[str | None]:
    """Return the place names of the claims found in ``text``, in order."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    return [c.where.name if c.where is not None else None for c in claims]


CASES = [
    ("A bomb exploded at the Colombian Naval Academy and killed two people.", "Colombian Naval Academy", "house"),
    ("Four people were wounded by a bomb at the Royal Engineering College.", "Royal Engineering College", "house"),
    ("A grenade thrown into the Mpolo police training centre killed a man.", "Mpolo police training centre", "house"),
    ("Gunmen killed three guards near the Rafah border crossing with Egypt.", "Rafah", "post at a border"),
    ("Two soldiers were shot dead near the Torkham border post in Pakistan.", "Torkham", "post at a border"),
    ("Rockets fell on Kuwait's northern border on Tuesday and killed a man.", "Kuwait", "what a country owns"),
    ("Jets struck Chad's capital on Monday and killed six people.", "Chad", "what a country owns"),
    ("Planes attacked Bargol in the South Waziristan area and killed ten people.", "Bargol", "the smaller place"),
    (
        "A tanker was hit by a missile in the Persian Gulf. Nobody was wounded and it was towed towards Dubai.",
        "Persian Gulf",
        "route",
    ),
    ("A bomb went off in Basra. Two men died as they drove towards Amara.", "Basra", "route"),
    (
        "The crew of the plane, flying out of Honduras, was shot down over Nicaragua; two were killed.",
        "Nicaragua",
        "out of",
    ),
    ("The manager of the Bank of Tokyo in Peru was wounded by rebels.", "Peru", "body named for a town"),
    ("A lecturer of the University of Kabul was killed by gunmen in Herat.", "Herat", "body named for a town"),
]


@pytest.mark.parametrize(("text", "place", "reason"), CASES, ids=[f"{r} {i}" for i, (_, _, r) in enumerate(CASES)])
def test_a_claim_lies_where_these_words_put_it(text: str, place: str, reason: str) -> None:
    """The most specific named place of the harm (guide, `where`)."""
    assert place in places(text), reason


def test_a_far_town_that_tells_where_another_lies_is_not_inherited() -> None:
    """A town so many kilometres off is no place of the harm told in the next sentence."""
    text = "The attack was beaten off on a peak 340 kms north of Baghdad. The agency said 200 soldiers were killed."
    assert places(text) == [None]
