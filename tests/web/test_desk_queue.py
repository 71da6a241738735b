"""What the queue holds, and that the most people come first."""

import msgspec
import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

from snapshots import mardan_week
from tollbook.model.incident import Suggestion
from tollbook.model.issue import Issue
from tollbook.web.index import Index
from tollbook.web.queue import leads_to, tasks

VIEW = mardan_week()


def test_the_most_valuable_comes_first_and_each_thing_once():
    """In the same order each time."""
    found = tasks(Index(VIEW))
    assert [t.worth for t in found] == sorted((t.worth for t in found), reverse=True)
    assert len({t.key for t in found}) == len(found) > 0
    assert found == tasks(Index(VIEW))


def test_a_pair_that_both_incidents_suggest_is_one_task():
    """Whichever of them says it."""
    first, second = list(VIEW.incidents.values())[:2]
    suggested = {
        one.id: msgspec.structs.replace(one, suggestions=(Suggestion(incident=other.id, score=5.0),))
        for one, other in ((first, second), (second, first))
    }
    both = msgspec.structs.replace(
        VIEW,
        incidents={**{i: msgspec.structs.replace(v, suggestions=()) for i, v in VIEW.incidents.items()}, **suggested},
    )
    one_way = msgspec.structs.replace(
        both, incidents={**both.incidents, second.id: msgspec.structs.replace(second, suggestions=())}
    )
    for view in (both, one_way):
        (pair,) = [t for t in tasks(Index(view)) if t.kind == "pair"]
        assert first.id in pair.path
        assert second.id in pair.path


@pytest.mark.parametrize(
    ("issue", "kind", "path"),
    [
        (Issue("judgement-orphaned", "warning", "judgement 3", "lost"), "orphan", "/judgements"),
        (Issue("date-missing", "warning", "harbour-1", "no day"), "issue", "/document/d_wire"),
        (Issue("totals-odd", "error", "d_wire", "odd"), "issue", "/document/d_wire"),
        (Issue("actor-unresolved", "info", "d_wire", "who"), None, ""),
    ],
)
def test_an_issue_leads_to_what_it_is_about(issue, kind, path):
    """What only informs waits for nobody."""
    view = msgspec.structs.replace(VIEW, issues=(issue,))
    found = [t for t in tasks(Index(view)) if t.kind in {"issue", "orphan"}]
    assert [(t.kind, t.path) for t in found] == ([(kind, path)] if kind else [])


def test_a_task_carries_its_key_before_the_anchor():
    """So that "next" knows where it stands."""
    for task in tasks(Index(VIEW)):
        path, _, anchor = leads_to(task).partition("#")
        assert f"queue={task.key}" in path
        assert "queue=" not in anchor
