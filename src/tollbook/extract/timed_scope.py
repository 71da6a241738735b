"""Decide scopes once times and places are attached: since makes a total, a stretch of days or an area a period."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.scope import Hint
from tollbook.model.claim import Claim, Scope
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.words import Running, ScopeWords

_ONE_PLACE = frozenset({"settlement", "site", "named", "locality", "seat"})
_STRETCH = frozenset({"year", "calendar", "part", "quarter", "season", "decade"})
"""Kinds of time spots that are longer than one event."""
_RANGE = "_range"
_JOINED = range(3, 7)
"""Characters between two names joined by a short word ("Wana and Lakki Marwat"); a comma with its space is shorter."""
_DAY = Spot((0, 0), "", "day")
_Kinds = tuple[Mapping[Span, str], Mapping[str, str], Sequence[Span]]
"""Kinds of the place spots by span and by name, and the spans in order."""


def with_timed_scope(
    claims: Sequence[Claim], hints: Mapping[str, Hint], times: Sequence[Spot], places: Sequence[Spot], lists: ScopeWords
) -> tuple[Claim, ...]:
    """Return the claims with their scope, in the same order. A part takes its container's unless it has its own time."""
    time_kinds = {spot.span: spot for spot in times}
    place_kinds = {spot.span: spot.kind for spot in places}
    ordered = sorted(place_kinds)
    named_kinds = {name: spot.kind for spot in reversed(places) for name in (spot.value or spot.quote, spot.quote)}
    decided: dict[str, Scope] = {}
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        decided[claim.id] = _decided(claim, hints[claim.id], time_kinds, (place_kinds, named_kinds, ordered), lists)
    return tuple(_with(claim, decided, by_id, hints) for claim in claims)


def _with(claim: Claim, decided: Mapping[str, Scope], by_id: Mapping[str, Claim], hints: Mapping[str, Hint]) -> Claim:
    scope = decided[claim.id]
    whole = by_id.get(claim.part_of) if claim.part_of else None
    if (
        whole is not None
        and not _has_own_time(claim, whole)
        and not _is_elsewhere(claim, whole)
        and (not hints[whole.id].running or _is_behind(claim, whole))
    ):
        scope = decided[whole.id]
    hint = hints[claim.id]
    return msgspec.structs.replace(claim, scope=scope, standing=hint.standing)


def _is_behind(claim: Claim, whole: Claim) -> bool:
    """Tell a part told behind its number in the same sentence ("rose to 19, four of whom"): it runs on with it."""
    if claim.sentence != whole.sentence or claim.span[0] < whole.span[1]:
        return False
    return claim.when is None or (whole.when is not None and claim.when.span == whole.when.span)


def _is_elsewhere(claim: Claim, whole: Claim) -> bool:
    """Apply the rule: a part told in another sentence with a place of its own is an event of its own."""
    if claim.sentence == whole.sentence or claim.where is None or claim.where.inherited:
        return False
    return whole.where is None or whole.where.name != claim.where.name


def _has_own_time(claim: Claim, whole: Claim) -> bool:
    if claim.when is None or claim.when.inherited:
        return False
    return whole.when is None or whole.when.span != claim.when.span


def _decided(claim: Claim, hint: Hint, times: Mapping[Span, Spot], places: _Kinds, lists: ScopeWords) -> Scope:
    if hint.running:
        return "cumulative"
    when, running = claim.when, lists.cumulative
    relation = when.relation if when is not None else None
    if (relation == "since" and when is not None and (hint.since or _says_since(when.quote, running))) or (
        hint.since and when is None
    ):
        return "cumulative"
    if hint.war and (when is None or relation not in ("at", "within")):
        return "cumulative"
    if hint.war and when is not None and not when.inherited and times.get(when.span, _DAY).kind not in ("day", "night"):
        return "period"
    spot = times.get(when.span) if when is not None else None
    if hint.lasting or (hint.event != 1 and (_is_stretch(spot, lists) or _is_list(claim, places))):
        return "period"
    if relation == "within" and not (spot is not None and spot.value == "ago"):
        return "period"
    is_long = spot is not None and any(word in spot.quote.lower() for word in running.long)
    if spot is not None and spot.kind in _STRETCH and (is_long or spot.kind == "part") and hint.event != 1:
        is_current = spot.quote.lower().startswith(tuple(running.current))
        return "cumulative" if is_current else "period"
    if (
        spot is not None
        and spot.kind in ("month", "calendar")
        and claim.harm == "killed"
        and hint.event != 1
        and not _is_one_place(claim, places)
    ):
        return "period"
    if (hint.event == 2 or hint.spread) and not (hint.site or _is_one_place(claim, places)):  # several events
        return "period"
    return "incident"


def _is_stretch(spot: Spot | None, lists: ScopeWords) -> bool:
    """Tell days said as a range ("between 3 and 9 May") or as one word ("over the weekend")."""
    if spot is None:
        return False
    is_range = (spot.value or "").endswith(_RANGE)
    return is_range or any(word in spot.quote.lower() for word in lists.period["stretches"])


def _is_list(claim: Claim, places: _Kinds) -> bool:
    """Tell a figure for several named places at once."""
    if claim.where is None:
        return False
    low, high = claim.where.span
    ordered = places[2]
    near = ordered[bisect_left(ordered, (low, 0)) : bisect_left(ordered, (high, 0))]
    named = [span for span in near if span[1] <= high and places[0][span] == "settlement"]
    return len(named) > 1 and places[0].get(claim.where.span) is None


def _says_since(quote: str, running: Running) -> bool:
    return quote.lower().startswith(tuple(running.since))


def _is_one_place(claim: Claim, places: _Kinds) -> bool:
    where = claim.where
    if where is None:
        return False
    by_span, by_name, ordered = places
    near = ordered[bisect_left(ordered, (where.span[0], 0)) : bisect_left(ordered, (where.span[1], 0))]
    inside = [by_span[span] for span in near if span[1] <= where.span[1]]
    if len(inside) > 1 and by_span.get(where.span) is None:
        return False
    behind = bisect_left(ordered, (where.span[1], 0))
    after = ordered[behind : behind + 1]
    if after and after[0][0] - where.span[1] in _JOINED and by_span[after[0]] in (*_ONE_PLACE, "area"):
        return False
    kind = by_span.get(where.span) or (inside[0] if inside else None)
    if kind is None or kind not in _ONE_PLACE:
        kind = by_name.get(where.name) or kind
    return kind in _ONE_PLACE
