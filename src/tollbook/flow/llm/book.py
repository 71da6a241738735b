"""Run and rebuild a book with the language model: say first what would be sent, and remember who read the book."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book, open_book, reading
from tollbook.flow.books.fingerprint import extraction_key
from tollbook.flow.kit import Kit
from tollbook.flow.llm.extractor import LlmExtractor
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.extract_lines import extract_line
from tollbook.flow.reading.extracting import extract_document
from tollbook.flow.reading.intake import Intake
from tollbook.flow.reading.language import language_to_read
from tollbook.flow.rebuild import rebuild
from tollbook.flow.run import EXTRACTOR_META, Outcome, collect, kit_of, run, turn_to_write
from tollbook.model.claim import Extraction
from tollbook.model.document import Credits, Document
from tollbook.model.issue import Issue, RunAborted
from tollbook.store import derived, documents, schema
from tollbook.store.engine import transaction

RULES = "rules"


class Plan(msgspec.Struct, frozen=True):
    """What a run would send: questions without a kept answer, and how many reports they are about."""

    reports: int
    questions: int


Announce = Callable[[Plan], None]


def choose_extractor(root: Path, named: str | None) -> str:
    """Return who is to read the book, and note it there; raise RunAborted where a model read it and nobody is named.

    Without that a forgotten option would read every report of the book anew by the rules.
    """
    book = open_book(root)
    with reading(book) as connection:
        noted = schema.get_meta(connection, EXTRACTOR_META) or RULES
    if named is None and noted != RULES:
        message = "this book was read by a language model, and no extractor is named"
        hint = "Say --extractor llm to go on with it, or --extractor rules to read all of it by the rules."
        raise RunAborted(Issue("extractor-not-named", "error", str(root), message, hint))
    chosen = named or noted
    if chosen != noted:
        turn = turn_to_write(root, "run", dt.datetime.now(dt.UTC))
        with turn as (_, engine), transaction(engine, str(book.database)) as connection:
            schema.set_meta(connection, EXTRACTOR_META, chosen)
    return chosen


def run_by_llm(
    root: Path,
    paths: Sequence[Path],
    extractor: LlmExtractor,
    announce: Announce,
    *,
    by_hand: Credits | None = None,
    progress: Progress = silent,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
) -> Outcome:
    """Read files into the book like ``flow.run.run``, but by the model; ``announce`` is told what will be sent before it is."""
    intake = collect(root, paths, by_hand=by_hand, progress=progress, now=now)[0] if paths else Intake()
    book = open_book(root)
    lent = kit or kit_of(book)
    name = extractor.fingerprint(lent)
    announce(_plan(book, lent, extractor, name))
    outcome = run(root, (), progress=progress, now=now, kit=lent, extractor=extractor, extractor_name=name)
    return Outcome(
        intake=intake,
        extracted=outcome.extracted,
        issues=(*intake.issues, *outcome.issues),
        earlier=outcome.earlier - set(intake.met),
    )


def rebuild_by_llm(
    root: Path,
    extractor: LlmExtractor,
    announce: Announce,
    *,
    progress: Progress = silent,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
) -> Outcome:
    """Rebuild the book by the model's kept answers, and by asking for those that are missing."""
    book = open_book(root)
    lent = kit or kit_of(book)
    announce(_plan(book, lent, extractor, None))
    name = extractor.fingerprint(lent)
    return rebuild(root, progress=progress, now=now, kit=lent, extractor=extractor, extractor_name=name)


def plan_of_lines(lines: Sequence[bytes], language: str, extractor: LlmExtractor, kit: Kit) -> Plan:
    """Return what reading these lines of JSON would send. Sends nothing."""
    counter = _Counter(extractor)
    for number, line in enumerate(lines, start=1):
        extract_line(line, number, language, kit, counter)
    return counter.plan()


class _Counter:
    """An extractor that reads nothing and counts what the model would be asked."""

    def __init__(self, extractor: LlmExtractor) -> None:
        self.extractor = extractor
        self.questions: dict[str, int] = {}

    def __call__(self, document: Document, kit: Kit) -> Extraction:  # noqa: ARG002  # an extractor's signature
        pending = self.extractor.pending(document)
        if pending:
            self.questions[document.id] = self.questions.get(document.id, 0) + pending
        return Extraction(document=document.id)

    def plan(self) -> Plan:
        return Plan(len(self.questions), sum(self.questions.values()))


def _plan(book: Book, kit: Kit, extractor: LlmExtractor, name: str | None) -> Plan:
    """Return what bringing the book up to date under ``name`` would send; None: reading all of it anew."""
    counter = _Counter(extractor)
    with reading(book) as connection:
        keys = derived.extraction_keys(connection) if name else {}
        for document in documents.iterate(connection, documents.document_ids(connection)):
            if name is None or keys.get(document.id) != extraction_key(document, name):
                _count(document, kit, counter)
    return counter.plan()


def _count(document: Document, kit: Kit, counter: _Counter) -> None:
    code, _ = language_to_read(document.language, document.text, document.id)
    if code is not None or document.language is None:
        extract_document(msgspec.structs.replace(document, language=code), kit, counter)
