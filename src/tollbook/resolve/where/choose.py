"""Choose what a written place means: inside the stated parent or not at all, by spelling, type, district and context."""

import functools
import re
from collections.abc import Iterable

import msgspec

from tollbook.model.place import Gazetteer, Place, PlaceCandidate
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
from tollbook.resolve.where.candidates import candidates_inside, fit_of
from tollbook.resolve.where.parents import (
    AREAS,
    SEAT_POPULATION,
    SETTLED,
    SPOTS,
    Context,
    Scope,
    likeness,
    scope_of,
)
from tollbook.resolve.where.phrase import Name, Phrase
from tollbook.resolve.where.shapes import distance_km
from tollbook.vocab.places import load_level_rules

EQUAL_FIT = 0.12
LIKENESS_WEIGHT = 0.25
FURTHEST_RIVAL_KM = 100.0
LONGEST_ROAD_KM = 1000.0
LARGE = 500_000
"""People of a town that is meant wherever it is named."""
_HYPHEN = re.compile(r"\s*[-‐–—]\s*")
HOW = {"exact": "the same name", "skeleton": "another spelling of the name", "confirmed": "confirmed in this book"}


class Answer(msgspec.Struct, frozen=True, gc=False):
    """A place, and in sentences how it came about; ``by_likeness`` where its name was only found in another spelling."""

    place: Place | None
    steps: tuple[str, ...] = ()
    by_likeness: bool = False


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
            by_likeness = any(end.by_likeness for end in ends)
            return Answer(between(ends[0].place, ends[1].place), (*ends[0].steps, *ends[1].steps), by_likeness)  # type: ignore[arg-type]  # both were just asked for
    answer = _first_named(phrase, scope, gazetteer, context)
    if answer.place is None and phrase.names[0].level == "street":
        answer = _road(phrase, scope, gazetteer, context) or answer
    if answer.place is None:
        return _beside_or_parent(phrase, scope, gazetteer, context, answer.steps)
    place = _related(answer.place, phrase, gazetteer)
    return Answer(place, (*answer.steps, *_relation_steps(answer.place, place, phrase)), answer.by_likeness)


def _road(phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context) -> Answer | None:
    """Return the stretch of a road named for its ends ("the Al-Bab-Manbij road"), None where no two places make up the name."""
    parts = _HYPHEN.split(phrase.names[0].text)
    for at in range(1, len(parts)):
        halves = [Name("-".join(half)) for half in (parts[:at], parts[at:])]
        if not all(gazetteer.exact(half.text, country=scope.country) for half in halves):
            continue
        ends = [_named(half, phrase, scope, gazetteer, context) for half in halves]
        first, second = (end.place for end in ends)
        if first and second and distance_km(first.lat, first.lon, second.lat, second.lon) <= LONGEST_ROAD_KM:
            return Answer(between(first, second), (*ends[0].steps, *ends[1].steps, "a road named for its ends"))
    return None


def _first_named(phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context) -> Answer:
    answer = Answer(None)
    for name in (*phrase.names, *(Name(alias) for alias in phrase.aliases)):
        answer = _named(name, phrase, scope, gazetteer, context)
        if answer.place is not None:
            return answer
    return answer


def _relation_steps(named: Place, place: Place, phrase: Phrase) -> tuple[str, ...]:
    """Return what the words beside the name made of its place: near it, N km from it, a side of it."""
    if place is named:
        return ()
    reach = f"within {place.radius_m / 1000:g} km"
    side = f"{phrase.side} " if phrase.side else ""
    if phrase.relation == "near":
        return (f"said to be near {named.name}: {reach} of it",)
    if phrase.relation == "distance" and phrase.km is not None:
        return (f"said to be {phrase.km:g} km {side}of {named.name}: {reach} of that point",)
    if phrase.relation == "distance":
        return (f"said to be {side}of {named.name}: {reach} on that side",)
    if phrase.relation == "countryside":
        shape = "its district" if named.admin2 and place.geometry else "no outline of its district, so a disc"
        cut = f", cut to the {phrase.side}" if phrase.side else ""
        return (f"the countryside of {named.name}: {shape}{cut}",)
    return (f"the {side}part of {named.name}",)


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
            return _known_beside(phrase, beside.place, gazetteer, context) or Answer(
                beside.place, (*steps, "placed by the distance stated beside it", *beside.steps)
            )
    parent = _district_named(phrase.names[0], scope, gazetteer) or scope.innermost or _country_of(scope, gazetteer)
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


def _district_named(name: Name, scope: Scope, gazetteer: Gazetteer) -> PlaceCandidate | None:
    """Return the one district of the stated governorate that bears the name of an unknown town: districts are named for their seats."""
    if name.level not in SETTLED or scope.region is None or scope.district is not None or scope.town is not None:
        return None
    found = gazetteer.exact(name.text, country=scope.country, admin1=scope.admin1)
    named = [c for c in found if c.level == "district"]
    return named[0] if len(named) == 1 else None


def _known_beside(phrase: Phrase, beside: Place, gazetteer: Gazetteer, context: Context) -> Answer | None:
    """Return the place itself where the country of the place beside it knows the name, near enough ("Y, east of X")."""
    if beside.country is None:
        return None
    alone = msgspec.structs.replace(phrase, beside=None)
    found = resolve_phrase(alone, gazetteer, context, beside.country)
    if found.place is None or found.place.matched_by == "parent":
        return None
    apart = distance_km(found.place.lat, found.place.lon, beside.lat, beside.lon)
    if apart > max(FURTHEST_RIVAL_KM, beside.radius_m / 1000):
        return None
    return Answer(found.place, (*found.steps, f"{apart:.0f} km from {beside.name}, which stands beside it"))


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


# -- the name itself -----------------------------------------------------------------------------------------------


def _named(name: Name, phrase: Phrase, scope: Scope, gazetteer: Gazetteer, context: Context) -> Answer:
    """Return the place of one name inside ``scope``."""
    found = candidates_inside(name, scope, gazetteer)
    if not found and name.level == "site":
        found = _towns_of_site(name, scope, gazetteer, context)
    if name.level is None and phrase.side is None:
        found = _without_namesake_areas(found)
    if not found:
        return Answer(None, (f'"{name.text}" is in no gazetteer{_inside(scope)}',))
    fits = {id(c): fit_of(c, name, phrase, scope, context) for c in found}
    if len(found) > 1:
        fits = {id(c): fits[id(c)] + LIKENESS_WEIGHT * likeness(c, name.text) for c in found}
    ranked = sorted(found, key=lambda c: (-fits[id(c)], c.gazetteer_id))
    best = ranked[0]
    is_seat = name.level in {"district", "governorate"} and best.level in SETTLED
    if is_seat and not scope.country and best.country not in context.countries:
        return Answer(None, (f'"{name.text}": only a town of that name, in a country that is not told of',))
    place = place_of(best, gazetteer, tuple(ranked[1:]))
    place = _seat(place, name)
    if name.level == "site" and place.level in SETTLED:
        place = near(place, None, None)
    rivals = [c for c in ranked[1:] if fits[id(best)] - fits[id(c)] < EQUAL_FIT and c.level not in AREAS]
    reach = _reach_km(place, rivals)
    is_far_apart = reach > FURTHEST_RIVAL_KM
    if is_far_apart and scope.region is not None and scope.innermost is not None:
        area = place_of(scope.innermost, gazetteer, tuple(ranked))
        area = msgspec.structs.replace(area, matched_by="parent", parents=_with(scope.innermost, area))
        step = f'"{name.text}": {len(rivals) + 1} entries{_inside(scope)} fit as well, far from each other: the area stands for them'
        return Answer(area, (step,))
    if reach and not is_far_apart:
        place = msgspec.structs.replace(place, radius_m=max(place.radius_m, round(reach * 1000) + 1500))
    step = f'"{name.text}" is {best.name} ({best.level}, {best.gazetteer} {best.gazetteer_id}): {_how(best)}'
    return Answer(
        place,
        (step + _inside(scope) + _beside_others(ranked, rivals, is_held=reach > 0 and not is_far_apart),),
        best.matched_by == "skeleton",
    )


def _towns_of_site(name: Name, scope: Scope, gazetteer: Gazetteer, context: Context) -> list[PlaceCandidate]:
    """Return the towns an unknown site may be named for ("Kabul airport"), none where another area holds it or they are not told of."""
    if scope.town is not None or scope.district is not None:
        return []
    found = gazetteer.exact(name.text, country=scope.country, admin1=scope.admin1)
    towns = [c for c in found if c.level in SETTLED and c.population >= SEAT_POPULATION]
    told = {scope.country, *context.countries} if context.countries else {c.country for c in towns}
    return [c for c in towns if c.country in told or c.population >= LARGE]


def _how(best: PlaceCandidate) -> str:
    """Return in words how an entry was found, the code itself where it has none."""
    return HOW.get(best.matched_by, best.matched_by)


def _beside_others(ranked: list[PlaceCandidate], rivals: list[PlaceCandidate], *, is_held: bool) -> str:
    """Return what became of the other entries of the name."""
    others = len(ranked) - 1
    if not others:
        return ""
    if rivals:
        told = f"; {len(rivals)} of {others} more of that name fit as well"
        return (
            f"{told}, and the radius holds them"
            if is_held
            else f"{told}, too far off for its radius: see the other candidates"
        )
    return f"; {others} more of that name fit{'s' if others == 1 else ''} less well"


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


def _reach_km(place: Place, rivals: list[PlaceCandidate]) -> float:
    """Return how far the furthest of the entries that fit as well lies off, 0.0 for an area or where none does."""
    if place.level in AREAS or not rivals:
        return 0.0
    return max(distance_km(place.lat, place.lon, c.lat, c.lon) for c in rivals)


def _inside(scope: Scope) -> str:
    names = [c.name for c in (scope.town, scope.district, scope.region) if c]
    if scope.country:
        names.append(scope.country)
    return ", looked for in " + ", ".join(names) if names else ""


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
