"""Make a dated release in a folder of its own, and compare two of them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.writing import write_whole
from tollbook.flow.progress import Progress, silent
from tollbook.flow.publishing.exporting import edition, export_edition, shapes_of
from tollbook.flow.publishing.leaking import refuse_leaks
from tollbook.flow.publishing.staging import staging
from tollbook.flow.reading.archive import digest_of_file
from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.changes import Change, changes, changes_text
from tollbook.publish.redact import Edition
from tollbook.publish.release import Papers, checksums, citation_cff, datacite, record_files
from tollbook.publish.select import Selection

SUMS = "SHA256SUMS"


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """A release: its folder, its files, and what changed since the one before (None without one)."""

    folder: Path
    files: int
    changes: tuple[Change, ...] | None


def release(
    root: Path,
    parent: Path,
    papers: Papers,
    *,
    shapes: Sequence[str] = ("csv",),
    policy: str = "public",
    day: dt.date | None = None,
    since: Path | None = None,
    progress: Progress = silent,
) -> Released:
    """Make ``parent/VERSION``: exports, the record as lines, changes since ``since``, papers and checksums.

    A folder of that version is never written over. Nothing is in place until all of it is.
    """
    moment = day or dt.datetime.now(dt.UTC).date()
    folder = parent / papers.version
    if folder.exists():
        hint = "Give the release another --version; what was published stays as it was."
        raise RunAborted(Issue("release-exists", "error", str(folder), "there is a release of this version", hint))
    wanted = shapes_of(shapes)
    try:
        shown = edition(root, policy, Selection(), moment)
        with staging(parent) as unfinished:
            made = unfinished / "release"
            export_edition(root, shown, wanted, made, progress=progress)
            found = _write_record(shown, made, papers, since)
            files = sorted(p for p in made.iterdir() if p.is_file())
            write_whole(made / SUMS, checksums([(p.name, digest_of_file(p)) for p in files]))
            made.rename(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RunAborted(Issue("output-not-written", "error", str(folder), reason, "Choose another folder.")) from error
    return Released(folder=folder, files=len(files) + 1, changes=found)


def _write_record(shown: Edition, made: Path, papers: Papers, since: Path | None) -> tuple[Change, ...] | None:
    files = dict(record_files(shown))
    found = _since(since, files) if since else None
    if found is not None:
        title = f"Changes of {papers.version} since {since.name if since else ''}"
        files["CHANGES.md"] = changes_text(found, title).encode()
        files["changes.jsonl"] = b"".join(msgspec.json.encode(c) + b"\n" for c in found)
    files["datacite.json"], files["CITATION.cff"] = datacite(papers, shown.day), citation_cff(papers, shown.day)
    refuse_leaks(shown, files.items())
    for name, content in files.items():
        write_whole(made / name, content)
    return found


def _since(since: Path, files: dict[str, bytes]) -> tuple[Change, ...]:
    old = _read(since)
    new = {name: _parsed(content) for name, content in files.items()}
    return _compared(old, new)


def compare_releases(old: Path, new: Path) -> tuple[Change, ...]:
    """Return what changed from one release folder to another; raise RunAborted where one is none, or was altered."""
    return _compared(_read(old), _read(new))


def _compared(old: dict[str, list[Any]], new: dict[str, list[Any]]) -> tuple[Change, ...]:
    last = max((e["seq"] for e in old["entries.jsonl"]), default=0)
    return changes(
        old["incidents.jsonl"],
        new["incidents.jsonl"],
        redirects={r["from"]: r["to"] for r in new["redirects.jsonl"]},
        entries=[e for e in new["entries.jsonl"] if e["seq"] > last],
    )


def _read(folder: Path) -> dict[str, list[Any]]:
    names = ("incidents.jsonl", "redirects.jsonl", "entries.jsonl")
    sums = folder / SUMS
    if not sums.is_file():
        hint = "Name a folder that `tollbook publish release` made."
        raise RunAborted(Issue("not-a-release", "error", str(folder), "this is no release", hint))
    noted = {
        name: digest for digest, _, name in (line.partition("  ") for line in sums.read_text("utf-8").splitlines())
    }
    for name in names:
        if not (folder / name).is_file() or digest_of_file(folder / name) != noted.get(name):
            hint = "Get the release again from where it was published."
            message = f"{name} is missing or was altered since"
            raise RunAborted(Issue("release-altered", "error", str(folder), message, hint))
    return {name: _parsed((folder / name).read_bytes()) for name in names}


def _parsed(content: bytes) -> list[Any]:
    try:
        return [msgspec.json.decode(line) for line in content.splitlines() if line.strip()]
    except msgspec.DecodeError:
        return []
