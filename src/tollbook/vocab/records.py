"""Load the words and patterns of the records a report carries besides casualty claims. Knows no language."""

import functools
import re

import msgspec

from tollbook.model.record import RecordKind
from tollbook.vocab.load import load

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\([^()]*\)")
_LETTER = re.compile(r"[a-zA-Z](?![*+?{])")
"""The first letter of an expression, where it stands for itself."""


class Shorter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The threshold of texts up to ``characters`` long: a short text has room for fewer words."""

    characters: int
    threshold: int


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell a conflict report from other news.

    A distinct ``strong`` word weighs two, a ``weak`` one one, an ``off_topic`` one takes one away; a document below
    ``threshold`` (of ``shorter`` texts: the first that fits) yields no records.
    """

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    off_topic: tuple[str, ...]
    threshold: int
    shorter: tuple[Shorter, ...] = ()


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to word a record. ``find`` is a regular expression over one sentence, with ``{lists}`` and ``{macros}``.

    ``key`` is a cheaper expression that any sentence with a match has too, where the groups of ``find`` do not tell it.
    Named groups say which words fill which field. ``set`` are details the wording itself decides. The pattern is
    silent where ``unless`` matches the sentence, ``before`` the words right before the match, or ``after`` those after;
    ``needs_place`` asks that the ``zone`` holds a place some finder knows or a word for a kind of place
    (``needs_name``: or a name that is no actor's),
    ``needs_speaker`` that somebody is quoted with these words, ``needs_party`` that both sides of a relation are parties
    (a known actor or a word for a force).
    """

    kind: RecordKind
    name: str
    find: str
    key: str = ""
    set: dict[str, str] = {}
    unless: str = ""
    before: str = ""
    after: str = ""
    needs_place: bool = False
    needs_name: bool = False
    needs_speaker: bool = False
    needs_party: bool = False


class RecordWords(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """One language's words: ``lists`` of alternatives, ``macros`` (regular expressions), ``triggers`` and ``patterns`` by kind.

    Each set of words is itself only (``eq=False``), so that what is made of it can be remembered. ``means`` maps a lexicon's list name to the means it stands for; ``classes`` maps a detail's value to its words.
    """

    context: Context
    lists: dict[str, tuple[str, ...]]
    macros: dict[str, str]
    triggers: dict[RecordKind, tuple[str, ...]]
    patterns: tuple[Pattern, ...]
    classes: dict[str, dict[str, tuple[str, ...]]] = {}


@functools.cache
def load_record_words(language: str) -> RecordWords:
    """Return the record words of ``language``; raise ValueError naming the file and field on bad data."""
    words: RecordWords = load(RecordWords, "languages", language, "records.toml")
    return words


def alternatives(words: tuple[str, ...]) -> str:
    """Return a group matching any of ``words`` (each a small regular expression), longest first.

    Those with one first letter share a branch: at most places none fits, and a matcher that tries branch after branch sees
    that in twenty steps instead of a hundred.
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        whole = "|" in _GROUP.sub(
            "", word
        )  # it is several words, or reads like that: its first letter is not all of theirs
        letter = None if whole else _LETTER.match(word)
        first = letter.group() if letter else word
        branches.setdefault(first, []).append(word[len(first) :])
    return "(?:" + "|".join(first + _any_of(rests) for first, rests in branches.items()) + ")"


def _any_of(rests: list[str]) -> str:
    return rests[0] if len(rests) == 1 else "(?:" + "|".join(rests) + ")"


def expand(words: RecordWords, pattern: str, depth: int = 0) -> str:
    """Return ``pattern`` with each ``{name}`` replaced by its list or macro; raise ValueError on an unknown name or a loop."""
    if depth > 8:  # noqa: PLR2004  # macros nest a few levels; more is a loop
        raise ValueError(f"records.toml: macros of {pattern!r} refer to each other in a loop")
    for name in _PLACEHOLDER.findall(pattern):
        if name not in words.lists and name not in words.macros:
            raise ValueError(f"records.toml: no list or macro {{{name}}}, used in {pattern!r}")
    return _PLACEHOLDER.sub(lambda match: _expanded(words, match.group(1), depth), pattern)


@functools.cache
def _expanded(words: RecordWords, name: str, depth: int) -> str:
    if name in words.lists:
        return expand(words, alternatives(words.lists[name]), depth + 1)
    return "(?:" + expand(words, words.macros[name], depth + 1) + ")"
