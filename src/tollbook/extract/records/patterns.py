"""The wordings of records, compiled once a language: which sentences to look at, and what matches in them.

Knows how a pattern's conditions work; knows nothing of what any kind of record holds.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

import re2

from tollbook.extract.records.gates import Gate
from tollbook.extract.records.scene import Scene, trimmed
from tollbook.model.ids import Span
from tollbook.model.record import RecordKind
from tollbook.vocab.records import Pattern, RecordWords, alternatives, expand, load_record_words

_REACH = 60
"""Characters before and after a match that its ``before`` and ``after`` conditions see."""


_KEYS = ("link", "move", "cancel", "marker", "outcome", "verb")
"""Groups that hold a wording's own words, of which every match has one."""


class Wording:
    """One pattern with its conditions, each compiled when first needed."""

    def __init__(self, words: RecordWords, pattern: Pattern) -> None:
        self.pattern = pattern
        self._words = words

    @functools.cached_property
    def find(self) -> re.Pattern[str]:
        """The wording itself."""
        return self._compiled(self.pattern.find)

    @functools.cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What silences it anywhere in the sentence."""
        return self._compiled(self.pattern.unless) if self.pattern.unless else None

    @functools.cached_property
    def before(self) -> re.Pattern[str] | None:
        """What silences it right before the match."""
        return self._compiled(f"(?:{self.pattern.before})\\s*$") if self.pattern.before else None

    @functools.cached_property
    def after(self) -> re.Pattern[str] | None:
        """What silences it right after the match."""
        return self._compiled(self.pattern.after) if self.pattern.after else None

    @functools.cached_property
    def key(self) -> re.Pattern[str] | None:
        """The wording's own words without what stands around them: a sentence without them needs no closer look."""
        return re.compile(self.key_source, re.IGNORECASE) if self.key_source else None

    @functools.cached_property
    def key_source(self) -> str:
        """The expression of ``key``; empty where the wording has none."""
        sources = (_group_source(self.pattern.find, name) for name in _KEYS)
        own = self.pattern.key or next((rf"(?:{source})" for source in sources if source is not None), "")
        return expand(self._words, own)

    @functools.cached_property
    def gate(self) -> Gate:
        """The whole wording as a gate."""
        return Gate([expand(self._words, self.pattern.find)])

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(expand(self._words, pattern), re.IGNORECASE)

    def matches(self, text: str, span: Span, plain: bytes | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches inside ``span`` that no condition silences; ``plain`` are its words for the gate, if it can read them."""
        start, end = span
        if plain is not None:
            if not self.gate.passed(plain):
                return
        elif self.key is not None and not self.key.search(text, start, end):
            return
        if self.unless is not None and self.unless.search(text, start, end):
            return
        for match in self.find.finditer(text, start, end):
            if self.before and self.before.search(text[max(start, match.start() - _REACH) : match.start()]):
                continue
            if self.after and self.after.match(text[match.end() : min(end, match.end() + _REACH)]):
                continue
            yield match


class Wordings:
    """All wordings of one language."""

    def __init__(self, language: str) -> None:
        words = load_record_words(language)
        self.words = words
        self.by_kind: dict[RecordKind, list[Wording]] = {}
        for pattern in words.patterns:
            self.by_kind.setdefault(pattern.kind, []).append(Wording(words, pattern))
        self.triggers: dict[RecordKind, Any] = {
            kind: _gate(words, triggers) for kind, triggers in words.triggers.items()
        }
        self._kinds = tuple(words.triggers)
        self._kind_gate = Gate([_bounded_alternatives(words, triggers) for triggers in words.triggers.values()])
        self._key_gates: dict[RecordKind, Gate] = {}
        self._any = _gate(words, tuple(word for triggers in words.triggers.values() for word in triggers))
        self._context = tuple(
            (weight, _gate(words, listed))
            for weight, listed in ((2, words.context.strong), (1, words.context.weak), (-1, words.context.off_topic))
        )
        self._classes: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._lists: dict[str, re.Pattern[str]] = {}

    def is_conflict_report(self, text: str) -> bool:
        """Return True when the distinct conflict words of ``text`` outweigh its off-topic ones by the threshold."""
        if not self._context[0][1].search(text) and not self._context[1][1].search(text):
            return False
        weight = 0
        for each, gate in self._context:
            weight += each * len({match.group().lower() for match in gate.finditer(text)})
        context = self.words.context
        asked = next((s.threshold for s in context.shorter if len(text) <= s.characters), context.threshold)
        return weight >= asked

    def kinds_in(self, words: str, plain: bytes | None) -> set[RecordKind]:
        """Return the kinds whose trigger words stand in a sentence; ``plain`` are its words for a gate, if it can read them."""
        if plain is None:
            if not self._any.search(words):
                return set()
            return {kind for kind, gate in self.triggers.items() if gate.search(words)}
        return {self._kinds[number] for number in self._kind_gate.passed(plain)}

    def near(self, kind: RecordKind, plain: bytes | None) -> Iterator[Wording]:
        """Yield the wordings of ``kind`` whose own words may stand in a sentence; all of them where no gate can read it."""
        listed = self.by_kind.get(kind, [])
        if plain is None or not listed:
            yield from listed
            return
        if kind not in self._key_gates:
            self._key_gates[kind] = Gate([wording.key_source for wording in listed])
        yield from (listed[number] for number in self._key_gates[kind].passed(plain))

    def classify(self, words: str, name: str) -> str | None:
        """Return the first class of ``name`` whose words occur in ``words``."""
        if name not in self._classes:
            listed = self.words.classes[name]
            self._classes[name] = [(key, self._bounded(alternatives(each))) for key, each in listed.items()]
        return next((key for key, pattern in self._classes[name] if pattern.search(words)), None)

    def has(self, words: str, name: str) -> bool:
        """Return True when a word of list ``name`` occurs in ``words``."""
        return self.listed(name).search(words) is not None

    def listed(self, name: str) -> re.Pattern[str]:
        """Return a pattern for any whole word of list or macro ``name``."""
        if name not in self._lists:
            self._lists[name] = self._bounded("{" + name + "}")
        return self._lists[name]

    def without_article(self, text: str, span: Span) -> Span:
        """Return ``span`` without an article in front and without loose marks at its ends."""
        match = self.listed("article").match(text, span[0], span[1])
        return trimmed(text, (match.end(), span[1])) if match else span

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Return ``pattern`` with its placeholders filled, compiled once."""
        if pattern not in self._lists:
            self._lists[pattern] = re.compile(expand(self.words, pattern), re.IGNORECASE)
        return self._lists[pattern]

    def _bounded(self, pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){expand(self.words, pattern)}(?!\w)", re.IGNORECASE)


def _group_source(find: str, name: str) -> str | None:
    """Return the expression inside the named group, None where it has none or another branch of it ("fell") may stand alone."""
    opening = f"(?P<{name}>"
    start = find.find(opening)
    if start < 0 or "|(?P<" in find:
        return None
    depth, position, escaped = 1, start + len(opening), False
    while depth and position < len(find):
        letter = find[position]
        if not escaped and letter in "()":
            depth += 1 if letter == "(" else -1
        escaped = letter == "\\" and not escaped
        position += 1
    return find[start + len(opening) : position - 1]


def _gate(words: RecordWords, listed: tuple[str, ...]) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(_bounded_alternatives(words, listed), options)


def _bounded_alternatives(words: RecordWords, listed: tuple[str, ...]) -> str:
    return rf"\b{expand(words, alternatives(listed))}\b"


@functools.cache
def wordings(language: str) -> Wordings:
    """Return the wordings of ``language``, compiled on first use of each."""
    return Wordings(language)


def matches(
    scene: Scene, kind: RecordKind, index: int, language: str = "en"
) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Yield each wording of ``kind`` that stands in sentence ``index``, with its match, in the order of the data file."""
    plain = scene.plain(index)
    for wording in wordings(language).near(kind, plain):
        for match in wording.matches(scene.text, scene.spans[index], plain):
            yield wording.pattern, match
