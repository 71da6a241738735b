"""The book's own countries come before those a report merely names."""

import datetime as dt

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

TEXTS = [
    "Nine people were killed in Maadan when a warplane believed to be Russian bombed a school. Russia denied it.",
    "Turkish shells killed four farmers in Maadan, east of Raqqa, on Sunday. Turkey did not comment.",
]


def test_a_foreign_air_force_does_not_move_the_place() -> None:
    """A name spelled otherwise is looked for in the book's country, not in the accused one's nor anywhere in the world."""
    for text in TEXTS:
        document = Document(id="d", sha256="", text=text, published=dt.date(2017, 8, 24))
        claims = read_claims(document, default_kit(("SY",))).claims
        assert [(c.where.place.country, c.where.place.level) for c in claims] == [("SY", "village")]


def test_likeness_alone_finds_nothing_in_a_country_nobody_named() -> None:
    """Without country, focus or parent, a name that only resembles others stays unresolved."""
    text = "Nine people were killed in Maadan when a warplane bombed a school."
    claims = read_claims(Document(id="d", sha256="", text=text), default_kit()).claims
    assert [c.where.place for c in claims] == [None]


def test_likeness_finds_nothing_in_a_country_named_by_the_way() -> None:
    """The drone's country is no place to look for a name that only resembles its villages; the war's own still is."""
    text = "An American drone killed four fighters in the Kurram district of Pakistan on Friday, officials in Pakistan said."
    apart = "A U.S. drone has killed four fighters in a border region of Pakistan. The missile hit a house in Kurram district."
    for report in (text, apart):
        document = Document(id="d", sha256="", text=report, published=dt.date(2017, 9, 15))
        claims = read_claims(document, default_kit()).claims
        assert claims
        assert {c.where.place.country for c in claims if c.where and c.where.place} <= {"PK"}, report
