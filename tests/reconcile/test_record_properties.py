"""What must hold of every record, whatever the claims: bounds that are stated, order without effect, sums that balance."""

import datetime as dt
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.flow.record import build_record
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.incident import Incident, Pairing
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record
from tollbook.reconcile import sums

START = dt.date(2020, 1, 1)
TOWNS = [Place(f"Town {k}", 34 + k * 0.4, 36.0, 1500, "town", "exact", "t", str(k), "SY") for k in range(3)]
BOUNDS = ["exact", "about", "at_least", "more_than", "up_to", "range", "vague", "none"]


@st.composite
def counts(draw) -> Count:
    """Draw any count a claim may state."""
    bound = draw(st.sampled_from(BOUNDS))
    n = draw(st.integers(1, 60))
    if bound in {"at_least", "more_than", "vague"}:
        return Count(n, None, bound, "dozens" if bound == "vague" else None)
    if bound == "up_to":
        return Count(0, n, bound)
    if bound == "range":
        return Count(n, n + draw(st.integers(1, 20)), bound)
    return Count(0, 0, bound) if bound == "none" else Count(n, n, bound)


@st.composite
def reports(draw) -> list[tuple[Document, Extraction]]:
    """Draw a handful of reports about a few towns and days."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        text = f"report {number} " + "x" * 30
        day = START + dt.timedelta(days=draw(st.integers(0, 4)))
        document = Document(id=f"d{number}", sha256="", text=text, published=day, outlet=f"o{draw(st.integers(0, 2))}")
        claims = tuple(draw(claims_of(document, k)) for k in range(draw(st.integers(1, 3))))
        made.append((document, Extraction(document=document.id, claims=claims)))
    return made


@st.composite
def claims_of(draw, document: Document, number: int) -> Claim:
    """Draw one claim of a report."""
    span = (number, number + 5)
    speaker = draw(st.sampled_from(["A", "B", "C", None]))
    scope = draw(st.sampled_from(["incident", "incident", "incident", "period", "cumulative"]))
    first = START + dt.timedelta(days=draw(st.integers(0, 3)))
    last = first if scope == "incident" else first + dt.timedelta(days=draw(st.integers(1, 9)))
    town = draw(st.sampled_from(TOWNS))
    return Claim(
        id=claim_id(document.text, number, 0),
        document=document.id,
        span=span,
        quote=document.text[span[0] : span[1]],
        head=number,
        harm=draw(st.sampled_from(["killed", "killed", "injured"])),
        count=draw(counts()),
        who=Who(draw(st.sampled_from(["unknown", "civilian", "combatant"]))),
        scope=scope,
        diffuse=draw(st.booleans()) and scope == "incident",
        when=TimeReading(span, "", "t", interval=Interval(first, last)),
        where=PlaceReading(span, "", town.name, "t", place=town),
        means=Reading(span, "", draw(st.sampled_from(["airstrike", "shelling"])), "t"),
        said_by=(ActorReading(span, "", speaker, "speaker", "t", actor=speaker),) if speaker else (),
        stance=draw(st.sampled_from(["asserted", "asserted", "asserted", "denied"])),
    )


def record_of(pairs, **more):
    """Return the record of documents and extractions."""
    return build_record([d for d, _ in pairs], [e for _, e in pairs], **more)


@settings(max_examples=120, deadline=None)
@given(reports())
def test_every_published_bound_is_stated_by_a_claim(pairs) -> None:
    """Low <= high, and low and high are numbers of claims, or sums whose addends the rule names."""
    record = record_of(pairs)
    claims = {c.id: c for _, e in pairs for c in e.claims}
    for incident in record.incidents:
        for figure in incident.figures:
            made = figure.range
            if made.low is None:
                assert made.high is None
                continue
            assert made.low <= made.high
            members = [claims[c] for c in incident.claims if claims[c].harm == figure.harm]
            stated = {n for c in members for n in (c.count.low, c.count.high) if n is not None}
            sums = {
                n
                for rule in made.rules
                if rule.code.endswith("sum-of-classes")
                for n in (
                    sum(claims[c].count.low for c in rule.claims),
                    sum(claims[c].count.high or 0 for c in rule.claims),
                )
            }
            assert {made.low, made.high} <= stated | sums
            assert set(made.set_by.values()) <= set(incident.claims)


@settings(max_examples=60, deadline=None)
@given(reports(), st.randoms())
def test_order_of_arrival_changes_nothing(pairs, shuffler) -> None:
    """Any order of documents and claims gives the same record, byte for byte."""
    first = msgspec.json.encode(record_of(pairs), order="sorted")
    shuffled = list(pairs)
    shuffler.shuffle(shuffled)
    turned = [(d, msgspec.structs.replace(e, claims=tuple(reversed(e.claims)))) for d, e in shuffled]
    assert msgspec.json.encode(record_of(turned), order="sorted") == first


@settings(max_examples=60, deadline=None)
@given(reports())
def test_every_incident_claim_is_in_exactly_one_incident(pairs) -> None:
    """No claim is lost or counted twice; running totals are in no incident."""
    record = record_of(pairs)
    placed = [c for i in record.incidents for c in i.claims]
    claims = {c.id: c for _, e in pairs for c in e.claims}
    assert len(placed) == len(set(placed))
    assert {c.id for c in claims.values() if c.scope == "incident"} <= set(placed)
    assert not [c for c in placed if claims[c].scope == "cumulative"]


@settings(max_examples=60, deadline=None)
@given(reports())
def test_residual_and_accounted_make_up_the_total(pairs) -> None:
    """Stated = accounted + residual as intervals, wherever nothing is impossible."""
    for total in record_of(pairs).totals:
        if total.residual is None or total.impossible:
            continue
        high = total.residual.high
        assert high is None or total.residual.low <= high
        if total.accounted.high is not None:
            assert total.residual.low + total.accounted.high >= total.stated.low
        if high is not None and total.stated.high is not None:
            assert high + total.accounted.low >= total.stated.high or total.accounted.low > total.stated.high


@settings(max_examples=40, deadline=None)
@given(reports())
def test_a_denial_moves_no_bound(pairs) -> None:
    """Somebody else's denial of every claim changes no low, best or high."""
    denied = [
        (
            d,
            msgspec.structs.replace(
                e,
                records=tuple(
                    Record(id=f"r{c.id}", document=d.id, kind="denial", span=c.span, quote=c.quote, claim=c.id)
                    for c in e.claims
                ),
            ),
        )
        for d, e in pairs
    ]

    def bounds(record):
        return [
            (i.id, f.harm, f.axis, f.key, f.range.low, f.range.best, f.range.high, f.range.open)
            for i in record.incidents
            for f in i.figures
        ]

    assert bounds(record_of(denied)) == bounds(record_of(pairs))


@settings(max_examples=40, deadline=None)
@given(reports())
def test_a_rebuild_keeps_ids_and_mints_nothing(pairs) -> None:
    """With its own mintings handed back, a rebuild gives the same incidents and no new id."""
    first = record_of(pairs)
    again = record_of(pairs, mintings=first.mintings)
    assert again.mintings == ()
    assert again.incidents == first.incidents


@settings(max_examples=40, deadline=None)
@given(reports(), st.integers(0, 10**6))
def test_people_have_the_last_word(pairs, seed) -> None:
    """Two incident claims judged the same end together, judged different end apart, whatever the scorer thinks."""
    members = [c.id for _, e in pairs for c in e.claims if c.scope == "incident"]
    if len(members) < 2:
        return
    one, two = random.Random(seed).sample(members, 2)
    for same in (True, False):
        record = record_of(pairs, pairings=[Pairing(one, two, same)])
        homes = {c: i.id for i in record.incidents for c in i.claims}
        assert (homes[one] == homes[two]) is same


@pytest.mark.parametrize("profile", ["airwars", "ucdp", "acled", "ibc", "ecc"])
def test_every_profile_loads_and_names_itself(profile) -> None:
    """Each coding profile's name is printed with each result."""
    text = "ten died here"
    document = Document(id="d", sha256="", text=text, published=START, outlet="o")
    claim = Claim(id="c1", document="d", span=(0, 3), quote="ten", head=0, harm="killed", count=Count(10, 10))
    record = build_record([document], [Extraction(document="d", claims=(claim,))], profile=profile)
    assert record.incidents[0].profile == profile


def test_day_figures_are_held_against_the_incidents_of_their_days_only() -> None:
    """Looking at the days first finds the same pairs as looking at every pair, undated and long incidents too."""
    base = dt.date(2021, 5, 1)

    def incident(number: int, first: int | None, days: int = 1, *, diffuse: bool = False) -> Incident:
        start = base + dt.timedelta(days=first) if first is not None else None
        when = Interval(start, start + dt.timedelta(days=days - 1)) if start is not None else None
        return Incident(id=f"i{number:03}", code="", claims=(), documents=(), when=when, diffuse=diffuse)

    made = [incident(n, n * 7 % 90, 1 + 50 * (n % 9 == 0), diffuse=n % 4 == 0) for n in range(120)]
    made += [incident(200, None), incident(201, None, diffuse=True), incident(202, 3, 400)]
    slow = {(d.id, i.id) for d in made if d.diffuse for i in made if i.id != d.id and sums._may_lie_in(i, d)}
    assert set(sums._day_figures(made)) == slow
    assert len(slow) > 100
