"""The same number of the same people on another day is another claim."""

import datetime as dt

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

RAIDS = (
    "A jet bombed a school in Depayin on Monday, killing seven children, residents said. "
    "In September 2022, helicopters fired on a school in Let Yet Kone, killing seven children, UNICEF said."
)
TOLD_TWICE = "A jet bombed a school in Depayin on Monday, killing seven children. Parents buried the seven children killed on Monday."


def restating(text: str) -> list[bool]:
    """Return for each claim whether it restates an earlier one."""
    document = Document(id="x", sha256="", text=text, published=dt.date(2024, 5, 14))
    return [claim.restates is not None for claim in read_claims(document, default_kit()).claims]


def test_an_older_raid_with_the_same_number_is_another_claim() -> None:
    """Two raids two years apart do not become one event by their equal numbers."""
    assert restating(RAIDS) == [False, False]


def test_a_figure_told_again_of_the_same_day_is_one_claim() -> None:
    """The same number of the same day restates the first telling."""
    assert restating(TOLD_TWICE) == [False, True]
