"""The event in view: the last date told before a claim, or the one a later sentence gives. Knows how a report turns away."""

import itertools
import re
from collections.abc import Sequence

import msgspec

from tollbook.extract.sentences.turns import answered_from
from tollbook.extract.times.marks import Row, opens_with
from tollbook.extract.times.own import Choice, is_begun, is_nominal, role_of, verb_of
from tollbook.model.claim import Claim
from tollbook.model.spot import Spot
from tollbook.vocab.places import load_place_words
from tollbook.vocab.time_cues import load_time_cues

_HEAD = 3
"""Lines below a headline in which the dateline stands."""
_DATELINE = 14
"""Words of a dateline at most."""
_TELLING = frozenset("HEFGC")
"""Marks of words of harm, events and acts."""
BACK = 4
"""Sentences back that the event in view is carried on."""
AHEAD = 3
"""Sentences ahead that may date a first mention ("Thursday's attack ...")."""
DATES = frozenset({"day", "night", "part", "month", "year", "week", "calendar", "past", "feast"})
"""Kinds of time words that can date an event by themselves."""
DAYS = frozenset({"day", "night"})
_ANSWERED = re.compile(r"B[^HF]*E[^HF]*$")
"""Another event, which the one told answers ("in retaliation for attacks on Monday")."""
NEW = re.compile(r"I[xq]{0,3}E")
"""An event told for the first time ("a car bomb")."""
_NEAR_WORDS = frozenset({"weekday", "days_back", "nights_back", "weekday_range", "weekday_number"})
"""Calculations of days near the report."""
_DEFINITE = re.compile(r"D[xqTB]?[xqtE]{0,2}E")
_PERFECT = re.compile(r"(?<!O)P[xV]{0,2}[HF]")
"""News in the perfect tense; "claimed to have killed" tells no news."""
_AND_SAID = re.compile(r"&x?S")
"""A second statement ("accused the troops of a massacre and said ..."): what was recalled before it is done with."""
_LEAD = 14
"""Words before the verb in which its auxiliary may stand."""


class Told(msgspec.Struct):
    """A report as far as it is dated: its rows, and the choices made so far by claim id, which the steps add to."""

    text: str
    rows: Sequence[Row]
    chosen: dict[str, Choice]
    language: str
    turns: dict[int, int | None] = {}

    def free(self, row: Row) -> Sequence[Spot]:
        """Return the time words of a row that stand in no "since ..." phrase: those date the origin of a total."""
        phrases = [s.span for s in row.spots if s.value == "since_phrase"]
        return [s for s in row.spots if not any(p[0] < s.span[0] < p[1] for p in phrases)]

    def role(self, row: Row, spot: Spot) -> str:
        """Return what the time words date: a statement, another happening, or the event."""
        return "said" if is_dateline(row) else role_of(self.text, row, spot, self.language)

    def opens(self, row: Row, which: str) -> bool:
        """Return True when the sentence begins with a phrase of that cue list."""
        return opens_with(row, self.language, which)

    def turn(self, row: Row) -> int | None:
        """Return the offset where the row turns to what its event answers ("struck the camp after gunmen killed six on Monday")."""
        if row.number not in self.turns:
            words = load_place_words(self.language).attach
            self.turns[row.number] = answered_from(row.sentence.tokens, (c.span[0] for c in row.claims), words)
        return self.turns[row.number]

    def before(self, index: int) -> Sequence[Row]:
        """Return the rows before ``index`` in which its event may be dated, nearest first."""
        return self.rows[max(0, index - BACK) : index][::-1]


def is_headline(told: Told, row: Row) -> bool:
    """Return True for a first line that stands by itself, above a dateline or the lead."""
    return row.number == 0 and len(told.rows) > 1 and told.rows[1].paragraph != row.paragraph


def is_dateline(row: Row) -> bool:
    """Return True for a line of names and numbers at the head of a report, which tells nothing: "LIMA, Peru 1996-08-21".

    A sentence of harm or of an attack tells something, in a report all in capitals too.
    """
    tokens = row.sentence.tokens
    is_head = 0 < row.number <= _HEAD and len(tokens) <= _DATELINE and not row.claims
    is_silent = not set(row.marks) & _TELLING
    return is_head and is_silent and not any(t.text.isalpha() and t.text.islower() for t in tokens)


def carried(row: Row, spot: Spot, method: str, language: str) -> Choice:
    """Return the choice of time words that stand in another sentence, ``row``."""
    relation = {"since": "since", "event": "event", "past": "within"}.get(spot.kind, "at")
    if spot.kind in DAYS and is_begun(row, spot, language):
        relation = "since"
    return Choice(spot=spot, relation=relation, method=method, inherited=True)


def is_perfect(row: Row, claim: Claim) -> bool:
    """Return True when the claim is told in the present perfect: news told first, without a date in view."""
    verb = verb_of(row, claim)
    return bool(_PERFECT.search(row.marks[max(0, verb - _LEAD) : verb + 1]))


def names_it(row: Row, claim: Claim) -> bool:
    """Return True when one definite event is the subject ("the blast has killed"), not events at large."""
    return "DE" in row.marks[: verb_of(row, claim)]


def points_back(row: Row, language: str) -> bool:
    """Return True when the sentence points to an event already told ("the blast", "among the dead")."""
    if _DEFINITE.search(row.marks):
        return True
    cues = load_time_cues(language)
    pairs = zip(row.words, row.words[1:], strict=False)
    return any(a in cues.definite and b in cues.anaphor for a, b in pairs)


def looked_back(told: Told, index: int, claim: Claim) -> Choice | None:
    """Return the date of the event in view: the last one told before, unless the sentence turns to another event."""
    row = told.rows[index]
    earlier = _earlier_in_row(told, row, claim)
    if earlier is not None and _recalled(told, row, earlier, claim):
        return None
    if earlier is not None:
        return _stretch_around(told, row, claim, earlier) or carried(row, earlier, "event-in-view", told.language)
    if _turns_away(told, row, claim) or _has_another_day(told, row):
        return None
    back = points_back(row, told.language)
    beside: Choice | None = None
    for other in told.before(index):
        turn = told.turn(other)
        if turn is not None:
            return _answering(told, other, turn)
        choice = in_view(told, other)
        if choice is not None and choice.relation != "event":
            return None if not back and is_background(told, other, choice) else choice
        beside = beside or choice
        stretch = (
            _stretch_of_claims(told, other) if back and beside is None and other.number == row.number - 1 else None
        )
        if stretch is not None:
            return stretch
        if beside is None and not back and _breaks_view(told, other):
            return None
    return beside or (_stretch_in_view(told, index) if back else _stretch_of_bulletin(told, index))


def _answering(told: Told, row: Row, turn: int) -> Choice | None:
    """Return the day of the event that answers another, None where the text gives it none."""
    spots = [s for s in told.free(row) if s.kind in DAYS and s.span[1] <= turn and told.role(row, s) == "event"]
    return carried(row, spots[-1], "event-in-view", told.language) if spots else None


def _recalled(told: Told, row: Row, spot: Spot, claim: Claim) -> bool:
    """Return True when the sentence turns to another deed between the date and the claim ("...; they accuse the army of")."""
    between = row.words[row.reach(spot.span)[1] + 1 : row.at(claim.span[0])]
    return bool(set(between) & set(load_time_cues(told.language).recalls))


def _stretch_around(told: Told, row: Row, claim: Claim, spot: Spot) -> Choice | None:
    """Return the stretch of a claim told before whose words hold those of ``spot`` ("since the war began in March")."""
    before = [told.chosen[c.id] for c in row.claims if c.id in told.chosen and c.span[1] <= claim.span[0]]
    around = [c for c in before if c.spot.span[0] < spot.span[0] and spot.span[1] <= c.spot.span[1]]
    return msgspec.structs.replace(around[-1], inherited=True, method="goes-on") if around else None


def _stretch_in_view(told: Told, index: int) -> Choice | None:
    """Return the week or month that the sentence before gives to the event pointed back to ("bombed it last week")."""
    for other in told.before(index)[:1]:
        spots = [s for s in other.spots if s.kind in {"calendar", "month", "week"} and told.role(other, s) == "event"]
        spots = [s for s in spots if tells_event(other, s, told.language)]
        if spots:
            return carried(other, spots[-1], "event-in-view", told.language)
    return None


def _stretch_of_claims(told: Told, row: Row) -> Choice | None:
    """Return the month or week of the last count of the sentence before ("In May police held 40 ... In the violence a guard died")."""
    dated = [told.chosen[c.id] for c in row.claims if c.id in told.chosen]
    if not dated or dated[-1].spot.kind not in {"calendar", "month", "week"} or dated[-1].relation != "at":
        return None
    return msgspec.structs.replace(dated[-1], inherited=True, method="event-in-view")


def _stretch_of_bulletin(told: Told, index: int) -> Choice | None:
    """Return the stretch that opens the sentence before, which counts nobody itself.

    "In the past 24 hours troops shelled 14 villages. Two residents were killed."
    """
    row = told.rows[index]
    for other in told.before(index)[:1]:
        is_next = other.number == row.number - 1 and other.paragraph == row.paragraph and not other.claims
        spots = [s for s in other.spots if s.kind == "past" and told.role(other, s) == "event"]
        if is_next and spots and tells_event(other, spots[0], told.language):
            return carried(other, spots[0], "event-in-view", told.language)
    return None


def _earlier_in_row(told: Told, row: Row, claim: Claim) -> Spot | None:
    """Return the date of the same sentence that the claim goes on with.

    A strong stop parts it from the claim ("it was hit on Friday; 3 died"), or it is the one day of the claims told before.
    """
    head = row.at(claim.span[0])
    before = [told.chosen[c.id] for c in row.claims if c.id in told.chosen and c.span[1] <= claim.span[0]]
    days = {c.spot.span: c.spot for c in before if c.relation == "at" and not c.inherited and c.spot.kind in DAYS}
    if len(days) == 1 and not set(row.marks[row.at(max(days)[0]) : head]) & set("RBA"):
        return next(iter(days.values()))
    earlier = [s for s in row.spots if s.kind in DATES and s.span[1] <= claim.span[0]]
    earlier = [s for s in earlier if ";" in row.marks[row.reach(s.span)[1] + 1 : head] and told.role(row, s) == "event"]
    return earlier[-1] if earlier else None


def _has_another_day(told: Told, row: Row) -> bool:
    """Return True when the sentence tells of another day that none of its claims takes: it leaves the event in view."""
    taken = {told.chosen[c.id].spot.span for c in row.claims if c.id in told.chosen}
    days = [s for s in told.free(row) if s.kind in DAYS and s.span not in taken]
    return not taken and any(told.role(row, s) == "event" for s in days)


def _turns_away(told: Told, row: Row, claim: Claim) -> bool:
    if told.opens(row, "shift") and not told.opens(row, "stay"):
        return True
    head = row.at(claim.span[0])
    start = max((m.end() for m in _AND_SAID.finditer(row.marks, 0, head)), default=0)
    return bool(set(row.words[start:head]) & set(load_time_cues(told.language).recalls))


def _breaks_view(told: Told, row: Row) -> bool:
    """Return True when an undated row ends the view: it turned away itself, or told harm without a date."""
    if told.opens(row, "shift"):
        return True
    undated = bool(row.claims) and all(c.id not in told.chosen for c in row.claims)
    return undated and not told.opens(row, "stay")


def in_view(told: Told, row: Row) -> Choice | None:
    """Return the last day-level date of the row that dates an event."""
    claims = [told.chosen[c.id] for c in row.claims if c.id in told.chosen]
    days = [c for c in claims if c.spot.kind in DAYS | {"clock"} and c.relation == "at"]
    if days:
        return msgspec.structs.replace(days[-1], inherited=True, method="event-in-view")
    spots = [
        s
        for s in told.free(row)
        if s.kind in DAYS and told.role(row, s) == "event" and tells_event(row, s, told.language)
    ]
    if spots and not row.is_heading:
        return carried(row, spots[-1], "event-in-view", told.language)
    events = [c for c in claims if c.relation == "event"]
    return msgspec.structs.replace(events[-1], inherited=True) if events else None


def is_background(told: Told, row: Row, choice: Choice) -> bool:
    """Return True when the row recalls other events: it tells several days, or dates where the report began with weekdays."""
    chosen = told.chosen
    days = {chosen[c.id].spot.span for c in row.claims if c.id in chosen and chosen[c.id].relation == "at"}
    if len(days) > 1 and choice.spot.value not in _NEAR_WORDS:
        return True
    if choice.spot.value in _NEAR_WORDS:
        return False
    before = itertools.islice(told.rows, row.number)
    first = next((chosen[c.id].spot for other in before for c in other.claims if c.id in chosen), None)
    return first is not None and first.value in _NEAR_WORDS


def tells_event(row: Row, spot: Spot, language: str) -> bool:
    """Return True when the date's own clause tells an event, and is no aside about somebody ("which had, on Friday,").

    Names between commas part no clause ("in Kan Thar, Magway, on Saturday"); what is answered is another event.
    """
    weak, persons = load_time_cues(language).weak, load_time_cues(language).person
    first, last = row.reach(spot.span)
    start = max(row.marks.rfind(stop, 0, first) for stop in ",;Q") + 1
    while start > 1 and row.marks[start - 1] == "," and set(row.marks[start:first]) <= set("xDIOTt&,"):
        start = max(row.marks.rfind(stop, 0, start - 1) for stop in ",;Q") + 1
    stops = [i for i in (row.marks.find(stop, last + 1) for stop in ",;Q") if i >= 0]
    end = min(stops, default=len(row.marks))
    is_frame = start == 0 and row.marks[0] in "OT" and not set(row.marks[:end]) & set("HEFGCSNR")
    if is_frame and row.marks[end : end + 1] == ",":  # "For two hours on Tuesday, rebels held ..."
        end = min((i for i in (row.marks.find(stop, end + 1) for stop in ",;Q") if i >= 0), default=len(row.marks))
    clause = row.marks[start:end]
    telling: object = set(clause) & set("EFGC") or any(
        mark == "H" and word not in weak for mark, word in zip(clause, row.words[start:end], strict=False)
    )
    aside = row.marks.rfind("R", start, first)
    if aside > start and row.words[aside] in persons:  # "militants who raised a flag on Tuesday are holding 14"
        telling = set(row.marks[aside:first]) & set("EFGH")
    return not clause.startswith("R") and not _ANSWERED.search(row.marks, start, first) and bool(telling)


def _tells_act(row: Row, spot: Spot) -> bool:
    """Return True when an act or harm stands before the date, and no event is told for the first time."""
    before = row.marks[: row.reach(spot.span)[0]]
    return bool(set(before) & set("FH")) and not NEW.search(row.marks) and "C" not in row.marks


def looked_ahead(told: Told, index: int, *, first_told: bool = False, is_lead: bool = False) -> Choice | None:
    """Return the date that a following sentence gives to the event just told, by a definite word for it.

    News just told, in the perfect tense (``first_told``) or as the report's lead, is also dated by the very next sentence if
    that tells an act.
    """
    reach = AHEAD + _HEAD - 1 if is_headline(told, told.rows[index]) else AHEAD
    for other in told.rows[index + 1 : index + 1 + reach]:
        if told.opens(other, "shift"):
            return None
        kinds = DAYS | {"calendar"} if first_told and other.number == index + 1 else DAYS
        spot = next((s for s in told.free(other) if s.kind in kinds and told.role(other, s) == "event"), None)
        if spot is not None:
            first, last = other.reach(spot.span)
            named = is_nominal(told.text, other, spot) and not NEW.search(other.marks[: last + 1])
            is_next = other.number == index + 1
            goes_on = (
                is_next and _tells_act(other, spot) and (first_told or is_lead or points_back(other, told.language))
            )
            goes_on = goes_on or (is_lead and _elaborates(told, index, other, spot))
            if named or goes_on or _DEFINITE.search(other.marks[:first]):
                return carried(other, spot, "told-later", told.language)
            return None
    return None


def _elaborates(told: Told, index: int, row: Row, spot: Spot) -> bool:
    """Return True where ``row`` goes into the news of the lead ``index``.

    Its clause tells an act right behind the lead, or the same harm of those the lead told of: "A guard has been shot ... He was
    shot on Monday as he opened the gate".
    """
    lead = told.rows[index]
    if NEW.search(row.marks):
        return False
    if row.number == lead.number + 1 and not row.claims:
        return tells_event(row, spot, told.language)
    cues = load_time_cues(told.language)
    harms = {w for w, m in zip(lead.words, lead.marks, strict=True) if m == "H"}
    first = row.reach(spot.span)[0]
    again = {w for w, m in zip(row.words[:first], row.marks[:first], strict=True) if m == "H"}
    return bool(harms & again) and bool(row.words) and row.words[0] in {*cues.again, *cues.definite}
