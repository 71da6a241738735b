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
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import CreateTable

from tollbook.model.claim import Claim, Extraction
from tollbook.model.incident import Incident
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.total import Series, Total

LEDGER_SCHEMA = 1
"""Version of the kept tables; a migration that raises it works on a copy of the book's database."""

kept = MetaData()
derived = MetaData()

meta = Table("meta", kept, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
documents = Table(
    "documents",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("text_id", String, nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("length", Integer, nullable=False),
    Column("text", Text, nullable=False),
)
receipts = Table(
    "receipts",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("document", ForeignKey("documents.id"), index=True),
    Column("sha256", String, nullable=False),
    Column("line", Integer),
    Column("received", String, nullable=False),
    Column("value", Text, nullable=False),
    Index("receipts_by_bytes", "sha256", "line"),
)
entries = Table(
    "entries",
    kept,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("author", String, nullable=False),
    Column("time", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    UniqueConstraint("previous"),
)
accounts = Table(
    "accounts",
    kept,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("is_cleared", Boolean, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("totp", String),
    Column("totp_step", Integer, nullable=False),
    Column("recovery", Text, nullable=False),
    Column("token", String, index=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until", String),
)

leases = Table(
    "leases",
    kept,
    Column("item", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", String, nullable=False),
    Column("assignee", String, nullable=False),
    Column("assigned_by", String, nullable=False),
)
"""Who works on which item of the queue. Kept, but no part of the ledger; books made before it get it when it is needed."""

extractions = Table(
    "extractions",
    derived,
    Column("document", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("value", Text, nullable=False),
)
claims = Table(
    "claims",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("document", String, nullable=False, index=True),
    Column("harm", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("low", Integer, nullable=False),
    Column("high", Integer),
    Column("day_from", String),
    Column("day_to", String),
    Column("place", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("value", Text, nullable=False),
    Index("claims_by_country_day", "country", "day_from", "harm"),
    Index("claims_by_day", "day_from", "day_to"),
)
records = Table(
    "records",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("document", String, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("value", Text, nullable=False),
)
incidents = Table(
    "incidents",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("code", String, nullable=False, index=True),
    Column("day_from", String),
    Column("day_to", String),
    Column("place", String),
    Column("country", String),
    Column("value", Text, nullable=False),
    Index("incidents_by_country_day", "country", "day_from"),
)
totals = Table(
    "totals",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("claim", String, nullable=False, index=True),
    Column("speaker", String, nullable=False),
    Column("harm", String, nullable=False),
    Column("value", Text, nullable=False),
)
series = Table(
    "series",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("speaker", String, nullable=False),
    Column("harm", String, nullable=False),
    Column("value", Text, nullable=False),
)
issues = Table(
    "issues",
    derived,
    Column("seq", Integer, primary_key=True),
    Column("code", String, nullable=False, index=True),
    Column("severity", String, nullable=False),
    Column("subject", String, nullable=False),
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
