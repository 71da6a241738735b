"""Linking on real news wires in capitals, against who attacked whom where and when as annotators filled it in.

Usage: python benchmarks/link_muc.py [--errors N]. Needs the development material beside the checkout.
Documents whose first incident template has one day; two are of one event when day and country agree and a victim's word. A document stands in
the incident that most of its claims are in; one without claims stands alone. The baseline is "same publication date".
"""

import argparse
import datetime as dt
import gzip
import json
import pickle
import sys
from collections import Counter, defaultdict
from pathlib import Path

from simulated import b_cubed, pairwise
from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.snapshot import Reconciled

PATH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "muc4_train.jsonl.gz"


def gold_rows() -> list[tuple[dict, str]]:
    """Return the rows that take part, with the label of their event: day, country, and a victim's word in common."""
    rows, keys, words = [], [], []
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            templates = [t for t in row["gold"]["templates"] if not t.get("optional")]
            if templates and len(templates[0]["date"]) == 1 and templates[0]["location"]:
                date = templates[0]["date"][0]
                if date.get("from") and date["from"] == date["to"]:
                    rows.append(row)
                    keys.append((date["from"], templates[0]["location"][-1].split(":")[0]))
                    words.append(
                        {w for v in templates[0]["victims"] for m in v["mentions"] for w in m.split() if len(w) > 4}
                    )
    labels = list(range(len(rows)))
    for i in range(len(rows)):
        for j in range(i):
            if keys[i] == keys[j] and words[i] & words[j]:
                old, new = labels[i], labels[j]
                labels = [new if label == old else label for label in labels]
    return [(row, f"{'/'.join(keys[k])} {labels[k]}") for k, row in enumerate(rows)]


def read(rows: list[tuple[dict, str]], cache: Path | None) -> tuple[list[Document], list[Extraction]]:
    """Return documents and extractions; ``cache`` keeps them between runs while only linking is worked on."""
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes())
    kit = default_kit()
    documents = [
        Document(
            id=r["id"],
            sha256="",
            text=r["text"],
            published=dt.date.fromisoformat(r["date_published"]) if r["date_published"] else None,
            outlet="FBIS",
            language="en",
        )
        for r, _ in rows
    ]
    result = documents, [read_claims(d, kit) for d in documents]
    if cache is not None:
        cache.write_bytes(pickle.dumps(result))
    return result


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    rows = gold_rows()
    documents, extractions = read(rows, args.cache)
    record = build_record(documents, extractions, kit=default_kit())
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    owner = {c.id: e.document for e in extractions for c in e.claims}
    for incident in record.incidents:
        for claim in incident.claims:
            inside[owner[claim]][incident.id] += 1
    gold = {r["id"]: label for r, label in rows}
    found = {i: (inside[i].most_common(1)[0][0] if inside[i] else i) for i in gold}
    dates = {r["id"]: r["date_published"] or r["id"] for r, _ in rows}
    told = {i: label for i, label in gold.items() if inside[i]}
    print(f"{len(gold)} documents, {len(told)} with a claim in an incident, {len(set(gold.values()))} events")
    for name, labels, items in (
        ("tollbook", found, gold),
        ("  told ones", found, told),
        ("same date", dates, gold),
        ("  told ones", dates, told),
    ):
        p, r, f = b_cubed(items, labels)
        pp, pr, pf = pairwise(items, labels)
        print(f"{name:>12}  B-cubed P {p:.3f} R {r:.3f} F {f:.3f}   pairs P {pp:.3f} R {pr:.3f} F {pf:.3f}")
    if args.errors:
        show(args.errors, told, found, record, documents, extractions)


def show(
    limit: int,
    gold: dict[str, str],
    found: dict[str, str],
    record: Reconciled,
    documents: list[Document],
    extractions: list[Extraction],
) -> None:
    """Print pairs wrongly apart and wrongly together."""
    text = {d.id: d for d in documents}
    claims = {e.document: e.claims for e in extractions}
    incidents = {i.id: i for i in record.incidents}
    shown = Counter()
    items = sorted(gold)
    for a in items:
        for b in items:
            if a < b and (gold[a] == gold[b]) != (found[a] == found[b]):
                kind = "APART" if gold[a] == gold[b] else "TOGETHER"
                shown[kind] += 1
                if shown[kind] > limit:
                    continue
                print(f"\n{kind} {gold[a]} / {gold[b]}")
                for x in (a, b):
                    i = incidents[found[x]]
                    print(
                        "  ",
                        x,
                        text[x].published,
                        [
                            (
                                c.quote[:40],
                                c.harm,
                                c.scope,
                                c.where and c.where.name,
                                c.when and c.when.interval and str(c.when.interval.start),
                            )
                            for c in claims[x]
                        ][:7],
                    )
                    print(
                        "      ",
                        i.code,
                        [round(s.score, 1) for s in i.suggestions if s.incident in (found[a], found[b])],
                        [
                            r.text
                            for s in i.suggestions
                            if s.incident in (found[a], found[b])
                            for r in s.reasons_against
                        ],
                    )


if __name__ == "__main__":
    main()
