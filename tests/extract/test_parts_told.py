"""Parts of a count told as a list, by shares, before "in all", or by sums over sentences (guide, `part_of`)."""

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document


def parts(text: str) -> dict[str, str]:
    """Return the quote of the container of each part found in ``text``, by the part's quote."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    quotes = {c.id: c.quote for c in claims}
    return {c.quote: quotes[c.part_of] for c in claims if c.part_of}


CASES = [
    (
        "Rebels seized 16 engineers: nine Italians, four Koreans and three Swedes.",
        {"nine Italians": "16 engineers", "four Koreans": "16 engineers", "three Swedes": "16 engineers"},
        "a list behind a colon that adds up",
    ),
    (
        "The nine dead were six soldiers and three boys, a colonel said.",
        {"six soldiers": "nine dead", "three boys": "nine dead"},
        "the dead were",
    ),
    (
        "Guerrillas killed 11 people, six of them policemen, three farmers and two nurses, in a raid.",
        {"six of them": "11 people", "three farmers": "11 people", "two nurses": "11 people"},
        "a list that goes on behind a partitive",
    ),
    (
        "Shelling killed 14 people in Goma. Six were women and four were children.",
        {"Six": "14 people", "four": "14 people"},
        "bare numbers said to be people",
    ),
    (
        "The dead in the ambush included four Swedes, two Britons and a Greek. Seven people were killed in all.",
        {"four Swedes": "Seven people", "two Britons": "Seven people", "a Greek": "Seven people"},
        "a container told behind its parts",
    ),
    (
        "Gunmen held a Briton. Among the 20 foreigners missing in Beirut are nine Danes and two Greeks.",
        {"nine Danes": "20 foreigners", "two Greeks": "20 foreigners"},
        "among the missing",
    ),
    (
        "Among the 31 people killed in the raid were nine soldiers and two nuns.",
        {"nine soldiers": "31 people", "two nuns": "31 people"},
        "among the killed",
    ),
    (
        "Police arrested four leaders of the rebels in a sweep that netted 60 militants.",
        {"four leaders of the rebels": "60 militants"},
        "a few among those of the sweep",
    ),
    (
        "Troops have shot dead five men in two towns. They shot three men near Lod. Two others were killed in Ako.",
        {"three men": "five men", "Two others": "five men"},
        "the plain verb says what the first one said",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES, ids=[r for _, _, r in CASES])
def test_parts_told_in_these_words_have_their_container(text: str, expected: dict[str, str], reason: str) -> None:
    """Each item of such a list is a part of the number that it divides."""
    assert parts(text) == expected, reason


APART = [
    ("A bomb killed 11 people in Beirut. Five were wounded.", "another harm"),
    ("Two soldiers and three rebels died. Five farmers were killed in Lira.", "a sum that nothing says to be one"),
    ("Rebels killed three people, two of them soldiers, and shot dead four policemen.", "a deed of its own"),
]


@pytest.mark.parametrize(("text", "reason"), APART, ids=[r for _, r in APART])
def test_what_is_told_apart_is_no_part(text: str, reason: str) -> None:
    """Numbers that only stand near each other, or happen to add up, stay separate claims."""
    assert not set(parts(text)) & {"Five", "Two soldiers", "three rebels", "four policemen"}, reason
