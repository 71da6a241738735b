"""What moves no figure: coverage notes, second readings, independent codings."""

import datetime as dt

import pytest

from books import NOW, bare_kit, dumped, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.coding import agreements, code_claim
from tollbook.flow.judging.coverage import checked_in, log_checked
from tollbook.flow.judging.judge import JudgementRefused, judge
from tollbook.flow.judging.reviewing import review, standings

REPORT = "published: 2019-05-01\n\n9 people were killed in Hama."


@pytest.fixture
def root(tmp_path):
    """Return a book with one report, one claim and one incident."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", REPORT))
    return root


def only(values):
    """Return the one value there is."""
    (value,) = values
    return value


def state_of(root):
    """Return where the only incident stands."""
    view = snapshot(root)
    return only(standings(view.entries, view.incidents).values()).state


def test_an_incident_is_unread_then_accepted_then_changed(root):
    """A second reader's word holds for what was read: a correction after it shows."""
    incident = only(snapshot(root).incidents)
    assert state_of(root) == "unread"
    review(root, incident, "accept", who="Noor", now=NOW)
    assert state_of(root) == "accepted"
    claim = only(snapshot(root).claims)
    judge(root, "correct", [claim, "count", "11"], who="Amal", why="list", now=NOW, kit=bare_kit())
    assert state_of(root) == "changed"


def test_a_returned_incident_says_what_to_look_at(root):
    """A return without a reason helps nobody and is refused."""
    incident = only(snapshot(root).incidents.values())
    with pytest.raises(JudgementRefused, match="looked at again"):
        review(root, incident.code, "return", who="Noor", now=NOW)
    review(root, incident.code, "return", who="Noor", note="which mosque?", now=NOW)
    view = snapshot(root)
    found = only(standings(view.entries, view.incidents).values())
    assert (found.state, found.review.note) == ("returned", "which mosque?")


def test_a_review_can_be_undone(root):
    """It is a judgement like others."""
    entry = review(root, only(snapshot(root).incidents), "accept", who="Noor", now=NOW)
    judge(root, "undo", [str(entry.seq)], who="Noor", why="wrong one", now=NOW, kit=bare_kit())
    assert state_of(root) == "unread"


def test_reading_twice_moves_no_figure(root):
    """Coverage, review and coding leave the record's bytes as they are but for their own entries."""

    def record():
        return [line for line in dumped(root).splitlines() if not line.startswith(b'{"entry"')]

    before = record()
    review(root, only(snapshot(root).incidents), "accept", who="Noor", now=NOW)
    code_claim(root, only(snapshot(root).claims), {"harm": "injured", "count": "3"}, who="B", now=NOW, kit=bare_kit())
    log_checked(root, "Radio", dt.date(2019, 5, 1), dt.date(2019, 5, 2), who="A", now=NOW)
    assert record() == before


def test_two_coders_are_compared_field_by_field(root):
    """Both read the same harm and another number; the last coding of one person counts."""
    claim = only(snapshot(root).claims)
    code_claim(root, claim, {"harm": "injured", "count": "2"}, who="A", now=NOW, kit=bare_kit())
    code_claim(root, claim, {"harm": "killed", "count": "9"}, who="A", now=NOW, kit=bare_kit())
    code_claim(root, claim, {"harm": "killed", "count": "9+"}, who="B", now=NOW, kit=bare_kit())
    found = {a.field: a for a in agreements(snapshot(root).entries)}
    assert (found["harm"].same, found["low"].same, found["high"].same) == (1.0, 1.0, 0.0)
    assert found["harm"].units == 1


@pytest.mark.parametrize(
    ("values", "told"), [({}, "no field"), ({"harm": "eaten"}, "not one of"), ({"colour": "red"}, "no field that")]
)
def test_a_coding_that_does_not_fit_is_refused(root, values, told):
    """The same values as in a correction, nothing else."""
    with pytest.raises(JudgementRefused, match=told):
        code_claim(root, only(snapshot(root).claims), values, who="A", now=NOW, kit=bare_kit())


def test_what_was_checked_is_in_the_ledger_until_undone(root):
    """A coverage note has an author and can be taken back."""
    entry = log_checked(root, "Radio", dt.date(2019, 5, 1), dt.date(2019, 5, 2), who="Amal", now=NOW)
    assert [(c.source, c.author) for c in checked_in(snapshot(root).entries)] == [("Radio", "Amal")]
    judge(root, "undo", [str(entry.seq)], who="Amal", why="it was Monday", now=NOW, kit=bare_kit())
    assert checked_in(snapshot(root).entries) == ()


@pytest.mark.parametrize(
    ("source", "first", "last", "told"),
    [
        (" ", dt.date(2019, 5, 1), dt.date(2019, 5, 1), "give its name"),
        ("Radio", dt.date(2019, 5, 2), dt.date(2019, 5, 1), "first and a last"),
        ("Radio", dt.date(2019, 5, 1), dt.date(2031, 5, 1), "ten years"),
        ("Radio", dt.date(2020, 1, 1), dt.date(2020, 2, 1), "lies ahead"),
    ],
)
def test_a_check_that_cannot_have_been_made_is_refused(root, source, first, last, told):
    """No name, reversed days, days to come."""
    with pytest.raises(JudgementRefused, match=told):
        log_checked(root, source, first, last, who="A", now=NOW)
