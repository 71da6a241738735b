"""Several readers of one moment: on a server by its name; on a file it is told whether they may differ."""

import pytest

from books import new_book
from tollbook.flow.books.book import open_book, reading, writer
from tollbook.store.engine import commits_watched, moment_of, transaction
from tollbook.store.schema import get_meta, set_meta


@pytest.fixture
def book(tmp_path):
    """Return an empty book."""
    return open_book(new_book(tmp_path))


def change(book):
    """Commit something to the book."""
    with transaction(writer(book), "test") as connection:
        set_meta(connection, "program", "changed")


def test_a_reader_without_a_name_sees_what_is_there_when_it_begins(book):
    """And goes on seeing it."""
    with reading(book) as connection:
        before = get_meta(connection, "program")
        change(book)
        assert get_meta(connection, "program") == before != "changed"


@pytest.mark.postgresql_only("a file gives its moments no names")
def test_a_reader_sees_the_moment_of_another(book):
    """Also after something was committed."""
    with reading(book) as first:
        moment = moment_of(first)
        change(book)
        with reading(book, moment) as second:
            assert get_meta(second, "program") == get_meta(first, "program") != "changed"


@pytest.mark.sqlite_only("on a server a moment has a name")
def test_a_commit_between_readers_is_told(book):
    """Those who began before and after it see different books."""
    writer(book)
    with commits_watched(book.database) as has_changed:
        with reading(book):
            assert not has_changed()
        change(book)
        assert has_changed()
