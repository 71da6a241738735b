"""Words of claims and reports: found by their beginnings, in any spelling, the latest first, and gone when they are erased."""

import datetime as dt

import pytest

from books import new_book, run_book, tampering, write
from tollbook.flow.asking.finding import Asked, find
from tollbook.flow.books.book import snapshot
from tollbook.model.fold import bare, fold
from tollbook.store import erasing, fulltext

OLD = "published: 2019-05-01\noutlet: Hill Herald\n\n9 people were killed near the bakery. At least 4 were injured.\n"
NEW = "published: 2019-06-03\noutlet: Plain Post\n\n11 people were killed by the river at Ḥamāh.\n"
ARABIC = "published: 2019-05-20\noutlet: النهر\n\nقال شهود إن المستشفى أُغلق بعد الغارة، وبالقرب منه مدرسة.\n"


@pytest.fixture
def root(tmp_path):
    """Return a book of three reports."""
    made = new_book(tmp_path)
    run_book(made, *(write(tmp_path / f"{n}.txt", text) for n, text in enumerate((OLD, NEW, ARABIC))))
    return made


def outlets(root, *words: str, **more) -> list[str]:
    """Return the outlets of the reports found, in order."""
    asked = Asked(words=tuple(fold(word) for word in words), **more)
    ids, total = find(root, asked, limit=10)["report"]
    assert total == len(ids)
    known = snapshot(root).documents
    return [known[i].outlet for i in ids]


@pytest.mark.parametrize(
    ("words", "found", "why"),
    [
        (("kill",), ["Plain Post", "Hill Herald"], "beginnings, the latest report first"),
        (("KILLED", "Bak"), ["Hill Herald"], "all words, whatever the case"),
        (("hamah",), ["Plain Post"], "accents do not matter"),
        (("akery",), [], "not the middle of a word"),
        (("the-bak",), ["Hill Herald"], "words joined by a stroke stand one after the other"),
        (("near-bakery",), [], "and not apart"),
        (("مستشفي",), ["النهر"], "without the article, another last letter"),
        (("المستشفى",), ["النهر"], "with the article"),
        (("غاره",), ["النهر"], "another form of the feminine ending"),
        (('"', 'kill" OR "'), [], "what the database would take for an operator is a word"),
    ],
)
def test_words_are_found_by_their_beginnings_in_any_spelling(root, words, found, why):
    """Each row: what is asked, whose reports are found, and why."""
    assert outlets(root, *[w for w in words if any(c.isalnum() for c in w)]) == found, why


def test_filters_cut_by_outlet_day_and_harm(root):
    """Days are those of publication, both ends counted; harm is a claim's."""
    assert outlets(root, "people", outlet="hill herald") == ["Hill Herald"]
    assert outlets(root, "people", first=dt.date(2019, 6, 3)) == ["Plain Post"]
    assert outlets(root, "people", last=dt.date(2019, 6, 2)) == ["Hill Herald"]
    assert outlets(root, "people", first=dt.date(2019, 5, 1), last=dt.date(2019, 5, 1)) == ["Hill Herald"]
    claims, total = find(root, Asked(words=("people",), harm="killed"), limit=1)["claim"]
    assert (len(claims), total) == (1, 2)


def test_a_rebuilt_record_changes_no_word(root):
    """What is unchanged is left alone: filling it again takes and puts nothing."""
    with tampering(root) as connection:
        before = connection.exec_driver_sql("SELECT number, id, digest FROM report_words_held").all()
        fulltext.refresh(connection)
        assert connection.exec_driver_sql("SELECT number, id, digest FROM report_words_held").all() == before
    assert outlets(root, "bakery") == ["Hill Herald"]


def test_what_is_erased_is_in_no_index(root, database_kind):
    """An index that keeps a word of erased content would be a copy of it."""
    (old,) = [d for d in snapshot(root).documents.values() if d.outlet == "Hill Herald"]
    with tampering(root) as connection:
        erasing.replace_text(connection, old.id, "")
    assert outlets(root, "bakery") == []
    if database_kind == "sqlite":
        with tampering(root) as connection:
            kept = b"".join(bytes(row[0]) for row in connection.exec_driver_sql("SELECT block FROM report_words_data"))
        assert b"bakery" not in kept


@pytest.mark.sqlite_only("asks no database")
@pytest.mark.parametrize(
    ("word", "alone"),
    [
        ("المدينه", "مدينه"),
        ("وبالقرب", "وبالقرب"),
        ("للمدنيين", "مدنيين"),
        ("والجرحي", "جرحي"),
        ("الم", "الم"),
        ("bakery", "bakery"),
    ],
)
def test_what_arabic_joins_to_a_word_comes_off_only_before_a_word(word, alone):
    """Article, "and", "for": a stem of three letters must be left."""
    assert bare(word) == alone
