"""A book moved between databases, either way: the ledgers are the same bytes, and a copy that was killed is no book yet."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from books import NOW, SERVER, bare_kit, dumped, new_book, run_book, tampering, write
from tollbook.flow.asking.finding import Asked, find
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.books.copying import copy_book
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.judging.judge import judge
from tollbook.model.issue import RunAborted
from tollbook.store.copying import ledger_digest

TEXT = (
    "published: 2019-05-01\noutlet: Hill\n\n9 people were killed in Hama. At least 4 civilians were injured in Homs.\n"
)
LATER = "published: 2019-05-02\noutlet: النهر\n\nقال شهود: 3 people were killed near the mill.\n"


FILE, SERVED = "a file", "a server"


@pytest.fixture
def root(tmp_path):
    """Return a book of two reports and a judgement, on the database the test runs on."""
    return judged(tmp_path, SERVER.new_address())


def judged(tmp_path, database: str) -> Path:
    """Return a book of two reports and a judgement."""
    made = new_book(tmp_path, database=database)
    run_book(
        made,
        write(tmp_path / "a.txt", TEXT),
        write(tmp_path / "b.jsonl", '{"id":"n","text":"2 people were killed \\u0000 here."}\n'),
    )
    claim = next(c for c in snapshot(made).claims.values() if c.count.low == 9)
    judge(made, "correct", [claim.id, "status", "civilian"], who="Noor", why="قائمة", now=NOW, kit=bare_kit())
    return made


def digest(root: Path) -> str:
    """Return a hash over every byte of the ledger."""
    with tampering(root) as connection:
        return ledger_digest(connection)


@pytest.mark.sqlite_only("the ways to and from a server are below")
def test_a_copy_beside_a_book_is_the_same_book(root, tmp_path):
    """A file to a file."""
    check_copy(root, tmp_path, "")


@pytest.mark.postgresql_only("a file to a file is above")
@pytest.mark.parametrize("source", [FILE, SERVED])
@pytest.mark.parametrize("target", [FILE, SERVED])
def test_a_copy_to_or_from_a_server_is_the_same_book(tmp_path, source, target):
    """Either way."""
    addresses = {FILE: lambda: "", SERVED: SERVER.new_address}
    check_copy(judged(tmp_path, addresses[source]()), tmp_path, addresses[target]())


def check_copy(root: Path, tmp_path: Path, address: str) -> None:
    """Ledger, dump, archive, search, and what the next run does: nothing tells the copy and the book apart."""
    made = tmp_path / "copy"
    copied = copy_book(root, made, address)
    assert (copied.rows["documents"], copied.rows["entries"]) == (2, len(load_ledger(root).entries))
    assert digest(made) == digest(root)
    assert dumped(made) == dumped(root)
    assert load_ledger(made).fault is None
    assert check(made)[0] == check(root)[0] == []
    asked = Asked(words=("hama",))
    assert find(made, asked, limit=5) == find(root, asked, limit=5)
    report = write(tmp_path / "later.txt", LATER)
    done = [run_book(book, report) for book in (made, root)]
    assert (done[0].extracted, done[0].issues) == (done[1].extracted, done[1].issues)
    assert dumped(made) == dumped(root)


@pytest.mark.postgresql_only("one round trip is both ways")
def test_there_and_back_is_the_same_ledger(tmp_path):
    """A book that went to a server and came back, with what was judged there."""
    root = judged(tmp_path, "")
    copy_book(root, tmp_path / "team", SERVER.new_address())
    claim = next(c for c in snapshot(tmp_path / "team").claims.values() if c.count.low == 4)
    judge(tmp_path / "team", "reject", [claim.id], who="Sami", why="a drill", now=NOW, kit=bare_kit())
    copy_book(tmp_path / "team", tmp_path / "back")
    assert digest(tmp_path / "back") == digest(tmp_path / "team") != digest(root)
    assert dumped(tmp_path / "back") == dumped(tmp_path / "team")
    assert (tmp_path / "back" / "tollbook.db").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from tollbook.flow.books import copying
from tollbook.store import copying as rows
moment = sys.argv[4]
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if moment == "rows": rows.finish = die
elif moment == "files": copying._copy_tables = die
elif moment == "settings": copying.write_whole = die
copying.copy_book(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
"""


@pytest.mark.parametrize("moment", ["files", "rows", "settings"])
def test_a_copy_killed_at_any_moment_is_no_book_and_is_finished_by_the_same_call(root, tmp_path, moment):
    """Nobody can work on half a book; nobody has to clear up."""
    made = tmp_path / "copy"
    address = SERVER.new_address()
    done = subprocess.run([sys.executable, "-c", KILLED, str(root), str(made), address, moment], check=False)
    assert done.returncode == -signal.SIGKILL
    with pytest.raises(RunAborted) as stop:
        snapshot(made)
    assert stop.value.issue.code == "not-a-book"
    assert "tollbook copy" in stop.value.issue.hint
    copy_book(root, made, address)
    assert digest(made) == digest(root)
    assert dumped(made) == dumped(root)
    assert not (made / ".copying").exists()


def test_a_copy_keeps_the_settings_with_their_comments(root, tmp_path):
    """Only the line of the database is another."""
    settings = (root / "tollbook.toml").read_text(encoding="utf-8")
    (root / "tollbook.toml").write_text(settings + "# ours\n", encoding="utf-8")
    address = SERVER.new_address()
    copy_book(root, tmp_path / "copy", address)
    lines = (tmp_path / "copy" / "tollbook.toml").read_text(encoding="utf-8").splitlines()
    assert "# ours" in lines
    assert f'database = "{address}"' in lines


def test_nothing_is_copied_over_anything(root, tmp_path):
    """Not over a book, not over files, not into itself, not while somebody writes."""
    other = write(tmp_path / "full" / "mine.txt", "x").parent
    for target in (root, root / "inside", other):
        with pytest.raises(RunAborted):
            copy_book(root, target)
    with sole_writer(root, "run"), pytest.raises(RunAborted, match="writing to this book"):
        copy_book(root, tmp_path / "copy")
    assert [p.name for p in other.iterdir()] == ["mine.txt"]


@pytest.mark.postgresql_only("needs two books in one database")
def test_a_schema_of_another_book_is_not_written_over(root, tmp_path):
    """Two books never share tables."""
    other = new_book(tmp_path / "other")
    run_book(other, write(tmp_path / "c.txt", LATER))
    before = dumped(other)
    address = next(line for line in (other / "tollbook.toml").read_text().splitlines() if line.startswith("database"))
    with pytest.raises(RunAborted, match="tables in this schema"):
        copy_book(root, tmp_path / "copy", address.split('"')[1])
    assert dumped(other) == before


def test_a_record_of_another_shape_is_made_again_in_the_copy(root, tmp_path):
    """What another version of the program shaped is not carried along; ledger and documents are."""
    with tampering(root) as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'other' WHERE key = 'derived_schema'")
    copy_book(root, tmp_path / "copy", SERVER.new_address())
    assert snapshot(tmp_path / "copy").claims == {}
    for book in (root, tmp_path / "copy"):
        run_book(book)
    assert dumped(tmp_path / "copy") == dumped(root)


@pytest.mark.sqlite_only("a folder that nobody may write to holds a file")
def test_a_book_on_a_read_only_medium_can_be_copied(root, tmp_path):
    """As from a backup on a disc."""
    if shutil.which("id") and not __import__("os").geteuid():
        pytest.skip("root may write anywhere")
    root.chmod(0o555)
    copy_book(root, tmp_path / "copy")
    root.chmod(0o755)
    assert digest(tmp_path / "copy") == digest(root)
