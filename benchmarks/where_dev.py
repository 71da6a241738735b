"""Measure the place attached to each claim of the development set when the claims themselves are given.

Usage: python benchmarks/where_dev.py [--errors N]. Needs the development material beside the checkout. Reads the gold spans, harm,
number and scope of each claim, lets the place finder and ``attach_places`` do the rest, and compares as the set's scorer does.
"""

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

from tollbook.extract.places.attach import attach_places
from tollbook.extract.sentences.segment import segment
from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count
from tollbook.places.index import open_default
from tollbook.resolve.where.find import place_finder

SHARED = Path(__file__).resolve().parents[2] / "shared"


def load_scorer() -> ModuleType:
    """Return the scorer module that comes with the development set."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "claims" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_claims(row: dict) -> list[Claim]:
    """Return the gold claims of a row as claims without a place."""
    ids = [claim_id(row["text"], gold["span"][0], i) for i, gold in enumerate(row["claims"])]
    return [
        Claim(
            id=ids[i],
            document=row["id"],
            span=tuple(gold["span"]),
            quote=gold["quote"],
            head=gold["span"][0],
            harm=gold["harm"],
            count=Count(gold["low"], gold["high"], gold["bound"]),
            who=Who(status=gold["who"]["status"], group=gold["who"]["group"]),
            part_of=None if gold["part_of"] is None else ids[gold["part_of"]],
            scope=gold["scope"],
        )
        for i, gold in enumerate(row["claims"])
    ]


def rows() -> list[dict]:
    """Return the development rows and the article as one more."""
    found = [json.loads(line) for line in (SHARED / "claims" / "dev.jsonl").read_text().splitlines() if line]
    article = SHARED / "articles" / "raqqa-2017-08-23.claims.json"
    gold = json.loads(article.read_text())
    text = (SHARED / "articles" / "raqqa-2017-08-23.txt").read_text()
    claims = gold["claims"] if isinstance(gold, dict) else gold
    return [*found, {"id": "article", "text": text, "claims": claims}]


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=40)
    args = parser.parse_args()
    if not (SHARED / "claims" / "dev.jsonl").exists():
        sys.exit("skipped: the development material is not beside this checkout")
    same = load_scorer().same_text
    finder = place_finder(open_default())
    named, null, errors, seconds = [], [], [], 0.0
    for row in rows():
        sentences = segment(row["text"])
        claims = gold_claims(row)
        began = time.perf_counter()
        spots = finder(row["text"], [sentence.span for sentence in sentences])
        attached = attach_places(row["text"], sentences, claims, spots)
        seconds += time.perf_counter() - began
        for gold, claim in zip(row["claims"], attached, strict=True):
            name = claim.where.name if claim.where else None
            is_right = same(gold["where"], name)
            (named if gold["where"] else null).append(is_right)
            if claim.where:
                span = claim.where.span
                assert row["text"][span[0] : span[1]] == claim.where.quote
            if not is_right:
                method = claim.where.method if claim.where else "-"
                errors.append((row["id"], gold["quote"], gold["where"], name, method))
    print(f"where named in gold: {sum(named)}/{len(named)} = {sum(named) / len(named):.3f}")
    print(f"where null in gold:  {sum(null)}/{len(null)} = {sum(null) / len(null):.3f}")
    print(f"{seconds * 1000:.0f} ms")
    for error in errors[: args.errors]:
        print(*error, sep=" | ")


if __name__ == "__main__":
    main()
