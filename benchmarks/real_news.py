"""Measure extraction on real radio and agency news of 2001 and 2002, whose texts are not ours to copy.

Usage: python benchmarks/real_news.py PATH [--split NAME]

PATH is the gensim package as it is published (the ``.whl`` file) or a folder with its ``lee_background.cor`` and ``lee.cor``, one
document a line. Our labels in ``real_news/*.jsonl`` hold no words of the texts: a document is named by file, line and SHA-256 of the
line, and spans, places, belligerents and speakers are offsets into it. About half of the documents have no claim: sport, business,
accidents, crime. The program's finds that lie on an ``ignore`` span count neither way. Prints figures, never the differences.
"""

import argparse
import hashlib
import json
import random
import sys
import zipfile
from pathlib import Path
from typing import Any

from scoring import Claim, Score, flat, overlap, pairs, score
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line

LABELS = Path(__file__).parent / "real_news"
FILES = ("lee_background.cor", "lee.cor")
INSIDE = "gensim/test/test_data/"
ENCODING = "latin-1"
WORDS_AS_OFFSETS = ("where", "by", "said_by")
ABSENT = ("high", "group", "part_of", "when", "means", *WORDS_AS_OFFSETS)
DRAWS = 2000
Row = tuple[str, list[Claim], list[Claim]]


def source_lines(path: Path) -> dict[str, list[bytes]]:
    """Return the lines of the two files of the package at ``path``; raise FileNotFoundError where one is missing."""
    if path.is_dir():
        return {name: (path / name).read_bytes().split(b"\n") for name in FILES}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(INSIDE + name).split(b"\n") for name in FILES}


def labelled(split: str) -> list[dict[str, Any]]:
    """Return the labelled documents of ``split``, of all splits for ``all``."""
    paths = sorted(LABELS.glob("*.jsonl" if split == "all" else f"{split}.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def text_of(label: dict[str, Any], lines: dict[str, list[bytes]]) -> str:
    """Return the text a label belongs to; exit where the line is not the one that was labelled."""
    raw = lines[label["file"]][label["line"] - 1]
    if hashlib.sha256(raw).hexdigest() != label["sha256"]:
        sys.exit(
            f"{label['file']} line {label['line']} is not the text that was labelled: another version of the package?"
        )
    return raw.decode(ENCODING)


def gold(label: dict[str, Any], text: str) -> list[Claim]:
    """Return the marked claims with their words read from the text."""
    claims = []
    for short in label["claims"]:
        claim = dict.fromkeys(ABSENT) | short
        claim["quote"] = text[slice(*claim["span"])]
        for name in WORDS_AS_OFFSETS:
            claim[name] = text[slice(*claim[name])] if claim[name] else None
        claims.append(claim)
    return claims


def without_ignored(marked: list[Claim], found: list[Claim], ignore: list[list[int]]) -> list[Claim]:
    """Return the found claims less the unmatched ones that touch an ``ignore`` span, with ``part_of`` counted anew."""
    matched = {j for _, j in pairs(marked, found)}
    kept = [
        j
        for j, claim in enumerate(found)
        if j in matched or not any(overlap(claim["span"], span) > 0 for span in ignore)
    ]
    place = {old: new for new, old in enumerate(kept)} | {None: None}
    return [found[j] | {"part_of": place.get(found[j]["part_of"], -1)} for j in kept]


def measure(path: Path, split: str) -> list[Row]:
    """Return (document, marked claims, found claims) for the labelled documents."""
    lines, kit, rows = source_lines(path), default_kit(), []
    for label in labelled(split):
        text, name = text_of(label, lines), f"{label['file']}:{label['line']}"
        claims = read_claims(Document(id=name, sha256=label["sha256"], text=text), kit).claims
        marked, found = gold(label, text), [flat(claim_line(c, claims)) for c in claims]
        rows.append((name, marked, without_ignored(marked, found, label["ignore"])))
    return rows


def f1_interval(rows: list[Row], hits: str) -> tuple[float, float]:
    """Return the 95 % interval of an F1 by drawing documents anew (bootstrap, fixed seed)."""
    parts = [score([row]) for row in rows]
    rng, values = random.Random(20261124), []
    for _ in range(DRAWS):
        draw = rng.choices(parts, k=len(parts))
        total = sum(p.gold + p.found for p in draw)
        values.append(2 * sum(getattr(p, hits) for p in draw) / total if total else 1.0)
    values.sort()
    return values[int(DRAWS * 0.025)], values[int(DRAWS * 0.975)]


def show(rows: list[Row], result: Score) -> None:
    """Print the figures with their 95 % intervals."""
    empty = [found for _, marked, found in rows if not marked]
    print(f"{len(rows)} documents, {result.gold} claims marked, {result.found} found, {result.matched} matched")
    print(f"  {len(empty)} documents without a claim: {sum(map(len, empty))} found in them")
    for name, hits in (("claims_f1", "matched"), ("strict_f1", "strict")):
        low, high = f1_interval(rows, hits)
        print(f"  {name:18s} {result.f1(getattr(result, hits)):.3f}  {low:.3f}-{high:.3f}")
    for suffix, tallies in (("", result.stated), ("_silent", result.silent)):
        for name, tally in sorted(tallies.items()):
            low, high = tally.interval()
            print(f"  {name + suffix:18s} {tally.share:.3f}  {low:.3f}-{high:.3f} of {tally.asked}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "path", type=Path, help="the gensim package (.whl) or a folder with its lee_background.cor and lee.cor"
    )
    parser.add_argument("--split", default="all", help="the name of one file of labels, without its ending")
    args = parser.parse_args()
    rows = measure(args.path, args.split)
    show(rows, score(rows))


if __name__ == "__main__":
    main()
