"""Load the assumptions of calculated figures."""

import msgspec

from tollbook.vocab.load import load


class DrawAssumptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a sum is drawn: spreads of a speaker's shared and of each figure's own error, as logarithms; ``inside`` a share."""

    label: str
    shared: float
    own: float
    draws: int
    inside: float
    seed: int


class Estimates(msgspec.Struct, frozen=True):
    """The assumptions of all calculations."""

    draws: DrawAssumptions


def draw_assumptions() -> DrawAssumptions:
    """Return the assumptions under which sums are drawn."""
    made: Estimates = load(Estimates, "vocabularies", "estimates.toml")
    return made.draws
