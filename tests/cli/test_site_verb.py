"""tollbook publish site: what it says, what it refuses, and the bundled example read as a site."""

import re

import pytest
from click.testing import CliRunner

from tollbook.cli.main import tollbook_command

SITE = ["publish", "site", "--day", "2019-06-01", "--no-downloads", "--book"]


def run(*words):
    """Return what the command printed and its exit status."""
    return CliRunner().invoke(tollbook_command, list(words))


@pytest.fixture(scope="module", name="book")
def _book(tmp_path_factory):
    """Return the folder of the bundled example's book."""
    folder = tmp_path_factory.mktemp("site") / "demo-book"
    assert run("demo", str(folder)).exit_code == 0
    return folder


def test_the_example_is_a_site_in_two_languages(book, tmp_path):
    """Every incident has its page in both; what was done is told in a line."""
    done = run(*SITE, str(book), "-o", str(tmp_path / "site"), "--language", "both", "--title", "A week")
    assert done.exit_code == 0
    assert re.match(r"\d+ files, \d+ new or changed, 0 removed; \d+ things withheld by policy public\n", done.output)
    pages = {p.name for p in (tmp_path / "site" / "incident").glob("*.html")}
    assert len(pages) > 5
    assert pages == {p.name for p in (tmp_path / "site" / "ar" / "incident").glob("*.html")}
    assert "<title>Record · A week</title>" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    again = run(*SITE, str(book), "-o", str(tmp_path / "site"), "--language", "both", "--title", "A week")
    assert " 0 new or changed, 0 removed" in again.output


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://", "javascript:x"])
def test_an_address_that_is_none_is_wrong_use(book, tmp_path, address):
    """Before anything is written."""
    done = run(*SITE, str(book), "-o", str(tmp_path / "site"), "--address", address)
    assert done.exit_code == 2
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("options", [["--policy", "no-such"], ["--export", "excel97"]])
def test_an_unknown_policy_or_shape_stops_with_nothing_written(book, tmp_path, options):
    """And says which there are."""
    words = [w for w in SITE if w != "--no-downloads"]
    done = run(*words, str(book), "-o", str(tmp_path / "site"), *options)
    assert done.exit_code != 0
    assert not (tmp_path / "site" / "index.html").exists()
