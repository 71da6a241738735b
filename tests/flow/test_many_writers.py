"""Many people and machines at one book at once: nothing is lost, nothing waits for ever, and two folders of one book keep each other out."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from books import NOW, bare_kit, dumped, new_book, run_book, tampering, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.config import database_of
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.rebuild import rebuild
from tollbook.model.issue import RunAborted
from tollbook.store import postgres
from tollbook.store.engine import open_writer, transaction

TESTS = Path(__file__).resolve().parents[1]
PROCESSES, THREADS = 5, 10
CLIENT = """
import random, sys, threading, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from books import NOW, bare_kit, count_words
from tollbook.flow.judging import judge as judging
from tollbook.flow.books.book import snapshot
from tollbook.flow.team.leases import take
from tollbook.flow.run import bring_up_to_date
from tollbook.model.issue import RunAborted

def with_it(book, engine, kit, now, progress, **_):
    return bring_up_to_date(book, engine, kit, now, progress, extractor=count_words, extractor_name="words 1")

judging.bring_up_to_date = with_it
root, first, threads = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
claims = sorted(snapshot(root).claims)
failed = []

def work(number):
    take(root, claims, f"Person {number}", now=NOW)
    for _ in range(20_000):
        try:
            judging.judge(root, "correct", [claims[number], "status", "civilian"], who=f"Person {number}", why="list", now=NOW, kit=bare_kit())
            return
        except RunAborted as error:
            if error.issue.code != "book-busy":
                failed.append(error.issue)
                return
            time.sleep(random.uniform(0.02, 0.2))
    failed.append("never got its turn")

workers = [threading.Thread(target=work, args=(first + n,)) for n in range(threads)]
for worker in workers: worker.start()
for worker in workers: worker.join()
print(*failed, sep="\\n", file=sys.stderr)
sys.exit(bool(failed))
"""


def second_folder(root: Path) -> Path:
    """Return another folder of the same book, as a second machine has it."""
    other = root.parent / "other-machine"
    shutil.copytree(root, other)
    (other / ".lock").unlink(missing_ok=True)
    return other


@pytest.mark.slow
def test_fifty_writers_in_five_processes_lose_nothing(tmp_path, database_kind):
    """Each takes a lease and corrects a claim of their own; on a server half of the processes have a folder of their own."""
    root = new_book(tmp_path)
    many = PROCESSES * THREADS
    words = " ".join(f"{number} people were killed in Hama." for number in range(1, many + 1))
    run_book(root, write(tmp_path / "r.txt", f"published: 2019-05-01\n\n{words}"))
    folders = [root, second_folder(root) if database_kind == "postgresql" else root]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CLIENT, str(TESTS), str(folders[n % 2]), str(n * THREADS), str(THREADS)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(PROCESSES)
    ]
    told = [child.communicate(timeout=500)[1] for child in started]
    assert [child.returncode for child in started] == [0] * PROCESSES, told
    ledger = load_ledger(root)
    assert ledger.fault is None
    judged = [e for e in ledger.entries if e.kind == "correct"]
    assert sorted(e.author for e in judged) == sorted(f"Person {n}" for n in range(many))
    assert sorted(e.body["claim"]["claim"] for e in judged) == sorted(snapshot(root).claims)
    assert {c.who.status for c in snapshot(root).claims.values()} == {"civilian"}
    minted = [e.body["incident"] for e in ledger.entries if e.kind == "mint" and "incident" in e.body]
    assert len(minted) == len(set(minted))
    before = dumped(root)
    rebuild(root, now=NOW, kit=bare_kit(), extractor_name="words 1", extractor=__import__("books").count_words)
    assert dumped(root) == before


@pytest.mark.postgresql_only("a file's folder is the book: there is no second one")
def test_two_machines_with_a_folder_each_keep_each_other_out(tmp_path):
    """The second is told who holds the book, and from where; a killed holder frees it."""
    root = new_book(tmp_path)
    other = second_folder(root)
    code = "import sys, time\nfrom pathlib import Path\nfrom tollbook.flow.books.lock import sole_writer\nwith sole_writer(Path(sys.argv[1]), 'run'):\n    print('held', flush=True)\n    time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code, str(root)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RunAborted) as stop, sole_writer(other, "judge"):
        pass
    assert stop.value.issue.code == "book-busy"
    assert f"`tollbook run` (process {holder.pid}) on " in stop.value.issue.message
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    deadline = time.monotonic() + 10
    while True:
        try:
            with sole_writer(other, "judge"):
                return
        except RunAborted:
            assert time.monotonic() < deadline, "the server did not free the book"
            time.sleep(0.1)


@pytest.mark.postgresql_only("a file's lock cannot be lost")
def test_who_lost_the_book_with_its_connection_writes_no_more(tmp_path):
    """The server may have given it to somebody else by then."""
    root = new_book(tmp_path)
    database = database_of(root)
    with sole_writer(root, "run"):
        held = postgres._held[database].info.backend_pid
        with tampering(root) as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({held})")
        with pytest.raises(RunAborted) as stop, transaction(open_writer(database), "book"):
            pass
        assert stop.value.issue.code == "database-unreachable"
    run_book(root, write(tmp_path / "a.txt", "9 people were killed in Hama."))
    assert len(snapshot(root).claims) == 1


@pytest.mark.postgresql_only("books in files share nothing")
def test_books_in_one_database_do_not_wait_for_each_other(tmp_path):
    """A schema each: holding one, or writing to it, leaves the other free."""
    first, second = new_book(tmp_path / "1"), new_book(tmp_path / "2")
    with sole_writer(first, "run"), tampering(first):
        run_book(second, write(tmp_path / "a.txt", "9 people were killed in Hama."))
    assert (len(snapshot(first).claims), len(snapshot(second).claims)) == (0, 1)


@pytest.mark.postgresql_only("asks a server")
def test_a_server_that_does_not_answer_is_told(tmp_path):
    """With the address to try, and what to do."""
    root = new_book(tmp_path)
    settings = root / "tollbook.toml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(kept.replace("tollbook-pg-", "nowhere-"), encoding="utf-8")
    for ask in (lambda: snapshot(root), lambda: sole_writer(root, "run").__enter__()):
        with pytest.raises(RunAborted) as stop:
            ask()
        assert stop.value.issue.code == "database-unreachable"
        assert "psql" in stop.value.issue.hint
