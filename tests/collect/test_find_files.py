"""Walking files and folders."""

import os
from pathlib import Path

import pytest

from tollbook.collect.sources.files.collect import Found, find_files
from tollbook.model.issue import Issue


def found_in(*paths: Path, **options) -> list[str]:
    """Return the origins found, Issues as their codes."""
    return [f.origin if isinstance(f, Found) else f.code for f in find_files(paths, **options)]


def test_folders_are_walked_in_the_order_of_their_names(tmp_path):
    """The order is the same on every machine."""
    for name in ("b/2.txt", "b/1.txt", "a/9.txt", "c.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("x")
    assert found_in(tmp_path / "in") == ["in/c.txt", "in/a/9.txt", "in/b/1.txt", "in/b/2.txt"]


def test_hidden_files_readmes_and_the_books_own_files_are_passed_over(tmp_path):
    """What is about the folder, or written by the program, is no report."""
    for name in (".git/config", "README.md", "x.txt", "archive/aa/aa", ".DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert found_in(tmp_path, leave_out=[tmp_path / "archive"]) == [f"{tmp_path.name}/x.txt"]


@pytest.mark.parametrize("name", ["no such.txt", "dead link", "pipe", "loop"])
def test_what_is_no_readable_file_is_an_issue_that_names_it(tmp_path, name):
    """Missing files, dead links, pipes and links to themselves are told, and the others go on."""
    (tmp_path / "dead link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "good.txt").write_text("x")
    first, second = find_files([tmp_path / name, tmp_path / "good.txt"])
    assert isinstance(first, Issue)
    assert (first.code, first.severity) == ("file-unreadable", "error")
    assert first.subject.endswith(name)
    assert isinstance(second, Found)


def test_a_link_round_to_its_own_folder_ends(tmp_path):
    """Linked folders are not entered, linked files are read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    (tmp_path / "real.txt").write_text("x")
    (tmp_path / "in" / "linked.txt").symlink_to(tmp_path / "real.txt")
    assert found_in(tmp_path / "in") == ["in/linked.txt"]


def test_file_names_that_are_no_unicode_are_kept_as_escapes(tmp_path):
    """A name in an old encoding must not stop the run or the database."""
    (tmp_path / "in").mkdir()
    path = os.fsencode(tmp_path / "in") + b"/caf\xe9 \n.txt"
    with open(path, "wb") as file:  # noqa: PTH123  # bytes paths have no Path
        file.write(b"x")
    (origin,) = found_in(tmp_path / "in")
    assert origin == "in/caf\\xe9 \n.txt"
    origin.encode("utf-8")
