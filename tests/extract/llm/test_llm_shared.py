"""How much of a right answer the check lets pass, and how much of a wrong one, on the annotated passages beside the checkout."""

import json
from pathlib import Path

import pytest

from llm_stub import answer, said
from tollbook.extract.llm.answer import read_answer
from tollbook.extract.llm.check import Checker
from tollbook.extract.llm.find import occurrences
from tollbook.extract.llm.question import passages_of
from tollbook.model.document import Document
from tollbook.resolve.when.find import find_times

GOLD = Path(__file__).resolve().parents[4] / "shared" / "claims" / "dev.jsonl"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.exists(), reason="the development material is not beside this checkout"),
]


def as_answered(text: str, sentences, gold: dict, shift: int) -> dict:
    """Return the gold claim as a model would give it, with its numbers shifted."""
    start, end = gold["span"]
    number = next(n for n, s in enumerate(sentences, start=1) if s.start <= start < s.end)
    sentence = sentences[number - 1]
    places = occurrences(text, gold["quote"], sentence.start, sentence.end)
    low, high = (value if value is None else value + shift for value in (gold["low"], gold["high"]))
    return said(
        gold["quote"],
        low,
        high,
        bound=gold["bound"],
        sentence=number,
        nth=1 + places.index((start, end)),
        harm={"value": gold["harm"], "quote": gold["quote"]},
        when=gold["when_quote"],
        where=gold["where_quote"],
    )


def let_pass(shift: int, *, vague: bool) -> tuple[int, int]:
    """Return how many gold claims there are and how many pass, the rules not being allowed to help."""
    given = passed = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = [c for c in row["claims"] if vague or c["bound"] != "vague"]
        text = row["text"]
        document = Document(id="d", sha256="x", text=text, language="en")
        for passage in passages_of(document, "en", len(text) + 1):
            claims = [as_answered(text, passage.sentences, c, shift) for c in wanted]
            times = find_times(text, [s.span for s in passage.sentences])
            found = Checker(document, "en", (), times).check(passage, read_answer(json.dumps(answer(*claims))))
            given, passed = given + len(claims), passed + len(found)
    return given, passed


def test_right_answers_pass():
    """At least 97 of 100 claims that people annotated are borne out by the check."""
    given, passed = let_pass(0, vague=True)
    assert given > 200
    assert passed >= 0.97 * given


def test_numbers_off_by_one_do_not_pass():
    """No claim whose number was changed is believed."""
    given, passed = let_pass(1, vague=False)
    assert given > 200
    assert passed == 0
