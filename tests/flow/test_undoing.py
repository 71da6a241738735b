"""Undoing: an entry that stands can be undone, whatever became of it before."""

import pytest

from books import NOW, bare_kit, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import JudgementRefused, judge


def judged(root, action: str, *words: str) -> int:
    """Judge with the small kit and return the entry's number."""
    return judge(root, action, list(words), who="Amal", why="seen", now=NOW, kit=bare_kit())[0].seq


def test_a_judgement_that_stands_again_can_be_undone_again(tmp_path):
    """An undo that was undone undoes nothing: what counts is whether the entry stands."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.txt", "9 people were killed in Hama."))
    (claim,) = snapshot(root).claims.values()
    number = judged(root, "reject", claim.id)
    judged(root, "undo", str(judged(root, "undo", str(number))))
    assert claim.id not in snapshot(root).claims
    judged(root, "undo", str(number))
    assert claim.id in snapshot(root).claims
    with pytest.raises(JudgementRefused, match="undone already"):
        judged(root, "undo", str(number))
