"""A chat-completions endpoint on loopback that answers from a script, and answers as a model would give them."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG_UP = 0
"""The status of a step that closes the line: at once without a body, else after a part of it."""


class Stub:
    """Answers each request with the next step of its script, the last one over and over; keeps what it was sent.

    A step is a value (the model's answer), or ``(status, body, headers)``, or a function of the request that returns one.
    """

    def __init__(self, *steps: Any) -> None:
        self.steps = list(steps)
        self.requests: list[dict] = []
        self.headers: list[dict] = []
        self.paths: list[str] = []
        self.url = ""

    def answer(self, request: dict) -> tuple[int, bytes, dict]:
        """Return status, body and headers for ``request``."""
        step = self.steps[min(len(self.requests), len(self.steps)) - 1]
        step = step(request) if callable(step) else step
        if isinstance(step, tuple):
            return step
        content = step if isinstance(step, str) else json.dumps(step)
        return 200, completion(content), {}


def completion(content: str | None, finish: str = "stop") -> bytes:
    """Return the JSON of a completion with ``content``: 100 tokens in, 20 out."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return json.dumps({"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}).encode()


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """Serve ``stub`` on a free port of 127.0.0.1 while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name http.server calls
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.requests.append(request)
            stub.headers.append(dict(self.headers))
            stub.paths.append(self.path)
            status, body, headers = stub.answer(request)
            if status == HANG_UP:
                self.hang_up(body)
                return
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the client gave up on a slow answer, as it should

        def hang_up(self, body: bytes) -> None:
            """Close the line: at once, or after a body that is shorter than announced."""
            if body:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body) + 50))
                self.end_headers()
                self.wfile.write(body)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def slowly(seconds: float, content: Any) -> Any:
    """Return a step that answers after ``seconds``."""

    def step(_: dict) -> Any:
        time.sleep(seconds)
        return content

    return step


def said(quote: str, low: int | None, high: int | None = -1, **changes: Any) -> dict:
    """Return one claim of an answer: killed, exact, in sentence 1, everything else unsaid."""
    bound = "exact" if high == -1 else "at_least"
    claim = {
        "sentence": 1,
        "quote": quote,
        "nth": 1,
        "low": low,
        "high": low if high == -1 else high,
        "bound": bound,
        "harm": {"value": "killed", "quote": "killed"},
        "status": None,
        "group": None,
        "scope": None,
        "stance": None,
        "means": None,
        "when": None,
        "where": None,
        "by": [],
        "said_by": [],
        "part_of": None,
        "restates": None,
        "supersedes": None,
    }
    return claim | changes


def answer(*claims: dict) -> dict:
    """Return an answer with these claims."""
    return {"claims": list(claims)}
