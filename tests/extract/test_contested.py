"""Who denies a claim, or cannot confirm it, is not the one who says it; a figure nobody could verify is doubted."""

import datetime as dt

import pytest

from tollbook.extract.claims import extract
from tollbook.flow.kit import default_kit
from tollbook.model.document import Document

CASES = [
    ("The army denied that 12 civilians had been killed in Homs.", "denied", ["army"], "its only speaker denies the harm"),
    ("The army denied killing 12 civilians in Homs on Monday.", "denied", ["army"], "the same without a clause"),
    ("The militia denies having abducted 40 women near Goma.", "denied", ["militia"], "a perfect participle"),
    ("The army denied that its air strike on Homs had killed 12 civilians.", "denied", ["army"], "a word of attack beside it"),
    ("The army, which denies that it killed 60 villagers in Karma, sent more troops.", "denied", ["army"], "in a relative clause"),
    ("The governor said it was not true that eleven children had died in the strike on Mocha.", "denied", ["governor"], "not true that"),
    ("The ministry said reports of 40 dead in the strike on Idlib were false.", "asserted", ["reports"], "another's word, called false"),
    ("There was no truth in reports that 30 soldiers had been captured near Bakhmut, the army said.", "asserted", ["reports"], "no truth in them"),
    ("The ministry rejected claims that soldiers had killed 12 villagers in Karma.", "asserted", [], "claims of nobody named"),
    ("Doctors said 12 civilians were killed in Homs, but the army denied that anyone had died.", "asserted", ["Doctors"], "another's claim stands"),
    ("The group denied involvement in the bombing that killed 13 people in Kabul.", "asserted", [], "the hand denied, not the harm"),
    ("The general denied ordering the massacre in which 200 villagers died in Dos Erres.", "asserted", [], "the order denied"),
    ("The rebels did not deny that they had killed six hostages in Jolo.", "asserted", ["rebels"], "no denial"),
    ("The government has never admitted that 2,000 people were massacred in Hama.", "asserted", [], "never said by them"),
    ("The ministry declined to confirm that 12 soldiers had been killed in Bakhmut.", "asserted", [], "not said either"),
    ("The army said it could not confirm reports that 14 people were killed in Sagaing.", "asserted", [], "not confirmed by the army, others' word"),
    ("Reuters was unable to verify reports that 14 people were killed in Sagaing.", "doubted", [], "not verified by the outlet"),
    ("Serbian officials said a bomb killed 34 passengers. The alliance could not confirm the number.", "asserted", ["Serbian officials"], "not confirmed by a side"),
    ("Activists said nine people died in shelling of Douma. The figure could not be independently verified.", "doubted", ["Activists"], "doubt in the next sentence"),
    ("Rebels said they had killed 40 soldiers near Afrin. It could not be independently verified.", "doubted", ["Rebels"], "doubt by a pronoun"),
    ("Rebels said they had killed 40 soldiers near Afrin. The army confirmed the toll.", "asserted", ["Rebels"], "a figure confirmed"),
    ("The Turkish army denied shelling Azaz and accused Kurdish fighters of a raid in which four villagers died.", "asserted", ["Turkish army"], "a charge behind the denial"),
    ("Police said three people were killed in Quetta. The identity of the attackers could not be verified.", "asserted", ["Police"], "doubt about something else"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stance", "speakers", "reason"), CASES, ids=[c[3] for c in CASES])
def test_a_claim_is_told_by_who_says_it(text: str, stance: str, speakers: list[str], reason: str) -> None:
    """Stance and speakers follow from what the text says against the claim."""
    document = Document(id="x", sha256="", text=text, published=dt.date(2024, 5, 14))
    (claim,) = extract(document, default_kit().spotters).claims
    assert (claim.stance, [s.name for s in claim.said_by]) == (stance, speakers), reason


def test_a_denial_takes_all_it_speaks_of() -> None:
    """Two figures joined in the denied words are both denied; one behind "saying" is the speaker's own."""
    text = "The army denied killing 12 civilians and wounding 30 in Homs, saying two fighters had died."
    claims = extract(Document(id="x", sha256="", text=text), default_kit().spotters).claims
    assert [(c.quote, c.stance) for c in claims] == [
        ("12 civilians", "denied"),
        ("30", "denied"),
        ("two fighters", "asserted"),
    ]


def test_neither_claim_points_to_two_sentences() -> None:
    """What both sides say of a fight is doubted where neither could be verified; what others said before stands."""
    text = "A doctor said six women were killed in Nyala. The army said it had killed 20 fighters. Rebels said eight soldiers died. Neither claim could be independently verified."
    claims = extract(Document(id="x", sha256="", text=text), default_kit().spotters).claims
    assert [c.stance for c in claims] == ["asserted", "doubted", "doubted"]


def test_who_owns_up_to_todays_deed_is_not_the_hand_of_an_old_one() -> None:
    """A group's claim of a deed on Saturday says nothing of a raid told before it with a date of its own."""
    text = (
        "In September 2022, helicopters fired on a school in Let Yet Kone, killing 13, UNICEF said. "
        "The Arakan Army said that it had taken 400 soldiers prisoner on Saturday."
    )
    old, new = extract(Document(id="x", sha256="", text=text), default_kit().spotters).claims
    assert (old.by, [hand.name for hand in new.by]) == ((), ["Arakan Army"])
