"""Put the record of an archive into its tables. Knows where a document stands; the columns are ``flatten``'s."""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tollbook.batch.documents import Entry, MonthTask, write_month
from tollbook.batch.doing import Doer
from tollbook.batch.engine import Task
from tollbook.batch.flatten import Origin, issue_rows
from tollbook.batch.identity import Member
from tollbook.batch.reading import Settings, read_found
from tollbook.batch.record import Everything
from tollbook.batch.shards import Shard
from tollbook.batch.sheets import ClaimLine, TotalLine, sheet_tasks, write_sheet
from tollbook.batch.tables import Row, put_in_place, write_rows
from tollbook.batch.telling import Meter
from tollbook.flow.books.fingerprint import extractor_fingerprint
from tollbook.model.issue import Issue
from tollbook.model.snapshot import Reconciled


def file_tables(
    doer: Doer,
    shards: Sequence[Shard],
    found: Sequence[Path],
    members: Sequence[Member],
    everything: Everything,
    record: Reconciled,
    issues: Sequence[Issue],
    settings: Settings,
) -> dict[str, int]:
    """Write the five tables and put them in place; return how many rows each has."""
    made = doer.folder.root / "work" / "tables"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    extractor = extractor_fingerprint(settings.kit)
    origins = {o[0]: o[1] for o in _origins(shards, found, members)}
    published = {m.id: m.credits.published for m in members}
    counts = {"documents": _documents(doer, made, shards, found, members, everything, extractor)}
    owner = {c: i.id for i in record.incidents for c in i.claims}
    claims = everything.claims
    sheets = sheet_tasks(
        made,
        extractor,
        (ClaimLine(c, owner.get(c.id), origins[c.document], everything.voices[c.id]) for c in claims.values()),
        record.incidents,
        (TotalLine(t, claims[t.claim].document, published.get(claims[t.claim].document)) for t in record.totals),
    )
    _given_out(doer, [Task(f"sheet {Path(s.source).name}", write_sheet, s) for s in sheets], "rows")
    counts |= {"claims": len(claims), "incidents": len(record.incidents), "totals": len(record.totals)}
    counts["issues"] = write_rows(made, "issues", _issue_rows(issues, published))
    put_in_place(doer.folder, made)
    return counts


def _origins(shards: Sequence[Shard], found: Sequence[Path], members: Sequence[Member]) -> Iterator[tuple[str, Origin]]:
    """Yield (document, where it stands)."""
    by_shard: dict[int, dict[int, Member]] = {}
    for member in members:
        by_shard.setdefault(member.shard, {})[member.number] = member
    for number, own in by_shard.items():
        shard = shards[number]
        for row in read_found(found[number], ["number", "offset"]):
            member_ = own.get(row["number"])
            if member_ is not None:
                yield (
                    member_.id,
                    Origin(
                        source=shard.source,
                        shard=shard_name(shard),
                        row=row["number"],
                        offset=row["offset"],
                        published=member_.credits.published,
                        outlet=member_.credits.outlet,
                    ),
                )


def shard_name(shard: Shard) -> str:
    """Return how a shard is named in the tables: the rows of its file."""
    return f"{shard.start}-{shard.stop - 1}"


def _documents(
    doer: Doer,
    made: Path,
    shards: Sequence[Shard],
    found: Sequence[Path],
    members: Sequence[Member],
    everything: Everything,
    extractor: str,
) -> int:
    countries: dict[str, Counter[str]] = {}
    for claim in everything.claims.values():
        if claim.where and claim.where.place and claim.where.place.country:
            countries.setdefault(claim.document, Counter())[claim.where.place.country] += 1
    claims, records = (
        Counter(c.document for c in everything.claims.values()),
        Counter(r.document for r in everything.records),
    )
    months: dict[str, dict[str, list[Entry]]] = {}
    for member in members:
        shard, votes = shards[member.shard], countries.get(member.id)
        entry = Entry(
            number=member.number,
            id=member.id,
            credits=member.credits,
            callers=member.callers,
            country=min(votes, key=lambda c: (-votes[c], c)) if votes else None,
            source=shard.source,
            source_sha256=shard.sha256,
            shard=shard_name(shard),
            claims=claims[member.id],
            records=records[member.id],
            also=tuple(f"{shards[s].source}:{number}" for s, number in member.others),
        )
        month = f"{member.credits.published:%Y-%m}" if member.credits.published else ""
        months.setdefault(month, {}).setdefault(str(found[member.shard]), []).append(entry)
    tasks = [
        Task(f"documents {month}", write_month, MonthTask(entries, extractor, str(made)))
        for month, entries in sorted(months.items())
    ]
    return _given_out(doer, tasks, "documents")


def _given_out(doer: Doer, tasks: Sequence[Task], noun: str) -> int:
    """Have the tasks done and return how many rows they wrote."""
    meter = Meter(doer.tell, "tables", len(tasks), noun=noun)
    count = 0
    for _, written in doer.engine.each(tasks):
        meter.add(written)
        count += written
    return count


def _issue_rows(issues: Sequence[Issue], published: Mapping[str, dt.date | None]) -> Iterator[Row]:
    yield from issue_rows({i: published.get(i.subject) for i in issues})
