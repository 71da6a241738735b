"""What a document says around a place name: the words that belong to its phrase, the areas stated with it, countries in view."""

import bisect
import functools
from collections.abc import Sequence

import msgspec

from tollbook.model.ids import Span
from tollbook.model.place import Gazetteer
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.where.find import place_finder
from tollbook.resolve.where.parents import SETTLED, Context
from tollbook.resolve.where.shapes import distance_km
from tollbook.resolve.where.words import words_in
from tollbook.vocab.places import PlaceWords, load_demonyms, load_place_types, load_place_words

LONGEST_LINK = 60
LONGEST_LEAD = 80
SURE_POPULATION = 200_000
KNOWN_POPULATION = 30_000
NEXT_TO_KM = 60.0
MOST_POINTS = 8
WIDTH = {"site": 0, "locality": 0, "settlement": 1, "named": 1, "area": 2, "sea": 3, "country": 3, "border": 3}


class Setting(msgspec.Struct, frozen=True, eq=False):
    """A document's place spots in order, and the context they make."""

    text: str
    spots: tuple[Spot, ...]
    context: Context
    language: str
    gazetteer: Gazetteer
    starts: tuple[int, ...]


@functools.lru_cache(maxsize=8)
def _finder(gazetteer: Gazetteer, language: str) -> Spotter:
    return place_finder(gazetteer, language)


def setting_of(text: str, gazetteer: Gazetteer, focus: Sequence[str], language: str) -> Setting:
    """Return the setting of ``text``; its claims and its records ask for the same one."""
    return _setting_of(text, gazetteer, tuple(focus), language)


@functools.lru_cache(maxsize=8)
def _setting_of(text: str, gazetteer: Gazetteer, focus: tuple[str, ...], language: str) -> Setting:
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
    context = Context(countries=countries, near=tuple(dict.fromkeys(points)))
    return Setting(text, spots, context, language, gazetteer, tuple(spot.span[0] for spot in spots))


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
        return use.country, 0.3 if is_ambiguous(spot.value, gazetteer) else 1.0
    is_known = use.population >= KNOWN_POPULATION or use.area_population >= SURE_POPULATION
    is_sure = (use.countries == 1 and is_known) or use.level == "region"
    # "al-Bado district": a town elsewhere that bears the name says nothing of the country told of
    is_namesake = spot.kind in {"area", "locality"} and use.level in SETTLED
    return (use.country, 0.8) if is_sure and not is_namesake else (None, 0.0)


@functools.lru_cache(maxsize=4096)
def is_ambiguous(name: str, gazetteer: Gazetteer) -> bool:
    """Return True for a country with a well-peopled area of its name elsewhere ("Georgia", "Niger")."""
    found = gazetteer.candidates(name)
    own = next((c.country for c in found if c.level == "country"), None)
    return any(
        c.level in {"governorate", "country"} and c.country != own and c.population > SURE_POPULATION for c in found
    )


def _sure_point(spot: Spot, gazetteer: Gazetteer) -> list[tuple[float, float]]:
    use = gazetteer.use(spot.value or "")
    if use is None or not (use.population >= SURE_POPULATION):
        return []
    best = gazetteer.candidates(spot.value or "")[:1]
    return [(c.lat, c.lon) for c in best]


class Around(msgspec.Struct, frozen=True):
    """The whole place phrase that holds a name: its words, parents stated before it ("Sudan's"), a demonym's country.

    ``known`` are the names in it as the finder knows them; ``is_outer`` says that a place before it lies in it ("Buffalo, New York").
    """

    text: str
    parents: tuple[str, ...]
    country: str | None
    known: tuple[str, ...]
    is_outer: bool


def phrase_around(setting: Setting, span: Span) -> Around:
    """Return the phrase around ``span``."""
    words = load_place_words(setting.language)
    text = setting.text
    end = _past_type(text, span[1], words)
    at = bisect.bisect_left(setting.starts, span[0])
    inner = next(
        (s for s in setting.spots[max(0, at - 1) : at + 2] if s.span[0] < span[1] and s.span[1] > span[0]), None
    )
    for k in range(bisect.bisect_left(setting.starts, end), len(setting.spots)):
        spot = setting.spots[k]
        if spot.kind in {"demonym", "anaphor", "seat"}:
            continue
        if spot.kind == "country" and following_word(text, spot.span[1]) in words.attach.events:
            break
        between = text[end : spot.span[0]]
        if not _links(between, words, setting.language) or not _holds(inner, spot, between, setting):
            break
        end = spot.span[1]
        inner = spot
    start = _lead(text, span[0], words, setting.language)
    before = [spot for spot in setting.spots[max(0, at - 1) : at] if spot.span[1] <= span[0]]
    parents: tuple[str, ...] = ()
    country = None
    for spot in before:
        between = text[spot.span[1] : span[0]]
        if len(between) > LONGEST_LINK or any(mark in between for mark in ".;:\n,"):
            continue
        if (
            spot.kind == "demonym"
            and not between.startswith("-")
            and _is_only_place_words(between, words, setting.language)
        ):
            country = spot.value
            parents = _sided_country(text, spot, setting)
        elif spot.kind in {"country", "area", "settlement"} and _is_owned(between, words):
            parents = (spot.value or spot.quote,)
    own = next((s for s in setting.spots[max(0, at - 1) : at + 2] if s.span[0] < span[1] and s.span[1] > span[0]), None)
    is_outer = any(_is_held(s, own, text, setting) for s in before) if own else False
    known = tuple(
        s.value for s in setting.spots[max(0, at - 1) : at + 6] if s.value and start <= s.span[0] and s.span[1] <= end
    )
    return Around(text[start:end], parents, country, known, is_outer)


def _is_owned(between: str, words: PlaceWords) -> bool:
    """Return True for what stands between an owner and its place ("Sudan's Kadugli"), not for "Russia's allies killed ten in"."""
    if not between.startswith(tuple(words.genitive)):
        return False
    return not any(
        word.lower in words.inside or word.lower in words.toward for word in words_in(between, (0, len(between)))
    )


def _sided_country(text: str, demonym: Spot, setting: Setting) -> tuple[str, ...]:
    """Return "southern Lebanon" for "the southern Lebanese town of", nothing where no side is said."""
    words = load_place_words(setting.language)
    side = leading_word(text, demonym.span[0])
    area = setting.gazetteer.area(demonym.value or "") if side in words.phrase.sides else None
    return (f"{side} {area.name}",) if area else ()


def _past_type(text: str, end: int, words: PlaceWords) -> int:
    """Return the end of a name with the type noun after it: "Zahra quarter", "Raqqa city"."""
    following = words_in(text, (end, min(len(text), end + 24)))
    if following and following[0].lower in words.phrase.levels and text[end : following[0].start].isspace():
        return following[0].end
    return end


def _is_held(before: Spot, own: Spot, text: str, setting: Setting) -> bool:
    link = text[before.span[1] : own.span[0]]
    if link.strip() != "," or before.kind not in {"settlement", "named", "site"}:
        return False
    return is_area_of(before.value or before.quote, own.value or own.quote, setting.gazetteer)


def _holds(inner: Spot | None, outer: Spot, between: str, setting: Setting) -> bool:
    """Return True where ``outer`` can be the area that holds ``inner``: "Mosul, Iraq" but not "Italy, Austria"."""
    if inner is None or WIDTH.get(outer.kind, 2) > WIDTH.get(inner.kind, 2):
        return True
    if WIDTH.get(outer.kind, 2) < WIDTH.get(inner.kind, 2) or outer.kind in {"country", "sea"}:
        return False
    words = load_place_words(setting.language)
    lowers = {word.lower for word in words_in(between, (0, len(between)))}
    if lowers & words.phrase.near or (lowers & words.of_words and lowers & words.phrase.sides.keys()):
        return True
    if lowers & (words.inside | words.of_words):
        return outer.kind != "settlement" or inner.kind != "settlement" or "," not in between
    return _is_known_holder(inner, outer, setting)


def _is_known_holder(inner: Spot, outer: Spot, setting: Setting) -> bool:
    """Return True where the gazetteer, or a district's type noun, says that ``outer`` holds ``inner``."""
    if inner.kind == "area":
        use = setting.gazetteer.use(outer.value or outer.quote)
        return inner.quote != inner.value and use is not None and use.level == "governorate"
    return is_area_of(inner.value or inner.quote, outer.value or outer.quote, setting.gazetteer)


def is_area_of(inner: str, outer: str, gazetteer: Gazetteer) -> bool:
    """Return True where the gazetteer has ``inner`` as a town or district inside a first-level area called ``outer``."""
    areas = [c for c in gazetteer.candidates(outer)[:4] if c.level == "governorate"]
    for area in areas:
        found = gazetteer.candidates(inner, country=area.country, admin1=area.gazetteer_id)
        if any(c.matched_by == "exact" and c.gazetteer_id != area.gazetteer_id for c in found):
            return True
    return _lies_by(inner, outer, gazetteer)


def _lies_by(inner: str, outer: str, gazetteer: Gazetteer) -> bool:
    """Return True where a larger town called ``outer`` lies within 60 km of a place called ``inner``."""
    towns = [c for c in gazetteer.candidates(outer) if c.level in {"village", "town", "city"}]
    places = [c for c in gazetteer.candidates(inner) if c.level in {"village", "town", "city"}]
    return any(
        a.population >= b.population
        and a.gazetteer_id != b.gazetteer_id
        and distance_km(a.lat, a.lon, b.lat, b.lon) <= NEXT_TO_KM
        for a in towns
        for b in places
    )


def _links(between: str, words: PlaceWords, language: str) -> bool:
    """Return True for the words that lead from a place to the area that holds it: a comma, "in the southern", "district of"."""
    if len(between) > LONGEST_LINK or any(mark in between for mark in ".;:\n"):
        return False
    types = load_place_types(language)
    phrase = words.phrase
    loose = words.inside - phrase.within - phrase.near
    allowed = (words.inside | words.of_words | words.sides | words.fillers | words.anaphora.determiners) - loose
    allowed |= phrase.countryside
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
        | frozenset(phrase.sides)
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
    begin = max(0, start - LONGEST_LEAD, text.rfind("\n", 0, start) + 1)  # a date on the line before is no distance
    found = start
    behind = ""
    for word in reversed(words_in(text, (begin, start))):
        # a number belongs to a distance or names a thing ("5 km", "12-km"); a year before a dash does not
        is_number = word.text[0].isdigit() and (behind != "-" or text[word.end : word.end + 1] == "-")
        is_ours = word.lower in allowed or word.lower in types or word.text == "-" or is_number
        behind = word.text
        is_short_side = word.text.isupper() and word.lower in phrase.sides  # "10 km SE of"
        if not is_ours or (word.capital and not is_short_side):
            is_named = word.capital and load_demonyms(language).get(word.text) is None
            return _after_type_of(text, found, start, types) if is_named else found
        found = word.start
    return found


def _after_type_of(text: str, found: int, start: int, types: dict[str, str]) -> int:
    """Return where a name's own words begin when a name stands before them: in "the Zahra district of Homs" not at "district"."""
    lead = words_in(text, (found, start))
    is_owned = len(lead) > 1 and lead[0].lower in types
    return start if is_owned else found


def following_word(text: str, end: int) -> str:
    """Return the first word after ``end``, in small letters."""
    found = words_in(text, (end, min(len(text), end + 24)))
    return found[0].lower if found else ""


def leading_word(text: str, start: int) -> str:
    """Return the last word before ``start``, in small letters."""
    found = words_in(text, (max(0, start - 24), start))
    return found[-1].lower if found else ""
