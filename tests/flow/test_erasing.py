"""Erasure on request: the content is gone from every file of the book, a tombstone stays, the chain holds."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from books import NOW, all_bytes, bare_kit, new_book, run_book, shifted_words, tampering, unguarded, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.books.config import database_of
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.adding import Note, Wanted, add
from tollbook.flow.judging.judge import JudgementRefused, judge
from tollbook.flow.judging.signing import sign
from tollbook.flow.reading.originals import line_of, original_of
from tollbook.flow.rebuild import rebuild
from tollbook.model.document import ERASED
from tollbook.read.file import read_file
from tollbook.store.tables import entries

NAME = "Zubayda Harrani"
FIRST = f"published: 2019-05-01\n\n9 people were killed in Hama. {NAME} was among them, a neighbour said."
SECOND = "published: 2019-05-02\n\n4 civilians were killed in Homs."
ROWS = [
    {"id": "a", "text": f"9 people were killed in Hama, {NAME} said."},
    {"id": "b", "text": "4 civilians were killed in Homs."},
    {"id": "c", "text": "6 people were killed in\u2028Idlib."},
]
FORMS = {
    "one line": json.dumps(ROWS).encode(),
    "many lines": json.dumps(ROWS, indent=1).encode(),
    "marked list": b"\xef\xbb\xbf" + json.dumps(ROWS, ensure_ascii=False).encode(),
    "wide list": json.dumps(ROWS).encode("utf-16"),
    "wide lines": "".join(json.dumps(r) + "\n" for r in ROWS).encode("utf-16"),
    "lone returns": "".join(json.dumps(r, separators=(",\r", ":")) + "\n" for r in ROWS).encode(),
}


@pytest.fixture
def root(tmp_path):
    """Return a book with two reports, judgements that quote the first, and a signed figure on it."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "in" / "first.txt", FIRST), write(tmp_path / "in" / "second.txt", SECOND))
    claim = next(c for c in snapshot(root).claims.values() if c.count.low == 9)
    judge(root, "correct", [claim.id, "status", "civilian"], who="Amal", why=f"{NAME} says so", now=NOW, kit=bare_kit())
    incident = next(i for i in snapshot(root).incidents.values() if claim.id in i.claims)
    sign(root, f"{incident.id}/killed", who="Amal", why="seen", now=NOW, kit=bare_kit())
    return root


def erased(root, report, **options):
    """Erase with the small kit."""
    options = {"authority": "letter 12", "who": "Amal", "now": NOW, "kit": bare_kit()} | options
    return erase(root, report, **options)


def everything(root):
    """Return all bytes of all files of the book, and of its tables."""
    return b"".join(p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()) + all_bytes(database_of(root))


def test_no_file_of_the_book_holds_an_erased_report_any_more(root):
    """Database pages, write-ahead log, archive and ledger: the words are nowhere."""
    assert NAME.encode() in everything(root)
    erased(root, "first")
    found = everything(root)
    assert NAME.encode() not in found
    assert b"9 people were killed" not in found


def test_the_chain_still_verifies_and_names_the_request(root):
    """Nothing is found altered, and the book is whole."""
    done = erased(root, "first")
    ledger = load_ledger(root)
    assert ledger.fault is None
    assert done.entry.body["authority"] == "letter 12"
    assert check(root)[0] == []
    rebuild(root, now=NOW, kit=bare_kit())
    assert load_ledger(root).fault is None


def test_an_entry_altered_under_cover_of_an_erasure_is_found(root):
    """The tombstone says what may stand in an erased body's place: anything else is tampering."""
    done = erased(root, "first")
    seq = done.entry.body["entries"][0][0]
    with tampering(root) as connection:
        unguarded(connection)
        connection.execute(entries.update().where(entries.c.seq == seq).values(body='{"erased":99}'))
    assert load_ledger(root).fault.seq == seq


def test_the_ledger_refuses_changes_again_after_an_erasure(root):
    """The right to alter a row lasts as long as the erasure."""
    erased(root, "first")
    with pytest.raises(IntegrityError, match="append-only"), tampering(root) as connection:
        connection.exec_driver_sql("DELETE FROM entries")


def test_what_stays_is_a_tombstone_and_the_signed_figure(root):
    """Claims go, the other report stays as it is, what somebody signed stays as numbers."""
    (report,) = [d.id for d in snapshot(root).documents.values() if NAME in d.text]
    erased(root, "first")
    view = snapshot(root)
    stone = view.documents[report]
    assert (stone.text, stone.media_type, stone.title) == ("", ERASED, None)
    assert [c.count.low for c in view.claims.values()] == [4]
    signed = [e.body for e in view.entries if e.kind == "sign_off"]
    assert [b["range"]["low"] for b in signed] == [9]


def test_an_erased_report_is_not_taken_in_again(root, tmp_path):
    """Neither the same file nor the same words in another file, and neither stays in the archive."""
    erased(root, "first")
    again = write(tmp_path / "in" / "again.txt", FIRST.replace("published: 2019-05-01", "published: 2019-05-03"))
    outcome = run_book(root, tmp_path / "in" / "first.txt", again)
    assert [i.code for i in outcome.intake.issues] == ["erased-before", "erased-before"]
    assert NAME.encode() not in everything(root)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_an_erased_row_comes_in_without_it(tmp_path, form):
    """The same rows in another file: the erased one stays out of the archive too, the others keep their places."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.jsonl", json.dumps(ROWS[0])))
    erased(root, "a")
    path = tmp_path / "again.json"
    path.write_bytes(FORMS[form])
    for told in ("first", "again"):
        outcome = run_book(root, path)
        assert [i.code for i in outcome.intake.issues] == ["erased-before"], told
        assert NAME.encode() not in bytes_of_archive(root)
        assert [given(root, row["id"]) for row in ROWS[1:]] == ROWS[1:]
    assert check(root)[0] == []


def test_a_file_of_erased_rows_alone_leaves_nothing(tmp_path):
    """No empty file stays in the archive for it."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.jsonl", json.dumps(ROWS[0])))
    erased(root, "a")
    run_book(root, write(tmp_path / "again.jsonl", json.dumps({**ROWS[0], "id": "z"}) + "\n"))
    assert not [p for p in (root / "archive").rglob("*") if p.is_file()]
    assert check(root)[0] == []


def test_a_note_and_a_photo_that_were_erased_cannot_be_entered_again(root, tmp_path):
    """Who enters them is told, and neither is in the book afterwards."""
    photo = tmp_path / "own.jpg"
    photo.write_bytes(b"\xff\xd8\xff own picture")
    note = Note(text=f"{NAME} and her son died.", source="a cousin")
    options = {"who": "Amal", "why": "call", "now": NOW, "kit": bare_kit()}
    two = [Wanted(fields={"harm": "killed", "count": "2"})]
    add(root, note, two, evidence=[photo], **options)
    erased(root, next(d.id for d in snapshot(root).documents.values() if d.text.startswith(NAME)))
    entries = len(load_ledger(root).entries)
    with pytest.raises(JudgementRefused, match="erased on request"):
        add(root, note, two, **options)
    with pytest.raises(JudgementRefused, match=r"own\.jpg.*erased on request"):
        add(root, Note(text="Other words.", source="a cousin"), two, evidence=[photo], **options)
    assert len(load_ledger(root).entries) == entries
    assert b"own picture" not in everything(root)
    assert f"{NAME} and her son".encode() not in everything(root)


def test_words_alone_can_be_erased(root):
    """A name is blacked out in text, archive, credits and judgements; the claims beside it stay."""
    erased(root, "first", words=NAME)
    assert NAME.encode() not in everything(root)
    view = snapshot(root)
    assert sorted(c.count.low for c in view.claims.values()) == [4, 9]
    assert any("█" * len(NAME) in d.text for d in view.documents.values())
    claim = next(c for c in view.claims.values() if c.count.low == 9)
    assert claim.who.status == "civilian"
    assert load_ledger(root).fault is None


@pytest.mark.parametrize("words", ['Umm "Zuzu" Harrani', "Zubayda\\Harrani", "Zubayda\nHarrani"])
def test_words_with_quotation_marks_or_line_breaks_leave_the_ledger_too(tmp_path, words):
    """In the ledger's JSON they are spelled in another way than in the text."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.txt", f"9 people were killed in Hama, {words} among them."))
    wanted = Wanted(words=words, fields={"harm": "killed", "count": "1"})
    entry = add(root, "first", [wanted], who="Amal", why="missed", now=NOW, kit=bare_kit())[0]
    assert entry.body["claims"][0]["quote"] == words
    erased(root, "first", words=words)
    ledger = load_ledger(root)
    assert json.dumps(words) not in json.dumps([e.body for e in ledger.entries])
    assert ledger.fault is None


def test_a_line_goes_and_the_other_lines_of_its_file_stay(tmp_path):
    """Reports that came in one file: only the erased line is taken out of the archived bytes."""
    root = new_book(tmp_path)
    rows = [
        {"id": "a", "text": f"9 people were killed in Hama, {NAME} said."},
        {"id": "b", "text": "4 civilians were killed in Homs."},
    ]
    run_book(root, write(tmp_path / "in.jsonl", "".join(json.dumps(r) + "\n" for r in rows)))
    erased(root, "a")
    assert NAME.encode() not in everything(root)
    assert b"4 civilians were killed in Homs." in everything(root / "archive")
    assert check(root)[0] == []


@pytest.fixture(params=FORMS)
def rows(request, tmp_path):
    """Return a book with three reports of one file, in each form such a file can have."""
    root = new_book(tmp_path)
    path = tmp_path / "in.json"
    path.write_bytes(FORMS[request.param])
    run_book(root, path)
    return root


def given(root, name):
    """Return the row a report came as; None where it is gone."""
    found = original_of(root, next(d.id for d in snapshot(root).documents.values() if name in d.caller_ids))
    return found and json.loads(line_of(found))


def bytes_of_archive(root):
    """Return every preserved byte, wide letters made narrow."""
    return everything(root / "archive").replace(b"\0", b"")


def test_each_report_of_a_file_is_given_out_as_its_own_row(rows):
    """Never more of the file than that, whatever form it has."""
    assert [given(rows, row["id"]) for row in ROWS] == ROWS


def test_a_row_goes_and_the_other_rows_keep_their_originals(rows):
    """Whatever form the file has, and the cleaned file can be read like the first."""
    gone = next(d.id for d in snapshot(rows).documents.values() if "a" in d.caller_ids)
    erased(rows, "a")
    assert NAME.encode() not in bytes_of_archive(rows)
    assert original_of(rows, gone) is None
    assert [given(rows, row["id"]) for row in ROWS[1:]] == ROWS[1:]
    assert check(rows)[0] == []
    (path,) = (p for p in (rows / "archive").rglob("*") if p.is_file())
    with path.open("rb") as stream:
        assert [(r.line, r.credits.caller_id) for r in read_file(stream, "x.json", "x")] == [(2, "b"), (3, "c")]


def test_words_go_from_a_row_and_the_rest_of_its_file_stays(rows):
    """Whatever form the file has."""
    erased(rows, "a", words=NAME)
    assert NAME.encode() not in bytes_of_archive(rows)
    assert given(rows, "a") == {"id": "a", "text": ROWS[0]["text"].replace(NAME, "█" * len(NAME))}
    assert [given(rows, row["id"]) for row in ROWS[1:]] == ROWS[1:]
    assert check(rows)[0] == []


def test_a_note_goes_with_its_claims(tmp_path):
    """What a person entered by hand can be erased like a report."""
    root = new_book(tmp_path)
    note = Note(text=f"{NAME} and her son died.", source="a cousin")
    add(root, note, [Wanted(fields={"harm": "killed", "count": "2"})], who="A", why="call", now=NOW, kit=bare_kit())
    (report,) = snapshot(root).documents
    erased(root, report)
    assert NAME.encode() not in everything(root)
    assert not snapshot(root).claims


def test_other_reports_with_the_same_words_are_named(root, tmp_path):
    """The person decides what else has to go."""
    run_book(root, write(tmp_path / "in" / "copy.txt", f"published: 2019-05-04\n\nFuneral of {NAME}."))
    assert erased(root, "first", words=NAME).elsewhere == ("copy",)


@pytest.mark.parametrize(
    ("report", "options", "told"),
    [
        ("nothing", {}, "no report"),
        ("first", {"words": "Nobody Here"}, "does not stand"),
        ("first", {"words": "a"}, "at least"),
        ("first", {"authority": " "}, "authority"),
    ],
)
def test_what_cannot_be_erased_changes_nothing(root, report, options, told):
    """Unknown reports, words that are not there, no request."""
    before = len(load_ledger(root).entries)
    with pytest.raises(JudgementRefused, match=told):
        erased(root, report, **options)
    assert len(load_ledger(root).entries) == before


def test_a_report_goes_after_words_of_it_went(root):
    """The first request stays in the ledger as it was written, and the book goes on."""
    erased(root, "first", words=NAME)
    erased(root, "first", authority="letter 13")
    ledger = load_ledger(root)
    assert ledger.fault is None
    assert [e.body["authority"] for e in ledger.entries if e.kind == "erase"] == ["letter 12", "letter 13"]
    run_book(root)
    assert check(root)[0] == []


def test_a_judgement_that_was_moved_to_another_claim_goes_with_its_report(root):
    """Its moves go too, and the next record is made without them."""
    rebuild(root, now=NOW, kit=bare_kit(), extractor=shifted_words, extractor_name="words 2")
    assert "re_anchor" in {e.kind for e in load_ledger(root).entries}
    erased(root, "first")
    assert load_ledger(root).fault is None
    assert check(root)[0] == []


def test_a_report_whose_file_is_gone_can_be_erased(root):
    """There is nothing left of it in the archive, and its words still stand in the database."""
    report = next(d for d in snapshot(root).documents.values() if NAME in d.text)
    original_of(root, report.id).path.unlink()
    erased(root, "first")
    assert NAME.encode() not in everything(root)
    assert check(root)[0] == []


def test_a_photo_goes_with_the_only_report_it_is_evidence_of(root, tmp_path):
    """What a family asked to be taken out is also on the picture; a picture that others rest on stays."""
    own, shared = tmp_path / "own.jpg", tmp_path / "shared.jpg"
    own.write_bytes(b"\xff\xd8\xff own picture")
    shared.write_bytes(b"\xff\xd8\xff shared picture")
    wanted = Wanted(words="a neighbour said", fields={"harm": "killed", "count": "1"})
    add(root, "first", [wanted], who="Amal", why="missed", evidence=[own, shared], now=NOW, kit=bare_kit())
    other = Wanted(words="4 civilians", fields={"harm": "killed", "count": "4"})
    add(root, "second", [other], who="Amal", why="missed", evidence=[shared], now=NOW, kit=bare_kit())
    erased(root, "first")
    found = everything(root)
    assert b"own picture" not in found
    assert b"shared picture" in found


def test_an_undo_that_named_an_erased_report_still_undoes(root):
    """Its reason goes, what it undoes is known as before: the judgement does not come back."""
    view = snapshot(root)
    report = next(d.id for d in view.documents.values() if NAME in d.text)
    second = next(c.id for c in view.claims.values() if c.count.low == 4)
    options = {"who": "Amal", "now": NOW, "kit": bare_kit()}
    entry, _ = judge(root, "reject", [second], why="twice", **options)
    judge(root, "undo", [str(entry.seq)], why=f"it is not in {report}", **options)
    erased(root, report)
    assert load_ledger(root).fault is None
    assert [c.id for c in snapshot(root).claims.values()] == [second]
