"""An address leads to the walk behind a figure, down to the quoted words; a wrong one is told what it may have meant."""

import pytest

from snapshots import DAY, MARKET, TRAPPED, WEEK, mardan_week
from tollbook.flow.asking.explain import explain
from tollbook.model.issue import ItemFailed
from tollbook.publish.walk import CLAIM_FIELDS, INCIDENT_PARTS, TOTAL_PARTS


def quotes_in(step) -> list[str]:
    """Return the cited words of a walk, in order."""
    own = [step.citation.quote] if step.citation else []
    return own + [quote for below in step.below for quote in quotes_in(below)]


def texts_in(step) -> list[str]:
    """Return the sentences of a walk, in order."""
    return [step.text, *(text for below in step.below for text in texts_in(below))]


@pytest.mark.parametrize(
    ("address", "first", "quote"),
    [
        ("MAR-0821-A/killed/high", "MAR-0821-A/killed/high = 35", "35 people"),
        ("mar-0821-a/killed/children", "MAR-0821-A/killed/children = 14", "14 children"),
        ("i1_monday/killed/group/women/low", "MAR-0821-A/killed/women/low = 9", "nine women"),
        ("MAR-U-A/killed/high", "MAR-U-A/killed/high = 30+", "at least 30 residents"),
        ("i1_market/when", "when = 19 Aug 2017", "يوم السبت"),
        ("MAR-0821-A/place", "place = Mardan (within 4.2 km)", "Mardan city"),
        (f"{DAY.id}/when", "when = 21 Aug 2017", "on Monday"),
        (f"{DAY.id[:9]}/by", "by = Northern Alliance", "Northern Alliance"),
        (f"{WEEK.id}/residual", "residual = 85+", "At least 120 civilians"),
        (f"{WEEK.id}/accounted", "accounted = 23–35", "35 people"),
        ("r1_damage", "damage [r1_damage]", "flattened much of the Tannery quarter"),
        ("bank-1", "صحيفة الضفة, 2017-08-22 [d_bank]", "19 مدنيا"),
    ],
)
def test_an_address_leads_to_the_quoted_words(address, first, quote):
    """Incidents by code, id or their parts, claims by the start of an id, totals by their claim, reports by caller's id."""
    walk = explain(mardan_week(), address)
    assert walk.text.replace("\xa0", " ") == first
    assert quote in quotes_in(walk)


def test_a_bound_names_its_rule_before_its_claim():
    """Figure, then rule, then claim, then words."""
    texts = texts_in(explain(mardan_week(), "MAR-0821-A/killed/high"))
    assert texts[1] == "the only figure there is [only-source]"
    assert texts[2].startswith("35 people killed, said by Lake Monitor [c1_")
    assert texts[3] == "Harbour Wire, 2017-08-23 (harbour-1)"


def test_a_date_shows_its_steps():
    """How words became a day is told step by step."""
    assert "“on Monday” is counted from the day of the report" in texts_in(explain(mardan_week(), f"{DAY.id}/when"))


def test_an_inherited_value_says_so():
    """Words that stand in another sentence are said to be inherited from there."""
    assert any(
        text.startswith("inherited from “Mardan city”") for text in texts_in(explain(mardan_week(), f"{DAY.id}/where"))
    )


def test_every_part_of_everything_can_be_asked_for():
    """No address that the help promises fails."""
    view = mardan_week()
    addresses = [f"{i}/{part}" for i in view.incidents for part in INCIDENT_PARTS]
    addresses += [f"{c}/{field}" for c in view.claims for field in CLAIM_FIELDS]
    addresses += [f"{t.claim}/{part}" for t in view.totals for part in TOTAL_PARTS]
    assert all(explain(view, address).text for address in [*addresses, *view.incidents, *view.claims, *view.documents])


def test_what_the_text_does_not_say_is_said_to_be_unsaid():
    """A claim without a day: the text does not say."""
    assert explain(mardan_week(), f"{TRAPPED.id}/when").text == "when: the text does not say"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("MAR-0821-B", "mar-0821-a"),
        ("c1_", "ids start so"),
        ("MAR-0821-A/injured/high", "killed"),
        (f"{MARKET.id}/residual", "when"),
        ("r1_damage/when", "give its id alone"),
        ("zz", "tollbook claims"),
    ],
)
def test_a_wrong_address_is_told_what_there_is(address, told):
    """The message names what the address may have meant or what may be asked."""
    with pytest.raises(ItemFailed) as failed:
        explain(mardan_week(), address)
    assert told in failed.value.issue.message + failed.value.issue.hint
