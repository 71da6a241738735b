"""The incidents, each with its figures and what every speaker says of it."""

from collections.abc import Iterable, Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident, Range
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.account import accounts
from tollbook.publish.brief.values import Bar, Entry, Section, Sentence
from tollbook.publish.select import grade_name
from tollbook.publish.words import (
    capital,
    interval_words,
    label,
    listed,
    place_words,
    range_of,
    range_words,
    sentence,
)

NOTE = (
    "A range runs from the smallest to the largest number a source states. “Place and day” marks a figure for a place "
    "and a day that names no single event."
)
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
        tag="place and day" if incident.diffuse else "",
        figures=tuple(_figures(incident)),
        bar=_bar(killed),
        sentences=tuple(_sentences(incident, snapshot)),
    )


def _figures(incident: Incident) -> Iterator[tuple[str, str]]:
    for figure in incident.figures:
        printed = range_words(figure.range)
        if figure.axis == "all":
            yield figure.harm, printed
    for figure in incident.figures:
        if figure.axis != "all":
            yield f"{label(figure.key or '')} {figure.harm}", range_words(figure.range)


def _bar(published: Range | None) -> Bar | None:
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
    for reason in incident.links:
        lead = "Inferred" if reason.code in INFERRED else "Joined as one event"
        yield Sentence(sentence(f"{lead}: {reason.text}"), reason.claims or incident.claims)
    yield from _grade(incident)


def _hand(incident: Incident, claims: Iterable[Claim]) -> Iterator[Sentence]:
    """Yield a sentence on means and alleged belligerents."""
    means = listed([label(m) for m in incident.means])
    by = [f"{a.words} ({a.status})" for a in incident.belligerents]
    parts = [*([means] if means else []), *([f"by {listed(by)}, as alleged"] if by else [])]
    if parts:
        cites = tuple(c.id for c in claims if c.means or c.by)
        yield Sentence(sentence(capital("; ".join(parts))), cites or incident.claims)


def _differences(incident: Incident) -> Iterator[Sentence]:
    """Yield why the sources differ, and what is kept beside, once each; one speaker's open number is no difference."""
    seen: set[str] = set()
    for figure in incident.figures:
        for title, reasons in (("Why the figures differ", figure.range.reasons), ("Kept beside", figure.range.beside)):
            for reason in reasons:
                is_difference = title == "Kept beside" or len(set(reason.claims)) != 1
                if reason.text not in seen and is_difference:
                    seen.add(reason.text)
                    yield Sentence(sentence(f"{title}: {reason.text}"), reason.claims or incident.claims)


def _grade(incident: Incident) -> Iterator[Sentence]:
    grade = incident.grade
    if grade is None:
        return
    why = "; ".join(text.rstrip(".") for text in grade.why)
    needs = f"; needs {listed(list(grade.needs))}" if grade.needs else ""
    yield Sentence(sentence(f"Grade {grade.name}{': ' + why if why else ''}{needs}"), incident.claims)
