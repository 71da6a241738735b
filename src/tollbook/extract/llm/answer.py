"""The shape of a language model's answer: as a JSON Schema to send, and as values to decode what comes back into."""

from typing import Any, get_args

import msgspec

from tollbook.model.chat import ReplyUnusable
from tollbook.model.claim import Harm, Scope, Stance, Status
from tollbook.model.count import Bound
from tollbook.vocab.llm import groups_known, means_known

MOST_CLAIMS = 400
"""Claims of one answer at most: no passage of a report holds more, a model that rambles does."""


class Worded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value with the words of the report that say it."""

    value: str
    quote: str


class AnswerClaim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim as the model gives it, before anything of it is believed.

    Models count sentences well and characters badly: ``sentence`` is the number of the sentence in the question, ``nth``
    which of several equal quotes in it is meant (from 1). ``part_of``, ``restates`` and ``supersedes`` are positions in
    the answer's list. None is silence.
    """

    sentence: int
    quote: str
    nth: int
    low: int | None
    high: int | None
    bound: str
    harm: Worded
    status: Worded | None
    group: Worded | None
    scope: Worded | None
    stance: Worded | None
    means: Worded | None
    when: str | None
    where: str | None
    by: list[str]
    said_by: list[str]
    part_of: int | None
    restates: int | None
    supersedes: int | None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The claims of one passage."""

    claims: list[AnswerClaim]


def read_answer(content: str) -> Answer:
    """Return the decoded answer; raise ReplyUnusable, saying where, when it is not JSON of the schema."""
    try:
        answer = msgspec.json.decode(_unfenced(content), type=Answer)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise ReplyUnusable(f"no answer of the expected shape ({error})") from error
    if len(answer.claims) > MOST_CLAIMS:
        raise ReplyUnusable(f"{len(answer.claims):,} claims for one passage")
    return answer


def _unfenced(content: str) -> str:
    """Return the JSON inside a Markdown fence, which many models put around it whatever they are told."""
    stripped = content.strip()
    if stripped.startswith("```") and stripped.endswith("```") and "\n" in stripped:
        return stripped.split("\n", 1)[1][:-3]
    return stripped


def answer_schema(language: str) -> dict[str, Any]:
    """Return the JSON Schema of an answer: every field required, no others, null for silence (strict endpoints ask that)."""
    words = {"type": "string"}
    said = {"anyOf": [words, {"type": "null"}]}
    index = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    claim: dict[str, Any] = {
        "sentence": {"type": "integer"},
        "quote": words,
        "nth": {"type": "integer"},
        "low": index,
        "high": index,
        "bound": {"type": "string", "enum": list(get_args(Bound))},
        "harm": _worded(get_args(Harm)),
        "status": _perhaps(get_args(Status)),
        "group": _perhaps(groups_known(language)),
        "scope": _perhaps(get_args(Scope)),
        "stance": _perhaps(get_args(Stance)),
        "means": _perhaps(means_known(language)),
        "when": said,
        "where": said,
        "by": {"type": "array", "items": words},
        "said_by": {"type": "array", "items": words},
        "part_of": index,
        "restates": index,
        "supersedes": index,
    }
    return _object({"claims": {"type": "array", "items": _object(claim)}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _worded(values: tuple[str, ...]) -> dict[str, Any]:
    return _object({"value": {"type": "string", "enum": list(values)}, "quote": {"type": "string"}})


def _perhaps(values: tuple[str, ...]) -> dict[str, Any]:
    return {"anyOf": [_worded(values), {"type": "null"}]}
