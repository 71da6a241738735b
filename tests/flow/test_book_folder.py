"""Making and opening a book."""

import shutil

import pytest

from books import NOW, bare_kit, dumped, new_book, run_book, tampering, write
from tollbook.flow.books.book import init_book, open_book, snapshot, stamp
from tollbook.flow.books.config import BookConfig, config_mistakes, config_text, load_config
from tollbook.flow.judging.coverage import log_checked
from tollbook.flow.judging.judge import judge
from tollbook.model.issue import RunAborted


def test_a_new_book_has_its_folders_settings_and_database(tmp_path):
    """The layout of the design, section 3."""
    root = new_book(tmp_path, focus=("SY",), database="")
    names = {path.name for path in root.iterdir() if not path.name.startswith(".")}
    assert {"tollbook.toml", "sources", "hand", "archive", "tollbook.db", "output"} <= names
    assert open_book(root).config == BookConfig(name="test", focus=("SY",))
    assert snapshot(root).documents == {}


@pytest.mark.parametrize("kind", ["book", "files"])
def test_init_refuses_where_files_lie_and_changes_nothing(tmp_path, kind):
    """Neither a book nor anybody's files are written over."""
    root = new_book(tmp_path) if kind == "book" else tmp_path
    write(root / "mine.txt", "x")
    before = sorted((p.name, p.stat().st_mtime_ns) for p in root.iterdir() if p.is_file())
    with pytest.raises(RunAborted) as stop:
        init_book(root, BookConfig(name="other"))
    assert stop.value.issue.code == "book-exists"
    assert sorted((p.name, p.stat().st_mtime_ns) for p in root.iterdir() if p.is_file()) == before


def test_an_interrupted_init_can_be_done_again(tmp_path):
    """Settings are written last; a folder without them is no book yet and not in the way."""
    root = new_book(tmp_path)
    (root / "tollbook.toml").unlink()
    init_book(root, BookConfig(name="again"))
    assert open_book(root).config.name == "again"


def test_settings_survive_being_written_and_read(tmp_path):
    """Quotes, umlauts and backslashes in a name too."""
    config = BookConfig(name='A "b" \\ ü # no comment', focus=("SY", "IQ"), timezone="Asia/Damascus")
    path = write(tmp_path / "tollbook.toml", config_text(config))
    assert load_config(path) == config


def test_all_mistakes_of_the_settings_are_shown_at_once(tmp_path):
    """One look at the message is enough to mend the file."""
    path = write(
        tmp_path / "tollbook.toml",
        'focus = ["Syria", "sy"]\nprofile = "../x"\ntimezone = "Damascus"\ngrading = 5\ncolour = "red"\n',
    )
    with pytest.raises(RunAborted) as stop:
        load_config(path)
    message = stop.value.issue.message
    assert message.startswith("7 mistake(s)")
    for word in ("'name' is missing", "'Syria'", "'sy'", "'../x'", "'Damascus'", "grading = 5", "'colour'"):
        assert word in message


def test_sound_settings_have_no_mistakes():
    """The check does not cry wolf."""
    assert config_mistakes({"name": "x", "focus": ["SY"], "profile": "ucdp", "timezone": "Europe/London"}) == []


@pytest.mark.parametrize("text", ["name = ", "name = 'x'\nname = 'y'\n", "\x00"])
def test_settings_that_are_no_toml_are_told(tmp_path, text):
    """The message comes from the TOML reader, with the line."""
    with pytest.raises(RunAborted) as stop:
        load_config(write(tmp_path / "tollbook.toml", text))
    assert stop.value.issue.code == "config-wrong"


def test_a_folder_that_is_no_book_is_told(tmp_path):
    """The next step is to make one."""
    with pytest.raises(RunAborted) as stop:
        open_book(tmp_path / "nowhere")
    assert (stop.value.issue.code, "tollbook init" in stop.value.issue.hint) == ("not-a-book", True)


def test_a_book_of_a_newer_version_is_refused_untouched(tmp_path):
    """An old program must not write into a format it does not know."""
    root = new_book(tmp_path)
    with tampering(root) as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99' WHERE key = 'schema'")
        connection.exec_driver_sql("UPDATE meta SET value = '9.0' WHERE key = 'program'")
    before = stamp(root)
    for act in (lambda: run_book(root), lambda: snapshot(root)):
        with pytest.raises(RunAborted) as stop:
            act()
        assert stop.value.issue.code == "book-too-new"
        assert "9.0" in stop.value.issue.message
    assert stamp(root) == before


def test_derived_tables_of_another_shape_are_made_anew(tmp_path):
    """A program whose record looks different builds it again; documents stay."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    expected = dumped(root)
    with tampering(root) as connection:
        connection.exec_driver_sql("DROP TABLE claims")
        connection.exec_driver_sql("CREATE TABLE claims (old TEXT)")
        connection.exec_driver_sql("UPDATE meta SET value = 'other' WHERE key = 'derived_schema'")
    assert run_book(root).extracted == 1
    assert dumped(root) == expected


@pytest.mark.sqlite_only("a server's files are not the book's")
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_lost_or_damaged_database_is_told(tmp_path, how):
    """Nothing is made anew over a book whose judgements may still be saved."""
    root = new_book(tmp_path)
    for name in ("tollbook.db-wal", "tollbook.db-shm"):
        (root / name).unlink(missing_ok=True)
    if how == "missing":
        (root / "tollbook.db").unlink()
    else:
        (root / "tollbook.db").write_bytes(b"garbage " * 1000)
    with pytest.raises(RunAborted) as stop:
        run_book(root)
    assert stop.value.issue.code == {"missing": "database-missing", "garbage": "database-damaged"}[how]


@pytest.mark.sqlite_only("a copied folder is the same book there: tollbook copy makes another")
def test_a_copied_book_is_a_book(tmp_path):
    """Nothing in it depends on where it lies."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", "9 people were killed in Hama."))
    shutil.copytree(root, tmp_path / "copy")
    assert dumped(tmp_path / "copy") == dumped(root)


def other_shape(root):
    """Leave the record as another version of the program would: in tables of another shape."""
    with tampering(root) as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'another' WHERE key = 'derived_schema'")


def test_a_record_of_another_shape_is_never_shown_as_an_empty_one(tmp_path):
    """After an update of the program: reading says what to run, and an act that moves no figure leaves the record alone."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    other_shape(root)
    with pytest.raises(RunAborted) as stopped:
        snapshot(root)
    assert stopped.value.issue.code == "record-outdated"
    log_checked(root, "Radio", NOW.date(), NOW.date(), who="A", now=NOW)
    with tampering(root) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM claims").scalar() == 1
    run_book(root)
    assert len(snapshot(root).claims) == 1


def test_a_judgement_on_a_record_of_another_shape_makes_it_again_first(tmp_path):
    """Nobody is told that a claim they see is not there."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    claim = next(iter(snapshot(root).claims))
    other_shape(root)
    judge(root, "correct", [claim, "status", "civilian"], who="A", why="list", now=NOW, kit=bare_kit())
    assert snapshot(root).claims[claim].who.status == "civilian"
