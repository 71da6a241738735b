"""Everything a book holds at one moment, as values: what pages, tables, briefs and exports are made from."""

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Incident, Minting
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.model.record import Record
from tollbook.model.total import Series, Total


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """What linking and reconciling make of a set of claims; ``mintings`` are only the new ones."""

    incidents: tuple[Incident, ...] = ()
    totals: tuple[Total, ...] = ()
    issues: tuple[Issue, ...] = ()
    mintings: tuple[Minting, ...] = ()
    series: tuple[Series, ...] = ()


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A book at one moment. Documents, claims and incidents are keyed by id; claims carry people's corrections already."""

    documents: dict[str, Document] = {}
    claims: dict[str, Claim] = {}
    records: tuple[Record, ...] = ()
    incidents: dict[str, Incident] = {}
    totals: tuple[Total, ...] = ()
    series: tuple[Series, ...] = ()
    issues: tuple[Issue, ...] = ()
    entries: tuple[Entry, ...] = ()
