"""The tables of claims, incidents and totals: given out in sheets of one month each and written by the engine."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from tollbook.batch.flatten import (
    Origin,
    claim_day,
    claim_row,
    incident_day,
    incident_row,
    total_day,
    total_row,
)
from tollbook.batch.packing import pack, unpack
from tollbook.batch.tables import UNKNOWN, Row, write_rows
from tollbook.batch.work import write_whole
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.total import Total
from tollbook.model.voice import Voice

LINES_A_SHEET = 4000
"""A line takes some kilobytes as a row, fifty with an area's outline in it."""


class ClaimLine(msgspec.Struct, frozen=True):
    """A claim with what its row tells besides: its incident, where its document stands, who is behind it."""

    PLACED_IN: ClassVar = ("claim",)
    claim: Claim
    incident: str | None
    origin: Origin
    voice: Voice

    @property
    def day(self) -> dt.date | None:
        """The day that decides its month."""
        return claim_day(self.claim, self.origin)

    def row(self, extractor: str) -> Row:
        """Return its row."""
        return claim_row(self.claim, self.incident, self.origin, self.voice, extractor)


class IncidentLine(msgspec.Struct, frozen=True):
    """An incident."""

    PLACED_IN: ClassVar = ("incident",)
    incident: Incident

    @property
    def day(self) -> dt.date | None:
        """The day that decides its month."""
        return incident_day(self.incident)

    def row(self, _: str) -> Row:
        """Return its row."""
        return incident_row(self.incident)


class TotalLine(msgspec.Struct, frozen=True):
    """A total with the document that states it and that document's day."""

    PLACED_IN: ClassVar = ("total",)
    total: Total
    document: str
    published: dt.date | None

    @property
    def day(self) -> dt.date | None:
        """The day that decides its month."""
        return total_day(self.total, self.published)

    def row(self, _: str) -> Row:
        """Return its row."""
        return total_row(self.total, self.document, self.published)


class Sheet(msgspec.Struct, frozen=True):
    """Lines of one month."""

    PLACED_IN: ClassVar = ("claims", "incidents", "totals")
    claims: list[ClaimLine] = []
    incidents: list[IncidentLine] = []
    totals: list[TotalLine] = []


Line = ClaimLine | IncidentLine | TotalLine


class SheetTask(msgspec.Struct, frozen=True):
    """A file with lines, the name of their part of the tables, and the folder the tables are made in."""

    source: str
    part: str
    extractor: str
    folder: str


def sheet_tasks(
    folder: Path,
    extractor: str,
    claims: Iterable[ClaimLine],
    incidents: Iterable[Incident],
    totals: Iterable[TotalLine],
) -> Iterator[SheetTask]:
    """Write the lines into files below ``folder``, of one month each, and yield the task of each."""
    months: dict[str, Sheet] = {}
    for line in claims:
        _of(months, line).claims.append(line)
    for incident in incidents:
        told = IncidentLine(incident)
        _of(months, told).incidents.append(told)
    for total in totals:
        _of(months, total).totals.append(total)
    for month, sheet in sorted(months.items()):
        for number, share in enumerate(_shares(sheet)):
            source = folder / f"{month}-{number}.in"
            write_whole(source, pack(share))
            yield SheetTask(str(source), f"part-{number}", extractor, str(folder))


def _of(months: dict[str, Sheet], line: Line) -> Sheet:
    month = f"{line.day:%Y-%m}" if line.day else UNKNOWN
    if month not in months:
        months[month] = Sheet([], [], [])
    return months[month]


def _shares(sheet: Sheet) -> Iterator[Sheet]:
    """Yield a month's lines in shares; each table's rows go by id, through the parts too."""
    claims = sorted(sheet.claims, key=lambda line: line.claim.id)
    incidents = sorted(sheet.incidents, key=lambda line: line.incident.id)
    totals = sorted(sheet.totals, key=lambda line: line.total.claim)
    for start in range(0, max(len(claims), len(incidents), len(totals)), LINES_A_SHEET):
        stop = start + LINES_A_SHEET
        yield Sheet(claims[start:stop], incidents[start:stop], totals[start:stop])


def write_sheet(task: SheetTask) -> int:
    """Write the rows of a sheet into their tables and return how many there are."""
    sheet = unpack(Path(task.source).read_bytes(), Sheet)
    tables: tuple[tuple[str, Iterable[Line]], ...] = (
        ("claims", sheet.claims),
        ("incidents", sheet.incidents),
        ("totals", sheet.totals),
    )
    return sum(
        write_rows(Path(task.folder), table, (line.row(task.extractor) for line in lines), task.part)
        for table, lines in tables
    )
