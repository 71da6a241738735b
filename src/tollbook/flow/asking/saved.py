"""Searches a team keeps by name, in a file of the book that anyone can read: ``hand/searches.json``. Knows no pages."""

import datetime as dt
from pathlib import Path

import msgspec

from tollbook.flow.books.writing import write_whole
from tollbook.flow.run import turn_to_write

FILE = "searches.json"
MOST = 200
LONGEST_NAME, LONGEST_PATH = 80, 600


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A search or filter kept by name: the path with its query, and who kept it."""

    name: str
    path: str
    who: str = ""


def load_saved(root: Path) -> tuple[Saved, ...]:
    """Return the searches kept in the book in ``root``, by name; none where the file is missing or cannot be read."""
    try:
        found = msgspec.json.decode((root / "hand" / FILE).read_bytes(), type=list[Saved])
    except (OSError, msgspec.MsgspecError):
        return ()
    return tuple(sorted(found, key=lambda saved: saved.name.casefold()))


def keep_saved(root: Path, saved: Saved) -> None:
    """Keep a search, in place of another of that name; raise RunAborted while another program writes to the book."""
    short = msgspec.structs.replace(saved, name=saved.name[:LONGEST_NAME], path=saved.path[:LONGEST_PATH])
    with turn_to_write(root, "search", dt.datetime.now(dt.UTC)):
        others = [s for s in load_saved(root) if s.name != short.name]
        _write(root, [*others[: MOST - 1], short])


def forget_saved(root: Path, name: str) -> None:
    """Forget the search of that name; raise RunAborted while another program writes to the book."""
    with turn_to_write(root, "search", dt.datetime.now(dt.UTC)):
        _write(root, [s for s in load_saved(root) if s.name != name])


def _write(root: Path, kept: list[Saved]) -> None:
    folder = root / "hand"
    folder.mkdir(exist_ok=True)
    write_whole(folder / FILE, msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
