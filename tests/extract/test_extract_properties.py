"""Properties of extraction that hold for every text: spans point at their words, nothing crashes, time stays linear."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.extract.claims import extract
from tollbook.extract.mentions import without_lost_links
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim
from tollbook.model.document import Document

PIECES = [
    "At least", "12", "two", "dozens of", "several", "people", "soldiers", "a driver", "children", "including", "were killed",
    "and", ",", "wounded", "killing", "the death toll rose to", "3,000", "of them", "among the dead", "no", "casualties", ".",
    "\n", "(", ")", "said", "in", "Aleppo", "on Monday", "Israeli airstrikes", "was shot dead by", "his wife", "X Y", "-",
    "between", "5", "“", "’", "İ", "ﬁ", "قتل", "١٢", "𝟛", "\u200f", "\x85", "half a million", "each", "one", "himself",
    "the army denied", "that", "reports of", "could not be verified", "the figure", "Reuters", "declined to confirm", "The Interior", "officials",
]  # fmt: skip


def claims_of(text: str) -> tuple[Claim, ...]:
    """Return the claims of ``text``."""
    return extract(Document(id="x", sha256="", text=text), default_kit().spotters).claims


def assert_faithful(text: str) -> None:
    """Assert that every span of every claim points at its quote, and that links stay inside the report."""
    claims = claims_of(text)
    ids = {claim.id for claim in claims}
    assert len(ids) == len(claims)
    for claim in claims:
        assert text[claim.span[0] : claim.span[1]] == claim.quote
        assert claim.span[0] <= claim.head < claim.span[1]
        assert claim.part_of is None or claim.part_of in ids
        assert claim.part_of != claim.id
        assert claim.restates is None or claim.restates in ids
        assert claim.supersedes is None or claim.supersedes in ids
        if claim.means is not None:
            assert text[claim.means.span[0] : claim.means.span[1]] == claim.means.quote
    assert list(claims) == sorted(claims, key=lambda c: (c.span, c.ordinal))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60))
def test_spans_point_at_their_words_in_any_mix_of_report_words(pieces: list[str]) -> None:
    """Any sequence of words of casualty reports yields claims whose spans are faithful."""
    assert_faithful(" ".join(pieces))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_no_text_of_any_script_crashes(text: str) -> None:
    """Arbitrary Unicode, with a claim appended so that the gate opens, is read without an error."""
    assert_faithful(text + " A bomb killed 12 people. " + text)


def test_no_link_leads_to_a_claim_that_was_dropped() -> None:
    """A part of a "victim" that turns out to be a name of something else stands without its whole."""
    claims = claims_of("At least 12 people, including three children, were killed in Homs. The 12 were buried.")
    assert claims[1].part_of == claims[0].id
    kept = without_lost_links(claims[1:])
    assert [claim.part_of for claim in kept] == [None] * len(kept)
    assert without_lost_links(claims) == claims


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "At least 12 people, including three children, were killed in a strike on Aleppo on Monday. ",
        "killed 12 and wounded five in Homs. ",
        "Shells killed 12 people in Homs on Monday. Witnesses spoke of 30 wounded. ",
        "The army denied killing 12 people. The figure could not be verified. ",
        "including two ",
        "12 people, ",
        "(", "\n", "- ", "a ", "X Y, ", "was killed ", "“killed ", "1",
    ],
    ids=lambda u: repr(u[:14]),
)  # fmt: skip
def test_reading_time_grows_in_line_with_length(unit: str) -> None:
    """Four times the text takes at most about eight times the time, so that one megabyte cannot hang a run."""
    small = ("A bomb killed 12 people. " + unit * (30_000 // len(unit)))[:30_000]
    large = ("A bomb killed 12 people. " + unit * (120_000 // len(unit)))[:120_000]
    claims_of("A bomb killed 12 people.")
    began = time.process_time()
    claims_of(small)
    first = time.process_time() - began
    began = time.process_time()
    claims_of(large)
    assert time.process_time() - began < 8 * first + 0.5
