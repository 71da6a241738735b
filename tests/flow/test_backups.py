"""Backups as the docs tell to make them: restored, they are the same book, ledger and all."""

import shutil
import sqlite3
import subprocess
from urllib.parse import urlsplit

import pytest

from books import NOW, SERVER, bare_kit, dumped, new_book, run_book, tampering, write
from servers import binary
from tollbook.flow.asking.finding import Asked, find
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.books.config import database_of, with_database
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.judging.judge import judge
from tollbook.store.place import PostgresSchema, read_address

TEXT = "published: 2019-05-01\noutlet: النهر\n\n9 people were killed in Hama.\n"


@pytest.fixture
def root(tmp_path):
    """Return a book with a report and a judgement."""
    made = new_book(tmp_path)
    run_book(made, write(tmp_path / "a.txt", TEXT))
    (claim,) = snapshot(made).claims
    judge(made, "correct", [claim, "status", "civilian"], who="Noor", why="قائمة", now=NOW, kit=bare_kit())
    return made


def is_whole(restored, root) -> None:
    """Check that a restored book is the book, and can be worked with."""
    assert dumped(restored) == dumped(root)
    assert load_ledger(restored).lines == load_ledger(root).lines
    assert check(restored)[0] == []
    assert find(restored, Asked(words=("killed",)), limit=5)["claim"][1] == 1
    run_book(restored, write(restored.parent / "b.txt", "published: 2019-05-02\n\n3 people were injured in Homs.\n"))
    assert {c.count.low for c in snapshot(restored).claims.values()} == {9, 3}


@pytest.mark.postgresql_only("a file is backed up below")
def test_a_schema_that_was_dumped_is_restored_into_another_database(root, tmp_path):
    """``pg_dump --schema`` and ``pg_restore``, with the folder beside it; the ledger refuses changes there too."""
    if not (binary("pg_dump") and binary("pg_restore")):
        pytest.skip("pg_dump and pg_restore are not installed")
    database = database_of(root)
    assert isinstance(database, PostgresSchema)
    name = f"restored_{database.schema}"
    address = SERVER.address.replace(urlsplit(SERVER.address).path + "?", f"/{name}?")
    dump = tmp_path / "war.dump"
    run(binary("pg_dump"), "--format=custom", f"--schema={database.schema}", f"--file={dump}", SERVER.address)
    run(binary("createdb"), f"--maintenance-db={SERVER.address}", "--template=template0", name)
    try:
        run(binary("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={address}", str(dump))
        restored = tmp_path / "restored"
        shutil.copytree(root, restored)
        settings = (root / "tollbook.toml").read_text(encoding="utf-8")
        place = str(read_address(address, default_schema=database.schema))
        (restored / "tollbook.toml").write_text(with_database(settings, place), encoding="utf-8")
        is_whole(restored, root)
        with pytest.raises(Exception, match="append-only"), tampering(restored) as connection:
            connection.exec_driver_sql("UPDATE entries SET author = 'Nobody'")
    finally:
        run(binary("dropdb"), "--force", f"--maintenance-db={SERVER.address}", name)


@pytest.mark.sqlite_only("a server is backed up above")
def test_a_file_is_backed_up_while_somebody_writes_to_it(root, tmp_path):
    """SQLite's own backup sees one moment, whatever is half-written beside it."""
    restored = tmp_path / "restored"
    shutil.copytree(root, restored)
    for name in ("tollbook.db", "tollbook.db-wal", "tollbook.db-shm"):
        (restored / name).unlink(missing_ok=True)
    with tampering(root) as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('half', 'written')")
        with sqlite3.connect(root / "tollbook.db") as source, sqlite3.connect(restored / "tollbook.db") as target:
            source.backup(target)
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'half'")
    is_whole(restored, root)


def run(*command: str) -> None:
    """Run a command of PostgreSQL's."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
