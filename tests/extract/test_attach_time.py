"""Which time words date which claim, given the claims."""

import datetime as dt
import re
from pathlib import Path

import pytest

from tollbook.extract.sentences.segment import segment
from tollbook.extract.times.attach import attach_times
from tollbook.model.claim import Claim, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.resolve.when.find import find_times
from tollbook.resolve.when.resolve import resolve_times

TABLE = Path(__file__).with_name("dated_passages.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
SCOPES = {"i": "incident", "p": "period", "c": "cumulative"}
MARK = re.compile(r"\[((?!TEXT)[^\]]+)\]")


def marked(passage, expected):
    """Return the text without its brackets, the claims in them, and for each the wanted days as written."""
    passage = passage.replace("\\n", "\n")
    entries = [re.fullmatch(r"([ipc])(\d*) (\S+)", e.strip()).groups() for e in expected.split("|")]
    text, last, spans = "", 0, []
    for match in MARK.finditer(passage):
        text += passage[last : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    text += passage[last:]
    ids = [claim_id(text, span[0], 0) for span in spans]
    claims = [
        Claim(
            id=ids[k],
            document="d",
            span=span,
            quote=text[span[0] : span[1]],
            head=span[0],
            harm="killed",
            count=Count(1, 1),
            scope=SCOPES[scope],
            part_of=ids[int(part)] if part else None,
        )
        for k, (span, (scope, part, _)) in enumerate(zip(spans, entries, strict=True))
    ]
    return text, claims, [days for *_, days in entries]


def dated(text, claims, published):
    """Return the claims with their dates resolved."""
    sentences = segment(text)
    spots = find_times(text, [s.span for s in sentences])
    document = Document(id="d", sha256="", text=text, published=published)
    return resolve_times(document, attach_times(text, sentences, claims, spots))[0]


def wanted(days, published):
    """Return the days as a pair of dates; numbers count from the report."""
    if days == "-":
        return None
    parts = days.split("..")
    pair = (parts[0], parts[-1])
    count = re.compile(r"-?\d{1,3}")
    return tuple(published + dt.timedelta(int(p)) if count.fullmatch(p) else dt.date.fromisoformat(p) for p in pair)


def stated(claim):
    """Return the claim's stated days; none where the origin is not stated."""
    hull = claim.when.interval if claim.when else None
    return (hull.start, hull.end) if hull and hull.start else None


@pytest.mark.parametrize("row", ROWS, ids=[r[1][:60] for r in ROWS])
def test_each_claim_takes_the_date_of_its_event(row):
    """In each passage every claim has the days of its own event, and none where the text gives none."""
    published, passage, expected = row
    day = None if published == "-" else dt.date.fromisoformat(published)
    text, claims, days = marked(passage, expected)
    got = [stated(c) for c in dated(text, claims, day)]
    assert got == [wanted(d, day) for d in days]


PUBLISHED = dt.date(2021, 6, 9)  # a Wednesday


@pytest.mark.parametrize(
    ("passage", "as_of", "reason"),
    [
        ("Rebels killed [nine men], a mayor said Tuesday.", "Tuesday", "behind the verb of saying"),
        ("The ministry on Monday said [nine men] were killed.", "on Monday", "before the verb of saying"),
        ("In a statement on Sunday, the army said [nine men] died.", "on Sunday", "behind the statement"),
        ("On Monday, rescuers said [nine men] had died.", "On Monday", "at the head of what was said"),
        ("The toll from Sunday's raid rose to [nine] on Tuesday.", "on Tuesday", "a toll that moved"),
    ],
)
def test_the_date_of_a_statement_is_kept_apart(passage, as_of, reason):
    """A date of speaking becomes ``as_of`` and is not the event's."""
    text, claims, _ = marked(passage, "i -")
    claim = dated(text, claims, PUBLISHED)[0]
    assert claim.as_of is not None, reason
    assert claim.as_of.quote == as_of, reason
    assert claim.when is None or claim.when.quote != as_of, reason


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ('Speaking on Monday, a nurse said: "They brought [nine bodies] yesterday."', "2021-06-06"),
        ('"We lost [nine men] the day before yesterday," he told a reporter on Tuesday.', "2021-06-06"),
        ("The envoy spoke on Sunday. “A raid killed [nine men] yesterday,” he said.", "2021-06-05"),
        ("A raid killed [nine men] yesterday, he told a reporter on Sunday.", "2021-06-08"),
    ],
)
def test_yesterday_in_quoted_speech_counts_from_the_day_of_speaking(passage, expected):
    """Only inside quotation marks does the day of speaking take the place of the report's."""
    text, claims, _ = marked(passage, "i -")
    day = dt.date.fromisoformat(expected)
    assert stated(dated(text, claims, PUBLISHED)[0]) == (day, day)


def test_headings_date_the_lines_under_them():
    """In a bulletin the words of a heading hold until the next heading with a date."""
    passage = (
        "Arrivals at the hospitals in the past 24 hours:\n• Killed: [12]\n• Wounded: [31]\n"
        "Since the truce of 3 May:\n• Killed: [204]\nSince the war began on 1 March 2020:\n• Killed: [9,871]\n"
    )
    text, claims, _ = marked(passage, "p - | p - | c - | c -")
    got = [stated(c) for c in dated(text, claims, PUBLISHED)]
    day = dt.date.fromisoformat
    assert got[:2] == [(day("2021-06-08"), PUBLISHED)] * 2
    assert got[2:] == [(day("2021-05-03"), PUBLISHED), (day("2020-03-01"), PUBLISHED)]


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        (
            "Arrivals at the clinics over the last 24 hours is as follows:\n\n* Number of dead: [12] (7 on arrival, 4 later, and one whom rescue teams found in a collapsed house at night).\n",
            "a label and its number, with long details behind",
        ),
        (
            "The number of people brought to the clinics in the past 24 hours.\n\n* Number of dead: [12]\n\n* Wounded: [30]\n",
            "the heading ends with a full stop",
        ),
        (
            "Admissions in the last 24 hours\n• Dead: [12]\n• Wounded: [30]\n",
            "the heading ends with nothing",
        ),
    ],
)
def test_a_list_under_a_dated_line_has_its_date(passage, reason):
    """Entries of a list take the stretch that the line above them names."""
    text, claims, _ = marked(passage, " | ".join(["i -"] * passage.count("[")))
    day = dt.date.fromisoformat("2021-06-08")
    assert [stated(c) for c in dated(text, claims, PUBLISHED)] == [(day, PUBLISHED)] * len(claims), reason


def test_inherited_dates_say_so():
    """A date taken from another sentence is marked, and its span points to the words there."""
    text, claims, _ = marked("A mine blew up on Sunday. [Nine men] died.", "i -")
    claim = dated(text, claims, PUBLISHED)[0]
    assert claim.when.inherited
    assert text[claim.when.span[0] : claim.when.span[1]] == claim.when.quote == "on Sunday"


def test_claims_without_time_words_are_left_alone():
    """No spots, no dates."""
    text, claims, _ = marked("[Nine men] died in a raid.", "i -")
    assert attach_times(text, segment(text), claims, ()) == tuple(claims)
