"""Accidents, ordinary crime, sport and markets give no claims, whatever words of violence they use; conflict still does."""

import msgspec
import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document


def quotes(text: str) -> list[str]:
    """Return the quotes of the claims found in ``text``."""
    return [c.quote for c in read_claims(Document(id="t", sha256="", text=text), default_kit()).claims]


OUT = [
    ("An explosion at the coastal refinery killed two welders, the company said.", "a blast in industry"),
    ("The blast came from a gas main; firefighters found three people dead in the ruins.", "a blast in the street"),
    ("Five workers died when a chemical leak led to an explosion on Monday night.", "a blast in a plant"),
    ("A gunman shot dead four colleagues in a shooting rampage at a bakery. The sheriff knew him.", "a rampage"),
    ("Robbers opened fire and killed a cashier. The armed men fled with the takings.", "a robbery"),
    ("He was convicted of murder after he kidnapped and killed a schoolgirl. The jury took an hour.", "a murder"),
    ("Two sailors were hurt when the yacht was struck by a whale during the yacht race.", "sport at sea"),
    ("The light plane crash killed six people; investigators speak of pilot error.", "an air accident"),
    (
        "The tariff war has killed three takeover bids, and shareholders were wounded by the strike.",
        "figures of speech",
    ),
]
LONG_OUT = [
    (
        (
            "Baker held over deaths of three women. A baker has told detectives that he killed three women whom he met through a"
            " newspaper, his lawyer said on Friday. Two bodies were found in a well behind his house in spring, and a third in the"
            " wood nearby. The man, 41, was first picked up for hitting a waitress. The lawyer said his client could not say how"
            " the women died, only that they were lifeless when he woke. Neighbours called him a quiet man who kept rabbits. The"
            " well was drained on Saturday, and officers with dogs went through the wood again. Nothing more was found there."
        ),
        "murders without a word of crime or conflict",
    ),
    (
        (
            "Nineteen die as coach falls into lake. At least 19 people were killed and 30 injured on Tuesday when a coach fell from"
            " a narrow road into a lake, police said. Twelve of the passengers died at once, and seven more later in hospital. The"
            " driver had been at the wheel for fourteen hours, his brother told a local paper. The road has no rail there, and two"
            " other coaches went down the same slope in the year before. Villagers in rowing boats brought up those they could"
            " reach. The company promised to pay for the burials and for the care of those who were hurt on the way down."
        ),
        "a coach in a lake",
    ),
    (
        (
            "Rains drive thousands from homes. At least 30 people have been killed by floods in the delta, newspapers said. Among"
            " the dead were five members of a religious party who were in a cellar. Thousands of people had been made homeless,"
            " they said. Army troops were called in to bring people to higher ground. The rivers were in high flood."
        ),
        "soldiers who come to help",
    ),
]
LONG_IN = [
    (
        (
            "Lawyer freed after week with captors. A lawyer was kidnapped on Monday on her way to court in the capital, and freed"
            " seven days later on a road out of town. Armed men had stopped her car and taken her along with a colleague, who is"
            " still held. The kidnappers wrote to two newspapers, asking for the release of prisoners. Her family said that she"
            " was well and would not speak in public for some time. She had received threats before, over the telephone, and had"
            " asked for guards. The governor said that the people behind it are known, and that their leader had lived abroad."
        ),
        "A lawyer",
    ),
]
IN = [
    ("An explosion at a refinery held by rebels killed two guards, the army said.", "two guards"),
    ("Gunmen opened fire on a market and killed four people.", "four people"),
    ("A helicopter crash after a missile hit killed nine soldiers.", "nine soldiers"),
    ("Militants kidnapped six engineers from the oil rig.", "six engineers"),
]


@pytest.mark.parametrize(("text", "reason"), OUT, ids=[r for _, r in OUT])
def test_other_matters_give_no_claims(text: str, reason: str) -> None:
    """A word of violence that other matters share keeps nothing where the text speaks of those (guide, section 1)."""
    assert quotes(text) == [], reason


@pytest.mark.parametrize(("text", "reason"), LONG_OUT, ids=[r for _, r in LONG_OUT])
def test_a_long_report_without_a_word_of_conflict_or_state_gives_no_claims(text: str, reason: str) -> None:
    """A report of some length on a conflict names a party, a weapon or a matter of state; soldiers in a flood are none."""
    assert quotes(text) == [], reason


@pytest.mark.parametrize(("text", "quote"), LONG_IN)
def test_a_long_report_with_a_matter_of_state_is_read(text: str, quote: str) -> None:
    """A kidnapping whose report speaks of prisoners and a governor is no ordinary crime, though no party is named."""
    assert quote in quotes(text)


@pytest.mark.parametrize(("text", "quote"), IN)
def test_a_word_of_conflict_keeps_the_claim(text: str, quote: str) -> None:
    """Where soldiers, rebels or militants are named, or nothing speaks of another matter, the claim stays."""
    assert quote in quotes(text)


def test_crime_passes_where_it_is_asked_for_and_accidents_never_do() -> None:
    """A book reads crime and marks it; a blast in a plant stays out (guide, section 1)."""
    kit = msgspec.structs.replace(default_kit(), crime="apart")
    blast, murder = (text for text, reason in OUT if reason in {"a murder", "a blast in a plant"})
    read = {t: read_claims(Document(id="t", sha256="", text=t), kit).claims for t in (murder, blast)}
    assert [c.crime for c in read[murder]] == [True]
    assert not read[blast]
    bare = read_claims(Document(id="t", sha256="", text=LONG_OUT[0][0]), kit).claims
    assert {c.crime for c in bare} == {True}
