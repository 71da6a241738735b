"""Drop everything derived and build it again from documents and ledger."""

import datetime as dt
from pathlib import Path

from tollbook.flow.books.book import open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.intake import Intake
from tollbook.flow.run import Outcome, bring_up_to_date, kit_of
from tollbook.flow.steps import Extractor, read_claims
from tollbook.store import schema
from tollbook.store.engine import transaction


def rebuild(
    root: Path,
    *,
    progress: Progress = silent,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    extractor: Extractor = read_claims,
    extractor_name: str = "",
) -> Outcome:
    """Read every document again and make the record anew; people reading meanwhile see the old record until then.

    Documents, receipts and the ledger stay as they are. A rebuild that is interrupted is finished by the next run.
    """
    book = open_book(root)
    with sole_writer(root, "rebuild"):
        engine = writer(book)
        with transaction(engine, str(book.database)) as connection:
            schema.forget_extractions(connection)
        extracted, issues = bring_up_to_date(
            book,
            engine,
            kit or kit_of(book),
            now or dt.datetime.now(dt.UTC),
            progress,
            extractor=extractor,
            extractor_name=extractor_name,
            afresh=True,
        )
    return Outcome(intake=Intake(), extracted=extracted, issues=issues)
