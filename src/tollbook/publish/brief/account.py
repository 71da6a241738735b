"""What one speaker says of one event or stretch of time, as a sentence with its parts. Merges repetitions, adds nothing."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.values import Sentence
from tollbook.publish.cite import as_of_day, speakers_words
from tollbook.publish.words import count_words, day_words, listed, number, plural, victims

APART = frozenset({"children", "women", "men"})
"""Groups no person is in two of, so that a rest can be told."""


def speaker_words(claim: Claim, snapshot: Snapshot) -> str:
    """Return who says it: the innermost speaker first, those who pass it on after "via"; else the outlet itself."""
    names = speakers_words(claim.said_by)
    if names:
        return names[0] + "".join(f", via {name}" for name in names[1:])
    return f"{outlet_words(claim, snapshot)} itself"


def speaker_name(claim: Claim, snapshot: Snapshot) -> str:
    """Return who says it, by name alone; the outlet where it speaks itself."""
    return claim.said_by[0].name if claim.said_by else outlet_words(claim, snapshot)


def outlet_words(claim: Claim, snapshot: Snapshot) -> str:
    """Return the outlet that carries a claim."""
    document = snapshot.documents.get(claim.document)
    return (document.outlet if document else None) or "an unnamed outlet"


class Said(msgspec.Struct, frozen=True):
    """Claims that say one thing (copies and restatements), the parts of it, and whether it was since replaced."""

    claims: tuple[Claim, ...]
    parts: tuple[Claim, ...]
    is_old: bool

    @property
    def cites(self) -> tuple[str, ...]:
        """Return the ids of all of them."""
        return tuple(dict.fromkeys(c.id for c in (*self.claims, *self.parts)))


def things_said(claims: Iterable[Claim], snapshot: Snapshot, superseded: Iterable[str] = ()) -> Iterator[Said]:
    """Yield each different thing said: copies and restatements are one, parts belong to their whole."""
    listed_claims = list(claims)
    present = {c.id for c in listed_claims}
    old = set(superseded)
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in listed_claims:
        if claim.part_of not in present:
            groups.setdefault(_sameness(claim, snapshot), []).append(claim)
    parts = [c for c in listed_claims if c.part_of in present]
    for group in groups.values():
        ids = {c.id for c in group}
        yield Said(tuple(group), tuple(p for p in parts if p.part_of in ids), old.issuperset(ids))


def accounts(claims: Iterable[Claim], snapshot: Snapshot, superseded: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """Return a sentence for each different thing said: copies and restatements share one, parts stand in their whole's."""
    return tuple(_account(said, snapshot) for said in things_said(claims, snapshot, superseded))


def _sameness(claim: Claim, snapshot: Snapshot) -> tuple[object, ...]:
    who = claim.said_by[0] if claim.said_by else None
    speaker = (who.actor or who.name) if who else outlet_words(claim, snapshot)
    count = claim.count
    return (speaker, claim.harm, count.low, count.high, count.bound, claim.who.status, claim.who.group, claim.stance)


def _account(said: Said, snapshot: Snapshot) -> Sentence:
    group, mine = said.claims, said.parts
    claim = group[0]
    figure = count_words(claim.count)
    text = f"{speaker_words(claim, snapshot)}: {figure} {victims(claim)} {claim.harm}"
    text += {"asserted": "", "denied": ", which the speaker denies", "doubted": ", which the text doubts"}[claim.stance]
    inside = list(dict.fromkeys(f"{count_words(p.count)} {victims(p)}" for p in mine))
    text += f", including {listed(inside)}" if inside else ""
    text += _rest(claim, [p for p in mine if p.part_of == claim.id])
    reports = len({c.document for c in group})
    text += f", in {plural(reports, 'report')}" if reports > 1 else ""
    days = [day for c in group if (day := as_of_day(c, snapshot))]
    text += f" (as of {day_words(max(days))})" if days else ""
    text += "; an earlier figure, since replaced" if said.is_old else ""
    return Sentence(text + ".", said.cites, figure)


def _rest(whole: Claim, parts: Sequence[Claim]) -> str:
    rest = rest_of(whole, parts)
    return f"; the other {number(rest)} of unstated sex and age" if rest else ""


def rest_of(whole: Claim, parts: Sequence[Claim]) -> int:
    """Return what is left of an exact whole after exact parts that exclude each other: of unstated sex and age, never "men"."""
    groups = [p.who.group for p in parts]
    is_exact = whole.count.bound == "exact" and all(p.count.bound == "exact" for p in parts)
    if not parts or not is_exact or not set(groups) <= APART or len(set(groups)) < len(groups) or whole.who.group:
        return 0
    return max(0, whole.count.low - sum(p.count.low for p in parts))
