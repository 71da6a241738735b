"""What needs a person, the most valuable first: how many people a judgement may add to or take from the record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.flow.team.leases import holdings, take
from tollbook.ledger.conflicts import conflicts, said_of
from tollbook.ledger.standing import undone
from tollbook.model.claim import Claim
from tollbook.model.ids import content_id
from tollbook.model.incident import Figure, Incident
from tollbook.publish.words import range_words
from tollbook.web.index import LEAST_SPREAD, Index, once
from tollbook.web.page import desk_of, language_of, number_of, page, paged, session_of

ISSUE_WORTH = {"error": 40.0, "warning": 4.0}
MOST_HELD = 1000
"""More tasks than any team holds at one time: one of so many is free."""
ORPHAN_WORTH = 100.0


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to judge: its kind, worth in people, where it is done, and what its line says.

    ``title`` and ``detail`` are names, codes and quotes; ``harm`` with ``figure`` is what stands; ``reasons`` are sentences of
    the record, which a page says in its reader's language.
    """

    key: str
    kind: str
    worth: float
    path: str
    title: str
    harm: str = ""
    figure: str = ""
    reasons: tuple[str, ...] = ()
    detail: str = ""


@once
def tasks(index: Index) -> tuple[Task, ...]:
    """Return everything that needs a person, the most valuable first; equal ones in a fixed order."""
    found = [
        *_pairs(index),
        *_spreads(index),
        *_impossible(index),
        *_unresolved(index),
        *_issues(index),
        *_read(index),
        *_contradicted(index),
    ]
    return tuple(sorted(found, key=lambda task: (-task.worth, task.key)))


def _key(*parts: object) -> str:
    return content_id("q", *parts)


def _people(incident: Incident) -> int:
    ranges = [f.range for f in incident.figures if f.axis == "all"]
    return sum(r.high or r.low or 0 for r in ranges)


def _pairs(index: Index) -> Iterable[Task]:
    """Yield each suggested pair once. At stake is the smaller toll: counted twice if they are one event."""
    incidents = index.snapshot.incidents
    for incident in incidents.values():
        for suggestion in incident.suggestions:
            other = incidents.get(suggestion.incident)
            if other is None or (other.id < incident.id and _suggests(other, incident)):
                continue
            likely = 1 / (1 + 2.0 ** min(60.0, -suggestion.score + 4))
            yield Task(
                key=_key("pair", *sorted((incident.id, other.id))),
                kind="pair",
                worth=max(1, min(_people(incident), _people(other))) * likely,
                path=f"/pair/{incident.id}/{other.id}",
                title=f"{incident.code} · {other.code}",
                reasons=tuple(r.text for r in suggestion.reasons_for[:3]),
            )


def _suggests(incident: Incident, other: Incident) -> bool:
    return any(s.incident == other.id for s in incident.suggestions)


def _spreads(index: Index) -> Iterable[Task]:
    """Yield figures whose sources contradict each other, until a person signs them."""
    for incident in index.snapshot.incidents.values():
        for figure in incident.figures:
            spread = (figure.range.high or 0) - (figure.range.low or 0)
            is_changed = figure.signed_by is not None and figure.proposed is not None
            if is_changed or (figure.axis == "all" and figure.signed_by is None and spread > LEAST_SPREAD):
                yield _spread_task(incident, figure, spread)


def _spread_task(incident: Incident, figure: Figure, spread: int) -> Task:
    kind = "proposed" if figure.signed_by else "spread"
    since = f" → {range_words(figure.proposed)}" if figure.proposed else ""
    return Task(
        key=_key(kind, incident.id, figure.harm, figure.axis, figure.key),
        kind=kind,
        worth=float(max(spread, ORPHAN_WORTH if figure.signed_by else 0)),
        path=f"/incident/{incident.id}",
        title=incident.code,
        harm=figure.harm,
        figure=f"{range_words(figure.range)}{since}",
        reasons=tuple(dict.fromkeys(r.text for r in figure.range.reasons[:3])),
    )


def _impossible(index: Index) -> Iterable[Task]:
    """Yield totals smaller than what lies inside them."""
    claims = index.snapshot.claims
    for total in index.snapshot.totals:
        for part, whole in total.impossible:
            if part in claims and whole in claims:
                gap = claims[part].count.low - (claims[whole].count.high or claims[whole].count.low)
                yield Task(
                    key=_key("impossible", part, whole),
                    kind="impossible",
                    worth=float(max(1, gap)),
                    path=f"/totals#{total.claim}",
                    title=f"{total.speaker}: {claims[part].count.low} > {claims[whole].count.low}",
                    detail=f"“{claims[part].quote}” · “{claims[whole].quote}”",
                )


def _unresolved(index: Index) -> Iterable[Task]:
    """Yield place names that no gazetteer answered, with the people they hold."""
    by_name: dict[str, list[Claim]] = defaultdict(list)
    for claim in index.snapshot.claims.values():
        if claim.where is not None and claim.where.place is None and claim.restates is None:
            by_name[claim.where.name].append(claim)
    for name, claims in by_name.items():
        yield Task(
            key=_key("place", name),
            kind="place",
            worth=float(max(1, *(c.count.low for c in claims))),
            path=f"/place?name={quote(name, safe='')}",
            title=name,
            detail=" · ".join(f"“{c.quote}”" for c in claims[:3]),
        )


def _issues(index: Index) -> Iterable[Task]:
    for issue in index.snapshot.issues:
        if issue.severity in ISSUE_WORTH and issue.code != "judgements-conflict":
            is_orphan = issue.code in {"judgement-orphaned", "correction-refused"}
            yield Task(
                key=_key("issue", issue.code, issue.subject, issue.message),
                kind="orphan" if is_orphan else "issue",
                worth=ORPHAN_WORTH if is_orphan else ISSUE_WORTH[issue.severity],
                path=_path_of(index, issue.subject),
                title=f"{issue.code} · {_named(index, issue.subject)}",
                reasons=(f"{issue.message}. {issue.hint}",),
            )


def _read(index: Index) -> Iterable[Task]:
    """Yield what a second reader returned, and what was accepted and is no longer what was read."""
    kinds = {"returned": "returned", "changed": "reread"}
    for identity, standing in index.standings.items():
        if standing.state in kinds and standing.review is not None:
            incident = index.snapshot.incidents[identity]
            is_returned = standing.state == "returned"
            yield Task(
                key=_key(kinds[standing.state], identity, standing.review.entry),
                kind=kinds[standing.state],
                worth=float(max(_people(incident), ORPHAN_WORTH if is_returned else 1)),
                path=f"/incident/{identity}",
                title=incident.code,
                detail=f"{standing.review.author}: {standing.review.note or standing.review.verdict}",
            )


def _contradicted(index: Index) -> Iterable[Task]:
    """Yield what a merged book says against this one."""
    entries = index.snapshot.entries
    for conflict in conflicts(entries, undone(entries)):
        for ours, theirs in said_of(conflict):
            yield Task(
                key=_key("conflict", conflict.theirs.hash, ours),
                kind="conflict",
                worth=ORPHAN_WORTH,
                path=f"/conflict/{conflict.theirs.seq}",
                title=f"{ours} ⇄ {theirs}",
                detail=f"{conflict.ours.author} · {conflict.theirs.author}",
            )


def _named(index: Index, subject: str) -> str:
    """Return what people call what an Issue is about: a report by its caller's name, an incident by its code."""
    snapshot = index.snapshot
    if subject in snapshot.incidents:
        return snapshot.incidents[subject].code
    if subject in snapshot.claims:
        return f"“{snapshot.claims[subject].quote}”"
    document = snapshot.documents.get(subject)
    return document.caller_ids[0] if document and document.caller_ids else subject


def _path_of(index: Index, subject: str) -> str:
    """Return the page of what an Issue is about, the queue itself where there is none."""
    snapshot = index.snapshot
    if subject in snapshot.claims:
        return f"/document/{snapshot.claims[subject].document}?at={subject}#{subject}"
    if subject in snapshot.incidents:
        return f"/incident/{subject}"
    document = subject if subject in snapshot.documents else index.by_caller.get(subject)
    if document:
        return f"/document/{document}"
    return "/judgements" if subject.startswith(("judgement ", "entry ")) else "/queue"


@once
def kinds(index: Index) -> dict[str, tuple[Task, ...]]:
    """Return the tasks by their kind, in the order of the queue."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks(index):
        found[task.kind].append(task)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


@once
def places_in_line(index: Index) -> dict[str, int]:
    """Return how many tasks come before each."""
    return {task.key: place for place, task in enumerate(tasks(index))}


def queue_page(request: Request) -> Response:
    """List what needs a person."""
    index = desk_of(request).index()
    by_kind = kinds(index)
    kind = request.query_params.get("kind", "")
    counts = {name: len(of_kind) for name, of_kind in by_kind.items()}
    wanted = by_kind.get(kind, ()) if kind else tasks(index)
    shown, current, pages = paged(wanted, number_of(request, "page"))
    return page(
        request,
        "queue",
        tasks=shown,
        found=len(wanted),
        counts=counts,
        kind=kind,
        leads=leads_to,
        held=holdings(desk_of(request).root),
        current=current,
        pages=pages,
    )


def leads_to(task: Task) -> str:
    """Return where a task is done, carrying its key so that "next" goes on from it."""
    path, mark, anchor = task.path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}queue={task.key}{mark}{anchor}"


def next_page(request: Request) -> Response:
    """Go to the task after the one named, to the first when that is done with or none is named; it is then held.

    This writes, and only who has what; a browser sends the session's cookie with no other site's request.
    """
    index = desk_of(request).index()
    found = tasks(index)
    if not found:
        return RedirectResponse("/queue", 303)
    after = request.query_params.get("after", "")
    places = places_in_line(index)
    start = places[after] + 1 if after in places else 0
    rest = found[start : start + MOST_HELD]
    chosen = _taken(request, rest)
    return RedirectResponse(leads_to(chosen) if chosen else "/queue", 303)


def _taken(request: Request, rest: Sequence[Task]) -> Task | None:
    """Return the first task that nobody else has, now held for who sits here; without a name nothing is held."""
    session = session_of(request)
    if not session.who:
        return rest[0] if rest else None
    lease = take(desk_of(request).root, [task.key for task in rest], session.who)
    if lease is None and rest:
        session.told = language_of(request).say("all_taken")
    return next((task for task in rest if lease and task.key == lease.item), None)
