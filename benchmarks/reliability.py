"""Whether the confidence of a claim means something: share of strictly right claims by stated confidence.

Usage: python benchmarks/reliability.py
A claim is right when it matches a marked one in harm, low, high and scope. Measured on the composed corpus and, where the
development material lies beside the checkout, on its claims too; each row shows the 95 % Wilson interval.
"""

import datetime as dt
import itertools
from collections.abc import Iterator

from claims_dev import SHARED, load_scorer
from corpus import load_corpus
from scoring import Claim, Tally, flat, pairs
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line

STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def marked() -> Iterator[tuple[str, str, dt.date | None, list[Claim]]]:
    """Yield (set, text, day of publication, marked claims) for every passage at hand."""
    for passage in load_corpus():
        yield "composed", passage.text, passage.published, passage.claims
    path = SHARED / "claims" / "dev.jsonl"
    if path.exists():
        for row in load_scorer().load(path).values():
            day = dt.date.fromisoformat(row["published"]) if row.get("published") else None
            yield "development", row["text"], day, [flat(c) for c in row["claims"]]


def verdicts() -> Iterator[tuple[str, float, bool]]:
    """Yield (set, confidence, strictly right) for every claim found."""
    for name, text, day, gold in marked():
        claims = read_claims(Document(id="r", sha256="", text=text, published=day), default_kit()).claims
        found = [flat(claim_line(c, claims)) for c in claims]
        partner = {j: i for i, j in pairs(gold, found)}
        for j, claim in enumerate(found):
            right = j in partner and all(gold[partner[j]][f] == claim[f] for f in ("low", "high", "scope"))
            yield name, claim["confidence"], right


def main() -> None:
    """Print one table a set."""
    rows = list(verdicts())
    for name in dict.fromkeys(r[0] for r in rows):
        print(f"{name}\n  confidence    claims  strictly right")
        for low, high in itertools.pairwise(STEPS):
            tally = Tally()
            for _, _, right in (r for r in rows if r[0] == name and low <= r[1] < high):
                tally.add(right)
            if tally.asked:
                print(
                    f"  {low:.2f} - {min(high, 1):.2f}  {tally.asked:6d}  {tally.share:.3f}  ({{:.3f}}-{{:.3f}})".format(
                        *tally.interval()
                    )
                )


if __name__ == "__main__":
    main()
