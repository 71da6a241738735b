"""Puts questions to an OpenAI-compatible chat-completions endpoint: one host, no redirects, no proxies, nothing kept.

Knows nothing of reports. The standard library's plain client is used on purpose: it follows no redirect to another host, so
what the command says of where the texts go is true.
"""

import http.client
import ssl
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from tollbook.model.chat import Question, Reply, ReplyUnusable
from tollbook.model.issue import Issue, RunAborted

LARGEST = 4_000_000
"""Bytes of a reply at most; the answer for a passage is a few thousand."""
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
LONGEST_WAIT = 60.0
_CHUNK = 1 << 16
_OK = 200
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where questions go and how patiently: ``url`` up to ``/v1``, seconds a reply may take, tries, questions a minute."""

    url: str
    key: str | None = None
    timeout_s: float = 120.0
    tries: int = 6
    per_minute: float = 60.0

    @property
    def host(self) -> str:
        """Host and port the texts are sent to."""
        return urlsplit(self.url).netloc.rsplit("@", 1)[-1]

    @property
    def is_this_machine(self) -> bool:
        """True for a loopback address: nothing leaves the machine by this program's hand."""
        return urlsplit(self.url).hostname in _LOOPBACK

    def mistakes(self) -> tuple[str, ...]:
        """Return what is wrong with the address, one sentence each."""
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError as error:
            return (f"{self.url!r} is no address ({error})",)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return (f"{self.url!r} is no address such as https://host/v1",)
        if parts.username or parts.password or parts.query or parts.fragment:
            return ("the address holds more than host and path; the key goes into its own variable",)
        if parts.scheme == "http" and not self.is_this_machine:
            return (f"{self.url!r} would send reports and key unencrypted; use https (http is for this machine only)",)
        return ()


class _Stayed(Exception):  # noqa: N818  # the endpoint is busy or silent; carries what it said and how long it asks to wait
    def __init__(self, what: str, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.wait_s = wait_s


class Client:
    """Asks one endpoint. Waits between questions and after refusals; ``sleep`` and ``clock`` are those of the caller."""

    def __init__(
        self,
        endpoint: Endpoint,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.endpoint = endpoint
        self.sleep = sleep
        self.clock = clock
        self.next_at = clock()

    def __call__(self, question: Question) -> Reply:
        """Return the reply; raise ReplyUnusable or RunAborted (see ``model.chat.Ask``)."""
        body = msgspec.json.encode(request_body(question))
        said = ""
        for attempt in range(self.endpoint.tries):
            self._keep_pace()
            try:
                return _reply(self._post(body))
            except _Stayed as stayed:
                said = str(stayed)
                if attempt + 1 < self.endpoint.tries:
                    self.sleep(min(LONGEST_WAIT, stayed.wait_s if stayed.wait_s is not None else 2.0**attempt))
        message = f"no answer after {self.endpoint.tries} tries ({said})"
        hint = "Run the same command again later: what was answered is kept where a cache is, and nothing was half-written."
        raise RunAborted(Issue("llm-unreachable", "error", self.endpoint.host, message, hint))

    def _keep_pace(self) -> None:
        wait = self.next_at - self.clock()
        if wait > 0:
            self.sleep(wait)
        self.next_at = self.clock() + 60.0 / self.endpoint.per_minute

    def _post(self, body: bytes) -> bytes:
        parts = urlsplit(self.endpoint.url)
        connection = _connection(parts, self.endpoint.timeout_s)
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "tollbook"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        deadline = self.clock() + self.endpoint.timeout_s
        try:
            connection.request("POST", parts.path.rstrip("/") + "/chat/completions", body, headers)
            response = connection.getresponse()
            content = self._read(response, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise _Stayed(_printable(f"{type(error).__name__}: {error}")) from error
        finally:
            connection.close()
        if response.status in BUSY:
            raise _Stayed(f"status {response.status}", _seconds(response.getheader("Retry-After")))
        if response.status != _OK:
            raise RunAborted(_refused(self.endpoint, response.status, content))
        return content

    def _read(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        """Return the body; a reply that drips past the deadline is a silent endpoint, one too large is unusable."""
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > LARGEST:
                raise ReplyUnusable(f"a reply of more than {LARGEST:,} bytes")
            if self.clock() > deadline:
                raise TimeoutError(f"the reply was not whole after {self.endpoint.timeout_s:g} seconds")
        if size < _announced(response):
            raise http.client.IncompleteRead(b"", _announced(response) - size)
        return b"".join(parts)


def _announced(response: http.client.HTTPResponse) -> int:
    """Return how many bytes the endpoint said the body has: one that hangs up before is asked again, not believed."""
    length = response.getheader("Content-Length") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def request_body(question: Question) -> dict[str, Any]:
    """Return the JSON of a chat-completions request: the answer must obey the question's schema."""
    return {
        **question.options,
        "model": question.model,
        "messages": list(question.messages),
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": question.schema},
        },
    }


def _connection(parts: SplitResult, timeout_s: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, parts.port, timeout=timeout_s, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, parts.port, timeout=timeout_s)


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def _reply(content: bytes) -> Reply:
    try:
        completion = msgspec.json.decode(content, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReplyUnusable(f"the endpoint's reply is no chat completion ({error})") from error
    usage = completion.usage or _Usage()
    choice = completion.choices[0] if completion.choices else None
    if choice is None or choice.message.content is None or choice.finish_reason == "length":
        refusal = choice.message.refusal if choice else None
        why = "the model declined" if refusal else "the answer is empty or was cut short"
        raise ReplyUnusable(why, usage.prompt_tokens, usage.completion_tokens)
    return Reply(content=choice.message.content, tokens_in=usage.prompt_tokens, tokens_out=usage.completion_tokens)


def _printable(words: str) -> str:
    """Return an endpoint's words on one line, without characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(words.split()))


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None  # a date: wait by our own measure


def _refused(endpoint: Endpoint, status: int, content: bytes) -> Issue:
    said = _printable(content[:300].decode("utf-8", "replace"))
    said = said.replace(endpoint.key, "[key]") if endpoint.key else said  # some endpoints repeat it
    hint = "Check TOLLBOOK_LLM_URL, TOLLBOOK_LLM_MODEL and TOLLBOOK_LLM_KEY; what was answered before is kept."
    return Issue(
        "llm-refused", "error", endpoint.host, f"the endpoint refused the question (status {status}: {said})", hint
    )
