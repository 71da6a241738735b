"""Check a language's word lists: slips that no schema sees and that would make a word never match, or match twice.

Knows nothing of the language: repeated words, upper case, presentation forms and look-alike letters, stray spaces, words
of two classes that exclude each other.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from tollbook.vocab.lexicon import forms, pieces
from tollbook.vocab.words import Lists, word_lists

_PRESENTATION = ((0xFB00, 0xFDFF), (0xFE70, 0xFEFF))
"""Ligatures and positional forms of letters: texts hold the plain letters, so these never match."""


def lint_words(language: str) -> tuple[str, ...]:
    """Return the findings on the lists of ``language``, one sentence each, naming list and word; empty when clean."""
    lists = word_lists(language)
    findings: list[str] = []
    for name, words in _all_lists(lists):
        findings.extend(_spelling(name, words, is_named=name.startswith("demonyms")))
        findings.extend(_repeats(name, words))
    findings.extend(_overlaps("people", _people(lists)))
    findings.extend(_overlaps("means", lists.means.words))
    findings.extend(_overlaps("harm verbs", _verbs(lists)))
    findings.extend(_overlaps("vague and plain numbers", _numbers(lists)))
    findings.extend(_overlaps("off-topic and conflict words", _topics(lists)))
    return tuple(findings)


def _all_lists(lists: Lists) -> Iterator[tuple[str, list[str]]]:
    for area in lists.__struct_fields__:
        yield from _lists_in(area, getattr(lists, area))


def _lists_in(name: str, value: object) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, list):
        if value and all(isinstance(v, str) for v in value):
            yield name, value
            return
        for index, item in enumerate(value):
            yield from _lists_in(f"{name}[{index}]", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _lists_in(f"{name}.{key}", item)
    elif hasattr(value, "__struct_fields__"):
        for field in value.__struct_fields__:
            yield from _lists_in(f"{name}.{field}", getattr(value, field))


def _spelling(name: str, words: Iterable[str], *, is_named: bool) -> Iterator[str]:
    for word in words:
        if word != " ".join(word.split()):
            yield f"{name}: {word!r} has stray spaces"
        if word != word.lower() and not is_named:
            yield f"{name}: {word!r} has upper case and would never match"
        if any(low <= ord(c) <= high for c in word for low, high in _PRESENTATION):
            yield f"{name}: {word!r} holds presentation forms; write the plain letters"
        if word != unicodedata.normalize("NFC", word):
            yield f"{name}: {word!r} is not in composed form (NFC)"
        if not pieces(word):
            yield f"{name}: {word!r} holds no word"


def _repeats(name: str, words: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield f"{name}: {word!r} stands twice"
        seen.add(word)


def _overlaps(name: str, classes: Mapping[str, Iterable[str]]) -> Iterator[str]:
    owner: dict[tuple[str, ...], str] = {}
    for kind, words in classes.items():
        for word in words:
            first = owner.setdefault(pieces(word), kind)
            if first != kind:
                yield f"{name}: {word!r} is both {first} and {kind}"


def _people(lists: Lists) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in lists.people.classes:
        kind = f"{part.status}/{part.group}"
        found.setdefault(kind, []).extend(form for item in part.words for form, _ in forms(item))
    return found


def _verbs(lists: Lists) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verb in lists.harm.verb:
        words = [w for line in verb.forms for w in line.split()] + verb.phrases + verb.active
        found.setdefault(verb.harm, []).extend(words)
    return found


def _numbers(lists: Lists) -> dict[str, list[str]]:
    n = lists.numbers
    return {"a plain number": [*n.units, *n.tens, *n.multipliers], "a vague one": list(n.vague)}


def _topics(lists: Lists) -> dict[str, list[str]]:
    gate = lists.gate.offtopic
    return {
        kind: [w.rstrip("*") for w in gate[kind]]
        for kind in ("conflict", "accident", "disease", "sport", "finance", "crime")
    }
