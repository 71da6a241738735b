"""Reports that tell of an event without a number: found by the rare full names they share with reports that count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.link.account import Account
from tollbook.link.score import pair_score, shared_words
from tollbook.link.trail import Trail
from tollbook.link.words import document_names, names_near_harm
from tollbook.model.document import Document
from tollbook.vocab.linking import LinkLexicon, LinkWeights

MARGIN = 2.0
"""Bits between the best event and the next, or nothing is said."""
SHARED_BY = 60
MOST_NAMES = 12
MOST_ACCOUNTS = 60


class Quiet(msgspec.Struct, frozen=True):
    """A report without a claim of an event, the full names in it that accounts give, and all names it gives near words of harm."""

    document: Document
    full: frozenset[str]
    names: frozenset[str]


class Mention(msgspec.Struct, frozen=True):
    """A report without a number of its own, the account it tells of, and why."""

    document: str
    account: int
    score: float
    text: str


def quiet_reports(silent: Iterable[Document], accounts: Sequence[Account], lexicon: LinkLexicon) -> list[Quiet]:
    """Return the ``silent`` reports that give a full name of an account, by id. Linear in the names of reports."""
    known = {name for account in accounts for name in account.names if " " in name}
    read = ((d, document_names(d.text, lexicon) & known) for d in sorted(silent, key=lambda d: d.id))
    return [Quiet(d, full, names_near_harm(d.text, lexicon)) for d, full in read if full]


def mentions_of(
    quiet: Iterable[Quiet],
    accounts: Sequence[Account],
    where: Mapping[int, int],
    weights: LinkWeights,
    rarity: dict[str, float],
) -> list[Mention]:
    """Return what reports without claims tell of. ``where`` gives the group of each account.

    A report goes to one event only, by at least one rare full name and a match weight that reaches "same"; where two
    events are nearly as likely it goes to none. What all reports of an event name counts for it: one gives the victim,
    another the street. It adds no number and joins no events.
    """
    index: dict[str, list[int]] = defaultdict(list)
    groups: dict[int, list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        groups[where[number]].append(number)
        for name in account.names:
            if " " in name:
                index[name].append(number)
    found = []
    for report in quiet:
        names = (n for n in report.names if n in index and len(index[n]) <= SHARED_BY)
        full = sorted(names, key=lambda n: (len(index[n]), n))
        candidates = {k for n in full[:MOST_NAMES] for k in index[n]}
        told = _account(report.document, report.names)
        shared = {
            g: frozenset(n for k in groups[g][:MOST_ACCOUNTS] for n in accounts[k].names & report.names)
            for g in {where[k] for k in candidates}
        }
        named = {
            k: msgspec.structs.replace(accounts[k], names=accounts[k].names | shared[where[k]]) for k in candidates
        }
        best = _best(told, named, where, weights, rarity)
        if best is not None:
            found.append(msgspec.structs.replace(best, document=report.document.id))
    return found


def _account(document: Document, names: frozenset[str]) -> Account:
    return Account(
        key=f"m:{document.id}",
        claims=(),
        document=document.id,
        family=document.id,
        diffuse=False,
        start=None,
        end=None,
        published=document.published.toordinal() if document.published else None,
        lat=None,
        lon=None,
        radius_km=0.0,
        place_id=None,
        place_name=None,
        country=None,
        means=frozenset(),
        by=frozenset(),
        tallies=(),
        statuses=frozenset(),
        groups=frozenset(),
        roots=frozenset(),
        names=names,
    )


def _best(
    told: Account,
    candidates: Mapping[int, Account],
    where: Mapping[int, int],
    weights: LinkWeights,
    rarity: dict[str, float],
) -> Mention | None:
    scores: dict[int, Mention] = {}
    for number, account in sorted(candidates.items()):
        bits, _ = shared_words(told, account, weights, rarity)
        if account.diffuse or bits < weights.names.misread_names:
            continue
        trail: Trail = []
        score = pair_score(told, account, weights, rarity, trail)
        group = where[number]
        if group not in scores or score > scores[group].score:
            text = "; ".join(f"{r.text} ({v:+.1f})" for v, r in trail if v)
            scores[group] = Mention(
                "", number, score, f"tells of it without a number, match weight {score:.1f}: {text}"
            )
    ranked = sorted(scores.values(), key=lambda m: (-m.score, m.account))
    if not ranked or ranked[0].score < weights.outcome.told:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN:
        return None
    return ranked[0]
