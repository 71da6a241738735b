"""Accounts of a team: make, change and check them. Guessing is slowed down here, and nothing tells which names exist."""

import datetime as dt
import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from tollbook.flow.books.book import open_book, reading, writer
from tollbook.flow.team.passwords import fits, hashed
from tollbook.model.account import Account, Role
from tollbook.store import accounts as store
from tollbook.store.accounts import AccountRow
from tollbook.store.engine import Connection, transaction

if TYPE_CHECKING:
    import pyotp

LEAST = 12
"""Characters of a password, after NIST SP 800-63B: length, not kinds of characters."""
LONGEST = 512
MOST_NAME = 80
FREE_TRIES = 5
"""Wrong tries in a row before an account waits: one minute, then twice as long each time, an hour at most."""
LONGEST_WAIT = dt.timedelta(hours=1)
RECOVERY_CODES = 8
STEP_SECONDS = 30


class AccountRefused(ValueError):  # noqa: N818  # named for what happened: nothing was written
    """An account cannot be made or changed so; the message says what is expected."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a try to log in: the account, or None, and until when a further try is not looked at."""

    account: Account | None = None
    waits_until: dt.datetime | None = None


def accounts_of(root: Path) -> tuple[Account, ...]:
    """Return the book's accounts by name."""
    with _writing(root) as connection:
        return tuple(_account(row) for row in store.load_all(connection))


def account_named(root: Path, name: str) -> Account | None:
    """Return the account of that name, None where there is none."""
    row = _seen(root, name)
    return _account(row) if row else None


def add_account(root: Path, name: str, role: str, *, is_cleared: bool = False) -> str:
    """Make an account and return its one-time password; raise AccountRefused for a name or role that cannot be."""
    shown = " ".join(name.split())
    if not shown or not shown.isprintable() or len(shown) > MOST_NAME:
        raise AccountRefused(f"name {name!r}: give a name of at most {MOST_NAME} characters, on one line")
    password = _one_time()
    kept = hashed(password)
    with _writing(root) as connection:
        if store.load(connection, _key(shown)):
            raise AccountRefused(f"there is an account {shown!r} already")
        row = AccountRow(
            key=_key(shown),
            name=shown,
            role=_role(role),
            password=kept,
            is_cleared=is_cleared or role == "admin",
        )
        store.put(connection, row)
    return password


def change_account(
    root: Path,
    name: str,
    *,
    role: str | None = None,
    is_cleared: bool | None = None,
    is_disabled: bool | None = None,
) -> Account:
    """Change what an account may do and return it; raise AccountRefused for an unknown name, or the last admin."""
    with _writing(root) as connection:
        row = _known(connection, name)
        changed = msgspec.structs.replace(
            row,
            role=row.role if role is None else _role(role),
            is_cleared=row.is_cleared if is_cleared is None else is_cleared,
            is_disabled=row.is_disabled if is_disabled is None else is_disabled,
        )
        others = [r for r in store.load_all(connection) if r.key != row.key]
        if not any(r.role == "admin" and not r.is_disabled for r in (*others, changed)):
            raise AccountRefused(f"{row.name} is the last admin: make another first")
        store.put(connection, changed)
        return _account(changed)


def reset_account(root: Path, name: str) -> str:
    """Give an account a new one-time password, take its second factor and interface token; return the password."""
    password = _one_time()
    kept = hashed(password)
    with _writing(root) as connection:
        row = _known(connection, name)
        fresh = msgspec.structs.replace(
            row, password=kept, must_change=True, totp=None, recovery=(), token=None, failures=0,
            locked_until=None,
        )  # fmt: skip
        store.put(connection, fresh)
    return password


def check_password(root: Path, name: str, password: str, now: dt.datetime) -> Checked:
    """Return the account when name and password are right; wrong tries are counted, and an account of too many waits.

    The password is compared before the book is held. Who waits, or has another password, by then is not let in by it.
    """
    seen = _seen(root, name)
    is_right = fits(seen.password if seen else None, password[: LONGEST + 1])
    with _writing(root) as connection:
        row = store.load(connection, _key(name))
        waits = _waits(row, now)
        is_right = is_right and row is not None and row.password == (seen and seen.password) and not row.is_disabled
        if row is None or waits:
            return Checked(waits_until=waits)
        if not is_right:
            store.put(connection, _failed(row, now))
            return Checked()
        # the count is cleared where the second factor is right too, or there is none
        cleared = row if row.totp else msgspec.structs.replace(row, failures=0, locked_until=None)
        store.put(connection, cleared)
        return Checked(account=_account(cleared))


def check_second(root: Path, name: str, code: str, now: dt.datetime) -> Checked:
    """Return the account when ``code`` is its second factor's of now, unused, or a recovery code, which is then spent."""
    with _writing(root) as connection:
        row = store.load(connection, _key(name))
        if row is None or row.totp is None or (waits := _waits(row, now)):
            return Checked(waits_until=_waits(row, now))
        del waits
        passed = _with_code(row, "".join(code.split()), now)
        if passed is None:
            store.put(connection, _failed(row, now))
            return Checked()
        store.put(connection, msgspec.structs.replace(passed, failures=0, locked_until=None))
        return Checked(account=_account(passed))


def set_password(root: Path, name: str, password: str) -> Account:
    """Set an account's own password; raise AccountRefused where it is too short or too easy."""
    if len(password) > LONGEST or len(password) < LEAST:
        raise AccountRefused(f"a password has {LEAST} to {LONGEST} characters; several words are good")
    folded = password.casefold()
    if _key(name) in folded or len(set(folded)) < LEAST // 2:
        raise AccountRefused("this password is easily guessed: not your name, not a few characters again and again")
    seen = _seen(root, name)
    if seen and fits(seen.password, password):
        raise AccountRefused("this is the password you had")
    kept = hashed(password)
    with _writing(root) as connection:
        changed = msgspec.structs.replace(_known(connection, name), password=kept, must_change=False)
        store.put(connection, changed)
        return _account(changed)


def new_second() -> str:
    """Return a new secret for a second factor, to be shown once and confirmed by a code."""
    import pyotp  # noqa: PLC0415  # an extra: a desk without accounts does without it

    return pyotp.random_base32()


def second_address(secret: str, name: str, book: str) -> str:
    """Return the ``otpauth`` address of a secret, as authenticator apps read it from a picture."""
    return _second(secret).provisioning_uri(name=name, issuer_name=f"tollbook {book}")


def confirm_second(root: Path, name: str, secret: str, code: str, now: dt.datetime) -> tuple[str, ...]:
    """Turn the second factor on when ``code`` shows that the secret arrived; return the recovery codes, shown once."""
    if not _second(secret).verify("".join(code.split()), for_time=now, valid_window=1):
        raise AccountRefused("this code does not fit; check the clock of the phone")
    codes = tuple(f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES))
    with _writing(root) as connection:
        row = _known(connection, name)
        kept = tuple(_digest(c) for c in codes)
        store.put(connection, msgspec.structs.replace(row, totp=secret, totp_step=_step(now), recovery=kept))
    return codes


def new_token(root: Path, name: str) -> str:
    """Give an account a token for the JSON interface, in place of an earlier one; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    with _writing(root) as connection:
        store.put(connection, msgspec.structs.replace(_known(connection, name), token=_digest(token)))
    return token


def account_of_token(root: Path, token: str) -> Account | None:
    """Return the account a token of the JSON interface belongs to, None where it is nobody's."""
    with reading(open_book(root)) as connection:
        row = store.by_token(connection, _digest(token))
        return _account(row) if row and not row.is_disabled else None


def _seen(root: Path, name: str) -> AccountRow | None:
    """Return an account as it stands, without holding the book."""
    with reading(open_book(root)) as connection:
        return store.load(connection, _key(name))


@contextmanager
def _writing(root: Path) -> Iterator[Connection]:
    book = open_book(root)
    with transaction(writer(book), str(book.database)) as connection:
        yield connection


def _known(connection: Connection, name: str) -> AccountRow:
    row = store.load(connection, _key(name))
    if row is None:
        raise AccountRefused(f"there is no account {name!r}; `tollbook accounts list` names them")
    return row


def _account(row: AccountRow) -> Account:
    return Account(
        name=row.name,
        role=msgspec.convert(row.role, Role),
        is_cleared=row.is_cleared,
        is_disabled=row.is_disabled,
        must_change=row.must_change,
        has_second=row.totp is not None,
        locked_until=dt.datetime.fromisoformat(row.locked_until) if row.locked_until else None,
    )


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _role(role: str) -> str:
    if role not in get_args(Role):
        raise AccountRefused(f"role {role!r} is not one of: {', '.join(get_args(Role))}")
    return role


def _one_time() -> str:
    return secrets.token_urlsafe(12)


def _second(secret: str) -> "pyotp.TOTP":
    import pyotp  # noqa: PLC0415  # as above

    return pyotp.TOTP(secret)


def _waits(row: AccountRow | None, now: dt.datetime) -> dt.datetime | None:
    until = dt.datetime.fromisoformat(row.locked_until) if row and row.locked_until else None
    return until if until and until > now else None


def _failed(row: AccountRow, now: dt.datetime) -> AccountRow:
    failures = row.failures + 1
    doubled = dt.timedelta(minutes=2 ** min(10, max(0, failures - FREE_TRIES)))
    until = (now + min(LONGEST_WAIT, doubled)).isoformat() if failures >= FREE_TRIES else None
    return msgspec.structs.replace(row, failures=failures, locked_until=until)


def _with_code(row: AccountRow, code: str, now: dt.datetime) -> AccountRow | None:
    """Return the account with the code used up, None where it is wrong or was used before."""
    secret = _second(row.totp or "")
    for step in range(_step(now) - 1, _step(now) + 2):
        if step > row.totp_step and secrets.compare_digest(secret.generate_otp(step).encode(), code.encode()):
            return msgspec.structs.replace(row, totp_step=step)
    spent = _digest(code.lower())
    if spent in row.recovery:
        return msgspec.structs.replace(row, recovery=tuple(c for c in row.recovery if c != spent))
    return None


def _step(now: dt.datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
