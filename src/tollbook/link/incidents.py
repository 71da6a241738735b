"""Link claims to groups that speak of one event: within each report, then across reports. Pure, and blind to order."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from tollbook.link.account import Account, Setting
from tollbook.link.block import keys_of, pairs_sharing
from tollbook.link.cluster import cluster
from tollbook.link.groups import Group, Proposal
from tollbook.link.mentions import Mention, Quiet, mentions_of, quiet_reports
from tollbook.link.nest import nested
from tollbook.link.place import names_place
from tollbook.link.report import Judged, ReportAccounts, accounts_of
from tollbook.link.score import CAP, days_rule_out, names_alike, pair_score, shared_words
from tollbook.link.trail import Trail
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Nesting, Pairing, Reason
from tollbook.model.voice import Voice
from tollbook.vocab.linking import LinkLexicon, LinkWeights

RARITY_BASE = 30
UNREAD, MOST_UNREAD = 270, 800
"""So many reports that no book holds a full name is taken to be absent from, and among so many at most it is rare: a larger book has more pairs that meet by chance."""
FEW_BURSTS = 6
BURST_DAYS = 3
SMALL_BOOK = 6
PROPOSALS_SHOWN = 5
LINKS_SHOWN = 12
TELLING_NUMBER = 5
DAY_TOUCHES = 2
"""Dates that "the past 24 hours" touch."""


Scorer = Callable[
    [Sequence[Account], AbstractSet[tuple[int, int]], LinkWeights, dict[str, float]], dict[tuple[int, int], float]
]
"""Weighs the pairs of accounts: all accounts by key, pairs decided otherwise, weights, rarity of words."""


class Pairs(msgspec.Struct, frozen=True):
    """What is known of pairs of accounts: the accounts, match weights, judged same, forbidden, rarity of names."""

    accounts: Sequence[Account]
    rarity: dict[str, float]
    scores: dict[tuple[int, int], float]
    must: list[tuple[int, int]]
    forbidden: list[tuple[int, int]]


def link_claims(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    voices: Mapping[str, Voice],
    families: Mapping[str, str],
    *,
    weights: LinkWeights,
    lexicon: LinkLexicon,
    parents: Mapping[str, str],
    pairings: Sequence[Pairing] = (),
    nestings: Sequence[Nesting] = (),
) -> tuple[Group, ...]:
    """Return the groups of claims that speak of events, by key (see ``event_claims``); totals are left out.

    The same claims in any order give the same groups. Near-linear in claims, as blocks are bounded.
    """
    judged: Judged = {frozenset((p.first, p.second)): p.same for p in pairings}
    reports = report_accounts(
        documents, claims, families, Setting(voices, parents), weights=weights, lexicon=lexicon, judged=judged
    )
    spoken = {a.document for r in reports for a in r.accounts}
    silent = (d for d in documents.values() if d.id not in spoken)
    return link_reports(reports, silent, weights=weights, lexicon=lexicon, judged=judged, nestings=nestings)


def link_reports(
    reports: Sequence[ReportAccounts],
    silent: Iterable[Document],
    *,
    weights: LinkWeights,
    lexicon: LinkLexicon,
    judged: Judged | None = None,
    nestings: Sequence[Nesting] = (),
    scorer: Scorer | None = None,
) -> tuple[Group, ...]:
    """Return the groups of claims that speak of events, from the accounts of every report.

    ``silent`` are documents without claims of events. ``scorer`` weighs the pairs of accounts that share a block, where
    another process does it (see ``scores_of``, which does it here).
    """
    accounts = sorted((a for r in reports for a in r.accounts), key=lambda a: a.key)
    quiet = quiet_reports(silent, accounts, lexicon)
    rarity = rarity_of(accounts, quiet)
    pairs = _pairs(accounts, reports, judged or {}, weights, rarity, scorer or scores_of)
    outcome = weights.outcome
    groups = cluster(
        len(accounts),
        pairs.scores,
        must=pairs.must,
        forbidden=pairs.forbidden,
        same=outcome.same,
        weigh=lambda i, j: capped_score(accounts[i], accounts[j], weights, rarity),
    )
    links = {key: reasons for r in reports for key, reasons in r.links.items()}
    where = {k: number for number, group in enumerate(groups) for k in group}
    told: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions_of(quiet, accounts, where, weights, rarity):
        told[where[mention.account]].append(mention)
    grouped = _grouped(groups, pairs, links, weights, told)
    return nested(grouped, [pair for r in reports for pair in r.inside], nestings)


def report_accounts(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    families: Mapping[str, str],
    setting: Setting,
    *,
    weights: LinkWeights,
    lexicon: LinkLexicon,
    judged: Judged,
) -> list[ReportAccounts]:
    """Return the accounts of every report, in order of document id."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.document, c.span, c.id)):
        by_document[claim.document].append(claim)
    return [
        accounts_of(kept, documents.get(d), families.get(d, d), setting, weights, lexicon, _concerning(judged, kept))
        for d, members in by_document.items()
        if (kept := event_claims(members))
    ]


def event_claims(members: Sequence[Claim]) -> list[Claim]:
    """Return one report's claims that speak of events.

    A report that counts nothing but a day ("two killed in the region in 24 hours", no event, no running total beside it)
    is about that day: its figure makes a diffuse group of its own. It stays a total, and enters no sum.
    """
    events = [c for c in members if c.scope == "incident"]
    if events or any(c.scope == "cumulative" and not c.standing for c in members):
        return events
    return [c for c in members if c.scope == "period" and _is_one_day(c)]


def _is_one_day(claim: Claim) -> bool:
    days = claim.when.interval.days if claim.when and claim.when.interval else None
    return claim.when is None or claim.when.interval is None or (days is not None and days <= DAY_TOUCHES)


def _concerning(judged: Judged, members: Sequence[Claim]) -> Judged:
    if not judged:
        return {}
    ids = {c.id for c in members}
    return {pair: same for pair, same in judged.items() if pair <= ids}


def rarity_of(accounts: Sequence[Account], quiet: Sequence[Quiet] = ()) -> dict[str, float]:
    """Return log2 rarity of proper names and of victims' words, over families of copies or over bursts of days.

    A full name is as frequent as the reports that give it, those without a number (``quiet``) included: a country, a
    candidate and a newspaper stand in many of them.

    The rarer counts: the one event everybody tells must not make its own names common, nor a short book all of them. A
    place's own name is no extra evidence. A victim's word is taken to stand in a tenth of what was never read, so that in
    a small book "people" is not rare; there shared words count little altogether.
    """
    families = _rarity_over(accounts, [a.family for a in accounts], quiet)
    days = [str(_burst(a)) for a in accounts]
    bursts = _rarity_over(accounts, days)
    few = len(set(days)) < FEW_BURSTS
    places = {word for a in accounts if a.place_name for word in a.place_name.split()}
    rarity = {
        word: value if few and " " in word else max(value, bursts[word])
        for word, value in families.items()
        if word not in places
    }
    rarity[CAP] = max(1.0, math.log2(max(1, len({a.family for a in accounts})) / SMALL_BOOK))
    return rarity


def _rarity_over(
    accounts: Sequence[Account], units: Sequence[str], quiet: Sequence[Quiet] | None = None
) -> dict[str, float]:
    """Return log2 rarity over units; where ``quiet`` reports are given, a full name is looked for in UNREAD more, MOST_UNREAD at most."""
    seen: dict[str, set[str]] = defaultdict(set)
    spoken: dict[str, set[str]] = defaultdict(set)
    for account, unit in zip(accounts, units, strict=True):
        for name in account.names:
            seen[name].add(unit)
        for word in account.victims:
            spoken[word].add(unit)
    quietly = Counter(name for report in quiet or () for name in report.full)
    total = len(set(units)) + RARITY_BASE
    rarity = {word: math.log2(total / (len(where) + RARITY_BASE / 10)) for word, where in spoken.items()}
    for name, where in seen.items():
        if name not in rarity:
            among = total if quiet is None or " " not in name else min(MOST_UNREAD, total + UNREAD)
            reports = len(where) + max(0, quietly[name] - 1)  # one of them is the one that is weighed
            rarity[name] = max(0.0, math.log2(among / reports))
    return rarity


def _burst(account: Account) -> int:
    day = account.end if account.end is not None else account.published
    return -1 if day is None else day // BURST_DAYS


def _pairs(
    accounts: Sequence[Account],
    reports: Sequence[ReportAccounts],
    judged: Judged,
    weights: LinkWeights,
    rarity: dict[str, float],
    scorer: Scorer,
) -> Pairs:
    position = {a.key: k for k, a in enumerate(accounts)}
    forbidden = [_ordered(position[x], position[y]) for r in reports for x, y in r.apart]
    must: list[tuple[int, int]] = []
    owner = {c: k for k, a in enumerate(accounts) for c in a.claims} if judged else {}
    for pair, same in judged.items():
        known = sorted({owner[c] for c in pair if c in owner})
        if len(known) == 2:  # noqa: PLR2004  # a pair
            (must if same else forbidden).append((known[0], known[1]))
    decided = {*must, *forbidden}
    return Pairs(accounts, rarity, scorer(accounts, decided, weights, rarity), must, forbidden)


def scores_of(
    accounts: Sequence[Account],
    decided: AbstractSet[tuple[int, int]],
    weights: LinkWeights,
    rarity: dict[str, float],
) -> dict[tuple[int, int], float]:
    """Return the weights of all pairs that share a block and may be one event, but for the ``decided`` ones."""
    return scores_under(accounts, keys_of(accounts, weights, telling_words(rarity, weights)), decided, weights, rarity)


def telling_words(rarity: Mapping[str, float], weights: LinkWeights) -> frozenset[str]:
    """Return the words rare enough to bring two accounts together."""
    return frozenset(word for word, value in rarity.items() if value > weights.names.offset + 1)


def scores_under(
    accounts: Sequence[Account],
    keys: Iterable[Iterable[str]],
    decided: AbstractSet[tuple[int, int]],
    weights: LinkWeights,
    rarity: dict[str, float],
) -> dict[tuple[int, int], float]:
    """Return the weights of the pairs that meet under ``keys``: any share of the keys gives its share of the pairs."""
    scores: dict[tuple[int, int], float] = {}
    for i, j in pairs_sharing(accounts, keys, weights.block):
        one, two = accounts[i], accounts[j]
        if days_rule_out(one, two, weights) or (i, j) in decided:
            continue
        score = capped_score(one, two, weights, rarity)
        if score >= weights.outcome.suggested:
            scores[i, j] = score
    return scores


def _ordered(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)


def capped_score(
    a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float], trail: Trail | None = None
) -> float:
    """Return the pair's weight, held below "same" where it must be a person's choice.

    That is: a day-and-place figure against a named event, two accounts of one report, or a time or place unknown and
    nothing rare named alike.
    """
    score = pair_score(a, b, weights, rarity, trail)
    if a.document == b.document and (word := a.apart or b.apart):
        _add(trail, 0.0, "told-apart-word", f"“{word}” marks one of them as another event than the one before it")
    ceiling = weights.outcome.same - 0.1
    if score <= ceiling:
        return score
    named = names_alike(a, b, weights, rarity) >= weights.outcome.vague_names
    if a.diffuse != b.diffuse and not (
        score >= weights.outcome.vague_same and (named or a.landmarks & b.landmarks or _same_number(a, b))
    ):
        _add(trail, ceiling - score, "day-figure", "one counts a whole day and place, the other one event")
        return ceiling
    if a.document == b.document:
        _add(trail, ceiling - score, "one-report", "one report gives both, as two statements")
        return ceiling
    if not named and _is_vague(a, b, weights):
        bits, _ = shared_words(a, b, weights, rarity)
        bits += weights.names.landmark if a.landmarks & b.landmarks else 0.0
        is_telling = score >= weights.outcome.vague_same and bits >= weights.outcome.vague_words
        if not is_telling and a.family != b.family:
            _add(trail, ceiling - score, "vague", "time or place of one is not known")
            return ceiling
    return score


def _add(trail: Trail | None, value: float, code: str, text: str) -> None:
    if trail is not None:
        trail.append((value, Reason(code, text)))


def _same_number(a: Account, b: Account) -> bool:
    """Say whether both state one telling number of a harm: one outlet's day is then another's event."""
    return any(
        x.harm == y.harm and x.low == y.low >= TELLING_NUMBER and not x.vague for x in a.tallies for y in b.tallies
    )


def _is_vague(a: Account, b: Account, weights: LinkWeights) -> bool:
    """Say whether a place is unknown, or a date with no publication near enough to stand in for it."""
    if any(x.lat is None and x.place_name is None for x in (a, b)) and not names_place(a, b):
        return True
    days = [x.published if x.end is None else x.end for x in (a, b)]
    if a.end is not None and b.end is not None:
        return False
    return days[0] is None or days[1] is None or abs(days[0] - days[1]) > len(weights.time.near_publication) - 2


def _grouped(
    groups: Sequence[Sequence[int]],
    pairs: Pairs,
    links: Mapping[str, tuple[Reason, ...]],
    weights: LinkWeights,
    told: Mapping[int, Sequence[Mention]],
) -> tuple[Group, ...]:
    accounts, rarity = pairs.accounts, pairs.rarity
    where = {k: number for number, group in enumerate(groups) for k in group}
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {}
    inside: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for (i, j), score in pairs.scores.items():
        one, two = where[i], where[j]
        if one == two:
            inside[one].append((-score, (i, j)))
            continue
        key = _ordered(one, two)
        if key not in best or (-score, (i, j)) < (-best[key][0], best[key][1]):
            best[key] = (score, (i, j))
    forbidden = {_ordered(where[i], where[j]) for i, j in pairs.forbidden}
    proposals: dict[int, list[Proposal]] = defaultdict(list)
    keys = [min(accounts[k].key for k in group) for group in groups]
    for (one, two), (score, (i, j)) in sorted(best.items(), key=lambda e: (-e[1][0], e[0])):
        if (one, two) in forbidden or min(len(proposals[one]), len(proposals[two])) >= PROPOSALS_SHOWN:
            continue
        proposal = _proposal(accounts[i], accounts[j], score, weights, rarity)
        for here, there in ((one, two), (two, one)):
            if len(proposals[here]) < PROPOSALS_SHOWN:
                proposals[here].append(msgspec.structs.replace(proposal, other=keys[there]))
    built = [
        _group(group, inside[number], pairs, links, tuple(proposals[number]), weights, told.get(number, ()))
        for number, group in enumerate(groups)
    ]
    return tuple(sorted(built, key=lambda g: g.key))


def _proposal(a: Account, b: Account, score: float, weights: LinkWeights, rarity: dict[str, float]) -> Proposal:
    trail: Trail = []
    capped_score(a, b, weights, rarity, trail)
    pair = (a.key, b.key)
    return Proposal(
        other="",
        score=round(score, 2),
        reasons_for=tuple(_with_weight(v, r, pair) for v, r in trail if v > 0),
        reasons_against=tuple(_with_weight(v, r, pair) for v, r in trail if v <= 0),
    )


def _with_weight(value: float, reason: Reason, pair: tuple[str, str]) -> Reason:
    return Reason(reason.code, f"{reason.text} ({value:+.1f})", pair)


def _group(
    numbers: Sequence[int],
    inside: list[tuple[float, tuple[int, int]]],
    pairs: Pairs,
    links: Mapping[str, tuple[Reason, ...]],
    proposals: tuple[Proposal, ...],
    weights: LinkWeights,
    told: Sequence[Mention],
) -> Group:
    accounts = pairs.accounts
    members = [accounts[k] for k in numbers]
    reasons = [reason for a in members for reason in links.get(a.key, ())]
    mine = {a.key for a in members}
    reasons += [
        Reason("judged", "a person said they are one event", (accounts[i].key, accounts[j].key))
        for i, j in pairs.must
        if accounts[i].key in mine
    ]
    for negative, (i, j) in sorted(inside)[: max(0, LINKS_SHOWN - len(reasons))]:
        trail: Trail = []
        capped_score(accounts[i], accounts[j], weights, pairs.rarity, trail)
        said = "; ".join(f"{r.text} ({v:+.1f})" for v, r in trail if v)
        pair = (accounts[i].key, accounts[j].key)
        reasons.append(Reason("same-incident", f"match weight {-negative:.1f}: {said}", pair))
    reasons += [Reason("told-without-number", m.text, (accounts[m.account].key,)) for m in told]
    return Group(
        key=min(mine),
        claims=tuple(sorted(c for a in members for c in a.claims)),
        documents=tuple(sorted({a.document for a in members} | {m.document for m in told})),
        diffuse=all(a.diffuse for a in members),
        links=tuple(reasons),
        proposals=proposals,
    )
