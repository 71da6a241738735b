"""Who claims a deed, or is charged with it, behind the sentence that counts the dead."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

TOLL = "A car bomb killed nine people in a market on Monday, doctors said. "


@pytest.mark.parametrize(
    ("behind", "by", "status"),
    [
        ("Boko Haram owned up to the bombing.", "Boko Haram", "declared"),
        (
            "The Taliban, in a message to reporters, said its fighters had carried out the attack.",
            "Taliban",
            "declared",
        ),
        ("The Taliban said the blast was revenge for an offensive.", "Taliban", "declared"),
        (
            "A faction of the Pakistani Taliban, Jamaat-ul-Ahrar, took ownership of the blast.",
            "Jamaat-ul-Ahrar",
            "declared",
        ),
        ("Police said the evidence pointed to Boko Haram.", "Boko Haram", "suspected"),
        ("The minister named the Taliban as the culprits.", "Taliban", "suspected"),
        ("Investigators say the attackers were members of Boko Haram.", "Boko Haram", "suspected"),
        ("The attack bore the hallmarks of al-Shabaab.", "al-Shabaab", "suspected"),
        ("The Taliban did not take responsibility.", None, None),
        ("Similar attacks are often blamed on the Taliban.", None, None),
        ("No group has claimed it, and the Taliban said it was not behind the attack.", None, None),
        ("The Taliban denied responsibility.", None, None),
        ("The bombers were either loyalists of the old regime or foreigners.", None, None),
        ("In a separate case, Boko Haram claimed responsibility for a raid that killed two.", None, None),
    ],
)
def test_hand_told_behind_the_toll(behind: str, by: str | None, status: str | None) -> None:
    """A claim or a charge in the next sentence names the hand; denials, habits and other events name nobody."""
    document = Document(id="d", sha256="", text=TOLL + behind, published=dt.date(2021, 5, 12))
    nine = next(c for c in read_claims(document, default_kit()).claims if c.quote.startswith("nine"))
    assert [(b.quote, b.status) for b in nine.by] == ([(by, status)] if by else [])
