"""The gates before the wordings of records: never a no to a sentence that its pattern matches."""

import re

import pytest

from tollbook.extract.records.gates import Gate, plain_bytes, with_marks_folded

CASES = [
    (r"\bshell(?:ed|ing)\b", "Rebels SHELLED the port.", True, "case is of no weight"),
    (r"\bshell(?:ed|ing)\b", "The shells were old.", False, "a word that isn't there"),
    (r"(?!un)\w+-held", "the army-held hills", True, "what lies ahead is left out"),
    (r"(?<![\w)(])raid(?=\s|$)", "a raid", True, "parentheses inside a class close nothing"),
    (r"[^,”]{3,9}” said", "“We left” said", True, "marks that a class excludes stay other marks"),
    (r"[‘-”]left", "”left", True, "a range of marks stays a range"),
    (r"(?P<by>[A-ZÀ-Þ]\w+) fell", "Homs fell", True, "letters beyond ASCII in a pattern do no harm"),
    (r"(?:\w+ ){2,3}fell", "fell to the rebels", False, "a count of at least one asks for one"),
    (r"\bof (?:\w+ ){0,2}rebels", "of a great many rebels", True, "words are not counted: it may pass too much"),
    (r"(\w)\1 fell", "nothing alike", True, "a pattern no gate can read is let through"),
]


@pytest.mark.parametrize(("pattern", "text", "expected", "reason"), CASES)
def test_gate_passes_whatever_its_pattern_matches(pattern: str, text: str, *, expected: bool, reason: str) -> None:
    """A gate passes each sentence its pattern matches, and few others."""
    plain = plain_bytes(with_marks_folded(text), (0, len(text)))
    assert plain is not None
    assert Gate(["never there", pattern]).passed(plain) == ([1] if expected else []), reason
    assert expected or not re.search(pattern, text, re.IGNORECASE)


@pytest.mark.parametrize("text", ["Alépo fell", "a\x0bb", "tab\x01", "سقطت"])
def test_gate_has_no_say_on_letters_it_cannot_read(text: str) -> None:
    """Letters beyond ASCII and control characters are left to the pattern itself."""
    assert plain_bytes(with_marks_folded(text), (0, len(text))) is None
