"""--extractor llm on the command line: off by default, says where texts go, goes on after a stop."""

import json
import socket

import pytest
from click.testing import CliRunner

from llm_stub import Stub, answer, said, serving
from schemas import faults
from tollbook.cli.main import tollbook_command
from tollbook.flow.books.book import init_book
from tollbook.flow.books.config import BookConfig
from tollbook.model.issue import RunAborted

REPORT = {
    "id": "a-1",
    "published": "2021-05-12",
    "text": "At least 12 civilians were killed in shelling of Taiz on Tuesday, a local monitor said.",
}
GOOD = answer(
    said(
        "At least 12 civilians",
        12,
        None,
        status={"value": "civilian", "quote": "civilians"},
        means={"value": "shelling", "quote": "shelling"},
        when="on Tuesday",
        where="Taiz",
        said_by=["a local monitor"],
    )
)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    """Fail the test that would reach any other machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        assert address[0] in ("127.0.0.1", "::1"), f"a test reached for {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def described(monkeypatch, stub: Stub) -> None:
    """Describe the stub in the environment."""
    for name, value in {"URL": stub.url, "MODEL": "small", "PER_MINUTE": "600000", "PRICE": "10,100"}.items():
        monkeypatch.setenv("TOLLBOOK_LLM_" + name, value)


def called(*arguments: str, reports: tuple[dict, ...] = ()):
    """Call the command with reports on standard input."""
    lines = "".join(json.dumps(report) + "\n" for report in reports)
    return CliRunner().invoke(tollbook_command, list(arguments), input=lines)


def test_lines_read_by_a_model_obey_the_schema_and_tell_where_texts_go(monkeypatch, tmp_path):
    """Host, model, reports and questions before; tokens, cost, refusals and differences after; all on standard error."""
    with serving(Stub(GOOD)) as stub:
        described(monkeypatch, stub)
        result = called("extract", "--extractor", "llm", "--cache", str(tmp_path / "kept"), "-", reports=(REPORT,))
        again = called("extract", "--extractor", "llm", "--cache", str(tmp_path / "kept"), "-", reports=(REPORT,))
        assert len(stub.requests) == 1
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert faults("extract-output", line) == []
    assert [c["low"] for c in line["claims"]] == [12]
    host = stub.url.removeprefix("http://").removesuffix("/v1")
    assert f"sending text of 1 report in 1 question to {host} (model small)" in result.stderr
    assert "100 tokens in, 20 out; 0.0030 at the prices given" in result.stderr
    assert "nothing is sent" in again.stderr
    assert "1 answer kept from before" in again.stderr
    assert again.stdout == result.stdout


def test_nothing_is_sent_without_the_option(monkeypatch):
    """The environment alone chooses nothing."""
    with serving(Stub(GOOD)) as stub:
        described(monkeypatch, stub)
        result = called("extract", "-", reports=(REPORT,))
        assert (stub.requests, result.stderr) == ([], "")
    assert json.loads(result.stdout)["claims"][0]["low"] == 12


def test_a_broken_line_costs_no_other(monkeypatch):
    """The line interface keeps its promises with a model too."""
    with serving(Stub(GOOD)) as stub:
        described(monkeypatch, stub)
        result = called("extract", "--extractor", "llm", "-", reports=({"id": "x"}, REPORT))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(line.get("claims", [])) for line in lines] == [0, 1]
    assert result.exit_code == 1


def test_a_book_is_run_and_rebuilt_by_a_model(monkeypatch, tmp_path):
    """Run and rebuild say what they send; a forgotten option stops with the next step; nothing is sent twice."""
    root = str(init_book(tmp_path / "war", BookConfig(name="war")).root)
    report = tmp_path / "r.jsonl"
    report.write_text(json.dumps(REPORT) + "\n", encoding="utf-8")
    with serving(Stub(GOOD)) as stub:
        described(monkeypatch, stub)
        first = called("run", "--book", root, "--extractor", "llm", str(report))
        assert (first.exit_code, "1 claim" in first.stdout) == (0, True), first.stderr
        assert "sending text of 1 report" in first.stderr
        forgotten = called("run", "--book", root)
        assert isinstance(forgotten.exception, RunAborted)
        assert "--extractor rules" in forgotten.exception.issue.hint
        rebuilt = called("rebuild", "--book", root, "--extractor", "llm")
        assert "nothing is sent" in rebuilt.stderr
        assert len(stub.requests) == 1


def test_an_undescribed_model_stops_before_anything_changes(monkeypatch, tmp_path):
    """Missing variables are told by name, and the book still counts as read by the rules."""
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv("TOLLBOOK_LLM_" + name, raising=False)
    root = str(init_book(tmp_path / "war", BookConfig(name="war")).root)
    result = called("run", "--book", root, "--extractor", "llm")
    assert isinstance(result.exception, RunAborted)
    assert result.exception.issue.code == "llm-not-set"
    assert called("run", "--book", root).exit_code == 0


def test_worker_processes_do_not_go_with_a_model():
    """The pace of questions is set in one place."""
    result = called("extract", "--extractor", "llm", "--jobs", "2", "-", reports=(REPORT,))
    assert result.exit_code == 2
