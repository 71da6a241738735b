"""Judgements: made, applied, undone, and kept over new editions and better extractors."""

import datetime as dt
import random

import msgspec
import pytest
from sqlalchemy.exc import IntegrityError

from books import NOW, bare_kit, count_words, dumped, new_book, run_book, shifted_words, tampering, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import judge
from tollbook.flow.rebuild import rebuild
from tollbook.flow.run import bring_up_to_date
from tollbook.model.incident import Pairing
from tollbook.model.snapshot import Reconciled

REPORT = "published: 2019-05-01\n\n9 people were killed in Hama. At least 4 civilians were injured in Homs. 12 fighters were killed."
NUMBERS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two",
]  # fmt: skip
PAGE = """<!doctype html><html><head><title>Day of strikes</title>
<meta property="article:published_time" content="2019-05-01"><link rel="canonical" href="https://furat.example/day">
</head><body><article><h1>Day of strikes</h1>{paragraphs}</article></body></html>"""


def page(advert: str) -> str:
    """Return a page of twenty-two claims, two of them in the very same words, with an advert in its middle."""
    paragraphs = [
        f"<p>In the {word} district, residents told the agency on Wednesday that {number} {kind} were {harm} in "
        f"{'Hama' if number % 2 else 'Homs'} when a house near the {word} mosque was struck at dawn.</p>"
        for word, number, kind, harm in zip(
            NUMBERS,
            [3, 5, 5, 8, 3, 9, 12, 14, 2, 5, 7, 7, 21, 6, 4, 30, 11, 5, 2, 17, 8, 5],
            ["civilians", "people"] * 11,
            ["killed", "injured", "killed"] * 8,
            strict=False,
        )
    ]
    paragraphs.insert(7, f"<p>{advert}</p>")
    return PAGE.replace("{paragraphs}", "".join(paragraphs))


def judged(root, action, *words, who="Amal", why="seen by myself"):
    """Judge with the small kit and return the entry's number."""
    entry, _ = judge(root, action, words, who=who, why=why, now=NOW, kit=bare_kit())
    return entry.seq


@pytest.fixture
def one_report(tmp_path, monkeypatch):
    """Return a book with one report of three claims, read by the small extractor everywhere."""
    use(monkeypatch, count_words)
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "a.txt", REPORT))
    return root


def use(monkeypatch, extractor, name="words 1"):
    """Make ``judge`` and ``rebuild`` use that extractor."""

    def with_it(book, engine, kit, now, progress, **_):
        return bring_up_to_date(book, engine, kit, now, progress, extractor=extractor, extractor_name=name)

    monkeypatch.setattr("tollbook.flow.judging.judge.bring_up_to_date", with_it)


def claim_with(root, low: int):
    """Return the one claim of that number."""
    (claim,) = [c for c in snapshot(root).claims.values() if c.count.low == low]
    return claim


def test_a_rejected_claim_leaves_the_record_and_comes_back_when_that_is_undone(one_report):
    """Undoing can itself be undone."""
    before = dumped(one_report)
    claim = claim_with(one_report, 9)
    number = judged(one_report, "reject", claim.id)
    assert claim.id not in snapshot(one_report).claims
    undo = judged(one_report, "undo", str(number))
    assert snapshot(one_report).claims[claim.id] == claim
    judged(one_report, "undo", str(undo))
    assert claim.id not in snapshot(one_report).claims
    changed = set(dumped(one_report).splitlines()) ^ set(before.splitlines())
    assert not [line for line in changed if line.startswith((b'{"document"', b'{"receipt"'))]


def test_a_correction_changes_the_field_before_anything_is_linked(one_report):
    """The claim keeps id and words and says who corrected it."""
    claim = claim_with(one_report, 9)
    judged(one_report, "correct", claim.id, "status", "civilian")
    judged(one_report, "correct", claim.id[:9], "count", "9..11")
    corrected = snapshot(one_report).claims[claim.id]
    assert (corrected.who.status, corrected.count.low, corrected.count.high) == ("civilian", 9, 11)
    assert (corrected.quote, corrected.span) == (claim.quote, claim.span)
    assert [note.split(" (")[0] for note in corrected.notes] == [
        "status corrected to civilian by Amal",
        "count corrected to 9..11 by Amal",
    ]


def test_linking_is_told_what_people_paired(one_report, monkeypatch):
    """Same ties one claim of each side, not-same keeps all claims apart, the later of two opinions holds."""
    told = {}

    def recorder(documents, extractions, **lent):
        told.update(lent)
        return Reconciled()

    monkeypatch.setattr("tollbook.flow.derive.build_record", recorder)
    nine, four, twelve = (claim_with(one_report, n).id for n in (9, 4, 12))
    judged(one_report, "same", nine, four)
    judged(one_report, "not-same", nine, twelve)
    assert set(told["pairings"]) == {
        Pairing(*sorted((nine, four)), same=True),
        Pairing(*sorted((nine, twelve)), same=False),
    }
    judged(one_report, "not-same", four, nine)
    assert Pairing(*sorted((nine, four)), same=False) in told["pairings"]
    assert len(told["pairings"]) == 2


def test_incidents_can_be_named_by_id_or_code(one_report):
    """People read codes, programs ids."""
    incidents = list(snapshot(one_report).incidents.values())
    assert len(incidents) >= 2
    judged(one_report, "not-same", incidents[0].id, incidents[1].code or incidents[1].id)
    body = snapshot(one_report).entries[-1].body
    assert [body[side]["incident"] for side in ("first", "second")] == [i.id for i in incidents[:2]]
    assert all(body[side]["claims"] for side in ("first", "second"))


@pytest.mark.parametrize(
    ("action", "words", "expected"),
    [
        ("reject", ("c1_nothing",), "no claim 'c1_nothing'"),
        ("reject", ("c1_",), "no claim"),
        ("reject", ("NINE", "more"), "takes 1 value"),
        ("same", ("NINE",), "takes 2 value"),
        ("same", ("NINE", "NINE"), "one and the same"),
        ("same", ("NINE", "ZZ-1"), "'ZZ-1' is no incident's id or code"),
        ("correct", ("NINE", "colour", "red"), "'colour' is no field"),
        ("correct", ("NINE", "status", "soldier"), "'soldier' is not one of: civilian"),
        ("correct", ("NINE", "low", "10"), "above high 9"),
        ("correct", ("NINE", "low", "nine"), "not a whole number"),
        ("correct", ("NINE", "when", "Tuesday"), "write 2017-08-21"),
        ("undo", ("99",), "no entry '99'"),
        ("undo", ("x",), "no entry 'x'"),
        ("reject", ("a\nb",), "on one line"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_with_what_is_expected(one_report, action, words, expected):
    """Nothing is written to the ledger, which could never be cleaned."""
    nine = claim_with(one_report, 9).id
    entries = len(snapshot(one_report).entries)
    with pytest.raises(ValueError, match=expected):
        judged(one_report, action, *(nine if word == "NINE" else word for word in words))
    assert len(snapshot(one_report).entries) == entries


@pytest.mark.parametrize(("who", "why"), [("", "because"), ("Amal", " "), ("A\x1b[2J", "x")])
def test_who_and_why_are_needed(one_report, who, why):
    """A judgement without an author or a reason is none."""
    with pytest.raises(ValueError, match="give words"):
        judged(one_report, "reject", claim_with(one_report, 9).id, who=who, why=why)


def test_what_the_program_wrote_cannot_be_undone_nor_anything_twice(one_report):
    """Permanent ids are history."""
    number = judged(one_report, "reject", claim_with(one_report, 9).id)
    judged(one_report, "undo", str(number))
    with pytest.raises(ValueError, match="undone already"):
        judged(one_report, "undo", str(number))
    minted = [e.seq for e in snapshot(one_report).entries if e.kind == "mint"]
    for seq in minted[:1]:
        with pytest.raises(ValueError, match="history"):
            judged(one_report, "undo", str(seq))


def test_parts_and_repeats_of_a_rejected_claim_stand_by_themselves(one_report, tmp_path):
    """No reference is left to a claim that is not there."""

    def with_part(document, kit):
        found = count_words(document, kit)
        first, second, third = found.claims
        second = msgspec.structs.replace(second, part_of=first.id, restates=first.id, supersedes=third.id)
        return msgspec.structs.replace(found, claims=(first, second, third))

    run_book(one_report, extractor=with_part, extractor_name="parts")
    first = claim_with(one_report, 9).id
    judge(one_report, "reject", [first], who="Amal", why="no", now=NOW, kit=bare_kit())
    run_book(one_report, extractor=with_part, extractor_name="parts")
    part, third = claim_with(one_report, 4), claim_with(one_report, 12)
    assert (part.part_of, part.restates, part.supersedes) == (None, None, third.id)


@pytest.mark.parametrize("order", ["page first", "extractor first", "both at once"])
def test_twenty_judgements_outlive_a_new_edition_and_a_better_extractor(tmp_path, monkeypatch, order):
    """Twenty judgements; the page is fetched again with another advert; an extractor moves every span by a word.

    None is orphaned, each stands on the claim of the same paragraph, every move is logged once, a rebuild changes
    nothing, and going back to the old extractor finds the old ids.
    """
    use(monkeypatch, count_words)
    root = new_book(tmp_path)
    site = write(
        tmp_path / "day.html", page("Subscribe now and save on your first year of reading with us, dear reader.")
    )
    run_book(root, site)
    claims = sorted(snapshot(root).claims.values(), key=lambda c: c.span)
    assert len(claims) == 22
    names = {district(root, claim): claim.id for claim in claims}
    chance = random.Random(7)
    chosen = chance.sample(sorted(names), 20)
    for number, name in enumerate(chosen[:16]):
        judged(root, "correct", names[name], "group", f"mark{number}")
    for name in chosen[16:18]:
        judged(root, "reject", names[name])
    judged(root, "same", names[chosen[18]], names[chosen[19]])
    judged(root, "not-same", names[chosen[18]], names[chosen[0]])

    again = write(
        tmp_path / "later" / "day.html",
        page("Carpets, 40 % off: only today in all our shops by the river, free delivery."),
    )
    steps = {
        "page first": [((again,), count_words), ((), shifted_words)],
        "extractor first": [((), shifted_words), ((again,), shifted_words)],
        "both at once": [((again,), shifted_words)],
    }[order]
    for files, extractor in steps:
        outcome = run_book(root, *files, extractor=extractor, extractor_name=extractor.__name__)
        assert [i for i in outcome.issues if i.code == "judgement-orphaned"] == []
    view = snapshot(root)
    assert len(view.documents) == 2
    assert len(view.claims) == 20
    marks = {district(root, c): c.who.group for c in view.claims.values() if c.who.group}
    assert marks == {name: f"mark{number}" for number, name in enumerate(chosen[:16])}
    assert not {district(root, c) for c in view.claims.values()} & set(chosen[16:18])

    moved = [e for e in view.entries if e.kind == "re_anchor"]
    assert {e.body["judgement"] for e in moved} == {
        e.seq for e in view.entries if e.kind in {"correct", "reject", "same", "not_same"}
    }
    extractor = steps[-1][1]
    expected = dumped(root)
    rebuild(
        root, kit=bare_kit(), extractor=extractor, extractor_name=extractor.__name__, now=NOW + dt.timedelta(days=1)
    )
    assert dumped(root) == expected
    run_book(root, extractor=count_words, extractor_name="words 1")
    run_book(root, extractor=extractor, extractor_name=extractor.__name__)
    after = [e for e in snapshot(root).entries if e.kind == "re_anchor"]
    assert len(after) <= 2 * len(moved)
    run_book(root, extractor=count_words, extractor_name="words 1")
    run_book(root, extractor=extractor, extractor_name=extractor.__name__)
    assert len([e for e in snapshot(root).entries if e.kind == "re_anchor"]) == len(after)


def district(root, claim) -> str:
    """Return the district named just before the claim, which no two claims share."""
    text = snapshot(root).documents[claim.document].text
    return text[: claim.span[0] + 2].rpartition("In the ")[2].split(" district")[0]


def test_a_judgement_whose_words_are_gone_is_an_issue_and_has_no_effect(tmp_path, monkeypatch):
    """It is listed with what it pointed at, and works again when the words come back."""
    use(monkeypatch, count_words)
    root = new_book(tmp_path)
    story = (
        "url: https://furat.example/x\npublished: 2019-05-01\n\n9 people were killed in Hama. "
        + "The rest stays the same here. " * 5
    )
    run_book(root, write(tmp_path / "a.txt", story))
    judged(root, "correct", claim_with(root, 9).id, "status", "civilian")
    outcome = run_book(root, write(tmp_path / "b.txt", story.replace("9 people", "19 people")))
    (orphan,) = [i for i in outcome.issues if i.code == "judgement-orphaned"]
    assert "9 people were killed" in orphan.message
    assert [i.code for i in outcome.issues if i.code.startswith("edition")] == ["edition-changed"]
    assert claim_with(root, 19).who.status == "unknown"
    outcome = run_book(root, write(tmp_path / "c.txt", story.replace("9 people", "9 people").replace("rest", "others")))
    assert [i for i in outcome.issues if i.code == "judgement-orphaned"] == []
    assert claim_with(root, 9).who.status == "civilian"


def test_entries_cannot_be_altered_in_the_database(one_report):
    """The database itself refuses, so that no bug of ours can rewrite the ledger."""
    judged(one_report, "reject", claim_with(one_report, 9).id)
    for statement in ("UPDATE entries SET author = 'Nobody'", "DELETE FROM entries"):
        with pytest.raises(IntegrityError, match="append-only"), tampering(one_report) as connection:
            connection.exec_driver_sql(statement)


@pytest.mark.postgresql_only("SQLite knows no TRUNCATE")
def test_the_ledger_cannot_be_emptied_in_the_database(one_report):
    """Not in one statement either, which no trigger on rows would see."""
    with pytest.raises(IntegrityError, match="append-only"), tampering(one_report) as connection:
        connection.exec_driver_sql("TRUNCATE entries")


def test_judgements_made_before_and_after_a_move_stay_on_one_claim(tmp_path, monkeypatch):
    """One person judged the old id, another the new one; when that is gone too, both follow the words."""
    use(monkeypatch, count_words)
    root = new_book(tmp_path)
    address = "url: https://furat.example/x\npublished: 2019-05-01\n\n"
    story = "9 people were killed in Hama on the road to the mill. " + "The rest stays the same here. " * 5
    run_book(root, write(tmp_path / "a.txt", address + story))
    judged(root, "correct", claim_with(root, 9).id, "status", "civilian")
    run_book(root, write(tmp_path / "b.txt", address + "An advert. " + story))
    judged(root, "correct", claim_with(root, 9).id, "group", "family")
    outcome = run_book(root, write(tmp_path / "c.txt", address + "Another advert, a longer one. " + story))
    assert [i.code for i in outcome.issues] == []
    claim = claim_with(root, 9)
    assert (claim.who.status, claim.who.group) == ("civilian", "family")
    assert len(snapshot(root).claims) == 1


def test_incident_ids_are_permanent_when_claims_get_other_ids(tmp_path):
    """A new edition and an extractor that moves every span: the events are the same, so are their ids and codes."""
    root = new_book(tmp_path)
    site = write(
        tmp_path / "day.html", page("Subscribe now and save on your first year of reading with us, dear reader.")
    )
    run_book(root, site)
    before = {(i.id, i.code) for i in snapshot(root).incidents.values()}
    assert before
    again = write(tmp_path / "later" / "day.html", page("Carpets, 40 % off: only today in all our shops by the river."))
    run_book(root, again, extractor=shifted_words, extractor_name="shifted")
    view = snapshot(root)
    assert {(i.id, i.code) for i in view.incidents.values()} == before
    minted = len([e for e in view.entries if e.kind == "mint"])
    rebuild(root, kit=bare_kit(), extractor=shifted_words, extractor_name="shifted", now=NOW)
    assert len([e for e in snapshot(root).entries if e.kind == "mint"]) == minted == len(before)
