"""Sums over incidents never count possibly-same deaths twice in the low, nor lose any in the high."""

import msgspec
import pytest

from snapshots import MARKET, TANNERY, TANNERY_INCIDENT, TUESDAY, TUESDAY_INCIDENT, figure, mardan_week
from tollbook.model.incident import Figure, Range
from tollbook.publish.brief.sums import sum_of


def pair(*, is_suggested: bool, second: Figure) -> list:
    """Return two incidents, with or without a suggestion that they are one."""
    suggestions = TUESDAY_INCIDENT.suggestions if is_suggested else ()
    return [
        msgspec.structs.replace(TUESDAY_INCIDENT, figures=(figure(40, 40, by=TUESDAY),), suggestions=suggestions),
        msgspec.structs.replace(TANNERY_INCIDENT, figures=(second,), suggestions=()),
    ]


@pytest.mark.parametrize(
    ("is_suggested", "low", "high", "reason"),
    [
        (True, 40, 80, "unjudged: 40 .. 80+"),
        (False, 80, 80, "judged different: 80 .. 80+"),
    ],
)
def test_two_figures_that_may_be_one_event_are_bounded_both_ways(is_suggested, low, high, reason):
    """{about 40, at least 40}: the design's own case."""
    found = sum_of(
        pair(is_suggested=is_suggested, second=figure(40, 40, by=TANNERY, is_open=True)), "killed", mardan_week()
    )
    assert (found.low, found.high, found.is_open) == (low, high, True), reason


def test_an_incident_in_words_only_is_named_and_not_added():
    """A vague word is no number: it is counted as an incident without one."""
    vague = Figure(harm="killed", axis="all", key=None, range=Range(low=None, best=None, high=None, words=("dozens",)))
    found = sum_of(pair(is_suggested=False, second=vague), "killed", mardan_week())
    assert (found.low, found.high, found.unnumbered) == (40, 40, (TANNERY_INCIDENT.id,))


def test_no_incident_with_a_number_has_no_sum():
    """Silence gives no sum, not a zero."""
    assert sum_of([TUESDAY_INCIDENT], "injured", mardan_week()) is None


def test_a_sum_names_the_claims_behind_it():
    """No figure without its claims."""
    view = mardan_week()
    assert MARKET.id in sum_of(list(view.incidents.values()), "killed", view).claims
