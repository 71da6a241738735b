"""The number a claim states: a closed or open range, the kind of bound, and the bound word itself."""

from typing import Literal

import msgspec

Bound = Literal["exact", "about", "at_least", "more_than", "up_to", "fewer_than", "range", "vague", "none"]


class Count(msgspec.Struct, frozen=True):
    """``low`` and ``high`` people as stated; ``high`` is None where the statement is open above.

    ``word`` is the bound or vague word as it stands ("nearly", "dozens"), None for a bare number.
    Raises ValueError when low is negative or above high.
    """

    low: int
    high: int | None
    bound: Bound = "exact"
    word: str | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"not a count: low {self.low}, high {self.high}")

    @property
    def is_open(self) -> bool:
        """True when the statement sets no upper bound."""
        return self.high is None
