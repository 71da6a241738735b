"""Worker processes: results in order, and a word from each that is told something."""

import os
import pickle
import signal
import time

import pytest

from tollbook.flow.processes import Processes
from tollbook.model.issue import Issue, RunAborted

pytestmark = pytest.mark.sqlite_only("no book is read")


def test_results_come_in_the_order_of_the_work():
    """However long each takes."""
    with Processes(2, "test", "again") as processes:
        assert list(processes.in_order(_late, [(n, 0.05 * (n % 3)) for n in range(20)])) == list(range(20))
        assert list(processes.in_order(_late, [])) == []


def _late(given):
    time.sleep(given[1])
    return given[0]


def test_every_process_is_told():
    """Each answers for itself."""
    with Processes(2, "test", "again") as processes:
        assert len(set(processes.tell(os.getpid)())) == 2


def test_a_killed_process_stops_the_work_with_a_word():
    """Its subject and hint are the caller's."""
    with Processes(2, "test", "run it again") as processes, pytest.raises(RunAborted) as stopped:
        list(processes.in_order(_die, range(4)))
    issue = stopped.value.issue
    assert (issue.code, issue.subject, issue.hint) == ("worker-died", "test", "run it again")


def _die(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_what_stops_a_process_comes_back_with_its_issue():
    """Not only its message."""
    error = RunAborted(Issue("code", "error", "subject", "message", "hint"))
    assert pickle.loads(pickle.dumps(error)).issue == error.issue  # made here
