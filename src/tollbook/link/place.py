"""Weigh two accounts' places against each other: distance against both radii, names in all their spellings."""

import math

from tollbook.link.account import PARENT, STREET, Account, type_words
from tollbook.link.trail import Trail, note
from tollbook.vocab.linking import LinkWeights

EARTH_KM_PER_DEGREE = 111.2
CLEARLY_LARGER = 2
WIDE_KM = 60.0
SHORT_SPELLING = 2


def distance_km(a: Account, b: Account) -> float | None:
    """Return the distance of the two centres on a locally flat earth, None where one is unknown; 0.5 % off at 1000 km."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    x = (a.lon - b.lon + 180) % 360 - 180
    east = x * math.cos(math.radians((a.lat + b.lat) / 2))
    return EARTH_KM_PER_DEGREE * math.hypot(a.lat - b.lat, east)


def place_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the distance against both radii; unresolved places compare by name only."""
    w = weights.place
    distance = distance_km(a, b)
    if distance is None:
        return _name_place_weight(a, b, weights, trail)
    larger, smaller = max(a.radius_km, b.radius_km), min(a.radius_km, b.radius_km)
    if distance > larger + smaller and a.place_id != b.place_id:
        return _apart_weight(a, b, distance, weights, trail)
    value = max(0.0, min(w.cap, math.log2(w.horizon_km / max(larger, 0.5))))
    if a.place_id == b.place_id:
        return _one_entry_weight(a, b, value, weights, trail)
    return _overlap_weight(a, b, distance, value, weights, trail)


def _overlap_weight(
    a: Account, b: Account, distance: float, value: float, weights: LinkWeights, trail: Trail | None
) -> float:
    """Weigh two entries whose discs overlap: a town in its province, neighbours, a place known by its country only."""
    w = weights.place
    larger, smaller = max(a.radius_km, b.radius_km), min(a.radius_km, b.radius_km)
    larger_holds = larger > CLEARLY_LARGER * smaller
    value += w.contained if larger_holds else w.other_entry
    if a.matched_by == b.matched_by == PARENT and one_name(a, b):
        return note(trail, max(value, w.same_name), "same-place-name", f"same place name: {_names(a, b)}")
    if larger_holds and (looser := _named_instead(a, b)) is not None:
        return note(
            trail, max(value, w.named), "place-named", f"one is known by its area only, its report names {looser}"
        )
    if trail is None:
        return value
    lies_inside = larger_holds and distance + smaller <= larger and PARENT not in (a.matched_by, b.matched_by)
    text = "one place lies inside the other" if lies_inside else "places whose areas overlap"
    return note(trail, value, "place-inside" if lies_inside else "places-touch", f"{text}: {_names(a, b)}")


def _one_entry_weight(a: Account, b: Account, value: float, weights: LinkWeights, trail: Trail | None) -> float:
    """Weigh one gazetteer entry for both: two quarters that only their city stands for are not one place."""
    w = weights.place
    if one_name(a, b) or PARENT not in (a.matched_by, b.matched_by):
        value = max(value, w.same_name) if PARENT in (a.matched_by, b.matched_by) else value
        return note(trail, value, "same-place", f"same place: {a.place_name}" if trail is not None else "")
    if a.matched_by == b.matched_by and max(a.radius_km, b.radius_km) <= weights.block.narrow_km:
        return note(trail, w.other_name, "other-place-name", f"two places in one area: {_names(a, b)}")
    text = "one is placed only by the area of the other"
    return note(trail, value + w.contained, "places-touch", f"{text}: {_names(a, b)}")


def _apart_weight(a: Account, b: Account, distance: float, weights: LinkWeights, trail: Trail | None) -> float:
    """Weigh discs apart; a place found by likeness of letters only says less, and nothing against its own name."""
    w = weights.place
    is_unsure = a.matched_by in w.unsure or b.matched_by in w.unsure or is_wide(a) or is_wide(b)
    if is_unsure and one_name(a, b):
        return note(trail, w.same_name, "same-place-name", f"one place name, found at two places: {_names(a, b)}")
    if is_unsure and (named := _named_instead(a, b)) is not None:
        return note(trail, w.named, "place-named", f"one is found by likeness only, its report names {named}")
    larger = max(a.radius_km, b.radius_km)
    beyond = (distance - a.radius_km - b.radius_km) / max(larger, 2.0)
    value = max(w.unsure_floor if is_unsure else w.floor, w.outside + w.outside_per_radius * beyond)
    if trail is None:
        return value
    return note(trail, value, "places-apart", f"{_names(a, b)}: {distance:.0f} km apart")


def _name_place_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None) -> float:
    w = weights.place
    if a.place_name is None or b.place_name is None:
        if a.document != b.document and names_place(a, b):
            named = a.place_name or b.place_name
            return note(trail, w.named, "place-named", f"one has no place, its report names {named}")
        return note(trail, 0.0, "place-unknown", "one of the two has no place")
    if one_name(a, b):
        return note(trail, w.same_name, "same-place-name", f"same place name: {_names(a, b)}")
    if a.document != b.document and (a.lat is None) != (b.lat is None) and names_place(a, b):
        return note(
            trail, w.named, "place-named", f"one place is not in the gazetteer, its report names both: {_names(a, b)}"
        )
    if a.lat is None and b.lat is None:
        return note(trail, w.other_name, "other-place-name", f"other place names: {_names(a, b)}")
    return note(trail, w.unresolved, "place-unknown", f"a place is not in the gazetteer: {_names(a, b)}")


def names_place(a: Account, b: Account) -> bool:
    """Say whether the report without a place names the other's."""
    if (a.lat is None) == (b.lat is None) and (a.place_name is None) == (b.place_name is None):
        return False
    placed, other = (
        (a, b)
        if (a.lat is not None, a.place_name is not None) > (b.lat is not None, b.place_name is not None)
        else (b, a)
    )
    return is_named(placed.place_name, other) or is_named(placed.area, other)


def is_named(place: str | None, other: Account) -> bool:
    """Say whether the own words of a place's name stand among the names of another report."""
    words = set((place or "").split()) - type_words()
    return bool(words) and words <= other.names


def is_wide(a: Account) -> bool:
    """Say whether a place is known by a country or the like only: "the Kunduz hospital", read as somewhere in a country."""
    return a.matched_by == PARENT and a.radius_km > WIDE_KM


def _named_instead(a: Account, b: Account) -> str | None:
    """Return the place of the one, where the other's is known less well and its report names it."""
    if a.document == b.document:
        return None
    for loose, placed in ((a, b), (b, a)):
        is_better = (loose.matched_by == STREET or is_wide(loose)) and not (
            placed.matched_by == STREET or is_wide(placed)
        )
        if is_better and is_named(placed.place_name, loose):
            return placed.place_name
    return None


def one_name(a: Account, b: Account) -> bool:
    """Say whether two accounts give one place name, in whatever spelling: "al-Risala neighborhood", "Resala".

    A short skeleton is shared by many names: it counts between places of one country only.
    """
    if same_name(a.place_name, b.place_name):
        return True
    if not a.spelling or a.spelling != b.spelling:
        return False
    return len(a.spelling) > SHORT_SPELLING or (a.country == b.country is not None and len(a.spelling) > 1)


def same_name(one: str | None, two: str | None) -> bool:
    """Say whether two place names are one: equal, or one is the other with a type word ("al-Bado", "al-Bado neighbourhood")."""
    if one is None or two is None:
        return one is two
    if one == two:
        return True
    words, others = set(one.split()), set(two.split())
    return (words <= others or others <= words) and (words ^ others) <= type_words()


def _names(a: Account, b: Account) -> str:
    return " / ".join(sorted({a.place_name or "?", b.place_name or "?"}))
