"""Find names of actors in a text. Knows spellings and letter case; whether a name is a speaker or a belligerent is not its matter."""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

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
_Hit = tuple[int, int, int]
"""Where a name starts, where it ends with its sign turned, and which of the patterns it is."""
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
    aliases = list(table.values())
    hits_of = _remembering(ahocorasick_rs.AhoCorasick(list(table)))

    def find_actors(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        spots: list[Spot] = []
        folded, hits = hits_of(text)
        for start, end in spans:
            inside = hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]
            if not inside:
                continue
            shouting = text[start:end].isupper()
            taken = start
            for first, back, pattern in inside:
                last = -back
                if first < taken or last > end or not _bounded(folded, first, last, (start, end)):
                    continue
                alias, words = aliases[pattern], text[first:last]
                if _fits(words, alias, shouting=shouting):
                    taken = last
                    value = alias.ids[0] if len(alias.ids) == 1 else None
                    spots.append(Spot((first, last), words, alias.kind, value))
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


def _remembering(automaton: ahocorasick_rs.AhoCorasick) -> Callable[[str], tuple[str, list[_Hit]]]:
    """Return a function from a text to the text folded and all hits in it, first the longest of those that start together.

    The text read last is kept: its sentences, and then its lines, are asked for one after the other.
    """
    kept: tuple[str, str, list[_Hit]] = ("", "", [])

    def hits_of(text: str) -> tuple[str, list[_Hit]]:
        nonlocal kept
        known = kept
        if known[0] is not text:
            folded = fold(text)
            hits = automaton.find_matches_as_indexes(folded, overlapping=True)
            known = kept = (text, folded, sorted((first, -last, pattern) for pattern, first, last in hits))
        return known[1], known[2]

    return hits_of


def _bounded(folded: str, first: int, last: int, piece: Span) -> bool:
    """Return True where words of their own stand at ``first`` to ``last``: no letter of ``piece`` goes on with them."""
    start, end = piece
    if last < end and (folded[last].isalnum() and folded[last - 1].isalnum()):
        return False
    if first == start or not folded[first - 1].isalnum():
        return True
    lone = first == start + 1 or not folded[first - 2].isalnum()
    return lone and folded[first - 1] in _PREFIXES


def _fits(words: str, alias: _Alias, *, shouting: bool) -> bool:
    if shouting:
        return not all(case.is_word_in_capitals for case in alias.cases)
    return any(not case.capitals or words[: case.capitals].isupper() for case in alias.cases)


@functools.lru_cache(maxsize=65536)
def _case_of(spelling: str) -> _Case:
    head = spelling.split(maxsplit=1)[0]
    is_acronym = head.isupper() and len(head) <= _SHORT
    capitals = len(head) if is_acronym else int(head[0].isupper())
    return _Case(capitals, spelling.isupper() and fold(spelling) in _WORDS.everyday)
