"""Low, best, high against a coder's figures, from the headlines of several outlets filed under one event.

Usage: python benchmarks/counts_ucdp.py [--errors N] [--joined] [--profile ucdp]. Needs the development material beside the checkout.
Each headline is a document of its outlet and day (--joined: all of them one text). Only rows marked "supported" count: the
headlines give the figure. The answer is the record's main incident: the one most documents speak of, then the one told first.
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
from tollbook.model.incident import Incident, Range
from tollbook.model.snapshot import Reconciled

PATH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "counts_ucdp_dev.jsonl.gz"


def documents_of(row: dict, *, joined: bool) -> list[Document]:
    """Return the documents of one event."""
    if joined:
        day = dt.date.fromisoformat(row["date_published"])
        return [Document(id=row["id"], sha256="", text=row["text"], published=day)]
    return [
        Document(
            id=f"{row['id']}#{n}",
            sha256="",
            text=s["headline"],
            published=dt.date.fromisoformat(s["date"]) if s.get("date") else None,
            outlet=s["source"],
        )
        for n, s in enumerate(row["sources"])
    ]


def killed(incident: Incident) -> Range | None:
    """Return the range of all killed of one incident."""
    return next((f.range for f in incident.figures if f.harm == "killed" and f.axis == "all"), None)


def main_incident(record: Reconciled, first: dict[str, int]) -> Range | None:
    """Return the range of the incident that most documents and claims speak of; on a tie the one told first."""
    known = [(i, r) for i in record.incidents if (r := killed(i)) is not None and r.low is not None]
    best = max(
        known, key=lambda e: (len(e[0].documents), len(e[0].claims), -min(first[c] for c in e[0].claims)), default=None
    )
    return best[1] if best else None


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--joined", action="store_true")
    parser.add_argument("--profile", default="ucdp")
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        rows = [r for r in map(json.loads, lines) if r["supported"]]
    kit = default_kit()
    tally: Counter[str] = Counter()
    for row in rows:
        documents = documents_of(row, joined=args.joined)
        extractions = [read_claims(d, kit) for d in documents]
        record = build_record(documents, extractions, kit=kit, profile=args.profile)
        first = {c.id: (n * 10**6 + c.span[0]) for n, e in enumerate(extractions) for c in e.claims}
        found = main_incident(record, first)
        gold = row["gold"]
        exact = found is not None and found.best == gold["killed_best"]
        overlap = (
            found is not None and found.low <= gold["killed_high"] and (found.open or found.high >= gold["killed_low"])
        )
        tally.update(
            rows=1,
            answered=found is not None,
            best=exact,
            overlap=overlap,
            several=sum(killed(i) is not None for i in record.incidents) > 1,
        )
        if not (exact and overlap) and args.errors > 0:
            args.errors -= 1
            said = f"{found.low}/{found.best}/{found.high}{'+' if found.open else ''}" if found else "nothing"
            print(
                f"\n{row['id']} gold {gold['killed_low']}/{gold['killed_best']}/{gold['killed_high']} found {said}  "
                f"civ {gold['civilians']} a {gold['side_a']} b {gold['side_b']} unk {gold['unknown']}"
            )
            for d, e in zip(documents, extractions, strict=True):
                print(
                    "   ",
                    d.published,
                    d.text[:230].replace("\n", " | "),
                    "=>",
                    [
                        (
                            c.quote,
                            c.harm,
                            c.scope,
                            c.who.status,
                            c.stance,
                            c.where and c.where.name,
                            c.said_by and c.said_by[0].name,
                        )
                        for c in e.claims
                    ],
                )
            for i in record.incidents:
                print(
                    "    INC",
                    [(d.split("#")[-1]) for d in i.documents],
                    [(f.harm, f.key, f.range.low, f.range.best, f.range.high) for f in i.figures if f.harm == "killed"],
                    i.when and str(i.when.start),
                    [(round(s.score, 1)) for s in i.suggestions],
                )
    n = tally["rows"]
    print(
        f"{n} rows: answered {tally['answered'] / n:.3f}, best exact {tally['best'] / n:.3f}, "
        f"low-high overlap {tally['overlap'] / n:.3f}, more than one incident {tally['several'] / n:.3f}"
    )


if __name__ == "__main__":
    main()
