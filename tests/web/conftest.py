"""A small book read by the small extractor, and a browser at its desk."""

import pytest
from desks import ARABIC, FIRST, SECOND, browser, serving

from books import bare_kit, count_words, new_book, run_book, write
from tollbook.flow.run import bring_up_to_date


@pytest.fixture
def small(monkeypatch):
    """Let judging use the small extractor and kit, as the book's run did."""

    def with_it(book, engine, kit, now, progress, **_):
        return bring_up_to_date(book, engine, kit, now, progress, extractor=count_words, extractor_name="words 1")

    for verb in ("judging.judge", "judging.adding", "judging.signing", "erasing.erase", "merge"):
        monkeypatch.setattr(f"tollbook.flow.{verb}.bring_up_to_date", with_it)
    for verb in ("judging.judge", "judging.adding", "judging.signing", "erasing.erase", "merge", "judging.coding"):
        monkeypatch.setattr(f"tollbook.flow.{verb}.kit_of", lambda _: bare_kit())


@pytest.fixture
def book(tmp_path, small):
    """Return a book of three reports; the name of one file is markup."""
    root = new_book(tmp_path)
    run_book(
        root,
        write(tmp_path / "<img src=x onerror=alert(2)>.txt", FIRST),
        write(tmp_path / "second.txt", SECOND),
        write(tmp_path / "arabic.txt", ARABIC),
    )
    return root


@pytest.fixture
def desk(book):
    """Return a browser at the desk of the small book."""
    return browser(book)


@pytest.fixture
def address(book):
    """Serve the book as the verb does, in a thread, and return the address it tells."""
    with serving(book) as told:
        yield told
