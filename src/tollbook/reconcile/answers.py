"""The three judgements of an incident, kept apart: how well reported, whether it happened, who did it. And what is conceded."""

from collections.abc import Iterator, Sequence

import msgspec

from tollbook.model.incident import Assessment, Figure, Reason
from tollbook.model.issue import Issue
from tollbook.reconcile.grade import Case, accepted_by, assessments_of, independent_roots

RESPONSIBILITY = "responsibility-denied"
"""The code of a denial that grants the harm and not the hand."""
ANSWERED = {
    "received": "{who} has received the allegation",
    "under_review": "{who} has it under review",
    "not_credible": "{who} found it not credible",
    "denied": "{who} denied it",
}


def answers_of(case: Case) -> tuple[Reason, ...]:
    """Return the three judgements in sentences. What anybody denies is said, whoever denies it and wherever it stands."""
    harm = [d for d in _denials(case) if d.code != RESPONSIBILITY]
    hand = [d for d in _denials(case) if d.code == RESPONSIBILITY]
    claims = [c for c in case.claims if c.stance == "denied"]
    accepted = accepted_by(case)
    happened = [accepted[1]] if accepted[0] else []
    happened += [_answered(a) for a in assessments_of(case) if a.answer in ANSWERED]
    happened += [d.text for d in harm]
    happened += [f"denied in {len(claims)} claim(s)"] if claims else []
    denied_by = tuple(dict.fromkeys([*(c.id for c in claims), *(c for d in harm for c in d.claims)]))
    return (
        Reason("how-well-reported", _reported(case)),
        Reason("did-it-happen", "; ".join(happened) or "nobody in these reports denies it", denied_by),
        Reason("who-did-it", "; ".join([*_blamed(case), *(d.text for d in hand)]) or "no report names anybody"),
    )


def _denials(case: Case) -> list[Reason]:
    found = (d for c in case.claims for d in case.denials.get(c.id, ()))
    return list({d.text: d for d in found}.values())


def _answered(assessment: Assessment) -> str:
    said = ANSWERED[assessment.answer].format(who=assessment.belligerent)
    return f"{said} on {assessment.day}" if assessment.day else said


def _reported(case: Case) -> str:
    roots = independent_roots(case.claims, case.voices)
    outlets = {case.voices[c.id].outlet for c in case.claims} - {None}
    unnamed = sorted({v.name for c in case.claims if not (v := case.voices[c.id]).resolved})
    sources = f"{len(roots)} independent source{'s' if len(roots) != 1 else ''}"
    said = f"{sources}, {len(outlets)} outlet{'s' if len(outlets) != 1 else ''}"
    return f"{said}; unnamed: {', '.join(unnamed)}" if unnamed else said


def _blamed(case: Case) -> Iterator[str]:
    """Yield who is blamed by whom, and the party that a person holds likely responsible."""
    blamed: dict[str, set[str]] = {}
    for claim in case.claims:
        if claim.stance != "denied":
            for actor in claim.by:
                blamed.setdefault(actor.name, set()).add(case.voices[claim.id].name)
    for name, by in sorted(blamed.items()):
        yield f"{name}, according to {', '.join(sorted(by))}"
    held = case.inputs.other_party.get(case.incident) or case.inputs.other_party.get(case.code)
    if held is not None:
        yield f"{held[0]} was most likely responsible, says {held[1]}"


def with_conceded(figures: Sequence[Figure], case: Case) -> tuple[tuple[Figure, ...], tuple[Issue, ...]]:
    """Return the figures with what belligerents concede in their assessments beside them, and an Issue where it is more.

    An assessment is put in by a person and quotes no report, so it sets no bound; it is shown, and a person decides.
    """
    issues: list[Issue] = []
    made = []
    for figure in figures:
        said = list(_conceded(figure.harm, case)) if figure.axis == "all" else []
        beside = (*figure.range.beside, *(reason for reason, _ in said))
        made.append(msgspec.structs.replace(figure, range=msgspec.structs.replace(figure.range, beside=beside)))
        high = figure.range.high
        most = max((number for _, number in said), default=0)
        if high is not None and not figure.range.open and most > high:
            message = f"a belligerent concedes {most} {figure.harm}, the reports say at most {high}"
            hint = "is it the same event? read the assessment again; enter its words as a claim if they are a source"
            issues.append(Issue("conceded-above", "warning", case.incident, message, hint))
    return tuple(made), tuple(issues)


def _conceded(harm: str, case: Case) -> Iterator[tuple[Reason, int]]:
    for a in assessments_of(case):
        number = {"killed": a.killed, "injured": a.injured}.get(harm)
        if number:
            text = f"{a.belligerent} concedes {number} {harm}"
            yield Reason("conceded", f"{text} on {a.day}" if a.day else text), number
