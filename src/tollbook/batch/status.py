"""How far a batch is, from its folder alone: for a person who looks in while it runs."""

from collections.abc import Iterator
from pathlib import Path

from tollbook.batch.guard import AT
from tollbook.batch.manifest import read_manifest
from tollbook.batch.survey import read_survey
from tollbook.batch.work import STAGES, Folder
from tollbook.model.issue import Issue, RunAborted


def status_lines(root: Path) -> Iterator[str]:
    """Yield what each stage has done; raise RunAborted where the folder is none of a batch."""
    folder = Folder(root)
    if not (root / "work").is_dir():
        hint = "Name the folder that `tollbook batch run --out DIR` was given."
        raise RunAborted(Issue("batch-no-folder", "error", str(root), "no batch was run here", hint))
    surveys = [read_survey(p) for p in sorted((root / "work" / "survey").glob("v1_*")) if p.suffix != ".part"]
    shards = sum(len(s.shards) for s in surveys)
    for stage in STAGES:
        done = sum(1 for p in (root / "work" / stage).iterdir() if p.suffix not in {".part", ".in"})
        yield f"{stage}: {done:,} of {shards:,} shards" if stage == "read" else f"{stage}: {done:,} results"
    at_work = sum(1 for p in folder.markers.glob("*" + AT))
    if at_work:
        yield f"at work, or killed at work: {at_work:,} shards"
    manifest = read_manifest(folder.manifest)
    if manifest is None:
        yield "no manifest yet: the tables are not there; run the same command to go on"
        return
    c = manifest.counts
    yield f"tables of {c.documents:,} reports: {c.claims:,} claims, {c.incidents:,} incidents, {c.totals:,} totals"
