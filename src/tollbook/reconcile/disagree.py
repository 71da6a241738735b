"""Say why sources differ, in codes: what can be seen in the claims, and "unexplained" where nothing can."""

from collections.abc import Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Reason
from tollbook.model.reading import PlaceReading
from tollbook.reconcile.value import Setting, Value


def disagreement(low: Value, high: Value, members: Sequence[Claim], setting: Setting) -> tuple[Reason, ...]:
    """Return the coded reasons why the value behind the low and the one behind the high differ."""
    if low.claims == high.claims:
        text = f"{low.voice.name} itself leaves it open"
        return (Reason("open-claim", text, low.claims),)
    by_id = {c.id: c for c in members}
    first, second = by_id[low.claims[0]], by_id[high.claims[0]]
    pair = (first.id, second.id)
    found = [
        *_later(low, high, pair),
        *_marked("rescue", "rescue-under-way", "bodies were still being recovered", low, high, setting),
        *_marked("died_of_wounds", "injured-who-died", "some of the wounded died later", low, high, setting),
        *_classes(first, second, pair),
        *_places(first, second, pair),
        *_party(low, high, pair),
    ]
    if not found:
        found = [*_bounds(low, high, pair)]
    return tuple(found) or (Reason("unexplained", "nothing in the claims says why", pair),)


def _later(low: Value, high: Value, pair: tuple[str, str]) -> list[Reason]:
    if low.as_of is None or high.as_of is None or high.as_of <= low.as_of:
        return []
    days = high.as_of - low.as_of
    return [Reason("later-deaths", f"the higher figure is {days} day{'s' if days > 1 else ''} later", pair)]


def _marked(mark: str, code: str, text: str, low: Value, high: Value, setting: Setting) -> list[Reason]:
    claims = tuple(c for v in (low, high) for c in v.claims if mark in setting.marks.get(c, ()))
    return [Reason(code, text, claims)] if claims else []


def _classes(first: Claim, second: Claim, pair: tuple[str, str]) -> list[Reason]:
    one, two = first.who, second.who
    if one.status == "civilian" and (two.mixed or two.status in {"unknown", "combatant", "security"}):
        return [Reason("combatants-included", "the higher figure is not limited to civilians", pair)]
    if one.group and two.group and one.group != two.group:
        return [Reason("category-conflict", f"{one.group} in one, {two.group} in the other", pair)]
    return []


def _places(first: Claim, second: Claim, pair: tuple[str, str]) -> list[Reason]:
    if not (first.where and second.where) or _is_one_place(first.where, second.where):
        return []
    return [Reason("different-area", f"{first.where.name} in one, {second.where.name} in the other", pair)]


def _is_one_place(one: PlaceReading, other: PlaceReading) -> bool:
    """Return True for one name, or one with its type noun and one without ("X", "X neighbourhood") where both mean one place."""
    names = sorted((one.name.casefold(), other.name.casefold()), key=len)
    if names[0] == names[1]:
        return True
    if not names[1].startswith(f"{names[0]} ") or one.place is None or other.place is None:
        return False
    points = [(place.lat, place.lon, place.radius_m) for place in (one.place, other.place)]
    return points[0] == points[1]


def _party(low: Value, high: Value, pair: tuple[str, str]) -> list[Reason]:
    names = sorted({v.voice.name for v in (low, high) if v.voice.party})
    return [Reason("belligerent-figure", f"{', '.join(names)} is a party", pair)] if names else []


def _bounds(low: Value, high: Value, pair: tuple[str, str]) -> list[Reason]:
    compatible = low.high is None and low.low <= high.low
    return [Reason("open-claim", "the lower figure is a floor the higher one fits", pair)] if compatible else []
