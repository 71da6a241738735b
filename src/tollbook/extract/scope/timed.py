"""Decide scopes once times and places are attached: since makes a total, a stretch of days or an area a period."""

import itertools
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.scope.scope import Hint
from tollbook.model.claim import Claim, Scope
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.words import Running, ScopeWords

_ONE_PLACE = frozenset({"settlement", "site", "named", "locality", "seat"})
_WITHIN = frozenset({"site", "locality"})
"""Kinds of places that lie in a town."""
_OWN_EVENT = frozenset({"settlement", "area"})
"""Kinds of places whose dead, told apart, fell in events of their own."""
_STRETCH = frozenset({"year", "calendar", "part", "quarter", "season", "decade"})
"""Kinds of time spots that are longer than one event."""
_RANGE = "_range"
_JOINED = range(3, 7)
"""Characters between two names joined by a short word ("Wana and Lakki Marwat"); a comma with its space is shorter."""
_GOES_ON = "goes-on"
_APART = 3
"""Characters between two sentences of one paragraph at most."""
_COMMA = 2
"""Characters of a comma and its space."""
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
    by_id = {claim.id: claim for claim in claims}
    kinds = (place_kinds, named_kinds, ordered)
    told = {claim.id: _decided(claim, hints[claim.id], time_kinds, kinds, lists) for claim in claims}
    spread = _spread_wholes(claims, told, kinds)
    _share_mentions(claims, told)
    decided = {name: scope or "incident" for name, scope in told.items()}
    _carry_on(claims, hints, told, decided)
    _share_blow(claims, hints, decided)
    apart = _told_apart(claims, by_id, hints, kinds, spread)
    return tuple(_with(claim, decided, by_id, hints, apart) for claim in claims)


def _told_apart(
    claims: Sequence[Claim],
    by_id: Mapping[str, Claim],
    hints: Mapping[str, Hint],
    places: _Kinds,
    spread: set[str],
) -> set[str]:
    """Return the parts that are events of their own, no items of a list of places (``spread``); "and six in Hakkari" goes on with the part before it."""
    apart: set[str] = set()
    before: Claim | None = None
    for claim in claims:
        whole = by_id.get(claim.part_of) if claim.part_of else None
        if whole is None:
            continue
        hint = hints[claim.id]
        goes_on = before is not None and (before.sentence, before.part_of) == (claim.sentence, claim.part_of)
        if hint.elliptic and goes_on and before is not None:
            is_apart = before.id in apart
        else:
            is_listed = hint.partitive and whole.id in spread
            is_apart = not is_listed and _is_elsewhere(claim, whole, places)
        if is_apart:
            apart.add(claim.id)
        before = claim
    return apart


def _spread_wholes(claims: Sequence[Claim], told: dict[str, Scope | None], kinds: _Kinds) -> set[str]:
    """Tell and return each whole whose parts fell in several towns or provinces ("eight of the rebels in Van, five in Sirnak"): several events.

    Two stations of one city are none.
    """
    places: dict[str, set[str]] = {}
    for claim in claims:
        where = claim.where
        if claim.part_of is None or where is None or where.inherited:
            continue
        if (kinds[0].get(where.span) or kinds[1].get(where.name)) in _OWN_EVENT:
            places.setdefault(claim.part_of, set()).add(where.name)
    spread = {whole for whole, names in places.items() if len(names) > 1 and whole in told}
    for whole in spread:
        told[whole] = told[whole] or "period"
    return spread


def _share_mentions(claims: Sequence[Claim], told: dict[str, Scope | None]) -> None:
    """Give a mention without a sign of scope that of another mention of the same claim (headline, lead, body)."""
    for claim in claims:
        first = claim.restates
        if first not in told:
            continue
        told[first] = told[first] or told[claim.id]
        told[claim.id] = told[claim.id] or told[first]


def _carry_on(
    claims: Sequence[Claim], hints: Mapping[str, Hint], told: Mapping[str, Scope | None], decided: dict[str, Scope]
) -> None:
    """Give claims without a sign of scope that of the claims told just before: they go on with the same stretch or area."""
    for before, claim in itertools.pairwise(claims):
        is_untold = told[claim.id] is None and (claim.when is None or claim.when.inherited)
        if decided[before.id] == "cumulative" and hints[claim.id].recorded and is_untold:
            decided[claim.id] = "cumulative"
        if decided[before.id] != "period":
            continue
        is_flight = hints[claim.id].moving and hints[before.id].lasting and claim.sentence == before.sentence
        if (told[claim.id] is None and _goes_on(before, claim, hints)) or (is_flight and claim.when == before.when):
            decided[claim.id] = "period"


def _share_blow(claims: Sequence[Claim], hints: Mapping[str, Hint], decided: dict[str, Scope]) -> None:
    """Give claims without an event of their own the scope of the blow whose days they share ("a weekend assault killed 59 ...")."""
    for before, claim in itertools.pairwise(claims):
        is_same = claim.when is not None and before.when is not None and claim.when.span == before.when.span
        hint = hints[claim.id]
        is_plain = not (hint.event or hint.spread or hint.several or hint.lasting)
        is_blow = decided[before.id] == "incident" and hints[before.id].event == 1
        if is_same and is_plain and is_blow and claim.when is not None and claim.when.inherited:
            decided[claim.id] = "incident" if decided[claim.id] == "period" else decided[claim.id]


def _goes_on(before: Claim, claim: Claim, hints: Mapping[str, Hint]) -> bool:
    """Return True when ``claim`` tells of the same happenings as ``before``: no event, day or place of its own."""
    if hints[claim.id].event and (claim.sentence != before.sentence or hints[claim.id].event != hints[before.id].event):
        return False
    if claim.sentence is None or before.sentence is None:
        return False
    if claim.sentence != before.sentence and claim.sentence[0] - before.sentence[1] > _APART:
        return False
    own_place = claim.where is not None and not claim.where.inherited
    if own_place and (before.where is None or claim.where != before.where) and not _same_place(before, claim):
        return False
    if claim.when is None or before.when is None:
        return claim.when is None or claim.when.inherited
    return claim.when.span == before.when.span


def _same_place(before: Claim, claim: Claim) -> bool:
    return before.where is not None and claim.where is not None and before.where.name == claim.where.name


def _with(
    claim: Claim, decided: Mapping[str, Scope], by_id: Mapping[str, Claim], hints: Mapping[str, Hint], apart: set[str]
) -> Claim:
    scope = decided[claim.id]
    whole = by_id.get(claim.part_of) if claim.part_of else None
    if (
        whole is not None
        and not _has_own_time(claim, whole)
        and claim.id not in apart
        and (not hints[whole.id].running or _is_behind(claim, whole))
    ):
        scope = decided[whole.id]
    is_level = hints[claim.id].standing and scope == "cumulative"
    return msgspec.structs.replace(claim, scope=scope, standing=is_level)


def _is_behind(claim: Claim, whole: Claim) -> bool:
    """Tell a part told behind its number ("rose to 19, four of whom"): it runs on with it."""
    if claim.span[0] < whole.span[1]:
        return False
    return claim.when is None or (whole.when is not None and claim.when.span == whole.when.span)


def _is_elsewhere(claim: Claim, whole: Claim, places: _Kinds) -> bool:
    """Apply the rule: a part told in another sentence with one place of its own, no province, is an event of its own."""
    if claim.sentence == whole.sentence or claim.where is None or claim.where.inherited:
        return False
    is_other = whole.where is None or whole.where.name != claim.where.name
    return is_other and _is_one_place(claim, places)


def _has_own_time(claim: Claim, whole: Claim) -> bool:
    if claim.when is None or claim.when.inherited:
        return False
    return whole.when is None or whole.when.span != claim.when.span


def _decided(claim: Claim, hint: Hint, times: Mapping[Span, Spot], places: _Kinds, lists: ScopeWords) -> Scope | None:
    """Return the scope that the claim's own signs give, None where there is none: then it is an incident."""
    when = claim.when
    spot = times.get(when.span) if when is not None else None
    if hint.moving and _is_closed(claim, hint, spot):
        return "incident" if spot is not None and not _is_long(spot, lists) and not hint.lasting else "period"
    if hint.standing and claim.count.high == 1 and _is_dated(claim, spot):
        return "incident"  # "captured three days ago, he is now in custody": one person was taken once
    if hint.running or _is_since(claim, hint, lists.cumulative):
        return "cumulative"
    relation = when.relation if when is not None else None
    if hint.lasting and not (hint.war and hint.perfect):
        return "period"
    if hint.war and (when is None or relation not in ("at", "within") or _is_of_whole_war(hint, relation, spot)):
        return "cumulative"
    if hint.war and when is not None and not when.inherited and times.get(when.span, _DAY).kind not in ("day", "night"):
        return "period"
    return _by_stretch(claim, hint, spot, places, lists) or _by_event(claim, hint, places)


def _is_of_whole_war(hint: Hint, relation: str | None, spot: Spot | None) -> bool:
    """Tell what a war "has killed": no past year can date a verb in the perfect ("the war, begun in 1989, has killed 5,000").

    What a campaign of attacks has killed "in the past two years" is a stretch of it.
    """
    if not hint.perfect:
        return False
    return not hint.campaign if relation == "within" else spot is not None and spot.kind == "year"


def _is_since(claim: Claim, hint: Hint, running: Running) -> bool:
    """Tell a total since an origin: "since May", or in a battle "which began a week ago"."""
    when = claim.when
    if when is None:
        return hint.since
    begun = hint.perfect and not when.inherited
    return when.relation == "since" and (hint.since or begun or _says_since(when.quote, running))


def _is_closed(claim: Claim, hint: Hint, spot: Spot | None) -> bool:
    """Return True when people were driven out in a closed time: no level that still stands."""
    when = claim.when
    if hint.lasting:
        return True
    return when is not None and when.relation in ("at", "within") and not when.inherited and spot is not None


def _is_dated(claim: Claim, spot: Spot | None) -> bool:
    """Return True for a day of the claim's own."""
    when = claim.when
    return when is not None and not when.inherited and spot is not None and (spot.kind == "day" or spot.value == "ago")


def _is_long(spot: Spot, lists: ScopeWords) -> bool:
    return spot.kind not in ("day", "night", "clock") or _is_stretch(spot, lists)


def _by_stretch(claim: Claim, hint: Hint, spot: Spot | None, places: _Kinds, lists: ScopeWords) -> Scope | None:
    """Return what the length of the stated time says: a stretch holds several events unless one blow is told."""
    running = lists.cumulative
    is_blow = hint.event == 1 and not hint.mass
    if not is_blow and (_is_stretch(spot, lists) or _is_list(claim, places)):
        return "period"
    if spot is None or claim.when is None or claim.when.method == _GOES_ON:
        return None  # the sentence before said the stretch: what it made of it holds on
    if claim.when.relation == "within" and spot.value != "ago" and not _is_of_bulletin(claim, places):
        return "period"
    is_long = (spot.kind == "year" and claim.count.high != 1) or any(
        word in spot.quote.lower() for word in running.long
    )
    if spot.kind in _STRETCH and (is_long or hint.mass or spot.kind == "part") and not is_blow:
        is_open = is_long and spot.quote.lower().startswith(tuple(running.current))
        return "cumulative" if is_open else "period"
    if spot.kind == "calendar" and hint.perfect and not is_blow and claim.count.high != 1:
        return "period"  # "six people have been detained this week": one by one, though in one place
    told = claim.harm == "killed" or hint.event
    is_wide = hint.several or not _is_one_place(claim, places)
    is_single = claim.count.high == 1 and claim.part_of is None
    if spot.kind in ("month", "calendar") and told and not is_blow and is_wide and not is_single:
        return "period"
    return None


def _is_of_bulletin(claim: Claim, places: _Kinds) -> bool:
    """Tell a line of a bulletin that names its own place: "In the past 24 hours ... . Two residents of X were killed."."""
    is_carried = claim.when is not None and claim.when.method == "event-in-view"
    is_own = claim.where is not None and not claim.where.inherited
    return is_carried and is_own and _is_one_place(claim, places)


def _by_event(claim: Claim, hint: Hint, places: _Kinds) -> Scope | None:
    """Return "period" for several events, unless they hit one place."""
    is_one = _is_one_place(claim, places) and not (hint.spread and claim.where is not None and claim.where.inherited)
    is_single = claim.count.low == claim.count.high == 1 and claim.part_of is None
    is_one = hint.site or (is_one and not hint.several)
    if (hint.event == 2 or hint.spread) and not (is_one or is_single):  # several events, several victims
        return "period"
    return None


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
    if _is_row_of_names(where.span, ordered[behind : behind + 2], by_span):
        return False
    is_joined = bool(after) and after[0][0] - where.span[1] in _JOINED and by_span[after[0]] in (*_ONE_PLACE, "area")
    if is_joined and not _lies_within(by_span.get(where.span), by_span[after[0]]):
        return False
    kind = by_span.get(where.span) or (inside[0] if inside else None)
    if kind is None or kind not in _ONE_PLACE:
        kind = by_name.get(where.name) or kind
    return kind in _ONE_PLACE


def _lies_within(kind: str | None, other: str) -> bool:
    """Tell "the church in Madalla" from "Wana and Lakki Marwat": a house or a quarter lies in the place named behind it."""
    return kind in _WITHIN and other not in _WITHIN


def _is_row_of_names(first: Span, others: Sequence[Span], kinds: Mapping[Span, str]) -> bool:
    """Tell "Saraqeb, Binnish and Ariha" from "Saraqeb, Syria": a comma, a settlement, a short word, a settlement."""
    if len(others) < 2 or {kinds[o] for o in others} - {"settlement", "named"}:  # two more names
        return False
    second, third = others
    return second[0] - first[1] == _COMMA and third[0] - second[1] in _JOINED
