"""``tollbook stories``: an analyst writes a case, sees what differs, and is told which line can't be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook.cli.main import tollbook_command

GOOD = """story two-tolls
> Two speakers give two numbers.
place Town 34.0,36.0 town 1.5 km
speaker A monitor
speaker B ngo
report r1 2021-05-03 by Wire
  a: 5 people killed, at Town, on 2021-05-03, airstrike, says A
report r2 2021-05-03 by Paper
  b: at least 7 people killed, at Town, on 2021-05-03, airstrike, says B
same a b
expect range killed of a: 5 .. 7+
"""


def stories(*arguments: object) -> Result:
    """Run the verb."""
    return CliRunner().invoke(tollbook_command, ["stories", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a file that holds one good story."""
    path = tmp_path / "mine.story"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_story_that_holds_is_done(story: Path) -> None:
    """Nothing differs: exit status 0 and one line."""
    result = stories("check", story, "--table")
    assert (result.exit_code, result.stdout) == (0, "1 story: 1 as expected, 0 not, 0 that can't be read\n")


def test_a_difference_names_line_expected_and_got(story: Path) -> None:
    """The analyst sees the line, what it expects and what came, and the exit status is 1."""
    story.write_text(GOOD.replace("5 .. 7+", "5 .. 7"), encoding="utf-8")
    result = stories("check", story, "--table")
    assert result.exit_code == 1
    assert f"{story}:1: two-tolls" in result.stdout
    assert "Two speakers give two numbers." in result.stdout
    assert "line 11: range killed of a: 5 .. 7\n    expected  5 .. 7\n    got       5 .. 7+" in result.stdout


def test_lines_for_programs(story: Path) -> None:
    """A line of JSON a story, with every expectation."""
    (line,) = map(json.loads, stories("check", story, "--json").stdout.splitlines())
    assert (line["story"], line["line"], line["holds"]) == ("two-tolls", 1, True)
    assert line["expectations"][0] | {"line": 11, "wanted": "5 .. 7+", "got": "5 .. 7+"} == line["expectations"][0]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("5 people killed", "five people killed", 7, "“five” is no number"),
        ("5 people killed", "5 peple killed", 7, "“peple” is nobody the notation knows"),
        ("5 people killed", "9-5 people killed", 7, "goes from high to low"),
        ("at Town, on 2021-05-03, airstrike, says A", "at Twon", 7, "no place is called “Twon”; known are Town"),
        ("airstrike, says A", "airstrik", 7, "“airstrik” is no clause of a claim"),
        ("on 2021-05-03, airstrike, says A", "on 2021-02-30", 7, "“2021-02-30” is no day"),
        ("same a b", "same a z", 10, "no claim is called “z”; known are a, b"),
        ("same a b", "sam a b", 10, "“sam” begins no line of a story"),
        ("speaker A monitor", "speaker A watcher", 4, "“watcher” is no kind of speaker"),
        ("34.0,36.0 town 1.5 km", "34.0 town", 3, "can't be read"),
        ("  b: at least", "  a: at least", 9, "there is a claim “a” already"),
        ("same a b", "profile mine", 10, "there is no profile “mine”"),
        ("says A\n", 'says A, "Five were killed"\n', 7, "do not hold “5 people killed”"),
    ],
)
def test_a_line_nobody_can_read_is_named(story: Path, old: str, new: str, line: int, says: str) -> None:
    """File, line and what may stand there; the other story of the file is checked all the same."""
    story.write_text(GOOD.replace(old, new, 1) + "\n" + GOOD.replace("two-tolls", "again"), encoding="utf-8")
    result = stories("check", story, "--table")
    assert result.exit_code == 1
    assert f"{story}:{line}: " in result.stderr
    assert says in result.stderr
    assert "1 story: 1 as expected, 0 not, 1 that can't be read" in result.stdout


@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("range killed of z: 1 .. 2", "no claim is called “z”"),
        ("range injured of a: 1 .. 2", "has no figure of all injured"),
        ("residual a: 1 .. 2", "states no total"),
        ("rnge killed of a: 1", "“rnge” expects nothing the notation knows"),
        ("sum at Nowhere is 1 .. 2", "no place is called “Nowhere”"),
        ("range of everything", "names no figure"),
    ],
)
def test_an_expectation_of_nothing_fails_and_says_why(story: Path, line: str, got: str) -> None:
    """A slip in an expectation is no success and no traceback."""
    story.write_text(GOOD + f"expect {line}\n", encoding="utf-8")
    result = stories("check", story, "--table")
    assert result.exit_code == 1
    assert got in result.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "holds no story"),
        (b"place Town 34.0,36.0 town 1.5 km\n", "stands before any story"),
        (b"story \xff\n", "UTF-8"),
    ],
)
def test_a_file_without_stories_says_so(tmp_path: Path, text: bytes, says: str) -> None:
    """Empty, without a beginning, of broken bytes."""
    path = tmp_path / "broken.story"
    path.write_bytes(text)
    result = stories("check", path, "--table")
    assert (result.exit_code, says in result.stderr) == (1, True)


def test_a_folder_without_stories_is_wrong_use(tmp_path: Path) -> None:
    """Nothing to check is no success."""
    assert stories("check", tmp_path).exit_code == 2
    assert stories("check", tmp_path / "missing").exit_code == 2


def test_a_story_without_reason_or_expectation_does_not_hold(story: Path) -> None:
    """A story that says nothing checks nothing."""
    story.write_text("\n".join(GOOD.splitlines()[:1] + GOOD.splitlines()[2:-1]), encoding="utf-8")
    result = stories("check", story, "--table")
    assert result.exit_code == 1
    assert "a reason (a line with “>”)" in result.stdout
    assert "lines that expect something" in result.stdout


def test_names_may_be_arabic(story: Path) -> None:
    """Places, speakers and claims are called as the analyst calls them."""
    text = GOOD.replace("Town", "الرقة").replace("says A", "says المرصد").replace("speaker A", "speaker المرصد")
    story.write_text(
        text.replace("a: 5", "أ: 5").replace("same a b", "same أ b").replace("of a:", "of أ:"), encoding="utf-8"
    )
    assert stories("check", story, "--table").exit_code == 0


def test_a_new_story_holds_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """The example is a story, printed or written; a file that is there stays as it is."""
    path = tmp_path / "new.story"
    assert stories("new", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == stories("new").stdout
    assert stories("check", path, "--table").exit_code == 0
    path.write_text("mine", encoding="utf-8")
    assert stories("new", path).exit_code == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_what_is_shown_can_be_expected(story: Path) -> None:
    """The lines that show prints hold when the story expects them."""
    shown = stories("show", story).stdout.splitlines()
    assert "expect range killed of a: 5 .. 7+" in shown
    story.write_text(GOOD + "\n".join(shown[1:]) + "\n", encoding="utf-8")
    assert stories("check", story, "--table").exit_code == 0
