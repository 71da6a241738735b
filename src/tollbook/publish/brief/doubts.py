"""What does not add up: what totals leave over, impossible pairs, possible overlaps, and pairs that may be one event."""

from collections.abc import Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident, Suggestion
from tollbook.model.issue import Issue
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.brief.account import speaker_name
from tollbook.publish.brief.incidents import code_of
from tollbook.publish.brief.values import Section, Sentence
from tollbook.publish.words import (
    bounds,
    capital,
    count_words,
    interval_words,
    listed,
    plural,
    range_of,
    sentence,
    victims,
)

TOLD_ELSEWHERE = frozenset({"no-parts", "standing-level", "others"})
"""Statements of a total that a column of its table, or this section with names, tells better."""
MOST_NAMED = 6
MOST_PAIRS = 10
NOTE = "A score above zero speaks for one event; a person decides with tollbook judge."


def doubts_section(
    incidents: Sequence[Incident], totals: Sequence[Total], issues: Sequence[Issue], snapshot: Snapshot
) -> Section:
    """Return the section of what does not add up: totals, pairs that may be one event, contradictions."""
    balances = [s for total in totals if (s := balance_sentence(total, snapshot)) is not None]
    pairs = _pairs(incidents, snapshot)
    return Section(
        key="doubts",
        title="What does not add up",
        note=NOTE if pairs else "",
        sentences=(*balances, *pairs, *_issues(issues, snapshot)),
    )


def balance_sentence(total: Total, snapshot: Snapshot) -> Sentence | None:
    """Return what a total leaves over, what is impossible, and others' figures perhaps inside; None with nothing to say."""
    claim = snapshot.claims[total.claim]
    told = [reason for reason in total.statements if reason.code not in TOLD_ELSEWHERE]
    parts = [sentence(capital(reason.text)) for reason in told]
    cites = [total.claim, *(c for reason in told for c in reason.claims)]
    if not any(reason.code == "impossible" for reason in told):
        parts += [text for pair in total.impossible if (text := _impossible(*pair, snapshot))]
        cites += [c for pair in total.impossible for c in pair]
    others = [snapshot.claims[c] for c in total.others if c in snapshot.claims] if total.hull else []
    if others:
        parts.append(f"Perhaps partly inside, named and not subtracted: {_named(others, snapshot)}.")
        cites += [c.id for c in others]
    shorter = _in_its_days(total, snapshot)
    if shorter:
        parts.append(f"In its days lie other totals, in no sum with it: {_named(shorter, snapshot)}.")
        cites += [c.id for c in shorter]
    if not parts:
        return None
    lead = f"{total.speaker}, {count_words(total.stated)} {victims(claim)} {claim.harm}, {interval_words(total.hull)}"
    return Sentence(f"{lead}. {' '.join(parts)}", tuple(dict.fromkeys(cites)), lead)


def _impossible(part_id: str, whole_id: str, snapshot: Snapshot) -> str:
    part, whole = snapshot.claims.get(part_id), snapshot.claims.get(whole_id)
    if part is None or whole is None:
        return ""
    said, within = (f"{count_words(c.count)} ({speaker_name(c, snapshot)})" for c in (part, whole))
    return f"Impossible as stated: {said} inside {within}."


def _in_its_days(total: Total, snapshot: Snapshot) -> list[Claim]:
    """Return the claims of other speakers' totals of the same harm whose days lie inside a running total's."""
    hull, whole = total.hull, snapshot.claims[total.claim]
    if hull is None or whole.scope != "cumulative" or whole.standing:
        return []
    known = {total.claim, *total.contained, *total.possible, *total.others}
    return [
        snapshot.claims[t.claim]
        for t in snapshot.totals
        if t.claim not in known
        and (t.harm, t.speaker == total.speaker) == (total.harm, False)
        and t.hull is not None
        and t.hull != hull
        and hull.contains(t.hull)
    ]


def _named(claims: Sequence[Claim], snapshot: Snapshot) -> str:
    """Return the largest of the figures with their speakers, and how many more there are; those without a place by count."""
    placed = sorted((c for c in claims if c.where), key=lambda c: (-c.count.low, c.id))
    named = [f"{count_words(c.count)} ({speaker_name(c, snapshot)})" for c in placed[:MOST_NAMED]]
    more, unplaced = len(placed) - len(named), len(claims) - len(placed)
    named += [plural(more, "more figure")] if more else []
    named += [plural(unplaced, "figure") + " without a stated place"] if unplaced else []
    return listed(named)


def maybe_same(incidents: Sequence[Incident], snapshot: Snapshot) -> list[tuple[Incident, Incident, Suggestion]]:
    """Return the pairs that may be one event, each once, the likeliest first."""
    pairs: dict[frozenset[str], tuple[Incident, Incident, Suggestion]] = {}
    for incident in incidents:
        for suggestion in incident.suggestions:
            other = snapshot.incidents.get(suggestion.incident)
            if other is not None:
                pairs.setdefault(frozenset((incident.id, other.id)), (incident, other, suggestion))
    return sorted(pairs.values(), key=lambda found: (-found[2].score, found[0].code, found[1].code))


def _pairs(incidents: Sequence[Incident], snapshot: Snapshot) -> list[Sentence]:
    """Return a sentence for each pair that may be one event, the likeliest first; of many, how many more there are."""
    ordered = maybe_same(incidents, snapshot)
    sentences = [_pair_sentence(*found) for found in ordered[:MOST_PAIRS]]
    rest = ordered[MOST_PAIRS:]
    if rest:
        text = f"{plural(len(rest), 'more pair')} with lower scores may be one event: tollbook incidents lists them."
        cites = dict.fromkeys(c for first, second, _ in rest for c in (*first.claims, *second.claims))
        sentences.append(Sentence(text, tuple(cites)))
    return sentences


def _pair_sentence(first: Incident, second: Incident, suggestion: Suggestion) -> Sentence:
    lead = f"{code_of(first)} and {code_of(second)} may be the same event"
    text = f"{lead} (score {suggestion.score:+.1f})"
    text += _both(first, second)
    for title, reasons in (("For", suggestion.reasons_for), ("Against", suggestion.reasons_against)):
        if reasons:
            text += f" {title}: {'; '.join(r.text.rstrip('.') for r in reasons)}."
    return Sentence(text, tuple(dict.fromkeys((*first.claims, *second.claims))), lead)


def _both(first: Incident, second: Incident) -> str:
    one, two = range_of(first, "killed"), range_of(second, "killed")
    if one is None or two is None or one.low is None or two.low is None:
        return "."
    highs = [r.high if r.high is not None else r.low or 0 for r in (one, two)]
    is_open = one.open or two.open
    unjudged = bounds(max(one.low, two.low), sum(highs), is_open=is_open)
    same = bounds(min(one.low, two.low), max(highs), is_open=is_open)
    return f": together {unjudged} killed unjudged, {same} if one."


def _issues(issues: Sequence[Issue], snapshot: Snapshot) -> Iterator[Sentence]:
    for issue in issues:
        incident = snapshot.incidents.get(issue.subject)
        cites = incident.claims if incident else (issue.subject,)
        yield Sentence(_sentence(issue.message), cites)


def _sentence(text: str) -> str:
    return sentence(capital(text))
