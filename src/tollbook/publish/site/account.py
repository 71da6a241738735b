"""The statement of account: what speakers state for a period against their own smaller figures. Knows totals, no pages."""

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.total import Total
from tollbook.publish.brief.doubts import TOLD_ELSEWHERE
from tollbook.publish.cite import Citation, cite
from tollbook.publish.redact import Edition


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One total with its claim, what is said of its balance, the pairs that cannot both be true, and its words."""

    total: Total
    claim: Claim
    says: tuple[str, ...]
    impossible: tuple[tuple[Claim, Claim], ...]
    citation: Citation


def account_of(edition: Edition) -> tuple[Account, ...]:
    """Return the totals, period figures before running ones, speaker by speaker, larger before smaller."""
    claims = edition.snapshot.claims
    known = [t for t in edition.snapshot.totals if t.claim in claims and claims[t.claim].part_of is None]
    ordered = sorted(known, key=lambda t: (t.scope == "cumulative", t.speaker.casefold(), -t.stated.low, t.claim))
    return tuple(_account(total, edition) for total in ordered)


def _account(total: Total, edition: Edition) -> Account:
    claims = edition.snapshot.claims
    claim = claims[total.claim]
    told = [r.text for r in total.statements if r.code not in TOLD_ELSEWHERE]
    return Account(
        total=total,
        claim=claim,
        says=tuple(dict.fromkeys(told)),
        impossible=tuple((claims[a], claims[b]) for a, b in total.impossible if a in claims and b in claims),
        citation=cite(edition.snapshot, claim),
    )
