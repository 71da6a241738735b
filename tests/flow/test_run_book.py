"""Running a book: documents, receipts, idempotence, rebuilds."""

import datetime as dt
import hashlib
import json

import pytest

from books import NOW, bare_kit, count_words, dumped, new_book, run_book, shifted_words, write
from tollbook.flow.books.book import open_book, reading, snapshot, tally
from tollbook.flow.books.fingerprint import extractor_fingerprint
from tollbook.flow.rebuild import rebuild
from tollbook.model.claim import Extraction
from tollbook.model.document import Credits, Receipt, merged_credits
from tollbook.model.issue import RunAborted
from tollbook.preserve.archive import archive_path
from tollbook.store import documents

ONE = (
    "published: 2019-05-01\noutlet: Wire\n\n9 people were killed in Hama. At least 4 civilians were injured in Homs.\n"
)
TWO = "published: 2019-05-02\noutlet: Post\n\n7 fighters were killed in Hama.\n"


def receipts_in(root) -> list[Receipt]:
    """Return the book's receipts."""
    with reading(open_book(root)) as connection:
        return list(documents.all_receipts(connection))


def codes(outcome) -> list[str]:
    """Return the codes of a run's Issues."""
    return sorted(issue.code for issue in outcome.issues)


def test_running_again_changes_nothing(tmp_path):
    """Not a byte of the export, nor a document read twice."""
    root = new_book(tmp_path)
    files = [write(tmp_path / "a.txt", ONE), write(tmp_path / "b.txt", TWO)]
    first = run_book(root, *files)
    expected = dumped(root)
    assert (first.intake.new, first.extracted) == (2, 2)
    again = run_book(root, *files, now=NOW + dt.timedelta(days=3))
    assert (again.intake.new, again.intake.known, again.extracted) == (0, 2, 0)
    assert dumped(root) == expected


def test_the_bytes_are_preserved_under_their_hash_as_they_came(tmp_path):
    """The archive holds the file itself, front matter and all, read-only."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", ONE)
    run_book(root, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    place = root / "archive" / archive_path(sha256)
    assert place.read_bytes() == path.read_bytes()
    (document,) = snapshot(root).documents.values()
    assert document.sha256 == sha256


def test_the_same_bytes_twice_are_one_document_with_two_receipts(tmp_path):
    """Both names are kept as what callers call it."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE), write(tmp_path / "b.txt", ONE))
    (document,) = snapshot(root).documents.values()
    assert document.caller_ids == ("a", "b")
    assert [r.document for r in receipts_in(root)] == [document.id] * 2


def test_a_callers_id_is_kept(tmp_path):
    """From JSON Lines and from front matter; a file without one goes by its name."""
    root = new_book(tmp_path)
    rows = [{"id": "row-1", "text": "Calm."}, {"id": 2, "text": "Quiet."}, {"text": "Nobody named me."}]
    lines = write(tmp_path / "in.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    run_book(root, lines, write(tmp_path / "plain.txt", "Still."), write(tmp_path / "x.txt", "id: mine\n\nEven."))
    found = sorted(d.caller_ids for d in snapshot(root).documents.values())
    assert found == [(), ("2",), ("mine",), ("plain",), ("row-1",)]


def test_the_same_words_of_another_day_or_outlet_are_another_document(tmp_path):
    """The words "two killed today" of Monday and of Tuesday are two reports, with claims of their own; no day given fits both."""
    root = new_book(tmp_path)
    words = "2 people were killed in Hama today."
    rows = [
        {"id": "mon", "text": words, "published": "2019-05-06", "outlet": "Wire"},
        {"id": "tue", "text": words, "published": "2019-05-07", "outlet": "Wire"},
        {"id": "post", "text": words, "published": "2019-05-07", "outlet": "Post"},
        {"id": "bare", "text": words},
    ]
    run_book(root, write(tmp_path / "in.jsonl", "".join(json.dumps(row) + "\n" for row in rows)))
    view = snapshot(root)
    assert sorted(d.caller_ids for d in view.documents.values()) == [("mon", "bare"), ("post",), ("tue",)]
    assert len(view.claims) == 3
    assert {c.when.interval.start.day for c in view.claims.values()} == {6, 7}


def test_a_day_given_later_dates_the_same_document(tmp_path):
    """The Issue that asks for a day is answered by running the file again with one."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", "3 people were killed in Hama.")
    assert codes(run_book(root, path)) == ["date-missing"]
    dated = run_book(root, path, by_hand=Credits(published=dt.date(2019, 5, 1)))
    assert codes(dated) == []
    assert dated.extracted == 1
    (document,) = snapshot(root).documents.values()
    assert document.published == dt.date(2019, 5, 1)


def test_what_a_person_says_outweighs_what_the_file_says(tmp_path):
    """The last word of a person holds; without one, the first that is said."""
    day = [dt.date(2019, 5, n) for n in range(1, 5)]
    said = [
        Receipt(id="1", sha256="", origin="", credits=Credits(published=day[0], outlet="Wire")),
        Receipt(id="2", sha256="", origin="", credits=Credits(published=day[1]), by_hand=("published",)),
        Receipt(id="3", sha256="", origin="", credits=Credits(published=day[2], outlet="Post", title="T")),
        Receipt(id="4", sha256="", origin="", credits=Credits(published=day[3]), by_hand=("published",)),
    ]
    assert merged_credits(said) == Credits(published=day[3], outlet="Wire", title="T")
    assert merged_credits(said[:1] + said[2:3]).published == day[0]


def test_what_is_given_for_json_lines_fills_their_gaps_only(tmp_path):
    """A row that says its own day is meant so; thousands of rows must not be moved to one day by an option."""
    root = new_book(tmp_path)
    rows = [{"id": "own", "text": "Calm.", "published": "2019-05-06"}, {"id": "none", "text": "Quiet."}]
    lines = write(tmp_path / "in.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    run_book(root, lines, by_hand=Credits(published=dt.date(2019, 5, 9), outlet="Wire"))
    found = {d.caller_ids[0]: (d.published.day, d.outlet) for d in snapshot(root).documents.values()}
    assert found == {"own": (6, "Wire"), "none": (9, "Wire")}


@pytest.mark.parametrize(
    ("text", "stated", "is_told"),
    [
        ("Le conseil municipal a approuvé mardi soir le budget de la ville après un long débat sur les écoles. " * 3, None, True),
        ("قتل ثمانية مدنيين في قصف على مدينة الرقة يوم الثلاثاء، حسب المرصد السوري لحقوق الإنسان. " * 3, None, True),
        ("9 people were killed in Hama.", "fr", True),
        ("9 people were killed in Hama.", "en-GB", False),
        ("9 people were killed in Hama.", "English", False),
        ("The council met on Tuesday and talked about the water of the town for two hours.", None, False),
    ],
)  # fmt: skip
def test_a_report_in_a_language_that_is_not_read_is_told(tmp_path, text, stated, is_told):
    """A report without claims because nobody can read it is not a report of a calm day."""
    root = new_book(tmp_path)
    row = {"id": "a", "text": text, "published": "2019-05-01", "language": stated}
    outcome = run_book(root, write(tmp_path / "in.jsonl", json.dumps(row)))
    assert codes(outcome) == (["language-not-read"] if is_told else [])


def test_a_report_on_which_the_extractor_fails_costs_no_other(tmp_path):
    """The failure is an error a person sees, with where it happened; a better extractor tries again."""
    root = new_book(tmp_path)

    def fragile(document, kit):
        if "Homs" in document.text:
            raise IndexError("no such token")
        return count_words(document, kit)

    files = [write(tmp_path / "a.txt", ONE), write(tmp_path / "b.txt", TWO)]
    outcome = run_book(root, *files, extractor=fragile, extractor_name="fragile 1")
    (issue,) = outcome.issues
    assert (issue.code, issue.severity, issue.subject) == ("extraction-failed", "error", "a")
    assert "IndexError: no such token" in issue.message
    assert len(snapshot(root).claims) == 1
    assert run_book(root).issues == ()
    assert len(snapshot(root).claims) == 3


def test_an_extractor_that_fails_on_everything_stops_the_run_and_the_record_stays(tmp_path):
    """Then it is not the reports that are odd: an empty record must not take the place of a good one."""
    root = new_book(tmp_path)
    rows = [{"id": n, "text": f"{n} people were killed in Hama.", "published": "2019-05-06"} for n in range(1, 31)]
    run_book(root, write(tmp_path / "in.jsonl", "".join(json.dumps(row) + "\n" for row in rows)))
    expected = dumped(root)

    def broken(document, kit):
        if document.text.startswith("3"):
            return Extraction(document=document.id)
        raise KeyError("vocabulary")

    with pytest.raises(RunAborted, match="KeyError"):
        run_book(root, extractor=broken, extractor_name="broken")
    assert dumped(root) == expected


def test_a_rebuild_gives_the_same_bytes(tmp_path):
    """Everything derived follows from documents and ledger."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE), write(tmp_path / "b.txt", TWO))
    expected = dumped(root)
    outcome = rebuild(root, kit=bare_kit(), extractor=count_words, extractor_name="words 1", now=NOW)
    assert outcome.extracted == 2
    assert dumped(root) == expected


def test_a_new_version_of_the_extractor_that_reads_alike_gives_the_same_bytes(tmp_path):
    """The version is in no line of the export."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE), write(tmp_path / "b.txt", TWO))
    expected = dumped(root)
    assert run_book(root, extractor_name="words 2").extracted == 2
    assert dumped(root) == expected


def test_a_new_extractor_changes_only_what_it_reads_otherwise(tmp_path):
    """Documents and receipts of the export stay line by line."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE), write(tmp_path / "c.txt", "published: 2019-05-01\n\nNothing new."))
    before = set(dumped(root).splitlines())
    run_book(root, extractor=shifted_words, extractor_name="words 3")
    gone = {kind for line in before - set(dumped(root).splitlines()) for kind in json.loads(line)}
    assert gone <= {"claim", "incident", "total", "entry"}


def test_only_changed_documents_are_extracted_again(tmp_path):
    """A new report costs one extraction, a changed extractor all."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE))
    assert run_book(root, write(tmp_path / "b.txt", TWO)).extracted == 1


def test_the_fingerprint_names_everything_an_extraction_depends_on():
    """Another gazetteer or another country in focus is another extractor."""
    kit = bare_kit()
    other = type(kit)(spotters=kit.spotters, gazetteer=kit.gazetteer, actors=kit.actors, focus=("SY",))
    assert extractor_fingerprint(kit) == extractor_fingerprint(bare_kit())
    assert extractor_fingerprint(kit) != extractor_fingerprint(other)


def test_the_order_of_arrival_does_not_change_the_record(tmp_path):
    """Two books that got the same files in another order hold the same claims and documents."""
    files = [write(tmp_path / f"{n}.txt", text) for n, text in enumerate((ONE, TWO, "9 people were killed in Idlib."))]
    dumps = []
    for name, order in (("x", files), ("y", files[::-1])):
        root = new_book(tmp_path / name)
        run_book(root, *order)
        dumps.append([line for line in dumped(root).splitlines() if not line.startswith(b'{"entry"')])
    assert dumps[0] == dumps[1]


def test_a_tally_counts_without_reading_all(tmp_path):
    """What the summary of a run prints."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", ONE))
    counts = tally(root)
    assert (counts["reports"], counts["claims"]) == (1, 2)


@pytest.mark.parametrize("kind", ["absolute", "folder", "book inside"])
def test_origins_hold_no_more_of_the_machine_than_needed(tmp_path, monkeypatch, kind):
    """A book is passed on; the paths of its owner's machine are not in it."""
    root = new_book(tmp_path)
    path = write(root / "sources" / "a.txt", ONE)
    monkeypatch.chdir(root)
    run_book(root, {"absolute": path, "folder": path.parent, "book inside": root}[kind])
    (receipt,) = receipts_in(root)
    assert receipt.origin in {"sources/a.txt", "book/sources/a.txt"}
    assert str(tmp_path).encode() not in dumped(root)
