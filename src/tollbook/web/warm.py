"""What the first pages of a book look up, made before anybody asks. Knows which pages are slow without it."""

from tollbook.web.coverage import reports_of
from tollbook.web.incidents import everything
from tollbook.web.index import Index
from tollbook.web.known import actors, places, sources
from tollbook.web.ledgers import all_totals, courses
from tollbook.web.originals import evidence_in
from tollbook.web.queue import kinds, places_in_line
from tollbook.web.reading import drawn
from tollbook.web.search import outlets

MADE_BY_ASKING = (
    "holder",
    "claims_of",
    "records_of",
    "documents",
    "entries_of",
    "minted_of",
    "claims_at",
    "claims_naming",
    "rejected_of",
    "judgements",
    "erased",
    "standings",
)


def warm(index: Index) -> None:
    """Make what pages look up in ``index``, so that whoever is first to see the new book waits for none of it."""
    for made in (
        everything,
        sources,
        actors,
        places,
        kinds,
        places_in_line,
        courses,
        all_totals,
        outlets,
        reports_of,
        evidence_in,
        drawn,
    ):
        made(index)
    for name in MADE_BY_ASKING:
        getattr(index, name)
    index.atlas.sheet(everything(index).places, index.spots)
