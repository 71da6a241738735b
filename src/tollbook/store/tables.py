"""The tables. The first group is kept for good, the second derived: dropped and rebuilt when its shape changes."""

import functools
import hashlib

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import CreateTable

from tollbook.model.claim import Claim, Extraction
from tollbook.model.incident import Incident
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.total import Series, Total
from tollbook.store.kinds import Number, Said, Text, Word

LEDGER_SCHEMA = 3
"""Format of the kept tables: the number of the last step in ``migrations``."""

kept = MetaData()
derived = MetaData()

meta = Table("meta", kept, Column("key", Word, primary_key=True), Column("value", Text, nullable=False))
documents = Table(
    "documents",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Word, nullable=False, unique=True),
    Column("text_id", Word, nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("sha256", Word, nullable=False),
    Column("media_type", Word, nullable=False),
    Column("length", Integer, nullable=False),
    Column("text", Said, nullable=False),
)
receipts = Table(
    "receipts",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Word, nullable=False, unique=True),
    Column("document", ForeignKey("documents.id"), index=True),
    Column("sha256", Word, nullable=False),
    Column("line", Integer),
    Column("received", Word, nullable=False),
    Column("value", Text, nullable=False),
    Index("receipts_by_bytes", "sha256", "line"),
)
entries = Table(
    "entries",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Word, nullable=False),
    Column("author", Word, nullable=False),
    Column("time", Word, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Word, nullable=False),
    Column("hash", Word, nullable=False),
    UniqueConstraint("previous"),
)
accounts = Table(
    "accounts",
    kept,
    Column("key", Word, primary_key=True),
    Column("name", Word, nullable=False),
    Column("role", Word, nullable=False),
    Column("password", Word, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("is_cleared", Boolean, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("totp", Word),
    Column("totp_step", Integer, nullable=False),
    Column("recovery", Text, nullable=False),
    Column("token", Word, index=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Word),
)

leases = Table(
    "leases",
    kept,
    Column("item", Word, primary_key=True),
    Column("holder", Word, nullable=False),
    Column("until", Word, nullable=False),
    Column("assignee", Word, nullable=False),
    Column("assigned_by", Word, nullable=False),
)
"""Who works on which item of the queue. Kept, but no part of the ledger."""

extractions = Table(
    "extractions",
    derived,
    Column("document", Word, primary_key=True),
    Column("key", Word, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("value", Text, nullable=False),
)
claims = Table(
    "claims",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, unique=True),
    Column("document", Word, nullable=False, index=True),
    Column("harm", Word, nullable=False),
    Column("scope", Word, nullable=False),
    Column("low", Number, nullable=False),
    Column("high", Number),
    Column("day_from", Word),
    Column("day_to", Word),
    Column("place", Word),
    Column("country", Word),
    Column("lat", Float),
    Column("lon", Float),
    Column("value", Text, nullable=False),
    Index("claims_by_country_day", "country", "day_from", "harm"),
    Index("claims_by_day", "day_from", "day_to"),
)
claim_counts = Table(
    "claim_counts",
    derived,
    Column("country", Word, primary_key=True),
    Column("month", Word, primary_key=True),
    Column("harm", Word, primary_key=True),
    Column("scope", Word, primary_key=True),
    Column("claims", Integer, nullable=False),
)
"""How many claims there are of each: see ``counts``."""
records = Table(
    "records",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, index=True),
    Column("document", Word, nullable=False, index=True),
    Column("kind", Word, nullable=False, index=True),
    Column("value", Text, nullable=False),
)
incidents = Table(
    "incidents",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Word, nullable=False, unique=True),
    Column("code", Word, nullable=False, index=True),
    Column("day_from", Word),
    Column("day_to", Word),
    Column("place", Word),
    Column("country", Word),
    Column("value", Text, nullable=False),
    Index("incidents_by_country_day", "country", "day_from"),
)
totals = Table(
    "totals",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("claim", Word, nullable=False, index=True),
    Column("speaker", Said, nullable=False),
    Column("harm", Word, nullable=False),
    Column("value", Text, nullable=False),
)
series = Table(
    "series",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("speaker", Said, nullable=False),
    Column("harm", Word, nullable=False),
    Column("value", Text, nullable=False),
)
issues = Table(
    "issues",
    derived,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("code", Word, nullable=False, index=True),
    Column("severity", Word, nullable=False),
    Column("subject", Said, nullable=False),
    Column("value", Text, nullable=False),
)


@functools.cache
def derived_schema() -> str:
    """Return the hash of the derived tables' shape and of the values kept in them."""
    digest = hashlib.sha256()
    for table in derived.sorted_tables:
        digest.update(str(CreateTable(table)).encode())
    _, shapes = msgspec.json.schema_components([Extraction, Claim, Record, Incident, Total, Series, Issue])
    digest.update(msgspec.json.encode(shapes, order="sorted"))
    return digest.hexdigest()
