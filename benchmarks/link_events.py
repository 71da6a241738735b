"""Linking of whole reports: whether those of one event, by several outlets on several days, end in one incident.

Usage: python benchmarks/link_events.py [--errors N] [FILE.toml ...]. Files hold invented reports, each with its event
(default: benchmarks/corpus/events-*.toml). A report stands in the incident that most of its claims are in, the earliest
claim deciding a tie; one without claims stands alone. Figures stand beside the baseline "same publication date".
"""

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from link_ucdp import b_cubed, pairwise
from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.snapshot import Reconciled

FOLDER = Path(__file__).parent / "corpus"


def load(path: Path) -> tuple[list[Document], dict[str, str]]:
    """Return the reports of a file, and the event of each by its id."""
    documents: list[Document] = []
    events: dict[str, str] = {}
    for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["report"]):
        document = Document(
            id=f"{row['event']}#{number:02}",
            sha256="",
            text=row["text"].strip(),
            published=row["published"],
            outlet=row["outlet"],
            language="en",
        )
        documents.append(document)
        events[document.id] = row["event"]
    return documents, events


def places_of(record: Reconciled, extractions: Sequence[Extraction]) -> dict[str, str]:
    """Return the incident that each report stands in; reports without a claim in one are left out."""
    owner = {c.id: (e.document, c.span[0]) for e in extractions for c in e.claims}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], int] = {}
    for incident in record.incidents:
        for claim in incident.claims:
            document, start = owner[claim]
            votes[document][incident.id] += 1
            first[document, incident.id] = min(start, first.get((document, incident.id), start))
    for incident in record.incidents:
        for document in incident.documents:  # it tells of the event without a number
            if document not in votes:
                votes[document][incident.id] = 1
                first[document, incident.id] = 0
    return {d: min(found, key=lambda i: (-found[i], first[d, i])) for d, found in votes.items()}


def print_figures(name: str, gold: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Print B-cubed and pairwise figures of a clustering."""
    print(
        f"{name:>10}  B-cubed P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(*b_cubed(gold, found))
        + "   pairs P {:.3f} R {:.3f} F {:.3f}".format(*pairwise(gold, found))
    )


def show(gold: Mapping[str, str], found: Mapping[str, str], extractions: Sequence[Extraction], limit: int) -> None:
    """Print the events that were split and the incidents that mix events, with what was read of each report."""
    read = {e.document: e.claims for e in extractions}
    for title, one, other in (("split", gold, found), ("mixed", found, gold)):
        groups: dict[str, list[str]] = defaultdict(list)
        for item in sorted(one):
            groups[one[item]].append(item)
        bad = [g for g, items in groups.items() if len({other[i] for i in items}) > 1]
        for group in bad[:limit]:
            print(f"\n{title}: {group}")
            for item in groups[group]:
                said = [
                    f"{c.quote[:30]!r} {c.harm} {c.scope} @{c.where.name if c.where else '-'} "
                    f"{c.when.interval.start if c.when and c.when.interval else '-'}"
                    for c in read[item]
                ]
                print(f"   {item} {other[item][-6:]} {'; '.join(said)}")


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("events-*.toml")))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    kit = msgspec.structs.replace(default_kit(), crime="apart")  # as a book reads
    for path in args.files:
        documents, gold = load(path)
        extractions = [read_claims(d, kit) for d in documents]
        record = build_record(documents, extractions, kit=kit)
        found = {d.id: d.id for d in documents} | places_of(record, extractions)
        silent = sum(found[d.id] == d.id for d in documents)
        print(f"{path.name}: {len(documents)} reports of {len(set(gold.values()))} events, {silent} without a claim")
        print_figures("tollbook", gold, found)
        print_figures("same date", gold, {d.id: str(d.published) for d in documents})
        show(gold, found, extractions, args.errors)


if __name__ == "__main__":
    main()
