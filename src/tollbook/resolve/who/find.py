"""Find names of actors in a text. Knows spellings and letter case; whether a name is a speaker or a belligerent is not its matter."""

import functools
import re
from collections.abc import Sequence

import ahocorasick_rs
import msgspec

from tollbook.model.actor import Actors
from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.who.names import fold
from tollbook.vocab.name_words import load_name_words

_PREFIXES = ("و", "ف", "ب", "ل", "ك")  # Arabic particles written together with the next word
_SHORT = 6
_WORDS = load_name_words()
_ARTICLE = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _WORDS.articles)))}) ")


class _Case(msgspec.Struct, frozen=True, gc=False):
    """What a spelling asks of the capitals in the text: of its first ``capitals`` letters, and that it be none in a shouted line."""

    capitals: int
    is_word_in_capitals: bool


class _Alias(msgspec.Struct, frozen=True):
    """What one folded pattern stands for: ids, kind of the first, the spellings whose capitals it needs, and which those are."""

    ids: tuple[str, ...]
    kind: str
    spellings: tuple[str, ...]
    cases: tuple[_Case, ...]


def actor_finder(actors: Actors) -> Spotter:
    """Return a finder of the plain aliases in ``actors``; linear in the text, longest name first, word boundaries kept.

    A name written with a capital needs it in the text too ("Turkey", not "turkey"); an acronym needs all of them unless
    the sentence is in capitals throughout. A name that several actors share has no ``value``. Context-bound aliases
    ("the Coalition") are not found here: resolving knows them.
    """
    table = _table(actors)
    patterns = list(table)
    automaton = ahocorasick_rs.AhoCorasick(patterns)

    def find_actors(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        spots: list[Spot] = []
        for start, end in spans:
            piece = text[start:end]
            shouting = piece.isupper()
            taken = 0
            for first, last, pattern in _longest(automaton, fold(piece)):
                alias = table[patterns[pattern]]
                if first >= taken and _fits(piece, first, last, alias, shouting=shouting):
                    taken = last
                    value = alias.ids[0] if len(alias.ids) == 1 else None
                    spots.append(Spot((start + first, start + last), piece[first:last], alias.kind, value))
        return tuple(spots)

    return find_actors


def _table(actors: Actors) -> dict[str, _Alias]:
    found: dict[str, _Alias] = {}
    for actor in actors.by_id.values():
        for name in {actor.name, *(a for names in actor.aliases.values() for a in names)}:
            bare = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
            key = fold(bare)
            known = found.get(key)
            ids = (*known.ids, actor.id) if known and actor.id not in known.ids else known.ids if known else (actor.id,)
            spellings = (
                (*known.spellings, bare)
                if known and bare not in known.spellings
                else known.spellings
                if known
                else (bare,)
            )
            kind = actor.alias_kinds.get(name, actor.kind)
            found[key] = _Alias(ids, known.kind if known else kind, spellings, tuple(map(_case_of, spellings)))
    return found


def _longest(automaton: ahocorasick_rs.AhoCorasick, folded: str) -> list[tuple[int, int, int]]:
    hits = automaton.find_matches_as_indexes(folded, overlapping=True)
    return sorted(((a, b, p) for p, a, b in hits if _bounded(folded, a, b)), key=_first_longest) if hits else []


def _first_longest(hit: tuple[int, int, int]) -> tuple[int, int]:
    return (hit[0], -hit[1])


def _bounded(folded: str, first: int, last: int) -> bool:
    if last < len(folded) and (folded[last].isalnum() and folded[last - 1].isalnum()):
        return False
    if first == 0 or not folded[first - 1].isalnum():
        return True
    lone = first == 1 or not folded[first - 2].isalnum()
    return lone and folded[first - 1] in _PREFIXES


def _fits(piece: str, first: int, last: int, alias: _Alias, *, shouting: bool) -> bool:
    words = piece[first:last]
    if shouting:
        return not all(case.is_word_in_capitals for case in alias.cases)
    return any(not case.capitals or words[: case.capitals].isupper() for case in alias.cases)


@functools.lru_cache(maxsize=65536)
def _case_of(spelling: str) -> _Case:
    head = spelling.split(maxsplit=1)[0]
    is_acronym = head.isupper() and len(head) <= _SHORT
    capitals = len(head) if is_acronym else int(head[0].isupper())
    return _Case(capitals, spelling.isupper() and fold(spelling) in _WORDS.everyday)
