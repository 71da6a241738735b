"""Choose what a written place means: inside the stated parent or not at all, by spelling, type, district and context."""

import functools
import itertools
import math
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model.place import Area, Gazetteer, Place, PlaceCandidate
from tollbook.resolve.where.answer import (
    between,
    border_band,
    border_place,
    countryside,
    cut_to_border,
    cut_to_side,
    near,
    place_of,
)
from tollbook.resolve.where.phrase import Name, Phrase
from tollbook.resolve.where.shapes import contains, distance_km, is_near_outline
from tollbook.vocab.places import load_associated, load_level_rules

SETTLED = {"village", "town", "city"}
SPOTS = {"site", "street", "neighbourhood", "suburb"}
AREAS = {"district", "governorate", "country", "region"}
DISTRICT_SLACK_KM = 10.0
BESIDE_KM = 60.0
EQUAL_FIT = 0.06
LIKENESS_WEIGHT = 0.25
ALIKE = 0.85
NEAR_EQUAL = 0.8
SEAT_POPULATION = 20_000
FURTHEST_RIVAL_KM = 100.0
AMBIGUOUS_KM = 25.0


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a place string: countries with weights (0 to 1), and points already settled on."""

    countries: dict[str, float] = {}
    near: tuple[tuple[float, float], ...] = ()
    admin1: frozenset[str] = frozenset()


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The stated areas that a place must lie in, as far as the gazetteer knows them."""

    country: str | None = None
    admin1: str | None = None
    district: PlaceCandidate | None = None
    region: PlaceCandidate | None = None
    town: PlaceCandidate | None = None
    part: str | None = None
    side: str | None = None

    @property
    def innermost(self) -> PlaceCandidate | None:
        """The smallest stated area or town."""
        return self.town or self.district or self.region


class Answer(msgspec.Struct, frozen=True):
    """A place, and in sentences how it came about."""

    place: Place | None
    steps: tuple[str, ...] = ()


def resolve_phrase(
    phrase: Phrase, gazetteer: Gazetteer, context: Context | None = None, country: str | None = None
) -> Answer:
    """Return the place of ``phrase``: inside its stated parents, else the smallest of them, else nothing."""
    context = context or Context()
    if phrase.relation == "border":
        return _border(phrase, gazetteer, context)
    is_inner = phrase.names[0].level in SPOTS
    scope = scope_of(phrase.parents, gazetteer, context, country, is_inner=is_inner, inner=phrase.names[0].text)
    if phrase.relation == "between" and len(phrase.names) > 1:
        ends = [_named(name, phrase, scope, gazetteer, context) for name in phrase.names[:2]]
        if all(end.place for end in ends):
            return Answer(between(ends[0].place, ends[1].place), (*ends[0].steps, *ends[1].steps))  # type: ignore[arg-type]  # both were just asked for
    answer = _first_named(phrase, scope, gazetteer, context)
    if answer.place is None:
        return _beside_or_parent(phrase, scope, gazetteer, context, answer.steps)
    return Answer(_related(answer.place, phrase, gazetteer), answer.steps)


def _first_named(phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context) -> Answer:
    answer = Answer(None)
    for name in (*phrase.names, *(Name(alias) for alias in phrase.aliases)):
        answer = _named(name, phrase, scope, gazetteer, context)
        if answer.place is not None:
            return answer
    return answer


def _related(place: Place, phrase: Phrase, gazetteer: Gazetteer) -> Place:
    if phrase.relation == "near":
        return near(place, None, None)
    if phrase.relation == "distance":
        return near(place, phrase.km, phrase.side)
    if phrase.relation == "countryside":
        return countryside(place, phrase.side, gazetteer)
    if phrase.side and place.level in AREAS:
        return cut_to_side(place, phrase.side, gazetteer)
    return place


def _beside_or_parent(
    phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context, steps: tuple[str, ...]
) -> Answer:
    """Return the place beside the unknown one ("7 km from Y"), else the stated parent's area."""
    if phrase.beside is not None:
        beside = resolve_phrase(phrase.beside, gazetteer, context, scope.country)
        if beside.place is not None and beside.place.matched_by != "parent":
            return Answer(beside.place, (*steps, "placed by the distance stated beside it", *beside.steps))
    parent = scope.innermost or _country_of(scope, gazetteer)
    if parent is None:
        return Answer(None, (*steps, "no entry of that name, and no parent is stated"))
    place = place_of(parent, gazetteer)
    if scope.part == "countryside":
        place = countryside(place, scope.side, gazetteer)
    elif scope.side and place.level in AREAS:
        place = cut_to_side(place, scope.side, gazetteer)
    elif (place.level in SETTLED and phrase.names[0].level not in SPOTS and not phrase.names[0].level) or (
        place.level in SETTLED and phrase.names[0].level in SPOTS
    ):
        place = msgspec.structs.replace(place, level="neighbourhood")
    place = msgspec.structs.replace(place, matched_by="parent", parents=_with(parent, place))
    return Answer(place, (*steps, f"not in the gazetteer there: the area of {parent.name} stands for it"))


def _with(parent: PlaceCandidate, place: Place) -> tuple[str, ...]:
    is_area = parent.level in AREAS
    return tuple(dict.fromkeys((parent.gazetteer_id, *place.parents))) if is_area else place.parents


def _country_of(scope: Scope, gazetteer: Gazetteer) -> PlaceCandidate | None:
    return _country(gazetteer, scope.country) if scope.country else None


@functools.lru_cache(maxsize=1024)
def _country(gazetteer: Gazetteer, code: str) -> PlaceCandidate | None:
    area = gazetteer.area(code)
    if area is None:
        return None
    return next((c for c in gazetteer.candidates(area.name, country=code) if c.level == "country"), None)


# -- the stated parents --------------------------------------------------------------------------------------------


def scope_of(
    parents: Sequence[Name],
    gazetteer: Gazetteer,
    context: Context,
    country: str | None = None,
    *,
    is_inner: bool = False,
    inner: str = "",
) -> Scope:
    """Return the scope of ``parents`` (nearest first), read from the outermost inwards.

    ``inner`` is the name that lies in them. ``is_inner``: the place is a neighbourhood or site, so that its nearest parent is a town before it is a governorate.
    """
    return _scope(tuple(parents), gazetteer, _likely(context), country, is_inner, inner if len(parents) == 1 else "")


def _likely(context: Context) -> str | None:
    """Return the one country that the context speaks of above all others."""
    ranked = sorted(context.countries.items(), key=lambda item: -item[1])
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None


@functools.lru_cache(maxsize=4096)
def _scope(  # all of them are its key
    parents: tuple[Name, ...],
    gazetteer: Gazetteer,
    likely: str | None,
    country: str | None,
    is_inner: bool,  # noqa: FBT001
    inner: str,
) -> Scope:
    scope = Scope(country=country)
    for position, name in reversed(list(enumerate(parents))):
        prefers_town = is_inner and position == 0
        found = _parent(name, scope, gazetteer, likely, prefers_town=prefers_town, inner=inner)
        if found is None:
            continue
        if name.level in {"district", "governorate"} and found.level in SETTLED:
            radius = load_level_rules().seats[name.level]
            found = msgspec.structs.replace(found, level="district", radius_m=round(radius * 1000))
        if found.level == "country":
            scope = msgspec.structs.replace(scope, country=found.country, side=name.side, part=name.part)
        elif found.level == "governorate":
            scope = msgspec.structs.replace(
                scope, country=found.country, admin1=found.gazetteer_id, region=found, side=name.side, part=name.part
            )
        elif found.level in {"district", "region"}:
            scope = msgspec.structs.replace(
                scope,
                country=found.country or scope.country,
                admin1=found.admin1 or scope.admin1,
                district=found,
                side=name.side,
                part=name.part,
            )
        else:
            scope = msgspec.structs.replace(
                scope,
                country=found.country,
                admin1=found.admin1 or scope.admin1,
                town=found,
                side=name.side,
                part=name.part,
            )
    return scope


def _parent(
    name: Name, scope: Scope, gazetteer: Gazetteer, likely: str | None, *, prefers_town: bool, inner: str
) -> PlaceCandidate | None:
    found = list(gazetteer.candidates(name.text, country=scope.country, admin1=scope.admin1))
    if scope.country and not scope.admin1 and not any(c.matched_by == "exact" for c in found):
        found = _associated(name, scope.country, gazetteer) or found
    is_area = name.level in {"district", "governorate"}
    fits = [c for c in found if c.matched_by == "exact" and (not is_area or c.level in AREAS)]
    if scope.country and not fits:
        found += gazetteer.similar(name.text, country=scope.country, admin1=scope.admin1)
    if not found:
        return None
    wanted = _levels_of(name) or (("city", "town", "district", "village") if prefers_town else ())
    return max(
        found,
        key=lambda c: (
            _parent_fit(c, wanted) + (2.0 if inner and _holds(c, inner, gazetteer) else 0.0),
            c.country == likely,
            _likeness(c, name.text),
            c.score,
        ),
    )


def _holds(area: PlaceCandidate, inner: str, gazetteer: Gazetteer) -> bool:
    """Return True where a well-peopled place called ``inner`` lies in a governorate that shares its name with a country."""
    if area.level != "governorate" or not area.population:
        return False
    found = gazetteer.candidates(inner, country=area.country, admin1=area.gazetteer_id)
    return any(c.matched_by == "exact" and c.population > SEAT_POPULATION for c in found)


def _likeness(candidate: PlaceCandidate, text: str) -> float:
    """Return how alike the entry's own name is to the words: an alias of another area is the worse guess."""
    exact = 0.0 if candidate.matched_by == "skeleton" else 0.5
    one, other = set(_pairs(candidate.name)), set(_pairs(text))
    return exact + len(one & other) / max(1, len(one | other))


def _pairs(text: str) -> list[str]:
    letters = [c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalpha()]
    return [a + b for a, b in itertools.pairwise(letters)]


def _associated(name: Name, country: str, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return entries of exactly that name in countries whose areas are sometimes listed under ``country``."""
    others = load_associated().get(country, ())
    found = [c for other in others for c in gazetteer.candidates(name.text, country=other)]
    return [c for c in found if c.matched_by in {"exact", "confirmed"} and c.level in AREAS]


def _levels_of(name: Name) -> tuple[str, ...]:
    if name.level in {"district", "governorate"}:
        return (name.level, "district", "governorate", "region")
    if name.level in SETTLED | SPOTS:
        return ("city", "town", "village")
    return ()


def _parent_fit(candidate: PlaceCandidate, wanted: tuple[str, ...]) -> float:
    if wanted:
        return 3.0 - wanted.index(candidate.level) * 0.5 if candidate.level in wanted else 0.0
    return {"country": 2.5, "governorate": 2.0, "region": 1.8, "district": 1.5}.get(candidate.level, 1.0)


# -- the name itself -----------------------------------------------------------------------------------------------


def _named(name: Name, phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context) -> Answer:
    """Return the place of one name inside ``scope``."""
    found = _candidates(name, scope, gazetteer)
    if name.level is None and phrase.side is None:
        found = _without_namesake_areas(found)
    if not found:
        return Answer(None, (f'"{name.text}": no entry{_inside(scope)}',))
    fits = {id(c): _fit(c, name, phrase, scope, context) for c in found}
    if len(found) > 1:
        fits = {id(c): fits[id(c)] + LIKENESS_WEIGHT * _likeness(c, name.text) for c in found}
    ranked = sorted(found, key=lambda c: (-fits[id(c)], c.gazetteer_id))
    best = ranked[0]
    is_seat = name.level in {"district", "governorate"} and best.level in SETTLED
    if is_seat and not scope.country and best.country not in context.countries:
        return Answer(None, (f'"{name.text}": only a town of that name, in a country that is not told of',))
    place = place_of(best, gazetteer, tuple(ranked[1:]))
    place = _seat(place, name)
    rivals = [c for c in ranked[1:] if fits[id(best)] - fits[id(c)] < EQUAL_FIT and c.level not in AREAS]
    place = _covering_rivals(place, rivals)
    step = (
        f'"{name.text}": {best.name} ({best.gazetteer} {best.gazetteer_id}, {best.level}), matched by {best.matched_by}'
    )
    return Answer(place, (step + _inside(scope),))


def _without_namesake_areas(found: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Return the candidates less the governorates and districts named for a town among them that lies inside."""
    towns = {c.admin1: c for c in found if c.level in SETTLED and c.population >= SEAT_POPULATION}
    towns |= {c.admin2: c for c in found if c.level in SETTLED and c.population >= SEAT_POPULATION and c.admin2}
    return [c for c in found if not (c.level in {"governorate", "district"} and c.gazetteer_id in towns)]


def _seat(place: Place, name: Name) -> Place:
    """Return a district or governorate known only by the town it is named for, with the radius of such an area."""
    if name.level not in {"district", "governorate"} or place.level not in SETTLED:
        return place
    radius = load_level_rules().seats[name.level]
    return msgspec.structs.replace(
        place,
        level="district" if name.level == "district" else "governorate",
        radius_m=round(radius * 1000),
        matched_by="seat",
    )


def _covering_rivals(place: Place, rivals: list[PlaceCandidate]) -> Place:
    """Return the place with a radius that holds the entries which fit as well ("two villages of that name")."""
    if place.level in AREAS or not rivals:
        return place
    reach = max(distance_km(place.lat, place.lon, c.lat, c.lon) for c in rivals)
    if reach > FURTHEST_RIVAL_KM:
        return place
    return msgspec.structs.replace(place, radius_m=max(place.radius_m, round(reach * 1000) + 1500))


def _inside(scope: Scope) -> str:
    names = [c.name for c in (scope.town, scope.district, scope.region) if c]
    if scope.country:
        names.append(scope.country)
    return " inside " + ", ".join(names) if names else ""


def _candidates(name: Name, scope: Scope, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    found = _looked_up(name, scope, gazetteer)
    found = _without_far_quarters(found, name, scope)
    exact = [c for c in found if c.matched_by != "skeleton"]
    inside = [c for c in found if is_inside(c, scope, gazetteer)] or _beside(exact, name.text, scope, gazetteer)
    if not inside and not scope.country and name.level not in SETTLED | SPOTS:
        inside = [c for c in gazetteer.similar(name.text, country="*") if c.score > NEAR_EQUAL]
    if not inside and scope.country:
        similar = gazetteer.similar(name.text, country=scope.country, admin1=scope.admin1)
        inside = [c for c in similar if _suits(c, name) and is_inside(c, scope, gazetteer)]
    return inside


def _without_far_quarters(found: list[PlaceCandidate], name: Name, scope: Scope) -> list[PlaceCandidate]:
    """Return the candidates for a quarter or site less the towns of its name, unless a stated town or area holds them."""
    if name.level not in SPOTS - {"suburb"} or scope.town or scope.district:
        return found
    return [c for c in found if c.level not in SETTLED]


def _looked_up(name: Name, scope: Scope, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the entries for the name with its type noun ("Sadr City"), else for the bare name, else for its variants."""
    bare: list[PlaceCandidate] = []
    for text in (name.full, name.text, *name.variants):
        if not text:
            continue
        found = [c for c in gazetteer.candidates(text, country=scope.country, admin1=scope.admin1) if _suits(c, name)]
        if any(c.matched_by != "skeleton" for c in found):
            return _with_namesake(text, found, gazetteer)
        bare = bare or (found if text == name.text else [])
    return bare


def _with_namesake(text: str, found: list[PlaceCandidate], gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the candidates with the town that bears the name itself, where the only entry has it as an old or other name."""
    only = found[0]
    if len(found) > 1 or only.level not in SETTLED or only.country is None or _likeness(only, text) > ALIKE:
        return found
    similar = gazetteer.similar(text, country=only.country)
    near_equal = [c for c in similar if c.level in SETTLED and c.score > NEAR_EQUAL and _likeness(c, text) > ALIKE]
    larger = [c for c in near_equal if c.population >= only.population * 0.3]
    return larger[:1] or found


def _beside(found: list[PlaceCandidate], text: str, scope: Scope, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the one settlement of exactly that name near the stated district: district lines differ between sources and years."""
    area = scope.district
    settled = [c for c in found if c.level in SETTLED]
    if area is None or not settled or not scope.admin1:
        return []
    outline = gazetteer.area(area.gazetteer_id)
    reach = BESIDE_KM + (outline.reach_m / 1000 if outline else 0.0)
    near_by = [c for c in settled if distance_km(c.lat, c.lon, area.lat, area.lon) <= reach]
    near_by.sort(key=lambda c: -c.population)
    if len(near_by) > 1 and near_by[0].population > SEAT_POPULATION / 4 > near_by[1].population:
        return near_by[:1]
    if len(near_by) > 1:
        best = max(_likeness(c, text) for c in near_by)
        near_by = [c for c in near_by if _likeness(c, text) == best]
    return near_by if len(near_by) == 1 else []


def _suits(candidate: PlaceCandidate, name: Name) -> bool:
    """Return False where the type noun says a settlement and the entry is an area, or the other way round."""
    if name.level in SETTLED or name.level in SPOTS:
        return candidate.level not in AREAS
    if name.level == "governorate":
        return candidate.level in AREAS
    if name.level == "country":
        return candidate.level == "country"
    return True


def is_inside(candidate: PlaceCandidate, scope: Scope, gazetteer: Gazetteer) -> bool:
    """Return True where a candidate lies in the stated district or region, a little slack given for coarse lines."""
    if scope.town is not None:
        reach = 60.0 if scope.part or candidate.level in SETTLED else 15.0
        return distance_km(candidate.lat, candidate.lon, scope.town.lat, scope.town.lon) <= reach
    area = scope.district
    if area is None or area.gazetteer_id == candidate.gazetteer_id:
        return True
    if candidate.admin2 and candidate.admin2 == area.gazetteer_id:
        return True
    outline = gazetteer.area(area.gazetteer_id)
    if outline is None or outline.geometry is None:
        if area.radius_m:
            return distance_km(candidate.lat, candidate.lon, area.lat, area.lon) <= area.radius_m / 1000 * 1.2
        return True
    return _is_within(candidate, outline)


def _is_within(candidate: PlaceCandidate, outline: Area) -> bool:
    geometry = outline.geometry
    if geometry is None or contains(geometry, candidate.lat, candidate.lon):
        return True
    return is_near_outline(geometry, candidate.lat, candidate.lon, DISTRICT_SLACK_KM)


def _fit(candidate: PlaceCandidate, name: Name, phrase: Phrase, scope: Scope, context: Context) -> float:
    """Return how well a candidate suits: spelling, type, stated district, people, countries in view, nearness to places told."""
    fit = candidate.score if candidate.matched_by == "skeleton" else 0.8 + 0.2 * min(1.0, candidate.score * 4)
    fit += 0.5 if candidate.matched_by == "confirmed" or candidate.gazetteer == "confirmed" else 0.0
    fit += _type_fit(candidate, name)
    fit += min(0.55, math.log10(candidate.population + 1) / 13) + (0.25 if candidate.capital else 0.0)
    if scope.district is not None and candidate.admin2 == scope.district.gazetteer_id:
        fit += 0.4
    if not scope.country:
        fit += 1.2 * context.countries.get(candidate.country or "", 0.0) + _fame(candidate)
        fit += _area_weight(candidate)
    if context.admin1 and candidate.admin1 in context.admin1:
        fit += 0.25
    if context.near and candidate.level not in AREAS:
        nearest = min(distance_km(candidate.lat, candidate.lon, *point) for point in context.near)
        fit += 0.4 * math.exp(-nearest / 80)
    if phrase.side and phrase.relation == "in" and candidate.level in AREAS:
        fit += 0.3
    if phrase.relation in {"near", "distance", "between", "countryside"} and candidate.level in SETTLED:
        fit += 0.5
    return fit


def _fame(candidate: PlaceCandidate) -> float:
    """Return what a million people outweigh: "London" is not a town of that name in the country told of."""
    if candidate.population < SEAT_POPULATION:
        return 0.0
    return 0.4 * max(0.0, math.log10(candidate.population) - 4.5)


def _area_weight(candidate: PlaceCandidate) -> float:
    return {"country": 0.8, "governorate": 0.25, "region": 0.9, "district": 0.1}.get(candidate.level, 0.0)


def _type_fit(candidate: PlaceCandidate, name: Name) -> float:
    if name.level is None:
        return {"district": -0.25, "governorate": -0.2}.get(candidate.level, 0.0)
    if name.level == candidate.level:
        return 0.4
    if name.level in {"district", "governorate"}:
        return {"governorate": 0.25, "district": 0.25, "region": 0.2}.get(candidate.level, -0.3)
    return 0.1 if candidate.level in SETTLED and name.level in SETTLED else 0.0


# -- borders -------------------------------------------------------------------------------------------------------


def _border(phrase: Phrase, gazetteer: Gazetteer, context: Context) -> Answer:
    """Return the band along the border of two countries, of one side where a parent lies in one of them."""
    codes = [code for name in phrase.names if (code := _code(name, gazetteer))]
    if len(codes) == 1:
        codes += [c for c in gazetteer.neighbours(codes[0]) if context.countries.get(c, 0) > 0][:1]
    if len(codes) < 2:  # noqa: PLR2004  # a border has two sides
        return Answer(None, ("a border of one country only",))
    first, second = gazetteer.area(codes[0]), gazetteer.area(codes[1])
    if first is None or second is None:
        return Answer(None, ("no outline of these countries",))
    scope = scope_of(phrase.parents, gazetteer, context)
    band = band_of(gazetteer, codes[0], codes[1], scope.country)
    if band is None:
        return Answer(None, (f"{first.name} and {second.name} share no border",))
    step = f"a band of 10 km along the border of {first.name} and {second.name}"
    inner = scope.innermost
    if inner is not None:
        cut = cut_to_border(place_of(inner, gazetteer), band)
        if cut is not None:
            return Answer(msgspec.structs.replace(cut, matched_by="border"), (step, f"inside {inner.name}"))
    return Answer(border_place(first, second, band), (step,))


@functools.lru_cache(maxsize=64)
def band_of(gazetteer: Gazetteer, first: str, second: str, within: str | None) -> dict[str, object] | None:
    """Return the border band of two countries; a second of work for long borders, so it is kept."""
    one, other = gazetteer.area(first), gazetteer.area(second)
    return border_band(one, other, within=within) if one and other else None


def _code(name: Name, gazetteer: Gazetteer) -> str | None:
    if len(name.text) == len("SY") and name.text.isupper():
        return name.text
    found: Iterable[PlaceCandidate] = gazetteer.candidates(name.text)
    return next((c.country for c in found if c.level == "country"), None)
