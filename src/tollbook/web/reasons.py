"""Sentences of the record in the reader's language: known by their form, said with the same names and numbers."""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources

import msgspec

from tollbook.publish import words

AUTO, LEFT, END = "\u2068", "\u2066", "\u2069"
"""Marks around words that keep their own direction inside a sentence: found out, left to right, and the end of either."""
_SLOT = re.compile(r"\\\{(\w+?)\\\}")
_TAIL = re.compile(r"(.*) (\([+-]\d+\.\d+\)|\[[\w-]+\])", re.DOTALL)
_LATIN, _ARABIC = re.compile(r"[A-Za-z\u00c0-\u024f]|\d–"), re.compile(r"[\u0590-\u08ff]")
_SLOTS = {"who": "(?:(?!; ).)+?"}
"""What may stand in a place of that name: a name ends where the next part of a sentence begins."""
_NUMBER = r"[+<>≤≥≈~]?\d[\d.,+–-]*(?: to \d[\d.,]*\+?| or more)?"


class Form(msgspec.Struct, frozen=True):
    """One form of a sentence as the record writes it, and what is said in its place."""

    written: re.Pattern[str]
    said: str


@functools.cache
def forms(code: str) -> tuple[Form, ...]:
    """Return the forms of sentences that a language has, in their order; none where it says them as the record does."""
    place = resources.files("tollbook.web").joinpath("interface", f"reasons.{code}.toml")
    if not place.is_file():
        return ()
    pairs = tomllib.loads(place.read_text(encoding="utf-8"))["say"]
    return tuple(Form(_pattern(written), said) for written, said in pairs)


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(
        _SLOT.sub(
            lambda m: f"(?P<{m[1]}>{_SLOTS.get(m[1][:3], _NUMBER if m[1][0] == 'n' else '.+?')})", re.escape(written)
        ),
        re.DOTALL,
    )


def said(text: str, code: str, terms: Mapping[str, str]) -> str:
    """Return a sentence of the record in the language ``code``, empty where it has no form for it.

    ``terms`` are the language's words by code. A weight or code in brackets at the end stays.
    """
    ended = _TAIL.fullmatch(text)
    plain, tail = (ended[1], f" {isolated(ended[2], LEFT)}") if ended else (text, "")
    for form in forms(code):
        found = form.written.fullmatch(plain)
        if found:
            values = {name: _value(name, value, code, terms) for name, value in found.groupdict().items()}
            if all(values.values()):
                return form.said.format(**values) + tail
    parts = [said(part, code, terms) for part in plain.split("; ")] if "; " in plain else []
    return "؛ ".join(parts) + tail if parts and all(parts) else ""


def _value(name: str, value: str, code: str, terms: Mapping[str, str]) -> str:
    """Return what fills a place of the sentence; empty where it cannot."""
    if name[0] == "n":
        return isolated(value.replace(" to ", "–").replace(" or more", "+"), LEFT)
    if name.startswith("term"):
        return _termed(value, terms)
    if name == "parts":
        return "؛ ".join(said(part, code, terms) or isolated(part) for part in value.split("; "))
    return isolated(value)


def _termed(value: str, terms: Mapping[str, str]) -> str:
    """Return the words of one or several codes, empty where one of them has none."""
    by_label = _by_label(tuple(terms))
    known = [terms.get(by_label.get(part, "")) for part in value.split(", ")]
    return "، ".join(filter(None, known)) if all(known) else ""


@functools.cache
def _by_label(codes: tuple[str, ...]) -> dict[str, str]:
    """Return the codes by how the record's own sentences write them."""
    return {words.label(code): code for code in codes} | {code.replace("_", " "): code for code in codes}


def isolated(value: str, how: str = AUTO) -> str:
    """Return words between marks, so that they and the sentence around them keep their own directions."""
    return f"{how}{value}{END}"


def fitting(value: object, direction: str) -> object:
    """Return a value as it goes into a sentence of that direction: words that run the other way are isolated."""
    other = _LATIN if direction == "rtl" else _ARABIC
    return isolated(value) if isinstance(value, str) and other.search(value) else value
