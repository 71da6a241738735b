"""Books for tests: small ones, with an extractor of a few lines that needs no reference data."""

import contextlib
import datetime as dt
import re
import secrets
from pathlib import Path

from tollbook.flow.books.book import init_book
from tollbook.flow.books.config import BookConfig, database_of
from tollbook.flow.books.dump import dump_lines
from tollbook.flow.kit import Kit
from tollbook.flow.run import run
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import PlaceCandidate
from tollbook.model.reading import PlaceReading, TimeReading
from tollbook.model.spot import Spotters
from tollbook.store.engine import open_writer
from tollbook.store.place import read_address

NOW = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)
CLAIM = re.compile(
    r"(?:(at least) )?(\d+) (civilians|people|fighters)(?: \w+){0,2}? (killed|injured)(?: in ([A-Z]\w+))?"
)


class NoPlaces:
    """A gazetteer that knows nothing."""

    fingerprint = "none"

    def candidates(self, name, *, country=None, admin1=None) -> tuple[PlaceCandidate, ...]:
        """Return no entries."""
        return ()

    def exact(self, name, *, country=None, admin1=None) -> tuple[PlaceCandidate, ...]:
        """Return no entries."""
        return ()

    def similar(self, name, *, country, admin1=None) -> tuple[PlaceCandidate, ...]:
        """Return no entries."""
        return ()

    def use(self, name) -> None:
        """Know no name."""
        return

    def area(self, area_id) -> None:
        """Know no area."""
        return

    def areas(self, country, level) -> tuple[str, ...]:
        """Know no area."""
        return ()

    def neighbours(self, country) -> tuple[str, ...]:
        """Know no country."""
        return ()


def bare_kit() -> Kit:
    """Return a kit with two actors and nothing else."""
    nothing = Spotters(times=lambda *_: (), places=lambda *_: (), actors=lambda *_: ())
    actors = {
        "sohr": Actor(id="sohr", name="Syrian Observatory", kind="monitor", aliases={"en": ("the Observatory",)}),
        "coalition": Actor(id="coalition", name="US-led coalition", kind="coalition"),
    }
    return Kit(spotters=nothing, gazetteer=NoPlaces(), actors=Actors(by_id=actors))


def count_words(document: Document, kit: Kit, *, shift: int = 0) -> Extraction:
    """Return a claim for each "5 civilians were killed in Town"; ``shift`` widens spans and moves heads by that many words."""
    claims = []
    for found in CLAIM.finditer(document.text):
        start, end, head = found.start(), found.end(), found.start(2)
        for _ in range(shift):
            wider = re.compile(r"\s*\S+").match(document.text, end)
            end = wider.end() if wider else end
            head = document.text.rindex(" ", 0, head) if " " in document.text[:head] else head
            start = head = max(0, head)
        number = int(found[2])
        place = found[5]
        claims.append(
            Claim(
                id=claim_id(document.text, head, shift),
                document=document.id,
                span=(start, end),
                quote=document.text[start:end],
                head=head,
                harm=found[4],
                count=Count(number, None, "at_least") if found[1] else Count(number, number),
                who=Who(status={"civilians": "civilian", "fighters": "combatant"}.get(found[3], "unknown")),
                where=PlaceReading(found.span(5), place, place, "test") if place else None,
                when=TimeReading(
                    found.span(2), found[2], "test", interval=Interval(document.published, document.published)
                )
                if document.published
                else None,
            )
        )
    return Extraction(document=document.id, claims=tuple(claims))


def shifted_words(document: Document, kit: Kit) -> Extraction:
    """Return what ``count_words`` does, with every span and head moved by a word, so that every id changes."""
    return count_words(document, kit, shift=1)


class Server:
    """The server whose schemas ``new_book`` makes its books in; none where ``address`` is empty."""

    def __init__(self) -> None:
        self.address = ""
        self._made: list[str] = []

    def new_address(self) -> str:
        """Return where the next book lies: a schema nobody used, empty for a file in the book's folder."""
        if not self.address:
            return ""
        self._made.append(f"t{secrets.token_hex(8)}")
        return str(read_address(self.address, default_schema=self._made[-1]))

    def drop_schemas(self) -> None:
        """Drop what was made."""
        import psycopg  # noqa: PLC0415  # an extra

        with psycopg.connect(self.address, autocommit=True) as connection:
            for schema in self._made:
                connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        self._made.clear()


SERVER = Server()


def new_book(folder: Path, **settings) -> Path:
    """Make an empty book, on the database the test runs on, and return its folder."""
    root = folder / "book"
    init_book(root, BookConfig(name="test", **{"database": SERVER.new_address()} | settings))
    return root


@contextlib.contextmanager
def tampering(root: Path):
    """Yield a connection to a book's tables for what the program itself never does to them; committed at the end."""
    with open_writer(database_of(root)).begin() as connection:
        yield connection


def all_bytes(database) -> bytes:
    """Return every byte that a book's tables and their indexes take on the disk."""
    if isinstance(database, Path):
        files = (database.with_name(database.name + suffix) for suffix in ("", "-wal", "-shm"))
        return b"".join(file.read_bytes() for file in files if file.exists())
    own = "SELECT oid, reltoastrelid FROM pg_class WHERE relfilenode <> 0 AND relnamespace = %s::regnamespace"
    with open_writer(database).begin() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        found = {oid for row in connection.exec_driver_sql(own, (database.schema,)) for oid in row if oid}
        read = "SELECT pg_read_binary_file(pg_relation_filepath(%s::regclass))"
        return b"".join(bytes(connection.exec_driver_sql(read, (oid,)).scalar() or b"") for oid in sorted(found))


def unguarded(connection) -> None:
    """Let the ledger be altered, as somebody with all rights could."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP TRIGGER entries_no_change ON entries")
        return
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def run_book(root: Path, *paths: Path, **options):
    """Run with the small extractor, at a fixed time."""
    options = {"extractor": count_words, "extractor_name": "words 1", "now": NOW, "kit": bare_kit()} | options
    return run(root, paths, **options)


def write(path: Path, text: str) -> Path:
    """Write a text file and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def dumped(root: Path) -> bytes:
    """Return the canonical export."""
    return b"\n".join(dump_lines(root))
