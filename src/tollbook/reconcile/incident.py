"""Make one incident of its claims: time, place, belligerents, figures, grade, and the inferences it hangs on."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure, GradeInputs, Incident, IncidentActor, Reason, SignedFigure
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.place import Place
from tollbook.reconcile.answers import answers_of, with_conceded
from tollbook.reconcile.grade import Case, grade_of
from tollbook.reconcile.parts import figure_issues, statement_issues
from tollbook.reconcile.ranges import figures_of
from tollbook.reconcile.value import Setting
from tollbook.vocab.profiles import Grading, Profile

FigureKey = tuple[str, str, str, str | None]


class Facts(msgspec.Struct, frozen=True):
    """Everything reconciling is lent: voices and dates of claims, profile, grading, denials, people's inputs, sign-offs."""

    setting: Setting
    profile: Profile
    grading: Grading
    denials: Mapping[str, tuple[Reason, ...]]
    inputs: GradeInputs
    parents: Mapping[str, str]
    signed: Mapping[FigureKey, SignedFigure]


def incident_of(
    claims: Sequence[Claim], links: Sequence[Reason], facts: Facts, *, incident: str, code: str, diffuse: bool
) -> tuple[Incident, tuple[Issue, ...]]:
    """Return the incident its claims make, and the Issues met. ``incident`` and ``code`` are permanent."""
    members = sorted(claims, key=lambda c: (c.document, c.span, c.id))
    when, place = _when(members), _place(members)
    figures = figures_of(members, facts.setting, facts.profile, facts.denials)
    case = Case(
        incident, code, members, facts.setting.voices, figures, when, place, facts.inputs, facts.parents, facts.denials
    )
    figures, above = with_conceded(figures, case)
    shown = tuple(_frozen(incident, f, facts.signed) for f in figures)
    made = Incident(
        id=incident,
        code=code,
        claims=tuple(c.id for c in members),
        documents=tuple(sorted({c.document for c in members})),
        when=when,
        place=place,
        means=_by_votes([c.means.value for c in members if c.means]),
        belligerents=_belligerents(members),
        figures=shown,
        grade=grade_of(case, facts.grading),
        links=(*links, *_inferences(members)),
        diffuse=diffuse,
        answers=answers_of(case),
        profile=facts.profile.name,
        is_total=all(c.scope != "incident" for c in members),
        crime=all(c.crime for c in members),
    )
    moved = tuple(_moved(incident, f) for f in shown if f.proposed is not None)
    by_document: dict[str, list[Claim]] = {}
    for claim in members:
        by_document.setdefault(claim.document, []).append(claim)
    broken = tuple(i for _, chosen in sorted(by_document.items()) for i in statement_issues(chosen))
    return made, (*broken, *figure_issues(incident, figures), *above, *moved)


def _frozen(incident: str, figure: Figure, signed: Mapping[FigureKey, SignedFigure]) -> Figure:
    """Show the signed range; what the claims say now becomes a proposed change."""
    signature = signed.get((incident, figure.harm, figure.axis, figure.key))
    if signature is None:
        return figure
    old, new = signature.range, figure.range
    same = (old.low, old.best, old.high, old.open) == (new.low, new.best, new.high, new.open)
    return msgspec.structs.replace(figure, range=old, signed_by=signature.author, proposed=None if same else new)


def _moved(incident: str, figure: Figure) -> Issue:
    old, new = figure.range, figure.proposed
    assert new is not None
    message = (
        f"{figure.harm}: signed {old.low}-{old.high}, the claims now say {new.low}-{new.high}{'+' if new.open else ''}"
    )
    return Issue("signed-figure-differs", "info", incident, message, "sign the new figure or leave it")


def _when(members: Sequence[Claim]) -> Interval | None:
    """Return the narrowest interval, on a tie the one most claims give, then the earliest."""
    found = [c.when.interval for c in members if c.when and c.when.interval]
    if not found:
        return None
    votes = Counter(found)
    return min(votes, key=lambda i: (i.days if i.days is not None else 10**6, -votes[i], str(i.start), str(i.end)))


def _place(members: Sequence[Claim]) -> Place | None:
    """Return the narrowest place, on a tie the one most claims give."""
    found = [c.where.place for c in members if c.where and c.where.place]
    if not found:
        return None
    votes: dict[tuple[int, str], int] = {}
    for place in found:
        key = (place.radius_m, place.gazetteer_id or place.name)
        votes[key] = votes.get(key, 0) + 1
    best = min(votes, key=lambda k: (k[0], -votes[k], k[1]))
    return next(p for p in found if (p.radius_m, p.gazetteer_id or p.name) == best)


def _by_votes(values: Sequence[str]) -> tuple[str, ...]:
    votes = Counter(values)
    return tuple(sorted(votes, key=lambda v: (-votes[v], v)))


def _belligerents(members: Sequence[Claim]) -> tuple[IncidentActor, ...]:
    found: dict[str, IncidentActor] = {}
    for claim in members:
        if claim.stance == "denied":
            continue
        for actor in claim.by:
            key = actor.actor or actor.name.casefold()
            if key not in found or (actor.status == "declared" and found[key].status != "declared"):
                found[key] = IncidentActor(actor.actor, actor.name, actor.status)
    return tuple(found[k] for k in sorted(found))


def _inferences(members: Sequence[Claim]) -> tuple[Reason, ...]:
    """Name what the incident's time and place hang on where a claim's own sentence does not say it."""
    reasons: dict[tuple[str, str], Reason] = {}
    for claim in members:
        if claim.where is not None and _is_elsewhere(claim, claim.where.span, inherited=claim.where.inherited):
            text = f"the place “{claim.where.quote}” of “{claim.quote}” stands in another sentence, taken to speak of the same event"
            reasons.setdefault(
                ("place", claim.where.quote),
                Reason("place-inferred", _with_steps(text, claim.where.steps), (claim.id,)),
            )
        if claim.when is None:
            continue
        if claim.when.relation == "event":
            text = f"the date of “{claim.quote}” hangs on another event (“{claim.when.quote}”)"
            reasons.setdefault(
                ("event", claim.when.quote), Reason("date-relative", _with_steps(text, claim.when.steps), (claim.id,))
            )
        elif _is_elsewhere(claim, claim.when.span, inherited=claim.when.inherited):
            text = f"the date “{claim.when.quote}” of “{claim.quote}” stands in another sentence, taken to speak of the same event"
            reasons.setdefault(
                ("time", claim.when.quote), Reason("time-inferred", _with_steps(text, claim.when.steps), (claim.id,))
            )
    return tuple(reasons.values())


def _is_elsewhere(claim: Claim, span: tuple[int, int], *, inherited: bool) -> bool:
    if claim.sentence is None:
        return inherited
    return inherited or not (claim.sentence[0] <= span[0] and span[1] <= claim.sentence[1])


def _with_steps(text: str, steps: Sequence[str]) -> str:
    return f"{text}: {'; '.join(steps)}" if steps else text
