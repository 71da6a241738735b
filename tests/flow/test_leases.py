"""Items of the queue are taken for half an hour, given to people, and never by two at once."""

import datetime as dt
import threading

import pytest

from books import NOW, new_book, tampering
from tollbook.flow.books.book import mark
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.team.leases import HELD, assign, holdings, release, renew, take

LATER = NOW + HELD + dt.timedelta(seconds=1)


@pytest.fixture
def root(tmp_path):
    """Return an empty book."""
    return new_book(tmp_path)


def test_what_somebody_has_is_nobody_elses_until_it_runs_out(root):
    """The second person gets the next item, and the first one's half an hour later."""
    assert take(root, ["a", "b"], "Amal", now=NOW).item == "a"
    assert take(root, ["a", "b"], "Basel", now=NOW).item == "b"
    assert take(root, ["a", "b"], "Dina", now=NOW) is None
    assert take(root, ["a", "b"], "Dina", now=LATER).item == "a"


def test_one_person_holds_one_item(root):
    """Going on lets go of what came before."""
    take(root, ["a"], "Amal", now=NOW)
    take(root, ["b"], "Amal", now=NOW)
    assert {item: lease.holder for item, lease in holdings(root, now=NOW).items()} == {"b": "Amal"}


def test_work_renews_a_lease_that_has_not_run_out(root):
    """Half an hour after the last act, not after the first."""
    take(root, ["a"], "Amal", now=NOW)
    half = NOW + HELD / 2
    renew(root, "Amal", now=half)
    assert holdings(root, now=NOW + HELD)["a"].holder == "Amal"
    renew(root, "Amal", now=half + HELD + dt.timedelta(seconds=1))
    assert holdings(root, now=half + HELD + dt.timedelta(seconds=2)) == {}


def test_what_was_given_to_somebody_is_theirs_first_and_nobody_elses(root):
    """Also over the more valuable ones."""
    assign(root, "b", "Basel", who="Amal", now=NOW)
    assert take(root, ["a", "b"], "Basel", now=NOW).item == "b"
    assert take(root, ["b"], "Dina", now=LATER) is None
    assign(root, "b", "", who="Amal", now=LATER)
    assert take(root, ["b"], "Dina", now=LATER).item == "b"


def test_an_item_given_to_another_is_taken_from_who_had_it(root):
    """And it can be let go of before its time."""
    take(root, ["a"], "Amal", now=NOW)
    assert assign(root, "a", "Basel", who="Dina", now=NOW).holder == ""
    take(root, ["a"], "Basel", now=NOW)
    release(root, "a", "Basel")
    assert holdings(root, now=NOW)["a"].holder == ""
    with pytest.raises(JudgementRefused, match="on one line"):
        assign(root, "a", "Ba\x00sel", who="Dina")


def test_of_many_at_once_each_gets_another_item(root):
    """Twelve people press the key together."""
    items = [f"i{n}" for n in range(12)]
    got = []

    def press(person):
        got.append(take(root, items, f"p{person}", now=NOW).item)

    threads = [threading.Thread(target=press, args=(person,)) for person in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(items)


def test_leases_are_no_part_of_the_ledger_and_change_nothing_of_the_book(root):
    """The desk need not read the book anew for them."""
    before = mark(root)
    take(root, ["a"], "Amal", now=NOW)
    assert mark(root) == before
    assert load_ledger(root).entries == ()


def test_a_book_from_before_there_were_leases_gets_the_table(root):
    """Reading it says that nobody holds anything; taking makes the table."""
    with tampering(root) as connection:
        connection.exec_driver_sql("DROP TABLE leases")
        connection.exec_driver_sql("DROP TABLE alembic_version")
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE key = 'schema'")
    assert holdings(root, now=NOW) == {}
    assert take(root, ["a"], "Amal", now=NOW).item == "a"


def test_while_a_run_writes_an_item_is_given_without_being_held(root, monkeypatch):
    """Nobody waits for a long run with their hands in their lap."""
    monkeypatch.setattr("tollbook.flow.team.leases.PATIENCE_SECONDS", 0.1)
    with tampering(root):
        assert take(root, ["a"], "Amal", now=NOW).holder == ""
