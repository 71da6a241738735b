"""Which actors a name can mean: names folded to keys, plain and context-bound aliases apart. Knows no document."""

import unicodedata

import msgspec

from tollbook.model.actor import Actor, Actors
from tollbook.vocab.name_words import load_name_words

_WORDS = load_name_words()
_ASCII = 128
_MARKS = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "ʼ": "'",
    "ʻ": "'",
    "-": " ",
    "‐": " ",
    "‑": " ",
    "–": " ",
    "—": " ",
    "\u00a0": " ",
}
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": " "}


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    low = base.lower()
    return low if len(low) == 1 else base


class _Folding(dict[int, str]):
    """A translation table that works letters out when first met; one letter in, one letter out."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _MARKS.get(letter) or _ARABIC.get(letter) or (letter.lower() if code < _ASCII else _plain(letter))
        self[code] = folded
        return folded


_TABLE = _Folding()


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, hyphens as spaces, of the same length (offsets keep their meaning)."""
    return text.translate(_TABLE)


def name_key(name: str) -> str:
    """Return the key under which a name is looked up: folded, without dots, article or possessive, single spaces."""
    words = [_bare(word) for word in fold(name).replace(".", "").split() if word not in _WORDS.possessives]
    while len(words) > 1 and words[0] in _WORDS.articles:
        words = words[1:]
    return " ".join(words).strip(" ,;:()\"'")


def _bare(word: str) -> str:
    """Return a word without the ending of an owner, which stays where nothing else would be left."""
    for ending in _WORDS.possessives:
        if word.endswith(ending) and len(word) > len(ending):
            return word.removesuffix(ending)
    return word


class NameIndex(msgspec.Struct, frozen=True):
    """Actor ids by name key: ``plain`` aliases mean the actor anywhere, ``context`` aliases only where context says so."""

    plain: dict[str, tuple[str, ...]]
    context: dict[str, tuple[str, ...]]


_INDEXES: dict[int, tuple[Actors, NameIndex]] = {}
_BEGINNINGS: dict[tuple[int, str], tuple[Actors, tuple[str, ...]]] = {}


def ids_beginning(actors: Actors, start: str) -> tuple[str, ...]:
    """Return the ids of ``actors`` that begin with ``start``, in order; looked through once for each beginning."""
    known = _BEGINNINGS.get((id(actors), start))
    if known is None or known[0] is not actors:
        known = (actors, tuple(i for i in actors.by_id if i.startswith(start)))
        _BEGINNINGS[id(actors), start] = known
    return known[1]


def index_of(actors: Actors) -> NameIndex:
    """Return the name index of ``actors``, built once for each list."""
    known = _INDEXES.get(id(actors))
    if known is None or known[0] is not actors:
        known = (actors, _built(actors))
        _INDEXES[id(actors)] = known
    return known[1]


def _built(actors: Actors) -> NameIndex:
    plain: dict[str, list[str]] = {}
    context: dict[str, list[str]] = {}
    for actor in actors.by_id.values():
        _enter(plain, actor, (actor.name, *(a for names in actor.aliases.values() for a in names)))
        _enter(context, actor, tuple(a for names in actor.context.values() for a in names))
    return NameIndex({k: tuple(v) for k, v in plain.items()}, {k: tuple(v) for k, v in context.items()})


def _enter(table: dict[str, list[str]], actor: Actor, names: tuple[str, ...]) -> None:
    for name in names:
        ids = table.setdefault(name_key(name), [])
        if actor.id not in ids:
            ids.append(actor.id)
