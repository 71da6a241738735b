"""Daily bulletins of nested totals: each scope with its number and origin, and nothing of them among the incidents.

Usage: python benchmarks/bulletins.py [--language en] [--errors N]. Needs the development material beside the checkout.
A bulletin is right when every gold claim whose numbers stand in the text is found with scope, killed, injured and (where
the text names one) origin, and no incident holds a cumulative or period figure.
"""

import argparse
import datetime as dt
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.total import Total

PATH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "totals_bulletins_dev.jsonl.gz"


def matches(total: Total, gold: dict, harm: str) -> bool:
    """Return whether a total is the gold claim's figure for one harm."""
    if total.harm != harm or total.scope != gold["scope"] or total.stated.low != gold[harm]:
        return False
    if gold["scope"] == "period":
        return True
    start = total.hull.start if total.hull else None
    return start is not None and abs((start - dt.date.fromisoformat(gold["since"])).days) <= 1


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="en")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["lang"] == args.language]
    kit = default_kit()
    tally: Counter[str] = Counter()
    documents, extractions = [], []
    for row in rows:
        day = dt.date.fromisoformat(row["date_published"])
        document = Document(
            id=row["id"], sha256="", text=row["text"], published=day, outlet="Ministry of Health", language=row["lang"]
        )
        extraction = read_claims(document, kit)
        documents.append(document)
        extractions.append(extraction)
        record = build_record([document], [extraction], kit=kit)
        wanted = [(g, harm) for g in row["gold"]["claims"] if g["in_text"] for harm in ("killed", "injured")]
        found = [w for w in wanted if any(matches(t, *w) for t in record.totals)]
        clean = not any(i.claims for i in record.incidents)
        tally.update(
            bulletins=1, figures=len(wanted), found=len(found), clean=clean, right=clean and len(found) == len(wanted)
        )
        if args.errors > 0 and not (clean and len(found) == len(wanted)):
            args.errors -= 1
            print(
                row["id"],
                "missing",
                [(g["scope"], harm, g[harm], g.get("since")) for g, harm in wanted if (g, harm) not in found],
            )
            print(
                "   ",
                [
                    (c.quote, c.harm, c.scope, c.when and c.when.interval and str(c.when.interval.start))
                    for c in extraction.claims
                ],
            )
            print("   ", [(i.claims) for i in record.incidents])
    record = build_record(documents, extractions, kit=kit)
    n = tally["bulletins"]
    print(
        f"{n} {args.language} bulletins: right {tally['right']}/{n}, figures {tally['found']}/{tally['figures']}, none in an incident {tally['clean']}/{n}"
    )
    for s in record.series:
        print(
            f"   series {s.speaker} {s.harm} {len(s.points)} points, flags {dict(Counter(f for p in s.points for f in p.flags))}"
        )


if __name__ == "__main__":
    main()
