"""A question put to a language model and what came back. Knows nothing of networks; a client is lent to who asks."""

from typing import Any, Protocol

import msgspec


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One request: the ``model``, its ``messages``, the JSON ``schema`` its answer must obey, and further ``options``."""

    model: str
    messages: tuple[dict[str, str], ...]
    schema: dict[str, Any]
    options: dict[str, Any] = {}


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The model's words, and how many tokens the endpoint counted (0 where it does not say)."""

    content: str
    tokens_in: int = 0
    tokens_out: int = 0


class ReplyUnusable(Exception):  # noqa: N818  # named for what came back: words nobody can read; asking again may help
    """The endpoint answered, but not with an answer: cut short, too large, or no JSON of the expected shape.

    Such an answer is paid for too: the tokens are those the endpoint counted, 0 where it does not say.
    """

    def __init__(self, why: str, tokens_in: int = 0, tokens_out: int = 0) -> None:
        super().__init__(why)
        self.tokens_in = tokens_in
        self.tokens_out = tokens_out


class Ask(Protocol):
    """Puts one question and returns the reply.

    Raises ReplyUnusable when what came back cannot be read, RunAborted when the endpoint refuses or stays away.
    """

    def __call__(self, question: Question) -> Reply:
        """Return the reply to ``question``."""
        ...
