"""Link and reconcile what all shards tell: pairs are weighed and incidents made by the engine, the rest happens here."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from tollbook.batch.doing import Doer
from tollbook.batch.linking import Built, Families, FileTask, Share, ToldShard, Weighed, build, weigh
from tollbook.batch.packing import pack, unpack
from tollbook.batch.reading import Settings
from tollbook.batch.windows import windows_of
from tollbook.batch.work import write_whole
from tollbook.flow.books.fingerprint import code_fingerprint
from tollbook.flow.record import Builder, Given, as_of_days, by_first_day, reconciled
from tollbook.link.account import Account
from tollbook.link.groups import Group
from tollbook.link.identity import Identity
from tollbook.link.incidents import Scorer, link_reports, telling_words
from tollbook.link.report import ReportAccounts
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.incident import GradeInputs, Incident
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.snapshot import Reconciled
from tollbook.model.voice import Voice
from tollbook.reconcile.incident import Facts
from tollbook.reconcile.value import Setting
from tollbook.vocab.linking import LinkWeights, link_lexicon, link_weights
from tollbook.vocab.profiles import load_profile

GROUPS_A_TASK = 500


class Everything(msgspec.Struct):
    """What all shards tell, together in memory: the documents without their words."""

    documents: dict[str, Document] = {}
    claims: dict[str, Claim] = {}
    records: list[Record] = []
    issues: list[Issue] = []
    voices: dict[str, Voice] = {}
    marks: dict[str, frozenset[str]] = {}
    reports: list[ReportAccounts] = []


def load_everything(paths: Iterable[Path]) -> Everything:
    """Return what the shards tell."""
    found = Everything()
    for path in paths:
        shard = unpack(path.read_bytes(), ToldShard)
        found.documents.update({d.id: d for d in shard.documents})
        for extraction in shard.extractions:
            found.claims.update({c.id: c for c in extraction.claims})
            found.records += extraction.records
            found.issues += extraction.issues
        found.voices.update(shard.voices)
        found.marks.update(shard.marks)
        found.reports += shard.reports
    return found


def record_of(
    found: Everything,
    families: Families,
    silent: Callable[[AbstractSet[str]], Iterable[Document]],
    settings: Settings,
    doer: Doer,
) -> Reconciled:
    """Return the record of everything that was told, the same as one process makes of it.

    ``silent`` gives, for the full names that accounts hold, the documents without a claim that may tell of one of them.
    """
    named = {n for r in found.reports for a in r.accounts for n in a.names if " " in n}
    spoken = {a.document for r in found.reports for a in r.accounts}
    groups = link_reports(
        found.reports,
        (d for d in silent(named) if d.id not in spoken),
        weights=link_weights(),
        lexicon=link_lexicon(),
        scorer=_scorer(doer),
    )
    claims = {key: found.claims[key] for key in sorted(found.claims, key=lambda k: (found.claims[k].document, k))}
    profile = load_profile(settings.profile)
    given = Given(pairings=(), nestings=(), mintings=(), signed=(), inputs=GradeInputs(), scheme=profile.grading)
    setting = Setting(found.voices, as_of_days(claims.values(), found.documents, families), found.marks)
    records = sorted(found.records, key=lambda r: (r.document, r.span, r.id))
    kit = settings.kit
    return reconciled(groups, claims, records, setting, given, kit, profile, _builder(doer, settings))


def _scorer(doer: Doer) -> Scorer:
    def scored(
        accounts: Sequence[Account],
        decided: AbstractSet[tuple[int, int]],
        weights: LinkWeights,
        rarity: dict[str, float],
    ) -> dict[tuple[int, int], float]:
        windows = windows_of(accounts, decided, weights, telling_words(rarity, weights), rarity)
        targets = _farmed(
            doer, "scores", weigh, (msgspec.msgpack.encode(w, order="deterministic") for w in windows), "pairs"
        )
        found: dict[tuple[int, int], float] = {}
        for target in targets:
            weighed = msgspec.msgpack.decode(Path(target).read_bytes(), type=Weighed)
            found.update({(i, j): score for i, j, score in weighed})
        return found

    return scored


def _farmed(
    doer: Doer, stage: str, function: Callable[[FileTask], int], inputs: Iterable[bytes], noun: str
) -> list[str]:
    """Put each input into a file named by its content, have it worked on, and return the paths of the results."""
    tasks: dict[str, FileTask] = {}
    for content in inputs:
        name = content_id("w1_", stage, code_fingerprint(), hashlib.sha256(content).hexdigest())
        source, target = doer.folder.path(stage, name + ".in"), str(doer.folder.path(stage, name))
        if not Path(target).exists() and not source.exists():
            write_whole(source, content)
        tasks[target] = FileTask(str(source), target)
    doer.do(stage, function, tasks, noun=noun, keep=[t.source for t in tasks.values()])
    return list(tasks)


def _builder(doer: Doer, settings: Settings) -> Builder:
    def built(
        groups: Sequence[Group], identities: Mapping[str, Identity], claims: Mapping[str, Claim], facts: Facts
    ) -> tuple[tuple[Incident, ...], tuple[Issue, ...]]:
        shares = (
            _share(groups[k : k + GROUPS_A_TASK], identities, claims, facts, settings)
            for k in range(0, len(groups), GROUPS_A_TASK)
        )
        targets = _farmed(doer, "built", build, (pack(s, order="deterministic") for s in shares), "incidents")
        found = [unpack(Path(t).read_bytes(), Built) for t in targets]
        incidents = sorted((i for b in found for i in b.incidents), key=by_first_day)
        return tuple(incidents), tuple(i for b in found for i in b.issues)

    return built


def _share(
    groups: Sequence[Group],
    identities: Mapping[str, Identity],
    claims: Mapping[str, Claim],
    facts: Facts,
    settings: Settings,
) -> Share:
    ids = [c for g in groups for c in g.claims]
    near = {key for g in groups for key in (g.key, *(p.other for p in g.proposals))}
    setting = facts.setting
    return Share(
        groups=list(groups),
        identities={key: identities[key] for key in sorted(near)},
        claims=[claims[c] for c in ids],
        voices={c: setting.voices[c] for c in ids},
        as_of={c: setting.as_of[c] for c in ids},
        marks={c: setting.marks[c] for c in ids if c in setting.marks},
        denials={c: facts.denials[c] for c in ids if c in facts.denials},
        profile=settings.profile,
        scheme=facts.profile.grading,
        parents=dict(facts.parents),
    )
