"""What does not add up: what totals leave over, impossible pairs, possible overlaps, and pairs that may be one event."""

from collections.abc import Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident, Suggestion
from tollbook.model.issue import Issue
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.brief.account import speaker_words
from tollbook.publish.brief.incidents import code_of
from tollbook.publish.brief.values import Section, Sentence
from tollbook.publish.words import bounds, capital, count_words, interval_words, listed, plural, range_of, sentence

TOLD_ELSEWHERE = frozenset({"no-parts", "standing-level", "others", "impossible"})
"""Statements of a total that a column of its table, or a sentence of this section with names, tells better."""
MOST_NAMED = 6
NOTE = "A score above zero speaks for one event; a person decides with tollbook judge."


def doubts_section(
    incidents: Sequence[Incident], totals: Sequence[Total], issues: Sequence[Issue], snapshot: Snapshot
) -> Section:
    """Return the section of what does not add up."""
    sentences = [
        *(s for total in totals for s in total_sentences(total, snapshot)),
        *_pairs(incidents, snapshot),
        *_issues(issues, snapshot),
    ]
    return Section(
        key="doubts", title="What does not add up", note=NOTE if sentences else "", sentences=tuple(sentences)
    )


def total_sentences(total: Total, snapshot: Snapshot) -> Iterator[Sentence]:
    """Yield the statements of account of a total, its impossible pairs, and the others' figures perhaps inside, by name."""
    for reason in total.statements:
        if reason.code in TOLD_ELSEWHERE:
            continue
        yield Sentence(_sentence(reason.text), reason.claims or (total.claim,))
    for pair in total.impossible:
        part, whole = (snapshot.claims.get(c) for c in pair)
        if part and whole:
            said = f"{count_words(part.count)} ({speaker_words(part, snapshot)})"
            within = f"{count_words(whole.count)} ({speaker_words(whole, snapshot)})"
            text = f"Impossible as stated: {said} is more than the {within} it lies inside."
            yield Sentence(text, pair, "Impossible as stated")
    others = [snapshot.claims[c] for c in total.others if c in snapshot.claims]
    if others:
        yield _others_sentence(total, sorted(others, key=lambda c: (-c.count.low, c.id)), snapshot)


def _others_sentence(total: Total, others: Sequence[Claim], snapshot: Snapshot) -> Sentence:
    """Return the largest of the other speakers' figures perhaps inside, by name, and how many more there are."""
    named = [f"{count_words(c.count)} ({speaker_words(c, snapshot)})" for c in others[:MOST_NAMED]]
    more = len(others) - len(named)
    named += [plural(more, "more figure")] if more else []
    stated = f"{total.speaker}, {count_words(total.stated)}, {interval_words(total.hull)}"
    text = f"Perhaps partly inside {stated}: {listed(named)}; other speakers' figures are named, not subtracted."
    return Sentence(text, (total.claim, *(c.id for c in others)), "Perhaps partly inside")


def _pairs(incidents: Sequence[Incident], snapshot: Snapshot) -> Iterator[Sentence]:
    """Yield a sentence for each pair that may be one event: numbers unjudged and if the same, reasons for and against."""
    seen: set[frozenset[str]] = set()
    for incident in incidents:
        for suggestion in incident.suggestions:
            pair = frozenset((incident.id, suggestion.incident))
            other = snapshot.incidents.get(suggestion.incident)
            if other is not None and pair not in seen:
                yield _pair_sentence(incident, other, suggestion)
            seen.add(pair)


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
