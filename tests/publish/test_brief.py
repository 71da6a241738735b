"""A brief says what claims and records say, cites each sentence, and names silence as silence."""

import datetime as dt
import json
import re

import msgspec
import pytest

from schemas import faults
from snapshots import DAY, MARKET, SINCE_JUNE, TANNERY, TUESDAY, WEEK, mardan_week
from tollbook.model.count import Count
from tollbook.model.incident import Range, Suggestion
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, SeriesPoint
from tollbook.publish.brief.account import accounts
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.lines import brief_line
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.values import Sum
from tollbook.publish.lines import incident_line
from tollbook.publish.select import Selection
from tollbook.publish.walk import figure_walk
from tollbook.publish.words import figure_words

KILLED = Sum(
    counted="killed",
    low=84,
    high=114,
    is_open=True,
    incidents=4,
    partly=0,
    joint=2,
    unnumbered=1,
    claims=(DAY.id, MARKET.id),
)


@pytest.fixture(name="brief")
def _brief():
    return compose(mardan_week(), Selection(), Settings(name="Mardan"), [KILLED])


def sentences_of(brief, key):
    """Return the sentences of one section."""
    return [s for section in brief.sections if section.key == key for s in section.every_sentence()]


def test_every_sentence_cites_a_claim_or_record(brief):
    """Cells of a row lean on the cell with the figure; every other sentence cites by itself."""
    bare = [
        s.text
        for section in brief.sections
        for s in (
            *(c.sentence for c in section.cards),
            *section.sentences,
            *(x for e in section.entries for x in e.sentences),
        )
        if not any(cited in brief.numbers for cited in s.cites)
    ]
    rows = [row for section in brief.sections for table in section.tables for row in table.rows]
    assert bare == []
    assert all(any(cell.cites for cell in row) for row in rows)


def test_every_number_in_a_sentence_stands_in_a_claim_or_follows_from_the_ledger(brief):
    """No number appears that neither a claim states nor a sum, residual or rest of stated numbers gives."""
    stated = set(re.findall(r"\d+", " ".join(d.text for d in mardan_week().documents.values()).replace(",", "")))
    derived = {
        "9",
        "12",
        "84",
        "114",
        "85",
        "23",
        "60",
        "21",
        "22",
        "19",
        "16",
        "17",
        "2017",
        "08",
        "0819",
        "0821",
        "0822",
    }
    derived |= {"11", "20", "31", "1", "4", "2", "6", "5"}  # days, radii, incidents counted, scores
    texts = " ".join(s.text for section in brief.sections for s in section.every_sentence()).replace(",", "")
    assert set(re.findall(r"\d+", texts)) <= stated | derived


def test_the_headline_says_what_the_sum_counts_once_and_what_has_no_number(brief):
    """The envelope is printed with its claims, and what is uncertain about it is said in words."""
    card = brief.sections[0].cards[0]
    assert card.figure == "84–114+"
    assert card.sentence.text == (
        "killed in 4 incidents; 2 of them may be one event with another: the low counts those once; "
        "1 more incident without a number."
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("attack_count", "More than 25 raids; day not stated. Omar Haddad: “more than 25 raids”"),
        ("damage", "as alleged. Omar Haddad: “flattened much of the Tannery quarter”"),
        ("denial", "Harbour Wire denies responsibility; concerns at least 30 civilians killed."),
        ("agenda", "Talks: moved from 21–31 Aug 2017 (“late August”) to 11–20 Sept 2017 (“mid-September”)"),
        ("caveat", "Communications. Mardan Diary: “while phones were cut off”"),
    ],
)
def test_records_are_told_by_kind_in_the_reports_words(brief, kind, text):
    """What it comes to, who says so, and the quoted words."""
    sentences = [s.text for section in brief.sections for s in section.every_sentence() if f"r1_{kind}" in s.cites]
    assert any(text in said for said in sentences), sentences


def test_the_rest_of_a_whole_is_of_unstated_sex_and_age(brief):
    """35 with 14 children and nine women leaves 12, who are not called men."""
    text = next(s.text for s in sentences_of(brief, "incidents") if DAY.id in s.cites)
    assert "the other 12 of unstated sex and age" in text
    assert "men" not in re.findall(r"\w+", text)


def test_a_repeated_figure_is_told_once_and_a_replaced_one_says_so():
    """Copies share a sentence; a number stays current when one of its mentions is; a replaced number is kept and marked."""
    view = mardan_week()
    again = msgspec.structs.replace(TUESDAY, id="c1_again", document=MARKET.document)
    older = msgspec.structs.replace(TUESDAY, id="c1_older", count=Count(20, 20))
    found = accounts([TUESDAY, again, older], view, superseded=[TUESDAY.id, older.id])
    assert [s.text for s in found] == [
        "Mardan Diary: about 30 people killed, in 2 reports.",
        "Mardan Diary: 20 people killed; an earlier figure, since replaced.",
    ]


def test_what_a_total_leaves_over_is_stated_once_with_what_others_say(brief):
    """One sentence a total: the balance within its own speaker, then others' figures by name, not subtracted."""
    found = next(s for s in sentences_of(brief, "doubts") if s.text.startswith("Lake Monitor, at least 120"))
    assert found.text == (
        "Lake Monitor, at least 120 civilians killed, 16–23 Aug 2017. "
        "At least 85 of the Lake Monitor's 120 lie outside its own figures here. "
        "Perhaps partly inside, named and not subtracted: about 30 (Mardan Diary) and at least 30 (Omar Haddad)."
    )
    assert set(found.cites) == {WEEK.id, DAY.id, TUESDAY.id, TANNERY.id}


def test_a_running_total_names_the_totals_in_its_days(brief):
    """Another speaker's week lies inside the months since June: named beside it, added to nothing."""
    view = mardan_week()
    june = msgspec.structs.replace(view.totals[1], others=())
    changed = msgspec.structs.replace(view, totals=(view.totals[0], june))
    found = next(s for s in sentences_of(compose(changed, Selection(), Settings()), "doubts") if "640" in s.text)
    assert "In its days lie other totals, in no sum with it: at least 120 (Lake Monitor)." in found.text
    assert WEEK.id in found.cites


def test_of_many_possible_pairs_the_likeliest_are_told_and_the_rest_counted():
    """A brief stays readable; nothing is hidden."""
    view = mardan_week()
    monday = view.incidents["i1_monday"]
    many = [
        msgspec.structs.replace(
            monday, id=f"i1_{n:02}", code=f"MAR-{n:02}", suggestions=(Suggestion(incident="i1_monday", score=float(n)),)
        )
        for n in range(1, 15)
    ]
    changed = msgspec.structs.replace(view, incidents={**view.incidents, **{i.id: i for i in many}})
    texts = [
        s.text
        for s in sentences_of(compose(changed, Selection(), Settings()), "doubts")
        if "one event" in s.text or "same event" in s.text
    ]
    assert texts[0].startswith("MAR-14 and MAR-0821-A may be the same event (score +14.0)")
    assert texts[-1].startswith("5 more pairs with lower scores may be one event")


def test_a_running_total_told_twice_shows_its_course():
    """As reported and never overwritten; the continuous figure stands beside where a phase began anew."""
    view = mardan_week()
    points = (
        SeriesPoint(claim=WEEK.id, as_of=dt.date(2017, 8, 1), reported=120, continuous=120),
        SeriesPoint(claim=SINCE_JUNE.id, as_of=dt.date(2017, 8, 23), reported=40, continuous=160, flags=("restarted",)),
    )
    series = Series(
        root="r", speaker="Lake Monitor", harm="killed", status="civilian", group=None, area=None, points=points
    )
    brief = compose(msgspec.structs.replace(view, series=(series,)), Selection(), Settings())
    table = next(
        t
        for section in brief.sections
        if section.key == "cumulative"
        for t in section.tables
        if "Reported" in t.columns
    )
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Lake Monitor", "civilians killed, Mardan city", "1 Aug 2017", "120+", "", "", ""],
        ["Lake Monitor", "people killed", "23 Aug 2017", "640+", "160", "+40", "restarted"],
    ]


def test_a_signed_figure_says_who_signed_and_what_would_change():
    """It stands until a person signs another; what the claims say now is a proposal, in brief, line and walk alike."""
    view = mardan_week()
    monday = view.incidents["i1_monday"]
    now = Range(low=35, best=35, high=50)
    signed = msgspec.structs.replace(monday.figures[0], signed_by="Amal", proposed=now)
    changed = msgspec.structs.replace(monday, figures=(signed, *monday.figures[1:]))
    view = msgspec.structs.replace(view, incidents={**view.incidents, monday.id: changed})
    texts = [s.text for s in sentences_of(compose(view, Selection(), Settings()), "incidents")]
    line = incident_line(changed, view)
    assert "Killed, 35: signed by Amal; the claims now say 35–50." in texts
    assert faults("incident", json.loads(json.dumps(line))) == []
    assert (line["killed"]["signed_by"], line["killed"]["proposed"]["high"]) == ("Amal", 50)
    assert figure_words(signed) == "35 ✓"
    assert figure_walk("killed", signed, view).below[0].text.startswith("signed by Amal")


def test_an_impossible_pair_is_named(brief):
    """A part above its whole is printed with both speakers."""
    view = mardan_week()
    total = msgspec.structs.replace(view.totals[0], statements=(), others=(), impossible=((DAY.id, WEEK.id),))
    changed = msgspec.structs.replace(view, totals=(total,))
    texts = [s.text for s in sentences_of(compose(changed, Selection(), Settings()), "doubts")]
    assert any("Impossible as stated: 35 (Lake Monitor) inside at least 120 (Lake Monitor)." in text for text in texts)


def test_a_possible_pair_gives_both_sums_and_reasons_on_both_sides(brief):
    """A person can judge from the sentence alone."""
    found = next(s for s in sentences_of(brief, "doubts") if "may be the same event" in s.text)
    assert "together 30–60+ killed unjudged, 30+ if one" in found.text
    assert "For: the Tannery quarter lies inside Mardan. Against: another speaker, and no day." in found.text


def test_harm_without_a_number_is_reported_and_not_zero(brief):
    """The words for it are fixed."""
    found = [s.text for s in sentences_of(brief, "unstated")]
    assert found == [
        (
            "Killed: reported, number unknown (Civilians); day not stated. "
            "A local group that counts the dead: “Civilians were reported killed”"
        )
    ]


def test_a_level_is_in_no_sum_and_no_total(brief):
    """People trapped stand under levels only."""
    assert "90,000" not in " ".join(
        s.text for key in ("incidents", "periods", "cumulative") for s in sentences_of(brief, key)
    )
    assert any("90,000" in s.text for s in sentences_of(brief, "levels"))


def test_silence_is_named(brief):
    """Missing days, hands and statuses are listed with their claims."""
    leads = [s.strong for s in sentences_of(brief, "unknown")]
    assert "The day is not stated" in leads
    assert "By whose hand is not stated" in leads
    assert any("in no gazetteer at hand" in s.text for s in sentences_of(brief, "unknown"))


def test_a_brief_of_an_area_names_what_it_leaves_out():
    """A running total without a place is not in the area's figures; it is not lost either."""
    brief = compose(mardan_week(), Selection(area="Mardan"), Settings())
    assert brief.title == "Mardan"
    assert any("at least 640 people killed" in s.text for s in sentences_of(brief, "unknown"))
    assert sentences_of(brief, "cumulative") == []


def test_a_brief_of_an_interval_says_so_in_its_title():
    """The days asked for are in the title."""
    days = Selection(area="Mardan", first=dt.date(2017, 8, 16), last=dt.date(2017, 8, 23))
    assert compose(mardan_week(), days, Settings()).title == "Mardan, 16–23 Aug 2017"


def test_an_empty_book_gives_a_brief_that_says_so():
    """No section without content, no false zero."""
    brief = compose(Snapshot(), Selection(), Settings(name="Empty"))
    assert brief.sections == ()
    assert "No claim or record" in to_markdown(brief)


def test_the_same_book_gives_the_same_brief_whatever_the_order(brief):
    """No clock and no chance: documents and claims in another order change nothing."""
    view = mardan_week()
    turned = msgspec.structs.replace(
        view,
        claims=dict(reversed(view.claims.items())),
        incidents=dict(reversed(view.incidents.items())),
        documents=dict(reversed(view.documents.items())),
    )
    assert to_markdown(compose(turned, Selection(), Settings(name="Mardan"), [KILLED])) == to_markdown(brief)


def test_a_brief_as_json_obeys_its_schema(brief):
    """Sections, sentences and citations validate; the citations are those of the notes."""
    line = json.loads(json.dumps(brief_line(brief)))
    assert faults("brief", line) == []
    assert max(c["number"] for c in line["citations"]) == len(brief.notes)


def test_markdown_links_each_note_once_and_uses_each(brief):
    """Every footnote mark has its note and every note is used."""
    text = to_markdown(brief)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert used == set(defined)
    assert len(defined) == len(set(defined)) == len(brief.notes)


def test_markdown_keeps_source_words_from_becoming_markup():
    """A star or a bracket in a report is a star or a bracket in the brief."""
    view = mardan_week()
    wire = view.documents[WEEK.document]
    outlet = msgspec.structs.replace(wire, outlet="*Harbour* [Wire](x) <b>")
    changed = msgspec.structs.replace(view, documents={**view.documents, wire.id: outlet})
    text = to_markdown(compose(changed, Selection(), Settings()))
    assert r"\*Harbour\* \[Wire\](x) \<b\>" in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JaVaScript:alert(1)", "data:text/html,<script>", "http://x <b>"]
)
def test_markdown_links_only_web_addresses(url):
    """An address comes from a report like any other word: what is none is shown as words that lead nowhere."""
    view = mardan_week()
    wire = view.documents[WEEK.document]
    changed = msgspec.structs.replace(
        view, documents={**view.documents, wire.id: msgspec.structs.replace(wire, url=url)}
    )
    text = to_markdown(compose(changed, Selection(), Settings()))
    assert f"<{url}>" not in text
    assert not re.search(r"(?<!\\)<(?:script|b)>", text)
