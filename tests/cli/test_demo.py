"""tollbook demo: the main job on the bundled example, from reports to brief."""

import re

import pytest
from click.testing import CliRunner

from tollbook.cli.main import tollbook_command
from tollbook.flow.books.book import init_book
from tollbook.flow.books.config import BookConfig
from tollbook.flow.books.dump import dump_lines
from tollbook.model.issue import RunAborted


@pytest.fixture(scope="module", name="shown")
def _shown(tmp_path_factory):
    """Return the folder of a demo book and what was printed, the first and the second time."""
    folder = tmp_path_factory.mktemp("demo") / "demo-book"
    outputs = [
        CliRunner().invoke(tollbook_command, ["demo", str(folder)], catch_exceptions=False).stdout for _ in range(2)
    ]
    return folder, outputs


def test_the_demo_prints_incidents_totals_and_where_the_brief_lies(shown):
    """What a newcomer sees first."""
    folder, (first, _) = shown
    assert re.search(r"^read \d+ reports: \d+ claims, \d+ other records$", first, re.MULTILINE)
    assert "incident, when, where" in first
    assert "accounted" in first
    assert f"the brief lies in {folder / 'output' / 'brief.html'}" in first


def test_the_demo_again_gives_the_same(shown):
    """Nothing is read twice, and the record is the same."""
    _, (first, second) = shown
    assert first == second


def test_the_demo_writes_both_briefs(shown):
    """A page and its Markdown, both about the example, neither with a false word on what is missing."""
    folder, _ = shown
    page = (folder / "output" / "brief.html").read_text(encoding="utf-8")
    text = (folder / "output" / "brief.md").read_text(encoding="utf-8")
    assert "A week in Raqqa (example)" in page
    assert text.startswith("# A week in Raqqa")
    assert "in no incident of this record" not in page + text


def test_the_demo_leaves_somebodys_book_alone(tmp_path):
    """A folder with another book is refused, and nothing in it changes."""
    init_book(tmp_path / "mine", BookConfig(name="My war"))
    before = dump_lines(tmp_path / "mine")
    with pytest.raises(RunAborted):
        CliRunner().invoke(tollbook_command, ["demo", str(tmp_path / "mine")], catch_exceptions=False)
    assert dump_lines(tmp_path / "mine") == before
    assert list((tmp_path / "mine" / "archive").iterdir()) == []
