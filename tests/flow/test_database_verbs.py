"""The verbs that say where a book's tables lie, and what they say where that cannot be."""

import sys

import pytest
from click.testing import CliRunner

from books import SERVER
from tollbook.cli.main import tollbook_command
from tollbook.flow.books.book import open_book, snapshot
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.model.issue import RunAborted
from tollbook.store import postgres
from tollbook.store.place import AddressRefused, PostgresSchema, read_address, schema_name


def tollbook(*arguments: str):
    """Run the command and return how it ended and what it printed."""
    return CliRunner().invoke(tollbook_command, list(arguments))


@pytest.mark.postgresql_only("needs a server")
def test_a_book_is_made_on_a_server_and_copied_to_a_file(tmp_path):
    """As the docs tell: init, copy, verify."""
    address = SERVER.new_address()
    made = tollbook("init", str(tmp_path / "war"), "--database", address)
    assert made.exit_code == 0, made.output
    assert str(open_book(tmp_path / "war").database) == address
    assert not (tmp_path / "war" / "tollbook.db").exists()
    copied = tollbook("copy", str(tmp_path / "war"), str(tmp_path / "laptop"))
    assert copied.exit_code == 0, copied.output
    assert "0 entries of the ledger" in copied.output
    assert tollbook("log", "verify", "--book", str(tmp_path / "laptop")).exit_code == 0
    assert load_ledger(tmp_path / "laptop").fault is None


@pytest.mark.postgresql_only("needs a server")
def test_a_schema_of_other_tables_is_not_taken(tmp_path):
    """Not even where they have nothing of a book."""
    import psycopg  # noqa: PLC0415  # an extra

    address = SERVER.new_address()
    with psycopg.connect(SERVER.address, autocommit=True) as connection:
        schema = read_address(address).schema
        connection.execute(f'CREATE SCHEMA "{schema}"')
        connection.execute(f'CREATE TABLE "{schema}".notes (words text)')
    with pytest.raises(RunAborted) as stop:
        tollbook_command(["init", str(tmp_path / "war"), "--database", address], standalone_mode=False)
    assert stop.value.issue.code == "book-exists"
    assert not (tmp_path / "war" / "tollbook.toml").exists()


@pytest.mark.sqlite_only("reads addresses only")
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://noor:secret@db/war", "holds a password"),
        ("mysql://noor@db/war", "postgresql://user@host"),
        ("postgresql://noor@db", "names no database"),
        ("postgresql://noor@db/war?schema=public", "not public"),
        ("postgresql://noor@db/war?schema=a;b", "one name of small letters"),
        ("nonsense", "no address of a database"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(tmp_path, address, told):
    """Before anything is made; a password is not repeated."""
    done = tollbook("init", str(tmp_path / "war"), "--database", address)
    words = " ".join(done.output.split())
    assert done.exit_code == 2
    assert told in words
    assert "secret" not in words
    assert not (tmp_path / "war").exists()


@pytest.mark.sqlite_only("reads addresses only")
@pytest.mark.parametrize(
    ("folder", "schema"),
    [("war", "war"), ("War 2017", "war_2017"), ("2017", "book_2017"), ("حرب", "book"), ("pg_war", "book_pg_war"), ("public", "book_public")],
)  # fmt: skip
def test_a_schema_is_named_after_its_folder(folder, schema):
    """Whatever the folder is called, the name can be one of a schema, and is read back."""
    assert schema_name(folder) == schema
    place = read_address("postgresql://noor@db:5433/war?sslmode=verify-full", default_schema=schema_name(folder))
    assert place == PostgresSchema("postgresql://noor@db:5433/war?sslmode=verify-full", schema)
    assert read_address(str(place)) == place


@pytest.mark.sqlite_only("reads addresses only")
def test_an_address_without_schema_needs_one():
    """The settings of a book always name it."""
    with pytest.raises(AddressRefused, match="schema"):
        read_address("postgresql://noor@db/war")


@pytest.mark.sqlite_only("asks no server")
def test_without_psycopg_a_book_on_a_server_says_what_to_install(tmp_path, monkeypatch):
    """And a book in a file needs none of it."""
    for name in [n for n in sys.modules if n.split(".")[0] in {"psycopg", "psycopg_binary"}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    postgres._server.cache_clear()
    assert tollbook("init", str(tmp_path / "file")).exit_code == 0
    assert snapshot(tmp_path / "file").documents == {}
    with pytest.raises(RunAborted) as stop:
        tollbook_command(
            ["init", str(tmp_path / "war"), "--database", "postgresql://noor@db/war"], standalone_mode=False
        )
    assert stop.value.issue.code == "database-driver-missing"
    assert "pip install 'tollbook[postgres]'" in stop.value.issue.hint
