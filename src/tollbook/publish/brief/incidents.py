"""The incidents, each with its figures and what every speaker says of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from tollbook.model.claim import Claim, Harm
from tollbook.model.incident import Incident, Range, Reason
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.account import accounts
from tollbook.publish.brief.values import Bar, Entry, Section, Sentence
from tollbook.publish.select import grade_name
from tollbook.publish.words import (
    capital,
    figure_words,
    interval_words,
    label,
    listed,
    place_words,
    plural,
    range_of,
    range_words,
    sentence,
)

NOTE = (
    "A range runs from the smallest to the largest number a source states. “Place and day” marks a figure for a place "
    "and a day that names no single event."
)
HARMS = get_args(Harm)
OPEN = "open-claim"
"""The code of a range that one speaker leaves open: no difference between sources, and the + says it."""
INFERRED = frozenset({"place-inferred", "date-relative", "time-inferred"})


def incidents_section(incidents: Sequence[Incident], snapshot: Snapshot) -> Section:
    """Return the section of incidents, in the order given."""
    entries = tuple(_entry(incident, snapshot) for incident in incidents)
    return Section(key="incidents", title="Incidents", note=NOTE if entries else "", entries=entries)


def code_of(incident: Incident) -> str:
    """Return the incident's code, its id where it has none."""
    return incident.code or incident.id


def place_name(incident: Incident, snapshot: Snapshot) -> str | None:
    """Return the name the texts give the incident's place: the one of the claim whose resolved place it is."""
    named = [c.where for c in claims_of(incident, snapshot) if c.where]
    return next((w.name for w in named if w.place == incident.place), named[0].name if named else None)


def claims_of(incident: Incident, snapshot: Snapshot) -> list[Claim]:
    """Return the incident's claims in order of report and place in the text."""
    found = [snapshot.claims[c] for c in incident.claims if c in snapshot.claims]
    return sorted(found, key=lambda c: (_published(c, snapshot), c.document, c.span))


def _published(claim: Claim, snapshot: Snapshot) -> str:
    document = snapshot.documents.get(claim.document)
    return document.published.isoformat() if document and document.published else "9"


def _entry(incident: Incident, snapshot: Snapshot) -> Entry:
    killed = range_of(incident, "killed")
    return Entry(
        code=code_of(incident),
        when=interval_words(incident.when),
        where=place_words(incident.place, place_name(incident, snapshot)),
        grade=grade_name(incident),
        tag=_tag(incident, snapshot),
        figures=tuple(_figures(incident, snapshot)),
        bar=bar_of(killed),
        sentences=tuple(_sentences(incident, snapshot)),
    )


def _tag(incident: Incident, snapshot: Snapshot) -> str:
    """Return what kind of incident it is where it is no plain one: a place-and-day figure, or a second blow of another."""
    if incident.diffuse:
        return "place and day"
    whole = snapshot.incidents.get(incident.sub_of or "")
    return f"part of {code_of(whole)}" if whole else ""


def _figures(incident: Incident, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield names and ranges as printed: the killed first, each harm's whole before its parts."""
    for figure in sorted(incident.figures, key=lambda f: (HARMS.index(f.harm), f.axis != "all")):
        name = figure.harm if figure.axis == "all" else f"{label(figure.key or '')} {figure.harm}"
        yield name, figure_words(figure, snapshot.claims)


def bar_of(published: Range | None) -> Bar | None:
    """Return a published range to draw; None without numbers."""
    if published is None or published.low is None:
        return None
    high = published.high if published.high is not None else published.low
    return Bar(published.low, high, published.open or published.high is None, published.best)


def _sentences(incident: Incident, snapshot: Snapshot) -> Iterator[Sentence]:
    claims = claims_of(incident, snapshot)
    superseded = [c for figure in incident.figures for c in figure.range.history]
    yield from accounts(claims, snapshot, superseded)
    yield from _hand(incident, claims)
    yield from _differences(incident)
    yield from _signed(incident, snapshot)
    yield from _joins(incident, snapshot)
    yield from _inferences(incident)
    yield from _grade(incident)


def _hand(incident: Incident, claims: Iterable[Claim]) -> Iterator[Sentence]:
    """Yield a sentence on means and alleged belligerents."""
    means = listed([label(m) for m in incident.means])
    by = [f"{a.words} ({a.status})" for a in incident.belligerents]
    parts = [*([means] if means else []), *([f"said to be by {listed(by)}"] if by else [])]
    if parts:
        cites = tuple(c.id for c in claims if c.means or c.by)
        yield Sentence(sentence(capital("; ".join(parts))), cites or incident.claims)


def _differences(incident: Incident) -> Iterator[Sentence]:
    """Yield why the sources differ, and what is kept beside, once each; one speaker's open number is no difference."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for figure in incident.figures:
        for title, reasons in (("Why the figures differ", figure.range.reasons), ("Kept beside", figure.range.beside)):
            for reason in reasons:
                key = (reason.code, frozenset(reason.text.split()))
                if key not in seen and reason.code != OPEN:
                    seen.add(key)
                    yield Sentence(sentence(f"{title}: {reason.text}"), reason.claims or incident.claims)


def _signed(incident: Incident, snapshot: Snapshot) -> Iterator[Sentence]:
    """Yield who signed a figure, and what the claims say now where that differs: a proposed change."""
    for figure in incident.figures:
        if figure.signed_by:
            name = figure.harm if figure.axis == "all" else f"{label(figure.key or '')} {figure.harm}"
            text = f"{capital(name)}, {range_words(figure.range, snapshot.claims)}: signed by {figure.signed_by}"
            if figure.proposed:
                text += f"; the claims now say {range_words(figure.proposed, snapshot.claims)}"
            yield Sentence(sentence(text), incident.claims)


def _joins(incident: Incident, snapshot: Snapshot) -> Iterator[Sentence]:
    """Yield the weakest link between reports, which the whole hangs on; inside one report, the last between its mentions."""
    links = [r for r in incident.links if r.code not in INFERRED]
    between = [r for r in links if len({snapshot.claims[c].document for c in r.claims if c in snapshot.claims}) > 1]
    if between:
        lead = f"Joined from {plural(len(incident.documents), 'report')} by {plural(len(between), 'link')}"
        weakest = "" if len(between) == 1 else ", the weakest"
        yield Sentence(sentence(f"{lead}{weakest}: {between[-1].text}"), between[-1].claims, is_aside=True)
    elif links:
        yield Sentence(
            sentence(f"Taken as one event: {links[-1].text}"), links[-1].claims or incident.claims, is_aside=True
        )


def _inferences(incident: Incident) -> Iterator[Sentence]:
    """Yield the first inference of each kind, those behind a published bound first; how many more there are is said."""
    setters = {c for figure in incident.figures for c in figure.range.set_by.values()}
    found = sorted((r for r in incident.links if r.code in INFERRED), key=lambda r: not setters.intersection(r.claims))
    first: dict[str, Reason] = {}
    for reason in found:
        first.setdefault(reason.code, reason)
    for reason in first.values():
        yield Sentence(sentence(f"Inferred: {reason.text}"), reason.claims or incident.claims, is_aside=True)
    rest = tuple(dict.fromkeys(c for r in found if r not in first.values() for c in r.claims))
    if rest:
        text = f"{plural(len(found) - len(first), 'more inference')} of this kind; all under {code_of(incident)}/links."
        yield Sentence(text, rest, is_aside=True)


def _grade(incident: Incident) -> Iterator[Sentence]:
    grade = incident.grade
    if grade is None:
        return
    why = "; ".join(text.rstrip(".") for text in grade.why)
    needs = f"; needs {listed(list(grade.needs))}" if grade.needs else ""
    yield Sentence(sentence(f"Grade {grade.name}{': ' + why if why else ''}{needs}"), incident.claims, is_aside=True)
