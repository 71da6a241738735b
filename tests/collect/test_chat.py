"""The client of a language model: patient with a busy endpoint, never redirected, never fooled by what comes back."""

import json
import socket

import pytest

from llm_stub import HANG_UP, Stub, answer, completion, serving, slowly
from tollbook.collect.chat import LARGEST, Client, Endpoint
from tollbook.model.chat import Question, ReplyUnusable
from tollbook.model.issue import RunAborted

QUESTION = Question(
    model="small", messages=({"role": "user", "content": "?"},), schema={"type": "object"}, options={"temperature": 0}
)
FINE = answer()


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    """Fail the test that would reach any other machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        assert address[0] in ("127.0.0.1", "::1"), f"a test reached for {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


class Clock:
    """A clock that only sleeping moves; keeps what was slept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move the clock."""
        self.slept.append(seconds)
        self.now += seconds


def client_of(stub: Stub, **changes) -> tuple[Client, Clock]:
    """Return a client of the stub whose waits take no time."""
    clock = Clock()
    settings = {"url": stub.url, "tries": 4, "per_minute": 6e9, "timeout_s": 5.0} | changes
    return Client(Endpoint(**settings), clock.sleep, clock), clock


def test_a_question_is_a_chat_completion_with_a_schema():
    """Model, messages, options and strict JSON schema go to /chat/completions, the key into the header and nowhere else."""
    with serving(Stub(FINE)) as stub:
        client, _ = client_of(stub, key="s3cret")
        reply = client(QUESTION)
    (sent,) = stub.requests
    assert stub.paths == ["/v1/chat/completions"]
    assert (sent["model"], sent["temperature"], sent["messages"]) == ("small", 0, [{"role": "user", "content": "?"}])
    assert sent["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert stub.headers[0]["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in json.dumps(sent)
    assert (json.loads(reply.content), reply.tokens_in, reply.tokens_out) == (FINE, 100, 20)


@pytest.mark.parametrize(
    ("step", "waits"),
    [
        ((429, b"slow down", {"Retry-After": "7"}), [7.0]),
        ((429, b"slow down", {"Retry-After": "86400"}), [60.0]),  # no longer than a minute
        ((429, b"slow down", {"Retry-After": "Tue, 24 Nov 2026 10:00:00 GMT"}), [1.0]),
        ((503, b"", {}), [1.0]),
        ((500, b"<html>oops</html>", {}), [1.0]),
    ],
)
def test_a_busy_endpoint_is_asked_again(step, waits):
    """429 and 5xx are waited out, as long as the endpoint asks for, and the answer is taken."""
    with serving(Stub(step, FINE)) as stub:
        client, clock = client_of(stub)
        assert json.loads(client(QUESTION).content) == FINE
    assert [w for w in clock.slept if w > 0.1] == waits


def test_an_endpoint_that_stays_busy_stops_the_run():
    """After the tries, with longer and longer waits, the run stops and can be done again."""
    with serving(Stub((500, b"", {}))) as stub:
        client, clock = client_of(stub)
        with pytest.raises(RunAborted) as stopped:
            client(QUESTION)
    assert stopped.value.issue.code == "llm-unreachable"
    assert len(stub.requests) == 4
    assert [w for w in clock.slept if w > 0.1] == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_stops_at_once_and_never_shows_the_key(status):
    """A wrong key or model isn't tried again; a body that repeats the key is not passed on."""
    with serving(Stub((status, b"bad key s3cret", {}))) as stub:
        client, _ = client_of(stub, key="s3cret")
        with pytest.raises(RunAborted) as stopped:
            client(QUESTION)
    issue = stopped.value.issue
    assert (issue.code, len(stub.requests)) == ("llm-refused", 1)
    assert str(status) in issue.message
    assert "s3cret" not in issue.message


def test_a_refusal_cannot_steer_the_terminal():
    """Escape sequences in an endpoint's words are not passed on."""
    with serving(Stub((400, b"no\x1b[2J\x07 such\nmodel", {}))) as stub:
        client, _ = client_of(stub)
        with pytest.raises(RunAborted) as stopped:
            client(QUESTION)
    assert stopped.value.issue.message.isprintable()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status):
    """The texts go where the command said, or nowhere."""
    with serving(Stub(FINE)) as other, serving(Stub((status, b"", {"Location": other.url}))) as stub:
        client, _ = client_of(stub)
        with pytest.raises(RunAborted):
            client(QUESTION)
        assert other.requests == []


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    """No third machine sees the texts."""
    with serving(Stub(FINE)) as proxy, serving(Stub(FINE)) as stub:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        client, _ = client_of(stub)
        client(QUESTION)
        assert (len(stub.requests), proxy.requests) == (1, [])


def test_a_silent_endpoint_is_given_up():
    """A reply that takes longer than the limit counts as none."""
    with serving(Stub(slowly(0.6, FINE), FINE)) as stub:
        client, _ = client_of(stub, timeout_s=0.2)
        assert json.loads(client(QUESTION).content) == FINE
    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    "body", [b"", b'{"choices": [', completion("{}")], ids=["at once", "half way", "before the end"]
)
def test_an_endpoint_that_hangs_up_is_asked_again(body):
    """A line closed before the announced end is silence, even where what came would pass for an answer."""
    with serving(Stub((HANG_UP, body, {}), FINE)) as stub:
        client, clock = client_of(stub)
        assert json.loads(client(QUESTION).content) == FINE
    assert len(stub.requests) == 2
    assert [w for w in clock.slept if w > 0.1] == [1.0]


def test_an_endpoint_that_always_hangs_up_stops_the_run():
    """The message says what happened, and how often it was tried."""
    with serving(Stub((HANG_UP, b"", {}))) as stub:
        client, _ = client_of(stub)
        with pytest.raises(RunAborted) as stopped:
            client(QUESTION)
    assert stopped.value.issue.code == "llm-unreachable"
    assert "after 4 tries" in stopped.value.issue.message


def test_tries_again_keep_the_pace_too():
    """A busy endpoint is not asked more often than the pace allows."""
    with serving(Stub((503, b"", {}), (503, b"", {}), FINE)) as stub:
        client, clock = client_of(stub, per_minute=6)
        client(QUESTION)
    assert clock.now == pytest.approx(20.0)


def test_an_answer_cut_short_is_paid_for():
    """Its tokens are told, so that the cost is whole."""
    with serving(Stub((200, completion("{}", finish="length"), {}))) as stub:
        client, _ = client_of(stub)
        with pytest.raises(ReplyUnusable) as unusable:
            client(QUESTION)
    assert (unusable.value.tokens_in, unusable.value.tokens_out) == (100, 20)


def test_nobody_there_stops_the_run():
    """A closed port is an unreachable endpoint."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = Clock()
    client = Client(Endpoint(url=f"http://127.0.0.1:{port}/v1", tries=2, per_minute=6e9), clock.sleep, clock)
    with pytest.raises(RunAborted) as stopped:
        client(QUESTION)
    assert stopped.value.issue.code == "llm-unreachable"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null, "refusal": "I must not"}}]}',
        b'{"error": {"message": "overloaded"}}',
        b"\xff\xfe",
        completion("{}", finish="length"),
        b"[" * 200_000,
        b" " * (LARGEST + 10),
    ],
)
def test_a_reply_that_is_no_completion_is_unusable(body):
    """Empty, cut short, declined, of another shape or huge: told apart from a busy endpoint, and never decoded further."""
    with serving(Stub((200, body, {}))) as stub:
        client, _ = client_of(stub)
        with pytest.raises(ReplyUnusable):
            client(QUESTION)


def test_questions_keep_the_pace():
    """At 30 a minute two seconds lie between questions."""
    with serving(Stub(FINE)) as stub:
        client, clock = client_of(stub, per_minute=30)
        for _ in range(3):
            client(QUESTION)
    assert clock.now == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://llm.example.org/v1", "unencrypted"),
        ("ftp://llm.example.org/v1", "no address"),
        ("llm.example.org/v1", "no address"),
        ("https://user:word@llm.example.org/v1", "its own variable"),
        ("https://llm.example.org/v1?key=1", "its own variable"),
        ("https://llm.example.org:port/v1", "no address"),
        ("https://llm.example.org/v1", None),
        ("http://127.0.0.1:8080/v1", None),
        ("http://localhost:11434/v1", None),
    ],
)
def test_an_address_that_would_leak_is_refused(url, fault):
    """Plain http is for this machine only, and keys do not stand in addresses."""
    mistakes = Endpoint(url=url).mistakes()
    assert (fault in mistakes[0]) if fault else mistakes == ()
