"""The tasks between reading and the tables: copies, accounts, weights of pairs, incidents. Each calls a step of the house."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import msgspec

from tollbook.batch.identity import Member
from tollbook.batch.packing import pack, unpack
from tollbook.batch.reading import Settings, document_of, read_found
from tollbook.batch.work import write_whole
from tollbook.flow.kit import Kit
from tollbook.flow.reading.extracting import extract_one
from tollbook.flow.reading.shift import salted
from tollbook.flow.record import incidents_of, told_in
from tollbook.flow.steps import read_claims
from tollbook.link.account import Account
from tollbook.link.copies import families_of
from tollbook.link.groups import Group
from tollbook.link.identity import Identity
from tollbook.link.incidents import scores_under
from tollbook.link.report import ReportAccounts
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.incident import GradeInputs, Incident, Reason
from tollbook.model.issue import Issue
from tollbook.model.voice import Voice
from tollbook.reconcile.incident import Facts
from tollbook.reconcile.value import Setting
from tollbook.vocab.linking import link_weights
from tollbook.vocab.profiles import load_grading, load_profile

Families = dict[str, str]
Weighed = list[tuple[int, int, float]]


class CopiesTask(msgspec.Struct, frozen=True):
    """Documents to compare: by result of reading, the rows with their ids and credits."""

    rows: dict[str, list[Member]]
    target: str


def find_copies(task: CopiesTask) -> int:
    """Write the family of each document among those of the task, and return how many there are."""
    texts = [_lean(m, text) for path, members in task.rows.items() for m, text in _texts(path, members)]
    families = families_of(texts, link_weights().copies)
    write_whole(Path(task.target), msgspec.msgpack.encode(families))
    return len(families)


def _texts(path: str, members: list[Member]) -> list[tuple[Member, str]]:
    wanted = {m.number: m for m in members}
    rows = read_found(Path(path), ["number", "text"])
    return [(wanted[r["number"]], r["text"]) for r in rows if r["number"] in wanted and r["text"] is not None]


def _lean(member: Member, text: str) -> Document:
    return document_of(text, member.credits, identity=member.id)


class ToldTask(msgspec.Struct, frozen=True):
    """The documents of one result of reading, and the families of copies they belong to."""

    source: str
    members: list[Member]
    families: Families
    settings: Settings
    target: str


class ToldShard(msgspec.Struct, frozen=True):
    """What the documents of one shard say and tell; ``documents`` come without their words."""

    PLACED_IN: ClassVar = ("extractions",)
    documents: list[Document]
    extractions: list[Extraction]
    voices: dict[str, Voice]
    marks: dict[str, frozenset[str]]
    reports: list[ReportAccounts]


def tell(task: ToldTask) -> int:
    """Write what the documents of a shard say, who stands behind it and their accounts; return how many claims there are."""
    kit = task.settings.kit
    wanted = {m.number: m for m in task.members}
    documents: dict[str, Document] = {}
    extractions: list[Extraction] = []
    for row in read_found(Path(task.source), ["number", "text", "extraction", "media_type"]):
        member = wanted.get(row["number"])
        if member is None or row["text"] is None:
            continue
        document = document_of(
            row["text"],
            member.credits,
            task.settings.language,
            identity=member.id,
            media_type=row["media_type"] or "text/plain",
        )
        documents[document.id] = document
        extractions.append(_extraction(row["extraction"], member, document, kit))
    claims = [c for e in extractions for c in e.claims]
    told = told_in(documents, claims, task.families, kit)
    bare = [msgspec.structs.replace(d, text="") for d in documents.values()]
    shard = ToldShard(bare, extractions, told.voices, told.marks, told.reports)
    write_whole(Path(task.target), pack(shard))
    return len(claims)


def _extraction(found: Extraction, member: Member, document: Document, kit: Kit) -> Extraction:
    """Return what the row says, as the document it is: read again where other rows know its day or outlet."""
    if member.again:
        return extract_one(document, kit, read_claims, is_copy=member.is_copy)
    if not member.is_copy:
        return found
    return owned(salted(found, member.id), member.id)


def owned(extraction: Extraction, document: str) -> Extraction:
    """Return ``extraction`` as that of another document of the same words."""
    return msgspec.structs.replace(
        extraction,
        document=document,
        claims=tuple(msgspec.structs.replace(c, document=document) for c in extraction.claims),
        records=tuple(msgspec.structs.replace(r, document=document) for r in extraction.records),
        issues=tuple(_renamed(i, extraction.document, document) for i in extraction.issues),
    )


def _renamed(issue: Issue, old: str, new: str) -> Issue:
    return msgspec.structs.replace(
        issue, subject=issue.subject.replace(old, new), message=issue.message.replace(old, new)
    )


class Window(msgspec.Struct, frozen=True):
    """Accounts that meet under some blocks: their numbers in the whole, their keys there, what is decided, rarity of their words."""

    accounts: list[Account]
    numbers: list[int]
    keys: list[list[str]]
    decided: list[tuple[int, int]]
    rarity: dict[str, float]


class FileTask(msgspec.Struct, frozen=True):
    """A task whose input lies in a file: what it reads and where its result goes."""

    source: str
    target: str


def weigh(task: FileTask) -> int:
    """Weigh the pairs of a window, write them by the accounts' numbers in the whole, and return how many there are."""
    window = msgspec.msgpack.decode(Path(task.source).read_bytes(), type=Window)
    scores = scores_under(window.accounts, window.keys, set(window.decided), link_weights(), window.rarity)
    numbers = window.numbers
    found: Weighed = [(numbers[i], numbers[j], score) for (i, j), score in scores.items()]
    write_whole(Path(task.target), msgspec.msgpack.encode(found))
    return len(found)


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """Groups to make incidents of, with all that is known of their claims and nothing else."""

    PLACED_IN: ClassVar = ("claims",)
    groups: list[Group]
    identities: dict[str, Identity]
    claims: list[Claim]
    voices: dict[str, Voice]
    as_of: dict[str, int | None]
    marks: dict[str, frozenset[str]]
    denials: dict[str, tuple[Reason, ...]]
    profile: str
    scheme: str
    parents: dict[str, str] = {}


class Built(msgspec.Struct, frozen=True):
    """Incidents made of a share of the groups, and the Issues met."""

    PLACED_IN: ClassVar = ("incidents",)
    incidents: tuple[Incident, ...]
    issues: tuple[Issue, ...]


def build(task: FileTask) -> int:
    """Make the incidents of a share of the groups, write them, and return how many there are."""
    share = unpack(Path(task.source).read_bytes(), Share)
    facts = Facts(
        setting=Setting(share.voices, share.as_of, share.marks),
        profile=load_profile(share.profile),
        grading=load_grading(share.scheme),
        denials=share.denials,
        inputs=GradeInputs(),
        parents=share.parents,
        signed={},
    )
    incidents, issues = incidents_of(share.groups, share.identities, {c.id: c for c in share.claims}, facts)
    write_whole(Path(task.target), pack(Built(incidents, issues)))
    return len(incidents)


def families_from(found: list[Mapping[str, str]]) -> Families:
    """Return the family of each document from the families found in overlapping windows: what meets in one is joined."""
    root: dict[str, str] = {}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for families in found:
        for document, family in families.items():
            root.setdefault(document, document)
            root.setdefault(family, family)
            first, second = sorted((top(document), top(family)))
            root[second] = first
    return {name: top(name) for name in root}
