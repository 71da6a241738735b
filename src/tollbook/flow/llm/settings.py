"""What the environment says about the language model: where it is, which one, how fast, and what it costs."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from tollbook.collect.chat import Endpoint
from tollbook.model.issue import Issue, RunAborted

PREFIX = "TOLLBOOK_LLM_"
VARIABLES = {
    "URL": "address up to /v1, such as https://host/v1",
    "MODEL": "name of the model at that address",
    "KEY": "key, where the address asks for one",
    "TIMEOUT": "seconds an answer may take (120)",
    "PER_MINUTE": "questions a minute at most (60)",
    "TRIES": "how often a busy address is asked (6)",
    "OPTIONS": 'more of the request, as JSON ({"temperature": 0})',
    "PRICE": "price of a million tokens in and out, such as 0.15,0.60",
}
T = TypeVar("T")


class LlmSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The endpoint, the model there, further options of each request, and prices of a million tokens in and out."""

    endpoint: Endpoint
    model: str
    options: dict[str, Any] = {}
    price: tuple[float, float] | None = None


def llm_settings(environment: Mapping[str, str]) -> LlmSettings:
    """Return the settings; raise RunAborted naming every variable that is missing or wrong. The key is never shown."""
    said = {name: environment.get(PREFIX + name, "").strip() for name in VARIABLES}
    mistakes = [f"{PREFIX}{name} is not set ({VARIABLES[name]})" for name in ("URL", "MODEL") if not said[name]]

    def read(name: str, convert: Callable[[str], T], default: T) -> T:
        try:
            return convert(said[name]) if said[name] else default
        except ValueError:  # msgspec's errors are ValueErrors too
            mistakes.append(f"{PREFIX}{name} is {said[name]!r}, expected: {VARIABLES[name]}")
            return default

    if not (said["KEY"].isascii() and said["KEY"].isprintable()):
        mistakes.append(f"{PREFIX}KEY holds characters that no key has")
    endpoint = Endpoint(
        url=said["URL"].rstrip("/"),
        key=said["KEY"] or None,
        timeout_s=read("TIMEOUT", _positive, 120.0),
        per_minute=read("PER_MINUTE", _positive, 60.0),
        tries=int(read("TRIES", _positive, 6.0)) or 1,
    )
    if said["URL"]:
        mistakes.extend(f"{PREFIX}URL: {what}" for what in endpoint.mistakes())
    options: dict[str, Any] = read("OPTIONS", _options, {})
    price = read("PRICE", _price, None)
    if mistakes:
        hint = "Set them for this command only; see docs/how-to/llm-extractor.md. Nothing was sent."
        raise RunAborted(Issue("llm-not-set", "error", "--extractor llm", "; ".join(mistakes), hint))
    return LlmSettings(endpoint=endpoint, model=said["MODEL"], options=options, price=price)


def _positive(words: str) -> float:
    value = float(words)
    if not 0 < value < float("inf"):
        raise ValueError(words)
    return value


def _options(words: str) -> dict[str, Any]:
    options = msgspec.json.decode(words, type=dict[str, Any])
    if options.keys() & {"messages", "model", "response_format", "stream", "n"}:
        raise ValueError(words)
    return options


def _price(words: str) -> tuple[float, float] | None:
    given, got = (float(part) for part in words.split(","))
    if given < 0 or got < 0:
        raise ValueError(words)
    return given, got
