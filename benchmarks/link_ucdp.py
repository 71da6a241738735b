"""Linking on real headlines, by whether the headlines a coder filed under one event end in one incident.

Usage: python benchmarks/link_ucdp.py [--errors N]. Needs the development material beside the checkout.
Each headline of counts_ucdp_dev is a document of its outlet and day; headlines filed under several events are left out, and so
are those in which no claim is found (they cannot be linked; their share is printed). B-cubed and pairwise F over the rest,
beside the baseline "same publication date".
"""

import argparse
import datetime as dt
import gzip
import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.snapshot import Reconciled

PATH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "counts_ucdp_dev.jsonl.gz"


def headlines() -> dict[str, tuple[Document, str]]:
    """Return documents by id, each with its event; headlines filed under several events are left out."""
    found: dict[str, tuple[Document, str]] = {}
    events: dict[str, set[str]] = defaultdict(set)
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for source in row["sources"]:
                key = content_id("h_", source["headline"])
                day = dt.date.fromisoformat(source["date"]) if source.get("date") else None
                document = Document(
                    id=content_id("d_", source["headline"], source["source"]),
                    sha256="",
                    text=source["headline"],
                    published=day,
                    outlet=source["source"],
                )
                found[document.id] = (document, row["id"])
                events[key].add(row["id"])
    return {i: (d, e) for i, (d, e) in found.items() if len(events[content_id("h_", d.text)]) == 1}


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F (Bagga and Baldwin 1998) of a clustering given as item -> cluster."""
    gold_size, found_size = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[i], found[i]) for i in gold)
    precision = sum(both[gold[i], found[i]] / found_size[found[i]] for i in gold) / len(gold)
    recall = sum(both[gold[i], found[i]] / gold_size[gold[i]] for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F over pairs of items that share a cluster."""

    def count(sizes: Counter) -> int:
        return sum(n * (n - 1) // 2 for n in sizes.values())

    right = count(Counter((gold[i], found[i]) for i in gold))
    said, true = count(Counter(found.values())), count(Counter(gold.values()))
    precision, recall = right / said if said else 1.0, right / true if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def main() -> None:
    """Link, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    rows = headlines()
    kit = default_kit()
    documents = [d for d, _ in rows.values()]
    extractions = [read_claims(d, kit) for d in documents]
    record = build_record(documents, extractions, kit=kit)
    claim_document = {c.id: c.document for e in extractions for c in e.claims}
    found: dict[str, str] = {}
    for incident in sorted(record.incidents, key=lambda i: -len(i.claims)):
        for claim in incident.claims:
            found.setdefault(claim_document[claim], incident.id)
    gold = {i: rows[i][1] for i in found}
    print(
        f"{len(rows)} headlines, {len(found)} with a claim in an incident, {len(set(gold.values()))} events, {len(set(found.values()))} incidents"
    )
    for name, clusters in (
        ("tollbook", found),
        ("same date", {i: str(rows[i][0].published) for i in found}),
        ("each alone", {i: i for i in found}),
    ):
        print(
            f"{name:10s} B-cubed P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(*b_cubed(gold, clusters))
            + "   pairs P {:.3f} R {:.3f} F {:.3f}".format(*pairwise(gold, clusters))
        )
    print_outcomes(rows, found, record)
    show_errors(rows, gold, found, args.errors)


def print_outcomes(rows: Mapping[str, tuple[Document, str]], found: Mapping[str, str], record: Reconciled) -> None:
    """Print what becomes of the pairs of headlines of one event: joined and suggested together bound what evidence there is."""
    suggested = {frozenset((i.id, s.incident)) for i in record.incidents for s in i.suggestions}
    outcomes: Counter[str] = Counter()
    for one, two in itertools.combinations(sorted(rows), 2):
        if rows[one][1] != rows[two][1]:
            continue
        places = frozenset(found[h] for h in (one, two) if h in found)
        if one not in found or two not in found:
            outcomes["one without a claim of an event"] += 1
        elif len(places) == 1:
            outcomes["joined"] += 1
        else:
            outcomes["suggested" if places in suggested else "apart"] += 1
    print(f"{outcomes.total()} pairs of one event: " + ", ".join(f"{n} {name}" for name, n in sorted(outcomes.items())))


def show_errors(
    rows: Mapping[str, tuple[Document, str]], gold: Mapping[str, str], found: Mapping[str, str], limit: int
) -> None:
    """Print events that were split and incidents that mix events."""
    for title, one, other in (("split", gold, found), ("mixed", found, gold)):
        groups: dict[str, set[str]] = defaultdict(set)
        for item in one:
            groups[one[item]].add(other[item])
        bad = [g for g, parts in groups.items() if len(parts) > 1][:limit]
        for group in bad:
            print(f"\n{title}: {group}")
            for item in sorted((i for i in one if one[i] == group), key=lambda i: other[i]):
                print(
                    f"   {other[item][-8:]} {rows[item][0].published} {rows[item][0].outlet}: {rows[item][0].text[:140]}"
                )


if __name__ == "__main__":
    main()
