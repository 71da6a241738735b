"""Write an edition of a book in the field's shapes: redacted before a row is made, checked before a file is put in place."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import msgspec

from tollbook import __version__
from tollbook.flow.areas import known, located
from tollbook.flow.book import Book, open_book, snapshot
from tollbook.flow.export_forms import needed, write_form
from tollbook.flow.known import actors_known
from tollbook.flow.leaking import refuse_leaks
from tollbook.flow.progress import Progress, silent
from tollbook.flow.restricting import restricted_in
from tollbook.flow.run import kit_of
from tollbook.flow.staging import staging
from tollbook.flow.writing import write_whole
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.publish.redact import Edition, edition_of
from tollbook.publish.select import Selection, pick_claims, pick_incidents, pick_records, pick_totals, without_crime
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Given, Row, Shape, Skipped, Table
from tollbook.publish.shapes.write import (
    LOSS_COLUMNS,
    csv_line,
    loss_line,
    provenance_line,
)
from tollbook.vocab.policies import Policy, load_policy


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: files with their rows, how much was lost on the way, and what the policy withheld."""

    files: tuple[tuple[Path, int], ...]
    losses: int
    withheld: int


def edition(root: Path, policy: str, selection: Selection, day: dt.date) -> Edition:
    """Return the book as ``policy`` lets it be shown; raise RunAborted where there is no such policy or book."""
    try:
        chosen = load_policy(policy)
    except ValueError as error:
        raise RunAborted(Issue("policy-wrong", "error", policy, str(error), "See docs/how-to/publish.md.")) from error
    view = without_crime(snapshot(root))
    documents, incidents = restricted_in(view.entries)
    called = _called(root, chosen)
    shown = edition_of(view, chosen, day, documents=documents, incidents=incidents, called=called)
    if selection == Selection():
        return shown
    picked = _picked(shown.snapshot, known(located(selection, root, shown.snapshot), shown.snapshot))
    return msgspec.structs.replace(shown, snapshot=picked)


def _called(root: Path, policy: Policy) -> dict[str, str]:
    """Return the names of the sources that the policy withholds, by their ids; it may list either."""
    wanted = set(policy.sources.withhold)
    by_id = actors_known(root).by_id if wanted else {}
    return {name: actor.name for name, actor in by_id.items() if wanted & {name, actor.name}}


def _picked(view: Snapshot, selection: Selection) -> Snapshot:
    """Return only what the selection keeps, with the reports it stands on."""
    incidents = {i.id: i for i in pick_incidents(selection, view)}
    inside = {c for i in incidents.values() for c in i.claims}
    claims = {c.id: c for c in (*pick_claims(selection, view), *(view.claims[c] for c in inside if c in view.claims))}
    return msgspec.structs.replace(
        view,
        incidents=incidents,
        claims=claims,
        totals=pick_totals(selection, view),
        records=pick_records(selection, view),
    )


def export(
    root: Path,
    names: Sequence[str],
    folder: Path,
    *,
    policy: str = "public",
    selection: Selection | None = None,
    day: dt.date | None = None,
    with_totals: bool = False,
    progress: Progress = silent,
) -> Exported:
    """Write the book in each of the shapes ``names`` into ``folder``, with their sidecars; return what was written.

    Raises RunAborted for an unknown shape or policy, a folder that cannot be written, or a leak.
    """
    shapes = shapes_of(names)
    shown = edition(root, policy, selection or Selection(), day or dt.datetime.now(dt.UTC).date())
    return export_edition(root, shown, shapes, folder, with_totals=with_totals, progress=progress)


def export_edition(
    root: Path,
    shown: Edition,
    shapes: Sequence[Shape],
    folder: Path,
    *,
    with_totals: bool = False,
    progress: Progress = silent,
) -> Exported:
    """Write an edition of the book in ``root`` in each of the ``shapes`` into ``folder``, with their sidecars.

    Every file is written beside its place and put there only when no withheld word stands in any of them. Raises
    RunAborted for a folder that cannot be written, or a leak.
    """
    given = _given(open_book(root), shown, with_totals=with_totals)
    try:
        with staging(folder) as unfinished:
            files = [f for shape in shapes for f in _write_shape(shape, shown, given, unfinished, progress)]
            written = [*files, (_write_readme(shapes, shown, given, unfinished), 0, 0)]
            refuse_leaks(shown, ((path.name, path.read_bytes()) for path, _, _ in written))
            for path in dict.fromkeys(path for path, _, _ in written):  # several forms share their tables' sidecars
                os.replace(path, folder / path.name)  # noqa: PTH105  # across the same folder, in one step
    except OSError as error:
        hint = "Choose another folder with -o, or make room."
        reason = error.strerror or str(error)
        raise RunAborted(Issue("output-not-written", "error", str(folder), reason, hint)) from error
    return Exported(
        files=tuple((folder / path.name, rows) for path, rows, _ in files if rows >= 0),
        losses=sum(lost for _, _, lost in files),
        withheld=len(shown.withheld),
    )


def shapes_of(names: Sequence[str]) -> list[Shape]:
    """Return the shapes of these names; raise RunAborted for one that is none, or that this installation cannot write."""
    for name in names:
        if name not in SHAPES:
            hint = f"Known are: {', '.join(sorted(SHAPES))}."
            raise RunAborted(Issue("shape-unknown", "error", name, "this is no shape tollbook writes", hint))
        needed(SHAPES[name])
    return [SHAPES[name] for name in names]


def _given(book: Book, shown: Edition, *, with_totals: bool) -> Given:
    kit = kit_of(book)
    places = [i.place for i in shown.snapshot.incidents.values() if i.place]
    ids = {area for place in places for area in (place.admin1, place.admin2) if area}
    areas = {area: found.name for area in ids if (found := kit.gazetteer.area(area))}
    return Given(
        book=book.config.name,
        profile=book.config.profile,
        actors=kit.actors.by_id,
        areas=areas,
        with_totals=with_totals,
    )


def _write_shape(
    shape: Shape, shown: Edition, given: Given, folder: Path, progress: Progress
) -> Iterator[tuple[Path, int, int]]:
    """Write a shape's tables with their sidecars; yield each file with its rows (-1 for a sidecar) and its losses."""
    counters: dict[str, _Counter] = {}

    def passed(table: Table) -> Iterator[Row]:
        counters[table.name] = counter = _Counter(folder, table.name, shown, progress)
        with counter:
            yield from counter.passed(table.rows(shown, given))

    for path, tables in write_form(shape, folder, passed):
        made = [counters[t.name] for t in tables]
        yield path, sum(c.rows for c in made), sum(c.losses for c in made)
        for counter in made:
            yield from ((sidecar, -1, 0) for sidecar in counter.sidecars)


class _Counter:
    """Writes the sidecars while the rows pass by on their way into the main file."""

    def __init__(self, folder: Path, name: str, shown: Edition, progress: Progress) -> None:
        self._shown, self._progress = shown, progress
        self.sidecars = (folder / f"{name}.losses.csv", folder / f"{name}.provenance.jsonl")
        self._losses, self._provenance = (path.open("wb") for path in self.sidecars)
        self._losses.write(csv_line(LOSS_COLUMNS))
        self.rows = self.losses = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._losses.close()
        self._provenance.close()

    def passed(self, rows: Iterable[Row | Skipped]) -> Iterator[Row]:
        """Yield the rows, their losses and provenance noted."""
        for row in rows:
            lost = [row] if isinstance(row, Skipped) else row.losses
            for loss in lost:
                self._losses.write(loss_line(loss))
                self.losses += 1
            if isinstance(row, Skipped):
                continue
            if self._shown.secrets:  # what is packed afterwards cannot be searched any more
                refuse_leaks(self._shown, [(row.id, msgspec.json.encode(row.values))])
            self._provenance.write(provenance_line(row, self._shown))
            self.rows += 1
            self._progress("writing", self.rows, None)
            yield row


def _write_readme(shapes: Sequence[Shape], shown: Edition, given: Given, folder: Path) -> Path:
    """Write what the files are, by which program, profile and policy, and whose data is in them."""
    lines = [
        f"{given.book}: exported by tollbook {__version__} on {shown.day}",
        f"Coding profile: {given.profile}. Redaction policy: {shown.policy.name}. {shown.policy.says}",
        "",
        *(f"{shape.name}: {shape.title}. {shape.says}" for shape in shapes),
        "",
        "*.losses.csv: what a shape cannot hold, and by which rule it was mapped.",
        "*.provenance.jsonl: for each value the claims it stands on, their spans, and the SHA-256 of their reports.",
        "Places: GeoNames (geonames.org), CC BY 4.0, and Natural Earth, public domain, unless a report's own.",
    ]
    path = folder / "README.txt"
    write_whole(path, ("\n".join(lines) + "\n").encode())
    return path
