"""Redaction: what a policy withholds stands in nothing that is made from the edition, and what is withheld is listed."""

import datetime as dt
import html
import json
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions import everything
from snapshots import mardan_week
from tollbook.model.claim import Evidence, Original
from tollbook.model.document import NOTE
from tollbook.model.incident import Reason
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading
from tollbook.model.snapshot import Snapshot
from tollbook.publish.coarse import coarse_interval, coarse_place
from tollbook.publish.finding import Finder, pattern_of
from tollbook.publish.persons import person_in
from tollbook.publish.quoted import BLACK, without_quotes
from tollbook.publish.redact import SOURCE, edition_of, leaks
from tollbook.vocab.policies import (
    AtRisk,
    Dates,
    Embargo,
    Names,
    Places,
    Policy,
    Sources,
    Words,
    load_policy,
    policy_names,
)

DAY = dt.date(2017, 9, 1)
OPEN = Policy(
    name="open",
    names=Names(minors="keep", authors="keep"),
    sources=Sources(unnamed="keep"),
    places=Places(least_radius_m=0),
    words=Words(originals="keep"),
)


def with_who(view: Snapshot, claim: str, **fields) -> Snapshot:
    """Return the week with the victims of a claim as given."""
    changed = msgspec.structs.replace(view.claims[claim], who=msgspec.structs.replace(view.claims[claim].who, **fields))
    return msgspec.structs.replace(view, claims={**view.claims, claim: changed})


def some_claim(view: Snapshot) -> str:
    """Return the id of a claim that an incident holds."""
    return next(iter(view.incidents.values())).claims[0]


def quoting(view: Snapshot, quote: str) -> Snapshot:
    """Return the week with ``quote`` as every claim's and record's words, and in every sentence that quotes them."""
    claims = {k: msgspec.structs.replace(c, quote=quote) for k, c in view.claims.items()}
    for name, claim in claims.items():
        if claim.when:
            claims[name] = msgspec.structs.replace(claim, when=msgspec.structs.replace(claim.when, quote=quote))
    told = Reason("denied", f"somebody denies it: “{quote}”, and again “{quote}” here", ())
    incidents = {k: _told(i, told) for k, i in view.incidents.items()}
    body = {"claim": {"claim": "x", "quote": quote}, "field": "count", "value": "41", "why": f"it says “{quote}”"}
    return msgspec.structs.replace(
        view,
        claims=claims,
        incidents=incidents,
        records=tuple(msgspec.structs.replace(r, quote=quote) for r in view.records),
        totals=tuple(msgspec.structs.replace(t, statements=(told,)) for t in view.totals),
        issues=(Issue("when-after", "warning", next(iter(claims)), f'"{quote}" is after the report', ""),),
        entries=(Entry(seq=1, kind="correct", author="Noor", time="2017-08-24T00:00:00Z", body=body, previous=""),),
    )


def _told(incident, told):
    figures = tuple(
        msgspec.structs.replace(
            f, range=msgspec.structs.replace(f.range, reasons=(told,), beside=(told,), rules=(told,))
        )
        for f in incident.figures
    )
    grade = msgspec.structs.replace(incident.grade, why=(told.text,), needs=(told.text,))
    return msgspec.structs.replace(incident, figures=figures, grade=grade, links=(told,), answers=(told,))


@pytest.mark.parametrize(("group", "ages", "is_gone"), [("children", (), True), (None, ("9",), True), (None, ("aged 17",), True), (None, ("42",), False), ("women", (), False)])  # fmt: skip
def test_a_minors_name_is_withheld_by_group_or_age(group, ages, is_gone):
    """Everybody else's stays, unless the policy says otherwise."""
    view = mardan_week()
    claim = some_claim(view)
    name = "Haddad"
    view = with_who(view, claim, names=(name,), group=group, ages=ages)
    edition = edition_of(view, msgspec.structs.replace(OPEN, names=Names(minors="withhold", authors="keep")), DAY)
    assert (name in edition.secrets) == is_gone
    assert (name in everything(edition)) != is_gone


def test_words_are_blacked_out_letter_for_letter():
    """Every quote still stands where its span says."""
    policy = msgspec.structs.replace(OPEN, names=Names(minors="keep", authors="keep", also=("Haddad", "Tannery")))
    edition = edition_of(mardan_week(), policy, DAY)
    assert "Haddad" not in everything(edition)
    assert BLACK * len("Haddad") in everything(edition)
    for claim in edition.snapshot.claims.values():
        text = edition.snapshot.documents[claim.document].text
        assert text[slice(*claim.span)] == claim.quote


def test_a_source_the_actor_list_does_not_know_is_a_source():
    """A teacher who spoke to a reporter is nobody in particular; a known monitor stays."""
    policy = msgspec.structs.replace(OPEN, sources=Sources(unnamed="withhold"))
    edition = edition_of(mardan_week(), policy, DAY)
    names = {s.name for c in edition.snapshot.claims.values() for s in c.said_by}
    assert "a source" in names
    assert not [n for n in names if "Haddad" in n]
    assert {w.kind for w in edition.withheld} == {"source", "name"}


def test_a_source_named_in_the_policy_is_withheld_though_it_is_known():
    """By id or by name."""
    view = mardan_week()
    known = next(s for c in view.claims.values() for s in c.said_by if s.actor)
    edition = edition_of(
        view, msgspec.structs.replace(OPEN, sources=Sources(unnamed="keep", withhold=(known.actor,))), DAY
    )
    assert known.actor not in {s.actor for c in edition.snapshot.claims.values() for s in c.said_by}


def test_an_embargoed_incident_is_not_there_before_its_day():
    """By its code, until the day; and by age, where the last days are held back."""
    view = mardan_week()
    incident = next(i for i in view.incidents.values() if i.when and i.when.end)
    waiting = Dates(embargoes=(Embargo(item=incident.code, until=dt.date(2017, 10, 1)),))
    before = edition_of(view, msgspec.structs.replace(OPEN, dates=waiting), DAY)
    assert incident.id not in before.snapshot.incidents
    assert incident.code not in everything(before)
    after = edition_of(view, msgspec.structs.replace(OPEN, dates=waiting), dt.date(2017, 10, 1))
    assert incident.id in after.snapshot.incidents
    young = edition_of(
        view, msgspec.structs.replace(OPEN, dates=Dates(embargo_days=3)), incident.when.end + dt.timedelta(2)
    )
    assert incident.id not in young.snapshot.incidents


def test_a_restricted_report_takes_its_incidents_with_it():
    """And every id of them is a secret of the edition."""
    view = mardan_week()
    incident = next(iter(view.incidents.values()))
    edition = edition_of(view, OPEN, DAY, documents=incident.documents[:1])
    assert incident.id not in edition.snapshot.incidents
    assert incident.code not in everything(edition)
    assert set(incident.claims) & edition.secrets


PLACE = Place("X", 36.2145, 38.4263, 100, "site", "exact")


@pytest.mark.parametrize("least", [500, 1000, 5000, 25000])
def test_a_coarse_place_still_holds_the_truth_and_says_no_more_than_its_square(least):
    """The disc told holds the point meant, and two points of one square become one."""
    policy = msgspec.structs.replace(OPEN, places=Places(least_radius_m=least))
    told = coarse_place(PLACE, policy)
    near = coarse_place(msgspec.structs.replace(PLACE, lat=PLACE.lat + 1e-5), policy)
    assert told.radius_m >= least
    assert abs(told.lat - PLACE.lat) * 111_320 <= told.radius_m
    assert (near.lat, near.lon) == (told.lat, told.lon)
    assert coarse_place(msgspec.structs.replace(PLACE, radius_m=least), policy).radius_m == least


def test_near_people_at_risk_places_are_coarser_than_elsewhere():
    """A disc of the policy has a radius of its own."""
    risk = AtRisk(name="camp", lat=36.2, lon=38.4, radius_m=10_000, least_radius_m=20_000)
    policy = msgspec.structs.replace(OPEN, places=Places(least_radius_m=0, at_risk=(risk,)))
    far = msgspec.structs.replace(PLACE, lat=35.0)
    assert coarse_place(PLACE, policy).radius_m >= 20_000
    assert coarse_place(far, policy) == far


@pytest.mark.parametrize(
    ("grain", "first", "last"),
    [("week", dt.date(2017, 8, 21), dt.date(2017, 8, 27)), ("month", dt.date(2017, 8, 1), dt.date(2017, 8, 31)), ("year", dt.date(2017, 1, 1), dt.date(2017, 12, 31))],
)  # fmt: skip
def test_a_coarse_day_is_the_whole_week_month_or_year(grain, first, last):
    """From Monday to Sunday, from the first to the last."""
    from snapshots import days  # noqa: PLC0415  # beside its use

    told = coarse_interval(days("23"), grain)
    assert (told.start, told.end) == (first, last)


def test_originals_and_evidence_stay_inside():
    """What somebody said in confidence is in no edition for others, in no language."""
    view = mardan_week()
    name = some_claim(view)
    claim = msgspec.structs.replace(
        view.claims[name],
        original=Original(quote="قالوا", language="ar", translator="Zed"),
        evidence=(Evidence(sha256="a" * 64, name="house-of-amal.jpg", media_type="image/jpeg"),),
    )
    document = msgspec.structs.replace(view.documents[claim.document], media_type=NOTE, outlet="Dr Amal")
    view = msgspec.structs.replace(
        view, claims={**view.claims, name: claim}, documents={**view.documents, document.id: document}
    )
    told = everything(edition_of(view, msgspec.structs.replace(OPEN, words=Words(originals="withhold")), DAY))
    assert not [word for word in ("قالوا", "Zed", "house-of-amal", "Dr Amal", "lost their lives") if word in told]


def test_a_short_name_is_a_whole_word():
    """A withheld "Ali" leaves "Alliance" as it stands; a longer name goes wherever it stands, in Arabic with its prefixes too."""
    pattern = pattern_of(["Ali", "زبيدة", "Haddad"])
    assert [m[0] for m in pattern.finditer("Alliance jets; Ali. وزبيدة Haddads")] == ["Ali", "زبيدة", "Haddad"]


def test_leaks_are_found_in_names_and_in_bytes():
    """The last look before anything is written."""
    edition = msgspec.structs.replace(edition_of(mardan_week(), OPEN, DAY), secrets=frozenset({"Haddad"}))
    assert leaks(edition, [("a.csv", b"x"), ("b.csv", b"y Haddad"), ("Haddad.csv", b"")]) == [
        ("b.csv", "Haddad"),
        ("Haddad.csv", "Haddad"),
    ]


@pytest.mark.parametrize("name", ["Dr. Salem (al-Noor)", "Dr. B.", "«Um Ali»", "Omar Haddad"])
def test_a_speaker_whose_name_ends_in_a_sign_is_named_in_no_total_and_no_sentence(name):
    """Brackets and full stops are no letters, and the name is one all the same."""
    view = mardan_week()
    total = view.totals[0]
    speaker = msgspec.structs.replace(view.claims[total.claim].said_by[0], name=name, actor=None)
    claim = msgspec.structs.replace(view.claims[total.claim], said_by=(speaker,))
    told = Reason("possible", f"2 more of {name}'s figures may lie inside", (claim.id,))
    total = msgspec.structs.replace(total, speaker=name, statements=(told,))
    view = msgspec.structs.replace(view, claims={**view.claims, claim.id: claim}, totals=(total,))
    edition = edition_of(view, msgspec.structs.replace(OPEN, sources=Sources(unnamed="withhold")), DAY)
    assert edition.snapshot.totals[0].speaker == SOURCE
    assert edition.snapshot.totals[0].statements[0].text == "2 more of a source's figures may lie inside"


def test_a_known_source_goes_by_the_name_of_the_actor_list_too():
    """A total bears that name, whatever the report calls it."""
    view = mardan_week()
    total = msgspec.structs.replace(view.totals[0], speaker="The Monitor of the Lake")
    policy = msgspec.structs.replace(OPEN, sources=Sources(unnamed="keep", withhold=("lake-monitor",)))
    called = {"lake-monitor": "The Monitor of the Lake", "nobody-here": "Nobody"}
    edition = edition_of(msgspec.structs.replace(view, totals=(total,)), policy, DAY, called=called)
    assert edition.snapshot.totals[0].speaker == SOURCE
    assert "Nobody" not in {w.value for w in edition.withheld}


def test_a_speaker_is_no_party_and_has_no_office_in_a_record():
    """What a statement says of who makes it goes with the name."""
    view = mardan_week()
    said = msgspec.structs.replace(
        view.records[0],
        details={"speaker": "Omar Haddad", "position": "head teacher"},
        actors={"denier": view.records[0].said_by},
    )
    view = msgspec.structs.replace(view, records=(said,))
    (record,) = edition_of(
        view, msgspec.structs.replace(OPEN, sources=Sources(unnamed="withhold")), DAY
    ).snapshot.records
    assert record.details == {"speaker": SOURCE}
    assert {a.name for a in record.actors["denier"]} == {SOURCE}


def test_who_set_a_grade_is_nobody_by_name():
    """As who signed a figure."""
    view = mardan_week()
    incident = next(iter(view.incidents.values()))
    grade = msgspec.structs.replace(incident.grade, why=("set by Noor Amin", "the rules say Weak"))
    signed = Entry(seq=1, kind="sign_off", author="Noor Amin", time="2017-08-24T00:00:00Z", body={}, previous="")
    changed = msgspec.structs.replace(incident, grade=grade)
    view = msgspec.structs.replace(view, incidents={**view.incidents, incident.id: changed}, entries=(signed,))
    policy = msgspec.structs.replace(OPEN, names=Names(minors="keep", authors="withhold"))
    shown = edition_of(view, policy, DAY).snapshot.incidents[incident.id]
    assert shown.grade.why == ("set by a recorder", "the rules say Weak")


@pytest.mark.parametrize("word", ['Salem "Abu Ali" Noor', "C:\\Leila", "Leila\nNoor", "Tab\tbed"])
def test_a_word_that_files_escape_is_blacked_out_and_found(word):
    """In values it stands plain; in JSON, CSV and pages behind escapes."""
    view = with_who(mardan_week(), some_claim(mardan_week()), names=(word,))
    document = next(iter(view.documents.values()))
    view = msgspec.structs.replace(
        view, documents={**view.documents, document.id: msgspec.structs.replace(document, outlet=f"The {word} Post")}
    )
    edition = edition_of(
        view, msgspec.structs.replace(OPEN, names=Names(minors="keep", victims="withhold", authors="keep")), DAY
    )
    assert edition.snapshot.documents[document.id].outlet == f"The {BLACK * len(word)} Post"
    written = [
        msgspec.json.encode({"a": [word]}),
        ",".join(["x", '"' + word.replace('"', '""') + '"']).encode(),
        html.escape(word).encode(),
        quote(word).encode(),
        " ".join(word.split()).encode(),
    ]
    assert [leaks(edition, [("a", content)]) for content in written] == [[("a", word)]] * len(written)


def test_a_name_that_a_line_break_cuts_is_the_same_name():
    """Reports wrap their lines where they like."""
    view = mardan_week()
    document = view.documents["d_wire"]
    text = document.text.replace("Omar Haddad", "Omar\nHaddad")
    changed = msgspec.structs.replace(document, text=text)
    policy = msgspec.structs.replace(OPEN, names=Names(minors="keep", authors="keep", also=("Omar Haddad",)))
    edition = edition_of(msgspec.structs.replace(view, documents={**view.documents, "d_wire": changed}), policy, DAY)
    assert "Teacher ███████████ said" in edition.snapshot.documents["d_wire"].text


def test_a_withheld_number_changes_no_day():
    """Days are no texts: a policy that lists "2017" blacks out sentences and leaves the record whole."""
    policy = msgspec.structs.replace(OPEN, names=Names(minors="keep", authors="keep", also=("2017",)))
    edition = edition_of(mardan_week(), policy, DAY)
    assert {d.published for d in edition.snapshot.documents.values()} == {dt.date(2017, 8, 23), dt.date(2017, 8, 22)}


@settings(max_examples=25, deadline=None)
@given(
    first=st.sampled_from(["Omar", "Um Ali", "Jean-Luc", "Nour"]),
    last=st.sampled_from(["Haddad", "al-Din", "O'Hara", "Öz"]),
    before=st.sampled_from(["", "Dr. ", "the doctor "]),
    words=st.sampled_from(["“I saw it,” said {}.", "{} told us: 14 dead", "As {}\nsaid", '"{}"']),
)
def test_a_person_who_speaks_unnamed_stands_in_no_quotation_either(first, last, before, words):
    """The public policy blacks the name out in reports' own sentences too; asked to, it keeps it there."""
    view = mardan_week()
    name = f"{first} {last}"
    reading = ActorReading((0, 1), name, f"{before}{name}", "speaker", "test")
    owner = some_claim(view)
    quote = words.format(name)
    claim = msgspec.structs.replace(view.claims[owner], said_by=(reading,), quote=quote, span=(0, len(quote)))
    document = view.documents[claim.document]
    text = quote + document.text[len(quote) :]
    view = msgspec.structs.replace(
        view,
        claims={**view.claims, owner: claim},
        documents={
            **view.documents,
            document.id: msgspec.structs.replace(document, text=text, title=f"{name}, witness"),
        },
    )
    edition = edition_of(view, load_policy("public"), DAY)
    assert not Finder([name]).found_as_read(everything(edition))
    assert name in edition.secrets
    assert edition.snapshot.documents[document.id].text[slice(*claim.span)] == edition.snapshot.claims[owner].quote
    kept = Policy(name="p", sources=Sources(in_quotes="keep"))
    assert Finder([name]).found_as_read(everything(edition_of(view, kept, DAY)))


@pytest.mark.parametrize(
    ("name", "position", "person"),
    [
        ("Dr. Omar Haddad", None, "Omar Haddad"),
        ("Omar Haddad", "head teacher", "Omar Haddad"),
        ("spokesman Abu Ali al-Din", None, "Abu Ali al-Din"),
        ("a doctor at the hospital", None, None),
        ("residents", None, None),
        ("Mardan Media Office", None, None),
        ("The Lake Committee", None, None),
        ("Damascus", None, None),
        ("شهود عيان", None, None),
        ("محمد الأحمد", "مدير المستشفى", "محمد الأحمد"),
        ("", None, None),
    ],
)
def test_a_role_or_a_body_is_nobodys_name(name, position, person):
    """Blacking "residents" out of every sentence would hide the record and nobody."""
    assert person_in(name, position) == person


def test_a_town_is_not_blacked_out_because_somebody_took_it_for_a_speaker():
    """What a place is called stays: "Deir Hafer said"."""
    view = mardan_week()
    owner = some_claim(view)
    reading = ActorReading((0, 1), "x", "Deir Hafer", "speaker", "test")
    where = msgspec.structs.replace(view.claims[owner].where, name="Deir Hafer")
    claim = msgspec.structs.replace(view.claims[owner], said_by=(reading,), where=where)
    view = msgspec.structs.replace(view, claims={**view.claims, owner: claim})
    assert "Deir Hafer" not in edition_of(view, load_policy("public"), DAY).secrets


NAMES = [
    "Haddad",
    "Mardan",
    "Tannery",
    "Alliance",
    "قرية",
    "Monitor",
    'Um "Ali"',
    "Noor (Sr.)",
    "A&B <c>",
    "x\\y",
]


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(st.sampled_from(NAMES), max_size=4),
    name=st.sampled_from(["Omar", 'Omar "the Elder" Noor', "Dr. Omar (al-Noor)", "«Omar»"]),
    minors=st.sampled_from(["keep", "withhold"]),
    victims=st.sampled_from(["keep", "withhold"]),
    unnamed=st.sampled_from(["keep", "withhold"]),
    hidden=st.integers(0, 3),
    radius=st.sampled_from([0, 1000, 50_000]),
    grain=st.sampled_from(["day", "week", "month"]),
)
def test_no_withheld_value_reaches_anything_that_leaves(words, name, minors, victims, unnamed, hidden, radius, grain):
    """Whatever the policy: no secret in any shape, sidecar, page, brief or release; all of them are listed."""
    view = with_who(mardan_week(), some_claim(mardan_week()), names=(name,), ages=("12",))
    outlet = msgspec.structs.replace(view.documents["d_wire"], outlet=f"The {name} Post of {' and '.join(words)}")
    speaker = msgspec.structs.replace(view.totals[1], speaker=f"{name}'s office")
    view = msgspec.structs.replace(
        view, documents={**view.documents, "d_wire": outlet}, totals=(view.totals[0], speaker)
    )
    policy = Policy(
        name="any",
        names=Names(minors=minors, victims=victims, also=tuple(words)),
        sources=Sources(unnamed=unnamed),
        places=Places(least_radius_m=radius),
        dates=Dates(coarsen=grain),
    )
    edition = edition_of(view, policy, DAY, documents=list(view.documents)[: hidden if hidden < 2 else 0])
    told = everything(edition)
    assert not [word for secret in edition.secrets for word in Finder([secret]).found_as_read(told)]
    listed = {w.value for w in edition.withheld}
    assert set(words) <= listed


@pytest.mark.parametrize(
    "text",
    [
        "<p>Omar <bdi>Haddad</bdi></p>",
        "<b>Omar</b> Haddad",
        "Omar \u2068Haddad\u2069",
        "Omar\u200f Haddad",
        "Om\u200bar Haddad",
        "Omar&#32;Haddad </i>",
        '{"a":"Omar\\u0020Haddad"}',
        "Omar\nHaddad",
    ],
)
def test_a_name_is_found_through_tags_and_marks_of_direction(text):
    """As a reader of the file sees it."""
    assert Finder(["Omar Haddad"]).found_as_read(text) == ["Omar Haddad"]
    assert Finder(["Omar Haddad"]).found_as_read("<p>Omar</p> and <p>Haddad</p>") == []


def test_a_name_with_marks_of_direction_in_it_is_blacked_out():
    """Right-to-left programs set them between words."""
    assert pattern_of(["Omar Haddad"]).sub("█", "to Omar \u200fHaddad said") == "to █ said"


def test_a_word_that_is_a_code_leaves_the_codes_as_they_are():
    """A record of unknown harm would be another record; the look at the files refuses it."""
    edition = edition_of(
        mardan_week(), msgspec.structs.replace(OPEN, names=Names(minors="keep", also=("killed", "town"))), DAY
    )
    assert {c.harm for c in edition.snapshot.claims.values()} == {c.harm for c in mardan_week().claims.values()}
    assert leaks(edition, [("x.json", msgspec.json.encode(edition.snapshot))])


QUOTES = [
    "zebra crossed", "zebra “crossed” zebra", 'zebra "crossed" zebra', "zebra ” crossed zebra “ crossed", "zebra “ crossed",
    "zebra ” crossed", "zebra\ncrossed", 'zebra " crossed',
]  # fmt: skip


@pytest.mark.parametrize("quote", QUOTES)
def test_no_withheld_quote_reaches_anything_that_leaves(quote):
    """In no sentence that quotes it, whatever marks it holds; the numbers and what is said around it stay."""
    view = quoting(mardan_week(), quote)
    assert "zebra" in everything(edition_of(view, OPEN, DAY))
    edition = edition_of(view, msgspec.structs.replace(OPEN, words=Words(quotes="withhold", originals="keep")), DAY)
    told = everything(edition)
    assert "zebra" not in told
    assert "crossed" not in told
    assert "lost their lives" not in told
    assert "somebody denies it: “…”, and again “…” here" in told
    assert "640" in told


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“a” and “b”", "“…” and “…”"),
        ("“a “b” c” d", "“…” d"),
        ("a “b", "a “…”"),
        ("a” b", "“…” b"),
        ("a” b “c", "“…”"),
        ('"a" b "c"', '"…" b "…"'),
        ('a "b" c "d', 'a "…"'),
        ("plain", "plain"),
    ],
)
def test_of_marks_that_do_not_pair_all_between_goes(text, bare):
    """Rather too much than a word."""
    view = msgspec.structs.replace(mardan_week(), issues=(Issue("x", "info", "x", text, ""),), claims={}, records=())
    assert without_quotes(view).issues[0].message == bare


def test_the_name_of_a_file_stays_inside_with_the_originals():
    """Callers call reports after files, and files after people."""
    view = mardan_week()
    documents = {k: msgspec.structs.replace(d, caller_ids=("amal-zebra.pdf",)) for k, d in view.documents.items()}
    view = msgspec.structs.replace(view, documents=documents)
    assert "zebra" in everything(edition_of(view, OPEN, DAY))
    assert "zebra" not in everything(edition_of(view, load_policy("public"), DAY))


def test_every_policy_of_the_program_loads_and_says_what_it_is():
    """By name; a file of one's own is as strict as the public one where it says nothing."""
    assert set(policy_names()) == {"internal", "public"}
    assert all(load_policy(name).says for name in policy_names())
    assert Policy(name="x").names.minors == "withhold"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "x"\n[names]\nminor = "keep"', "minor"),
        ('name = "x"\n[names]\nminors = "show"', "show"),
        ("name =", "own.toml"),
    ],
)
def test_a_mistake_in_a_policy_is_told_and_nothing_is_shown(tmp_path, text, told):
    """A word misspelt must not open what it was to close."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load_policy(str(path))


def test_an_unknown_policy_names_those_there_are():
    """Neither a file nor a name."""
    with pytest.raises(ValueError, match="internal, public"):
        load_policy("nothing")


def test_the_week_is_json(tmp_path):
    """The helper of these tests sees everything."""
    assert json.loads(msgspec.json.encode(mardan_week()))
