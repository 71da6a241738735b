"""What kind of place a found name is, where it ends, and which spots make one border."""

from bisect import bisect_left

from tollbook.model.place import NameUse
from tollbook.model.spot import Spot
from tollbook.resolve.where.words import Word
from tollbook.vocab.places import PlaceWords

KNOWN_TOWN = 15_000
AREA_LEVELS = {"governorate", "district", "region"}


def anaphora(words: PlaceWords) -> dict[str, str]:
    """Return, by noun, the kinds of place that it can stand for."""
    found: dict[str, list[str]] = {}
    for kind in ("capital", "settlement", "neighbourhood", "area", "any", "country"):
        for noun in getattr(words.anaphora, kind):
            found.setdefault(noun, []).append(kind)
    found.update({word: ["any"] for word in words.anaphora.adverbs})
    return {noun: " ".join(kinds) for noun, kinds in found.items()}


def continues(word: Word) -> bool:
    """Return True for a word that carries a name on: a capital or a hyphen."""
    return word.capital or word.text in "-‐–"


def is_hyphen(words: list[Word], i: int) -> bool:
    """Return True where word ``i`` is a hyphen glued between an article and a capital."""
    return i + 1 < len(words) and words[i].text in "-‐–" and words[i].glued and words[i + 1].capital


def with_ain(text: str, word: Word) -> int:
    """Return the end of the name with an ain or hamza written as a closing quote ("al-Jazza’ in")."""
    end = word.end
    if end < len(text) and text[end] in "’ʿʾ`ʼ" and not word.text.endswith("s"):
        after = text[end + 1 : end + 2]
        if (not after or after.isspace() or after in ",.;:") and "‘" not in text[max(0, end - 60) : end]:
            return end + 1
    return end


def kind_of_use(use: NameUse, before: str | None, after: str | None) -> str:
    """Return the kind of a known name by the nouns around it and what the gazetteer says it is."""
    noun = after or before
    if noun in {"area", "settlement", "locality", "site", "sea"} and use.level != "country":
        return kind_of_noun(noun)
    if use.level == "country":
        return "country"
    has_namesake = use.level != "region" and use.population >= KNOWN_TOWN
    if use.level in AREA_LEVELS and (noun or not has_namesake):
        return "sea" if noun == "sea" else "area"
    return "settlement"


def kind_of_noun(noun: str | None) -> str:
    """Return the kind of spot that a type noun makes of an unknown name."""
    return {"region": "area", "country": "area", None: "named"}.get(noun, noun or "named")


def with_borders(text: str, spots: list[Spot], words: list[Word], lexicon: PlaceWords) -> list[Spot]:
    """Return the spots with those of a border ("the Syrian-Iraqi border", "the Iraq border") made one border spot."""
    starts = [word.start for word in words]
    out: list[Spot] = []
    for spot in spots:
        first = bisect_left(starts, spot.span[0])
        is_whole = first < len(starts) and starts[first] == spot.span[0]
        stop = bisect_left(starts, spot.span[1])
        is_border = stop < len(words) and words[stop].lower in lexicon.border_words
        is_post = is_border and stop + 1 < len(words) and words[stop + 1].lower in lexicon.crossings
        if is_post and spot.kind == "settlement" and is_whole:
            is_border = False  # "the Rafah border crossing" is at Rafah
        if not is_border or spot.kind not in {"demonym", "country", "area", "settlement"} or not is_whole:
            out.append(spot)
            continue
        start = spot.span[0]
        previous = out[-1] if out else None
        if (
            previous
            and previous.kind in {"demonym", "country"}
            and text[previous.span[1] : start].strip() in {"-", "–", "/", *lexicon.and_words}
        ):
            out.pop()
            start = previous.span[0]
        span = (start, words[stop].end)
        out.append(Spot(span, text[span[0] : span[1]], "border", text[start : spot.span[1]]))
    return out
