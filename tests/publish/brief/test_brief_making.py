"""A brief of one incident, its method box, and its charts: what was looked into, what is missing, who withheld what."""

import datetime as dt

import msgspec
import pytest

from snapshots import MONDAY_INCIDENT, SINCE_JUNE, TANNERY_INCIDENT, WEEK, mardan_week
from tollbook.model.coverage import Checked
from tollbook.model.total import Series, SeriesPoint
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.method import covered, lacking
from tollbook.publish.brief.picked import pick, pick_incident
from tollbook.publish.select import Selection

MONDAY = Selection(first=dt.date(2017, 8, 21), last=dt.date(2017, 8, 22))


def test_an_incident_brief_holds_its_claims_and_no_other_incident():
    """Monday's raids with their parts, the week's total they stand in, and no Tannery."""
    picked = pick_incident(MONDAY_INCIDENT, mardan_week())
    assert {c.id for c in picked.claims} == set(MONDAY_INCIDENT.claims)
    assert [t.claim for t in picked.totals] == [WEEK.id]
    brief = compose(mardan_week(), Selection(), Settings(kind="incident"), incident=MONDAY_INCIDENT)
    entries = [e.code for s in brief.sections for e in s.entries]
    assert entries == [MONDAY_INCIDENT.code]
    assert "Incident report" in to_html(brief)


def test_every_sentence_of_an_incident_brief_cites():
    """No sentence under a heading stands without a note."""
    brief = compose(mardan_week(), Selection(), Settings(kind="incident"), incident=TANNERY_INCIDENT)
    told = [
        s
        for section in brief.sections
        for s in (*section.sentences, *(x for e in section.entries for x in e.sentences))
    ]
    assert told
    assert all(set(s.cites) & brief.numbers.keys() for s in told)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("profile ucdp", "the coding profile"),
        ("grading scheme ibc", "the grading scheme"),
        ("Redaction policy public: nobody at risk", "the policy and what it says"),
        ("Withheld from the book for it: 3 things", "how much it took out"),
        ("Harbour Wire (1 day with reports", "which source has reports on which days"),
        ("Shore Radio (2 days checked, nothing found", "what was looked into and found empty"),
        ("silence, not zero", "a day nobody looked into is no quiet day"),
        ("Not stated, of", "what is not known"),
    ],
)
def test_the_method_box_says(words, why):
    """The box names what a reader needs to judge the brief."""
    checked = (Checked(source="Shore Radio", first=dt.date(2017, 8, 21), last=dt.date(2017, 8, 22)),)
    settings = Settings(
        profile="ucdp", grading="ibc", policy="public", policy_says="Nobody at risk.", withheld=3, checked=checked
    )
    days = Selection(first=dt.date(2017, 8, 21), last=dt.date(2017, 8, 23))
    brief = compose(mardan_week(), days, settings)
    assert words in " ".join(brief.method), why


def test_coverage_counts_each_day_once():
    """Reports, checked and not looked into add up to the days asked for."""
    view = mardan_week()
    cover = covered(MONDAY, pick(MONDAY, view), Settings(), view)
    assert all(sum(s.days.values()) == 2 for s in cover.sources)


def test_without_days_nothing_is_claimed_of_coverage():
    """No report and no days asked for: there is no stretch to speak of."""
    bare = msgspec.structs.replace(mardan_week(), documents={})
    assert covered(Selection(), pick(Selection(), bare), Settings(), bare) is None


def test_what_incidents_lack_is_counted():
    """The Tannery has no day; an incident with everything lacks nothing."""
    assert ("day", 1) in lacking([TANNERY_INCIDENT])
    assert "day" not in dict(lacking([MONDAY_INCIDENT]))


def test_a_policy_without_quotes_shows_none():
    """Notes name the report, and no cited word of it stands in any form."""
    brief = compose(mardan_week(), Selection(), Settings(shows_quotes=False))
    assert all(note.pieces == () for note in brief.notes)
    assert all(c.quote == c.before == c.after == "" for c in brief.citations)
    assert "<blockquote" not in to_html(brief)
    assert "does not show its words" in to_html(brief)


def test_charts_stand_in_the_page_and_not_in_markdown():
    """The map and the balance are drawn inline; Markdown leaves them out."""
    brief = compose(mardan_week(), Selection(), Settings())
    assert to_html(brief).count("<svg ") >= 2
    assert "<svg" not in to_markdown(brief)


def test_a_running_total_told_twice_is_drawn_where_running_totals_stand():
    """Two days of one speaker's count are a course; the balance is drawn once, wherever something does not add up."""
    points = tuple(
        SeriesPoint(claim=SINCE_JUNE.id, as_of=dt.date(2017, 8, day), reported=n, continuous=n)
        for day, n in ((20, 600), (22, 640))
    )
    series = Series(
        root="group", speaker="Local group", harm="killed", status="unknown", group=None, area=None, points=points
    )
    brief = compose(msgspec.structs.replace(mardan_week(), series=(series,)), Selection(), Settings())
    drawn = {section.key: [d.title for d in section.drawings] for section in brief.sections if section.drawings}
    assert drawn["cumulative"] == ["Running totals as reported, by speaker"]
    assert drawn["doubts"] == ["Stated totals and what their own speakers' figures account for"]
