"""Load the weights of confidence: what each sign of a claim says of its being right."""

from functools import cache

import msgspec

from tollbook.vocab.load import load


class ConfidenceWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of a logistic function: ``constant`` plus the weight of every sign present. ``fitted`` says on what."""

    fitted: str
    constant: float
    weights: dict[str, float]


@cache
def load_confidence(language: str) -> ConfidenceWeights:
    """Return the weights of a language (``languages/<code>/confidence.toml``); raise ValueError on bad data."""
    weights: ConfidenceWeights = load(ConfidenceWeights, "languages", language, "confidence.toml")
    return weights
