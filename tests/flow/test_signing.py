"""Signing in a book: the figure stays over new reports and rebuilds, and can be taken back."""

import msgspec
import pytest

from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.judging.signed import signed_figures
from tollbook.flow.judging.signing import sign_off_body
from tollbook.model.incident import Figure, Incident, Range
from tollbook.model.judgement import Entry

RANGE = Range(low=12, best=12, high=14, open=True)
INCIDENT = Incident(
    id="i1_x",
    code="SYXXX200101a",
    claims=("c1_a",),
    documents=("d",),
    figures=(Figure(harm="killed", axis="all", key=None, range=RANGE),),
)


def entry(seq: int, kind: str, body: dict) -> Entry:
    """Return a ledger entry."""
    return Entry(seq=seq, kind=kind, author="Amal", time="2026-01-01T00:00:00Z", body=body, previous="")


def test_a_signature_holds_the_range_as_it_stands() -> None:
    """The ledger keeps the numbers, not a pointer to what the claims say."""
    body = sign_off_body("SYXXX200101a/killed", {"i1_x": INCIDENT})
    (figure,) = signed_figures([entry(1, "sign_off", body)])
    assert (figure.incident, figure.range, figure.author) == ("i1_x", RANGE, "Amal")


def test_the_last_signature_counts_and_an_undone_one_does_not() -> None:
    """Signing again replaces; undo takes back; an undone undo restores."""
    first = sign_off_body("i1_x/killed", {"i1_x": INCIDENT})
    second = {**first, "range": {"low": 20, "best": None, "high": 20}}
    entries = [entry(1, "sign_off", first), entry(2, "sign_off", second)]
    assert signed_figures(entries)[0].range.low == 20
    entries.append(entry(3, "undo", {"undoes": 2}))
    assert signed_figures(entries)[0].range.low == 12
    entries.append(entry(4, "undo", {"undoes": 3}))
    assert signed_figures(entries)[0].range.low == 20


def test_a_proposed_change_is_what_is_signed() -> None:
    """Where the record proposes a change, the new signature takes it."""
    moved = Figure(
        harm="killed", axis="all", key=None, range=RANGE, signed_by="Amal", proposed=Range(low=15, best=15, high=15)
    )
    body = sign_off_body("i1_x/killed", {"i1_x": msgspec.structs.replace(INCIDENT, figures=(moved,))})
    assert body["range"]["low"] == 15


@pytest.mark.parametrize("address", ["nothing/killed", "i1_x/injured", "i1_x/killed/children", "i1_x"])
def test_an_unknown_figure_is_refused_with_what_there_is(address) -> None:
    """Nothing is written for an address that names nothing."""
    with pytest.raises(JudgementRefused):
        sign_off_body(address, {"i1_x": INCIDENT})
