"""Claims and incidents entered by hand: kept over rebuilds, new editions and better extractors."""

import pytest

from books import NOW, bare_kit, dumped, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.adding import Note, Wanted, add
from tollbook.flow.judging.judge import JudgementRefused, judge
from tollbook.flow.rebuild import rebuild
from tollbook.model.claim import Original

REPORT = "published: 2019-05-01\n\n9 people were killed in Hama. The stall of the baker stood empty from that day on."
PAGE = """<!doctype html><html><head><title>A strike</title><meta property="article:published_time" content="2019-05-01">
<link rel="canonical" href="https://furat.example/bus"></head><body><article><h1>A strike on the road</h1>
<p>{advert}</p><p>Residents told the agency on Wednesday that 9 people were killed in Hama when the bus was hit at dawn.</p>
<p>The stall of the baker stood empty from that day on, his neighbours told the agency when it asked.</p>
</article></body></html>"""
DRIVER = "The stall of the baker"
"""Words that tell a death to who was there, and to no program."""


def entered(root, document, *wanted, **given):
    """Enter with the small kit and return the entry."""
    given = {"who": "Amal", "why": "missed", "now": NOW, "kit": bare_kit(), **given}
    entry, _ = add(root, document, wanted, **given)
    return entry


def driver(**fields):
    """Return the wish for a claim on the driver's words."""
    return Wanted(words=DRIVER, fields={"harm": "killed", "count": "1", **fields})


def test_an_added_claim_stands_in_the_record_with_its_words_and_its_author(tmp_path):
    """What the extractor missed is a claim like any other, and says who added it and why."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", REPORT))
    entry = entered(root, "r", driver(status="civilian", when="2019-05-01"))
    claim = snapshot(root).claims[entry.body["claims"][0]["id"]]
    document = snapshot(root).documents[claim.document]
    assert document.text[slice(*claim.span)] == claim.quote == DRIVER
    assert (claim.harm, claim.count.low, claim.who.status) == ("killed", 1, "civilian")
    assert claim.notes == (f"added by Amal (judgement {entry.seq}): missed",)


def test_an_added_claim_outlives_a_rebuild_unchanged(tmp_path):
    """A rebuild gives the same bytes, the added claim among them."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", REPORT))
    entered(root, "r", driver())
    before = dumped(root)
    rebuild(root, now=NOW, kit=bare_kit())
    assert dumped(root) == before


def test_an_added_claim_follows_its_words_into_a_new_edition(tmp_path):
    """An edition with another advert moves the words; the claim stands on them there."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.html", PAGE.replace("{advert}", "Buy carpets.")))
    (document,) = snapshot(root).documents
    entered(root, document, driver())
    run_book(
        root, write(tmp_path / "b.html", PAGE.replace("{advert}", "Buy the finest carpets of the whole town here."))
    )
    view = snapshot(root)
    (claim,) = [c for c in view.claims.values() if c.quote == DRIVER]
    assert claim.document != document
    assert view.documents[claim.document].text[slice(*claim.span)] == DRIVER


def test_an_added_claim_whose_words_are_gone_is_listed_and_kept(tmp_path):
    """An outlet took the sentence out: the judgement is an orphan, not lost."""
    root = new_book(tmp_path)
    page = PAGE.replace("{advert}", "Buy carpets.")
    run_book(root, write(tmp_path / "a.html", page))
    (document,) = snapshot(root).documents
    entered(root, document, driver())
    run_book(
        root,
        write(
            tmp_path / "b.html",
            page.replace(
                "The stall of the baker stood empty from that day on",
                "Nobody else was on the road that morning when it was hit",
            ),
        ),
    )
    view = snapshot(root)
    assert not [c for c in view.claims.values() if c.quote == DRIVER]
    assert [i.code for i in view.issues if i.subject.startswith("judgement")] == ["judgement-orphaned"]


def test_where_the_extractor_learns_to_find_it_there_is_one_claim_with_the_persons_fields(tmp_path):
    """A better extractor finds the same words: no second claim, and what the person said of it holds."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    wanted = Wanted(words="9 people were killed", fields={"harm": "killed", "count": "9", "status": "civilian"})
    entered(root, "r", wanted)
    (claim,) = snapshot(root).claims.values()
    assert claim.who.status == "civilian"


def test_an_added_claim_can_be_corrected_rejected_and_undone(tmp_path):
    """It is judged like any other claim, and an undo takes it out of the record."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", REPORT))
    entry = entered(root, "r", driver())
    name = entry.body["claims"][0]["id"]
    judge(root, "correct", [name, "status", "civilian"], who="B", why="neighbours", now=NOW, kit=bare_kit())
    assert snapshot(root).claims[name].who.status == "civilian"
    rejected, _ = judge(root, "reject", [name], who="B", why="twice", now=NOW, kit=bare_kit())
    assert name not in snapshot(root).claims
    judge(root, "undo", [str(rejected.seq)], who="B", why="no", now=NOW, kit=bare_kit())
    assert name in snapshot(root).claims
    judge(root, "undo", [str(entry.seq)], who="A", why="wrong report", now=NOW, kit=bare_kit())
    assert name not in snapshot(root).claims


def test_a_note_makes_an_incident_without_any_document_of_others(tmp_path):
    """A telephone call: its words are the document, its source the speaker, its claims one incident."""
    root = new_book(tmp_path)
    note = Note(text="Eleven dead were brought in, four of them children.", source="a doctor", day=NOW.date())
    original = Original(quote="أحد عشر قتيلا", language="ar", translation="eleven dead", translator="Zed")
    entry = entered(
        root,
        note,
        Wanted(fields={"harm": "killed", "count": "11", "when": "2020-01-01"}),
        Wanted(fields={"harm": "killed", "count": "4", "group": "children"}, words="four of them children"),
        one_incident=True,
        original=original,
    )
    view = snapshot(root)
    (incident,) = view.incidents.values()
    assert set(incident.claims) == {c["id"] for c in entry.body["claims"]}
    assert all(c.said_by[0].name == "a doctor" and c.original == original for c in view.claims.values())


def test_numbers_in_a_note_are_not_extracted(tmp_path):
    """A note's claims are those a person entered: the program reads none of its own into it."""
    root = new_book(tmp_path)
    note = Note(text="9 people were killed in Hama. 12 people were injured in Hama.", source="a neighbour")
    entered(root, note, Wanted(fields={"harm": "killed", "count": "9"}, words="9 people were killed"))
    rebuild(root, now=NOW, kit=bare_kit())
    assert [c.count.low for c in snapshot(root).claims.values()] == [9]


def test_several_incidents_from_one_report_need_it_only_once(tmp_path):
    """Two incidents of one report are entered one after the other and stay apart once judged so."""
    root = new_book(tmp_path)
    run_book(
        root, write(tmp_path / "r.txt", "published: 2019-05-01\n\nFive fell at the mill. Seven fell at the bridge.")
    )
    first = entered(
        root,
        "r",
        Wanted(words="Five fell", fields={"harm": "killed", "count": "5", "when": "2019-05-01"}),
        one_incident=True,
    )
    second = entered(
        root,
        "r",
        Wanted(words="Seven fell", fields={"harm": "killed", "count": "7", "when": "2019-03-01"}),
        one_incident=True,
    )
    view = snapshot(root)
    assert len(view.documents) == 1
    ids = [e.body["claims"][0]["id"] for e in (first, second)]
    assert sorted(i.claims for i in view.incidents.values()) == sorted((c,) for c in ids)


def test_a_photo_is_kept_in_the_archive_with_its_claim(tmp_path):
    """Evidence is bytes under their hash, named by the claim."""
    root = new_book(tmp_path)
    photo = tmp_path / "list.jpg"
    photo.write_bytes(b"\xff\xd8\xff picture")
    note = Note(text="Nine names on a list.", source="a clerk")
    entry = entered(root, note, Wanted(fields={"harm": "killed", "count": "9"}), evidence=[photo])
    (evidence,) = snapshot(root).claims[entry.body["claims"][0]["id"]].evidence
    assert (evidence.name, evidence.media_type) == ("list.jpg", "image/jpeg")
    kept = [p for p in (root / "archive").rglob("*") if p.is_file() and p.read_bytes() == photo.read_bytes()]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(words="nobody said this", fields={"harm": "killed", "count": "1"}), "do not stand in the report"),
        (Wanted(words=DRIVER, fields={"harm": "killed"}), "count missing"),
        (Wanted(words=DRIVER, fields={"harm": "eaten", "count": "1"}), "not one of"),
        (Wanted(words=DRIVER, fields={"harm": "killed", "count": "1", "colour": "red"}), "no such field"),
        (Wanted(span=(5, 9_999), fields={"harm": "killed", "count": "1"}), "hold no words"),
        (Wanted(fields={"harm": "killed", "count": "1"}), "which words"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(tmp_path, wanted, told):
    """A wish that cannot be met says what is expected, and the ledger is as it was."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", REPORT))
    before = len(snapshot(root).entries)
    with pytest.raises(JudgementRefused, match=told):
        entered(root, "r", wanted)
    assert len(snapshot(root).entries) == before
