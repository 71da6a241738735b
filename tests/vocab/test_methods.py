"""Words for the ways a field is read: each code has some, and none is shown as a code."""

import re
from pathlib import Path

import pytest

from tollbook.vocab.methods import method_words


@pytest.mark.parametrize(
    "code", ["same-sentence", "event-in-view", "carried-back", "belligerent-doer", "speaker-body", "judged"]
)
def test_a_way_of_reading_is_told_in_words(code: str) -> None:
    """No reader needs to know the program's names for its rules."""
    assert method_words(code) not in {code, code.replace("-", " ")}
    assert "-" not in method_words(code)


def test_a_way_the_data_does_not_know_is_shown_spaced() -> None:
    """A model's way, or one of a later version, stops nothing."""
    assert method_words("read-by-model") == "read by model"


def test_every_code_of_the_time_rules_has_words() -> None:
    """A rule added without words would show its code."""
    root = Path(__file__).parents[2] / "src" / "tollbook" / "extract" / "times"
    codes = {c for p in root.glob("*.py") for c in re.findall(r'method="([a-z-]+)"', p.read_text("utf-8"))}
    assert codes
    assert [c for c in sorted(codes) if method_words(c) == c.replace("-", " ")] == []
