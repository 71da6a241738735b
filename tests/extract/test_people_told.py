"""Who victims are by the words of their noun: prisoners, managers, the attorney general; bombers who are no aircraft."""

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Claim
from tollbook.model.document import Document


def claims_in(text: str) -> dict[str, Claim]:
    """Return the claims found in ``text`` by their quotes."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    return {c.quote: c for c in claims}


STATUSES = [
    ("Rebels killed four prisoners in the jail.", "four prisoners", "civilian"),
    ("The general manager of the bank was wounded by gunmen.", "The general manager", "civilian"),
    ("Rebels killed a managing director and two drivers.", "a managing director and two drivers", "civilian"),
    ("Guerrillas killed the attorney general on Monday.", "the attorney general", "civilian"),
    ("A bomb killed a general and two aides.", "a general", "security"),
]


@pytest.mark.parametrize(("text", "quote", "status"), STATUSES)
def test_the_noun_says_who_they_are(text: str, quote: str, status: str) -> None:
    """A title with "general" that is no rank is a civilian's."""
    found = claims_in(text)
    assert next(c.who.status for q, c in found.items() if q in quote or quote in q) == status


MEANS = [
    ("Ten died when two bombers blew themselves up in Jerusalem.", "ied"),
    ("Four people were killed as a bomber blew himself up in Kandahar.", "ied"),
    ("Bombers pounded the town and killed four people.", "airstrike"),
    ("Troops supported by planes attacked in a new offensive and killed 90 rebels.", "ground_attack"),
    ("Soldiers backed by helicopters stormed the village in an assault and killed six people.", "ground_attack"),
    ("The air raids came after militants killed nine settlers in an ambush.", "ground_attack"),
    ("Shelling began after gunmen shot dead three guards.", "shooting"),
]


@pytest.mark.parametrize(("text", "means"), MEANS)
def test_the_means_is_that_of_the_deed_itself(text: str, means: str) -> None:
    """What covers the troops, or answers the deed, has not killed these people (guide, `means`)."""
    found = [c.means.value if c.means is not None else None for c in claims_in(text).values()]
    assert found == [means]
