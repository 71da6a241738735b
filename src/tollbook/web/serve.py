"""Runs the desk on this machine until it is interrupted. Knows the socket and the browser, no pages."""

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from tollbook.flow.book import open_book
from tollbook.flow.run import kit_of
from tollbook.model.issue import Issue, RunAborted
from tollbook.web.app import make_app

HOST = "127.0.0.1"
USUAL_PORT = 8765


def serve(root: Path, *, port: int | None, who: str, tell: Callable[[str], None], browse: bool) -> None:
    """Serve the book in folder ``root`` on the loopback address; ``tell`` gets the address to open.

    Without a ``port`` it takes its usual one, or a free one where that is taken. Raises RunAborted where it cannot serve.
    """
    listening = _socket(port)
    chosen = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    app = make_app(root, token=token, port=chosen, who=who)
    address = f"http://{HOST}:{chosen}/?token={token}"
    # an access log would keep the token
    settings = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none"
    )
    tell(address)
    threading.Thread(target=_warm, args=(root,), daemon=True).start()
    if browse:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    uvicorn.Server(settings).run(sockets=[listening])


def _socket(port: int | None) -> socket.socket:
    """Return a listening socket of the loopback address."""
    for candidate in (USUAL_PORT, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, candidate))
        except OSError as error:
            listening.close()
            if port is None and candidate:
                continue
            hint = "Choose another: tollbook review --port 0 takes any free one."
            message = f"port {candidate} cannot be used ({error.strerror})"
            raise RunAborted(Issue("port-taken", "error", HOST, message, hint)) from error
        return listening
    raise AssertionError("a loop over at least one port ends above")


def _warm(root: Path) -> None:
    """Load what judging needs before the first judgement asks for it; what is wrong with it, that judgement will say."""
    try:
        kit_of(open_book(root))
    except RunAborted:
        return
