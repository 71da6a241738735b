"""The figures a reader should meet first: the sum of incidents, the totals beside it, the levels."""

from collections.abc import Iterable, Sequence

from tollbook.model.claim import Claim
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.brief.account import speaker_words
from tollbook.publish.brief.values import Card, Section, Sentence, Sum
from tollbook.publish.words import bounds, count_short, interval_words, number, plural, victims

HARMS = ("killed", "injured", "missing", "detained")
MOST_TOTALS = 3
MOST_LEVELS = 2
NOTE = (
    "Incidents and totals are two ways of counting and are never added. + means that a source leaves its number open "
    "above; ≈ about; > more than."
)


def headline(sums: Sequence[Sum], totals: Sequence[Total], levels: Sequence[Claim], snapshot: Snapshot) -> Section:
    """Return the section of headline figures."""
    cards = [_sum_card(added) for added in sums]
    wholes = largest([t for t in totals if snapshot.claims[t.claim].part_of is None])
    cards += [_total_card(snapshot.claims[t.claim], snapshot) for t in wholes]
    cards += [
        _total_card(claim, snapshot)
        for claim in sorted(levels, key=lambda c: -(c.count.high or c.count.low))[:MOST_LEVELS]
    ]
    return Section(key="headline", title="In figures", note=NOTE if cards else "", cards=tuple(cards))


def largest(totals: Iterable[Total]) -> list[Total]:
    """Return the few largest totals of people killed or injured, the shorter stretches first."""
    chosen = sorted((t for t in totals if t.harm in HARMS), key=lambda t: (HARMS.index(t.harm), -t.stated.low))
    return sorted(chosen[:MOST_TOTALS], key=lambda t: (t.hull.days or 0) if t.hull else 0)


def _sum_card(added: Sum) -> Card:
    text = f"{added.counted} in {plural(added.incidents, 'incident')}"
    if added.joint:
        text += f"; {number(added.joint)} of them may be one event with another: the low counts those once"
    if added.partly:
        text += f"; {number(added.partly)} may lie outside these days: not in the low"
    if added.unnumbered:
        text += f"; {plural(added.unnumbered, 'more incident')} without a number"
    return Card(bounds(added.low, added.high, is_open=added.is_open), Sentence(text + ".", added.claims))


def _total_card(claim: Claim, snapshot: Snapshot) -> Card:
    where = f", {claim.where.name}" if claim.where else ""
    when = claim.when.interval if claim.when else None
    days = f", {interval_words(when)}" if when else ""
    text = f"{victims(claim)} {claim.harm}{where}{days}: {speaker_words(claim, snapshot)}."
    return Card(count_short(claim.count), Sentence(text, (claim.id,)))
