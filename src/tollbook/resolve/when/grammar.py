"""Read time expressions out of words: tokens to classes, classes to expressions. Knows forms and shapes, not calendars."""

import functools
import re
from bisect import bisect_right

import msgspec

from tollbook.resolve.when.forms import OTHER, Compiled, compile_form, literals
from tollbook.vocab.dates import DateWords, Form, Value, load_dates

_TOKEN = re.compile(
    r"\d{4}-\d\d?-\d\d?(?!\d)"  # 2017-08-22
    r"|\d\d?[/.]\d\d?[/.]\d{2}(?:\d\d)?(?!\d)"  # 22/08/2017
    r"|\d+(?:[,.:]\d+)+"  # 1,200 and 7:30 are no dates
    r"|\d+(?:st|nd|rd|th|d|s)?(?![^\W_])"  # 22, 22nd, 1990s
    r"|\d+"
    r"|['’`´]s\b"
    r"|[^\W\d_]+"
    r"|[^\w\s]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th|d)", re.IGNORECASE)
_FIRST_CODE = 0xE000
_SHAPES = ("YEAR", "DAY", "YY", "COUNT", "HYEAR", "ISO", "SLASH", "DECADE")
_TELLING = ("MONTH", "WEEKDAY", "UNIT", "UNITS", "PART", "SEASON", "YEAR", "ISO", "SLASH", "DECADE")
"""Classes one of which every form holds, besides the words that ``dates.toml`` lists as telling and the feasts."""
_LEAD_IN = 12
"""Words an expression may have before its telling one."""
_TABLE_LIMIT = 100_000
_CLAUSE_END = re.compile(r"[,;:()\[\]\"“”«»]| [-–—]|--|—")
_SINCE_REACH = 120
"""Characters a "since ..." phrase may span before its date."""
_DASHES = {"–": "-", "—": "-", "‑": "-", "’s": "'s", "`s": "'s", "´s": "'s"}


class Expression(msgspec.Struct, frozen=True):
    """A time expression as read: the calculation it ``means``, the ``values`` for it, and how it is bound.

    ``relation`` is at, since, until, before or after. ``clock`` marks a bare time of day ("at dawn").
    """

    means: str
    values: dict[str, Value]
    relation: str = "at"
    value: int = 0
    clock: bool = False


class Found(msgspec.Struct, frozen=True):
    """An expression with its offsets in the text; ``start`` takes in the word that binds it."""

    start: int
    end: int
    expression: Expression


class Capture(msgspec.Struct, frozen=True):
    """A named part of a form: its group in the pattern, the values of its words, the number shapes it may have."""

    name: str
    group: str
    values: dict[str, Value]
    shapes: tuple[str, ...]


class _Table(dict[str, str]):
    """Token to class character, computed once a token."""

    def __init__(self, grammar: "Grammar") -> None:
        super().__init__()
        self.grammar = grammar

    def __missing__(self, token: str) -> str:
        char = self.grammar.char_of(token)
        if len(self) < _TABLE_LIMIT:
            self[token] = char
        return char


def _shapes(token: str) -> dict[str, Value]:
    """Return the number classes of ``token`` with its value in each."""
    if not token[0].isdigit():
        return {}
    if "-" in token:
        return {"ISO": token}
    if token.count("/") == 2 or token.count(".") == 2:  # noqa: PLR2004  # day, month, year
        return {"SLASH": token}
    ordinal = _ORDINAL.fullmatch(token)
    if ordinal:
        day = int(ordinal.group(1))
        return {"DAY": day} if 1 <= day <= 31 else {}  # noqa: PLR2004  # days of a month
    if token[-1] in "sS":
        year = int(token[:-1]) if token[:-1].isdecimal() else 0
        return {"DECADE": year} if 1900 <= year <= 2090 and year % 10 == 0 else {}  # noqa: PLR2004  # "1980s"
    return _plain_number(int(token), len(token)) if token.isdecimal() and len(token) <= 4 else {}  # noqa: PLR2004


def _plain_number(number: int, digits: int) -> dict[str, Value]:
    shapes: dict[str, Value] = {}
    if digits == 4 and 1900 <= number <= 2099:  # noqa: PLR2004  # years a report may speak of
        shapes["YEAR"] = number
    if digits == 4 and 1300 <= number <= 1500:  # noqa: PLR2004  # the same, Hijri
        shapes["HYEAR"] = number
    if digits <= 2 and 1 <= number <= 31:  # noqa: PLR2004
        shapes["DAY"] = number
    if digits == 2:  # noqa: PLR2004
        shapes["YY"] = number
    shapes["COUNT"] = number
    return shapes


class Grammar:
    """The compiled forms of one language. Build it through ``grammar_of``."""

    def __init__(self, data: DateWords) -> None:
        self.words = {name: dict(words) for name, words in data.words.items()}
        self.phrases = data.phrases
        self.capital = frozenset(data.capital)
        self.forms = data.form
        self.codes: dict[tuple[str, ...], str] = {}
        self._literals = self._all_literals(data)
        self._lexicon = self._all_words()
        for shape in _SHAPES:
            self._code((shape,))
        for number in ("5", "25", "45", "150", "1400", "2017"):
            self.char_of(number)
        self.compiled = tuple(self._compile(i, form, data.parts) for i, form in enumerate(data.form))
        self.captures = tuple(
            tuple(self._capture(i, name, classes) for name, classes in compiled.names.items())
            for i, compiled in enumerate(self.compiled)
        )
        self.starters, self.by_first = self._dispatch()
        self.telling = frozenset(data.telling)
        self.origin = frozenset(data.origin)
        self.cores = self._cores()
        self.alone: dict[int, re.Pattern[str]] = {}
        self.bind = self.words["BIND"]
        self.table = _Table(self)
        self.since_words = tuple(sorted(word for word, relation in self.bind.items() if relation == "since"))
        self.since = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.since_words))})\b", re.IGNORECASE)

    def _all_literals(self, data: DateWords) -> set[str]:
        found: set[str] = set()
        for form in data.form:
            found |= literals(_with_parts(form.form, data.parts))
        for phrases in data.phrases.values():
            for phrase in phrases:
                found.update(phrase.split())
        return found

    def _all_words(self) -> dict[str, tuple[str, ...]]:
        classes: dict[str, list[str]] = {word: ["=" + word] for word in sorted(self._literals)}
        for name in sorted(self.words):
            for word in self.words[name]:
                classes.setdefault(word, []).append(name)
        lexicon = {word: tuple(sorted(names)) for word, names in classes.items()}
        for names in lexicon.values():
            self._code(names)
        return lexicon

    def _code(self, classes: tuple[str, ...]) -> str:
        return self.codes.setdefault(classes, chr(_FIRST_CODE + len(self.codes)))

    def char_of(self, token: str) -> str:
        """Return the class character of ``token``."""
        token = _DASHES.get(token, token)
        lower = token.lower()
        if lower in self.capital and token[0].islower():
            return OTHER
        names = self._lexicon.get(lower)
        if names is None:
            shapes = tuple(sorted(_shapes(token)))
            return self._code(shapes) if shapes else OTHER
        return self.codes[names]

    def _sequences(self, name: str) -> list[str]:
        if name in self.phrases:
            return ["".join(self.codes[self._lexicon[w]] for w in phrase.split()) for phrase in self.phrases[name]]
        wanted = name if name in self.words or name in _SHAPES else "=" + name
        return [char for classes, char in self.codes.items() if wanted in classes]

    def _compile(self, index: int, form: Form, parts: dict[str, str]) -> Compiled:
        return compile_form(_with_parts(form.form, parts), f"f{index}_", self._sequences)

    def _dispatch(self) -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
        by_first: dict[str, list[str]] = {}
        for index, compiled in enumerate(self.compiled):
            for char in compiled.first:
                by_first.setdefault(char, []).append(f"(?P<f{index}>{compiled.pattern})")
        starters = re.compile("[" + "".join(sorted(map(re.escape, by_first))) + "]")
        return starters, {char: re.compile("|".join(patterns)) for char, patterns in by_first.items()}

    def _cores(self) -> re.Pattern[str]:
        """Return a pattern of the words one of which stands in every expression; the rest of a text is passed over."""
        telling = {
            *_TELLING,
            *("=" + word for words in self.phrases.values() for phrase in words for word in phrase.split()),
        }
        telling -= {"=-", "='s", "=of", "=al", "=day", "=year", "=new", "=good", "=sunday"}
        telling |= {"=" + word for word in self.telling}
        return re.compile("[" + "".join(char for classes, char in self.codes.items() if telling & set(classes)) + "]")

    def read(self, text: str, start: int, end: int, *, bare: bool = False) -> list[Found]:
        """Return the expressions in ``text[start:end]`` in order; with ``bare`` no leading word is asked for."""
        tokens = _TOKEN.findall(text, start, end)
        chars = "".join(map(self.table.__getitem__, tokens))
        found: list[Found] = []
        spans: list[tuple[int, int]] = []
        at = 0
        while core := self.cores.search(chars, at):
            at = max(at, core.start() - _LEAD_IN)
            hit = self._next(chars, at, core.start(), tokens, bare=bare)
            if hit is None:
                at = core.start() + 1
                continue
            _extend(spans, text, start, tokens, hit.end())
            found.append(self._found(hit, tokens, spans))
            at = hit.end()
        return found

    def _next(self, chars: str, at: int, last: int, tokens: list[str], *, bare: bool) -> re.Match[str] | None:
        """Return the first expression that begins at a token from ``at`` to ``last``."""
        while begin := self.starters.search(chars, at):
            if begin.start() > last:
                return None
            hit = self._match(chars, begin.start(), tokens, bare=bare)
            if hit is not None:
                return hit
            at = begin.start() + 1
        return None

    def _match(self, chars: str, at: int, tokens: list[str], *, bare: bool) -> re.Match[str] | None:
        hit = self.by_first[chars[at]].match(chars, at)
        if hit is None or self._holds(hit, tokens, bare=bare):
            return hit
        for index in range(
            int(str(hit.lastgroup)[1:]) + 1, len(self.forms)
        ):  # a later form may fit where this one did not
            if chars[at] not in self.compiled[index].first:
                continue
            hit = self._alone(index).match(chars, at)
            if hit is not None and self._holds(hit, tokens, bare=bare):
                return hit
        return None

    def _alone(self, index: int) -> re.Pattern[str]:
        pattern = self.alone.get(index)
        if pattern is None:
            pattern = self.alone[index] = re.compile(f"(?P<f{index}>{self.compiled[index].pattern})")
        return pattern

    def _holds(self, hit: re.Match[str], tokens: list[str], *, bare: bool) -> bool:
        if hit.end() == hit.start():
            return False
        form = self.forms[int(str(hit.lastgroup)[1:])]
        if form.check == "definite" and hit.start() and tokens[hit.start() - 1].lower() in self.words["SOME"]:
            return False
        if form.needs and not bare and not self._led(form.needs, tokens, hit.start()):
            return False
        if form.check == "capitals":
            return all(t.isupper() for t in tokens[hit.start() : hit.end()] if t.isalpha())
        return True

    def _led(self, name: str, tokens: list[str], at: int) -> bool:
        return at > 0 and tokens[at - 1].lower() in self.words[name]

    def _found(self, hit: re.Match[str], tokens: list[str], spans: list[tuple[int, int]]) -> Found:
        index = int(str(hit.lastgroup)[1:])
        form = self.forms[index]
        values: dict[str, Value] = {}
        for capture in self.captures[index]:
            a, b = hit.span(capture.group)
            if a < b:
                values.update(self._values(capture, tokens[a:b]))
        start, relation = self._binding(tokens, hit.start())
        end = hit.end() - (tokens[hit.end() - 1] == ".")  # the stop of an abbreviation may be the sentence's
        return Found(
            spans[start][0], spans[end - 1][1], Expression(form.means, values, relation, form.value, clock=form.clock)
        )

    def _binding(self, tokens: list[str], start: int) -> tuple[int, str]:
        """Return where the words that bind the expression begin, and the relation they make ("since the")."""
        before = start - 1
        while before > 0 and tokens[before].lower() in self.words["ARTICLE"]:
            before -= 1
        if before >= 0 and tokens[before].lower() in self.bind:
            word = tokens[before].lower()
            if before > 0 and tokens[before - 1].lower() == self.words["AS_OF"].get(word):
                return before - 1, "until"
            return before, str(self.bind[word])
        return start, "at"

    def since_phrases(self, text: str, start: int, end: int, found: list[Found]) -> list[tuple[int, int]]:
        """Return the spans of "since ..." phrases whose date is not the next word: up to the date, or to the clause's end."""
        phrases: list[tuple[int, int]] = []
        small = text[start:end].lower()
        if not any(word in small for word in self.since_words):
            return phrases
        starts = [f.start for f in found]
        for match in self.since.finditer(text, start, end):
            following = bisect_right(starts, match.start())
            if following and match.start() < found[following - 1].end:
                continue
            stop = _CLAUSE_END.search(text, match.end(), min(end, match.end() + _SINCE_REACH))
            limit = stop.start() if stop else min(end, match.end() + _SINCE_REACH)
            near = found[following : bisect_right(starts, limit + 1)]
            dates = [f for f in near if f.expression.means != "beside"]
            last = dates[0].end if dates else match.end() + len(text[match.end() : limit].rstrip(" .\n"))
            if last > match.end() and (dates or not self._is_reason(text, match.start(), last)):
                phrases.append((match.start(), last))
        return phrases

    def _is_reason(self, text: str, start: int, end: int) -> bool:
        """Return True when an undated "since" after a comma gives a reason, not a time."""
        words = text[start:end].lower().split()
        return text[max(0, start - 3) : start].rstrip()[-1:] == "," and not self.origin & set(words)

    def _capture(self, index: int, name: str, classes: tuple[str, ...]) -> Capture:
        values: dict[str, Value] = dict(self.words["SIDE"])
        for cls in reversed(classes):
            values |= self.words.get(cls, {}) | self.phrases.get(cls, {})
        shapes = tuple(cls for cls in classes if cls in _SHAPES)
        return Capture(name, f"f{index}_{name}", values, shapes)

    def _values(self, capture: Capture, tokens: list[str]) -> dict[str, Value]:
        if capture.name == "n":
            return self._number(tokens)
        if capture.name == "v":
            units = [self.words["UNITS"][t.lower()] for t in tokens if t.lower() in self.words["UNITS"]]
            return {"v": 1, "u": units[0]} if units else {"v": 1}
        first = tokens[0]
        if len(tokens) == 1:
            for cls, value in _shapes(first).items() if capture.shapes else ():
                if cls in capture.shapes:
                    return {capture.name: value}
            lower = _DASHES.get(first, first).lower()
            return {capture.name: capture.values.get(lower, lower)}
        joined = " ".join(_DASHES.get(t, t).lower() for t in tokens)
        return {capture.name: capture.values.get(joined) or capture.values.get(first.lower(), first.lower())}

    def _number(self, tokens: list[str]) -> dict[str, Value]:
        total = 0
        for token in tokens:
            lower = token.lower()
            if lower in self.words["VAGUE"]:
                return {"n": self.words["VAGUE"][lower], "vague": 1}
            value = self.words["NUM"].get(lower, _shapes(token).get("COUNT", 0))
            total = int(value) if total <= 1 else total + int(value)
        return {"n": total}


def _extend(spans: list[tuple[int, int]], text: str, start: int, tokens: list[str], count: int) -> None:
    """Add to ``spans`` those of the tokens up to ``count``, which stand in ``text`` in this order from ``start`` on."""
    at = spans[-1][1] if spans else start
    for token in tokens[len(spans) : count]:
        begin = text.index(token, at)
        at = begin + len(token)
        spans.append((begin, at))


def _with_parts(form: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        form = form.replace(f"<{name}>", part)
    return form


@functools.cache
def grammar_of(language: str = "en") -> Grammar:
    """Return the compiled grammar of ``language``."""
    return Grammar(load_dates(language))


@functools.lru_cache(maxsize=16_384)
def parse(quote: str, language: str = "en") -> tuple[Found, ...]:
    """Return the expressions in a short quote, read without its surroundings."""
    return tuple(grammar_of(language).read(quote, 0, len(quote), bare=True))


def expression_of(quote: str, language: str = "en") -> Expression | None:
    """Return the expression a quote means as a whole, None where it names no days.

    A "since ..." phrase means since the date inside it.
    """
    found = parse(quote, language)
    if not found:
        return None
    grammar = grammar_of(language)
    if found[0].start > 0 and grammar.since.match(quote):
        return msgspec.structs.replace(found[-1].expression, relation="since")
    return found[0].expression
