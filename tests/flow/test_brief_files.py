"""A brief's sums come from the ledger's own rule, and a file is written whole or not at all."""

import pytest

from snapshots import mardan_week
from tollbook.flow.publishing.brief import sums_of, write_whole
from tollbook.model.issue import RunAborted
from tollbook.publish.select import Selection


def test_sums_count_possibly_same_figures_once_in_the_low():
    """Tuesday's 30 and the Tannery's 30+ may be one event, and Monday's 35 a part of neither: low 30 + 35 + 19."""
    sums = {s.counted: s for s in sums_of(mardan_week(), Selection())}
    killed = sums["killed"]
    assert (killed.high, killed.is_open, killed.incidents, killed.joint > 0) == (114, True, 4, True)
    assert killed.low < killed.high
    assert sums["children killed"].low == 14


def test_a_file_is_written_whole(tmp_path):
    """No unfinished file is left beside it."""
    write_whole(tmp_path / "brief.md", b"words")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("brief.md", b"words")]


def test_a_file_that_cannot_be_written_stops_with_its_name(tmp_path):
    """A folder that is not there: the path is named, and nothing is left."""
    with pytest.raises(RunAborted) as stopped:
        write_whole(tmp_path / "missing" / "brief.md", b"words")
    assert "brief.md" in stopped.value.issue.subject
