"""Texts of nothing but claims, marks or noise are read, resolved and linked in time that grows with their length only."""

import datetime as dt
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Extraction
from tollbook.model.document import Document

pytestmark = pytest.mark.sqlite_only("reads texts, keeps no book")

OPENING = "A bomb killed 12 people in Homs. "
DENSE = {
    "claims": "At least 12 people, including three children, were killed in a strike on Aleppo on Monday, police said. ",
    "toll": "Twelve people were killed in Homs, a doctor said. He added that the toll rose to 14. ",
    "lines": "- Hama: 12 killed, 5 wounded\n",
    "list": "12 dead in Aleppo, 3 in Homs, ",
    "no full stop": "and 12 civilians were killed in Hama while the army spoke of 7 wounded soldiers ",
    "open quotes": '“‘"he said 12 people were killed ',
    "brackets": "(12 killed (five of them children) in (Homs) ",
    "shouted": "SHELLING KILLED 12 PEOPLE IN HOMS ON MONDAY, POLICE SAID. ",
    "speech": "he said that she said that ",
    "records": "Rebels seized Douma and destroyed 12 houses; talks resume on Monday. ",
    "two scripts": "قتل ١٢ مدنياً. A bomb killed 12 people in حلب. ",
    "directions": "\u202e12 people\u202c \u2067killed\u2069 in \u200fHoms. ",
    "emoji": "😀 12 people killed in Homs 👨‍👩‍👧 ",
}
THIN = {
    "brackets": "(",
    "new lines": "\n",
    "digits": "1",
    "spaces": " ",
    "letters": "a",
    "commas": ",",
    "stops": ". ",
    "killed": "killed ",
    "parts": "including two ",
    "names": "Abu Bakr and ",
    "places": "in Homs, ",
    "Arabic": "قتل مدنياً في غارة على حلب. ",
    "marks": "e\u0301\u0302",
}


def seconds_for(unit: str, characters: int) -> tuple[float, Extraction]:
    """Return processor seconds of the whole way from text to record for ``unit`` over and over, and what was read."""
    text = (OPENING + unit * (characters // len(unit) + 1))[:characters]
    kit = default_kit()
    document = Document(id="d", sha256="", text=text, published=dt.date(2021, 5, 12), language="en")
    began = time.process_time()
    extraction = read_claims(document, kit)
    build_record([document], [extraction], kit=kit)
    return time.process_time() - began, extraction


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """Load the lexicons and the gazetteer before anything is timed."""
    seconds_for(DENSE["claims"], 500)


@pytest.mark.slow
@pytest.mark.parametrize("kind", DENSE)
def test_four_times_the_text_takes_about_four_times_as_long(kind):
    """No step looks at all claims for each claim: eight times at most, with half a second for the machine's moods."""
    small, _ = seconds_for(DENSE[kind], 6_000)
    large, _ = seconds_for(DENSE[kind], 24_000)
    assert large < 8 * small + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("kind", THIN)
def test_a_megabyte_of_noise_costs_seconds(kind):
    """A megabyte of one mark, letter or word with a single claim before it."""
    spent, extraction = seconds_for(THIN[kind], 1_000_000)
    assert spent < 30
    assert [c.count.low for c in extraction.claims][:1] == [12]


@pytest.mark.slow
def test_half_a_megabyte_of_nothing_but_claims_is_read_in_a_minute():
    """Compared each with every other they would take many; benchmarks/dense.py draws the whole curve."""
    spent, extraction = seconds_for(DENSE["claims"], 500_000)
    assert len(extraction.claims) > 7_500
    assert spent < 60


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*DENSE.values(), *THIN.values()]), min_size=1, max_size=8), st.integers(1, 60))
def test_hostile_pieces_in_any_order_are_read_to_the_end(pieces, times):
    """Whatever is put behind what, every claim's words stand at their span and the report makes a record."""
    _, extraction = seconds_for("".join(piece * times for piece in pieces), 6_000)
    text = (OPENING + "".join(piece * times for piece in pieces) * 6_000)[:6_000]
    assert all(text[c.span[0] : c.span[1]] == c.quote for c in extraction.claims)
