"""The entries a name may mean inside its stated parents, and how well each suits. Never one outside them."""

import math

from tollbook.model.place import Area, Gazetteer, PlaceCandidate
from tollbook.resolve.where.parents import AREAS, SEAT_POPULATION, SETTLED, SPOTS, Context, Scope, likeness
from tollbook.resolve.where.phrase import Name, Phrase
from tollbook.resolve.where.shapes import contains, distance_km, is_near_outline

DISTRICT_SLACK_KM = 10.0
BESIDE_KM = 60.0
ALIKE = 0.85
NEAR_EQUAL = 0.8
SAME_SPELLING = 0.99
SETTLED_FIT = 0.35
LIKEST = 0.04


def candidates_inside(name: Name, scope: Scope, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the entries a name may mean inside ``scope``: exact ones, else those of another spelling."""
    found = _looked_up(name, scope, gazetteer)
    found = _without_far_quarters(found, name, scope)
    exact = [c for c in found if c.matched_by != "skeleton"]
    inside = [c for c in found if is_inside(c, scope, gazetteer)] or _beside(exact, name.text, scope, gazetteer)
    if not inside and not scope.country and name.level not in SETTLED | SPOTS:
        # a country may be spelled anyhow; anything smaller is looked for by likeness inside a stated parent only
        inside = [c for c in gazetteer.similar(name.text, country="*") if c.score > NEAR_EQUAL and c.level == "country"]
    if not inside and scope.country:
        similar = [
            c for c in gazetteer.similar(name.text, country=scope.country, admin1=scope.admin1) if _suits(c, name)
        ]
        inside = [c for c in similar if is_inside(c, scope, gazetteer)]
        inside = inside or _beside([c for c in similar if c.score >= SAME_SPELLING], name.text, scope, gazetteer)
    return inside if any(c.matched_by != "skeleton" for c in inside) else _likest(inside)


def _likest(found: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Return those as like the name as the likest: a larger town of a less like name is another town."""
    best = max((c.score for c in found), default=0.0)
    return [c for c in found if c.score >= best - LIKEST]


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
        look_up = gazetteer.candidates if text == name.text else gazetteer.exact
        found = [c for c in look_up(text, country=scope.country, admin1=scope.admin1) if _suits(c, name)]
        if any(c.matched_by != "skeleton" for c in found):
            return _with_namesake(text, found, gazetteer)
        bare = bare or (found if text == name.text else [])
    return bare


def _with_namesake(text: str, found: list[PlaceCandidate], gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the candidates with the town that bears the name itself, where the only entry has it as an old or other name."""
    only = found[0]
    if len(found) > 1 or only.level not in SETTLED or only.country is None or likeness(only, text) > ALIKE:
        return found
    similar = gazetteer.similar(text, country=only.country)
    near_equal = [c for c in similar if c.level in SETTLED and c.score > NEAR_EQUAL and likeness(c, text) > ALIKE]
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
        best = max(likeness(c, text) for c in near_by)
        near_by = [c for c in near_by if likeness(c, text) == best]
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


def fit_of(candidate: PlaceCandidate, name: Name, phrase: Phrase, scope: Scope, context: Context) -> float:
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
    if candidate.level in SETTLED and name.level in SETTLED:
        return 0.4 if name.level == candidate.level else SETTLED_FIT
    if name.level == candidate.level:
        return 0.4
    if name.level in {"district", "governorate"}:
        return {"governorate": 0.25, "district": 0.25, "region": 0.2}.get(candidate.level, -0.3)
    return 0.0
