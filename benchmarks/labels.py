"""Labels of texts that are not ours to copy: found again by name and digest, measured with what the program reads in them.

A line of a label file names a text by ``file`` and ``line`` or ``number`` and by SHA-256; spans, places, belligerents and speakers are
offsets into it, the other fields are those of a claim, left out where the text says nothing. The program's finds that lie on an
``ignore`` span count neither way.
"""

import json
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scoring import Claim, Score, flat, overlap, pairs, score
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line

ALL = "all"
WORDS_AS_OFFSETS = ("where", "by", "said_by")
ABSENT = ("high", "group", "part_of", "when", "means", *WORDS_AS_OFFSETS)
NAMING = ("file", "line", "number")
DRAWS = 2000
Row = tuple[str, list[Claim], list[Claim]]


class Text(NamedTuple):
    """A text of a package, the SHA-256 its label names it by, and its day of publication where the package gives one."""

    text: str
    sha256: str
    published: date | None = None


class Marked(NamedTuple):
    """A labelled text as a document, its marked claims, and the spans where finds count neither way."""

    document: Document
    claims: list[Claim]
    ignore: list[list[int]]


def marked(texts: Mapping[str, Text], folder: Path, split: str) -> Iterator[Marked]:
    """Yield the labelled texts of the label files in ``folder`` named ``split`` (a pattern, or all); exit where a text is another one."""
    for path in sorted(folder.glob("*.jsonl" if split == ALL else f"{split}.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            name = ":".join(str(label[key]) for key in NAMING if key in label)
            text, digest, published = texts[name]
            if digest != label["sha256"]:
                sys.exit(f"{name} is not the text that was labelled: another version of the package?")
            document = Document(id=name, sha256=digest, text=text, published=published)
            yield Marked(document, gold(label, text), label["ignore"])


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


def measure(texts: Mapping[str, Text], folder: Path, split: str) -> list[Row]:
    """Return (document, marked claims, found claims) for the labelled texts of ``split``."""
    kit, rows = default_kit(), []
    for document, wanted, ignore in marked(texts, folder, split):
        claims = read_claims(document, kit).claims
        found = [flat(claim_line(c, claims)) for c in claims]
        rows.append((document.id, wanted, without_ignored(wanted, found, ignore)))
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


def show(rows: list[Row]) -> None:
    """Print the figures with their 95 % intervals."""
    result: Score = score(rows)
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
