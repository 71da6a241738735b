"""The corpus of the quality gate: composed passages with every claim marked, read from ``corpus/*.toml``."""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__import__("os").environ.get("CORPUS", str(Path(__file__).parent / "corpus")))
OPEN_BOUNDS = {"at_least", "more_than", "vague"}


@dataclass(frozen=True)
class Passage:
    """One passage: its text, its day of publication and its gold claims in the form of the extract interface."""

    id: str
    text: str
    published: dt.date | None
    claims: list[dict[str, Any]]


def corpus_hash(folder: Path = FOLDER) -> str:
    """Return the SHA-256 of all corpus files, so that floors name what they were measured on."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Return the files of passages; the folder holds texts for other measurements too."""
    return [path for path in sorted(folder.glob("*.toml")) if "[[passage]]" in path.read_text(encoding="utf-8")]


def load_corpus(folder: Path = FOLDER) -> list[Passage]:
    """Return the passages in order; raise ValueError naming passage and quote where a quote is not in its text."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in _files(folder)]
    return [passage_of(row) for file in files for row in file["passage"]]


def passage_of(row: dict[str, Any]) -> Passage:
    """Return a passage from its row; raise ValueError as ``load_corpus`` does."""
    claims = [_claim(row["id"], row["text"], short) for short in row["claims"]]
    return Passage(row["id"], row["text"], row.get("published"), claims)


def _claim(passage: str, text: str, short: dict[str, Any]) -> dict[str, Any]:
    start = _find(passage, text, short["q"], short.get("nth", 1))
    bound = short.get("b", "exact")
    low, high = _limits(short, bound)
    return {
        "span": [start, start + len(short["q"])],
        "quote": short["q"],
        "harm": short.get("harm", "killed"),
        "low": low,
        "high": high,
        "bound": bound,
        "status": short.get("st", "unknown"),
        "group": short.get("g"),
        "part_of": short.get("part"),
        "scope": short.get("sc", "incident"),
        "when": short.get("when"),
        "where": short.get("where"),
        "by": short.get("by"),
        "means": short.get("means"),
        "said_by": short.get("said"),
        "stance": short.get("stance", "asserted"),
    }


def _find(passage: str, text: str, quote: str, nth: int) -> int:
    start = -1
    for _ in range(nth):
        start = _next_whole(text, quote, start + 1)
        if start < 0:
            raise ValueError(f"{passage}: {quote!r} is not {nth} time(s) in the text")
    return start


def _next_whole(text: str, quote: str, start: int) -> int:
    while True:
        start = text.find(quote, start)
        end = start + len(quote)
        if start < 0 or not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return start
        start += 1


def _limits(short: dict[str, Any], bound: str) -> tuple[int, int | None]:
    number = short["n"]
    if bound in OPEN_BOUNDS:
        return number, None
    if bound in {"up_to", "fewer_than"}:
        return 0, number
    return number, short.get("high", number)
