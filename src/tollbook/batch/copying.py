"""Cut the search for copies into stretches of time that overlap by as long as a copy may come later. Pure but for names."""

from collections.abc import Sequence
from pathlib import Path

from tollbook.batch.identity import Member
from tollbook.batch.linking import CopiesTask
from tollbook.batch.work import Folder
from tollbook.flow.books.fingerprint import code_fingerprint
from tollbook.model.ids import content_id
from tollbook.vocab.linking import link_weights

AT_ONCE = 200_000
"""Documents compared in one task, as a book compares all of its own; beyond them they are compared month by month."""
STRETCH_DAYS = 30


def copy_windows(
    folder: Folder, found: Sequence[Path], members: Sequence[Member], at_once: int = AT_ONCE
) -> dict[str, CopiesTask]:
    """Return the tasks by the path of their result. Two documents that may be copies meet in at least one of them."""
    tasks: dict[str, CopiesTask] = {}
    for window in _stretches(members, at_once):
        rows: dict[str, list[Member]] = {}
        for member in window:
            rows.setdefault(str(found[member.shard]), []).append(member)
        said = [(m.id, str(m.credits.published), m.credits.outlet) for m in window]
        target = str(folder.path("copies", content_id("p1_", code_fingerprint(), said)))
        tasks[target] = CopiesTask(rows, target)
    return tasks


def _stretches(members: Sequence[Member], at_once: int) -> list[list[Member]]:
    if len(members) <= at_once:
        return [list(members)] if members else []
    overlap = link_weights().copies.days
    undated = [m for m in members if m.credits.published is None]
    stretches: dict[int, list[Member]] = {}
    for member in members:
        if member.credits.published is not None:
            day = member.credits.published.toordinal()
            for stretch in range(day // STRETCH_DAYS, (day + overlap) // STRETCH_DAYS + 1):
                stretches.setdefault(stretch, []).append(member)
    return [[*own, *undated] for _, own in sorted(stretches.items())] or [undated]
