"""Take a written place apart: its name and type, what it is near or beside, the side, and the areas stated around it."""

import functools
import re

import msgspec

from tollbook.resolve.where.coordinates import BIDI
from tollbook.resolve.where.words import Word
from tollbook.resolve.where.words import words_in as cut_words
from tollbook.vocab.places import PhraseWords, PlaceWords, demonym_codes, load_place_words

MOST_PARENTS = 4
STAND_IN = "Qzqzq"
SETTLED = {"village", "town", "city"}
_MARKED = re.compile(r"[^\w '’`´ʼʻ‘ʿʾ]|[\d_]|['’]\w\b")
LONGEST_BARE = 6


@functools.lru_cache(maxsize=512)
def words_in(text: str, span: tuple[int, int]) -> list[Word]:
    """Return the words of a piece, kept: each rule of the grammar looks at the same pieces. Nobody changes the list."""
    return cut_words(text, span)


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name as written, the level its type noun speaks of, the side word before it, and "countryside" where so said.

    ``full`` is the name with its type noun ("Sadr City"); ``variants`` are other ways to look it up ("A/B", "Western A").
    """

    text: str
    level: str | None = None
    side: str | None = None
    part: str | None = None
    full: str = ""
    variants: tuple[str, ...] = ()


class Phrase(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place as written. ``names`` are alternatives or list members; ``parents`` the stated areas, nearest first.

    ``relation``: in, near, distance (``km`` and perhaps ``bearing`` from the name), between (the two names), countryside,
    border (the two countries or the one), road. ``beside`` is a second description ("X, 7 km from Y") for when X is unknown.
    """

    names: tuple[Name, ...]
    parents: tuple[Name, ...] = ()
    relation: str = "in"
    km: float | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    beside: "Phrase | None" = None


@functools.lru_cache(maxsize=8192)
def read_phrase(text: str, language: str = "en", known: tuple[str, ...] = ()) -> Phrase:
    """Return what ``text`` says of a place; a text that fits no pattern is a bare name.

    ``known`` are names in the text that must not be taken apart ("Democratic Republic of the Congo").
    """
    plain = BIDI.sub("", text).strip()
    stand_ins: dict[str, str] = {}
    for name in sorted((n for n in known if " " in n), key=len, reverse=True):
        stand_in = f"{STAND_IN}{'abcdefgh'[len(stand_ins) % 8]}"
        if name in plain and stand_in not in stand_ins:
            stand_ins[stand_in] = name
            plain = plain.replace(name, stand_in, 1)
    phrase = _reader(language).read(plain)
    return _whole(phrase, stand_ins) if stand_ins else phrase


def _whole(phrase: Phrase, stand_ins: dict[str, str]) -> Phrase:
    """Return the phrase with the names put back where their stand-ins are."""
    return msgspec.structs.replace(
        phrase,
        names=tuple(_restored(name, stand_ins) for name in phrase.names),
        parents=tuple(_restored(name, stand_ins) for name in phrase.parents),
        beside=_whole(phrase.beside, stand_ins) if phrase.beside else None,
    )


def _restored(name: Name, stand_ins: dict[str, str]) -> Name:
    def back(text: str) -> str:
        for stand_in, known in stand_ins.items():
            text = text.replace(stand_in, known)
        return text

    return msgspec.structs.replace(
        name, text=back(name.text), full=back(name.full), variants=tuple(back(x) for x in name.variants)
    )


@functools.cache
def _reader(language: str) -> "Reader":
    return Reader(load_place_words(language), demonym_codes(language))


class Reader:
    """The place phrases of one language; ``demonyms`` in small letters."""

    def __init__(self, words: PlaceWords, demonyms: dict[str, str]) -> None:
        self.words = words
        self.phrase: PhraseWords = words.phrase
        self.demonyms = demonyms
        joined = "|".join(
            sorted(map(re.escape, words.inside | words.of_words | words.phrase.from_), key=len, reverse=True)
        )
        articles = "|".join(sorted(map(re.escape, words.anaphora.determiners), key=len, reverse=True))
        self.split = re.compile(rf"\s*[,،;]\s*|\s+(?:{joined})\s+(?:(?:{articles})\s+)?(?=\S)", re.IGNORECASE)
        units = "|".join(sorted(map(re.escape, words.distance_units), key=len, reverse=True))
        self.glued_unit = re.compile(rf"(?<=\d)(?=(?:{units})\b)")
        self.bracket = re.compile(r"\(([^()]{1,80})\)")
        endings = "|".join(sorted(map(re.escape, words.genitive), key=len, reverse=True))
        self.owner = re.compile(rf"([^\W\d_][^,;()]{{1,60}}?)(?:{endings})\s+([^\W\d_a-z].*)")
        phrase = words.phrase
        self.special = frozenset(
            phrase.near | phrase.between | phrase.countryside | phrase.from_ | phrase.roads | words.inside | words.sides
            | words.of_words | words.border_words | words.and_words | words.fillers | words.common | words.genitive
            | words.anaphora.determiners | phrase.sides.keys() | phrase.levels.keys() | self.demonyms.keys()
        )  # fmt: skip

    def read(self, text: str) -> Phrase:
        """Return the phrase of ``text``."""
        bare = self._bare(text)
        if bare is not None:
            return Phrase(names=(bare,))
        owned = self.owner.match(text)
        if owned is not None:
            return self._owned(self.read(owned[2]), owned[1])
        aliases = tuple(m.strip() for m in self.bracket.findall(text))
        plain = self.glued_unit.sub(" ", self.bracket.sub(" ", text)).strip(" .,;:")
        border = self._border(plain)
        if border:
            return border
        plain = self._without_border(plain)
        relation, km, side, rest = self._relation(plain)
        beside = None
        if relation == "in":
            rest, beside = self._without_distance(rest)
            rest, beside = self._without_neighbour(rest) if beside is None else (rest, beside)
        groups = self._groups(rest)
        if not groups:
            return Phrase(names=(Name(plain),), aliases=aliases)
        stated = tuple(name for group in groups[1:] for name in group)
        parents = (stated or (beside.parents if beside else ()))[:MOST_PARENTS]
        head, parents = self._inner_first(groups[0], parents)
        if relation == "in" and head[0].part:
            relation = head[0].part
        side = side or head[0].side
        return Phrase(names=head, parents=parents, relation=relation, km=km, side=side, aliases=aliases, beside=beside)

    def _owned(self, phrase: Phrase, owner: str) -> Phrase:
        """Return the phrase of "Hodeidah's Hays district": what owns the name is its outermost parent."""
        parents = (*phrase.parents, *(name for group in self._groups(owner) for name in group))
        return msgspec.structs.replace(phrase, parents=parents[:MOST_PARENTS])

    def _bare(self, text: str) -> Name | None:
        """Return the name of a text that is a name in capitals with at most a type noun behind it, None for any other.

        Most place strings are: they are read without the grammar, which would say the same of them.
        """
        words = text.split(" ")
        lowers = text.casefold().split(" ")
        if len(words) > LONGEST_BARE or _MARKED.search(text):
            return None
        level = self.phrase.levels.get(lowers[-1]) if len(words) > 1 else None
        count = len(words) - 1 if level else len(words)
        if not self.special.isdisjoint(lowers[:count]) or not all(word[:1].isupper() for word in words[:count]):
            return None
        if not level:
            return Name(text, variants=self._variants(text))
        name = text[: -len(words[-1]) - 1]
        return Name(name, level if level != "area" else None, full=text, variants=self._variants(name))

    def _groups(self, text: str) -> list[tuple[Name, ...]]:
        """Return the names piece by piece; what a piece without a name says ("southern countryside") goes to the next."""
        groups: list[tuple[Name, ...]] = []
        level = side = part = None
        for piece in self.split.split(text):
            if not piece or not piece.strip():
                continue
            names = self._names(piece)
            named = tuple(
                msgspec.structs.replace(n, level=n.level or level, side=n.side or side, part=n.part or part)
                for n in names
                if n.text
            )
            if named:
                groups.append(named)
                level = side = part = None
                continue
            for name in names:
                is_apposition = bool(groups) and name.level in SETTLED and not (name.side or name.part)
                if is_apposition and groups[-1][0].level is None:
                    groups[-1] = tuple(msgspec.structs.replace(n, level=name.level) for n in groups[-1])
                elif not is_apposition:
                    level, side, part = name.level or level, name.side or side, name.part or part
        return groups

    def _without_neighbour(self, text: str) -> tuple[str, "Phrase | None"]:
        """Return the text without "near Y" after a name, and that clause as a phrase of its own."""
        words = words_in(text, (0, len(text)))
        named = next((i for i, word in enumerate(words) if word.capital), len(words))
        at = next((i for i in range(named + 1, len(words)) if words[i].lower in self.phrase.near), None)
        if at is None or at + 1 >= len(words):
            return text, None
        return text[: words[at].start].rstrip(" ,"), self.read(text[words[at].start :])

    def _without_distance(self, text: str) -> tuple[str, "Phrase | None"]:
        """Return the text without a distance clause that follows a name, and that clause as a phrase of its own."""
        clauses = text.split(",")
        for i, clause in enumerate(clauses[1:], 1):
            words = words_in(clause, (0, len(clause)))
            if self._distance(clause, words):
                rest = clauses[:i] + clauses[i + 1 :]
                return ",".join(rest), self.read(",".join(clauses[i:]))
        return text, None

    def _inner_first(
        self, head: tuple[Name, ...], parents: tuple[Name, ...]
    ) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """Return head and parents with an area that came first ("Donetsk region, Bakhmut") as a parent."""
        areas = {"district", "governorate", "country"}
        if len(head) == 1 and head[0].level in areas and parents and parents[0].level in {"village", "town", "city"}:
            return (parents[0],), (head[0], *parents[1:])
        return head, parents

    def _border(self, text: str) -> Phrase | None:
        words = words_in(text, (0, len(text)))
        at = next((i for i, w in enumerate(words) if w.lower in self.words.border_words), None)
        if at is None:
            return None
        first = next((w for w in words if w.capital), None)
        if first is not None and first.start < words[at].start and first.lower not in self.demonyms:
            return None
        names = [w for w in words if w.lower in self.demonyms]
        sides = tuple(Name(self.demonyms[w.lower], "country") for w in names[:2])
        if not sides:
            return None
        parents = tuple(
            name
            for piece in self.split.split(text)
            for name in self._names(piece)
            if name.text and not any(w.lower in self.demonyms for w in words_in(name.text, (0, len(name.text))))
        )
        return Phrase(names=sides, relation="border", parents=parents[:MOST_PARENTS])

    def _without_border(self, text: str) -> str:
        """Return the text less a border clause after a name: "X, near the Somali border"."""
        clauses = text.split(",")
        kept = [clauses[0]]
        kept += [
            c for c in clauses[1:] if not any(w.lower in self.words.border_words for w in words_in(c, (0, len(c))))
        ]
        return ",".join(kept)

    def _relation(self, text: str) -> tuple[str, float | None, str | None, str]:
        """Return relation, distance, side, and the rest of the text after the words of the relation."""
        words = words_in(text, (0, len(text)))
        distance = self._distance(text, words)
        if distance and not self._begins_with_name(text, words, distance[3]):
            return distance
        ends = self._road_ends(text, words)
        if ends:
            return "between", None, None, ends
        for i, word in enumerate(words[:8]):
            if word.capital and word.lower not in self.words.inside | self.phrase.between:
                break
            if word.lower in self.phrase.between:
                return "between", None, None, text[word.end :]
            if word.lower in self.phrase.near:
                return "near", None, None, text[word.end :]
            if word.lower in self.phrase.countryside:
                return "countryside", None, self._side_in(words[:i]), text[word.end :]
        return "in", None, None, text

    def _road_ends(self, text: str, words: list[Word]) -> str:
        """Return "A and B" for "the road from A to B", "" for what is no such road."""
        at = next((i for i, w in enumerate(words[:4]) if w.lower in self.phrase.roads), None)
        if at is None or at + 1 >= len(words) or words[at + 1].lower not in self.phrase.from_:
            return ""
        to = next((w for w in words[at + 2 :] if w.lower in self.phrase.to), None)
        joint = min(self.words.and_words)
        return f"{text[words[at + 1].end : to.start].strip()} {joint} {text[to.end :].strip()}" if to else ""

    def _begins_with_name(self, text: str, words: list[Word], rest: str) -> bool:
        lead = len(text) - len(rest)
        return any(word.capital and word.end < lead and word.lower not in self.phrase.sides for word in words[1:]) or (
            bool(words)
            and words[0].capital
            and words[0].lower
            not in {
                *self.words.inside,
                *self.phrase.sides,
                *self.phrase.number_words,
                *self.phrase.near,
                *self.phrase.hedges,
            }
            and not words[0].text[0].isdigit()
        )

    def _side_in(self, words: list[Word]) -> str | None:
        joined = "-".join(word.lower for word in words if word.text != "-")
        for length in (2, 1):
            parts = joined.split("-")
            for i in range(len(parts) - length + 1):
                side = self.phrase.sides.get("-".join(parts[i : i + length]))
                if side:
                    return side
        return None

    def _distance(self, text: str, words: list[Word]) -> tuple[str, float | None, str | None, str] | None:
        """Return the reading of "N km [side] of/from X", also of "[just] south of X"; None where there is none."""
        for i, word in enumerate(words):
            unit = self.words.distance_units.get(word.lower)
            number = self._number(words, i) if unit else None
            if unit is None or number is None:
                continue
            return self._from_end(text, words, i + 1, round(number * unit, 3))
        for i, word in enumerate(words[:6]):
            if word.lower in self.phrase.sides and i + 1 < len(words) and words[i + 1].lower in self.phrase.from_:
                is_direction = self.phrase.sides[word.lower] == word.lower.replace("-", "")
                is_within = i > 0 and words[i - 1].lower in self.words.anaphora.determiners
                if is_direction and is_within:
                    return "in", None, self._side_in(words[max(0, i - 2) : i + 1]), text[words[i + 1].end :]
                if is_direction:
                    side = self._side_in(words[max(0, i - 2) : i + 1])
                    return "distance", None, side, text[words[i + 1].end :]
        return None

    def _from_end(
        self, text: str, words: list[Word], start: int, km: float
    ) -> tuple[str, float | None, str | None, str] | None:
        for j in range(start, min(start + 6, len(words))):
            if words[j].lower in self.phrase.from_:
                return "distance", km, self._side_in(words[start:j]), text[words[j].end :]
        return None

    def _number(self, words: list[Word], unit_at: int) -> float | None:
        for word in reversed(words[max(0, unit_at - 2) : unit_at]):
            digits = re.match(r"\d+", word.text)
            if digits:
                before = words[unit_at - 3 : unit_at - 1]
                is_decimal = len(before) == 2 and before[1].text in ".," and before[0].text.isdigit()  # noqa: PLR2004  # "1" "."
                return float(f"{before[0].text}.{digits[0]}") if is_decimal else float(digits[0])
            if word.lower in self.phrase.number_words:
                return float(self.phrase.number_words[word.lower])
        return None

    def _names(self, piece: str) -> list[Name]:
        """Return the names in one piece: "A", "A district", "village of A", "A and B"."""
        words = words_in(piece, (0, len(piece)))
        groups: list[list[Word]] = [[]]
        for word in words:
            if word.lower in self.words.and_words:
                groups.append([])
            else:
                groups[-1].append(word)
        names = [self._name(piece, group) for group in groups if group]
        return [name for name in names if name.text or name.level or name.side or name.part]

    def _name(self, piece: str, group: list[Word]) -> Name:
        start, end = 0, len(group)
        level = None
        side = None
        droppable = self.words.anaphora.determiners | self.words.inside | self.words.of_words | self.words.fillers
        part = None
        while start < end and not self._is_name_start(group, start, droppable):
            word = group[start]
            if (
                start + 2 < end
                and group[start + 1].text == "-"
                and group[start + 2].lower in self.words.bound_participles
            ):
                start += 3
                continue
            if word.lower in self.phrase.countryside:
                part = "countryside"
            if word.lower in self.phrase.levels:
                level = self.phrase.levels[word.lower]
            elif word.lower in self.phrase.sides:
                side = self.phrase.sides[word.lower]
            elif (
                not (word.lower in droppable or word.text in "-'\"" or word.text.islower())
                or (word.lower in self.words.articles and start + 1 < end and group[start + 1].text == "-")
                or not word.lower.isascii()
            ):
                break
            start += 1
        while end - 1 > start and group[end - 1].lower in self.phrase.levels:
            found = self.phrase.levels[group[end - 1].lower]
            level = found if found != "area" else level
            end -= 1
            while end - 1 > start and group[end - 1].text.islower() and group[end - 1].lower in self.words.fillers:
                end -= 1
        while end - 1 > start and group[end - 1].lower in self.words.common and not group[end - 1].capital:
            end -= 1
        if start >= end or (end - start == 1 and group[start].lower in self.demonyms):
            return Name("", level, side, part)
        text = piece[group[start].start : group[end - 1].end].strip()
        full = piece[group[start].start : group[min(end, len(group) - 1)].end].strip()
        return Name(text, level, side, part, full if end < len(group) else "", self._variants(text))

    def _variants(self, text: str) -> tuple[str, ...]:
        """Return other ways to look a name up: the halves of "A/B", and a side word as the local names have it."""
        found = [half.strip() for half in text.split("/")] if "/" in text else []
        first, _, rest = text.partition(" ")
        if rest:
            found += [f"{rest} {word}" for word in self.phrase.translated.get(first.casefold(), ())]
        return tuple(x for x in found if x)

    def _is_name_start(self, group: list[Word], at: int, droppable: frozenset[str]) -> bool:
        """Return True where the name itself begins: a capital that is no article, demonym or "ISIS-held"."""
        word = group[at]
        if not word.capital or word.lower in droppable:
            return False
        is_bound = (
            at + 2 < len(group) and group[at + 1].text == "-" and group[at + 2].lower in self.words.bound_participles
        )
        is_demonym = word.lower in self.demonyms and at + 1 < len(group)
        return not is_bound and not is_demonym
