"""Confidence is a share fitted on marked texts, from signs that a claim carries."""

import msgspec
import pytest

from tollbook.extract.certainty import signs_of, with_confidence
from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.model.reading import ActorReading
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
        who=Who(status="civilian"),
        by=(ActorReading((40, 48), "the army", "the army", "belligerent", "words"),),
        sentence=(0, 60),
    )
    return msgspec.structs.replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({"who": Who()}, "status_unknown"),
        ({"by": ()}, "nobody_blamed"),
        ({"sentence": (0, 400)}, "long_sentence"),
        ({"count": Count(24, None, "vague", "dozens")}, "vague"),
        ({"count": Count(20, None, "more_than", "more than")}, "more_than"),
        ({"count": Count(1, 1)}, "single"),
    ],
)
def test_a_claim_carries_the_signs_of_its_kind(changes: dict, sign: str) -> None:
    """Each sign follows from the claim's own fields, and the plain claim does not carry it."""
    assert sign in signs_of(claim(**changes), 1)
    assert sign not in signs_of(claim(), 1)


def test_the_length_of_a_report_and_the_company_of_a_claim_are_signs() -> None:
    """They are not the claim's own fields and come beside it."""
    assert "long_report" in signs_of(claim(), 1, 3_000)
    assert "several_in_sentence" in signs_of(claim(), 4, 300)
    assert signs_of(claim(), 1, 300) == ()


def test_less_certain_kinds_get_less_confidence() -> None:
    """One person of unknown status, laid to nobody, is trusted less than a plain claim; both stay inside 0 and 1."""
    single = claim(count=Count(1, 1), who=Who(), by=(), sentence=(60, 120))
    plain, doubtful = with_confidence([claim(), single], "en", 300)
    assert 0 < doubtful.confidence < plain.confidence < 1


def test_a_long_report_is_trusted_less_than_a_flash() -> None:
    """Background and other events stand beside the news there."""
    (short,), (long,) = (with_confidence([claim()], "en", characters) for characters in (300, 3_000))
    assert long.confidence < short.confidence


def test_the_weights_say_what_they_were_fitted_on() -> None:
    """The data file names the corpus behind it."""
    assert "corpus" in load_confidence("en").fitted
