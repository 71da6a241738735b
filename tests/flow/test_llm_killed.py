"""A run by a language model killed with SIGKILL: running again goes on, asks nothing that was answered, and loses nothing."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from books import dumped, new_book, write
from llm_stub import Stub, answer, said, serving

TESTS = Path(__file__).resolve().parents[1]
NUMBERS = (11, 12, 13, 14, 15, 16)
CHILD = textwrap.dedent(
    """
    import datetime as dt, os, sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    import msgspec
    from books import bare_kit
    from tollbook.collect.chat import Client, Endpoint
    from tollbook.flow.llm.extractor import LlmExtractor
    from tollbook.flow.llm.answers import Answers, answers_folder
    from tollbook.flow.llm.book import run_by_llm
    from tollbook.flow.llm.settings import LlmSettings
    from tollbook.resolve.when.find import find_times

    root, folder, url = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    bare = bare_kit()
    kit = msgspec.structs.replace(bare, spotters=msgspec.structs.replace(bare.spotters, times=find_times))
    endpoint = Endpoint(url=url, tries=1, per_minute=6e9, timeout_s=20)
    extractor = LlmExtractor(LlmSettings(endpoint=endpoint, model="small"), Client(endpoint), Answers(answers_folder(root)))
    (root / "child.pid").write_text(str(os.getpid()))
    run_by_llm(root, sorted(folder.iterdir()), extractor, lambda plan: None, now=dt.datetime(2021, 5, 20, 12, tzinfo=dt.UTC), kit=kit)
    print(extractor.tally["asked"], extractor.tally["kept"])
    """
)


def reports(folder: Path) -> Path:
    """Write six reports of one claim each."""
    for number in NUMBERS:
        day = f"published: 2021-05-{number}\noutlet: Furat Wire\n\n"
        write(folder / f"{number}.txt", f"{day}Shelling killed {number} villagers on Monday, medics said.")
    return folder


def good(request: dict) -> dict:
    """Answer as a good model would: the one claim of the report."""
    text = request["messages"][1]["content"]
    number = next(n for n in NUMBERS if f"killed {n} villagers" in text)
    return answer(said(f"{number} villagers", number, when="on Monday"))


def child(root: Path, folder: Path, stub: Stub) -> subprocess.CompletedProcess[str]:
    """Run the book in a process of its own."""
    command = [sys.executable, "-c", CHILD, str(TESTS), str(root), str(folder), stub.url]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def killing(root: Path, at: int):
    """Return a step that kills the asking process at the ``at``-th question, before it has an answer."""
    asked = 0

    def step(request: dict) -> dict:
        nonlocal asked
        asked += 1
        if asked == at:
            os.kill(int((root / "child.pid").read_text()), signal.SIGKILL)
            time.sleep(0.2)
        return good(request)

    return step


def questions(stub: Stub) -> list[str]:
    """Return the texts sent, in order."""
    return [request["messages"][1]["content"] for request in stub.requests]


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 3, 6])
def test_a_killed_run_goes_on_without_asking_again(tmp_path, at):
    """Only the question without an answer is sent a second time, and the record is that of an undisturbed run."""
    folder = reports(tmp_path / "in")
    whole, killed = new_book(tmp_path / "whole"), new_book(tmp_path / "killed")
    with serving(Stub(good)) as stub:
        assert child(whole, folder, stub).returncode == 0
        all_of_them = questions(stub)
    with serving(Stub(killing(killed, at))) as stub:
        assert child(killed, folder, stub).returncode == -signal.SIGKILL
        before = questions(stub)
        done = child(killed, folder, stub)
        after = questions(stub)[len(before) :]
    assert done.returncode == 0, done.stderr
    answered = set(before[:-1])
    assert len(before) == at
    assert not answered & set(after)
    assert set(before) | set(after) == set(all_of_them)
    assert done.stdout.split() == [str(len(NUMBERS) - at + 1), str(at - 1)]
    assert dumped(killed) == dumped(whole)
    assert not list(killed.rglob(".unfinished-*"))
