"""Read, extract, resolve: one shard of the archive into one Parquet file. The steps are those of a book."""

import functools
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tollbook.batch.guard import Guard
from tollbook.batch.packing import pack, unpack
from tollbook.batch.rows import rows_in
from tollbook.batch.shards import Row, Shard
from tollbook.batch.work import whole
from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.reading.extracting import extract_one
from tollbook.flow.reading.local_day import with_local_day
from tollbook.flow.steps import read_claims
from tollbook.link.incidents import event_claims
from tollbook.link.words import document_names
from tollbook.model.claim import Crime, Extraction
from tollbook.model.document import Credits, Document, document_id, text_id
from tollbook.model.issue import Issue
from tollbook.read.text import ReadText, Unreadable
from tollbook.vocab.linking import link_lexicon
from tollbook.vocab.load import languages

SUMMARY = b"tollbook.summary"
UNREAD = "language-not-read"
LONGEST = 2_000_000
"""Characters of one report, as in a book."""
ROWS_AT_ONCE = 1000
FIRST_WORDS = "At least 3 civilians were killed by shelling in Homs on Monday, activists said. Two others were wounded."


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch is told: language (None: as each row says, else as its text looks), zone, focus, seconds a document."""

    language: str | None = None
    timezone: str = "UTC"
    focus: tuple[str, ...] = ()
    seconds: float = 60.0
    profile: str = "airwars"
    shard_rows: int = 2000
    crime: Crime = "leave-out"

    @property
    def kit(self) -> Kit:
        """What the steps are lent."""
        return kit_for(self.focus, self.crime)


@functools.cache
def kit_for(focus: tuple[str, ...], crime: Crime) -> Kit:
    """Return what the steps are lent, once a process.

    A sentence is read with it first: the word lists that this loads are no report's fault when its seconds are counted.
    """
    kit = msgspec.structs.replace(default_kit(focus), crime=crime)
    for code in languages():
        extract_one(document_of(FIRST_WORDS, Credits(language=code)), kit, read_claims, is_copy=False)
    return kit


class ReadTask(msgspec.Struct, frozen=True):
    """A shard, how it is read, where its result goes, and where the worker notes what it is at."""

    shard: Shard
    settings: Settings
    target: str
    marker: str


class Summary(msgspec.Struct, kw_only=True):
    """What a shard held: rows, those with a report, those that say something, claims, characters.

    ``seconds`` are of a processor, ``memory_mb`` the most its process ever had.
    """

    rows: int = 0
    documents: int = 0
    telling: int = 0
    claims: int = 0
    characters: int = 0
    set_aside: int = 0
    unread: int = 0
    seconds: float = 0.0
    memory_mb: int = 0


class Found(msgspec.Struct, frozen=True):
    """One row's outcome, as a row of the result; ``extraction`` and ``text`` are there when it says something."""

    number: int
    offset: int | None
    state: str
    text_id: str | None = None
    credits: Credits = Credits()
    media_type: str | None = None
    characters: int = 0
    claims: int = 0
    records: int = 0
    text: str | None = None
    extraction: bytes | None = None
    issues: tuple[Issue, ...] = ()
    names: tuple[str, ...] = ()
    other: str | None = None


def read_shard(task: ReadTask) -> Summary:
    """Read a shard, write what it says to ``task.target``, whole or not at all, and return a summary."""
    kit = task.settings.kit
    summary = Summary()
    began = time.process_time()
    found: list[Found] = []
    with Guard(Path(task.marker), task.settings.seconds) as guard:
        for row in _guarded(task.shard, guard):
            outcome = row if isinstance(row, Found) else _outcome(row, task, kit)
            _add(summary, outcome)
            found.append(outcome)
        found += _unread_issue(task.shard, found)
        summary.seconds = time.process_time() - began
        summary.memory_mb = most_memory_mb()
        write_found(Path(task.target), found, task, summary)
    return summary


def most_memory_mb() -> int:
    """Return the most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _guarded(shard: Shard, guard: Guard) -> Iterator[Row | Found]:
    """Yield the rows; one that killed or held up a process before comes as its Issue."""
    rows = rows_in(shard)
    number = shard.start
    while True:
        if (cause := guard.cause(number)) is not None:
            yield _set_aside(shard, number, cause)
        if guard.is_hopeless(number):
            yield _given_up(shard, number)
            return
        guard.at(number)
        row = next(rows, None)
        if row is None:
            return
        guard.at(row.number)
        if (cause := guard.cause(row.number)) is None:
            yield row
        elif row.number != number:
            yield _set_aside(shard, row.number, cause)
        number = row.number + 1


def _set_aside(shard: Shard, number: int, cause: str) -> Found:
    where = f"{shard.source}:{number}"
    if cause == "hung":
        message = "reading it took too long, twice, and was ended; it is set aside"
    else:
        message = "the worker process died at it, twice; it is set aside"
    hint = "Everything else was read. Please report it with its text; another version of the program tries it again."
    return Found(number, None, "set-aside", issues=(Issue("document-poison", "error", where, message, hint),))


def _given_up(shard: Shard, number: int) -> Found:
    message = "taking this row out of its file ends the process: it and the rest of its shard are set aside"
    hint = "The other shards were read. Look whether the file is damaged; fetch it again and run the same command."
    where = f"{shard.source}:{number}-{shard.stop - 1}"
    return Found(shard.stop - 1, None, "set-aside", issues=(Issue("shard-given-up", "error", where, message, hint),))


def _outcome(row: Row, task: ReadTask, kit: Kit) -> Found:
    try:
        return _read(row, task, kit)
    except MemoryError:
        hint = "Everything else was read. Give the workers more with --memory to try it again."
        where = f"{task.shard.source}:{row.number}"
        issue = Issue("document-poison", "error", where, "reading it takes more memory than a worker may have", hint)
        return Found(row.number, row.offset, "set-aside", issues=(issue,))


def _read(row: Row, task: ReadTask, kit: Kit) -> Found:
    read = row.read
    other = msgspec.json.encode(row.other, enc_hook=str).decode() if row.other else None
    if read is None:
        return Found(row.number, row.offset, "gated", credits=Credits(url=row.url), other=other)
    if isinstance(read, Unreadable):
        return Found(row.number, row.offset, "unreadable", issues=read.issues, other=other)
    if not read.text.strip() or len(read.text) > LONGEST:
        return Found(row.number, row.offset, "unreadable", issues=(_bounds(read, task, row),), other=other)
    said = with_local_day(read.credits, task.settings.timezone)
    document = document_of(read.text, said, task.settings.language, media_type=read.media_type)
    extraction = extract_one(document, kit, read_claims, is_copy=False)
    says = bool(extraction.claims or extraction.records)
    issues = read.issues if says else ()
    return Found(
        row.number,
        row.offset,
        "read",
        text_id(read.text),
        said,
        read.media_type,
        len(read.text),
        len(extraction.claims),
        len(extraction.records),
        read.text if says else None,
        pack(extraction) if says else None,
        (*issues, *(() if says else extraction.issues)),
        _full_names(read.text) if says and not event_claims(extraction.claims) else (),
        other if says else None,
    )


def document_of(
    text: str,
    said: Credits,
    language: str | None = None,
    *,
    identity: str | None = None,
    media_type: str = "text/plain",
) -> Document:
    """Return the document of ``text`` with its credits, under the id a book gives it."""
    return Document(
        id=identity or document_id(text, 0),
        sha256="",
        text=text,
        published=said.published,
        outlet=said.outlet,
        language=said.language or language,
        title=said.title,
        url=said.url,
        media_type=media_type,
        caller_ids=(said.caller_id,) if said.caller_id else (),
        instant=said.instant,
        zone=said.zone,
    )


def _bounds(read: ReadText, task: ReadTask, row: Row) -> Issue:
    where = f"{task.shard.source}:{row.number}"
    if not read.text.strip():
        return Issue("document-empty", "error", where, "the text is empty", "Fetch the report again.")
    message = f"{len(read.text):,} characters; a report of up to {LONGEST:,} is read"
    return Issue("document-too-long", "error", where, message, "If it holds many reports, give each as a row.")


def _full_names(text: str) -> tuple[str, ...]:
    return tuple(sorted(n for n in document_names(text, link_lexicon()) if " " in n))


def _add(summary: Summary, found: Found) -> None:
    summary.rows += 1
    summary.documents += found.text_id is not None
    summary.telling += found.extraction is not None
    summary.claims += found.claims
    summary.characters += found.characters
    summary.set_aside += found.state == "set-aside"
    summary.unread += any(i.code == UNREAD for i in found.issues)


def _unread_issue(shard: Shard, found: list[Found]) -> list[Found]:
    """Say once for a shard how many rows are in languages that are not read: an archive holds millions of them."""
    reasons = Counter(i.message for f in found for i in f.issues if i.code == UNREAD)
    if not reasons:
        return []
    number = sum(reasons.values())
    message = f"{number:,} rows are in no language the program reads"
    hint = "They are listed in work/read with the state they have. A language more is a folder of data."
    where = f"{shard.source}:{shard.start}-{shard.stop - 1}"
    found[:] = [
        msgspec.structs.replace(f, issues=tuple(i for i in f.issues if i.code != UNREAD), state="language")
        if any(i.code == UNREAD for i in f.issues) and f.extraction is None
        else f
        for f in found
    ]
    return [Found(shard.stop, None, "note", issues=(Issue(UNREAD, "info", where, message, hint),))]


@functools.cache
def _schema() -> Any:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    return pa.schema(
        [
            ("number", pa.int64()),
            ("offset", pa.int64()),
            ("state", pa.string()),
            ("text_id", pa.string()),
            ("credits", pa.binary()),
            ("media_type", pa.string()),
            ("characters", pa.int32()),
            ("claims", pa.int32()),
            ("records", pa.int32()),
            ("text", pa.string()),
            ("extraction", pa.binary()),
            ("issues", pa.binary()),
            ("names", pa.list_(pa.string())),
            ("other", pa.string()),
        ]
    )


def write_found(path: Path, found: list[Found], task: ReadTask, summary: Summary) -> None:
    """Write the outcomes as Parquet; the summary and the shard stand in the file's own metadata."""
    import pyarrow as pa  # noqa: PLC0415  # an extra
    from pyarrow import parquet  # noqa: PLC0415  # an extra

    columns: dict[str, list[Any]] = {name: [getattr(f, name) for f in found] for name in _schema().names}
    for name in ("credits", "issues"):
        columns[name] = [msgspec.msgpack.encode(value) if value else None for value in columns[name]]
    note = {SUMMARY: msgspec.json.encode(summary), b"tollbook.shard": msgspec.json.encode(task.shard)}
    schema = _schema().with_metadata(note)
    with whole(path) as part:
        parquet.write_table(pa.table(columns, schema=schema), part, compression="zstd", row_group_size=ROWS_AT_ONCE)


def read_found(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a result that say something or have an Issue, with ``columns`` decoded."""
    from pyarrow import compute, parquet  # noqa: PLC0415  # an extra

    kinds: dict[str, Any] = {"credits": Credits, "issues": tuple[Issue, ...]}
    wanted = sorted({*columns, "claims", "records", "issues"})
    for whole_batch in parquet.ParquetFile(path).iter_batches(ROWS_AT_ONCE, columns=wanted):
        says = compute.greater(compute.add(whole_batch["claims"], whole_batch["records"]), 0)
        batch = whole_batch.filter(compute.or_(says, whole_batch["issues"].is_valid())).select(columns)
        for row in batch.to_pylist():
            for name in kinds.keys() & row.keys():
                if row[name] is not None:
                    row[name] = msgspec.msgpack.decode(row[name], type=kinds[name])
            if row.get("extraction") is not None:
                row["extraction"] = unpack(row["extraction"], Extraction)
            yield row


def read_summary(path: Path) -> Summary | None:
    """Return the summary of a result that is there and whole, None where there is none."""
    from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415  # an extra

    try:
        metadata = parquet.read_metadata(path).metadata
    except (OSError, ArrowInvalid):
        return None
    return msgspec.json.decode(metadata[SUMMARY], type=Summary) if metadata and SUMMARY in metadata else None
