"""Passwords are hashed while nobody is kept from the book, and only where there are accounts."""

import datetime as dt
import subprocess
import sys

import pytest

argon2 = pytest.importorskip("argon2", reason="argon2-cffi is not installed: accounts are an extra")

from books import new_book
from tollbook.flow.books.book import open_book
from tollbook.flow.team import accounts, passwords
from tollbook.store.engine import open_writer, transaction

PASSWORD = "seven grey herons over water"
NOW = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)


class Watched:
    """A quick hasher that another writer comes by at each of its works; it fails where the book is held."""

    def __init__(self, database) -> None:
        self.database = database
        self.quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.worked = 0

    def _write(self) -> None:
        self.worked += 1
        with transaction(open_writer(self.database, 0.05), "book"):
            pass

    def hash(self, password: str) -> str:
        """Return the hash, while somebody writes."""
        self._write()
        return self.quick.hash(password)

    def verify(self, kept: str, password: str) -> bool:
        """Return True for the right password, while somebody writes."""
        self._write()
        return self.quick.verify(kept, password)


def test_nobody_waits_for_a_hash(tmp_path, monkeypatch):
    """Making, checking, setting and resetting: whoever guesses passwords does not keep a team from its book."""
    root = new_book(tmp_path)
    watched = Watched(open_book(root).database)
    monkeypatch.setattr(passwords, "hasher", lambda: watched)
    passwords._nobodys.cache_clear()
    first = accounts.add_account(root, "Amal", "coder")
    assert accounts.check_password(root, "Amal", first, NOW).account
    accounts.set_password(root, "Amal", PASSWORD)
    assert accounts.check_password(root, "Amal", PASSWORD, NOW).account
    assert not accounts.check_password(root, "Amal", "wrong", NOW).account
    assert not accounts.check_password(root, "Nobody", PASSWORD, NOW).account
    accounts.reset_account(root, "Amal")
    assert not accounts.check_password(root, "Amal", PASSWORD, NOW).account
    assert watched.worked >= 9
    passwords._nobodys.cache_clear()


def test_a_password_that_was_changed_while_it_was_compared_lets_nobody_in(tmp_path, monkeypatch):
    """What counts is the account as it stands when the answer is given."""
    root = new_book(tmp_path)
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: quick)
    first = accounts.add_account(root, "Amal", "coder")

    def fits(kept, password):
        accounts.reset_account(root, "Amal")
        return passwords.fits(kept, password)

    monkeypatch.setattr(accounts, "fits", fits)
    assert accounts.check_password(root, "Amal", first, NOW).account is None


def test_a_desk_without_accounts_loads_no_hasher():
    """Its packages are an extra."""
    code = "import sys, tollbook.web.app; sys.exit(bool({'argon2', 'pyotp'} & set(sys.modules)))"
    pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
