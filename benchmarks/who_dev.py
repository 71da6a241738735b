"""Measure speakers and belligerents alone: the gold claims of the development set go in, ``by`` and ``said_by`` come out.

Usage: python benchmarks/who_dev.py [--errors] [--file FILE]. Needs the development material beside the checkout. Prints for each
field how often it is right where gold names somebody and where gold names nobody, and what became of every gold name.
"""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from claims_dev import SHARED, load_scorer
from tollbook.extract.attach_actor import attach_actors
from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.reading import Reading
from tollbook.resolve.who.resolve import resolve_actors


def claim_of(row: dict, order: int) -> Claim:
    """Return a gold claim as a value, without its actors."""
    gold = row["claims"][order]
    start, end = gold["span"]
    who = gold.get("who") or {}
    part = gold.get("part_of")
    means = gold.get("means")
    return Claim(
        id=claim_id(row["text"], start, order),
        document=row["id"],
        span=(start, end),
        quote=gold["quote"],
        head=start,
        harm=gold["harm"],
        count=Count(gold["low"], gold["high"], gold["bound"]),
        who=Who(who.get("status", "unknown"), who.get("group")),
        part_of=claim_id(row["text"], row["claims"][part]["span"][0], part) if part is not None else None,
        scope=gold["scope"],
        means=Reading((start, end), gold["quote"], means, "gold") if means else None,
    )


def attached(row: dict) -> tuple[tuple[Claim, ...], tuple]:
    """Return the row's gold claims with the actors the program gives them, and the Issues of resolving."""
    kit = default_kit()
    text = row["text"]
    sentences = segment(text)
    claims = [claim_of(row, i) for i in range(len(row["claims"]))]
    spots = kit.spotters.actors(text, [s.span for s in sentences])
    published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(id=row["id"], sha256="", text=text, published=published, outlet=row.get("outlet"))
    return resolve_actors(document, attach_actors(text, sentences, claims, spots), kit.actors, kit.focus)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--file", type=Path, default=SHARED / "claims" / "dev.jsonl")
    args = parser.parse_args()
    if not args.file.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    same = load_scorer().same_text
    tally = {f: {"named": [0, 0], "nobody": [0, 0]} for f in ("by", "said_by")}
    resolved: dict[str, list[int]] = {f: [0, 0] for f in tally}
    content = args.file.read_text(encoding="utf-8")
    rows = (
        [json.loads(content)]
        if args.file.suffix == ".json"
        else [json.loads(line) for line in content.splitlines() if line.strip()]
    )
    for row in rows:
        if not row["claims"]:
            continue
        claims, _ = attached(row)
        for gold, claim in zip(row["claims"], claims, strict=True):
            for field in tally:
                readings = getattr(claim, field)
                name = readings[0].name if readings else None
                right = same(gold[field], name)
                cell = tally[field]["nobody" if gold[field] is None else "named"]
                cell[0] += right
                cell[1] += 1
                if name and gold[field]:
                    resolved[field][0] += bool(readings[0].actor or readings[0].organisation)
                    resolved[field][1] += 1
                if args.errors and not right:
                    print(f"{row['id']}  {field:8s} {gold['quote']!r}: gold {gold[field]!r}, here {name!r}")
    for field, cells in tally.items():
        for kind, (hits, total) in cells.items():
            print(
                f"{field:8s} where gold names {'somebody' if kind == 'named' else 'nobody  '}: {hits}/{total} = {100 * hits / max(total, 1):.1f} %"
            )
        print(
            f"{field:8s} with an actor or organisation id: {resolved[field][0]}/{resolved[field][1]}, the rest unresolved with their words"
        )


if __name__ == "__main__":
    main()
