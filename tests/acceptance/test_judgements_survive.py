"""Check 4: fifty judgements of all kinds and a signed figure survive a changed page, another reader and another extractor."""

import re

import msgspec
import pytest

from books import NOW, bare_kit, count_words, dumped, new_book, run_book, shifted_words, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.adding import Wanted, add
from tollbook.flow.judging.confirming import confirm_actor, confirm_place
from tollbook.flow.judging.judge import judge
from tollbook.flow.judging.signing import sign
from tollbook.flow.rebuild import rebuild
from tollbook.flow.run import bring_up_to_date
from tollbook.model.claim import Extraction
from tollbook.model.count import Count
from tollbook.places.hand import confirmed_entry
from tollbook.read import file as reading
from tollbook.read.html import read_html
from tollbook.vocab.actors import row_of

STREETS = [
    "Acacia", "Baker", "Cedar", "Dove", "Elm", "Fig", "Garden", "Harbour", "Iron", "Juniper", "Kiln", "Lemon", "Mill",
    "North", "Olive", "Palm", "Quarry", "River", "Station", "Tower", "Union", "Valley", "Well", "Xenia", "Yard", "Zion",
    "Amber", "Bridge", "Canal", "Dyer", "East", "Falcon", "Grove", "Hill", "Inn", "Jasmine", "Kings", "Lane", "Market", "Nile",
    "Orchard", "Park", "Queen", "Rose", "Silk", "Temple", "Upper", "Vine", "West", "Xylon",
]  # fmt: skip
LOST, SPLIT, PARTNER = "Falcon", "Grove", "Vine"
"""Streets whose claims the other extractor does not find, cuts in two, or loses beside a signed figure."""
SIGNED = "Upper"
PAGE = """<!doctype html><html><head><title>A day in the streets</title>
<meta property="article:published_time" content="2019-05-01"><link rel="canonical" href="https://furat.example/day">
</head><body><article><h1>A day in the streets</h1>{paragraphs}</article></body></html>"""


def number_of(street: str) -> int:
    """Return how many the page counts in a street; each street its own, so that orphans can be told."""
    return 3 + STREETS.index(street)


def page(advert: str) -> str:
    """Return a page of fifty claims with an advert in its middle."""
    paragraphs = [
        f"<p>In {street} street, residents told the agency on Wednesday that {number_of(street)} people were killed in "
        f"{'Hama' if number % 2 else 'Homs'} when a house near the {street} mosque was struck at dawn.</p>"
        for number, street in enumerate(STREETS)
    ]
    paragraphs.insert(7, f"<p>{advert}</p>")
    return PAGE.replace("{paragraphs}", "".join(paragraphs))


def another_reader(content: bytes, subject: str):
    """Read a page as a later reader might: its heading kept, paragraphs wrapped and set apart by more white space."""
    read = read_html(content, subject)
    body = re.sub(r"\n+", "\n\n", read.text)
    wrapped = re.sub(r"(.{60,90}?) ", r"\1\n", body)
    return msgspec.structs.replace(read, text=f"A DAY IN THE STREETS\n\n{wrapped}")


def another_extractor(document, kit) -> Extraction:
    """Read as a later extractor might: other spans and ids, one claim lost, one beside a signature lost, one cut in two."""
    found = shifted_words(msgspec.structs.replace(document, text=document.text.replace("\n", " ")), kit)
    claims = []
    for claim in found.claims:
        text = document.text[slice(*claim.span)]
        kept = msgspec.structs.replace(claim, quote=text)
        if claim.count.low in {number_of(LOST), number_of(PARTNER)}:
            continue
        if claim.count.low == number_of(SPLIT):
            half = claim.count.low // 2
            rest = claim.count.low - half
            claims += [
                msgspec.structs.replace(kept, count=Count(n, n), id=f"{claim.id}{k}", ordinal=k)
                for k, n in enumerate((half, rest))
            ]
            continue
        claims.append(kept)
    return Extraction(document=found.document, claims=tuple(claims))


def street_of(view, claim) -> str:
    """Return the street named just before a claim."""
    text = view.documents[claim.document].text
    (street,) = re.findall(r"In\s+(\w+)\s+street", text[: claim.span[0] + 12])[-1:]
    return street


@pytest.fixture
def judged_book(tmp_path, monkeypatch):
    """Return a book with fifty judgements and a signature, and what was judged of which street."""
    monkeypatch.setenv("TOLLBOOK_DATA", str(tmp_path / "data"))

    def with_it(book, engine, kit, now, progress, **_):
        return bring_up_to_date(book, engine, kit, now, progress, extractor=count_words, extractor_name="words 1")

    for module in ("judging.judge", "judging.adding", "judging.signing"):
        monkeypatch.setattr(f"tollbook.flow.{module}.bring_up_to_date", with_it)
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "day.html", page("Subscribe now and save on your first year of reading with us.")))
    view = snapshot(root)
    claims = {street_of(view, c): c.id for c in view.claims.values()}
    assert len(claims) == len(STREETS)

    def word(action, *words):
        return judge(root, action, words, who="Amal", why="seen by myself", now=NOW, kit=bare_kit())[0].seq

    marks = {street: f"mark{k}" for k, street in enumerate(STREETS[:28])}
    seqs = {street: word("correct", claims[street], "group", mark) for street, mark in marks.items()}
    for street in STREETS[28:31]:
        word("reject", claims[street])
    seqs[LOST] = word("correct", claims[LOST], "status", "civilian")
    seqs[SPLIT] = word("correct", claims[SPLIT], "status", "civilian")
    for one, other in (("Hill", "Inn"), ("Jasmine", "Kings"), (SIGNED, PARTNER)):
        seqs[one] = word("same", claims[one], claims[other])
    for one, other in (("Hill", "Lane"), ("Market", "Nile"), ("Park", "Queen")):
        word("not-same", claims[one], claims[other])
    word("sub-of", claims["Orchard"], claims["Market"])
    word("not-sub-of", claims["Rose"], claims["Market"])
    taken_back = word("correct", claims["Silk"], "status", "combatant")
    word("undo", str(taken_back))
    for street, field, value in (("Silk", "means", "airstrike"), ("Temple", "when", "2019-04-30")):
        word("correct", claims[street], field, value)
    (document,) = view.documents
    for street in ("Rose", "Xylon"):
        wish = Wanted(words=f"a house near the {street} mosque", fields={"harm": "injured", "count": "2"})
        add(root, document, [wish], who="Amal", why="missed", now=NOW, kit=bare_kit(), one_incident=street == "Rose")
    confirm_place(
        root, confirmed_entry("Zion street", 35.1, 36.7, level="street", country="SY", aliases=()), who="Amal", now=NOW
    )
    actor = {"id": "m-brigade", "name": "Mardan Brigade", "kind": "non_state_armed", "countries": ["SY"]}
    confirm_actor(root, row_of(actor), who="Amal", now=NOW)
    incident = next(i for i in snapshot(root).incidents.values() if claims[SIGNED] in i.claims)
    sign(root, f"{incident.id}/killed", who="Basil", why="checked", now=NOW, kit=bare_kit())
    said = [e for e in snapshot(root).entries if e.kind not in {"mint", "redirect", "re_anchor", "sign_off"}]
    assert len(said) >= 48
    assert len({e.kind for e in said}) == 11
    return root, marks, seqs, incident.id


def test_fifty_judgements_and_a_signature_survive_page_reader_and_extractor(tmp_path, monkeypatch, judged_book):
    """Every judgement whose claim is still told holds; the others are listed; moves are logged; the signature stands."""
    root, marks, seqs, incident = judged_book
    before = snapshot(root)
    signed = next(f for f in before.incidents[incident].figures if f.harm == "killed" and f.axis == "all")
    assert (signed.range.low, signed.range.high) == (number_of(SIGNED), number_of(PARTNER))
    monkeypatch.setattr(reading, "read_html", another_reader)
    site = write(tmp_path / "later" / "day.html", page("Carpets, 40 % off: only today in all our shops by the river."))
    outcome = run_book(root, site, extractor=another_extractor, extractor_name="words 2")
    view = snapshot(root)
    assert len(view.documents) == 2

    told = {street_of(view, c): c for c in view.claims.values() if c.harm == "killed"}
    assert {s: told[s].who.group for s in marks} == marks
    assert not set(STREETS[28:31]) & set(told)
    assert (told["Silk"].means.value, str(told["Temple"].when.interval.start)) == ("airstrike", "2019-04-30")
    assert told["Silk"].who.status != "combatant"
    assert sorted(street_of(view, c) for c in view.claims.values() if c.harm == "injured") == ["Rose", "Xylon"]
    of = {street_of(view, view.claims[c]): i for i in view.incidents.values() for c in i.claims if c in view.claims}
    assert of["Hill"].id == of["Inn"].id != of["Lane"].id
    assert of["Jasmine"].id == of["Kings"].id
    assert of["Orchard"].sub_of == of["Market"].id

    orphans = {i.subject for i in outcome.issues if i.code == "judgement-orphaned"}
    assert orphans == {f"judgement {seqs[s]}" for s in (LOST, SPLIT, SIGNED)}
    moved = {e.body["judgement"] for e in view.entries if e.kind == "re_anchor"}
    assert {seqs[s] for s in marks} <= moved

    figure = next(f for f in view.incidents[incident].figures if f.harm == "killed" and f.axis == "all")
    assert figure.range == signed.range
    assert figure.signed_by == "Basil"
    assert (figure.proposed.low, figure.proposed.high) == (number_of(SIGNED), number_of(SIGNED))
    assert "signed-figure-differs" in {i.code for i in outcome.issues}

    again = dumped(root)
    rebuild(root, kit=bare_kit(), extractor=another_extractor, extractor_name="words 2", now=NOW)
    assert dumped(root) == again


def test_a_signed_figure_whose_incident_is_gone_is_listed(tmp_path, monkeypatch, judged_book):
    """When nothing of a signed incident is told any more, the signature is an Issue, not silence."""
    root, _, _, incident = judged_book

    def silent(document, kit):
        found = count_words(document, kit)
        kept = tuple(c for c in found.claims if c.count.low not in {number_of(SIGNED), number_of(PARTNER)})
        return Extraction(document=document.id, claims=kept)

    outcome = run_book(root, extractor=silent, extractor_name="words 3")
    (issue,) = [i for i in outcome.issues if i.code == "signed-figure-orphaned"]
    assert issue.subject == incident
    assert f"{number_of(SIGNED)}-{number_of(PARTNER)}" in issue.message
