"""Finding withheld words in values and in files, as written and as read: behind escapes, entities and percent codes. Pure."""

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

SHORT = 4
"""Shorter Latin words stand inside too many others: "Ali" in "Alliance"."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069"
"""Characters without a shape that turn or join what stands beside them: programs set them between the words of a name."""
_GAP = re.compile(rf"[\s{_UNSEEN}]+")
_MARKS = re.compile(f"[{_UNSEEN}]+")
_TAG = re.compile(r"<[^<>]*>")
_ASCII = re.compile(r"[A-Za-z0-9]+")
_RUN = re.compile(r"[^\W_]+")
_HIDING = {
    b"<": re.compile(rb"</"),
    b"%": re.compile(rb"%[0-9A-Fa-f]{2}"),
    b"\\": re.compile(rb"\\u"),
    b"&": re.compile(rb"&#"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xa9])"),
}
"""What may part or recode the letters of a word (tags, percent and other codes, marks of direction), by its first byte.

A single byte is found far faster than a pattern, and most files hold none of these.
"""
WINDOW = 400
"""Bytes looked at on either side of a place where a word may stand."""


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of ``words``: short ones in Latin script as whole words only, others wherever they stand.

    A name that a line break cuts, or marks of direction, is the same name.
    """
    longest_first = sorted((w for w in words if w.strip()), key=len, reverse=True)
    return re.compile("|".join(_one(word) for word in longest_first) or r"(?!)")


def _one(word: str) -> str:
    exact = _GAP.pattern.join(re.escape(part) for part in word.split())
    return whole(exact) if len(word) < SHORT and word.isascii() else exact


def whole(pattern: str) -> str:
    """Return the pattern for where no letter or digit stands on either side; the words themselves may end in any sign."""
    return rf"(?<!\w){pattern}(?!\w)"


def by_key(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words by the longest run of letters and digits in each, ASCII ones before others; a word without any by itself.

    Such a run stands unchanged in every format: behind the escapes of JSON, CSV, pages and addresses (there, if it is ASCII).
    """
    found: dict[str, list[str]] = {}
    for word in sorted(w for w in words if w.strip()):
        plain = max(_ASCII.findall(word), key=len, default="")
        key = plain if len(plain) >= SHORT else max(_RUN.findall(word), key=len, default=word)
        found.setdefault(key, []).append(word)
    return found


class Finder:
    """Finds any of many words in texts, all at once; short Latin ones as whole words only (see ``pattern_of``)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._plain = {_plain(w): w for w in sorted(words) if w.strip()}
        self._words = list(self._plain)
        self._machine = AhoCorasick(self._words) if self._words else None
        self._has_spaces = any(" " in w for w in self._words)
        keys = by_key(self._plain.values())
        self._keys = BytesAhoCorasick([key.encode() for key in keys]) if keys else None
        self._reach = WINDOW + 8 * max((len(w) for w in self._words), default=0)

    def found(self, text: str) -> list[str]:
        """Return the words that stand in ``text``, each once, in order of their first place."""
        if self._machine is None:
            return []
        text = _plain(text) if self._has_spaces or not text.isascii() else text
        hits = self._machine.find_matches_as_indexes(text, overlapping=True)
        counted = (self._words[n] for n, start, end in hits if self._counts(n, text, start, end))
        return list(dict.fromkeys(self._plain[word] for word in counted))

    def found_as_read(self, text: str) -> list[str]:
        """Return the words that stand in a file's text, as written or as a reader of its format sees it."""
        return list(dict.fromkeys(word for one in readings(text) for word in self.found(one)))

    def found_in(self, content: bytes) -> list[str]:
        """Return what ``found_as_read`` finds in a file's bytes: only there where the letters of a word stand is it looked for.

        Where something may part or recode letters, all of it is read.
        """
        if self._keys is None:
            return []
        if any(first in content and hiding.search(content) for first, hiding in _HIDING.items()):
            return self.found_as_read(content.decode("utf-8", "replace"))
        windows: list[list[int]] = []
        for _, start, end in self._keys.find_matches_as_indexes(content):
            if windows and start - self._reach <= windows[-1][1]:
                windows[-1][1] = end + self._reach
            else:
                windows.append([max(0, start - self._reach), end + self._reach])
        texts = (content[start:end].decode("utf-8", "replace") for start, end in windows)
        return list(dict.fromkeys(word for text in texts for word in self.found_as_read(text)))

    def _counts(self, number: int, text: str, start: int, end: int) -> bool:
        word = self._words[number]
        if len(word) >= SHORT or not word.isascii():
            return True
        return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _plain(text: str) -> str:
    """Return text with one space for each stretch of white space, without marks of direction."""
    return " ".join((text if text.isascii() else _MARKS.sub("", text)).split())


def readings(text: str) -> list[str]:
    """Return a file's text as written and as read: without the escapes of JSON and Markdown, CSV, HTML and addresses, or tags."""
    found = [text]
    if "\\" in text:
        found.append(unescaped(text))
    if '""' in text:
        found.append(text.replace('""', '"'))
    if "&" in text:
        found.append(html.unescape(text))
    if "</" in text:
        found.append(html.unescape(_TAG.sub("", text)))
    if "%" in text:
        found.append(unquote(text))
    return found


def unescaped(text: str) -> str:
    """Return a text of JSON or Markdown without its escapes."""
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _LETTERS.get(match[2], match[2])
