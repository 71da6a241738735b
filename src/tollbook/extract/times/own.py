"""Which time words of its own sentence date a claim. Knows marks and distances, not calendars and not other sentences."""

import functools
import re
from collections.abc import Sequence

import msgspec

from tollbook.extract.times.marks import Row, tells_before
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import cues_language, load_time_cues

LIMIT = 3.0
"""A date further off than this (see ``COSTS``) belongs to something else."""
COSTS = {
    ",": 0.4,
    ";": 2.5,
    "&": 0.3,
    "R": 2.6,
    "K": 2.6,
    "A": 1.0,
    "W": 0.6,
    "S": 0.9,
    "H": 0.5,
    "C": 0.3,
    "F": 0.2,
    "T": 1.2,
    "B": 2.0,
    "Q": 1.0,
    "N": 0.8,
}
"""What each mark between a date and a claim's verb weighs against their belonging together."""
_STEP = 0.04
_RELATED = 1.0
"""What speaks for an event and its date in front of what it did."""
_REACH = 16
_WINDOW = 80
"""Words around a date that are looked at: keeps very long sentences linear."""
_NEAR = 5
_STAGE = 6
_WOUNDS = 16
"""Words between the dead, the wounds they died of and the day of these."""
_TOLD = 10
_SINCE = 0.7
"""What a "since" weighs against a single event: the scope is still provisional when dates are attached."""
_SURE = 0.6
"""A date this near, said of the event itself, dates even what looks like a running total."""
_ELLIPSIS = 10
"""Beyond this weight a harm word governs another claim; the count stands by itself ("79 since 2013")."""
DAYS = frozenset({"day", "night", "clock", "event"})
_CLOSED = frozenset({"weekday_range", "day_range", "month_range", "year_range"})
"""Calculations of stretches that end: "began on Saturday and lasted into Sunday"."""
SPANS = frozenset({"since", "past", "calendar", "part", "year", "week", "month", "feast", "until"})
_SAID_BEFORE = re.compile(r"S[xDI&O]{0,3}$")
_SAID_AFTER = re.compile(r",?x{0,2}S")
_LEADING = re.compile(r",?([xDI&qO]{1,8})S")
_OTHER_AFTER = re.compile(r"[xIDq]{0,2}N")
_EVENT_AFTER = re.compile(r"[xq]{0,3}[EH]")
_EVENT_TOLD = re.compile(r"E[xODq,]{0,10}R")
_QUALIFYING = re.compile(r"[DI]x?N(?=x)")
"""Another happening that only qualifies a noun ("a funeral hall")."""
_AGREED = re.compile(r"N(?:[xO]{0,2}|x{0,2}R[xFGO]{0,5})$")
"""A month or year right behind another happening ("the truce agreed in October", "the truce that took effect in January")."""
_THEN = re.compile(r"[xq]{0,3}E?,?[WR]")
"""What tells of the day itself behind a stretch ("since Oct. 7, when"; "since the 1988 bombing, which")."""
_ASIDE = re.compile(r"[^EqHC]*xR[^,;R]*$")
"""A clause about somebody, not about an event ("rebels who took the town in January")."""
_REDUCED = re.compile(r"[xc]HO?$")
"""Words about a person ("a warlord killed in 2022") before the date."""
_OTHER_MAIN = re.compile(r"A(?![HF])")
"""A clause with its own subject behind "after" or "before"."""
_WHICH = re.compile(r",?O?R")
_EVENT_BEFORE = re.compile(r"E[xODIq&]{0,8}$")
"""An event, its day and what it did ("riots in the north last May, which left 9 dead")."""
_BUILDING = re.compile(r"[^FEH],?R(?:[VP]{0,2}|[DI][xqE]{1,5})[FH][xDIO]{0,3}$")
"""What was hit, and when ("pulled from a hotel which was bombed on", "the block that a missile hit on")."""
_TOLD_AFTER = re.compile(r"A[^;]*C")
"""Another count in a clause with "after": the date behind it is that one's ("held 300 after a bomb killed 64 in July")."""
_RELEASED = re.compile(r"N[xDIOHE]{0,5}C[cHExDIO]*$|N[xDIO]{0,3}H$")
_WHO = re.compile(r",?R[VxP]{0,3}$")
"""What a relative clause about the counted people begins with ("three paramedics, who died")."""
_TOLL = re.compile(r"C[cHE]*$")
_ADJUNCT = re.compile(r",[xDIO]{1,14}(?=,)")
"""A place or a name between commas (", in X, near Y,")."""
_POSSESSIVE = ("'s", "’s", "`s", "´s")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The time words chosen for a claim: how they bind, how they were chosen, and what they hang on."""

    spot: Spot
    relation: str = "at"
    method: str = "same-sentence"
    inherited: bool = False
    anchor: Span | None = None
    anchor_claim: str | None = None


def is_possessive(text: str, spot: Spot) -> bool:
    """Return True when the time words own the next noun ("Thursday's attack")."""
    return text[spot.span[1] : spot.span[1] + 2].lower() in _POSSESSIVE


def is_nominal(text: str, row: Row, spot: Spot) -> bool:
    """Return True when the time words qualify an event noun that follows ("a September 28 attack")."""
    right = row.marks[row.reach(spot.span)[1] + 1 :]
    if is_possessive(text, spot):
        return True
    return bool(_EVENT_AFTER.match(right)) and not right.startswith("H")


def role_of(text: str, row: Row, spot: Spot, language: str) -> str:  # one return a rule, in order
    """Return what the time words date: "said" a statement, "other" a happening that is no harm, "event" the rest."""
    if spot.kind == "dateline":
        return "said"
    first, last = row.reach(spot.span)
    left, right = row.marks[max(0, first - _WINDOW) : first], row.marks[last + 1 : last + 1 + _WINDOW]
    if is_possessive(text, spot):
        return "other" if _OTHER_AFTER.match(right) else "event"
    if last + 1 < len(row.words) and row.words[last + 1] in load_time_cues(language).alone:
        return "event"
    if spot.kind in SPANS and _is_ranked(row, first, language):
        return "other"
    if spot.kind in DAYS and _is_stage(row, first, language):
        return "other"
    is_said = bool(_SAID_BEFORE.search(left))
    if spot.kind in SPANS and not is_said:
        is_other = spot.kind in {"month", "year"} and (_AGREED.search(left) or _OTHER_AFTER.match(right))
        return "other" if is_other or (spot.kind == "since" and _AGREED.search(left)) else "event"
    if (is_said and not is_nominal(text, row, spot)) or _moved(row, first, left, language):
        return "said"
    if _OTHER_AFTER.match(right):
        return "other"
    if _is_during(row, first, language):
        return "event"
    if _is_planned(row, first, language):
        return "other"
    return _said_after(row, left, right, last, language) or _governor(left)


def _moved(row: Row, first: int, left: str, language: str) -> bool:
    """Return True when the date follows a toll that moved ("rose to 41 on Thursday")."""
    toll = _TOLL.search(left)
    if toll is None:
        return False
    head = first - len(left) + toll.start()
    is_object = (
        head > 0 and toll.group() == "C" and row.words[head - 1] in load_time_cues(language).moved
    )  # "the toll passed 200 on Monday"
    if left[: toll.start()][-1:] != "O" and not is_object:
        return False
    return bool(set(row.words[max(0, head - _TOLD) : head]) & set(load_time_cues(language).moved))


def _said_after(row: Row, left: str, right: str, last: int, language: str) -> str:
    leading = _LEADING.match(right)
    if leading and not set(left) & set("HEFNCS"):
        word = row.words[last + 1 + leading.end() - 1]
        return "event" if word in load_time_cues(language).said_now else "said"
    return "said" if left and _SAID_AFTER.match(right) and "," not in right[:1] else ""


def _governor(left: str) -> str:
    """Return the role by the nearest telling word before the date in its clause."""
    if _RELEASED.search(left):
        return "other"
    left = _QUALIFYING.sub(lambda m: "x" * len(m.group()), left)
    for distance, mark in enumerate(reversed(left[-_REACH:])):
        if mark in ",;Q":
            return "event"
        if mark == "N":
            return "other" if distance <= _NEAR else "event"
        if mark in "EHFGC":
            return "event"
    return "event"


def verb_of(row: Row, claim: Claim) -> int:
    """Return the token of the harm word that governs the claim's count; the count itself where none is near."""
    first, last = row.reach(claim.span)
    inside = [i for i in range(first, last + 1) if row.marks[i] == "H"]
    if inside:
        return inside[0]
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _REACH), min(len(row.marks), last + _REACH)):
        if not _is_harm(row, index, cues_language(claim.language)) or (index > last and _takes_another(row, index)):
            continue
        start, end = (index + 1, first) if index < first else (last + 1, index)
        between = row.marks[start:end]
        cost: float = (
            len(between) + 3 * _strangers(row, claim, start, end) + 4 * between.count(";") + 3 * between.count("R")
        )
        cost += 5 * _other_harm(row.words[index], claim) + 4 * (index > last and "A" in between and "C" in between)
        cost += 0.5 if index > last else 4 * ("V" in row.marks[max(0, index - 2) : index] and claim.part_of is None)
        cost -= 6 if index > last and _WHO.match(between) else 0
        if best is None or cost < best[0]:
            best = (cost, index)
    return best[1] if best and (best[0] <= _ELLIPSIS or not _elliptic(row, claim)) else first


@functools.cache
def _harms(language: str) -> dict[str, str]:
    return {word: harm for harm, words in load_time_cues(language).harm.items() for word in words}


def _other_harm(word: str, claim: Claim) -> bool:
    """Return True when ``word`` tells a harm of another kind than the claim's ("who was seized in" of somebody killed)."""
    return _harms(cues_language(claim.language)).get(word, "any") not in {claim.harm, "any"}


def _is_ranked(row: Row, first: int, language: str) -> bool:
    """Return True when the words before rank an event among others ("the second such raid this month")."""
    return tells_before(row.marks, row.words, first, ",;QC", load_time_cues(language).ranking)


def _is_during(row: Row, first: int, language: str) -> bool:
    """Return True when the words before the date name a happening in whose course the harm was ("during the vote on")."""
    return tells_before(row.marks, row.words, first, ",;QCH", load_time_cues(language).during)


def _is_planned(row: Row, first: int, language: str) -> bool:
    """Return True when the verb before the date is in the future ("will leave on Tuesday")."""
    return tells_before(row.marks, row.words, first, ",;QCR", load_time_cues(language).planned)


def _is_stage(row: Row, first: int, language: str) -> bool:
    """Return True when the day only says how long something goes on ("entered its fourth day on Saturday")."""
    cues, before = load_time_cues(language), row.words[max(0, first - _STAGE) : first]
    return bool(set(before[-2:]) & set(cues.stage)) and bool(set(before) & set(cues.entered))


def _is_harm(row: Row, index: int, language: str) -> bool:
    mark = row.marks[index]
    return mark == "H" or (mark == "E" and row.words[index] in load_time_cues(language).deed)


def _elliptic(row: Row, claim: Claim) -> bool:
    """Return True when another claim of the row stands between the count and every harm word."""
    first, last = row.reach(claim.span)
    return "C" in row.marks[:first] or "C" in row.marks[last + 1 : last + _REACH]


def _strangers(row: Row, claim: Claim, start: int, end: int) -> int:
    """Return how many claims that are no parts of ``claim`` begin among the tokens ``start`` to ``end``."""
    heads = {row.at(c.span[0]) for c in row.claims if c.part_of != claim.id}
    return sum(row.marks[i] == "C" and i in heads for i in range(start, end))


def _takes_another(row: Row, index: int) -> bool:
    """Return True when the harm word at ``index`` is active and another claim is its object ("that killed 30")."""
    passive = "V" in row.marks[max(0, index - 2) : index]
    return not passive and "C" in row.marks[index + 1 : index + 3]


def cost_of(text: str, row: Row, claim: Claim, spot: Spot) -> float:
    """Return how far the time words stand from the claim, in weights of ``COSTS``; more means less likely."""
    verb = verb_of(row, claim)
    head = row.at(claim.span[0])
    language = cues_language(claim.language)
    costs = [_way(text, row, verb, spot, language)]
    if verb != head:
        costs.append(_way(text, row, head, spot, language) + 0.3)
    cost = min(costs) if _near(row, head, verb, spot) else costs[0]
    if _adjoins(row, claim, spot):
        cost = min(cost, -_STEP)
    if _leads_to_another(row, claim, spot):
        cost += LIMIT
    if _other_harms_date(row, claim, spot):
        cost += 2
    cost += _hurt_before(row, claim, spot, language)
    return cost + _SINCE * (spot.kind == "since" and claim.scope == "incident" and not when_follows(row, claim, spot))


def _other_harms_date(row: Row, claim: Claim, spot: Spot) -> bool:
    """Return True when the date is that of another harm to the same people ("the bodies of three abducted on June 12")."""
    first = row.reach(spot.span)[0]
    for index in range(first - 1, max(-1, first - 4), -1):
        if row.marks[index] == "H":
            kind = _harms(cues_language(claim.language)).get(row.words[index], "any")
            told_of_them = row.marks[max(0, index - 2) : index][-1:] in {"c", "C", "R", "V"}
            return kind in {"detained", "missing"} and claim.harm in {"killed", "injured"} and told_of_them
        if row.marks[index] not in "xDO":
            return False
    return False


def _hurt_before(row: Row, claim: Claim, spot: Spot, language: str) -> float:
    """Return what "died of wounds suffered in" weighs: for the dates behind it, against those before it (the death's own)."""
    if claim.harm != "killed":
        return 0.0
    suffered = set(load_time_cues(language).suffered)
    if not suffered & set(row.words):
        return 0.0
    last = max(row.reach(claim.span)[1], verb_of(row, claim))
    index = next((i for i in range(last, min(len(row.words), last + _WOUNDS)) if row.words[i] in suffered), None)
    if index is None or any(row.reach(c.span)[0] in range(last + 1, index) for c in row.claims):
        return 0.0
    first = row.reach(spot.span)[0]
    behind = [s for s in row.spots if s.kind in DAYS | SPANS and row.reach(s.span)[0] > index]
    if not behind:
        return 0.0
    return -1.5 if index < first <= index + _WOUNDS else LIMIT


def _leads_to_another(row: Row, claim: Claim, spot: Spot) -> bool:
    """Return True when a later count follows the stretch at once: it is that count's ("deaths since May to 67")."""
    last = row.reach(spot.span)[1]
    if spot.kind not in SPANS or claim.span[0] > spot.span[0]:
        return False
    heads = [row.at(c.span[0]) for c in row.claims if c.part_of != claim.id]
    if spot.kind not in {"since", "past"}:  # "taking the toll this month to 63"
        return any(head == last + 2 and row.marks[last + 1] == "O" for head in heads)
    return any(last < head <= last + 2 and "&" not in row.marks[last + 1 : head] for head in heads)


def when_follows(row: Row, claim: Claim, spot: Spot) -> bool:
    """Return True when the claim is what happened on the day that begins a stretch ("since Oct. 7, when ... killed 1,400")."""
    _, last = row.reach(spot.span)
    then = _THEN.match(row.marks, last + 1)
    return (
        then is not None
        and claim.span[0] > spot.span[1]
        and "," not in row.marks[then.end() : row.at(claim.span[0])].replace(",H", "H")
    )


def _adjoins(row: Row, claim: Claim, spot: Spot) -> bool:
    """Return True when the time words follow the count at once ("79 since 2013")."""
    last = row.reach(claim.span)[1]
    first = row.reach(spot.span)[0]
    return last < first <= last + 2 and not set(row.marks[last + 1 : first]) & set(",;QKNB")


def _near(row: Row, head: int, verb: int, spot: Spot) -> bool:
    """Return True when the count, not the verb, stands next to the date ("killing 12 people on Monday")."""
    first, _ = row.reach(spot.span)
    return (verb < head < first) or first < min(head, verb)


def _way(text: str, row: Row, token: int, spot: Spot, language: str) -> float:
    first, last = row.reach(spot.span)
    if last < token:
        between = row.marks[last + 1 : token]
        if first == 0:  # an opening date dates all that its sentence tells
            between = between.replace("R", "W")
        if _WHICH.match(between) and _EVENT_BEFORE.search(row.marks[:first]):
            between = between.replace("R", "x", 1)
        if _OTHER_MAIN.search(between) and not set(row.marks[: last + 1 + between.index("A")]) & set("EFHCq"):
            return LIMIT + 1  # the main clause tells no harm: its date is its own
        return _weight(told_of(between)) + _before(text, row, spot, between, language)
    if first > token:
        between = row.marks[token + 1 : first]
        if _BUILDING.search(between) and not _names_person(row, token + 1 + between.rfind("R"), language):
            between = between.replace("R", "x")
        apart = 2 * _is_sought(row, token, first, language) + 2.5 * bool(_TOLD_AFTER.search(between))
        return _weight(told_of(between)) + _after(text, row, spot, language) + apart
    return 0.0


def _names_person(row: Row, index: int, language: str) -> bool:
    return row.words[index] in load_time_cues(language).person


def _weight(between: str) -> float:
    """Return what the marks weigh; a stretch between commas that only places or names things parts little."""
    between = _ADJUNCT.sub(lambda m: "x" * len(m.group()), between)
    return sum(COSTS.get(mark, 0.0) for mark in between) + _STEP * len(between)


def _is_sought(row: Row, start: int, end: int, language: str) -> bool:
    """Return True when the date is that of a deed somebody is sought or held for ("the arrest of nine over the killing")."""
    sought = load_time_cues(language).sought
    return any(row.words[i] in sought and row.marks[i + 1] in "DI" for i in range(start + 1, end - 1))


def told_of(between: str) -> str:
    """Return ``between`` without the relative pronouns that go on about an event ("a blast that hit the market on")."""
    return _EVENT_TOLD.sub(lambda m: m.group().replace("R", "x"), between)


def _before(text: str, row: Row, spot: Spot, between: str, language: str) -> float:
    """Return what else weighs on a date that stands before the verb."""
    first, _ = row.reach(spot.span)
    left = row.marks[max(0, first - _REACH) : first]
    if is_nominal(text, row, spot):
        told = "R" in between
        return -0.3 if told else (2.5 if "B" in left[-4:] or left.endswith(("A", "AD", "AI")) else 0.0)
    clause = left[left.rfind(",") + 1 :]
    main = re.split("[,&;W]", between, maxsplit=1)[0]
    is_subject = main == between or bool(set(main) & set("EFH"))  # the sentence's own verb comes only after the date
    goes_on = set(between[: len(main) + 1]) & set("WA")
    if _WHICH.match(row.marks, row.reach(spot.span)[1] + 1) and _EVENT_BEFORE.search(left):
        return -_RELATED  # "those who made a raid today that left 31 dead"
    if is_subject and not goes_on and (_is_aside(row, first, clause, language) or _REDUCED.search(left)):
        return LIMIT + 1
    reduced = re.search(r"[xc]H[xD]{0,2}$", left) and re.search(r"[VPFHN]", left[:-2]) and not clause.startswith("R")
    return 3.0 if reduced and "C" not in left[-4:] else 0.0


def _is_aside(row: Row, first: int, clause: str, language: str) -> bool:
    """Return True when the clause before the date tells about somebody, not about an event."""
    if not _ASIDE.match(clause):
        return False
    word = row.words[first - len(clause) + clause.rfind("R")]
    return word in load_time_cues(language).person


def _after(text: str, row: Row, spot: Spot, language: str) -> float:
    first, last = row.reach(spot.span)
    left, right = row.marks[max(0, first - 5) : first], row.marks[last + 1 : last + 5]
    if is_nominal(text, row, spot):
        sought = set(row.words[max(0, first - 2) : first + 1]) & set(load_time_cues(language).sought)
        if sought or "B" in left[-3:]:
            return 3.0 if sought else 2.5
    return 0.8 if right.startswith(("RH", "RVH", "RF")) else 0.0


def is_begun(row: Row, spot: Spot, language: str) -> bool:
    """Return True when the event goes on from the date ("clashes that erupted on Friday")."""
    if spot.value in _CLOSED:
        return False
    first, _ = row.reach(spot.span)
    before, cues = row.words[max(0, first - 2) : first], load_time_cues(language)
    is_outbreak = spot.kind not in DAYS and any(w in cues.outbreak for w in before)
    return is_outbreak or any(w in cues.began for w in before)


def is_total(text: str, row: Row, claim: Claim, language: str) -> bool:
    """Return True when the claim is a running total, as far as the time words of its sentence go.

    The scope is still provisional when dates are attached: a "since" that only ranks ("the deadliest day since") or counts
    from another event ("four years since") makes no total.
    """
    if claim.scope != "cumulative" or (claim.standing and (claim.harm == "displaced" or claim.count.high == 1)):
        return False
    since = [s for s in row.spots if s.kind == "since"]
    if not since and _is_unfinished(row, language):
        return False
    ranked = bool(since) and all(role_of(text, row, s, language) == "other" for s in since)
    return not ranked and (bool(since) or not any(s.kind == "event" and s.value == "beside:after" for s in row.spots))


def _is_unfinished(row: Row, language: str) -> bool:
    """Return True when the count of one event goes on ("17 bodies so far"): its day is still the event's."""
    words = f" {' '.join(row.words)} "
    return any(f" {phrase} " in words for phrase in load_time_cues(language).unfinished)


def allowed(text: str, row: Row, claim: Claim, spot: Spot, language: str) -> bool:
    """Return True when words of this kind can date a claim of this scope: a running total has no single day."""
    if spot.kind in {"until", "before", "dateline", "future"}:
        return False
    fits_total = spot.kind in SPANS or spot.value == "beside:same" or is_begun(row, spot, language)
    return fits_total or not is_total(text, row, claim, language)


def best_own(
    text: str, row: Row, claim: Claim, spots: Sequence[Spot], language: str, taken: frozenset[Spot] = frozenset()
) -> Spot | None:
    """Return the time words of the row that date ``claim`` best, None where all are too far or date something else."""
    rated = [
        (cost_of(text, row, claim, spot), spot.span, spot)
        for spot in spots
        if spot not in taken
        and allowed(text, row, claim, spot, language)
        and _dates_harm(text, row, claim, spot, language)
    ]
    rated = [r for r in rated if r[0] <= LIMIT]
    if rated:
        return min(rated)[2]
    return _sure(text, row, claim, [s for s in spots if s not in taken], language)


def _dates_harm(text: str, row: Row, claim: Claim, spot: Spot, language: str) -> bool:
    role = role_of(text, row, spot, language)
    return role == "event" or (role == "other" and spot.kind == "since" and when_follows(row, claim, spot))


def _is_of_subject(row: Row, claim: Claim, spot: Spot) -> bool:
    """Return True when the day stands between an event and the verb that tells what it did."""
    first, last = row.reach(spot.span)
    verb = verb_of(row, claim)
    return (
        last < verb < row.at(claim.span[0])
        and "E" in row.marks[:first]
        and set(row.marks[last + 1 : verb]) <= set("PVx")
    )


def _sure(text: str, row: Row, claim: Claim, spots: Sequence[Spot], language: str) -> Spot | None:
    """Return a day that qualifies the very event of a claim taken for a running total.

    "A May 4 raid that killed 9"; "attacks on Friday night have killed 127".
    """
    days = [s for s in spots if s.kind == "day" and role_of(text, row, s, language) == "event"]
    days = [s for s in days if is_nominal(text, row, s) or _is_of_subject(row, claim, s)]
    return next((s for s in days if cost_of(text, row, claim, s) <= _SURE), None)
