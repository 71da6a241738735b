"""Write an edition of a book in the field's shapes: redacted before a row is made, checked before a file is put in place."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from tollbook import __version__
from tollbook.flow.books.book import Book, open_book, reading, refuse_outdated, snapshot, snapshot_in
from tollbook.flow.books.writing import write_whole
from tollbook.flow.judging.known import actors_known
from tollbook.flow.progress import Progress, silent
from tollbook.flow.publishing.areas import known, located
from tollbook.flow.publishing.export_forms import needed
from tollbook.flow.publishing.export_tables import Areas, Batch, Maker, OneEdition, Source, write_tables
from tollbook.flow.publishing.leaking import refuse_leaks_in
from tollbook.flow.publishing.staging import staging
from tollbook.flow.publishing.streaming import Parts, Reader, Stored
from tollbook.flow.publishing.workers import Workers
from tollbook.flow.run import kit_of
from tollbook.flow.team.restricting import restricted_in
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.publish.plan import Plan, plan_of
from tollbook.publish.redact import Edition, edition_by, edition_of
from tollbook.publish.select import Selection, pick_claims, pick_incidents, pick_records, pick_totals, without_crime
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Given, Shape, Unit
from tollbook.publish.visible import speaks_of
from tollbook.store import streams
from tollbook.store.engine import commits_watched, moment_of
from tollbook.vocab.policies import Policy, load_policy

MOST_JOBS = 4
"""Processes an export starts by itself: each takes some two hundred megabytes, and one writes what all of them make."""
LARGE = 20_000
"""Claims of a book whose export is worth starting processes for: a smaller one is written while they would start."""
PARTED = frozenset({"incident", "report"})
"""What processes make rows from: totals are few, and what is made from a whole book is made in one place."""
KEPT = frozenset({"undo", "coverage"})
"""Entries that name nothing of a record: they stay, whatever is selected."""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: files with their rows and sidecars (by the file's name), what was lost on the way, what was withheld."""

    files: tuple[tuple[Path, int], ...]
    losses: int
    withheld: int
    sidecars: dict[str, tuple[str, ...]] = {}


def edition(root: Path, policy: str, selection: Selection, day: dt.date) -> Edition:
    """Return the book as ``policy`` lets it be shown; raise RunAborted where there is no such policy or book."""
    chosen = _policy(policy)
    view = without_crime(snapshot(root))
    documents, incidents = restricted_in(view.entries)
    called = _called(root, chosen)
    shown = edition_of(view, chosen, day, documents=documents, incidents=incidents, called=called)
    if selection == Selection():
        return shown
    picked = _picked(shown.snapshot, known(located(selection, root, shown.snapshot), shown.snapshot))
    return msgspec.structs.replace(shown, snapshot=picked)


def _policy(name: str) -> Policy:
    try:
        return load_policy(name)
    except ValueError as error:
        raise RunAborted(Issue("policy-wrong", "error", name, str(error), "See docs/how-to/publish.md.")) from error


def _called(root: Path, policy: Policy) -> dict[str, str]:
    """Return the names of the sources that the policy withholds, by their ids; it may list either."""
    wanted = set(policy.sources.withhold)
    by_id = actors_known(root).by_id if wanted else {}
    return {name: actor.name for name, actor in by_id.items() if wanted & {name, actor.name}}


def _picked(view: Snapshot, selection: Selection) -> Snapshot:
    """Return only what the selection keeps, with the reports it stands on and the entries that speak of it."""
    incidents = {i.id: i for i in pick_incidents(selection, view)}
    inside = {c for i in incidents.values() for c in i.claims}
    claims = {c.id: c for c in (*pick_claims(selection, view), *(view.claims[c] for c in inside if c in view.claims))}
    records = pick_records(selection, view)
    used = {c.document for c in claims.values()} | {r.document for r in records}
    used |= {d for i in incidents.values() for d in i.documents}
    ids = incidents.keys() | claims.keys() | used
    return msgspec.structs.replace(
        view,
        documents={k: d for k, d in view.documents.items() if k in used},
        incidents=incidents,
        claims=claims,
        totals=pick_totals(selection, view),
        records=records,
        series=tuple(s for s in view.series if any(p.claim in claims for p in s.points)),
        issues=tuple(i for i in view.issues if i.subject in ids),
        entries=tuple(e for e in view.entries if e.kind in KEPT or speaks_of(e.body, ids)),
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
    jobs: int | None = 1,
    progress: Progress = silent,
) -> Exported:
    """Write the book in each of the shapes ``names`` into ``folder``, with their sidecars; return what was written.

    A whole book is gone through part by part, so that it need not fit into memory, in ``jobs`` processes (None: as many as
    suit the book and the computer); the files are the same however many there are. Raises RunAborted for an unknown
    shape or policy, a folder that cannot be written, or a leak.
    """
    shapes = shapes_of(names)
    today = day or dt.datetime.now(dt.UTC).date()
    given = _given(open_book(root), with_totals=with_totals)
    if selection is not None and selection != Selection():
        return _export(OneEdition(edition(root, policy, selection, today)), shapes, given, folder, progress)
    with parts_of(root, policy, today, jobs) as source:
        return _export(source, shapes, given, folder, progress)


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

    Raises RunAborted for a folder that cannot be written, or a leak.
    """
    given = _given(open_book(root), with_totals=with_totals)
    return _export(OneEdition(shown), shapes, given, folder, progress)


def _export(source: Source, shapes: Sequence[Shape], given: Given, folder: Path, progress: Progress) -> Exported:
    """Write the files beside their place and put them there only when no withheld word stands in any of them."""
    shown = source.empty
    try:
        with staging(folder) as unfinished:
            files, coarse = write_tables(shapes, source, given, unfinished, progress)
            paths = [path for file in files for path in (file.path, *file.sidecars)]
            paths.append(_write_readme(shapes, shown, given, unfinished))
            source.refuse_leaks(list(dict.fromkeys(paths)))
            for path in dict.fromkeys(paths):  # several forms share their tables' sidecars
                os.replace(path, folder / path.name)  # noqa: PTH105  # across the same folder, in one step
    except OSError as error:
        hint = "Choose another folder with -o, or make room."
        reason = error.strerror or str(error)
        raise RunAborted(Issue("output-not-written", "error", str(folder), reason, hint)) from error
    return Exported(
        files=tuple((folder / file.path.name, file.rows) for file in files),
        losses=sum(file.losses for file in files),
        withheld=len(shown.withheld) + coarse,
        sidecars={file.path.name: tuple(path.name for path in file.sidecars) for file in files},
    )


class _Book:
    """A book read part by part from one state of its database."""

    def __init__(self, root: Path, stored: Stored, plan: Plan, workers: Workers | None) -> None:
        self._workers = workers
        self._root, self._stored, self._plan, self._parts = root, stored, plan, Parts(stored, plan)
        self._reader = Reader(stored.connection, plan, stored.apart, stored.apart_claims)
        self.empty = edition_by(plan, Snapshot())

    def editions(self, unit: Unit) -> Iterator[Edition]:
        """Yield the editions of the book's parts, or of the whole where rows are made from it."""
        if unit == "book":
            yield edition_by(self._plan, without_crime(snapshot_in(self._stored.connection, self._root)))
        for stage in self._parts.stages(unit):
            for part in stage:
                shown, numbers = self._reader.edition(part)
                self._parts.hold(numbers)
                yield shown

    def batches(self, unit: Unit, maker: Maker, folder: Path) -> Iterator[Batch]:
        """Yield what is made of these editions."""
        if self._workers and unit in PARTED:
            yield from self._workers.batches(self._parts, unit, maker, folder)
            return
        for shown in self.editions(unit):
            coarse = len(shown.withheld) - len(self._plan.withheld) if unit == "incident" else 0
            yield from maker.batches(shown, unit, coarse)

    def refuse_leaks(self, paths: Sequence[Path]) -> None:
        """Raise RunAborted where a withheld word stands in any of the files."""
        if self._workers and self.empty.secrets:
            self._workers.refuse_leaks(paths)
        else:
            refuse_leaks_in(self.empty, paths)


@contextmanager
def parts_of(root: Path, policy: str, day: dt.date, jobs: int | None = 1) -> Iterator[Source]:
    """Lend the book in ``root`` as ``policy`` lets it be shown, part by part, made ready in ``jobs`` processes (see ``export``).

    Raises RunAborted without policy or book.
    """
    chosen = _policy(policy)
    book = open_book(root)
    with commits_watched(book.database) as has_changed, reading(book) as connection, ExitStack() as stack:
        refuse_outdated(connection, root)
        stored = Stored(connection)
        count = _suiting(streams.last_claim(connection)) if jobs is None else jobs
        workers = stack.enter_context(Workers(root, count, moment_of(connection))) if count > 1 else None
        documents, incidents = restricted_in(tuple(stored.entries(("restrict", "redirect", "undo"))))
        called = _called(root, chosen)
        plan = plan_of(stored, chosen, day, documents=documents, incidents=incidents, called=called)
        if workers:
            workers.wait()
            if has_changed():  # not all of them need see what was planned: this process does it by itself
                workers.__exit__()
                workers = None
            else:
                workers.learn(plan, stored.apart, stored.apart_claims)
        yield _Book(root, stored, plan, workers)


def _suiting(claims: int) -> int:
    """Return how many processes suit a book of so many claims on this computer."""
    if claims < LARGE:
        return 1
    # what this process may use, where the system tells it; else all the computer has
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_JOBS, usable)


def shapes_of(names: Sequence[str]) -> list[Shape]:
    """Return the shapes of these names; raise RunAborted for one that is none, or that this installation cannot write."""
    for name in names:
        if name not in SHAPES:
            hint = f"Known are: {', '.join(sorted(SHAPES))}."
            raise RunAborted(Issue("shape-unknown", "error", name, "this is no shape tollbook writes", hint))
        needed(SHAPES[name])
    return [SHAPES[name] for name in names]


def _given(book: Book, *, with_totals: bool) -> Given:
    kit = kit_of(book)
    return Given(
        book=book.config.name,
        profile=book.config.profile,
        actors=kit.actors.by_id,
        areas=Areas(book.root, kit.gazetteer),
        with_totals=with_totals,
    )


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
