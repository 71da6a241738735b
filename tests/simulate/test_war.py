"""The simulated war: the same seed gives the same war, spans point at the counts, and the record meets its floors."""

import pytest

from tollbook.flow.record import build_record
from tollbook.simulate.claims import perfect_claims
from tollbook.simulate.war import document_lines, make_war, truth_lines
from tollbook.vocab.simulation import preset, preset_names, sentences, towns


def war(level: str, seed: int = 3, days: int = 60):
    """Return a short war."""
    return make_war(level, seed, towns(), sentences("en"), days)


def test_the_same_seed_makes_the_same_war() -> None:
    """Seeded: no clock, no chance outside it."""
    assert war("moderate") == war("moderate")
    assert war("moderate") != war("moderate", seed=4)


@pytest.mark.parametrize("level", preset_names())
def test_spans_point_at_the_counts_they_state(level) -> None:
    """Every count of the answer file stands in the text, with its number."""
    for report in war(level).reports:
        for said in report.said:
            phrase = report.text[said.span[0] : said.span[1]]
            assert str(said.number) in phrase


def test_easy_wars_have_no_noise() -> None:
    """Without noise every statement on an event is its truth."""
    made = war("easy")
    dead = {e.id: e.dead for e in made.events}
    assert {s.killed - dead[s.event] for s in made.statements if s.event} <= {0}
    assert preset("easy").copies == 0


def test_totals_keep_their_accounts() -> None:
    """A total is its speaker's published figures plus what it kept; the smaller totals inside take their share."""
    made = war("easy", days=120)
    current = {(s.speaker, s.event): s.killed for s in made.statements if s.event}
    weeks = [s for s in made.statements if s.kind == "period" and (s.end - s.start).days == 6]
    assert weeks
    for week in weeks:
        assert week.killed == sum(current[week.speaker, e] for e in week.covers) + week.true_residual


def test_lines_pair_up() -> None:
    """Each document has its line in the answer file, and each event its own."""
    made = war("moderate")
    ids = [line["id"] for line in document_lines(made)]
    answers = truth_lines(made)
    assert ids == [a["id"] for a in answers if a["kind"] == "report"]
    assert len(made.events) == sum(a["kind"] == "event" for a in answers)


def test_perfect_claims_point_into_their_texts() -> None:
    """text[span] == quote, always."""
    documents, extractions = perfect_claims(war("hard"))
    text = {d.id: d.text for d in documents}
    for extraction in extractions:
        for claim in extraction.claims:
            assert text[claim.document][claim.span[0] : claim.span[1]] == claim.quote


def test_documented_deaths_do_not_exceed_the_truth_by_copies() -> None:
    """Ten outlets that carry one report add nothing: the low of all incidents stays near the dead that were told."""
    made = war("moderate", days=90)
    documents, extractions = perfect_claims(made)
    record = build_record(documents, extractions)
    told = {s.event for s in made.statements if s.event and s.killed}
    dead = sum(e.dead for e in made.events if e.id in told)
    low = sum(f.range.low or 0 for i in record.incidents for f in i.figures if f.harm == "killed" and f.axis == "all")
    assert low <= 1.25 * dead
