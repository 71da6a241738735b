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
