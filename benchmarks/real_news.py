"""Measure extraction on real radio and agency news of 2001 and 2002, whose texts are not ours to copy.

Usage: python benchmarks/real_news.py PATH [--split NAME]

PATH is the gensim package as it is published (the ``.whl`` file) or a folder with its ``lee_background.cor`` and ``lee.cor``, one
document a line. Our labels in ``real_news/*.jsonl`` hold no words of the texts: a document is named by file, line and SHA-256 of the
line, and spans, places, belligerents and speakers are offsets into it. About half of the documents have no claim: sport, business,
accidents, crime. The program's finds that lie on an ``ignore`` span count neither way. Prints figures, never the differences.
"""

import argparse
import hashlib
import zipfile
from pathlib import Path

from labels import ALL, Text, measure, show

LABELS = Path(__file__).parent / "real_news"
FILES = ("lee_background.cor", "lee.cor")
INSIDE = "gensim/test/test_data/"
ENCODING = "latin-1"


def source_lines(path: Path) -> dict[str, list[bytes]]:
    """Return the lines of the two files of the package at ``path``; raise FileNotFoundError where one is missing."""
    if path.is_dir():
        return {name: (path / name).read_bytes().split(b"\n") for name in FILES}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(INSIDE + name).split(b"\n") for name in FILES}


def texts_of(path: Path) -> dict[str, Text]:
    """Return each line of the package as a text, by file and number of the line from 1, as labels name them."""
    return {
        f"{name}:{number}": Text(raw.decode(ENCODING), hashlib.sha256(raw).hexdigest())
        for name, lines in source_lines(path).items()
        for number, raw in enumerate(lines, 1)
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "path", type=Path, help="the gensim package (.whl) or a folder with its lee_background.cor and lee.cor"
    )
    parser.add_argument("--split", default=ALL, help="the name of one file of labels, without its ending")
    args = parser.parse_args()
    show(measure(texts_of(args.path), LABELS, args.split))


if __name__ == "__main__":
    main()
