"""The name of a body is no victim."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

REPORTS = [
    (
        "At least 90 civilians were killed in Idlib, among them 20 children, the Syrian Observatory for Human Rights said.",
        ["At least 90 civilians", "20 children"],
    ),
    ("Raqqa Is Being Slaughtered Silently said 12 people were killed in an air strike on Raqqa.", ["12 people"]),
    (
        "Shelling killed 31 people, including a nurse, the Syrian Network for Human Rights reported.",
        ["31 people", "a nurse"],
    ),
]


@pytest.mark.parametrize(("text", "quotes"), REPORTS)
def test_a_body_that_speaks_behind_a_list_is_not_counted(text: str, quotes: list[str]) -> None:
    """Only the people are claims, though the body's name follows a list of victims."""
    document = Document(id="d", sha256="", text=text, published=dt.date(2017, 8, 24))
    assert [c.quote for c in read_claims(document, default_kit()).claims] == quotes
