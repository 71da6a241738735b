"""A brief is of an edition: its policy goes through the book first, and what is withheld stands nowhere in it."""

import datetime as dt

import pytest
from click.testing import CliRunner

from tollbook.cli.brief import command
from tollbook.flow.books.book import init_book
from tollbook.flow.books.config import BookConfig
from tollbook.flow.publishing.brief import brief_bytes
from tollbook.flow.run import run
from tollbook.model.issue import RunAborted
from tollbook.publish.select import Selection

REPORT = (
    "Baghdad, 4 May 2019 (Delta Wire) - A roadside bomb killed three people in Falluja on Friday, police said.\n"
    "Nadira Salm, 9, was among the dead, the hospital said. Two boys aged 7 and 11 were injured.\n"
)
FORMS = ("md", "html", "json")


@pytest.fixture(name="book", scope="module")
def _book(tmp_path_factory, database_kind):
    root = tmp_path_factory.mktemp("brief") / "book"
    init_book(root, BookConfig(name="Delta", focus=("IQ",)))
    report = root.parent / "delta.txt"
    report.write_text(REPORT)
    run(root, [report])
    return root


def policy_file(root, text):
    """Return the path of a policy of the team's own."""
    path = root.parent / "policy.toml"
    path.write_text(f'name = "strict"\n{text}')
    return str(path)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", FORMS)
def test_withheld_words_stand_nowhere(book, form, language):
    """A word the policy withholds is in no sentence, note or chart."""
    policy = policy_file(book, '[names]\nalso = ["Falluja"]\n')
    assert b"Falluja" in brief_bytes(book, Selection(), form, language=language)
    assert b"Falluja" not in brief_bytes(book, Selection(), form, policy=policy, language=language)


@pytest.mark.parametrize("form", FORMS)
def test_a_policy_without_quotes_lets_none_through(book, form):
    """Numbers and sources stay, the report's own words go."""
    policy = policy_file(book, '[words]\nquotes = "withhold"\n')
    content = brief_bytes(book, Selection(), form, policy=policy).decode()
    assert "roadside bomb" not in content
    assert "3" in content


def test_a_withheld_word_in_the_file_name_stops_the_brief(book):
    """Nothing is written when the name itself tells."""
    policy = policy_file(book, '[names]\nalso = ["Falluja"]\n')
    with pytest.raises(RunAborted) as stopped:
        brief_bytes(book, Selection(), "md", policy=policy, name="brief-Falluja.md")
    assert stopped.value.issue.code == "withheld-word-leaks"


def test_a_figure_of_the_records_own_is_no_word_a_policy_can_take_out(book):
    """It stands in no value, only in sentences made of values: nothing is written, and the message says what to do instead."""
    policy = policy_file(book, '[names]\nalso = ["3 people killed"]\n')
    with pytest.raises(RunAborted) as stopped:
        brief_bytes(book, Selection(), "md", policy=policy)
    assert "restrict the incident" in stopped.value.issue.hint
    assert "3 people killed" not in stopped.value.issue.message


def test_the_policy_is_named(book):
    """Internal unless asked otherwise, and the brief says which."""
    assert b"Redaction policy internal" in brief_bytes(book, Selection(), "md")
    assert b"Redaction policy public" in brief_bytes(book, Selection(), "md", policy="public")


def test_an_unknown_incident_is_an_error(book):
    """A code nobody gave is no empty brief."""
    with pytest.raises(RunAborted) as stopped:
        brief_bytes(book, Selection(), "md", incident="NOWHERE-1")
    assert stopped.value.issue.code == "incident-unknown"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "daily"], "needs --day"),
        (["--kind", "weekly", "--day", "2019-05-05", "--from", "2019-05-01"], "takes --day"),
        (["--day", "2019-05-05"], "--kind daily or weekly"),
        (["--kind", "area"], "needs --area"),
        (["--kind", "incident"], "needs --incident"),
        (["--kind", "daily", "--day", "2019-05-03", "--incident", "X"], "one incident"),
    ],
)
def test_kinds_refuse_what_does_not_fit(book, arguments, words):
    """Wrong use names what is missing."""
    result = CliRunner().invoke(command, ["--book", str(book), *arguments])
    assert result.exit_code == 2
    assert words in result.output


def test_a_weekly_brief_holds_the_seven_days_up_to_its_day(book):
    """Friday 3 May lies in the week up to 9 May and not in the one up to 10 May."""

    def told(day):
        result = CliRunner().invoke(command, ["--book", str(book), "--kind", "weekly", "--day", day])
        assert result.exit_code == 0, result.output
        return result.output

    assert "### " in told("2019-05-09")
    assert "### " not in told("2019-05-10")
    assert dt.date(2019, 5, 3).strftime("%A") == "Friday"
