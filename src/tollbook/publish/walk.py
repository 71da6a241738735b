"""The walk from a figure to the rule that set it, the claims, their words and documents. Knows values, not addresses."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.incident import Figure, Incident, Range, Reason, Suggestion
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.cite import Citation, cite, cite_span
from tollbook.publish.words import (
    balance_words,
    bounds,
    count_words,
    interval_words,
    label,
    listed,
    number,
    place_words,
    plural,
    range_words,
    victims,
)
from tollbook.vocab.methods import method_words

StepKind = Literal["figure", "rule", "reason", "claim", "field", "step", "words", "note"]


class Step(msgspec.Struct, frozen=True):
    """One step of a walk: a sentence, the words it rests on, and the steps below it."""

    kind: StepKind
    text: str
    below: tuple["Step", ...] = ()
    citation: Citation | None = None


CLAIM_FIELDS = ("count", "who", "scope", "when", "where", "by", "means", "said_by", "stance", "part_of", "as_of")
TOTAL_PARTS = ("stated", "accounted", "residual", "contained", "possible", "others", "impossible")
READ_PARTS = {"when": "when", "place": "where", "means": "means", "belligerents": "by"}
"""Parts of an incident that come from a field of its claims."""
INCIDENT_PARTS = (*READ_PARTS, "grade", "links", "suggestions", "claims")
BOUNDS = ("low", "best", "high")


def words_step(snapshot: Snapshot, thing: Claim | Record) -> Step:
    """Return the step that shows a claim's or record's words in their sentence."""
    citation = cite(snapshot, thing)
    return Step("words", source_words(citation), (), citation)


def source_words(citation: Citation) -> str:
    """Return outlet, day and caller's ids of a citation."""
    outlet = citation.outlet or "an unnamed outlet"
    return f"{outlet}, {citation.published or 'undated'} ({', '.join(citation.callers)})"


def claim_title(claim: Claim) -> str:
    """Return a claim in a line: number, victims, harm, who says so, its id."""
    said = f", said by {claim.said_by[0].name}" if claim.said_by else ""
    stance = "" if claim.stance == "asserted" else f", {claim.stance}"
    return f"{count_words(claim.count)} {victims(claim)} {claim.harm}{stance}{said} [{claim.id}]"


def claim_steps(ids: Iterable[str], snapshot: Snapshot) -> tuple[Step, ...]:
    """Return a step for each claim id, with its words; an id that is gone says so."""
    return tuple(_claim_step(claim_id, snapshot) for claim_id in ids)


def _claim_step(claim_id: str, snapshot: Snapshot) -> Step:
    claim = snapshot.claims.get(claim_id)
    if claim is None:
        return Step("note", f"{claim_id} is no longer in the record")
    return Step("claim", claim_title(claim), (words_step(snapshot, claim),))


def _reason_step(reason: Reason, snapshot: Snapshot, kind: StepKind = "reason") -> Step:
    return Step(kind, f"{reason.text} [{reason.code}]", claim_steps(reason.claims, snapshot))


def _reasons(title: str, reasons: Sequence[Reason], snapshot: Snapshot) -> tuple[Step, ...]:
    if not reasons:
        return ()
    return (Step("note", title, tuple(_reason_step(reason, snapshot) for reason in reasons)),)


def figure_walk(title: str, figure: Figure, snapshot: Snapshot) -> Step:
    """Return the walk of a figure: its range, and where a person signed it, who, and what the claims say now."""
    walk = range_walk(title, figure.range, snapshot)
    if not figure.signed_by:
        return walk
    proposed = (range_walk("the claims now say", figure.proposed, snapshot),) if figure.proposed else ()
    signed = Step("note", f"signed by {figure.signed_by}: it stands until a person signs another", proposed)
    return Step(walk.kind, walk.text, (signed, *walk.below))


def range_walk(title: str, published: Range, snapshot: Snapshot) -> Step:
    """Return the walk of a whole range: each bound with rule and claim, then why sources differ and what stands beside."""
    walks = _bound_walks(published, snapshot)
    history = (Step("note", "superseded, kept", claim_steps(published.history, snapshot)),) if published.history else ()
    return Step(
        "figure",
        f"{title} = {range_words(published, snapshot.claims)}",
        (
            *walks,
            *_reasons("why the sources differ", published.reasons, snapshot),
            *_reasons("kept beside, not inside", published.beside, snapshot),
            *history,
        ),
    )


def _bound_walks(published: Range, snapshot: Snapshot) -> list[Step]:
    """Return a walk for each bound; bounds that rest on the same steps share one."""
    walks: dict[tuple[Step, ...], list[str]] = {}
    for bound in BOUNDS:
        if getattr(published, bound) is not None:
            walk = bound_walk(bound, published, snapshot)
            walks.setdefault(walk.below, []).append(walk.text)
    return [Step("figure", ", ".join(texts), below) for below, texts in walks.items()]


def bound_walk(bound: str, published: Range, snapshot: Snapshot) -> Step:
    """Return the walk of one bound: the rules of the trace that speak of its claim, then that claim."""
    value: int | None = getattr(published, bound)
    is_open = bound == "high" and published.open
    said = "no number is stated" if value is None else number(value) + ("+" if is_open else "")
    claim_id = published.set_by.get(bound)
    rules = bound_rules(bound, published)
    named = {c for rule in rules for c in rule.claims}
    steps = [_reason_step(rule, snapshot, "rule") for rule in rules]
    if claim_id and claim_id not in named:
        steps.extend(claim_steps([claim_id], snapshot))
    return Step("figure", f"{bound} = {said}", tuple(steps))


def bound_rules(bound: str, published: Range) -> list[Reason]:
    """Return the rules of a range's trace that speak of one bound: by name, else by its claim, else all."""
    rules = [r for r in published.rules if r.code.split("-")[0] == bound or r.code.endswith(f"-{bound}")]
    return rules or [r for r in published.rules if published.set_by.get(bound) in r.claims] or list(published.rules)


def figure_name(figure: Figure) -> str:
    """Return a figure's name as in an address: "killed", "killed/children"."""
    return figure.harm if figure.axis == "all" else f"{figure.harm}/{figure.key}"


def incident_walk(incident: Incident, snapshot: Snapshot) -> Step:
    """Return everything an incident rests on."""
    figures = [figure_walk(figure_name(f), f, snapshot) for f in incident.figures]
    parts = [incident_part(part, incident, snapshot) for part in INCIDENT_PARTS if part != "claims"]
    title = f"incident {incident.code} [{incident.id}]" if incident.code else f"incident [{incident.id}]"
    kind = (Step("note", "a figure for a place and a day that names no single event"),) if incident.diffuse else ()
    return Step("figure", title, (*kind, *figures, *(p for p in parts if p.below)))


def incident_part(part: str, incident: Incident, snapshot: Snapshot) -> Step:
    """Return the walk of one part of an incident, named as in ``INCIDENT_PARTS``."""
    claims = [snapshot.claims[c] for c in incident.claims if c in snapshot.claims]
    if part in READ_PARTS:
        said, field = _part_value(part, incident), READ_PARTS[part]
        return Step("field", f"{part} = {said}", _by_claim(claims, field, snapshot))
    if part == "grade":
        return _grade_walk(incident)
    if part == "links":
        links = tuple(_reason_step(reason, snapshot) for reason in incident.links)
        return Step("field", "why its claims were joined", links)
    if part == "suggestions":
        return _suggestions_walk(incident.suggestions, snapshot)
    return Step("field", plural(len(claims), "claim"), claim_steps(incident.claims, snapshot))


def _part_value(part: str, incident: Incident) -> str:
    if part == "when":
        return interval_words(incident.when)
    if part == "place":
        return place_words(incident.place)
    if part == "means":
        return ", ".join(label(m) for m in incident.means) or "not stated"
    return listed([f"{a.words} ({a.status})" for a in incident.belligerents]) or "not stated"


def _by_claim(claims: Sequence[Claim], field: str, snapshot: Snapshot) -> tuple[Step, ...]:
    """Return the readings of one field, one step for each different reading."""
    seen: dict[tuple[object, ...], Step] = {}
    for claim in claims:
        value = getattr(claim, field)
        for reading in value if isinstance(value, tuple) else (value,) if value else ():
            key = (claim.document, reading.span, reading.quote)
            if key not in seen:
                seen[key] = reading_walk(reading, claim, snapshot)
    return tuple(seen.values())


def _grade_walk(incident: Incident) -> Step:
    grade = incident.grade
    if grade is None:
        return Step("field", "grade = ungraded")
    why = [Step("step", text) for text in grade.why]
    needs = [Step("note", f"needs {text}") for text in grade.needs]
    return Step("field", f"grade = {grade.name} (scheme {grade.scheme})", (*why, *needs))


def _suggestions_walk(suggestions: Sequence[Suggestion], snapshot: Snapshot) -> Step:
    steps = []
    for suggestion in suggestions:
        other = snapshot.incidents.get(suggestion.incident)
        name = (other.code if other else "") or suggestion.incident
        below = (
            *_reasons("for", suggestion.reasons_for, snapshot),
            *_reasons("against", suggestion.reasons_against, snapshot),
        )
        steps.append(Step("note", f"may be the same as {name} (weight {suggestion.score:+.1f})", below))
    return Step("field", "possibly the same event", tuple(steps))


def claim_walk(claim: Claim, snapshot: Snapshot) -> Step:
    """Return a claim with its words and how every field of it came about."""
    fields = [claim_field(field, claim, snapshot) for field in CLAIM_FIELDS]
    notes = [Step("note", note) for note in claim.notes]
    return Step("claim", claim_title(claim), (words_step(snapshot, claim), *(f for f in fields if f), *notes))


def claim_field(field: str, claim: Claim, snapshot: Snapshot) -> Step | None:
    """Return the walk of one field, named as in ``CLAIM_FIELDS``; None where the text does not say."""
    value = {"by": claim.by, "said_by": claim.said_by}.get(field) or (
        {"when": claim.when, "where": claim.where, "means": claim.means, "as_of": claim.as_of}.get(field)
    )
    if isinstance(value, tuple):
        steps = tuple(reading_walk(reading, claim, snapshot) for reading in value)
        order = " (innermost speaker first)" if field == "said_by" and len(steps) > 1 else ""
        return Step("field", f"{field} = {listed([r.name for r in value])}{order}", steps)
    if value is not None:
        walk = reading_walk(value, claim, snapshot)
        return msgspec.structs.replace(walk, kind="field", text=f"{field} = {walk.text}")
    return _stated_field(field, claim, snapshot)


def _stated_field(field: str, claim: Claim, snapshot: Snapshot) -> Step | None:
    count, who = claim.count, claim.who
    if field == "count":
        word = f", bound word “{count.word}”" if count.word else ""
        return Step("field", f"count = {bounds(count.low, count.high)} ({count.bound}{word})")
    if field == "who":
        group = f", {label(who.group)}" if who.group else ""
        mixed = ", two statuses in one number" if who.mixed else ""
        return Step("field", f"who = {label(who.status)}{group}{mixed}")
    if field == "scope":
        marks = [mark for mark, is_so in (("place and day", claim.diffuse), ("a level", claim.standing)) if is_so]
        return Step("field", f"scope = {', '.join([claim.scope, *marks])}")
    if field == "stance":
        return Step("field", f"stance = {claim.stance}")
    if field == "part_of" and claim.part_of:
        return Step("field", "part_of", claim_steps([claim.part_of], snapshot))
    return None


def reading_walk(
    reading: Reading | TimeReading | PlaceReading | ActorReading, claim: Claim | Record, snapshot: Snapshot
) -> Step:
    """Return the walk of one reading: its value, its words in their sentence, then the steps of its resolution."""
    steps = () if isinstance(reading, Reading) else reading.steps
    citation = cite_span(snapshot, claim.document, reading.span, reading.quote, _own_sentence(claim, reading.span))
    where = "inherited from" if reading.inherited else "read from"
    words = Step("words", f"{where} “{reading.quote}”: {method_words(reading.method)}", (), citation)
    return Step("field", _reading_value(reading), (words, *(Step("step", text) for text in steps)))


def _own_sentence(claim: Claim | Record, span: Span) -> Span | None:
    sentence = claim.sentence if isinstance(claim, Claim) else None
    return sentence if sentence and sentence[0] <= span[0] and span[1] <= sentence[1] else None


def _reading_value(reading: Reading | TimeReading | PlaceReading | ActorReading) -> str:
    if isinstance(reading, TimeReading):
        core = reading.core
        sure = f", surely {interval_words(core)}" if core and core != reading.interval else ""
        return interval_words(reading.interval) + sure
    if isinstance(reading, PlaceReading):
        return place_words(reading.place, reading.name)
    if isinstance(reading, ActorReading):
        known = reading.actor or reading.organisation
        return f"{reading.name} ({known})" if known else f"{reading.name} (unresolved)"
    return label(reading.value)


def record_walk(record: Record, snapshot: Snapshot) -> Step:
    """Return a record with its words and what was read from them."""
    named: list[tuple[str, Reading | TimeReading | PlaceReading | ActorReading | None]] = [
        ("when", record.when), ("where", record.where), ("means", record.means),
        *(("said_by", reading) for reading in record.said_by), *(("by", reading) for reading in record.by),
        *sorted(record.readings.items()),
    ]  # fmt: skip
    fields = []
    for field, reading in named:
        if reading is not None:
            walk = reading_walk(reading, record, snapshot)
            fields.append(msgspec.structs.replace(walk, text=f"{field} = {walk.text}"))
    details = [Step("field", f"{key} = {value}") for key, value in sorted(record.details.items())]
    denied = claim_steps([record.claim], snapshot) if record.claim else ()
    return Step(
        "claim", f"{label(record.kind)} [{record.id}]", (words_step(snapshot, record), *fields, *details, *denied)
    )


def total_walk(part: str, total: Total, snapshot: Snapshot) -> Step:
    """Return the walk of one part of a total, named as in ``TOTAL_PARTS``."""
    stated = Step("field", f"stated = {count_words(total.stated)}", claim_steps([total.claim], snapshot))
    if part == "stated":
        return stated
    if part == "impossible":
        pairs = tuple(Step("note", "part above its whole", claim_steps(pair, snapshot)) for pair in total.impossible)
        return Step("figure", f"impossible = {plural(len(pairs), 'pair')}", pairs)
    if part in {"contained", "possible", "others"}:
        ids: tuple[str, ...] = getattr(total, part)
        return Step("figure", f"{part} = {plural(len(ids), 'claim')}", claim_steps(ids, snapshot))
    carried = [total.carries] if total.carries else []
    accounted = Step(
        "figure",
        f"accounted = {balance_words(total.accounted) or 'nothing'}",
        (
            Step("note", "surely inside", claim_steps(total.contained, snapshot)),
            Step("note", "perhaps inside", claim_steps(total.possible, snapshot)),
            Step("note", "and what stands in the running total before", claim_steps(carried, snapshot)),
        ),
    )
    accounted = msgspec.structs.replace(accounted, below=tuple(s for s in accounted.below if s.below))
    if part == "accounted":
        return accounted
    statements = tuple(_reason_step(reason, snapshot, "rule") for reason in total.statements)
    told = {c for reason in total.statements for c in reason.claims}
    rest = [c for c in total.others if c not in told]
    others = Step("note", "others' figures, named and not subtracted", claim_steps(rest, snapshot))
    said = balance_words(total.residual) or "not balanced"
    return Step("figure", f"residual = {said}", (*statements, stated, accounted, *((others,) if rest else ())))
