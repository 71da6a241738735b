"""What a verb tells of Issues."""

from pathlib import Path

from tollbook.cli._told import MOST_SHOWN, tell_issues
from tollbook.model.issue import Issue


def test_the_same_message_of_many_reports_is_told_once(mardan, capsys):
    """The first report is named, the others counted, and the way to all of them said; an error still rules the status."""
    undated = [Issue("date-missing", "warning", f"r{n}", "no day", "give one") for n in range(300)]
    assert tell_issues([*undated, Issue("file-binary", "error", "a.zip", "a zip archive")], Path(mardan)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "error: a.zip: a zip archive [file-binary]",
        "warning: r0: no day [date-missing] [and 299 more the same]",
        "    give one",
        f"all 301 one by one: tollbook check --book {mardan}",
    ]


def test_messages_that_differ_are_cut_after_a_screenful(mardan, capsys):
    """Each of the first is told whole, the rest is a command away."""
    assert tell_issues([Issue("x", "warning", "r", f"message {n}") for n in range(50)], Path(mardan)) == 0
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-1].startswith("all 50 one by one")) == (MOST_SHOWN + 1, True)


def test_a_file_name_cannot_forge_a_line(mardan, capsys):
    """A line end in a name is shown as two characters."""
    tell_issues([Issue("x", "warning", "a\nerror: b", "odd")], Path(mardan))
    assert capsys.readouterr().err == "warning: a\\nerror: b: odd [x]\n"
