"""tollbook extract: one line out for each line in, in order, whatever the line holds."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from itertools import islice

import psutil
import pytest
from click.testing import CliRunner

from schemas import faults
from tollbook.cli.extract import EPILOG
from tollbook.cli.main import tollbook_command

REPORT = {
    "id": "a-1",
    "published": "2021-05-12",
    "text": "At least 12 civilians were killed in shelling of Taiz on Tuesday, a local monitor said.",
}


def extracted(lines: list[bytes], *arguments: str) -> tuple[int, list[dict]]:
    """Return the exit status and the lines out."""
    result = CliRunner().invoke(
        tollbook_command, ["extract", *arguments, "-"], input=b"".join(line + b"\n" for line in lines)
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def packed(**changes) -> bytes:
    """Return the report as a line, with fields changed."""
    return json.dumps({**REPORT, **changes}).encode()


@pytest.mark.parametrize(
    ("line", "code", "status"),
    [
        (b'{"id": "a", "text": ', "broken-line", 1),
        (b"[1, 2]", "broken-line", 1),
        (b"\xff\xfe\x00", "broken-line", 1),
        (b'{"text": "No id."}', "broken-line", 1),
        (b'{"id": "a"}', "broken-line", 1),
        (b'{"id": "a", "text": 5}', "broken-line", 1),
        (b"[" * 100_000, "broken-line", 1),
        (b"   ", "blank-line", 0),
    ],
)
def test_a_broken_line_is_named_and_the_others_go_on(line, code, status):
    """The output obeys the schema: number and issue for the broken line, claims for its neighbours."""
    found_status, lines = extracted([packed(), line, packed(id="b")])
    assert [faults("extract-output", out) for out in lines] == [[], [], []]
    assert (lines[1]["line"], lines[1]["issues"][0]["code"], found_status) == (2, code, status)
    assert (lines[0]["id"], lines[2]["id"]) == ("a-1", "b")


def test_a_broken_line_with_an_id_keeps_it():
    """The caller can still join the line."""
    assert extracted([b'{"id": "x-9"}'])[1][0]["id"] == "x-9"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"published": "12 May 2021"}, "bad-date"),
        ({"language": "fr"}, "language-not-read"),
        ({"text": "Au moins douze civils ont été tués mardi dans un bombardement, selon une organisation. " * 3}, "language-not-read"),
        ({"text": "Не менее двенадцати мирных жителей погибли во вторник."}, "language-not-read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_issue_and_no_error(changes, code):
    """A language we do not have gives no claims and says so; a bad date leaves relative dates open."""
    status, lines = extracted([packed(**changes)])
    assert faults("extract-output", lines[0]) == []
    assert [issue["code"] for issue in lines[0]["issues"]][:1] == [code]
    assert status == 0


def test_the_line_obeys_its_schema_and_keeps_the_id_as_given():
    """A number as id comes back as a number."""
    status, lines = extracted([packed(id=17)])
    assert faults("extract-output", lines[0]) == []
    assert (lines[0]["id"], status) == (17, 0)


def test_the_order_is_kept_by_several_processes():
    """Lines come out as they went in, also when workers finish out of order."""
    lines = [packed(id=n, text=REPORT["text"] * (1 + 20 * (n % 3 == 0))) for n in range(150)]
    status, out = extracted(lines, "--jobs", "2")
    assert [line["id"] for line in out] == list(range(150))
    assert status == 0


def test_input_is_read_as_it_comes(warm):
    """The first line is answered before the second is there: memory does not grow with the input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tollbook", "extract", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    for number in range(3):
        process.stdin.write(packed(id=number) + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()


def test_a_reader_that_closes_its_pipe_ends_the_program_quietly(warm):
    """Head closes the pipe after one line: no traceback."""
    source = subprocess.Popen(
        [sys.executable, "-m", "tollbook", "extract", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    lines = islice(iter(lambda: packed() + b"\n", None), 20_000)
    source.stdin.write(packed() + b"\n")
    source.stdin.flush()
    source.stdout.readline()
    source.stdout.close()
    try:
        for line in lines:
            source.stdin.write(line)
        source.stdin.close()
    except BrokenPipeError:
        pass
    assert source.stderr.read() == b""
    assert source.wait(timeout=30) == 3
    source.stderr.close()


def test_an_interrupt_of_several_processes_is_quiet_and_leaves_none_behind(warm):
    """Ctrl-C reaches parent and workers alike; nobody prints a traceback, and all end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tollbook", "extract", "--jobs", "2", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    process.stdin.write((packed() + b"\n") * 200)
    process.stdin.flush()
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (3, b"")


def test_a_killed_worker_stops_the_program_with_a_word(warm):
    """A worker that dies (of memory, say) is told, with status 3, instead of a hang or a traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tollbook", "extract", "--jobs", "2", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdin.write((packed() + b"\n") * 200)
    process.stdin.flush()
    process.stdout.readline()
    for child in psutil.Process(process.pid).children():
        child.kill()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write((packed() + b"\n") * 200)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 3
    assert errors.startswith(b"stopped: extract: a worker process was killed")


def test_the_example_of_the_help_works_as_shown(warm):
    """What a newcomer copies from --help gives a claim."""
    example = next(line.strip() for line in EPILOG.splitlines() if line.strip().startswith("echo"))
    shown = example.replace("tollbook extract", f"{sys.executable} -m tollbook extract")
    done = subprocess.run(["bash", "-c", shown], capture_output=True, text=True, check=True)
    assert [claim["quote"] for claim in json.loads(done.stdout)["claims"]] == ["3 civilians"]
