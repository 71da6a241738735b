"""Confidence is a share fitted on marked texts, from signs that a claim carries."""

import msgspec
import pytest

from tollbook.extract.certainty import signs_of, with_confidence
from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.vocab.confidence import load_confidence


def claim(**changes: object) -> Claim:
    """Return a plain claim with some fields changed."""
    plain = Claim(
        id="c",
        document="d",
        span=(0, 12),
        quote="Seven people",
        head=0,
        harm="killed",
        count=Count(7, 7),
        sentence=(0, 60),
    )
    return msgspec.structs.replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({"scope": "period"}, "scope_period"),
        ({"quote": "7"}, "bare_number"),
        ({"who": Who(names=("Ana Lee",))}, "named_person"),
        ({"sentence": (0, 400)}, "long_sentence"),
        ({"count": Count(24, None, "vague", "dozens")}, "vague"),
    ],
)
def test_a_claim_carries_the_signs_of_its_kind(changes: dict, sign: str) -> None:
    """Each sign follows from the claim's own fields, and the plain claim does not carry it."""
    assert sign in signs_of(claim(**changes), 1)
    assert sign not in signs_of(claim(), 1)


def test_less_certain_kinds_get_less_confidence() -> None:
    """A bare number in a crowded sentence is trusted less than a plain claim, and both stay inside 0 and 1."""
    plain, bare = with_confidence([claim(), claim(quote="7", sentence=(60, 120))], "en")
    assert 0 < bare.confidence < plain.confidence < 1


def test_the_weights_say_what_they_were_fitted_on() -> None:
    """The data file names the corpus behind it."""
    assert "corpus" in load_confidence("en").fitted
