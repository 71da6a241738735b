"""Two books become one: nothing is lost, nothing doubled, and what they say against each other waits for a person."""

import json

import msgspec
import pytest

from books import NOW, SERVER, bare_kit, new_book, run_book, tampering, unguarded, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.books.copying import copy_book
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.adding import Note, Wanted, add
from tollbook.flow.judging.judge import judge
from tollbook.flow.judging.signing import sign
from tollbook.flow.merge import merge
from tollbook.flow.reading.originals import line_of, original_of
from tollbook.model.issue import RunAborted

FIRST = "published: 2019-05-01\n\n9 people were killed in Hama. 3 people were injured in Hama."
SECOND = "published: 2019-06-02\n\n4 civilians were killed in Homs."
THIRD = "published: 2019-07-03\n\n7 fighters were killed in Palmyra."


@pytest.fixture
def pair(tmp_path):
    """Return two copies of a book with one report, as two people take them away."""
    root = new_book(tmp_path / "a")
    run_book(root, write(tmp_path / "in" / "first.txt", FIRST))
    other = tmp_path / "b" / "book"
    copy_book(root, other, SERVER.new_address())
    return root, other


def merged(root, other, **options):
    """Merge with the small kit."""
    options = {"who": "Amal", "why": "Noor's week", "now": NOW, "kit": bare_kit()} | options
    return merge(root, other, **options)


def say(root, who, *words):
    """Judge with the small kit."""
    return judge(root, words[0], words[1:], who=who, why="seen", now=NOW, kit=bare_kit())[0]


def claim_of(root, low):
    """Return the id of the claim of that number."""
    return next(c.id for c in snapshot(root).claims.values() if c.count.low == low)


def statuses(root):
    """Return the status of each claim by its number."""
    return {c.count.low: c.who.status for c in snapshot(root).claims.values()}


def test_reports_judgements_and_notes_of_both_are_in_one_book(pair, tmp_path):
    """Each brought something; the merged book has all of it, under the names of those who judged."""
    root, other = pair
    run_book(root, write(tmp_path / "in" / "second.txt", SECOND))
    run_book(other, write(tmp_path / "in" / "third.txt", THIRD))
    say(other, "Noor", "correct", claim_of(other, 7), "status", "civilian")
    add(
        other,
        Note(text="Two more fell.", source="a guard"),
        [Wanted(fields={"harm": "killed", "count": "2"})],
        who="Noor",
        why="call",
        now=NOW,
        kit=bare_kit(),
    )
    done = merged(root, other)
    assert done.reports == 2
    assert statuses(root)[7] == "civilian"
    assert set(statuses(root)) == {9, 3, 4, 7, 2}
    assert [e.author for e in load_ledger(root).entries if e.kind == "correct"] == ["Noor"]
    assert load_ledger(root).fault is None
    assert check(root)[0] == []


def test_merging_again_changes_nothing(pair, tmp_path):
    """A second merge of the same book adds no entry and no report."""
    root, other = pair
    say(other, "Noor", "correct", claim_of(other, 9), "status", "civilian")
    merged(root, other)
    before = load_ledger(root).lines
    done = merged(root, other)
    assert (done.reports, done.entries) == (0, 0)
    assert load_ledger(root).lines == before


def test_merging_both_ways_gives_both_the_same_record(pair, tmp_path):
    """Afterwards the two books hold the same claims and incidents, and no judgement twice."""
    root, other = pair
    run_book(root, write(tmp_path / "in" / "second.txt", SECOND))
    run_book(other, write(tmp_path / "in" / "third.txt", THIRD))
    say(root, "Amal", "correct", claim_of(root, 3), "status", "civilian")
    say(other, "Noor", "correct", claim_of(other, 9), "status", "civilian")
    merged(root, other)
    merged(other, root)
    one, two = snapshot(root), snapshot(other)
    plain = [{c.id: msgspec.structs.replace(c, notes=()) for c in view.claims.values()} for view in (one, two)]
    assert plain[0] == plain[1]
    assert set(one.incidents) == set(two.incidents)
    assert sorted(e.kind for e in one.entries if e.kind == "correct") == sorted(
        e.kind for e in two.entries if e.kind == "correct"
    )


def test_an_undo_follows_its_judgement_to_its_new_number(pair, tmp_path):
    """Numbers differ between the books; what was undone there is undone here."""
    root, other = pair
    for number in range(3):
        say(root, "Amal", "correct", claim_of(root, 3), "count", "3") if number else None
        say(root, "Amal", "correct", claim_of(root, 3), "status", "civilian")
    entry = say(other, "Noor", "correct", claim_of(other, 9), "status", "combatant")
    say(other, "Noor", "undo", str(entry.seq))
    merged(root, other)
    assert statuses(root)[9] == "unknown"


def test_two_corrections_of_one_field_wait_and_ours_holds(pair):
    """The conflict is listed with both names; a judgement after it decides."""
    root, other = pair
    claim = claim_of(root, 9)
    say(root, "Amal", "correct", claim, "status", "civilian")
    say(other, "Noor", "correct", claim, "status", "combatant")
    done = merged(root, other)
    (issue,) = [i for i in done.issues if i.code == "judgements-conflict"]
    assert "Amal" in issue.message
    assert "Noor" in issue.message
    assert statuses(root)[9] == "civilian"
    say(root, "Amal", "correct", claim, "status", "combatant")
    assert statuses(root)[9] == "combatant"
    assert not [i for i in snapshot(root).issues if i.code == "judgements-conflict"]


def test_the_same_correction_by_both_is_no_conflict(pair):
    """They agree: nothing waits."""
    root, other = pair
    claim = claim_of(root, 9)
    say(root, "Amal", "correct", claim, "status", "civilian")
    say(other, "Noor", "correct", claim, "status", "civilian")
    assert not [i for i in merged(root, other).issues if i.code == "judgements-conflict"]


def test_a_signed_figure_is_not_moved_by_another_books_signature(pair):
    """Both signed other numbers: ours stays as signed, theirs waits."""
    root, other = pair
    say(other, "Noor", "correct", claim_of(other, 9), "count", "12")
    for book, who in ((root, "Amal"), (other, "Noor")):
        incident = next(i for i in snapshot(book).incidents.values() if any(f.harm == "killed" for f in i.figures))
        sign(book, f"{incident.id}/killed", who=who, why="list", now=NOW, kit=bare_kit())
    done = merged(root, other)
    assert [i.code for i in done.issues].count("judgements-conflict") == 1
    figure = next(
        f for i in snapshot(root).incidents.values() for f in i.figures if f.harm == "killed" and f.axis == "all"
    )
    assert (figure.range.low, figure.signed_by, figure.proposed.low) == (9, "Amal", 12)


def test_books_begun_apart_merge_without_doubles(tmp_path):
    """Two people read the same report each into a book of their own: one report, one incident, no code twice."""
    one, two = new_book(tmp_path / "a"), new_book(tmp_path / "b")
    report = write(tmp_path / "in" / "first.txt", FIRST)
    run_book(one, report)
    run_book(two, report, write(tmp_path / "in" / "second.txt", SECOND))
    done = merged(one, two)
    view = snapshot(one)
    assert done.reports == 1
    assert len(view.documents) == 2
    codes = [i.code for i in view.incidents.values()]
    assert len(codes) == len(set(codes))


def test_what_was_erased_here_does_not_come_back(pair):
    """The other copy still holds the report: it stays out."""
    root, other = pair
    erase(root, "first", authority="letter 1", who="Amal", now=NOW, kit=bare_kit())
    merged(root, other)
    assert not snapshot(root).claims
    assert b"9 people" not in b"".join(p.read_bytes() for p in root.rglob("*") if p.is_file())


def test_what_was_erased_there_is_asked_for_here(pair):
    """The request reached the other book: this one says that it still holds the report, and erases nothing by itself."""
    root, other = pair
    erase(other, "first", authority="letter 1", who="Noor", now=NOW, kit=bare_kit())
    done = merged(root, other)
    assert [i.code for i in done.issues if i.code == "erasure-pending"] == ["erasure-pending"]
    assert snapshot(root).claims
    assert load_ledger(root).fault is None


def test_a_request_of_the_other_book_takes_no_file_of_this_one_until_somebody_erases(tmp_path):
    """The next run leaves every original where it is; erasing here then takes the one report and keeps its neighbour."""
    root = new_book(tmp_path / "a")
    rows = [{"id": "first", "text": "9 people were killed in Hama."}, {"id": "second", "text": SECOND}]
    run_book(root, write(tmp_path / "in" / "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows)))
    other = tmp_path / "b" / "book"
    copy_book(root, other, SERVER.new_address())
    erase(other, "first", authority="letter 1", who="Noor", now=NOW, kit=bare_kit())
    merged(root, other)
    run_book(root, write(tmp_path / "in" / "third.txt", THIRD))
    documents = snapshot(root).documents
    assert all(original_of(root, d) for d in documents)
    erase(root, "first", authority="letter 1", who="Amal", now=NOW, kit=bare_kit())
    kept = [d.caller_ids[0] for d in documents.values() if original_of(root, d.id)]
    assert kept == ["second", "third"]
    assert check(root)[0] == []


def test_a_tampered_ledger_is_not_merged(pair):
    """A book whose chain does not hold brings nothing."""
    root, other = pair
    say(other, "Noor", "correct", claim_of(other, 9), "status", "civilian")
    with tampering(other) as connection:
        unguarded(connection)
        connection.exec_driver_sql("UPDATE entries SET author = 'Somebody' WHERE kind = 'correct'")
    before = load_ledger(root).lines
    with pytest.raises(RunAborted, match="altered"):
        merged(root, other)
    assert load_ledger(root).lines == before


def test_a_book_is_not_merged_into_itself(pair):
    """The same folder under another name is the same book."""
    root, _ = pair
    with pytest.raises(RunAborted, match="same book"):
        merged(root, root / ".." / "book")


def test_a_row_that_was_erased_here_does_not_come_back_in_a_file_of_many(tmp_path):
    """The other book kept it among others of one file: those come, with their originals, and the file without it."""
    rows = [{"id": n, "text": f"{n} people were killed in {place}."} for n, place in ((9, "Hama"), (4, "Homs"))]
    root, other = new_book(tmp_path / "a"), new_book(tmp_path / "b")
    run_book(root, write(tmp_path / "one.jsonl", json.dumps({**rows[0], "id": "a"})))
    erase(root, "a", authority="letter 1", who="Amal", now=NOW, kit=bare_kit())
    run_book(other, write(tmp_path / "in.jsonl", "".join(json.dumps({**r, "id": str(r["id"])}) + "\n" for r in rows)))
    for told in ("once", "again"):
        assert (merged(root, other).reports, told) == (1 if told == "once" else 0, told)
        assert [c.count.low for c in snapshot(root).claims.values()] == [4]
        assert not any(b"Hama" in p.read_bytes() for p in (root / "archive").rglob("*") if p.is_file())
        document = next(d.id for d in snapshot(root).documents.values() if "Homs" in d.text)
        assert b"Homs" in line_of(original_of(root, document))
        assert check(root)[0] == []


def test_what_was_said_of_a_report_that_was_erased_here_does_not_come_back(pair):
    """Judgements of the other book quote it: they stay out, whether they were here before or not; an undo stays one."""
    root, other = pair
    note = "Zubayda said so"
    claim = claim_of(other, 9)
    judge(other, "correct", [claim, "status", "civilian"], who="Noor", why=note, now=NOW, kit=bare_kit())
    number = judge(other, "reject", [claim], who="Noor", why=note, now=NOW, kit=bare_kit())[0].seq
    judge(
        other,
        "undo",
        [str(number)],
        who="Noor",
        why=f"not in {next(iter(snapshot(other).documents))}",
        now=NOW,
        kit=bare_kit(),
    )
    merged(root, other)
    erase(root, "first", authority="letter 1", who="Amal", now=NOW, kit=bare_kit())
    for _ in range(2):
        merged(root, other)
        assert note not in str([e.body for e in load_ledger(root).entries])
        assert "9 people" not in str([e.body for e in load_ledger(root).entries])
        assert load_ledger(root).fault is None
        assert check(root)[0] == []
