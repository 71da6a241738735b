"""The database: transactions, readers beside writers, and that nothing but SQLite's own words is SQLite's."""

import sqlite3

import pytest
from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from books import SERVER, all_bytes
from tollbook.model.issue import Issue, RunAborted
from tollbook.store import derived, documents, postgres, schema, tables
from tollbook.store.engine import _insert_for, forget_freed_pages, open_reader, open_writer, transaction
from tollbook.store.place import read_address


@pytest.fixture
def database(tmp_path):
    """Return a database with a book's tables."""
    address = SERVER.new_address()
    made = read_address(address) if address else tmp_path / "tollbook.db"
    with transaction(open_writer(made), "book") as connection:
        schema.create(connection, "1.0", made)
    return made


def put(connection, *codes: str) -> None:
    """Put a record of these Issues in place."""
    issues = [Issue(code, "info", "x", "y") for code in codes]
    nothing = {"claims": (), "records": (), "incidents": (), "totals": (), "series": ()}
    derived.replace_record(connection, **nothing, issues=issues)


def codes(path) -> list[str]:
    """Return the codes of the Issues a reader sees."""
    with transaction(open_reader(path), "book") as connection:
        return [issue.code for issue in derived.load_issues(connection)]


def test_a_transaction_that_fails_leaves_nothing(database):
    """All or none of a batch is written."""
    with transaction(open_writer(database), "book") as connection:
        put(connection, "old")

    def fail_midway() -> None:
        with transaction(open_writer(database), "book") as connection:
            put(connection, "new", "newer")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail_midway()
    assert codes(database) == ["old"]


def test_readers_see_one_moment_and_do_not_wait(database):
    """A reader beside a writer sees the old record, whole, until it asks again."""
    with transaction(open_writer(database), "book") as connection:
        put(connection, "old")
    with transaction(open_reader(database), "book") as early:
        assert [i.code for i in derived.load_issues(early)] == ["old"]
        with transaction(open_writer(database), "book") as connection:
            put(connection, "new")
            assert codes(database) == ["old"]
        assert [i.code for i in derived.load_issues(early)] == ["old"]
    assert codes(database) == ["new"]


def test_dropping_and_filling_the_record_is_one_transaction(database):
    """A rebuild that is interrupted leaves the old tables."""
    with transaction(open_writer(database), "book") as connection:
        put(connection, "old")

    def fail_midway() -> None:
        with transaction(open_writer(database), "book") as connection:
            schema.recreate_record(connection)
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail_midway()
    assert codes(database) == ["old"]


def test_a_reader_cannot_write(database):
    """The connection itself refuses."""
    with pytest.raises(RunAborted) as stop, transaction(open_reader(database), "book") as connection:
        put(connection, "new")
    assert stop.value.issue.code == "book-not-writable"


@pytest.mark.sqlite_only("these are SQLite's words; PostgreSQL's states are below")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database or disk is full", "disk-full"),
        ("disk I/O error", "disk-full"),
        ("attempt to write a readonly database", "book-not-writable"),
        ("database disk image is malformed", "database-damaged"),
        ("file is not a database", "database-damaged"),
        ("database is locked", "book-busy"),
        ("no such column: claims.new", "record-outdated"),
        ("no such table: entries", "database-damaged"),
        ("near SELEC: syntax error", "database-refused"),
    ],
)
def test_what_the_database_says_becomes_a_next_step(database, words, code):
    """Nobody has to know SQLite's messages; the failing statement is named where it is our fault."""
    with pytest.raises(RunAborted) as stop, transaction(open_reader(database), "book"):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError(words))
    assert (stop.value.issue.code, bool(stop.value.issue.hint)) == (code, True)
    assert code != "database-refused" or "SELECT 1" in stop.value.issue.message


class StateError(Exception):
    """What psycopg raises: words with a state."""

    def __init__(self, state, words="words"):
        super().__init__(words)
        self.sqlstate = state


@pytest.mark.sqlite_only("a table of states, asked of no server")
@pytest.mark.parametrize(
    ("state", "words", "code"),
    [
        ("53100", "could not extend file", "disk-full"),
        ("42501", "permission denied for table entries", "book-not-writable"),
        ("25006", "cannot execute INSERT in a read-only transaction", "book-not-writable"),
        ("55P03", "canceling statement due to lock timeout", "book-busy"),
        ("40P01", "deadlock detected", "book-busy"),
        ("53300", "too many connections", "database-unreachable"),
        ("57P01", "terminating connection due to administrator command", "database-unreachable"),
        ("28P01", "password authentication failed", "database-unreachable"),
        ("42P01", 'relation "claims" does not exist', "record-outdated"),
        ("42P01", 'relation "entries" does not exist', "database-damaged"),
        ("42601", "syntax error", None),
        (None, "something else", None),
    ],
)
def test_a_state_of_postgresql_becomes_a_next_step(state, words, code):
    """The server's language may be any: its states are not."""
    assert postgres.code_of(StateError(state, words)) == code


@pytest.mark.sqlite_only("compiles statements only")
@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_tables_and_inserts_can_be_said_in_both_databases(dialect):
    """Tables, their indexes and what fills them are one text for both."""
    for table in (*tables.kept.sorted_tables, *tables.derived.sorted_tables):
        assert str(CreateTable(table).compile(dialect=dialect))
        assert all(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
        statement = str(_insert_for(dialect.name, table).compile(dialect=dialect))
        assert "ON CONFLICT" in statement
        assert str(insert(table).compile(dialect=dialect))


@pytest.mark.sqlite_only("asks no database")
def test_the_shape_of_the_derived_tables_has_a_name():
    """The same shape gives the same name in every process."""
    tables.derived_schema.cache_clear()
    first = tables.derived_schema()
    tables.derived_schema.cache_clear()
    assert tables.derived_schema() == first


@pytest.mark.sqlite_only("a schema of another program is told by init")
def test_what_is_no_book_is_told(tmp_path):
    """An SQLite file of another program."""
    path = tmp_path / "tollbook.db"
    sqlite3.connect(path).execute("CREATE TABLE notes (text)").connection.close()
    with pytest.raises(RunAborted) as stop, transaction(open_reader(path), "book") as connection:
        schema.check(connection, "book")
    assert stop.value.issue.code == "not-a-book"


def test_batches_are_bounded_by_number_and_by_text(database):
    """Two hundred short reports at once, or a few long ones: memory stays bounded either way."""
    lengths = [3, 3, 3, 3, 20, 1, 1, 30]
    with transaction(open_writer(database), "book") as connection:
        for number, length in enumerate(lengths):
            stored = documents.StoredText(
                id=f"d{number}", text_id="t", ordinal=number, sha256="", media_type="text/plain", text="x" * length
            )
            documents.add_text(connection, stored)
        batches = documents.id_batches(connection, most=3, characters=10)
    assert batches == [["d0", "d1", "d2"], ["d3"], ["d4"], ["d5", "d6"], ["d7"]]


def test_freed_pages_that_a_reader_holds_are_not_called_gone(database):
    """A reader of the old pages keeps the words that were taken out; once it has ended they go."""
    with transaction(open_writer(database), "book") as connection:
        put(connection, "old-words")
    with transaction(open_reader(database), "book") as reader:
        assert [i.code for i in derived.load_issues(reader)] == ["old-words"]
        with transaction(open_writer(database), "book") as connection:
            put(connection)
        assert not forget_freed_pages(open_writer(database, 0.05))
    assert forget_freed_pages(open_writer(database))
    assert b"old-words" not in all_bytes(database)
