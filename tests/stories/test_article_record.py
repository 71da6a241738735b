"""The record of the project's first real report says what a careful reader concludes from it."""

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest

from tollbook.flow.kit import Kit
from tollbook.flow.record import build_record
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.incident import Pairing
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.reconcile.sums import documented

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "articles"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.exists(), reason="the development material is not beside this checkout"),
]
RAQQA = Place("Raqqa", 35.95, 39.01, 4000, "city", "exact", "g", "raqqa", "SY", "Raqqa")
PLACES = {
    "Raqqa city": RAQQA,
    "Raqqa": RAQQA,
    "al-Bado neighborhood": Place(
        "al-Bado", 35.95, 39.01, 4000, "neighbourhood", "parent", None, None, "SY", parents=("raqqa",)
    ),
    "al-Jazza’": Place("al-Jazza’", 36.2, 41.0, 30000, "countryside", "parent", None, None, "SY"),
}
ACTORS = {
    "Syrian Observatory for Human Rights": ("SOHR", "monitor"),
    "Raqqa Is Being Slaughtered Silently": ("RBSS", "activist_media"),
    "Ahmed Shalabi": ("Ahmed Shalabi", "person"),
    "U.S.": ("US", "state_force"),
    "U.S.-led coalition": ("Coalition", "coalition"),
    "International coalition": ("Coalition", "coalition"),
}


def gold() -> tuple[Document, list[Claim], Kit]:
    """Return the gold claims as resolved values."""
    row = json.loads((FOLDER / "raqqa-2017-08-23.claims.json").read_text())
    document = Document(
        id="d1", sha256="", text=row["text"], published=dt.date.fromisoformat(row["published"]), outlet=row["outlet"]
    )
    claims: list[Claim] = []
    for number, c in enumerate(row["claims"]):
        claims.append(claim(c, number, document, claims))
    actors = {
        i: Actor(id=i, name=i, kind=k, parent="Coalition" if i == "US" else None) for i, k in set(ACTORS.values())
    }
    return document, claims, Kit(spotters=None, gazetteer=None, actors=Actors(actors))


def claim(c: dict, number: int, document: Document, before: list[Claim]) -> Claim:
    """Return one gold claim as a value."""
    text = document.text
    start = c["span"][0]
    sentence = (text.rfind("\n", 0, start) + 1, (text.find("\n", start) + 1 or len(text)))
    when = None
    if c["when"]:
        quote = c["when_quote"]
        at = text.index(quote)
        interval = Interval(*map(dt.date.fromisoformat, c["when"]))
        core = Interval(dt.date(2017, 8, 17), dt.date(2017, 8, 22)) if c["scope"] == "period" else None
        relation = "event" if quote == "two days since" else "at"
        when = TimeReading((at, at + len(quote)), quote, "gold", interval=interval, core=core, relation=relation)
    where = None
    if c["where"]:
        quote = c["where_quote"] or c["where"]
        at = text.index(quote)
        where = PlaceReading(
            (at, at + len(quote)),
            quote,
            c["where"],
            "gold",
            inherited=c["where_quote"] is None,
            place=PLACES[c["where"]],
        )
    return Claim(
        id=claim_id(text, start, number),
        document="d1",
        span=tuple(c["span"]),
        quote=c["quote"],
        head=start,
        harm=c["harm"],
        count=Count(c["low"], c["high"], c["bound"]),
        who=Who(c["who"]["status"], c["who"]["group"]),
        part_of=before[c["part_of"]].id if c["part_of"] is not None else None,
        scope=c["scope"],
        standing=c["harm"] == "trapped",
        when=when,
        where=where,
        by=(actor(c["by"], "belligerent"),) if c["by"] else (),
        means=Reading((0, 0), "", c["means"], "gold") if c["means"] else None,
        said_by=(actor(c["said_by"], "speaker"),) if c["said_by"] else (),
        sentence=sentence,
    )


def actor(name: str, role: str) -> ActorReading:
    """Return a reading, with an id where the actor is known by name."""
    return ActorReading((0, 0), "", name, role, "gold", actor=ACTORS[name][0] if name in ACTORS else None)


@pytest.fixture(scope="module")
def article():
    """Return the record, its claims in the order of the report, and what it was made of."""
    document, claims, kit = gold()
    record = build_record([document], [Extraction(document="d1", claims=tuple(claims))], kit=kit)
    return record, claims, document, kit


def incident_with(record, claim):
    """Return the incident that holds a claim."""
    return next(i for i in record.incidents if claim.id in i.claims)


def total_of(record, claim):
    """Return the total that a claim states."""
    return next(t for t in record.totals if t.claim == claim.id)


def test_the_monitors_day_lies_in_its_week(article) -> None:
    """Conclusion 1: at least 128 of 170 lie outside the monitor's own figures; others are named, not subtracted."""
    record, claims, *_ = article
    week = total_of(record, claims[0])
    assert (week.accounted.low, week.accounted.high) == (30, 42)
    assert (week.residual.low, week.residual.high) == (128, None)
    assert any("at least 128 of SOHR's 170 lie outside SOHR's own figures here" in s.text for s in week.statements)
    assert claims[4].id in week.others
    assert claims[5].id in week.others
    assert not any("in no incident of this record" in s.text for t in record.totals for s in t.statements)


def test_three_figures_of_the_city_stay_apart_and_are_suggested(article) -> None:
    """Conclusion 2: suggested with reasons for and against, 40 to 80+ together."""
    record, claims, *_ = article
    monday, tuesday, shalabi = (incident_with(record, claims[k]) for k in (1, 4, 5))
    assert len({monday.id, tuesday.id, shalabi.id}) == 3
    suggestion = next(s for s in tuesday.suggestions if s.incident == shalabi.id)
    assert {"similar-number", "same-means"} <= {r.code for r in suggestion.reasons_for}
    assert "told-apart-word" in {r.code for r in suggestion.reasons_against}
    pair = [i for i in record.incidents if i.id in {tuesday.id, shalabi.id}]
    made = documented(pair, [])
    assert (made.low, made.high, made.open) == (40, 80, True)


@pytest.mark.parametrize(("same", "expected"), [(True, (40, 40, True)), (False, (80, 80, True))])
def test_a_judgement_settles_the_sum(article, same, expected) -> None:
    """Conclusion 2: 40 to 40+ judged the same, 80 to 80+ judged different."""
    _, claims, document, kit = article
    pairing = Pairing(claims[4].id, claims[5].id, same)
    record = build_record([document], [Extraction(document="d1", claims=tuple(claims))], kit=kit, pairings=[pairing])
    chosen = {incident_with(record, claims[k]).id for k in (4, 5)}
    made = documented([i for i in record.incidents if i.id in chosen], [])
    assert (made.low, made.high, made.open) == expected


def test_mosque_and_village_are_one_incident_by_inference(article) -> None:
    """Conclusion 3: the place of the 21 comes from the next sentence and says so; the 15 are another, hanging on it."""
    record, claims, *_ = article
    mosque, family = incident_with(record, claims[8]), incident_with(record, claims[9])
    assert mosque.id != family.id
    assert "place-inferred" in {r.code for r in mosque.links}
    assert "date-relative" in {r.code for r in family.links}


def test_the_rest_of_a_whole_is_nobody_in_particular(article) -> None:
    """Conclusion 4: 18 children and 12 women of 42; no figure for men, none that calls all 42 civilians."""
    record, claims, *_ = article
    figures = {(f.axis, f.key): f.range for f in incident_with(record, claims[1]).figures}
    assert figures["all", None].high == 42
    assert figures["group", "children"].low == 18
    assert figures["group", "women"].low == 12
    assert ("group", "men") not in figures
    civilians = figures["status", "civilian"]
    assert civilians.low == 30


def test_the_unnamed_monitor_is_no_new_root(article) -> None:
    """Conclusion 5: 946 stands beside, its speaker unresolved."""
    record, claims, *_ = article
    total = total_of(record, claims[7])
    assert total.root.startswith("unresolved:")
    assert total.scope == "cumulative"
    assert not [i for i in record.incidents if claims[7].id in i.claims]


def test_the_trapped_are_a_level_in_no_total(article) -> None:
    """Conclusion 7: 200,000 are a standing level; the week has no belligerent."""
    record, claims, *_ = article
    level = total_of(record, claims[6])
    assert level.standing
    assert level.residual is None
    assert [s.code for s in level.statements] == ["standing-level"]


def test_a_day_figure_may_be_diffuse(article) -> None:
    """Marked as day-and-place figures, the city's two days stay groups of their own and are still suggested."""
    _, claims, document, kit = article
    marked = [msgspec.structs.replace(c, diffuse=k in {1, 2, 3, 4}) for k, c in enumerate(claims)]
    record = build_record([document], [Extraction(document="d1", claims=tuple(marked))], kit=kit)
    tuesday, shalabi = incident_with(record, claims[4]), incident_with(record, claims[5])
    assert tuesday.diffuse
    assert not shalabi.diffuse
    assert shalabi.id in {s.incident for s in tuesday.suggestions}
    pair = [i for i in record.incidents if i.id in {tuesday.id, shalabi.id}]
    assert (documented(pair, []).low, documented(pair, []).high) == (40, 80)
