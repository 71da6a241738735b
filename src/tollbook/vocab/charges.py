"""Load how a language claims a deed and charges somebody with it (``languages/<code>/charges.toml``), as compiled patterns."""

import functools
import re

import msgspec

from tollbook.vocab.load import data_path, load

_APPOSED = r"(?: , [^,.;:]{1,90} ,)?"  # ", the branch of Y in Z,"
_PASSED = r'(?:(?:on|to|told|via|through) §u\d+§|§u\d+§(?= (?:post|message|statement|page|channel|account|video|interview|website|agency)\b)|[^\s.;:!?"“”()§]+|§[so]\d+§)'
"""A word that may stand between: no other group, and no unknown name but whom or where it was told."""
_MACROS = {
    "X": rf"§(?P<who>[sguk]\d+)§{_APPOSED}",
    "G": rf"§(?P<who>[guk]\d+)§{_APPOSED}",
    "K": rf"§(?P<who>[gk]\d+)§{_APPOSED}",
    "quoted": r'(?: :| ,)?(?: ["“])?',
    "word": r'[^\s,.;:!?"“”()§]+',
    "active": r'(?!(?:was|were|been|being|is|are|be|got) )(?:§\w+§|[^\s,.;:!?"“”()§]+)',
    "gap": rf"(?: {_PASSED}){{0,10}}?",
    "few": r"(?: (?:§[so]\d+§|[^\s.;:!?()§]+)){0,5}?",
    "aside": rf"(?: {_PASSED}){{0,8}}?",
}


class ChargePatterns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wordings, each a regular expression with names in braces."""

    declared: tuple[str, ...]
    disowned: tuple[str, ...]
    charged: tuple[str, ...]


class Charges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's wordings of a claimed deed and of a charge; each list is explained in the data file."""

    triggers: tuple[str, ...]
    spoken: tuple[str, ...]
    silent: frozenset[str]
    lists: dict[str, tuple[str, ...]]
    patterns: ChargePatterns


@functools.cache
def charges(language: str) -> Charges | None:
    """Return the wordings of ``language``, None where that language has none yet."""
    if not data_path("languages", language, "charges.toml").exists():
        return None
    words: Charges = load(Charges, "languages", language, "charges.toml")
    return words


@functools.cache
def charge_patterns(language: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return each wording of ``language`` compiled, with its kind (declared, charged, disowned) and True where it needs a verb of saying.

    Raises KeyError for a name in braces that is no list's.
    """
    words = charges(language)
    if words is None:
        return ()
    lists = {name: f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})" for name, forms in words.lists.items()}
    known = _MACROS | lists
    groups = ("declared", "charged", "disowned")
    return tuple(
        (re.compile(rf"(?<!\S)(?:{_filled(p, known)})"), name, "{said}" in p)
        for name in groups
        for p in getattr(words.patterns, name)
    )


@functools.cache
def charge_triggers(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what must stand in a sentence before any wording is tried, and before one with a verb of saying; None without wordings."""
    words = charges(language)
    return (_any_of(words.triggers), _any_of(words.spoken)) if words else None


def _any_of(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(piece) for piece in pieces))


def _filled(pattern: str, known: dict[str, str]) -> str:
    """Return ``pattern`` with the names in braces filled in; ``{0,3}`` is a count and stays."""
    return re.sub(r"\{([a-zA-Z]\w*)\}", lambda m: known[m.group(1)], pattern)
