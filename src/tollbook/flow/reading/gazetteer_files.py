"""Bring a gazetteer file into a book, or to all books of a user, and say in words what that changed."""

from collections.abc import Sequence
from pathlib import Path

from tollbook.flow.judging.confirmed import gazetteer_of
from tollbook.places.files import read_file
from tollbook.places.imported import Change, Import
from tollbook.places.library import FOLDER, bring, data_folder, known_ids
from tollbook.resolve.where.strings import is_possible

SHOWN = 3


def import_gazetteer(
    path: Path, name: str, book: Path | None, *, country: str | None = None, licence: str = "", version: str = ""
) -> str:
    """Import ``path`` into the gazetteer ``name`` and return a line that tells of it; raises ItemFailed where it has a fault."""
    folder = (book or data_folder()) / FOLDER
    known = gazetteer_of(book)
    made = read_file(
        path,
        name,
        country=country,
        licence=licence,
        version=version,
        known=known,
        is_inside=lambda code, lat, lon: is_possible(lat, lon, code, known),
        among=known_ids(folder, name),
    )
    return told(path, name, made, bring(folder, name, made))


def told(path: Path, name: str, made: Import, change: Change) -> str:
    """Return what an import brought and changed, in a line or two."""
    counts = [(len(made.entries), "places"), (len(made.aliases), "names"), (len(made.outlines), "outlines")]
    if made.insides:
        counts.append((len(made.insides), "areas they lie in"))
    state = "there already, nothing changed" if change.state == "there already" else change.state
    brought = ", ".join(f"{number} {what}" for number, what in counts)
    line = f"{path.name}: {state}: {brought}, {made.source.licence}, version {made.source.version} -> {name}"
    if change.old is not None:
        line += f"\n  in place of version {change.old.version}: {_differences(change)}"
    if change.beside:
        line += (
            f"\n  most of its places are in {change.beside} too, and both stay:"
            f" to replace that file import the newer one under the same name"
        )
    return line


def _differences(change: Change) -> str:
    parts = [
        _some(change.new, "new"),
        _some(change.gone, "gone"),
        _some(change.moved, "moved"),
        _some(change.altered, "with another name, level or area"),
    ]
    return "; ".join(filter(None, parts)) or "the same places"


def _some(names: Sequence[str], what: str) -> str:
    if not names:
        return ""
    more = ", ..." if len(names) > SHOWN else ""
    return f"{len(names)} {what} ({', '.join(names[:SHOWN])}{more})"
