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
_SHORT_QUOTE = 8


def signs_of(claim: Claim, siblings: int) -> tuple[str, ...]:
    """Return the signs of a claim; ``siblings`` is the number of claims in its sentence."""
    length = claim.sentence[1] - claim.sentence[0] if claim.sentence else 0
    signs = {
        f"scope_{claim.scope}": True,
        "several_in_sentence": siblings >= _MANY,
        "long_sentence": length > _LONG,
        "bare_number": len(claim.quote) < _SHORT_QUOTE,
        "named_person": bool(claim.who.names),
        "vague": claim.count.bound == "vague",
        "part": claim.part_of is not None,
        "no_time": claim.when is None,
        "no_place": claim.where is None,
        "other_harm": claim.harm not in ("killed", "injured"),
        "restated": claim.restates is not None,
    }
    return tuple(name for name, present in signs.items() if present)


def with_confidence(claims: Sequence[Claim], language: str) -> tuple[Claim, ...]:
    """Return the claims with ``confidence`` as the fitted share of claims of their kind that are right (0 to 1)."""
    table = load_confidence(language)
    per_sentence = Counter(claim.sentence for claim in claims)
    return tuple(
        msgspec.structs.replace(
            claim, confidence=_share(signs_of(claim, per_sentence[claim.sentence]), table.constant, table.weights)
        )
        for claim in claims
    )


def _share(signs: Sequence[str], constant: float, weights: dict[str, float]) -> float:
    return round(1 / (1 + math.exp(-constant - sum(weights.get(sign, 0.0) for sign in signs))), 3)
