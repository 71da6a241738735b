"""What is wrong with the reports themselves, as Issues that go away when the report is mended. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tollbook.flow.reading.editions import Editions, Listed
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Receipt
from tollbook.model.issue import Issue


def input_issues(receipts: Sequence[Receipt]) -> Iterator[Issue]:
    """Yield what went wrong in reading, of the newest bytes of each origin only: a mended file is a closed matter."""
    newest = {receipt.origin: receipt.sha256 for receipt in receipts}
    read = {(r.origin, r.sha256, r.line) for r in receipts if r.document}
    for receipt in receipts:
        is_settled = receipt.document is None and (receipt.origin, receipt.sha256, receipt.line) in read
        if newest[receipt.origin] == receipt.sha256 and not is_settled:
            yield from receipt.issues


def undated_issues(listed: Iterable[Listed]) -> Iterator[Issue]:
    """Yield a request for the day of publication of each report without one."""
    for document in listed:
        if document.credits.published is None:
            name = document.caller_ids[0] if document.caller_ids else document.id
            message = "no day of publication: the report is kept, its relative dates stay unresolved"
            hint = "Run it again with --published YYYY-MM-DD, or add a line `published: YYYY-MM-DD` at its top."
            yield Issue("date-missing", "warning", name, message, hint)


def edition_issues(
    superseded: Iterable[Extraction], editions: Editions, current: Iterable[Extraction]
) -> Iterator[Issue]:
    """Yield a note for each edition whose claims no longer all stand in the newest one: outlets correct in place."""
    claims = {e.document: e.claims for e in current}
    for extraction in superseded:
        newest = editions.current(extraction.document)
        gone = [c for c in extraction.claims if not _stands(c, claims.get(newest, ()))]
        if gone:
            words = "; ".join(repr(c.quote) for c in gone[:5])
            message = f"a newer edition ({newest}) is read instead; no longer in it: {words}"
            hint = "The old edition is kept. Compare the two; an outlet may have corrected itself."
            yield Issue("edition-changed", "warning", extraction.document, message, hint)


def _stands(claim: Claim, others: Iterable[Claim]) -> bool:
    return any(o.harm == claim.harm and o.count == claim.count for o in others)


def severities(issues: Iterable[Issue]) -> Mapping[str, int]:
    """Return how many Issues there are of each severity."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for issue in issues:
        counts[issue.severity] += 1
    return counts
