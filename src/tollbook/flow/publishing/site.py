"""Write the public site of a book: made from an edition, searched for withheld words, put in place when all of it is ready."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from tollbook.flow.books.book import open_book
from tollbook.flow.progress import Progress, silent
from tollbook.flow.publishing.brief import sums_of
from tollbook.flow.publishing.export_forms import ONE_FILE, needed
from tollbook.flow.publishing.exporting import edition, export_edition, shapes_of
from tollbook.flow.publishing.leaking import refuse_leaks
from tollbook.flow.publishing.outlines import Outlines
from tollbook.flow.publishing.staging import is_staging, staging
from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.redact import Edition
from tollbook.publish.select import Selection
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Shape
from tollbook.publish.site.lists import area_of
from tollbook.publish.site.pages import Download, Given, site_pages
from tollbook.publish.site.paths import slug
from tollbook.publish.site.world import Land
from tollbook.vocab.load import fingerprint

MANIFEST = ".tollbook-site.json"
"""What this program wrote into the folder. A folder with other files and without it is somebody's own."""
DOWNLOADS = "downloads"
LANGUAGES = {"en": ("en",), "ar": ("ar",), "both": ("en", "ar")}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a site as it was last written, incidents that once had a page, with the day they went, and what it is about."""

    files: tuple[str, ...] = ()
    gone: dict[str, dt.date] = {}
    about: str = ""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: files of the site, how many of them are new or changed, how many were removed, what was withheld."""

    files: int
    written: int
    removed: int
    withheld: int


def publish_site(
    root: Path,
    folder: Path,
    *,
    policy: str = "public",
    day: dt.date | None = None,
    language: str = "en",
    title: str | None = None,
    address: str = "",
    shapes: Sequence[str] | None = None,
    selection: Selection | None = None,
    progress: Progress = silent,
) -> Published:
    """Write the site of the book in ``root`` into ``folder``, its downloads beside it; return what was done.

    Pages that say what they said keep their bytes and are not written again. ``shapes`` are the exports, all that this
    installation can write by default; ``selection`` is an area and days, the whole book by default. Raises RunAborted,
    changing nothing, for a folder that is somebody's own or about something else, an unknown policy, a folder that cannot be written, or a withheld word anywhere.
    """
    before = _manifest(folder)
    wanted = shapes_of(writable_shapes() if shapes is None else shapes)
    today = day or dt.datetime.now(dt.UTC).date()
    wanted_part = selection or Selection()
    _refuse_other(before, wanted_part, folder)
    shown = edition(root, policy, wanted_part, today)
    try:
        with staging(folder) as unfinished:
            downloads = _export(root, shown, wanted, unfinished / DOWNLOADS, progress)
            gone = _gone(before, shown, today)
            given = _given(root, shown, gone, downloads, LANGUAGES[language], title, address, wanted_part)
            pages = _checked(site_pages(shown, given), shown)
            files = {*_staged_downloads(unfinished), *_stage(pages, unfinished, folder, progress)}
            kept = {name: on for name, on in gone.items() if f"incident/{name}.html" in files}
            # killed from here on, the next run finds in the list whatever this one put in place or left there
            about = _about(wanted_part)
            _note(
                folder, unfinished, Manifest(files=(*before.files, *files), gone={**before.gone, **kept}, about=about)
            )
            removed = _remove(folder, set(before.files) - files)
            written = _put(unfinished, folder, sorted(files))
            _note(folder, unfinished, Manifest(files=tuple(files), gone=kept, about=about))
    except OSError as error:
        hint = "Choose another folder with -o, or make room."
        raise RunAborted(
            Issue("output-not-written", "error", str(folder), error.strerror or str(error), hint)
        ) from error
    return Published(files=len(files), written=written, removed=removed, withheld=len(shown.withheld))


def _about(selection: Selection) -> str:
    """Return what a selection keeps, as the list of a site's files notes it; empty for a whole book."""
    said = {"area": selection.area, "from": selection.first, "to": selection.last}
    return ", ".join(f"{name} {value}" for name, value in said.items() if value)


def _refuse_other(before: Manifest, selection: Selection, folder: Path) -> None:
    """Raise RunAborted where the folder holds the site of another part: every page outside of this one would be called gone."""
    about = _about(selection)
    if before.files and before.about != about:
        message = f"the folder holds the site of {before.about or 'the whole book'}, not of {about or 'the whole book'}"
        hint = "Choose a new folder with -o, or publish the same part again."
        raise RunAborted(Issue("output-not-written", "error", str(folder), message, hint))


def _note(folder: Path, staged: Path, manifest: Manifest) -> None:
    """Write the list of the site's files, in one step."""
    files, gone = tuple(sorted(set(manifest.files))), dict(sorted(manifest.gone.items()))
    content = msgspec.json.encode(msgspec.structs.replace(manifest, files=files, gone=gone)) + b"\n"
    (staged / MANIFEST).write_bytes(content)
    (staged / MANIFEST).replace(folder / MANIFEST)


def _manifest(folder: Path) -> Manifest:
    """Return what was written here before; raise RunAborted for a folder that holds files of somebody's own."""
    path = folder / MANIFEST
    if path.is_file():
        try:
            return msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            hint = "Choose a new folder with -o."
            raise RunAborted(Issue("output-not-written", "error", str(path), f"damaged: {error}", hint)) from error
    if folder.exists() and (not folder.is_dir() or not all(is_staging(path) for path in folder.iterdir())):
        message, hint = "the folder holds files that are no site of tollbook's", "Choose a new or empty folder with -o."
        raise RunAborted(Issue("output-not-written", "error", str(folder), message, hint))
    return Manifest()


def writable_shapes() -> list[str]:
    """Return the shapes that this installation can write."""
    found = []
    for name, shape in SHAPES.items():
        try:
            needed(shape)
        except RunAborted:
            continue
        found.append(name)
    return found


def _export(
    root: Path, shown: Edition, shapes: Sequence[Shape], folder: Path, progress: Progress
) -> tuple[Download, ...]:
    """Write the exports and return what the page of downloads says of them."""
    if not shapes:
        return ()
    done = export_edition(root, shown, shapes, folder, progress=progress)
    titles = {file: shape.title for shape in shapes for file in _files_of(shape)}
    found = []
    for path, rows in done.files:
        beside = done.sidecars[path.name]
        found.append(Download(name=path.name, title=titles[path.name], rows=rows, sidecars=beside))
    return tuple(found)


def _files_of(shape: Shape) -> list[str]:
    whole = ONE_FILE.get(shape.form)
    return [f"tollbook.{whole}"] if whole else [f"{table.name}.{shape.form}" for table in shape.tables]


def _gone(before: Manifest, shown: Edition, today: dt.date) -> dict[str, dt.date]:
    """Return the incidents that had a page and have none now, with the day that was first so."""
    pages = {PurePosixPath(f).stem for f in before.files if f.startswith("incident/") and f.endswith(".html")}
    present = {slug(i) for i in shown.snapshot.incidents.values()}
    return {name: before.gone.get(name, today) for name in sorted(pages - present)}


def _given(
    root: Path, shown: Edition, gone: dict[str, dt.date], downloads: tuple[Download, ...], languages: tuple[str, ...],
    title: str | None, address: str, selection: Selection,
) -> Given:  # fmt: skip
    config = open_book(root).config
    outlines = Outlines(root)
    places = [i.place for i in shown.snapshot.incidents.values() if i.place]
    land = outlines.within({p.country for p in places if p.country})
    return Given(
        title=title or config.name,
        profile=config.profile,
        grading=config.grading,
        vocabulary=fingerprint(),
        languages=languages,
        address=address.rstrip("/") + "/" if address else "",
        area=selection.area or "",
        days=selection.interval,
        sums=tuple(sums_of(shown.snapshot, Selection(first=selection.first, last=selection.last))),
        land=tuple(Land(o.level, o.name, o.lat, o.lon, o.geometry) for o in land),
        areas={area: outlines.name(area) for p in places if (area := area_of(p))},
        downloads=downloads,
        gone=gone,
    )


def _checked(pages: Iterable[tuple[str, bytes]], shown: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the pages as they are; raise RunAborted for the first in whose name or words something withheld stands."""
    for path, content in pages:
        refuse_leaks(shown, [(path, content)])
        yield path, content


def _staged_downloads(staged: Path) -> Iterator[str]:
    folder = staged / DOWNLOADS
    if folder.exists():
        yield from sorted(f"{DOWNLOADS}/{path.name}" for path in folder.iterdir())


def _stage(pages: Iterable[tuple[str, bytes]], staged: Path, folder: Path, progress: Progress) -> Iterator[str]:
    """Write what is new or changed into the staging folder; yield every page's address."""
    for number, (path, content) in enumerate(pages, start=1):
        if _bytes_of(folder / path, len(content)) != content:
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        progress("pages", number, None)
        yield path


def _bytes_of(path: Path, size: int) -> bytes | None:
    """Return a file's bytes where it has that size; None saves reading what differs anyway."""
    try:
        return path.read_bytes() if path.stat().st_size == size else None
    except OSError:
        return None


def _put(staged: Path, folder: Path, files: Sequence[str]) -> int:
    """Put the staged files in place, each in one step; return how many were new or changed."""
    written = 0
    for name in files:
        source, target = staged / name, folder / name
        if not source.exists() or _bytes_of(target, source.stat().st_size) == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)  # noqa: PTH105  # across the same folder, in one step
        written += 1
    return written


def _remove(folder: Path, names: Iterable[str]) -> int:
    """Remove files of an earlier edition that this one has not; return how many there were."""
    removed = 0
    for name in sorted(names):
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute():
            continue
        path = folder.joinpath(*parts)
        if path.is_file():
            path.unlink()
            removed += 1
    return removed
