"""A head kept elsewhere: what it finds that the book's own file cannot show, each time by tampering with that file."""

import pytest

from books import NOW, bare_kit, new_book, run_book, tampering, unguarded, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.ledger_log import fault_against, head_line, head_of, load_ledger, read_head
from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.judge import judge
from tollbook.ledger.chain import next_entry
from tollbook.model.issue import RunAborted
from tollbook.model.judgement import GENESIS
from tollbook.store import entries as store
from tollbook.store.engine import changes_allowed
from tollbook.store.tables import entries as table


@pytest.fixture
def root(tmp_path):
    """Return a book in which three things were judged."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    (claim,) = snapshot(root).claims
    for count in ("10", "11", "12"):
        judge(root, "correct", [claim, "count", count], who="Amal", why="a list", now=NOW, kit=bare_kit())
    return root


def tamper(root, *statements):
    """Change the database as somebody with another program would."""
    with tampering(root) as connection:
        unguarded(connection)
        for statement in statements:
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def last(root):
    """Return the number of the last entry."""
    return load_ledger(root).entries[-1].seq


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (["UPDATE entries SET author = 'Nobody' WHERE seq = 2"], "was altered"),
        (["UPDATE entries SET body = replace(body, '11', '91') WHERE body LIKE '%\"11\"%'"], "was altered"),
        (["UPDATE entries SET time = '2019-01-01T00:00:00+00:00' WHERE seq = 3"], "was altered"),
        (["DELETE FROM entries WHERE seq = 2"], "is gone"),
        (["DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"], "is gone"),
        (
            ["UPDATE entries SET seq = 99 WHERE seq = 2", "UPDATE entries SET seq = 2 WHERE seq = 3", "UPDATE entries SET seq = 3 WHERE seq = 99"],
            "altered",
        ),
    ],
)  # fmt: skip
def test_what_is_altered_removed_or_moved_in_the_file_is_found(root, statements, told):
    """By the chain alone."""
    tamper(root, *statements)
    fault = load_ledger(root).fault
    assert fault is not None
    assert told in fault.message
    with pytest.raises(RunAborted):
        head_of(root)


def test_a_ledger_cut_off_with_its_note_is_found_by_a_kept_head(root):
    """Whoever also rewrites the note of the last entry leaves a sound, shorter chain."""
    kept = head_of(root, now=NOW)
    before = load_ledger(root).entries[-2]
    tamper(
        root,
        f"DELETE FROM entries WHERE seq = {last(root)}",
        f"UPDATE meta SET value = '{before.seq}:{before.hash}' WHERE key = 'head'",
    )
    ledger = load_ledger(root)
    assert ledger.fault is None
    assert "is gone" in fault_against(ledger, kept).message


def test_a_ledger_written_anew_is_found_by_a_kept_head(root):
    """Every hash can be made again, but not the one that is kept elsewhere."""
    kept = head_of(root, now=NOW)
    old = load_ledger(root).entries
    with tampering(root) as connection:
        with changes_allowed(connection, table):
            connection.execute(table.delete())
        head = (0, GENESIS)
        for entry in old:
            forged = next_entry(head, kind=entry.kind, author="Nobody", time=entry.time, body=entry.body)
            store.append(connection, forged)
            head = (forged.seq, forged.hash)
    ledger = load_ledger(root)
    assert ledger.fault is None
    assert "is not the one" in fault_against(ledger, kept).message


def test_a_ledger_that_grew_or_lost_content_on_request_still_contains_its_head(root):
    """Judgements and erasures come after; what was there is still there."""
    kept = head_of(root, now=NOW)
    judge(root, "undo", [str(last(root))], who="Amal", why="no", now=NOW, kit=bare_kit())
    erase(root, "r", authority="letter 12", who="Amal", now=NOW, kit=bare_kit())
    ledger = load_ledger(root)
    assert ledger.fault is None
    assert fault_against(ledger, kept) is None


def test_a_head_is_the_same_bytes_again_and_reads_back(root, tmp_path):
    """A signature is over bytes."""
    kept = head_of(root, now=NOW)
    file = tmp_path / "head.json"
    file.write_text(head_line(kept) + "\n", encoding="utf-8")
    assert read_head(file) == kept
    assert head_line(read_head(file)) + "\n" == file.read_text(encoding="utf-8")
    file.write_text("untrusted comment: signature", encoding="utf-8")
    with pytest.raises(RunAborted, match="no head"):
        read_head(file)


def test_an_empty_ledger_has_a_head_that_every_later_one_contains(tmp_path):
    """A book can be vouched for from its first day."""
    root = new_book(tmp_path / "new")
    kept = head_of(root, now=NOW)
    assert (kept.entries, kept.hash) == (0, GENESIS)
    assert fault_against(load_ledger(root), kept) is None
