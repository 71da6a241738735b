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
        ("The gunmen waved a Boko Haram banner, a stallholder said.", "Boko Haram", "suspected"),
        ("The attackers drove up under the black flag of Boko Haram.", "Boko Haram", "suspected"),
        ("Two assailants had sworn allegiance to Boko Haram, the mayor said.", "Boko Haram", "suspected"),
        ("The mayor called it an act of terror by Boko Haram.", "Boko Haram", "suspected"),
        ("The mayor, pinning the bombing on Boko Haram, closed the schools.", "Boko Haram", "suspected"),
        ("Hamas said the bomb avenged a commander.", "Hamas", "declared"),
        ("The local branch of Islamic State claimed it through a website.", "Islamic State", "declared"),
        ("The Taliban said it was revenge for a raid.", "Taliban", "declared"),
        ("NATO conceded that one of its planes had bombed the stalls by mistake.", "NATO", "declared"),
        ("The Real IRA acknowledged that it made a mistake.", "Real IRA", "declared"),
        ("The Islamic State group posted a video that it said showed the killing.", "Islamic State group", "declared"),
        ("Ministers blamed the local sect Ansar Tahrir.", "Ansar Tahrir", "suspected"),
        ("Officials blame the National Tawhid Jamaat.", "National Tawhid Jamaat", "suspected"),
        ("Boys carrying a Palestinian flag marched past.", None, None),
        ("The mayor called it an act of terror.", None, None),
        ("The Taliban claimed it was a lie.", None, None),
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


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Militants shot nine hikers dead near Gilgit, police said. The Taliban claimed the attack.", "Taliban"),
        ("Police shot nine hikers dead near Gilgit. The Taliban claimed an attack in Kabul.", "Police"),
        ("Rebels affiliated with the Allied Democratic Forces killed nine traders.", "Allied Democratic Forces"),
        ("Fighters with links to al-Shabaab killed nine traders in Mandera.", "al-Shabaab"),
        ("Militants who had pledged loyalty to Islamic State killed nine traders.", "Islamic State"),
        ("Islamic State stormed a village near Kirkuk. The group killed nine traders.", "Islamic State"),
        ("The Taliban met Islamic State men near Kabul. The group killed nine traders.", None),
        ("The morgue received nine bodies by noon, a day after Boko Haram attacked the town.", "Boko Haram"),
        ("Gunmen killed nine people in Kano, a day after Boko Haram attacked another town.", None),
        ("A bomb killed nine people on Monday. Hamas said the bomb avenged Omar Saleh, killed on May 3.", "Hamas"),
        ("Hamas said the bomb avenged Omar Saleh, who was killed on Monday along with nine people.", None),
    ],
)
def test_hand_of_a_band_that_is_named(text: str, by: str | None) -> None:
    """A band whose name stands beside it, before it or in a later claim has that name; whom a deed avenges its doer has not killed."""
    document = Document(id="d", sha256="", text=text, published=dt.date(2021, 5, 12))
    nine = next(c for c in read_claims(document, default_kit()).claims if c.quote.startswith("nine"))
    assert [b.name for b in nine.by] == ([by] if by else [])
