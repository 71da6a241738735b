"""Claims, incidents and totals as tables for a terminal. Words and numbers carry the meaning; colour only quiets the rest."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from tollbook.cli._output import width_of_output
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident, Suggestion
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, SeriesDay, Total
from tollbook.publish.brief.doubts import balance_sentence
from tollbook.publish.lines import caller_ids
from tollbook.publish.select import grade_name
from tollbook.publish.words import (
    NO_DAY,
    NO_PLACE,
    balance_words,
    count_short,
    day_words,
    figure_of,
    figure_words,
    interval_words,
    label,
    listed,
    number,
    of_one,
    radius_words,
    who_words,
)

SHORT_ID = 9
QUIET = "not bold dim"


def short(identity: str) -> str:
    """Return the start of an id, enough to type after ``tollbook explain``."""
    return identity[:SHORT_ID]


Column = tuple[str, int, int]
"""Heading, least width, share of the free width; a column with no share holds numbers and leans right.

Least widths let the words a column always holds ("Observatory", "worshippers", "Discounted") stand whole on 80 columns.
"""
NARROW = 100


def _table(columns: Sequence[Column], *, show_header: bool = True) -> Table:
    """Return a table whose columns stand alike in every table of the same columns."""
    is_narrow = width_of_output() < NARROW
    table = Table(
        box=SIMPLE_HEAD, header_style="bold", pad_edge=False, show_edge=False, expand=True, show_header=show_header,
        padding=(0, 0 if is_narrow else 1),
    )  # fmt: skip
    for name, width, ratio in columns:
        side: JustifyMethod = "left" if ratio else "right"
        # on a narrow terminal the spare columns go by least width: shares would take from those that have none to give
        share = (width if is_narrow else ratio) if ratio else None
        table.add_column(name, justify=side, width=width, ratio=share, overflow="fold", vertical="top")
    return table


def _quiet(text: str) -> Text:
    return Text(text, style=QUIET)


def _when_where(when: Interval | None, place: Place | None, name: str | None) -> Text:
    """Return days over place; what is not stated is quiet."""
    text = Text().append(interval_words(when), style=QUIET if interval_words(when) == NO_DAY else "not bold")
    text.append("\n" + (name or (place.name if place else NO_PLACE)), style="not bold" if name or place else QUIET)
    if place:
        inside = f" in {place.name}" if place.matched_by == "parent" and name else ""
        text.append(f"{inside} ±{radius_words(place.radius_m)}", style=QUIET)
    return text


CLAIM_COLUMNS = (
    ("figure", 10, 0), ("harm to", 11, 4), ("when, where", 14, 6), ("said by", 11, 5), ("by, means", 10, 4),
    ("claim", 9, 0),
)  # fmt: skip


def claims_tables(claims: Sequence[Claim], snapshot: Snapshot) -> list[RenderableType]:
    """Return a heading and a table for each report, parts indented below what they are part of."""
    parts: list[RenderableType] = []
    for document, group in groupby(claims, key=lambda claim: claim.document):
        table = _table(CLAIM_COLUMNS, show_header=not parts)
        for claim in group:
            table.add_row(*_claim_row(claim, snapshot))
        parts += [_report_heading(snapshot, document), table, Text("")]
    return parts


def _report_heading(snapshot: Snapshot, document_id: str) -> Text:
    document = snapshot.documents.get(document_id)
    outlet = (document.outlet if document else None) or "unnamed outlet"
    day = day_words(document.published) if document and document.published else "undated"
    return Text(outlet, style="bold").append(f"  {day}  {', '.join(caller_ids(snapshot, document_id))}", style=QUIET)


def _claim_row(claim: Claim, snapshot: Snapshot) -> list[Text]:
    document = snapshot.documents.get(claim.document)
    outlet = (document.outlet if document else None) or "the outlet"
    stance = "" if claim.stance == "asserted" else f", {claim.stance}"
    kind = kind_of(claim)
    interval = claim.when.interval if claim.when else None
    place, name = (claim.where.place, claim.where.name) if claim.where else (None, None)
    return [
        Text(("└ " if claim.part_of else "") + count_short(claim.count), style="" if claim.part_of else "bold"),
        Text(f"{claim.harm}: {_whom(claim)}{stance}").append("" if kind == "incident" else f"\n{kind}", style=QUIET),
        _when_where(interval, place, name),
        Text(" < ".join(s.name for s in claim.said_by) or f"{outlet} itself"),
        Text("\n".join([*(b.name for b in claim.by), *([label(claim.means.value)] if claim.means else [])])),
        _quiet(short(claim.id)),
    ]


def _whom(claim: Claim) -> str:
    """Return who a claim counts, in a cell of its own beside the number."""
    return of_one(who_words(claim.who)) if count_short(claim.count) == "1" else who_words(claim.who)


def kind_of(claim: Claim) -> str:
    """Return what a claim's number covers, in a word or two."""
    return "a level" if claim.standing else "place and day" if claim.diffuse else claim.scope


INCIDENT_COLUMNS = (
    ("incident, when, where", 12, 6), ("killed", 8, 0), ("injured", 7, 0), ("of them", 11, 4), ("said by", 11, 5),
    ("means, by", 11, 5), ("grade", 10, 3),
)  # fmt: skip


def incidents_table(incidents: Sequence[Incident], snapshot: Snapshot) -> Table:
    """Return the incidents with their ranges, who speaks of them, by which means and whose hand, and how well known."""
    table = _table(INCIDENT_COLUMNS)
    for incident in incidents:
        table.add_row(*_incident_row(incident, snapshot))
    return table


def _incident_row(incident: Incident, snapshot: Snapshot) -> list[Text]:
    by = [f"{a.words} ({a.status})" for a in incident.belligerents]
    name = Text(code_of(incident), style="bold")
    whole = snapshot.incidents.get(incident.sub_of or "")
    kind = "crime" if incident.crime else "place and day" if incident.diffuse else ""
    tag = kind or (f"part of {code_of(whole)}" if whole else "")
    name.append(f"  {tag}\n" if tag else "\n", style="not bold dim")
    claims = [snapshot.claims[c] for c in incident.claims if c in snapshot.claims]
    return [
        name.append_text(_when_where(incident.when, incident.place, place_name(incident, snapshot))),
        Text(figure_words(figure_of(incident, "killed"), snapshot.claims), style="bold"),
        Text(figure_words(figure_of(incident, "injured"), snapshot.claims), style="bold"),
        Text("\n".join([*_other_harms(incident, snapshot), *_parts(incident, snapshot)])),
        Text("\n".join(speakers_of(claims, snapshot))),
        Text("\n".join([", ".join(label(m) for m in incident.means), *by]).strip()),
        Text(grade_name(incident)),
    ]


def code_of(incident: Incident) -> str:
    """Return the incident's code, the start of its id where it has none."""
    return incident.code or short(incident.id)


def place_name(incident: Incident, snapshot: Snapshot) -> str | None:
    """Return the name the texts give the incident's place: the one of the claim whose resolved place it is."""
    named = [c.where for c in (snapshot.claims.get(i) for i in incident.claims) if c and c.where]
    return next((w.name for w in named if w.place == incident.place), named[0].name if named else None)


def _parts(incident: Incident, snapshot: Snapshot) -> list[str]:
    said = [
        (figure_words(f, snapshot.claims), label(f.key or ""), "" if f.harm == "killed" else f" {f.harm}")
        for f in incident.figures
        if f.axis != "all"
    ]
    return [f"{figure} {of_one(whom) if figure == '1' else whom}{harm}" for figure, whom, harm in said]


def _other_harms(incident: Incident, snapshot: Snapshot) -> list[str]:
    return [
        f"{figure_words(f, snapshot.claims)} {f.harm}"
        for f in incident.figures
        if f.axis == "all" and f.harm not in {"killed", "injured"}
    ]


def speakers_of(claims: Iterable[Claim], snapshot: Snapshot) -> list[str]:
    """Return who speaks in these claims, each name once: the innermost speaker, else the outlet itself."""
    names: dict[str, None] = {}
    for claim in claims:
        document = snapshot.documents.get(claim.document)
        outlet = (document.outlet if document else None) or "an unnamed outlet"
        names[claim.said_by[0].name if claim.said_by else outlet] = None
    return list(names)


def suggestion_lines(incidents: Sequence[Incident], snapshot: Snapshot) -> list[Text]:
    """Return, for each pair of incidents that may be one, a line and its reasons; each pair once, the likeliest first."""
    pairs: dict[frozenset[str], tuple[Incident, Suggestion]] = {}
    for incident in incidents:
        for suggestion in incident.suggestions:
            pairs.setdefault(frozenset((incident.id, suggestion.incident)), (incident, suggestion))
    ordered = sorted(pairs.values(), key=lambda found: -found[1].score)
    return [_suggestion_line(incident, suggestion, snapshot) for incident, suggestion in ordered]


def _suggestion_line(incident: Incident, suggestion: Suggestion, snapshot: Snapshot) -> Text:
    other = snapshot.incidents.get(suggestion.incident)
    name = code_of(other) if other else short(suggestion.incident)
    text = Text(f"{code_of(incident)} may be the same as {name}").append(f"  ({suggestion.score:+.1f})", style=QUIET)
    for sign, reasons in (("for", suggestion.reasons_for), ("against", suggestion.reasons_against)):
        if reasons:
            text.append(f"\n  {sign:>7}  {'; '.join(r.text for r in reasons)}", style=QUIET)
    return text


PEOPLE = {"unknown": "people", "civilian": "civilians", "combatant": "fighters", "security": "security forces"}
SERIES_COLUMNS = (
    ("running total", 16, 5),
    ("day", 10, 2),
    ("reported", 8, 0),
    ("continuous", 10, 0),
    ("change", 7, 0),
    ("notes", 10, 4),
)
TOTAL_COLUMNS = (
    ("stated", 8, 0), ("harm to", 10, 4), ("when, where", 12, 6), ("speaker", 11, 5), ("accounted", 9, 0),
    ("left over", 9, 0), ("claim", 9, 0),
)  # fmt: skip


def totals_table(totals: Sequence[Total], snapshot: Snapshot) -> Table:
    """Return the totals with what the same speaker's figures account for and what is left over."""
    table = _table(TOTAL_COLUMNS)
    for total in totals:
        table.add_row(*_total_row(total, snapshot))
    return table


def _total_row(total: Total, snapshot: Snapshot) -> list[Text]:
    claim = snapshot.claims[total.claim]
    return [
        Text(count_short(total.stated), style="bold"),
        Text(f"{total.harm}: {who_words(claim.who)}").append(f"\n{kind_of(claim)}", style=QUIET),
        _when_where(total.hull, total.area, claim.where.name if claim.where else None),
        Text(total.speaker),
        Text(balance_words(total.accounted)),
        Text(balance_words(total.residual), style="bold"),
        _quiet(short(total.claim)),
    ]


def series_table(days: Iterable[tuple[Series, Iterable[SeriesDay]]]) -> Table:
    """Return running totals day by day; silent days that only carry a figure on share a row."""
    table = _table(SERIES_COLUMNS)
    for series, each in days:
        what = f"{series.speaker}: {label(series.group or PEOPLE.get(series.status, series.status))} {series.harm}"
        for is_silent, run in groupby(each, key=lambda d: d.flags == ("carried",)):
            for chosen in [list(run)] if is_silent else ([day] for day in run):
                first, last = chosen[0], chosen[-1]
                span = f"{first.day}" if first == last else f"{first.day} to {last.day}"
                change = "" if first.change is None or is_silent else f"{first.change:+,}"
                told = "" if first.reported is None else number(first.reported)
                notes = ", ".join(label(flag) for flag in first.flags)
                table.add_row(
                    Text(what), Text(span), Text(told), Text(number(first.continuous)), Text(change), Text(notes)
                )
    return table


def total_remarks(totals: Sequence[Total], snapshot: Snapshot) -> list[Text]:
    """Return for each total what it leaves over, what is impossible, and others' figures possibly inside."""
    said = [(total, balance_sentence(total, snapshot)) for total in totals]
    return [Text(f"{short(total.claim)}  {sentence.text}") for total, sentence in said if sentence]


def footer(counts: Sequence[tuple[int, str, str]], hint: str) -> Text:
    """Return the closing line: how many of what, and the next verb to type."""
    said = listed([f"{number(n)} {one if n == 1 else many}" for n, one, many in counts])
    return Text(f"{said}. {hint}", style=QUIET)
