"""Gates before the wordings of records: which of many patterns may match a sentence at all, told in linear time.

A gate never says no to a sentence its pattern matches; it may say yes to one it doesn't. Knows no words.
"""

import re
from collections.abc import Sequence

import re2

from tollbook.model.ids import Span

_MARKS = {ord(mark): code for mark, code in zip("«»–—‘’“”„…", "\1\2\3\4\5\6\7\x08\x0e\x0f", strict=True)}
"""Each typographic mark has one control character, in the same order: so ranges of marks in a pattern stay ranges."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BEYOND = re.compile(r"[^\x00-\x7e]")
_LOOK = re.compile(r"(?<!\\)\(\?<?[!=]")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_COUNTED = re.compile(r"(?<!\\)\{(\d+)(?:,\d*)?\}")
_MEMORY = 32 << 20
"""Bytes one gate may take for its automaton, which grows with what it has read; with too few it is slow, never wrong."""


def with_marks_folded(text: str) -> str:
    """Return ``text`` of the same length for ``plain_bytes``; empty where its control characters would be mistaken."""
    return "" if _CONTROLS.search(text) else text.translate(_MARKS)


def plain_bytes(folded: str, span: Span) -> bytes | None:
    """Return the words of ``span`` for a gate; None where letters beyond ASCII make the two matchers differ."""
    words = folded[span[0] : span[1]]
    return words.encode("ascii") if words and words.isascii() else None


class Gate:
    """Patterns (``re`` syntax, without regard to case) searched together. Those no gate can read are always let through."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._set = re2.Set.SearchSet(_options())
        self._members: list[int] = []
        self._open: list[int] = []
        for number, pattern in enumerate(patterns):
            try:
                self._set.Add(_relaxed(pattern))
                self._members.append(number)
            except re2.error:
                self._open.append(number)
        self._set.Compile()

    def passed(self, plain: bytes) -> list[int]:
        """Return in order the numbers of the patterns that may match ``plain``."""
        hits = self._set.Match(plain)
        if not hits:
            return list(self._open)
        return sorted([*(self._members[hit] for hit in hits), *self._open])


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = _MEMORY
    return options


def _relaxed(pattern: str) -> bytes:
    """Return ``pattern`` without what a linear matcher cannot see: what lies ahead or behind, and letters beyond ASCII.

    Nor does it count: "up to six words" has seven states for every one of "any words", and each is built when first met.
    """
    kept, position = [], 0
    while look := _LOOK.search(pattern, position):
        kept.append(pattern[position : look.start()])
        position = _closing(pattern, look.end())
    kept.append(pattern[position:])
    plain = _GROUP_NAME.sub("(?:", "".join(kept)).translate(_MARKS)
    plain = _COUNTED.sub(lambda times: "*" if times[1] == "0" else "+", plain)
    return _BEYOND.sub("\x7f", plain).encode("ascii")


def _closing(pattern: str, position: int) -> int:
    """Return where the group ends that is open at ``position``."""
    depth, in_class = 1, False
    while depth:
        letter = pattern[position]
        if letter == "\\":
            position += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        position += 1
    return position
