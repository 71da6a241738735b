"""A running total that goes on from another rests on what that one names: hidden there, hidden here."""

from tollbook.model.count import Count
from tollbook.model.total import Total
from tollbook.publish.visible import shown_totals


def total(claim: str, carries: str | None, *contained: str) -> Total:
    """Return a running total of a series."""
    return Total(
        claim=claim,
        speaker="Monitor",
        harm="killed",
        status="unknown",
        stated=Count(9, 9),
        contained=contained,
        carries=carries,
    )


def test_what_goes_on_from_a_hidden_total_is_hidden() -> None:
    """Only totals that rest on nothing hidden are shown, in whatever order they stand."""
    series = [
        total("t4", "t3"),
        total("t1", None, "a"),
        total("t3", "t2", "c"),
        total("t2", "t1", "b"),
        total("u", None, "c"),
    ]
    assert [t.claim for t in shown_totals(series, {"b"})] == ["t1", "u"]
    assert [t.claim for t in shown_totals(series, {"z"})] == [t.claim for t in series]
