"""How a brief was made: program, profile, policy, what was looked into, what nobody states. About the making, not the war."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import get_args

import msgspec

from tollbook import __version__
from tollbook.model.coverage import Checked, DayState
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.picked import Picked
from tollbook.publish.coverage import MOST_DAYS, coverage_of
from tollbook.publish.select import Selection
from tollbook.publish.words import capital, day_words, interval_words, listed, number, plural, range_of
from tollbook.vocab.load import fingerprint

MOST_SOURCES = 8
STATES = get_args(DayState)
LACKS: tuple[tuple[str, Callable[[Incident], bool]], ...] = (
    ("day", lambda i: i.when is None),
    ("place", lambda i: i.place is None),
    ("by", lambda i: not i.belligerents),
    ("means", lambda i: not i.means),
    ("number", lambda i: all(f.range.low is None for f in i.figures)),
)
"""What an incident may lack, by what it has; the number where it has none at all."""
LACK_WORDS = {
    "day": "the day",
    "place": "the place (or it is on no map at hand)",
    "by": "by whose hand",
    "means": "by what means",
    "number": "any number",
}
STATUS = "civilians or combatants"

RULES = (
    (
        "Each number is a number that a source states. Low is the smallest, high the largest stated; + marks that a "
        "source leaves its number open. Where two incidents may be one, the sum takes the larger low once and both highs."
    ),
    (
        "Ten outlets that quote one monitor are one source. What a party says of the people it killed and of its enemy's "
        "fighters stands beside a range, not in it. A denial by somebody else takes nothing away."
    ),
    (
        "Distances in brackets say how far the true place may lie from the point shown. Claims without a stated day are "
        "kept by the day of their report. An empty cell is silence, not zero."
    ),
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a brief is told of its book and edition.

    ``checked`` are the days people looked into sources; ``withheld`` is how many things the policy took out.
    """

    name: str = ""
    profile: str = "airwars"
    grading: str = "airwars"
    kind: str = "kind"
    policy: str = ""
    policy_says: str = ""
    withheld: int = 0
    shows_quotes: bool = True
    checked: tuple[Checked, ...] = ()
    day: dt.date | None = None


class SourceCover(msgspec.Struct, frozen=True, kw_only=True):
    """How many days of a source hold reports, were checked without a find, and were not looked into."""

    source: str
    days: dict[str, int]


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """The stretch looked at and its sources, the most reported first; ``more`` are sources not listed."""

    interval: Interval
    sources: tuple[SourceCover, ...]
    more: int


def covered(selection: Selection, picked: Picked, settings: Settings, snapshot: Snapshot) -> Cover | None:
    """Return what was looked into on the days asked for, else on the days of the reports used; None without days."""
    first, last = selection.first, selection.last
    ids = {c.document for c in picked.claims} | {r.document for r in picked.records}
    days = sorted(d.published for i in ids if (d := snapshot.documents.get(i)) and d.published)
    first, last = first or (days[0] if days else last), last or (days[-1] if days else first)
    if first is None or last is None or not 0 <= (last - first).days < MOST_DAYS:
        return None
    found: dict[str, Counter[str]] = {}
    for day in coverage_of(snapshot, settings.checked, first, last):
        found.setdefault(day.source, Counter())[day.state] += 1
    seen = [SourceCover(source=s, days={k: days[k] for k in STATES}) for s, days in found.items()]
    looked = [s for s in seen if s.days["reports"] or s.days["nothing_found"]]
    order = sorted(looked, key=lambda s: (-s.days["reports"], -s.days["nothing_found"], s.source))
    shown = tuple(order[:MOST_SOURCES])
    return Cover(interval=Interval(first, last), sources=shown, more=len(seen) - len(shown))


def lacking(incidents: Sequence[Incident]) -> list[tuple[str, int]]:
    """Return what incidents lack by key, with how many lack it; nothing for what none lacks."""
    counts = [(key, sum(lacks(i) for i in incidents)) for key, lacks in LACKS]
    bare = sum(is_of_unknown_status(i) for i in incidents)
    return [(key, n) for key, n in (*counts, ("status", bare)) if n]


def is_of_unknown_status(incident: Incident) -> bool:
    """Return True where people were killed and nobody says whether they were civilians or combatants."""
    stated = [f for f in incident.figures if f.harm == "killed" and f.axis == "status" and f.key != "unknown"]
    return range_of(incident, "killed") is not None and not stated


def method(
    settings: Settings, selection: Selection, picked: Picked, reports: str, snapshot: Snapshot
) -> tuple[str, ...]:
    """Return the method box, a paragraph an item; ``reports`` is how many reports of how many outlets."""
    return (
        _made(settings, selection),
        *([_policy(settings)] if settings.policy else []),
        _drawn(picked, reports, snapshot),
        *_coverage(covered(selection, picked, settings, snapshot)),
        *_unknown(picked),
        *RULES,
    )


def _made(settings: Settings, selection: Selection) -> str:
    asked = [f"area {selection.area}"] if selection.area else []
    asked += [f"from {day_words(selection.first)}"] if selection.first else []
    asked += [f"to {day_words(selection.last)}"] if selection.last else []
    on = f" on {day_words(settings.day)}" if settings.day else ""
    what = "one incident" if settings.kind == "incident" else ", ".join(asked) or "the whole book"
    return (
        f"Made by tollbook {__version__}{on}, coding profile {settings.profile}, grading scheme {settings.grading}, "
        f"vocabularies {fingerprint()[:12]}. Asked for: {what}."
    )


def _policy(settings: Settings) -> str:
    taken = plural(settings.withheld, "thing") if settings.withheld else "nothing"
    says = f": {settings.policy_says[:1].lower()}{settings.policy_says[1:].rstrip('.')}" if settings.policy_says else ""
    words = "" if settings.shows_quotes else " Reports' own words are not shown."
    return f"Redaction policy {settings.policy}{says}. Withheld from the book for it: {taken}.{words}"


def _drawn(picked: Picked, reports: str, snapshot: Snapshot) -> str:
    judged = sum(entry.kind not in {"mint", "redirect", "re_anchor"} for entry in snapshot.entries)
    return (
        f"Drawn from {reports}: {plural(len(picked.claims), 'claim')} and {plural(len(picked.records), 'other record')}, "
        f"{plural(judged, 'judgement')} by people."
    )


def _coverage(cover: Cover | None) -> list[str]:
    if cover is None:
        return ["Coverage: no days to tell it for."]
    told = [f"{s.source} ({_days_words(s.days)})" for s in cover.sources]
    more = f" {capital(plural(cover.more, 'other source'))} of the book: not listed here." if cover.more else ""
    head = f"Coverage, {interval_words(cover.interval)}: {'; '.join(told) or 'no source was looked into'}.{more}"
    return [f"{head} A day not looked into is silence, not zero."]


def _days_words(days: dict[str, int]) -> str:
    words = {"reports": "with reports", "nothing_found": "checked, nothing found", "not_checked": "not looked into"}
    first, *rest = [(n, words[key]) for key, n in days.items() if n]
    return ", ".join([f"{plural(first[0], 'day')} {first[1]}", *(f"{number(n)} {told}" for n, told in rest)])


def _unknown(picked: Picked) -> list[str]:
    total = len(picked.incidents)
    words = {**LACK_WORDS, "status": f"whether the dead were {STATUS}"}
    told = [f"{words[key]} ({number(n)})" for key, n in lacking(picked.incidents)]
    return [f"Not stated, of {plural(total, 'incident')}: {listed(told)}."] if told else []
