"""Who holds a place, who took or lost it, where the fighting is; and who backs, leads or belongs to whom."""

import re
from collections.abc import Iterator

from tollbook.extract.records.draft import Desk
from tollbook.extract.records.links import inherited_place, place_spots, unknown_name, when_of
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import actor_reading, group_span, inside, overlap, place_reading, reading, trimmed
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading, PlaceReading
from tollbook.model.record import Record
from tollbook.vocab.records import Pattern

_CLOSE = 40
"""Characters between words on a place and a time that belongs to them; farther ones belong to some event."""
_BEHIND = 16
"""Characters between a zone and the place it is a part of ("the eastern districts of the city of X")."""


def controls(desk: Desk, index: int) -> Iterator[Record]:
    """Yield what one sentence says of who holds, takes, loses, besieges or fights over which place."""
    taken: list[Span] = []
    for pattern, match in matches(desk.scene, "control", index, desk.language):
        span = trimmed(desk.scene.text, match.span())
        link = group_span(match, "link") or group_span(match, "fell") or span
        if any(overlap(link, other) for other in taken):
            continue
        zone = group_span(match, "zone")
        holder = group_span(match, "holder")
        if holder and desk.scene.words(desk.scene.spans[index]).isupper() and not _is_party(desk, index, holder):
            continue
        where = _where(desk, index, match, zone)
        if (pattern.needs_place or pattern.needs_name) and not _is_place(desk, index, zone, by_name=pattern.needs_name):
            continue
        taken.append(link)
        yield _control(desk, index, span, pattern, match, where)


def _control(
    desk: Desk, index: int, span: Span, pattern: Pattern, match: re.Match[str], where: PlaceReading | None
) -> Record:
    scene = desk.scene
    holder, zone, link = (group_span(match, name) for name in ("holder", "zone", "link"))
    actors = {"holder": (_party(desk, holder),)} if holder else {}
    zone = trimmed(scene.text, zone) if zone else None
    readings = {name: reading(scene.text, each) for name, each in (("zone", zone), ("link", link)) if each}
    details = {"state": pattern.set["state"]}
    if zone:
        details["zone"] = scene.words(zone)
    if holder:
        details["holder"] = actors["holder"][0].name
    return desk.record(
        "control",
        index,
        span,
        at=link or group_span(match, "fell"),
        where=where,
        when=when_of(scene, index, span, desk.spoken(index), near=_CLOSE),
        details=details,
        readings=readings,
        actors=actors,
    )


def _where(desk: Desk, index: int, match: re.Match[str], zone: Span | None) -> PlaceReading | None:
    """Return the place inside the zone, its name there, the place right behind, the last one before, or an inherited one."""
    scene = desk.scene
    spots = place_spots(scene, index, desk.words)
    first, last = zone or match.span()
    apposed = next((spot for spot in reversed(spots) if spot.span[1] <= match.start()), None)
    if apposed is not None and _is_apposed(desk, apposed.span[1], match.start()):
        return place_reading(apposed)  # "X, the last stronghold of Y in Z"
    within = inside(spots, zone) if zone is not None else []
    if within and scene.text[within[-1].span[1] : within[-1].span[1] + 1] != "-":
        return place_reading(within[-1])
    name = unknown_name(desk.scene, index, zone, desk.words) if zone is not None else None
    if name is not None:
        return PlaceReading(name, scene.words(name), scene.words(name), "name in zone")
    behind = [spot for spot in spots if 0 <= spot.span[0] - last <= _BEHIND]
    before = [spot for spot in spots if spot.span[1] <= first]
    if before and zone is None:
        return place_reading(before[-1])
    if behind or before:
        return place_reading(behind[0] if behind else before[-1])
    return inherited_place(scene, index, desk.words)


def _is_apposed(desk: Desk, start: int, end: int) -> bool:
    """Return True where only a comma, an article and a few words stand between a place and what is said of it."""
    return (
        desk.words.compiled(r",\s+{article}\s+(?:[\w\-]+\s+){0,2}").fullmatch(desk.scene.text, start, end) is not None
    )


def _is_place(desk: Desk, index: int, zone: Span | None, *, by_name: bool) -> bool:
    if zone is None:
        return False
    shouting = desk.scene.words(desk.scene.spans[index]).isupper()
    if by_name and not shouting and unknown_name(desk.scene, index, zone, desk.words):
        return True
    if inside(place_spots(desk.scene, index, desk.words), zone):
        return True
    return desk.words.has(desk.scene.words(zone), "place_type")


def _party(desk: Desk, span: Span) -> ActorReading:
    return actor_reading(desk.scene, desk.words.without_article(desk.scene.text, span))


def relations(desk: Desk, index: int, seen: set[tuple[str, str, str]]) -> Iterator[Record]:
    """Yield the relations between actors that one sentence states; each relation once a document (``seen``)."""
    taken: list[Span] = []
    for pattern, match in matches(desk.scene, "actor_relation", index, desk.language):
        subject, object_, link = (group_span(match, name) for name in ("subject", "object", "link"))
        if subject is None or object_ is None or link is None or overlap(subject, object_):
            continue
        if pattern.needs_party and not (_is_party(desk, index, subject) and _may_be_party(desk, index, object_)):
            continue
        relation = pattern.set.get("relation") or desk.words.classify(match.group("link"), "relation_suffix")
        span = trimmed(desk.scene.text, (min(subject[0], object_[0]), max(subject[1], object_[1])))
        one, other = _party(desk, _widened(desk, subject, span)), _party(desk, object_)
        key = (relation or "", one.name.casefold(), other.name.casefold())
        if relation is None or key in seen or any(overlap(link, each) for each in taken):
            continue
        taken.append(link)
        seen.add(key)
        yield desk.record(
            "actor_relation",
            index,
            span,
            at=link,
            details={"relation": relation, "subject": one.name, "object": other.name},
            readings={"link": reading(desk.scene.text, link)},
            actors={"subject": (one,), "object": (other,)},
        )


def _widened(desk: Desk, subject: Span, whole: Span) -> Span:
    """Return the whole phrase where the subject alone names nobody ("Kurdish-led forces", not "forces")."""
    if desk.words.has(desk.scene.words(subject), "name") or whole[1] != subject[1]:
        return subject
    return whole


def _is_party(desk: Desk, index: int, span: Span) -> bool:
    """Return True for words that hold a known actor or end with a word for a force."""
    if inside(desk.scene.actors(index), span):
        return True
    return desk.words.compiled(r"(?:^|\s){force_noun}$").search(desk.scene.words(span)) is not None


def _may_be_party(desk: Desk, index: int, span: Span) -> bool:
    """Return True for a party, and for any name in text whose capitals tell names."""
    shouting = desk.scene.words(desk.scene.spans[index]).isupper()
    return _is_party(desk, index, span) or (not shouting and desk.words.has(desk.scene.words(span), "name"))
