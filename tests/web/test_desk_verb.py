"""The verb tells what it lacks before it serves anything."""

import functools
import importlib.util
import socket

import pytest
from click.testing import CliRunner

from books import new_book
from tollbook.cli import review
from tollbook.cli.review import NEEDED, command


def test_without_the_extra_the_verb_says_how_to_get_it(monkeypatch, tmp_path):
    """The core installs no web packages."""
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name in NEEDED else found(name, *a))
    done = CliRunner().invoke(command, ["--book", str(new_book(tmp_path))])
    assert done.exit_code != 0
    assert "tollbook[web]" in done.output
    assert "python-multipart" in done.output


def test_a_port_that_is_taken_is_told(tmp_path):
    """With the way round it; nothing is left listening."""
    serve = pytest.importorskip("tollbook.web.serve", reason="the web extra is not installed")
    from tollbook.model.issue import RunAborted  # noqa: PLC0415  # beside what it is for

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(RunAborted) as stopped:
            serve.serve(new_book(tmp_path), port=port, who="", tell=print, browse=False)
    assert stopped.value.issue.code == "port-taken"
    assert str(port) in stopped.value.issue.message


def test_the_book_is_read_before_anybody_asks(tmp_path, monkeypatch):
    """And a large one is told to be: the first page comes only then."""
    serve = pytest.importorskip("tollbook.web.serve", reason="the web extra is not installed")
    served = []
    monkeypatch.setattr(
        serve.uvicorn.Server, "run", lambda server, sockets: served.append((server, sockets[0].close()))
    )
    monkeypatch.setattr(serve.threading, "Thread", lambda target, args, daemon: Now(target, args))
    monkeypatch.setattr(review, "LARGE", -1)
    done = CliRunner().invoke(command, ["--book", str(new_book(tmp_path)), "--no-browser", "--port", "0"])
    assert "0 claims: the first page comes when they are read" in done.output
    desk = served[0][0].config.app._app.state.desk  # the desk behind the guard
    assert desk._index is not None  # what a page would have to wait for


class Now:
    """A thread that does its work as it is started."""

    def __init__(self, target, args):
        self.work = functools.partial(target, *args)

    def start(self):
        """Do the work."""
        self.work()
