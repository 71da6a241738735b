"""Compile the forms of ``dates.toml`` into patterns over word classes. Knows the notation, not any language's words.

Every word of the lexicon gets one private character; words of the same classes could share one, but a character a word
keeps the table readable. A sentence becomes a string of such characters, and a form a regular expression over it.
"""

import re
from collections.abc import Callable, Iterable

import msgspec

OTHER = "\x01"
"""The character of every word outside the lexicon."""

_PIECE = re.compile(r"\(|\)|(?<!\S)\|(?!\S)|[^\s()]+")
_SUFFIX = re.compile(r"(\?)?(?::(\w+))?(\?)?")


class Node(msgspec.Struct, frozen=True):
    """A piece of a form as a regular expression: ``first`` the characters it may begin with, ``empty`` if it may be absent."""

    pattern: str
    first: frozenset[str]
    empty: bool


class Compiled(msgspec.Struct, frozen=True):
    """A form's pattern, the characters it may begin with, and the classes behind each of its names."""

    pattern: str
    first: frozenset[str]
    names: dict[str, tuple[str, ...]]


class _Reader:
    """Reads one form from left to right; ``names`` collects the classes seen under each name."""

    def __init__(self, form: str, prefix: str, sequences: Callable[[str], Iterable[str]]) -> None:
        self.pieces = _PIECE.findall(form)
        self.at = 0
        self.prefix = prefix
        self.sequences = sequences
        self.names: dict[str, tuple[str, ...]] = {}
        self.seen: list[str] = []

    def alternatives(self) -> Node:
        """Read up to the closing bracket or the end: sequences separated by bars."""
        branches = [self.sequence()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        first = frozenset().union(*(b.first for b in branches))
        return Node("(?:" + "|".join(b.pattern for b in branches) + ")", first, any(b.empty for b in branches))

    def sequence(self) -> Node:
        """Read pieces up to a bar, a closing bracket or the end."""
        pattern, first, empty = "", frozenset[str](), True
        while self.at < len(self.pieces) and self.pieces[self.at] not in {"|", ")"} and self.pieces[self.at][0] != ")":
            node = self.piece()
            pattern += node.pattern
            if empty:
                first |= node.first
                empty = node.empty
        return Node(pattern, first, empty)

    def piece(self) -> Node:
        """Read one word, class, exclusion or bracketed group with its mark and name."""
        piece = self.pieces[self.at]
        self.at += 1
        if piece == "(":
            before = len(self.seen)
            inner = self.alternatives()
            self.at += 1  # the closing bracket
            suffix = ""
            if self.at < len(self.pieces) and self.pieces[self.at][0] in "?:":
                suffix = self.pieces[self.at]
                self.at += 1
            return self.finish(inner, suffix, tuple(dict.fromkeys(self.seen[before:])))
        if piece.startswith("!"):
            return Node(f"(?!{self.union(piece[1:]).pattern})", frozenset(), empty=True)
        word, suffix = _split(piece)
        node = self.union(word)
        return self.finish(node, suffix, tuple(word.split("|")))

    def union(self, names: str) -> Node:
        """Return the node of ``A|B``: any word of these classes, or these very words."""
        sequences: list[str] = []
        for name in names.split("|"):
            self.seen.append(name)
            sequences.extend(self.sequences(name))
        if not sequences:
            raise ValueError(f"dates.toml: no words of class {names}")
        single = "".join(sorted({re.escape(s) for s in sequences if len(s) == 1}))
        longer = sorted((s for s in set(sequences) if len(s) > 1), key=len, reverse=True)
        options = [re.escape(s) for s in longer] + ([f"[{single}]"] if single else [])
        pattern = options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"
        return Node(pattern, frozenset(s[0] for s in sequences), empty=False)

    def finish(self, node: Node, suffix: str, classes: tuple[str, ...]) -> Node:
        """Apply the mark and the name that follow a piece."""
        match = _SUFFIX.fullmatch(suffix)
        if match is None:
            raise ValueError(f"dates.toml: cannot read {suffix!r}")
        name, optional = match.group(2), bool(match.group(1) or match.group(3))
        pattern = node.pattern
        if name:
            self.names[name] = classes
            pattern = f"(?P<{self.prefix}{name}>{pattern})"
        if optional:
            pattern = f"(?:{pattern})?"
        return Node(pattern, node.first, node.empty or optional)


def _split(token: str) -> tuple[str, str]:
    if len(token) == 1:
        return token, ""
    cut = min((i for i in (token.find("?", 1), token.find(":", 1)) if i > 0), default=len(token))
    return token[:cut], token[cut:]


def literals(form: str) -> set[str]:
    """Return the small words and marks that stand in ``form`` as themselves."""
    found: set[str] = set()
    for token in _PIECE.findall(form):
        if token in {"(", ")", "|"} or token[0] in "?:":
            continue
        word, _ = _split(token.lstrip("!") if len(token) > 1 else token)
        found.update(w for w in word.split("|") if w and not w.isupper())
    return found


def compile_form(form: str, prefix: str, sequences: Callable[[str], Iterable[str]]) -> Compiled:
    """Return the pattern of ``form``; ``sequences(name)`` gives the character strings of a class or word.

    Raises ValueError where the form names an unknown class or its brackets do not close.
    """
    reader = _Reader(form, prefix, sequences)
    node = reader.alternatives()
    if reader.at != len(reader.pieces) or form.count("(") != form.count(")"):
        raise ValueError(f"dates.toml: cannot read the form {form!r}")
    return Compiled(node.pattern, node.first, reader.names)
