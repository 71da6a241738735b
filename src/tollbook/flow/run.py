"""Run a book: take files in, extract, judge, link, reconcile. Everything can be interrupted and done again."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book, open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import derive
from tollbook.flow.erasing.finishing import finish_erasures, is_unfinished
from tollbook.flow.judging.confirmed import keep_confirmed
from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.extracting import extract_all
from tollbook.flow.reading.intake import Intake, take_in
from tollbook.flow.steps import Extractor, read_claims
from tollbook.model.document import Credits
from tollbook.model.issue import Issue, RunAborted
from tollbook.store import derived, schema
from tollbook.store.engine import Engine, transaction

EXTRACTOR_META = "extractor"
"""Where a book notes who reads it; nothing is noted where the rules always did."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: reports taken in, documents extracted anew, and every Issue a person should look at.

    ``earlier`` are those of them that stood in the record before and that this run did not meet again.
    """

    intake: Intake
    extracted: int
    issues: tuple[Issue, ...]
    earlier: frozenset[Issue] = frozenset()

    @property
    def own(self) -> tuple[Issue, ...]:
        """Return the Issues of this run."""
        return tuple(issue for issue in self.issues if issue not in self.earlier)


def run(
    root: Path,
    paths: Sequence[Path] = (),
    *,
    by_hand: Credits | None = None,
    progress: Progress = silent,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    extractor: Extractor = read_claims,
    extractor_name: str = "",
) -> Outcome:
    """Read the files of ``paths`` into the book in folder ``root`` and bring its record up to date.

    Running again changes nothing; after a kill at any moment, running again gives what an undisturbed run gives.
    ``by_hand`` are credits a person gives for all the files; ``extractor`` with its name stands in for the program's own.
    Raises RunAborted, with nothing half-written, when the book cannot be opened or written.
    """
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "run"):
        engine = writer(book)
        before = _known_issues(book, engine)
        intake = take_in(book, engine, paths, by_hand or Credits(), moment, progress) if paths else Intake()
        lent = kit or kit_of(book)
        extracted, issues = bring_up_to_date(
            book, engine, lent, moment, progress, extractor=extractor, extractor_name=extractor_name
        )
    earlier = before & set(issues) - set(intake.met)
    return Outcome(intake=intake, extracted=extracted, issues=(*intake.issues, *issues), earlier=earlier)


def _known_issues(book: Book, engine: Engine) -> frozenset[Issue]:
    """Return the Issues of the record as it stands; none of one of another shape, which is made anew."""
    with transaction(engine, str(book.database)) as connection:
        return frozenset() if schema.is_outdated(connection) else frozenset(derived.load_issues(connection))


def kit_of(book: Book) -> Kit:
    """Return what the steps are lent for this book; raise RunAborted when its own actors or places cannot be read."""
    try:
        keep_confirmed(book.root)
        kit = default_kit(book.config.focus, book.root)
        return msgspec.structs.replace(kit, crime=book.config.crime)
    except ValueError as error:
        hint = "Correct the file; nothing was derived from it."
        raise RunAborted(Issue("config-wrong", "error", str(book.root), str(error), hint)) from error


def bring_up_to_date(
    book: Book,
    engine: Engine,
    kit: Kit,
    now: dt.datetime,
    progress: Progress,
    *,
    extractor: Extractor = read_claims,
    extractor_name: str = "",
    afresh: bool = False,
    keeps_readings: bool = False,
) -> tuple[int, tuple[Issue, ...]]:
    """Extract what is new or outdated, then make the record again; return how many documents were read, and the Issues.

    The caller holds the book's lock. With ``keeps_readings`` a book that a model read is not read again by the rules.
    """
    is_read_by_other = _renew(book, engine, keeps_readings=keeps_readings)
    extracted = 0
    if not (keeps_readings and is_read_by_other):
        extracted = extract_all(book, engine, kit, progress, extractor=extractor, name=extractor_name)
    issues = derive(book, engine, kit, now, progress, afresh=afresh)
    return extracted, (*issues, *finish_erasures(book, engine))


def settle(book: Book, engine: Engine, kit: Kit, now: dt.datetime, progress: Progress) -> None:
    """Make a record that another version of the program left in another shape again, before something is judged on it."""
    with transaction(engine, str(book.database)) as connection:
        is_outdated = schema.is_outdated(connection)
    if is_outdated:
        bring_up_to_date(book, engine, kit, now, progress, keeps_readings=True)


@contextmanager
def turn_to_write(root: Path, work: str, now: dt.datetime) -> Iterator[tuple[Book, Engine]]:
    """Hold the book for ``work`` that makes no new record, any interrupted erasure carried through before; yield it open.

    Who makes a new record carries it through with that. Raises RunAborted when the book cannot be opened, held or written.
    """
    book = open_book(root)
    with sole_writer(root, work):
        engine = writer(book)
        _finish_first(book, engine, now)
        yield book, engine


def _finish_first(book: Book, engine: Engine, now: dt.datetime) -> None:
    with transaction(engine, str(book.database)) as connection:
        is_left = is_unfinished(connection)
    if is_left:
        bring_up_to_date(book, engine, kit_of(book), now, silent, keeps_readings=True)


def _renew(book: Book, engine: Engine, *, keeps_readings: bool) -> bool:
    """Drop a record of another shape, in whose place the caller makes a new one; return True where a model read the book.

    What a model read is read by it again: raises RunAborted where the record would be made without it.
    """
    with transaction(engine, str(book.database)) as connection:
        is_read_by_other = schema.get_meta(connection, EXTRACTOR_META) not in (None, "rules")
        if keeps_readings and schema.is_outdated(connection) and is_read_by_other:
            message = "a language model read this book, and another version of tollbook made its record"
            hint = (
                "Run first: tollbook rebuild --extractor llm --book DIR (answers that are kept are not asked for again)"
            )
            raise RunAborted(Issue("record-outdated", "error", str(book.root), message, hint))
        schema.renew_derived(connection)
    return is_read_by_other


def collect(
    root: Path,
    paths: Sequence[Path],
    *,
    by_hand: Credits | None = None,
    progress: Progress = silent,
    now: dt.datetime | None = None,
) -> tuple[Intake, tuple[Issue, ...]]:
    """Preserve and read the files of ``paths`` into the book; the next run works on them. Return counts and the files' Issues."""
    moment = now or dt.datetime.now(dt.UTC)
    with turn_to_write(root, "collect", moment) as (book, engine):
        intake = take_in(book, engine, paths, by_hand or Credits(), moment, progress)
    return intake, (*intake.issues, *dict.fromkeys(intake.met))
