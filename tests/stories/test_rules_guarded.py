"""The rules that `benchmarks/story_rules.py` breaks stand in the program as it words them; one of them broken fails a story."""

import sys

import pytest
from test_stories import ROOT, STORIES

sys.path.insert(0, str(ROOT / "benchmarks"))
from story_rules import RULES, SOURCE
from tollbook.flow.stories.checking import check_story
from tollbook.reconcile import supersede


@pytest.mark.parametrize(("rule", "name", "old", "new"), RULES, ids=[r[0] for r in RULES])
def test_a_rule_to_break_is_written_so(rule, name, old, new) -> None:
    """A rule that was reworded in the program must be reworded there, else nobody learns whether a story guards it."""
    assert old != new, rule
    assert old in (SOURCE / name).read_text(encoding="utf-8"), rule


def test_a_broken_rule_fails_its_story(monkeypatch) -> None:
    """With every later figure replacing, whether a correction or not, the story about it does not hold."""
    monkeypatch.setattr(supersede, "_replaces", lambda new, old: (new.as_of or 0) > (old.as_of or 0))
    failed = {s.name for s in STORIES if not check_story(s).holds}
    assert "lower-toll-needs-correction" in failed
