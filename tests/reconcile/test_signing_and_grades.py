"""Signed figures do not move; grades are recomputed, overridden by people, and say what they need."""

import datetime as dt

import pytest

from tollbook.flow.record import build_record
from tollbook.model.claim import Claim, Extraction, Who
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.incident import GradeInputs, Range, SignedFigure
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, TimeReading
from tollbook.vocab.profiles import load_grading

DAY = dt.date(2021, 5, 3)
TOWN = Place("Town", 34.0, 36.0, 1500, "town", "exact", "g", "1", "SY")


def report(number: int, people: int, speaker: str, status: str = "civilian") -> tuple[Document, Extraction]:
    """Return one report with one claim."""
    text = f"report {number} of {people}"
    document = Document(id=f"d{number}", sha256="", text=text, published=DAY + dt.timedelta(days=number), outlet="o")
    claim = Claim(
        id=f"c1_{number}",
        document=document.id,
        span=(0, 6),
        quote="report",
        head=0,
        harm="killed",
        count=Count(people, people),
        who=Who(status),
        when=TimeReading((0, 6), "report", "t", interval=Interval(DAY, DAY)),
        where=PlaceReading((0, 6), "report", "Town", "t", place=TOWN),
        said_by=(ActorReading((0, 6), speaker, speaker, "speaker", "t", actor=speaker),),
    )
    return document, Extraction(document=document.id, claims=(claim,))


def build(*reports, **more):
    """Return the record of reports."""
    return build_record([d for d, _ in reports], [e for _, e in reports], **more)


def test_a_signed_figure_does_not_move_and_shows_the_change() -> None:
    """A new report proposes a change; the published figure stays what was signed."""
    first = build(report(0, 12, "A"))
    incident = first.incidents[0]
    signature = SignedFigure(incident=incident.id, harm="killed", range=incident.figures[0].range, author="desk")
    second = build(report(0, 12, "A"), report(1, 20, "A"), mintings=first.mintings, signed=[signature])
    figure = second.incidents[0].figures[0]
    assert second.incidents[0].id == incident.id
    assert (figure.range.low, figure.range.high, figure.signed_by) == (12, 12, "desk")
    assert (figure.proposed.low, figure.proposed.high) == (20, 20)
    assert "signed-figure-differs" in {i.code for i in second.issues}


def test_an_unchanged_signed_figure_proposes_nothing() -> None:
    """Where the claims say what was signed, nothing is proposed."""
    first = build(report(0, 12, "A"))
    incident = first.incidents[0]
    signature = SignedFigure(incident=incident.id, harm="killed", range=incident.figures[0].range, author="desk")
    figure = build(report(0, 12, "A"), mintings=first.mintings, signed=[signature]).incidents[0].figures[0]
    assert figure.proposed is None


def test_a_range_never_holds_low_above_high() -> None:
    """The type refuses it."""
    with pytest.raises(ValueError, match="5"):
        Range(low=5, best=None, high=4)


def test_a_persons_grade_stays_and_the_computed_one_is_shown() -> None:
    """An override is printed with who set it and what the rules say."""
    first = build(report(0, 12, "A"))
    overrides = {first.incidents[0].id: ("Confirmed", "desk")}
    grade = (
        build(report(0, 12, "A"), mintings=first.mintings, grading=GradeInputs(overrides=overrides)).incidents[0].grade
    )
    assert grade.name == "Confirmed"
    assert grade.why[:2] == ("set by desk", "the rules say Weak")


def test_grades_change_with_every_claim() -> None:
    """A second source makes a single-source grade obsolete."""
    assert build(report(0, 12, "A")).incidents[0].grade.name == "Weak"
    ungraded = build(report(0, 12, "A"), report(1, 12, "B")).incidents[0].grade
    assert ungraded.name == "ungraded"
    assert ungraded.why == ("2 independent sources: A, B",)


def test_every_fact_of_a_scheme_is_described() -> None:
    """A rule file that uses a fact without saying what a person would put in is refused."""
    grading = load_grading("airwars")
    assert {f for rule in grading.rule for f in rule.facts} <= set(grading.facts)


def test_three_answers_are_kept_apart() -> None:
    """How well reported, whether it happened and who did it are three judgements."""
    answers = build(report(0, 12, "A")).incidents[0].answers
    assert [a.code for a in answers] == ["how-well-reported", "did-it-happen", "who-did-it"]
