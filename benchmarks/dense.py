"""Measure how reading time grows with length on dense and hostile texts: nothing but claims, lists, names, marks, noise.

Usage: python benchmarks/dense.py [--kinds NAME ...] [--sizes KB ...] [--most SECONDS].
Prints processor seconds of extraction, of resolution and of the record of one report (linking inside the report) for each
size, and the ratio of the whole between the largest size and a quarter of it: about 4 means linear. A kind whose next size
would take longer than ``--most`` seconds by the last ratio is left there. ``extract`` and ``run`` read a text with ``LONG``
characters or more in pieces; here everything is read as one document, which is harder.
"""

import argparse
import datetime as dt
import random
import string
import time
from collections.abc import Callable, Iterator

from tollbook.extract.claims import extract
from tollbook.flow.kit import default_kit
from tollbook.flow.record import build_record
from tollbook.model.document import Document
from tollbook.resolve.document import resolve

SIZES = (125, 250, 500, 1000)
"""Thousands of characters."""
TOWNS = ("Homs", "Aleppo", "Raqqa", "Idlib", "Hama", "Daraa", "Mosul", "Kirkuk", "Douma", "Tabqa", "Manbij", "Afrin")
SPEAKERS = ("police", "the Syrian Observatory for Human Rights", "a doctor", "residents", "state media", "the army")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _repeated(unit: str) -> Callable[[random.Random], Iterator[str]]:
    def pieces(_: random.Random) -> Iterator[str]:
        while True:
            yield unit

    return pieces


def _claims(chance: random.Random) -> Iterator[str]:
    while True:
        yield (
            f"At least {chance.randint(2, 90)} people, including {chance.choice(('two', 'three', 'five'))} children, were killed "
            f"in an air strike on {chance.choice(TOWNS)} on {chance.choice(DAYS)}, {chance.choice(SPEAKERS)} said. "
        )


def _lines(chance: random.Random) -> Iterator[str]:
    while True:
        yield f"- {chance.choice(TOWNS)}: {chance.randint(2, 90)} killed, {chance.randint(2, 90)} wounded\n"


def _list(chance: random.Random) -> Iterator[str]:
    yield "The army said shelling left "
    while True:
        yield f"{chance.randint(2, 90)} dead in {chance.choice(TOWNS)}, "


def _sentence(chance: random.Random) -> Iterator[str]:
    while True:
        yield (
            f"and {chance.randint(2, 90)} civilians were killed in {chance.choice(TOWNS)} while "
            f"{chance.choice(SPEAKERS)} spoke of {chance.randint(2, 90)} wounded soldiers "
        )


def _same(chance: random.Random) -> Iterator[str]:
    while True:
        yield f"Twelve people were killed in {chance.choice(TOWNS)}, {chance.choice(SPEAKERS)} said. He added that the toll rose to 14. "


def _undated(chance: random.Random) -> Iterator[str]:
    while True:
        yield (
            f"Shells killed {chance.randint(2, 90)} people in {chance.choice(TOWNS)} on {chance.choice(DAYS)}. Witnesses spoke of "
            f"{chance.randint(2, 90)} wounded. The ministry did not comment. "
        )


def _names(chance: random.Random) -> Iterator[str]:
    while True:
        first, last = ("".join(chance.choices(string.ascii_lowercase, k=6)).capitalize() for _ in range(2))
        yield f"{first} {last}, {chance.randint(18, 80)}, was shot dead by gunmen in {chance.choice(TOWNS)}. "


def _places(chance: random.Random) -> Iterator[str]:
    while True:
        name = "".join(chance.choices("aeioulmnrstbdk", k=7)).capitalize()
        yield f"Shelling killed {chance.randint(2, 60)} people in the village of {name} near {chance.choice(TOWNS)}. "


def _distinct(chance: random.Random) -> Iterator[str]:
    number = 10
    while True:
        number += 1
        yield f"Police said {number:,} people were killed in {chance.choice(TOWNS)}. "


def _noise(chance: random.Random) -> Iterator[str]:
    yield "A bomb killed 12 people in Homs. "
    while True:
        yield "".join(chance.choices(string.ascii_lowercase + "   ,.", k=60))


KINDS: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "claims": _claims,
    "one claim": _repeated("A bomb killed 12 people in Homs on Monday, police said. "),
    "lines": _lines,
    "list": _list,
    "one sentence": _sentence,
    "restated": _same,
    "undated behind dated": _undated,
    "names": _names,
    "places": _places,
    "capitals": lambda chance: (piece.upper() for piece in _claims(chance)),
    "quotes": _repeated("“The army killed 12 people,” he said, “and ‘at least five were wounded’ ” in Homs. "),
    "open quotes": _repeated('“‘"he said 12 people were killed '),
    "parentheses": _repeated("(12 killed (five of them children) in (Homs) "),
    "brackets only": _repeated("("),
    "killed killed": _repeated("killed "),
    "including": _repeated("including two children "),
    "numbers": _repeated("12 people, "),
    "digits": _repeated("1"),
    "spaced digits": _repeated("12 "),
    "newlines": _repeated("\n"),
    "blank": _repeated(" "),
    "dashes": _repeated("- "),
    "commas": _repeated(","),
    "full stops": _repeated(". "),
    "letters": _repeated("a"),
    "initials": _repeated("A.B. "),
    "names joined": _repeated("Abu Bakr and "),
    "in places": _repeated("in Homs, "),
    "Arabic": _repeated("قتل ١٢ مدنياً في غارة على حلب يوم الاثنين. "),
    "Arabic and claims": _repeated("قتل ١٢ مدنياً. A bomb killed 12 people in حلب. "),
    "emoji": _repeated("😀💥 12 people killed in Homs 👨‍👩‍👧‍👦 "),
    "bidi": _repeated("\u202e12 people\u202c \u2067killed\u2069 in \u200fHoms. "),
    "combining": _repeated("e\u0301\u0302 killed 12 "),
    "said": _repeated("he said that she said that "),
    "records": _repeated("Rebels seized the town of Douma and destroyed 12 houses; talks in Geneva resume on Monday. "),
    "wars": _repeated("More than 500 air strikes hit Homs since Friday. The army denied it. "),
    "distinct": _distinct,
    "noise": _noise,
}


def text_of(kind: str, characters: int) -> str:
    """Return a text of a kind, the same for the same name and length. It opens with a claim, so that the gate opens."""
    pieces = KINDS[kind](random.Random(20261124))
    made = ["A bomb killed 12 people in Homs. " if kind != "list" else ""]
    length = 0
    while length < characters:
        made.append(next(pieces))
        length += len(made[-1])
        if len(made) == 3 and made[1] == made[2]:  # one unit repeated: no need to ask for each
            made.append(made[1] * ((characters - length) // len(made[1]) + 1))
            break
    return "".join(made)[:characters]


def seconds_of(text: str) -> tuple[float, float, float, int]:
    """Return processor seconds of extraction, resolution and the report's own record, and the number of claims."""
    kit = default_kit()
    document = Document(id="dense", sha256="", text=text, published=dt.date(2021, 5, 12))
    marks = [time.process_time()]
    extraction = extract(document, kit.spotters)
    marks.append(time.process_time())
    extraction = resolve(document, extraction, gazetteer=kit.gazetteer, actors=kit.actors, focus=kit.focus)
    marks.append(time.process_time())
    if extraction.claims:
        build_record([document], [extraction], kit=kit)
    marks.append(time.process_time())
    return marks[1] - marks[0], marks[2] - marks[1], marks[3] - marks[2], len(extraction.claims)


def curve(kind: str, sizes: list[int], most: float) -> None:
    """Print one kind's seconds by size and how they grow."""
    spent: dict[int, float] = {}
    for size in sizes:
        known = sorted(spent)
        if known and spent[known[-1]] * 2 * (size / known[-1]) > most:
            print(f"  {kind:18s} {size:5d} kB  left out: would take more than {most:.0f} s")
            break
        read, resolved, linked, claims = seconds_of(text_of(kind, size * 1000))
        spent[size] = read + resolved + linked
        ratio = f"x{spent[size] / spent[size // 4]:.1f} for four times the text" if size // 4 in spent else ""
        print(
            f"  {kind:18s} {size:5d} kB  {spent[size]:7.2f} s = extract {read:6.2f} resolve {resolved:6.2f} "
            f"record {linked:6.2f}  {claims:6d} claims  {ratio}",
            flush=True,
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--most", type=float, default=120.0)
    args = parser.parse_args()
    seconds_of("A bomb killed 12 people in Homs on Monday, police said.")
    for kind in args.kinds:
        curve(kind, args.sizes, args.most)


if __name__ == "__main__":
    main()
