"""Group the claims of one report into accounts: mentions repeat each other, two events stay two."""

import bisect
import math
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.link.account import AFTERMATH, Account, Setting, Tally, account_of, renamed
from tollbook.link.place import distance_km
from tollbook.link.score import pair_score, time_gap
from tollbook.link.trail import Trail
from tollbook.link.words import Surroundings, ages_of, document_names, landmarks_in, surroundings
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Reason
from tollbook.vocab.linking import LinkLexicon, LinkWeights

LEAD_SENTENCES = 4
"""How far into a report its headline is spelt out; a dateline may count as a sentence."""
Judged = Mapping[frozenset[str], bool]
"""What people said of pairs of claims: same or not."""


class Unit(msgspec.Struct, frozen=True):
    """A claim with its parts and restatements: what can't be separated."""

    claims: tuple[Claim, ...]
    account: Account
    around: Surroundings
    closing: int


class Bond(msgspec.Struct, frozen=True):
    """The verdict on two units of one report."""

    score: float
    verdict: str
    reasons: tuple[Reason, ...]


class ReportAccounts(msgspec.Struct, frozen=True):
    """Accounts of one report, why mentions were joined, which accounts the report itself tells apart, which is a second blow of which."""

    accounts: tuple[Account, ...]
    links: Mapping[str, tuple[Reason, ...]]
    apart: tuple[tuple[str, str], ...]
    inside: tuple[tuple[str, str], ...] = ()


def accounts_of(
    claims: Sequence[Claim],
    document: Document | None,
    family: str,
    setting: Setting,
    weights: LinkWeights,
    lexicon: LinkLexicon,
    judged: Judged,
) -> ReportAccounts:
    """Return the accounts in one report's incident claims.

    Parts go with their container, restatements and a speaker's replaced figures with what they repeat. Two mentions
    join when their match weight with the bonus of standing close together reaches "same"; a report's own different
    day, place or number of one speaker, or a telling-apart word, keeps them two. Cost: mentions x window.
    """
    text = document.text if document else ""
    units = [_unit(members, document, family, setting, lexicon, text) for members in _inseparable(claims)]
    units.sort(key=lambda u: (u.account.position, u.account.key))
    bonds: dict[tuple[int, int], Bond] = {}
    for j, later in enumerate(units):
        for i in range(max(0, j - weights.report.window), j):
            bonds[i, j] = _bond(units[i], later, weights, judged)
    clusters = _clusters(len(units), bonds, weights.outcome.same)
    return _merged(units, clusters, bonds, document, family, setting, lexicon)


def _inseparable(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Group claims by containers, restatements and replaced figures."""
    known = {c.id: c for c in claims}
    parent = {c.id: c.id for c in claims}

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for claim in claims:
        for other in (claim.part_of, claim.restates, claim.supersedes):
            if other in known and other is not None:
                first, second = sorted((find(claim.id), find(other)))
                parent[second] = first
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(find(claim.id), []).append(claim)
    return list(groups.values())


def _unit(
    members: list[Claim], document: Document | None, family: str, setting: Setting, lexicon: LinkLexicon, text: str
) -> Unit:
    members.sort(key=lambda c: (c.span, c.id))
    around = [surroundings(text, c, lexicon) for c in members]
    names = frozenset[str]().union(*(a.names for a in around))
    landmarks = frozenset[str]().union(
        *(a.landmarks for a in around), *(landmarks_in(c.where.name, lexicon) for c in members if c.where)
    )
    ages = frozenset[int]().union(*(ages_of(text, c, lexicon) for c in members)) if text else frozenset[int]()
    account = account_of(members, document, family, setting, names, landmarks, ages)
    return Unit(tuple(members), account, around[0], max(a.sentence for a in around))


def _bond(a: Unit, b: Unit, weights: LinkWeights, judged: Judged) -> Bond:
    """Weigh two units of one report; ``a`` stands before ``b``."""
    word = _judgement(a, b, judged)
    if word is not None:
        reason = Reason("judged", "a person said they are one event" if word else "a person said they are two events")
        return Bond(1000.0 if word else -1000.0, "same" if word else "apart", (reason,))
    trail: Trail = []
    score = pair_score(_undated(a, b), _undated(b, a), weights, {}, trail)
    score += _closeness(a, b, weights, trail)
    score += _setting(a, b, weights, trail)
    told_apart = _told_apart(a, b, weights, trail)
    score += told_apart
    verdict = "apart" if told_apart <= weights.count.same_speaker else "open"
    if verdict == "open" and score >= weights.outcome.same and _may_join(a, b):
        verdict = "same"
    elif score < 0 and verdict == "open":
        verdict = "apart"
    return Bond(score, verdict, tuple(reason for value, reason in trail if value > 0))


def _undated(unit: Unit, other: Unit) -> Account:
    """Return the unit's account, without its day where one of the two is the arrests after the other."""
    if not _follows(unit, other):
        return unit.account
    return msgspec.structs.replace(unit.account, start=None, end=None)


def _judgement(a: Unit, b: Unit, judged: Judged) -> bool | None:
    if not judged:
        return None
    words = [judged[pair] for x in a.claims for y in b.claims if (pair := frozenset((x.id, y.id))) in judged]
    return False if False in words else True if words else None


def _closeness(a: Unit, b: Unit, weights: LinkWeights, trail: Trail) -> float:
    w = weights.report
    distance = b.around.sentence - a.closing
    if distance <= 0:
        trail.append((w.same_sentence, Reason("same-sentence", "one sentence speaks of both")))
        return w.same_sentence
    if _is_lead(a, b):
        value = w.lead + (w.lead_number if _share_number(a.account, b.account) else 0.0)
        trail.append((value, Reason("headline", "the report opens with it and goes on to it")))
        return value
    if distance == 1:
        trail.append((w.next_sentence, Reason("next-sentence", "the next sentence goes on")))
        return w.next_sentence
    if a.around.sentence == 0:
        trail.append((w.headline, Reason("headline", "the report opens with it")))
        return w.headline
    return 0.0


def _setting(a: Unit, b: Unit, weights: LinkWeights, trail: Trail) -> float:
    """Weigh another harm in the same days and place, said or carried on: the killed and the injured of one event."""
    if _share_harm(a.account, b.account) or not (_goes_on(a, b) or a.account.roots & b.account.roots):
        return 0.0
    near = b.around.sentence - a.closing <= 1
    gap = time_gap(a.account, b.account)
    opens = near or a.around.sentence == 0
    days = gap == 0 or (gap is None and (opens or a.account.start == b.account.start))
    place = _same_or_carried(a.account.place_name, b.account.place_name, None, near=opens)
    if not (days and place):
        return 0.0
    trail.append((weights.report.same_setting, Reason("same-setting", "another harm in the same days and place")))
    return weights.report.same_setting


def _same_or_carried(one: object, two: object, missing: object, *, near: bool) -> bool:
    return one == two or (near and missing in (one, two))


def _told_apart(a: Unit, b: Unit, weights: LinkWeights, trail: Trail) -> float:
    """Return what speaks for two events although time, place and means agree."""
    value = 0.0
    gap = time_gap(a.account, b.account)
    if gap and not _follows(a, b):
        value += weights.time.told_apart
        trail.append((value, Reason("told-apart", f"the report dates them {gap} day{'s' if gap > 1 else ''} apart")))
    distance = distance_km(a.account, b.account)
    if distance is not None and distance > a.account.radius_km + b.account.radius_km:
        value += weights.place.told_apart
        trail.append(
            (weights.place.told_apart, Reason("two-places", f"the report names two places {distance:.0f} km apart"))
        )
    if a.around.sentence != b.around.sentence and b.around.apart and _share_harm(a.account, b.account):
        value += weights.report.told_apart_word
        trail.append(
            (
                weights.report.told_apart_word,
                Reason("told-apart-word", f"“{b.around.apart}” stands beside the later one"),
            )
        )
    if _is_second_blow(b, a) and _share_harm(a.account, b.account):
        value += weights.count.same_speaker
        trail.append((weights.count.same_speaker, Reason("second-blow", "the later one is a second blow")))
    if _same_speaker_conflict(a, b):
        value += weights.count.same_speaker
        trail.append((weights.count.same_speaker, Reason("two-numbers", "one speaker gives two numbers of one class")))
    return value


def _is_second_blow(unit: Unit, before: Unit) -> bool:
    """Say whether the words beside a unit make it a second blow after one told in an earlier sentence."""
    return unit.around.again and not before.around.again and before.around.sentence < unit.around.sentence


def _follows(a: Unit, b: Unit) -> bool:
    """Say whether one counts only those arrested: that comes after the event and makes no second one of it."""
    return [AFTERMATH in {t.harm for t in u.account.tallies} and len(u.account.tallies) == 1 for u in (a, b)].count(
        True
    ) == 1


def _share_harm(a: Account, b: Account) -> bool:
    """Say whether both count the same harm: "another 40 were wounded" goes on with the event, it begins none."""
    return bool({t.harm for t in a.tallies} & {t.harm for t in b.tallies})


def _share_number(a: Account, b: Account) -> bool:
    """Say whether both count the same number of one harm: a headline's, spelt out."""
    return bool({(t.harm, t.low) for t in a.tallies} & {(t.harm, t.low) for t in b.tallies})


def _same_speaker_conflict(one: Unit, two: Unit) -> bool:
    """Say whether one speaker gives two numbers of one class; somebody named is one of a larger number, not another number."""
    a, b = one.account, two.account
    if not a.roots & b.roots or _is_named(one) != _is_named(two):
        return False
    clashes = [x for x in a.tallies for y in b.tallies if _clash(x, y)]
    agreements = [x for x in a.tallies for y in b.tallies if x.harm == y.harm and (x.low, x.klass) == (y.low, y.klass)]
    return bool(clashes) and not agreements


def _is_named(unit: Unit) -> bool:
    """Say whether a unit counts nobody but people it names."""
    return all(c.names_its_people for c in unit.claims)


def _clash(x: Tally, y: Tally) -> bool:
    return x.harm == y.harm and x.klass == y.klass and x.exact and y.exact and x.low != y.low


def _may_join(a: Unit, b: Unit) -> bool:
    """Say whether two units may be one event.

    A missing date or place is filled from the same speaker, or where the outlet goes on in its own voice.
    """
    if (
        a.account.diffuse != b.account.diffuse
        and a.account.tallies
        and b.account.tallies
        and a.closing != b.around.sentence
    ):
        return False
    known = (a.account.start, a.account.place_name, b.account.start, b.account.place_name)
    if None not in known:
        return True
    return _goes_on(a, b) or bool(a.account.roots & b.account.roots)


def _goes_on(a: Unit, b: Unit) -> bool:
    """Say whether the next words follow in the outlet's own voice, before or after a quoted speaker's."""
    return (b.around.sentence - a.closing <= 1 or _is_lead(a, b)) and not (_is_quoted(a) and _is_quoted(b))


def _is_lead(a: Unit, b: Unit) -> bool:
    """Say whether a report opens with the one and its first sentences go on to the other."""
    return a.around.headline and 0 < b.around.sentence <= LEAD_SENTENCES


def _is_quoted(unit: Unit) -> bool:
    return any(c.said_by for c in unit.claims)


def _clusters(size: int, bonds: Mapping[tuple[int, int], Bond], same: float) -> list[list[int]]:
    """Join the best bonds first; two clusters join only if no bond between them says apart and the mean is "same" enough."""
    member = list(range(size))
    clusters: dict[int, list[int]] = {i: [i] for i in range(size)}
    between: dict[int, dict[int, _Between]] = {i: {} for i in range(size)}
    for (i, j), bond in bonds.items():
        between[i][j] = between[j][i] = _Between(bond)
    order = sorted((-bond.score, pair) for pair, bond in bonds.items() if bond.verdict == "same")
    for _, (i, j) in order:
        one, two = member[i], member[j]
        if one == two or not between[one][two].agree(same):
            continue
        keep, gone = min(one, two), max(one, two)
        for index in clusters[gone]:
            member[index] = keep
        clusters[keep] += clusters.pop(gone)
        _hand_over(between, keep, gone)
    return [sorted(c) for _, c in sorted(clusters.items())]


class _Between:
    """What the bonds between two clusters say, kept as clusters grow: looking them up anew is quadratic in a long list."""

    __slots__ = ("_agreed", "apart", "scores")

    def __init__(self, bond: Bond) -> None:
        self.scores = [bond.score]
        self.apart = bond.verdict == "apart" and bond.score < 0
        self._agreed: bool | None = None

    def agree(self, same: float) -> bool:
        """Return True where no bond says apart and the mean is "same" enough."""
        if self._agreed is None:
            self._agreed = not self.apart and math.fsum(self.scores) >= 0.6 * same * len(self.scores)
        return self._agreed

    def add(self, other: "_Between") -> None:
        """Take in what lay between one of the two and a cluster that went into the other."""
        self.scores += other.scores
        self.apart |= other.apart
        self._agreed = None


def _hand_over(between: dict[int, dict[int, _Between]], keep: int, gone: int) -> None:
    """Give what lay between a cluster and its neighbours to the cluster it went into."""
    for other, theirs in between.pop(gone).items():
        del between[other][gone]
        if other == keep:
            continue
        ours = between[keep].get(other)
        if ours is None:
            between[keep][other] = between[other][keep] = theirs
            continue
        ours.add(theirs)


def _merged(
    units: list[Unit],
    clusters: list[list[int]],
    bonds: Mapping[tuple[int, int], Bond],
    document: Document | None,
    family: str,
    setting: Setting,
    lexicon: LinkLexicon,
) -> ReportAccounts:
    accounts: list[Account] = []
    text = document.text if document else ""
    links: dict[str, tuple[Reason, ...]] = {}
    furthest = max((j - i for i, j in bonds), default=0)
    lead = _lead(clusters, units)
    told = frozenset[str]()
    if lead is not None and text:
        others = {u.around.sentence for k, c in enumerate(clusters) if k != lead for u in (units[i] for i in c)}
        own = {u.around.sentence for u in (units[i] for i in clusters[lead])}
        told = document_names(text, lexicon, without=others - own)
    for number, cluster in enumerate(clusters):
        chosen = [units[i] for i in cluster]
        names = told if number == lead else frozenset[str]()
        account = msgspec.structs.replace(
            _joined(chosen, names, document, family, setting),
            apart=chosen[0].around.apart,
            risen=any(u.around.risen for u in chosen),
            again=chosen[0].around.again,
        )
        accounts.append(account)
        links[account.key] = _link_reasons(cluster, units, bonds, furthest)
    cluster_of = {i: x for x, cluster in enumerate(clusters) for i in cluster}
    pairs = {
        (min(x, y), max(x, y))
        for (i, j), bond in bonds.items()
        if bond.verdict == "apart" and (x := cluster_of[i]) != (y := cluster_of[j])
    }
    apart = tuple((accounts[x].key, accounts[y].key) for x, y in sorted(pairs))
    return ReportAccounts(tuple(accounts), links, apart, _second_blows(accounts))


def _joined(
    units: Sequence[Unit], told: frozenset[str], document: Document | None, family: str, setting: Setting
) -> Account:
    """Return the account of several units; ``told`` are names of the whole report."""
    if len(units) == 1:
        return renamed(units[0].account, units[0].claims, told) if told else units[0].account
    members = [c for u in units for c in u.claims]
    names = told.union(*(u.account.names for u in units))
    landmarks = frozenset[str]().union(*(u.account.landmarks for u in units))
    ages = frozenset[int]().union(*(u.account.ages for u in units))
    return account_of(members, document, family, setting, names, landmarks, ages)


def _second_blows(accounts: Sequence[Account]) -> tuple[tuple[str, str], ...]:
    """Pair each account of a second blow with the one told before it, at the same place and time as far as both say."""
    found = []
    told: list[Account] = []
    """The accounts before, the one told last in front; of those at one place the first."""
    for account in accounts:
        if not account.again:
            bisect.insort(told, account, key=lambda a: -a.position)
        elif (before := next((a for a in told if may_be_one_scene(account, a)), None)) is not None:
            found.append((account.key, before.key))
    return tuple(found)


def may_be_one_scene(a: Account, b: Account) -> bool:
    """Say whether nothing places or dates two accounts apart."""
    distance = distance_km(a, b)
    near = distance is None or distance <= a.radius_km + b.radius_km
    return near and not time_gap(a, b) and not (a.diffuse or b.diffuse)


def _lead(clusters: Sequence[Sequence[int]], units: Sequence[Unit]) -> int | None:
    """Return the cluster that a report is about: it has half of the claims at least, the first one on a tie; None in a round-up.

    Clusters that nothing places or dates apart from it count as its own: "five dead", further on two of them by name.
    """
    sizes = [sum(len(units[i].claims) for i in cluster) for cluster in clusters]
    if not sizes:
        return None
    lead = max(range(len(sizes)), key=lambda k: (_is_harm(clusters[k], units), sizes[k], -k))
    others = (k for k in range(len(sizes)) if k != lead and not _is_scene(clusters[lead], clusters[k], units))
    return lead if 2 * sum(sizes[k] for k in others) <= sum(sizes) else None


def _is_harm(cluster: Sequence[int], units: Sequence[Unit]) -> bool:
    """Say whether anybody is harmed: arrests alone are told after an event, and are not what its names stand for."""
    return any(t.harm != AFTERMATH for i in cluster for t in units[i].account.tallies)


def _is_scene(one: Sequence[int], two: Sequence[int], units: Sequence[Unit]) -> bool:
    return all(
        may_be_one_scene(units[i].account, units[j].account) and not units[j].around.apart for i in one for j in two
    )


def _link_reasons(
    cluster: list[int], units: list[Unit], bonds: Mapping[tuple[int, int], Bond], furthest: int
) -> tuple[Reason, ...]:
    reasons = []
    for position, j in enumerate(cluster[1:], start=1):
        near = cluster[bisect.bisect_left(cluster, j - furthest) : position]
        best = max((b for i in near if (b := bonds.get((i, j)))), key=lambda b: b.score, default=None)
        if best is not None:
            said = "; ".join(r.text for r in best.reasons)
            ids = (units[cluster[0]].account.key, units[j].account.key)
            code = "judged" if best.reasons and best.reasons[0].code == "judged" else "same-report"
            reasons.append(Reason(code, f"mentions of one event in one report: {said}", ids))
    return tuple(reasons)
