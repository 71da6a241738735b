"""Families of copies by exact shingle overlap."""

import datetime as dt

import pytest

from tollbook.link.copies import families_of
from tollbook.model.document import Document
from tollbook.vocab.linking import link_weights

SIZES = link_weights().copies
WIRE = (
    "Rockets fell on the fruit market of the harbour town shortly after noon on Thursday, killing nine people, the "
    "port's ambulance service said. Traders had reopened their stalls the day before after a week of quiet. The "
    "service's director said most of the dead were porters and boys who carry crates for the shops."
)
OTHER = (
    "Gunmen stopped a bus on the northern highway on Thursday evening and shot four passengers, a district officer "
    "said. He said the attackers had asked for papers and let the women go. The road has been closed since, and the "
    "bus company said it would not run at night until the army came back."
)


def family(*texts: str, days: list[int] | None = None) -> dict[str, str]:
    """Return the families of texts d0, d1, ..."""
    documents = [
        Document(id=f"d{k}", sha256="", text=t, published=dt.date(2020, 5, 1) + dt.timedelta(days=(days or [0] * 9)[k]))
        for k, t in enumerate(texts)
    ]
    return families_of(documents, SIZES)


def test_near_duplicates_are_one_family() -> None:
    """A wire text with a new first line is the same text."""
    assert family(WIRE, "BREAKING: " + WIRE) == {"d0": "d0", "d1": "d0"}


def test_an_excerpt_belongs_to_its_source() -> None:
    """Two sentences taken over are a copy."""
    excerpt = WIRE[: WIRE.index("The service's")]
    assert family(WIRE, excerpt)["d1"] == "d0"


def test_different_reports_stay_apart() -> None:
    """Two events told in one outlet's manner are no copies."""
    assert family(WIRE, OTHER) == {"d0": "d0", "d1": "d1"}


def test_the_same_words_a_month_later_are_no_syndication() -> None:
    """Boilerplate that comes again is not a copy of the first."""
    assert family(WIRE, WIRE, days=[0, 30])["d1"] == "d1"


def test_short_texts_are_copies_only_when_equal() -> None:
    """Headlines resemble each other too much for anything else."""
    assert family("Nine killed in market", "Nine killed in market")["d1"] == "d0"
    assert family("Nine killed in market", "Nine killed in harbour market")["d1"] == "d1"


@pytest.mark.parametrize(
    ("first", "second", "outlets", "together", "reason"),
    [
        ("Hospital says man killed by army in Tarna hills", "Hospital says army killed man in Tarna hills", "AA", True, "turned round"),
        ("Shelling in Sarun leaves two people dead", "Shelling in Sarun leaves two dead", "AA", True, "a word left out"),
        ("Army says fighter dead after clash near Dol", "Army says a fighter dead after clash near Dol", "AA", True, "a word more"),
        ("Shelling in Sarun leaves two people dead", "Shelling in Marib leaves two people dead", "AA", False, "another town"),
        ("Strikes on the coast kill at least 5", "Strikes on the coast kill at least 7", "AA", False, "another number"),
        ("Shelling in Sarun leaves two people dead", "Shelling in Sarun leaves two dead", "AB", False, "two outlets"),
    ],
)  # fmt: skip
def test_versions_of_one_headline_are_one_text(first, second, outlets, together, reason) -> None:
    """One outlet's short texts of a day in nearly the same words are versions of one."""
    documents = [
        Document(id=f"d{k}", sha256="", text=t, published=dt.date(2020, 5, 1), outlet=o)
        for k, (t, o) in enumerate(zip((first, second), outlets, strict=True))
    ]
    assert (families_of(documents, SIZES)["d1"] == "d0") is together, reason
