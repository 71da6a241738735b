"""Print a sample of the records found in the development texts, with their surroundings, for reading by eye.

Usage: python benchmarks/records_sample.py [--texts N] [--seed N] [--kinds damage,control]. Ends with counts by kind and the
time a text. Needs the development material beside the checkout.
"""

import argparse
import collections
import datetime as dt
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.record import Record

SHARED = Path(__file__).resolve().parents[2] / "shared"
AROUND = 60


def documents() -> Iterator[Document]:
    """Yield the texts: the claims passages, the wires of 1988-90 (lines joined), the reports on other matters."""
    for line in (SHARED / "claims" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield document(row["id"], row["text"], row["published"])
    for name in ("muc4_train", "geo_virus_dev"):
        with gzip.open(SHARED / "bench" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = "\n\n".join(part.replace("\n", " ") for part in row["text"].split("\n\n"))
                yield document(row["id"], text, row["date_published"])


def document(name: str, text: str, published: str | None) -> Document:
    """Return one text as a document."""
    return Document(id=name, sha256="", text=text, published=dt.date.fromisoformat(published) if published else None)


def shown(text: str, record: Record) -> str:
    """Return a record on two lines: its values, and its words in their surroundings."""
    start, end = record.span
    values = {
        "said": ", ".join(r.name for r in record.said_by),
        "by": ", ".join(r.name for r in record.by),
        "when": record.when.quote if record.when else "",
        "where": record.where.name if record.where else "",
        "count": f"{record.count.low}-{record.count.high}" if record.count else "",
        **record.details,
    }
    told = "; ".join(f"{name} {value}" for name, value in values.items() if value)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"{record.kind}: {told}\n    {before}[{record.quote}]{after}".replace("\n", " ").replace(
        "     ", "\n    ", 1
    )


def main() -> None:
    """Print the sample and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="")
    args = parser.parse_args()
    if not SHARED.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    texts = list(documents())
    random.Random(args.seed).shuffle(texts)
    wanted = set(filter(None, args.kinds.split(",")))
    kinds: collections.Counter[str] = collections.Counter()
    kit = default_kit()
    began = time.perf_counter()
    for each in texts[: args.texts]:
        for record in read_claims(each, kit).records:
            kinds[record.kind] += 1
            if not wanted or record.kind in wanted:
                print(shown(each.text, record))
    seconds = time.perf_counter() - began
    print(dict(kinds.most_common()), f"{1000 * seconds / max(1, args.texts):.1f} ms a text, claims included")


if __name__ == "__main__":
    main()
