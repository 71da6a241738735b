"""Incidents: claims of several sources that speak of one event, their ranges with the rules that set them, their grade."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from tollbook.model.actor import ActorStatus
from tollbook.model.interval import Interval
from tollbook.model.judgement import Entry
from tollbook.model.place import Place


class Reason(msgspec.Struct, frozen=True):
    """Why a bound, a link or a disagreement is as it is: a documented code, a sentence, the claims concerned."""

    code: str
    text: str
    claims: tuple[str, ...] = ()


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Published bounds: numbers some claim states. ``open`` prints as "+". ``low <= high`` always; None where only words exist.

    ``set_by`` names the claim behind low, best and high; ``rules`` is the trace; ``reasons`` why sources differ;
    ``history`` superseded claims; ``beside`` party figures and denials, kept out of the range; ``words`` vague words
    where no number exists.
    """

    low: int | None
    best: int | None
    high: int | None
    open: bool = False
    set_by: dict[str, str] = {}
    rules: tuple[Reason, ...] = ()
    reasons: tuple[Reason, ...] = ()
    history: tuple[str, ...] = ()
    beside: tuple[Reason, ...] = ()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"not a range: {self.low} above {self.high}")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One range: ``axis`` all, status or group; ``key`` the status or group.

    A figure a person has signed shows the signed range; ``proposed`` is what the claims say now, where it differs.
    """

    harm: str
    axis: Literal["all", "status", "group"]
    key: str | None
    range: Range
    signed_by: str | None = None
    proposed: Range | None = None


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident that may be the same event, for a person to judge. ``score`` is the summed match weight."""

    incident: str
    score: float
    reasons_for: tuple[Reason, ...] = ()
    reasons_against: tuple[Reason, ...] = ()


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """``name`` of the grade or "ungraded"; ``why`` it is so; ``needs`` what is missing; ``scheme`` the rule file."""

    name: str
    scheme: str
    why: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class IncidentActor(msgspec.Struct, frozen=True):
    """A belligerent of an incident: id where known, the words, suspected or declared."""

    actor: str | None
    words: str
    status: ActorStatus = "suspected"


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One incident. ``id`` is permanent by the minting ledger, ``code`` is for people (area, date, letter).

    ``documents`` are the reports of its claims and those that tell of it without a number. ``links`` says why its claims were joined. ``answers`` hold the three judgements: how well reported, did it happen,
    who did it. ``profile`` names the coding profile behind the ranges. ``is_total`` marks a group of period figures only
    (a report's one day): they stay totals and enter no sum. ``sub_of`` is the incident this was a second blow of (a double
    tap): its dead may be counted there too, and are never added for certain. A ``diffuse`` incident is a place-and-day figure no named event carries.
    ``crime`` is one that reports tell in the words of ordinary crime only: it is listed, and enters no sum and no publication.
    """

    id: str
    code: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    when: Interval | None = None
    place: Place | None = None
    means: tuple[str, ...] = ()
    belligerents: tuple[IncidentActor, ...] = ()
    figures: tuple[Figure, ...] = ()
    grade: Grade | None = None
    suggestions: tuple[Suggestion, ...] = ()
    links: tuple[Reason, ...] = ()
    diffuse: bool = False
    answers: tuple[Reason, ...] = ()
    profile: str = ""
    split_from: str | None = None
    is_total: bool = False
    sub_of: str | None = None
    crime: bool = False


class Minting(msgspec.Struct, frozen=True, kw_only=True):
    """A permanent incident id given once: its code and founding claims.

    ``redirect`` is the id it was merged into, ``split_from`` the one it was cut from, ``sub_of`` the incident it was part
    of when the id was given.
    """

    incident: str
    code: str
    claims: tuple[str, ...]
    redirect: str | None = None
    split_from: str | None = None
    sub_of: str | None = None


class Pairing(msgspec.Struct, frozen=True):
    """A person's word that two claims are (``same``) or are not of one incident."""

    first: str
    second: str
    same: bool


class Nesting(msgspec.Struct, frozen=True):
    """A person's word that the incident of one claim is (``nested``), or is not, a sub-incident of another claim's."""

    child: str
    parent: str
    nested: bool = True


class SignedFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure a person has signed: it does not move until a person signs another."""

    incident: str
    harm: str
    axis: Literal["all", "status", "group"] = "all"
    key: str | None = None
    range: Range
    author: str


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """A belligerent's own answer to an allegation, on incidents (ids or codes) or on claims of one."""

    belligerent: str
    answer: Literal["received", "under_review", "credible", "not_credible", "denied"]
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    day: dt.date | None = None
    words: str = ""


class Strike(msgspec.Struct, frozen=True, kw_only=True):
    """An attack by a belligerent that a record shows near a place and time: declared by itself, or likely."""

    belligerent: str
    interval: Interval
    place: Place
    status: Literal["declared", "likely"] = "declared"


class GradeInputs(msgspec.Struct, frozen=True, kw_only=True):
    """What grading needs and never guesses.

    ``credible`` by root key or by name in small letters; ``overrides``, people's own grades, by incident id or code as
    (grade, who); ``other_party``, the party a person holds likely responsible instead, as (party, who).
    """

    credible: dict[str, bool] = {}
    assessments: tuple[Assessment, ...] = ()
    strikes: tuple[Strike, ...] = ()
    overrides: dict[str, tuple[str, str]] = {}
    other_party: dict[str, tuple[str, str]] = {}


def redirects_in(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the merged incidents' ids with the id each was merged into, one step each (see ``led_to``)."""
    found = (e.body for e in entries if e.kind == "redirect" and e.body.get("redirect"))
    return {str(body["incident"]): str(body["redirect"]) for body in found}


def led_to(identity: str, redirects: Mapping[str, str]) -> str:
    """Return where an incident's id leads today: through every merger, to itself where it was never merged."""
    seen = {identity}
    while (target := redirects.get(identity)) is not None and target not in seen:
        identity = target
        seen.add(identity)
    return identity
