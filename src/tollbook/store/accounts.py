"""The rows of accounts: hashes of secrets and what attempts to guess them have come to. Not in any dump, export or merge."""

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.store import tables

_a = tables.accounts


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """One account as stored. ``key`` is the name folded; times are ISO 8601 UTC; hashes are argon2 or SHA-256 in text."""

    key: str
    name: str
    role: str
    password: str
    must_change: bool = True
    is_cleared: bool = False
    is_disabled: bool = False
    totp: str | None = None
    totp_step: int = 0
    recovery: tuple[str, ...] = ()
    token: str | None = None
    failures: int = 0
    locked_until: str | None = None


def load(connection: Connection, key: str) -> AccountRow | None:
    """Return the account of that folded name, None where there is none."""
    row = connection.execute(select(_a).where(_a.c.key == key)).mappings().first()
    return _account(row) if row else None


def load_all(connection: Connection) -> list[AccountRow]:
    """Return all accounts by name."""
    return [_account(row) for row in connection.execute(select(_a).order_by(_a.c.key)).mappings()]


def by_token(connection: Connection, digest: str) -> AccountRow | None:
    """Return the account whose interface token has that hash."""
    row = connection.execute(select(_a).where(_a.c.token == digest)).mappings().first()
    return _account(row) if row else None


def put(connection: Connection, account: AccountRow) -> None:
    """Store the account in place of the one of that name."""
    row: dict[str, Any] = msgspec.structs.asdict(account)
    row["recovery"] = msgspec.json.encode(account.recovery).decode()
    connection.execute(_a.delete().where(_a.c.key == account.key))
    connection.execute(_a.insert(), row)


def _account(row: Any) -> AccountRow:
    return AccountRow(**{**row, "recovery": tuple(msgspec.json.decode(row["recovery"]))})
