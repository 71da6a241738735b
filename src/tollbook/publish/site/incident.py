"""What the page of one incident says, the same in every language: figures with their rules, and every source's words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Figure, Incident, Range, Reason
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.incidents import HARMS, OPEN, claims_of, place_name
from tollbook.publish.cite import Citation, cite, speakers_words
from tollbook.publish.redact import SOURCE, Edition
from tollbook.publish.site.changes import Change
from tollbook.publish.site.course import Course, course_of
from tollbook.publish.site.paths import slug
from tollbook.publish.site.world import WIDE, Chart, World
from tollbook.publish.walk import BOUNDS, bound_rules
from tollbook.publish.words import number


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """One bound of a range: its names (low, best, high where equal), value, rules, and the claim that set it."""

    names: tuple[str, ...]
    value: str
    rules: tuple[str, ...]
    claim: str | None
    voice: "Voice | None"


class Voice(msgspec.Struct, frozen=True):
    """Who says something: the speakers, innermost first, and the outlet that carries it."""

    speakers: tuple[str, ...]
    outlet: str | None


class FigurePart(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of an incident with its trace. ``ends`` are low, best and high in percent of the page's largest number."""

    figure: Figure
    shown: Range
    bounds: tuple[Bound, ...]
    reasons: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    ends: tuple[float, float, float] | None

    @property
    def is_whole(self) -> bool:
        """True for all victims of a harm, False for one status or group."""
        return self.figure.axis == "all"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says in one number. ``wordings`` are its different words, each with every report that carries them."""

    claim: Claim
    voice: Voice
    ids: tuple[str, ...]
    wordings: tuple[tuple[Citation, ...], ...]
    is_old: bool
    is_part: bool


class IncidentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a page of an incident says."""

    slug: str
    incident: Incident
    place: str | None
    figures: tuple[FigurePart, ...]
    statements: tuple[Statement, ...]
    others: tuple[Document, ...]
    course: Course | None
    chart: Chart | None
    links: tuple[str, ...]
    maybe: tuple[tuple[Incident, str], ...]
    whole: Incident | None
    origin: Incident | None
    changes: tuple[Change, ...]

    @property
    def code(self) -> str:
        """The incident's code, its id where it has none."""
        return self.incident.code or self.incident.id


def incident_page(edition: Edition, incident: Incident, world: World, changes: Sequence[Change]) -> IncidentPage:
    """Return what the page of ``incident`` says; ``changes`` are those that concern it."""
    snapshot = edition.snapshot
    claims = claims_of(incident, snapshot)
    told = {c.document for c in claims}
    others = [snapshot.documents[d] for d in incident.documents if d not in told and d in snapshot.documents]
    found = [(snapshot.incidents.get(s.incident), f"{s.score:+.1f}") for s in incident.suggestions]
    return IncidentPage(
        slug=slug(incident),
        incident=incident,
        place=place_name(incident, snapshot),
        figures=tuple(_figures(incident, edition)),
        statements=tuple(_statements(incident, claims, edition)),
        others=tuple(others),
        course=course_of(claims, snapshot),
        chart=world.chart([(incident.place, 0.0, "", "")], room=0.9 if incident.place.level in WIDE else 0.5)
        if incident.place
        else None,
        links=tuple(dict.fromkeys(r.text for r in incident.links)),
        maybe=tuple((other, score) for other, score in found if other is not None),
        whole=snapshot.incidents.get(incident.sub_of or ""),
        origin=snapshot.incidents.get(incident.split_from or ""),
        changes=tuple(changes),
    )


def voice_of(claim: Claim, snapshot: Snapshot) -> Voice:
    """Return who says a claim."""
    document = snapshot.documents.get(claim.document)
    return Voice(speakers_words(claim.said_by), document.outlet if document else None)


def _figures(incident: Incident, edition: Edition) -> Iterator[FigurePart]:
    ordered = sorted(incident.figures, key=lambda f: (HARMS.index(f.harm), f.axis != "all", f.axis, f.key or ""))
    top = max((f.range.high or f.range.low or 0 for f in ordered), default=0)
    seen: set[tuple[str, str]] = set()
    for figure in ordered:
        shown = figure.range
        yield FigurePart(
            figure=figure,
            shown=shown,
            bounds=tuple(_bounds(shown, edition)),
            reasons=tuple(_once((r for r in shown.reasons if r.code != OPEN), seen)),
            beside=tuple(_once(shown.beside, seen)),
            ends=_ends(shown, top),
        )


def _once(reasons: Iterable[Reason], seen: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield code and sentence of each reason that no figure of the page has told yet."""
    for reason in reasons:
        said = (reason.code, reason.text)
        if said not in seen:
            seen.add(said)
            yield said


def _ends(shown: Range, top: int) -> tuple[float, float, float] | None:
    if shown.low is None or not top:
        return None
    high = shown.low if shown.high is None else shown.high
    best = shown.low if shown.best is None else shown.best
    return (round(100 * shown.low / top, 2), round(100 * best / top, 2), round(100 * high / top, 2))


def _bounds(shown: Range, edition: Edition) -> Iterator[Bound]:
    """Yield the bounds of a range; those of one number that one claim set are told together, each rule once."""
    alike: dict[tuple[str, str | None], tuple[list[str], list[str]]] = {}
    for name in BOUNDS:
        value: int | None = getattr(shown, name)
        if value is None:
            continue
        printed = number(value) + ("+" if name == "high" and shown.open else "")
        names, rules = alike.setdefault((printed, shown.set_by.get(name)), ([], []))
        names.append(name)
        rules += [r.text for r in bound_rules(name, shown)]
    for (printed, claim), (names, rules) in alike.items():
        setter = edition.snapshot.claims.get(claim or "")
        voice = voice_of(setter, edition.snapshot) if setter else None
        told = tuple(dict.fromkeys(rules))
        yield Bound(names=tuple(names), value=printed, rules=told, claim=claim if setter else None, voice=voice)


def _statements(incident: Incident, claims: Sequence[Claim], edition: Edition) -> Iterator[Statement]:
    """Yield what each speaker says, copies of one statement together, wholes before their parts."""
    old = {c for figure in incident.figures for c in figure.range.history}
    by_id: Mapping[str, Claim] = {c.id: c for c in claims}
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        key = (_speaker(claim, edition), claim.harm, claim.count, claim.who, claim.stance)
        groups.setdefault(key, []).append(claim)
    for group in groups.values():
        first = group[0]
        yield Statement(
            claim=first,
            voice=voice_of(first, edition.snapshot),
            ids=tuple(c.id for c in group),
            wordings=_wordings([cite(edition.snapshot, c) for c in group]),
            is_old=old.issuperset(c.id for c in group),
            is_part=first.part_of in by_id,
        )


def _speaker(claim: Claim, edition: Edition) -> tuple[str | None, ...]:
    """Return what makes two claims one voice's. Speakers whose names are kept in are never one, unless they say the same words."""
    document = edition.snapshot.documents.get(claim.document)
    if not claim.said_by:
        return ("", document.outlet if document else None)
    first = claim.said_by[0]
    if first.name == SOURCE:
        return (SOURCE, _sentence(cite(edition.snapshot, claim)))
    return ("said", first.actor or first.name)


def _sentence(citation: Citation) -> str:
    return " ".join((citation.before + citation.quote + citation.after).split())


def _wordings(citations: Sequence[Citation]) -> tuple[tuple[Citation, ...], ...]:
    """Return the citations, those with the very same words together: a wire text in ten papers is read once."""
    alike: dict[tuple[str, str], list[Citation]] = {}
    for one in citations:
        alike.setdefault((_sentence(one), one.quote), []).append(one)
    return tuple(tuple(group) for group in alike.values())
