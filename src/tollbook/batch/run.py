"""Run an archive through the steps: survey, read, find copies, tell, weigh, build, write tables. Each result is kept."""

import functools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from tollbook.batch.copying import copy_windows
from tollbook.batch.doing import Doer
from tollbook.batch.engine import Engine
from tollbook.batch.filing import file_tables
from tollbook.batch.identity import Arrival, Member, members_of, standing
from tollbook.batch.linking import Families, ToldTask, families_from, find_copies, tell
from tollbook.batch.manifest import Counts, Input, Manifest, manifest_of, read_manifest, write_manifest
from tollbook.batch.reading import (
    ReadTask,
    Settings,
    Summary,
    document_of,
    most_memory_mb,
    read_found,
    read_shard,
    read_summary,
)
from tollbook.batch.record import load_everything, record_of
from tollbook.batch.shards import Shard
from tollbook.batch.sources import find_sources
from tollbook.batch.survey import Survey, SurveyTask, read_survey, shard_words, survey
from tollbook.batch.telling import Tell, silent_tell
from tollbook.batch.work import TABLES, Folder
from tollbook.flow.books.fingerprint import code_fingerprint, extractor_fingerprint
from tollbook.flow.books.lock import sole_writer
from tollbook.model.collector import collector_paused
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue, RunAborted

READING = (
    "batch/reading.py",
    "batch/packing.py",
    "batch/rows.py",
    "batch/warc.py",
    "read",
    "flow/reading/local_day.py",
    "flow/reading/language.py",
)
"""What a shard's result depends on besides the extractor; the rest of the program may change without reading again."""
SURVEYING = ("batch/survey.py", "batch/warc.py")
SHARDS_KEPT_OPEN = 8


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a run gave: the manifest, the Issues, and whether everything was there already."""

    manifest: Manifest
    issues: tuple[Issue, ...]
    was_done: bool = False


class Archive(msgspec.Struct, frozen=True):
    """The archive as it was cut: files, shards, and where the result of reading each shard lies, in the same order."""

    surveys: list[Survey]
    shards: list[Shard]
    found: list[Path]


def run_batch(
    patterns: Sequence[str], root: Path, settings: Settings, engine: Engine, tell_: Tell = silent_tell
) -> Outcome:
    """Run the files that ``patterns`` mean through all steps into the folder ``root``.

    Everything done is kept and not done again while its input and the program stay as they are; after a kill at any
    moment the same call goes on. Raises RunAborted when there is nothing to read or no way to write.
    """
    sources, issues = find_sources(patterns)
    if not sources:
        raise RunAborted(issues[0])
    folder = Folder(root)
    _make(folder)
    with sole_writer(root, "batch run"):
        doer = Doer(folder, engine, tell_)
        surveys = [
            read_survey(Path(target))
            for target in _surveyed(doer, [SurveyTask(s, settings.shard_rows, "") for s in sources])
        ]
        archive = _read(doer, surveys, settings)
        result = content_id("b1_", code_fingerprint(), settings, [p.name for p in archive.found])
        told = (*issues, *(i for s in surveys for i in s.issues))
        before = read_manifest(folder.manifest)
        if before is not None and before.result == result and all((root / t).is_dir() for t in TABLES):
            return Outcome(manifest=before, issues=told, was_done=True)
        with collector_paused():
            return _finish(doer, archive, settings, result, told)


def _make(folder: Folder) -> None:
    try:
        folder.make()
    except OSError as error:
        hint = "Give a folder that you may write to, on a disk that all workers see."
        raise RunAborted(Issue("batch-out-unwritable", "error", str(folder.root), f"{error.strerror}", hint)) from error


def _surveyed(doer: Doer, tasks: Iterable[SurveyTask]) -> list[str]:
    named: dict[str, SurveyTask] = {}
    for task in tasks:
        name = content_id("v1_", msgspec.to_builtins(task), code_fingerprint(SURVEYING))
        target = str(doer.folder.path("survey", name))
        named[target] = msgspec.structs.replace(task, target=target)
    doer.do("survey", survey, named, noun="rows")
    return list(named)


def _read(doer: Doer, surveys: list[Survey], settings: Settings) -> Archive:
    """Read every shard that was not read by this program with these settings."""
    kit = settings.kit
    lens = (extractor_fingerprint(kit), code_fingerprint(READING), msgspec.to_builtins(settings))
    shards = [shard for s in surveys for shard in s.shards]
    found: list[Path] = []
    tasks: dict[str, ReadTask] = {}
    for shard in shards:
        name = content_id("h1_", shard.source, shard_words(shard), *lens)
        target = doer.folder.path("read", name + ".parquet")
        found.append(target)
        tasks[str(target)] = ReadTask(shard, settings, str(target), str(doer.folder.markers / name))
    doer.do("read", read_shard, tasks, count=lambda summary: int(summary.documents), noun="documents")
    return Archive(surveys, shards, found)


def _finish(doer: Doer, archive: Archive, settings: Settings, result: str, told: tuple[Issue, ...]) -> Outcome:
    arrivals, reading = _arrivals(archive.found)
    listed = members_of(arrivals)
    members, editions = standing(listed, _texts(archive.found, listed))
    families = _families(doer, archive, members)
    everything = load_everything(Path(t) for t in _told(doer, archive, members, families, settings))
    named = functools.partial(_silent, archive.found, members)
    record = record_of(everything, families, named, settings, doer)
    issues = tuple(dict.fromkeys((*told, *reading, *everything.issues, *record.issues)))
    filed = file_tables(doer, archive.shards, archive.found, members, everything, record, issues, settings)
    counts = _counts([read_summary(p) for p in archive.found], filed, len(editions.later), len(members))
    inputs = tuple(
        Input(s.source.name, s.source.kind, s.source.size, s.sha256, s.rows, len(s.shards)) for s in archive.surveys
    )
    manifest = manifest_of(result, settings, inputs, counts, doer.engine.words, doer.done)
    write_manifest(doer.folder.manifest, manifest)
    return Outcome(manifest=manifest, issues=issues)


def _arrivals(found: Sequence[Path]) -> tuple[list[Arrival], list[Issue]]:
    """Return the rows that say something, in order, and the Issues of reading."""
    arrivals: list[Arrival] = []
    issues: list[Issue] = []
    for shard, path in enumerate(found):
        for row in read_found(path, ["number", "text_id", "credits", "claims", "records", "issues", "names"]):
            issues += row["issues"] or ()
            if row["claims"] or row["records"]:
                arrivals.append(
                    Arrival(
                        shard, row["number"], row["text_id"], row["credits"], row["claims"], tuple(row["names"] or ())
                    )
                )
    return arrivals, issues


def _texts(found: Sequence[Path], members: Sequence[Member]) -> "functools.partial[str]":
    places = {m.id: (m.shard, m.number) for m in members}

    @functools.lru_cache(maxsize=SHARDS_KEPT_OPEN)
    def texts(shard: int) -> Mapping[int, str]:
        return {r["number"]: r["text"] for r in read_found(found[shard], ["number", "text"]) if r["text"] is not None}

    def text_of(document: str) -> str:
        shard, number = places[document]
        return texts(shard)[number]

    return functools.partial(text_of)


def _families(doer: Doer, archive: Archive, members: Sequence[Member]) -> Families:
    tasks = copy_windows(doer.folder, archive.found, [m for m in members if m.claims])
    doer.do("copies", find_copies, tasks, noun="documents")
    return families_from([msgspec.msgpack.decode(Path(t).read_bytes(), type=Families) for t in tasks])


def _told(doer: Doer, archive: Archive, members: Sequence[Member], families: Families, settings: Settings) -> list[str]:
    by_shard: dict[int, list[Member]] = {}
    for member in members:
        by_shard.setdefault(member.shard, []).append(member)
    tasks: dict[str, ToldTask] = {}
    for shard, own in by_shard.items():
        near = {m.id: families[m.id] for m in own if m.id in families}
        path = archive.found[shard]
        name = content_id("o1_", code_fingerprint(), path.name, msgspec.to_builtins(own), near)
        target = str(doer.folder.path("told", name))
        tasks[target] = ToldTask(str(path), own, near, settings, target)
    doer.do("told", tell, tasks, noun="claims")
    return list(tasks)


def _silent(found: Sequence[Path], members: Sequence[Member], named: AbstractSet[str]) -> Iterator[Document]:
    """Yield the documents without a claim of an event that give one of the full names that accounts hold."""
    wanted: dict[int, dict[int, Member]] = {}
    for member in members:
        if not named.isdisjoint(member.names):
            wanted.setdefault(member.shard, {})[member.number] = member
    for shard, own in wanted.items():
        for row in read_found(found[shard], ["number", "text"]):
            if row["number"] in own and row["text"] is not None:
                member = own[row["number"]]
                yield document_of(row["text"], member.credits, identity=member.id)


def _counts(summaries: Iterable[Summary | None], filed: Mapping[str, int], older_editions: int, members: int) -> Counts:
    known = [s for s in summaries if s is not None]
    return Counts(
        rows=sum(s.rows for s in known),
        documents=sum(s.documents for s in known),
        telling=sum(s.telling for s in known),
        characters=sum(s.characters for s in known),
        set_aside=sum(s.set_aside for s in known),
        in_no_language=sum(s.unread for s in known),
        seconds=round(sum(s.seconds for s in known), 2),
        own_seconds=round(time.process_time(), 2),
        worker_mb=max((s.memory_mb for s in known), default=0),
        own_mb=most_memory_mb(),
        standing=members,
        older_editions=older_editions,
        claims=filed["claims"],
        incidents=filed["incidents"],
        totals=filed["totals"],
        issues=filed["issues"],
    )
