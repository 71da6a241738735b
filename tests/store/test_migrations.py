"""Books of older formats: brought to today's on a copy or in one transaction, with all they keep, killed anywhere or not."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from books import NOW, bare_kit, dumped, new_book, run_book, tampering, write
from tollbook.flow.books.book import open_book, snapshot, writer
from tollbook.flow.books.config import database_of
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.judging.judge import judge
from tollbook.flow.team import accounts
from tollbook.flow.team.leases import holdings, take
from tollbook.model.issue import Issue, RunAborted
from tollbook.store import migrate, tables
from tollbook.store.copying import ledger_digest
from tollbook.store.engine import open_reader, transaction

STEPS = sorted((Path(migrate.__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))


def made_old(root: Path) -> None:
    """Make of a book what the first versions of the program made: neither accounts nor leases, nothing of migrations."""
    with tampering(root) as connection:
        for name in ("accounts", "leases", "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE key = 'schema'")


@pytest.fixture
def old(tmp_path):
    """Return a book of format 1 with a report and a judgement."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    (claim,) = snapshot(root).claims
    judge(root, "correct", [claim, "status", "civilian"], who="Noor", why="list", now=NOW, kit=bare_kit())
    made_old(root)
    return root


def shape(root: Path) -> dict[str, object]:
    """Return what the kept tables of a book look like."""
    with transaction(open_reader(database_of(root)), "book") as connection:
        seen = inspect(connection)
        names = [t.name for t in tables.kept.sorted_tables] + ["alembic_version"]
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
                sorted((i["name"], tuple(i["column_names"])) for i in seen.get_indexes(name)),
                seen.get_pk_constraint(name)["constrained_columns"],
            )
            for name in names
        }


def ledger_of(root: Path) -> str:
    """Return a hash over the ledger's bytes."""
    with transaction(open_reader(database_of(root)), "book") as connection:
        return ledger_digest(connection)


def number_of(root: Path) -> int:
    """Return the number of a book's format."""
    with transaction(open_reader(database_of(root)), "book") as connection:
        return migrate.format_of(connection)


def test_a_migrated_book_has_the_shape_of_a_new_one(old, tmp_path):
    """Column by column, index by index: the steps and the tables say the same."""
    writer(open_book(old))
    assert number_of(old) == tables.LEDGER_SCHEMA
    assert shape(old) == shape(new_book(tmp_path / "new"))


def test_a_migration_keeps_every_byte_of_the_ledger(old):
    """And every document: the dump is the same before and after."""
    before, ledger = dumped(old), ledger_of(old)
    writer(open_book(old))
    assert (dumped(old), ledger_of(old)) == (before, ledger)
    assert load_ledger(old).fault is None


def test_reading_an_older_book_changes_nothing(old):
    """Only who writes brings it to today's format."""
    assert len(snapshot(old).claims) == 1
    assert holdings(old, now=NOW) == {}
    assert number_of(old) == 1


def test_an_account_or_a_lease_brings_a_book_to_format_too(old):
    """These write without holding the book; a migration holds it."""
    with sole_writer(old, "run"), pytest.raises(RunAborted, match="writing to this book"):
        take_in_another_thread(old)
    assert number_of(old) == 1
    accounts.add_account(old, "Noor", "coder")
    assert take(old, ["a"], "Noor", now=NOW).item == "a"
    assert number_of(old) == tables.LEDGER_SCHEMA


def take_in_another_thread(root: Path) -> None:
    """Take a lease as another person's request would."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # only here

    with ThreadPoolExecutor(1) as pool:
        pool.submit(accounts.add_account, root, "Noor", "coder").result()


KILLED = """
import os, signal, sys
from pathlib import Path
from tollbook.flow.books.book import open_book, writer
from tollbook.store import migrate
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
moment = sys.argv[2]
if moment == "in the steps": migrate.set_meta = die
elif moment == "before its place": migrate._flush = die
elif moment == "in its place":
    flush, calls = migrate._flush, []
    def second(path):
        calls.append(path)
        die() if len(calls) == 2 else flush(path)
    migrate._flush = second
writer(open_book(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("moment", ["in the steps", "before its place", "in its place"])
def test_a_migration_killed_at_any_moment_leaves_the_old_book_or_the_new_one(old, database_kind, moment):
    """Either can be read and written; nothing is between them."""
    if database_kind == "postgresql" and moment != "in the steps":
        moment = "in the steps"  # a server has no file that takes another's place
    before, ledger = dumped(old), ledger_of(old)
    done = subprocess.run([sys.executable, "-c", KILLED, str(old), moment], check=False)
    assert done.returncode == -signal.SIGKILL
    assert number_of(old) == (tables.LEDGER_SCHEMA if moment == "in its place" else 1)
    assert (dumped(old), ledger_of(old)) == (before, ledger)
    writer(open_book(old))
    assert number_of(old) == tables.LEDGER_SCHEMA
    assert (dumped(old), ledger_of(old)) == (before, ledger)


@pytest.mark.sqlite_only("on a server readers see the old tables until the end")
def test_a_file_that_somebody_reads_is_not_replaced_under_them(old, monkeypatch):
    """It waits, then says so; the book is as it was, and readers beside writers still work."""
    monkeypatch.setattr("tollbook.flow.books.book.MIGRATION_PATIENCE", 0.2)
    with transaction(open_reader(database_of(old)), "book") as reader:
        assert migrate.format_of(reader) == 1
        with pytest.raises(RunAborted) as stop:
            writer(open_book(old))
    assert stop.value.issue.code == "book-busy"
    assert number_of(old) == 1
    writer(open_book(old))
    assert number_of(old) == tables.LEDGER_SCHEMA


@pytest.mark.sqlite_only("a server has no file that takes another's place")
def test_a_writer_that_waited_while_the_file_was_replaced_does_not_write_to_the_old_one(tmp_path):
    """What it wrote there would be lost."""
    root = new_book(tmp_path)
    database = database_of(root)
    from tollbook.store.engine import open_writer  # noqa: PLC0415  # only here

    with open_writer(database).connect() as waiting:
        waiting.connection.cursor().close()  # the file is open, no transaction has begun
        whole = tmp_path / "moved.db"
        whole.write_bytes(Path(database).read_bytes())
        whole.replace(database)
        with pytest.raises(Exception, match="locked"):
            waiting.begin()


@pytest.mark.sqlite_only("the same steps on every database")
def test_the_steps_are_numbered_without_a_gap_and_the_last_is_todays():
    """The number in the name is the book's format."""
    numbers = [int(path.name[:4]) for path in STEPS]
    assert numbers == list(range(1, tables.LEDGER_SCHEMA + 1))


def test_a_step_that_fails_leaves_the_book_as_it_was(old, monkeypatch):
    """A fault of ours costs nobody a book."""
    before, ledger = dumped(old), ledger_of(old)

    def fail(*_):
        raise RunAborted(Issue("migration-failed", "error", "x", "a step failed", "y"))

    monkeypatch.setattr(migrate, "set_meta", fail)
    with pytest.raises(RunAborted, match="a step failed"):
        writer(open_book(old))
    monkeypatch.undo()
    assert (number_of(old), dumped(old), ledger_of(old)) == (1, before, ledger)
    writer(open_book(old))
    assert number_of(old) == tables.LEDGER_SCHEMA
