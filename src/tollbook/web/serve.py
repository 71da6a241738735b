"""Runs the desk on this machine until it is interrupted. Knows the socket and the browser, no pages."""

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import uvicorn

from tollbook.flow.books.book import open_book
from tollbook.flow.run import kit_of
from tollbook.flow.team.accounts import accounts_of
from tollbook.model.issue import Issue, RunAborted
from tollbook.web.app import make_app, make_team_app
from tollbook.web.guard import Guard

HOST = "127.0.0.1"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
USUAL_PORT = 8765


class Listen(msgspec.Struct, frozen=True, kw_only=True):
    """Where a team's desk listens, and what it is reached by: ``address`` where a proxy stands before it."""

    host: str = HOST
    address: str = ""
    certificate: str | None = None
    key: str | None = None


def serve(
    root: Path,
    *,
    port: int | None,
    who: str,
    tell: Callable[[str], None],
    browse: bool,
    tiles: Path | None = None,
) -> None:
    """Serve the book in folder ``root`` on the loopback address; ``tell`` gets the address to open.

    Without a ``port`` it takes its usual one, or a free one where that is taken. Raises RunAborted where it cannot serve.
    """
    listening = _socket(port)
    chosen = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    app = make_app(root, token=token, port=chosen, who=who, tiles=tiles)
    address = f"http://{HOST}:{chosen}/?token={token}"
    if browse:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    _run(app, listening, root, tell, address)


def serve_team(
    root: Path, *, port: int | None, listen: Listen, tell: Callable[[str], None], tiles: Path | None = None
) -> None:
    """Serve the book to a team with accounts; ``tell`` gets the address to open.

    Raises RunAborted where passwords would cross a network in clear, where nobody keeps the accounts yet, or where the
    port cannot be used.
    """
    listening = _socket(port, listen.host)
    scheme = "https" if listen.certificate else "http"
    address = listen.address.rstrip("/") or f"{scheme}://{listen.host}:{listening.getsockname()[1]}"
    _refuse_clear(address)
    if not any(account.may("govern") for account in accounts_of(root)):
        hint = "Make the first: tollbook accounts add NAME --role admin --book DIR"
        raise RunAborted(Issue("no-accounts", "error", str(root), "nobody keeps the accounts of this book yet", hint))
    app = make_team_app(root, address=address, tiles=tiles)
    _run(app, listening, root, tell, address, certificate=listen.certificate, key=listen.key)


def _run(
    app: Guard,
    listening: socket.socket,
    root: Path,
    tell: Callable[[str], None],
    address: str,
    *,
    certificate: str | None = None,
    key: str | None = None,
) -> None:
    """Answer on the socket until interrupted, what judging needs loaded meanwhile."""
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # it would keep the token
        server_header=False,
        lifespan="off",
        ws="none",
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    tell(address)
    threading.Thread(target=_warm, args=(root, app), daemon=True).start()
    uvicorn.Server(settings).run(sockets=[listening])


def _refuse_clear(address: str) -> None:
    """Raise RunAborted for an address that is no scheme and host, or that is not this machine's and has no TLS."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        hint = "Write it as https://desk.example.org, without a path."
        raise RunAborted(Issue("address-wrong", "error", address, "this is not the address of a desk", hint))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        message = "passwords would cross the network in clear"
        hint = "Give --certificate and --key, or an https --address that a proxy on this machine serves."
        raise RunAborted(Issue("address-in-clear", "error", address, message, hint))


def _socket(port: int | None, host: str = HOST) -> socket.socket:
    """Return a listening socket of ``host``, the loopback address where nothing else is said."""
    for candidate in (USUAL_PORT, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
        except OSError as error:
            listening.close()
            if port is None and candidate:
                continue
            hint = "Choose another: tollbook review --port 0 takes any free one."
            message = f"port {candidate} cannot be used ({error.strerror})"
            raise RunAborted(Issue("port-taken", "error", host, message, hint)) from error
        return listening
    raise AssertionError("a loop over at least one port ends above")


def _warm(root: Path, app: Guard) -> None:
    """Read the book, and what judging needs, before anybody asks; what is wrong with it, the first page or judgement will say."""
    try:
        app.opens()
        kit_of(open_book(root))
    except RunAborted:
        return
