"""What a document says around a place name: the words that belong to its phrase, the areas stated with it, countries in view."""

import functools
from collections.abc import Sequence

import msgspec

from tollbook.model.ids import Span
from tollbook.model.place import Gazetteer
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.where.choose import Context
from tollbook.resolve.where.find import place_finder
from tollbook.resolve.where.words import words_in
from tollbook.vocab.places import PlaceWords, load_place_types, load_place_words

LONGEST_LINK = 60
LONGEST_LEAD = 80
SURE_POPULATION = 200_000
MOST_POINTS = 8


class Setting(msgspec.Struct, frozen=True):
    """A document's place spots in order, and the context they make."""

    text: str
    spots: tuple[Spot, ...]
    context: Context
    language: str


@functools.lru_cache(maxsize=8)
def _finder(gazetteer: Gazetteer, language: str) -> Spotter:
    return place_finder(gazetteer, language)


def setting_of(text: str, gazetteer: Gazetteer, focus: Sequence[str], language: str) -> Setting:
    """Return the place spots of ``text`` and the countries in view: stated ones, demonyms less, the book's focus least."""
    spots = _finder(gazetteer, language)(text, _lines(text))
    words = load_place_words(language)
    located = words.inside | words.of_words | words.sides
    weights: dict[str, float] = dict.fromkeys(focus, 0.5)
    points: list[tuple[float, float]] = []
    for spot in spots:
        code, weight = _country_of(spot, gazetteer)
        if code and leading_word(text, spot.span[0]) in located:
            weight *= 2
        if code:
            weights[code] = weights.get(code, 0.0) + weight
        if spot.kind == "settlement" and len(points) < MOST_POINTS:
            points.extend(_sure_point(spot, gazetteer))
    top = max(weights.values(), default=1.0) or 1.0
    countries = {code: round(weight / top, 3) for code, weight in weights.items() if weight > 0}
    return Setting(text, spots, Context(countries=countries, near=tuple(dict.fromkeys(points))), language)


def _lines(text: str) -> tuple[Span, ...]:
    spans = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((offset, offset + len(line.rstrip())))
        offset += len(line)
    return tuple(spans)


def _country_of(spot: Spot, gazetteer: Gazetteer) -> tuple[str | None, float]:
    """Return the country a spot speaks of and how strongly; an alliance's or speaker's seat hardly at all."""
    if spot.kind == "demonym":
        return spot.value, 0.4
    if spot.kind in {"anaphor", "border"} or not spot.value:
        return None, 0.0
    use = gazetteer.use(spot.value)
    if use is None or use.country is None:
        return None, 0.0
    if spot.kind == "seat":
        return use.country, 0.1
    if use.level == "country":
        return use.country, 1.0
    is_sure = use.countries == 1 or use.level == "region"
    return (use.country, 0.8) if is_sure else (None, 0.0)


def _sure_point(spot: Spot, gazetteer: Gazetteer) -> list[tuple[float, float]]:
    use = gazetteer.use(spot.value or "")
    if use is None or not (use.population >= SURE_POPULATION):
        return []
    best = gazetteer.candidates(spot.value or "")[:1]
    return [(c.lat, c.lon) for c in best]


def phrase_around(setting: Setting, span: Span) -> tuple[str, tuple[str, ...], str | None]:
    """Return the whole place phrase that holds ``span``, parents stated before it ("Sudan's"), and a demonym's country."""
    words = load_place_words(setting.language)
    text = setting.text
    end = span[1]
    for spot in setting.spots:
        if spot.span[0] < end or spot.kind in {"demonym", "anaphor", "seat"}:
            continue
        if not _links(text[end : spot.span[0]], words, setting.language):
            break
        end = spot.span[1]
    start = _lead(text, span[0], words, setting.language)
    before = [spot for spot in setting.spots if spot.span[1] <= span[0]][-1:]
    parents: tuple[str, ...] = ()
    country = None
    for spot in before:
        between = text[spot.span[1] : span[0]].replace("’", "'")
        if len(between) > LONGEST_LINK or any(mark in between for mark in ".;:\n,"):
            continue
        if spot.kind == "demonym" and _is_only_place_words(between, words, setting.language):
            country = spot.value
        elif between.startswith("'s") and spot.kind in {"country", "area", "settlement"}:
            parents = (spot.value or spot.quote,)
    return text[start:end], parents, country


def _links(between: str, words: PlaceWords, language: str) -> bool:
    if len(between) > LONGEST_LINK or any(mark in between for mark in ".;:\n"):
        return False
    types = load_place_types(language)
    phrase = words.phrase
    allowed = words.inside | words.of_words | words.sides | words.fillers | words.anaphora.determiners | phrase.countryside
    return all(
        word.text in {",", "(", ")", "-"} or word.lower in allowed or word.lower in types
        for word in words_in(between, (0, len(between)))
    )


def _is_only_place_words(between: str, words: PlaceWords, language: str) -> bool:
    types = load_place_types(language)
    found = words_in(between, (0, len(between)))
    allowed = words.of_words | words.sides | words.fillers
    return bool(found) and all(word.lower in allowed or word.lower in types or word.text == "-" for word in found)


def _lead(text: str, start: int, words: PlaceWords, language: str) -> int:
    """Return where the words that belong to a name begin: "10 km south of", "the southern countryside of", "near"."""
    types = load_place_types(language)
    phrase = words.phrase
    allowed = (
        words.sides
        | words.fillers
        | words.of_words
        | phrase.near
        | phrase.between
        | phrase.countryside
        | words.anaphora.determiners
        | frozenset(phrase.number_words)
        | frozenset(words.distance_units)
        | phrase.from_
        | phrase.roads
    )
    begin = max(0, start - LONGEST_LEAD)
    found = start
    for word in reversed(words_in(text, (begin, start))):
        is_ours = word.lower in allowed or word.lower in types or word.text == "-" or word.text[0].isdigit()
        if not is_ours or word.capital:
            break
        found = word.start
    return found


def leading_word(text: str, start: int) -> str:
    """Return the last word before ``start``, in small letters."""
    found = words_in(text, (max(0, start - 24), start))
    return found[-1].lower if found else ""
