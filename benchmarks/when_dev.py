"""Measure the dates given the gold claims: exact interval where the gold has one, none invented where it has none.

Usage: python benchmarks/when_dev.py [--errors N] [FILE]. Reads the development set beside the checkout.
"""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from tollbook.extract.sentences.segment import segment
from tollbook.extract.times.attach import attach_times
from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line
from tollbook.resolve.when.find import find_times
from tollbook.resolve.when.resolve import resolve_times

SHARED = Path(__file__).resolve().parents[2] / "shared"


def gold_claims(row: dict) -> list[Claim]:
    """Return the gold claims of a row as values, without their dates."""
    ids = [claim_id(row["text"], c["span"][0], i) for i, c in enumerate(row["claims"])]
    return [
        Claim(
            id=ids[i],
            document=row["id"],
            span=tuple(c["span"]),
            quote=c["quote"],
            head=c["span"][0],
            harm=c["harm"],
            count=Count(c["low"], c["high"], c["bound"]),
            who=Who(c["who"]["status"], c["who"]["group"]),
            part_of=None if c["part_of"] is None else ids[c["part_of"]],
            scope=c["scope"],
        )
        for i, c in enumerate(row["claims"])
    ]


def dated(row: dict) -> list[Claim]:
    """Return the gold claims with the dates the program gives them."""
    published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(id=row["id"], sha256="", text=row["text"], published=published)
    sentences = segment(row["text"])
    spots = find_times(row["text"], [s.span for s in sentences])
    claims, _ = resolve_times(document, attach_times(row["text"], sentences, gold_claims(row), spots))
    return list(claims)


def main() -> None:
    """Print the two figures, and the misses when asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=SHARED / "claims" / "dev.jsonl")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not args.file.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    text = args.file.read_text(encoding="utf-8")
    rows = (
        [json.loads(line) for line in text.splitlines() if line.strip()]
        if args.file.suffix == ".jsonl"
        else [json.loads(text)]
    )
    stated, exact, silent, kept, misses = 0, 0, 0, 0, []
    for row in rows:
        claims = dated(row)
        for gold, claim in zip(row["claims"], claims, strict=True):
            got = claim_line(claim, claims)["when"]
            if gold["when"]:
                stated += 1
                exact += got == gold["when"]
            else:
                silent += 1
                kept += got is None
            if got != gold["when"]:
                quote = claim.when.quote if claim.when else None
                misses.append((row["id"], gold["quote"], gold["when"], gold["when_quote"], got, quote))
    print(f"exact where the gold has a date   {exact}/{stated} = {exact / max(stated, 1):.3f}")
    print(f"none invented where it has none   {kept}/{silent} = {kept / max(silent, 1):.3f}")
    for miss in misses[: args.errors]:
        print(*miss, sep=" | ")


if __name__ == "__main__":
    main()
