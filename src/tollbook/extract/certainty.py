"""How sure the program is of a claim once everything is attached: a logistic function of a few signs, fitted on marked texts.

Knows the signs; their weights are data (``languages/<code>/confidence.toml``), made by ``benchmarks/fit_confidence.py``.
"""

import math
from collections import Counter
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.vocab.confidence import load_confidence

_MANY = 3
_LONG = 220
_LONG_REPORT = 700
"""Characters above which a report is no flash: background and other events stand beside the news."""


def signs_of(claim: Claim, siblings: int, characters: int = 0) -> tuple[str, ...]:
    """Return the signs of a claim; ``siblings`` is the number of claims in its sentence, ``characters`` its report's length."""
    length = claim.sentence[1] - claim.sentence[0] if claim.sentence else 0
    signs = {
        "long_report": characters > _LONG_REPORT,
        "long_sentence": length > _LONG,
        "several_in_sentence": siblings >= _MANY,
        "single": claim.count.low == 1 and claim.count.bound == "exact",
        "more_than": claim.count.bound == "more_than",
        "vague": claim.count.bound == "vague",
        "status_unknown": claim.who.status == "unknown",
        "nobody_blamed": not claim.by,
        "not_killed": claim.harm != "killed",
    }
    return tuple(name for name, present in signs.items() if present)


def with_confidence(claims: Sequence[Claim], language: str, characters: int = 0) -> tuple[Claim, ...]:
    """Return the claims with ``confidence`` as the fitted share of claims of their kind that are right (0 to 1).

    ``characters`` is the length of their report.
    """
    table = load_confidence(language)
    per_sentence = Counter(claim.sentence for claim in claims)
    return tuple(
        msgspec.structs.replace(
            claim,
            confidence=_share(signs_of(claim, per_sentence[claim.sentence], characters), table.constant, table.weights),
        )
        for claim in claims
    )


def _share(signs: Sequence[str], constant: float, weights: dict[str, float]) -> float:
    return round(1 / (1 + math.exp(-constant - sum(weights.get(sign, 0.0) for sign in signs))), 3)
