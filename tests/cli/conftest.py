"""A book of the invented week, where the verbs look for it."""

import pytest

import tollbook.flow.books.book
from snapshots import mardan_week
from tollbook.flow.books.book import init_book
from tollbook.flow.books.config import BookConfig
from tollbook.flow.kit import default_kit


@pytest.fixture
def mardan(monkeypatch, tmp_path):
    """Let every book be the invented week; return a folder to name."""
    monkeypatch.setattr(tollbook.flow.books.book, "snapshot", lambda _: mardan_week())
    return str(init_book(tmp_path / "mardan", BookConfig(name="Mardan")).root)


@pytest.fixture(scope="session")
def warm():
    """Have the place index built, which is done once on a machine and says so, before a test listens to a process."""
    default_kit()
