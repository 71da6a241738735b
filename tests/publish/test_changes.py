"""What changed between two releases: each figure's way, what it was merged into, and because of what."""

import msgspec
import pytest

from tollbook.publish.changes import Change, change_sentence, changes, changes_text


def line(identity="i1", code="A", low=3, high=5, **fields):
    """Return an incident's line as far as changes look at it."""
    killed = {"low": low, "best": low, "high": high, "open": False, "words": [], "set_by": {"low": "c1", "high": "c2"}}
    known = {
        "id": identity,
        "code": code,
        "claims": ["c1", "c2"],
        "killed": killed,
        "injured": None,
        "grade": {"name": "Weak"},
        "place": {"name": "X", "radius_km": 1.5},
        "when": ["2017-08-21", "2017-08-21"],
    }
    return known | fields


def only(old, new, **given):
    """Return the one change."""
    (found,) = changes(old, new, redirects=given.get("redirects", {}), entries=given.get("entries", ()))
    return found


@pytest.mark.parametrize(
    ("low", "high", "kind", "reason"),
    [
        (3, 9, "rose", "the upper end"),
        (4, 5, "rose", "the lower end"),
        (4, 9, "rose", "both"),
        (2, 5, "fell", "the lower end"),
        (2, 4, "fell", "both"),
        (2, 9, "changed", "wider"),
        (4, 4, "changed", "narrower"),
    ],
)
def test_a_figure_rises_falls_or_changes(low, high, kind, reason):
    """Both ends not down: rose; both not up: fell; apart or together: changed."""
    found = only([line()], [line(low=low, high=high)])
    assert (found.kind, found.figure) == (kind, "killed"), reason


def test_nothing_changed_is_no_change():
    """The same lines."""
    assert changes([line()], [line()], redirects={}) == ()
    assert "No figure changed" in changes_text((), "t")


def test_a_change_names_the_new_claim_that_set_it():
    """Not those that were there before."""
    figure = line(low=3, high=9)["killed"] | {"set_by": {"low": "c1", "high": "c9"}}
    found = only([line()], [line(killed=figure, claims=["c1", "c2", "c9"])])
    assert found.because == ("c9",)
    assert (found.old, found.new) == ("3–5", "3–9")


def test_a_change_names_the_entries_about_its_claims_since():
    """A correction; mintings are no cause."""
    entries = [{"seq": 7, "kind": "correct", "names": ["c2"]}, {"seq": 8, "kind": "mint", "names": ["c2", "i1"]}]
    assert only([line()], [line(low=3, high=9)], entries=entries).because == ("entry 7 (correct)",)


def test_what_was_merged_says_into_what_and_what_is_gone_says_so():
    """A redirect leads to today's incident."""
    old = [line(), line("i2", "B")]
    merged = only(old, [line()], redirects={"i2": "i1"}, entries=[{"seq": 4, "kind": "same", "names": ["i2", "i1"]}])
    assert (merged.kind, merged.code, merged.new, merged.because) == ("merged", "B", "A", ("entry 4 (same)",))
    assert only(old, [line()]).kind == "removed"


def test_what_is_new_names_its_claims():
    """And its figure."""
    found = only([], [line()])
    assert (found.kind, found.new, found.because) == ("added", "3–5", ("c1", "c2"))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"grade": {"name": "Fair"}}, "regraded"),
        ({"place": {"name": "Y", "radius_km": 1.5}}, "moved"),
        ({"when": ["2017-08-22", None]}, "moved"),
        ({"place": None}, "moved"),
    ],
)
def test_grade_place_and_day_are_changes_too(fields, kind):
    """A figure at another place is another statement."""
    assert only([line()], [line(**fields)]).kind == kind


def test_an_open_end_and_words_are_printed():
    """An open end as 40+, and dozens: what a reader saw."""
    old = line()["killed"] | {"low": None, "high": None, "words": ["dozens"]}
    new = line()["killed"] | {"low": 40, "high": 40, "open": True}
    found = only([line(killed=old)], [line(killed=new)])
    assert (found.kind, found.old, found.new) == ("changed", "dozens", "40+")


def test_the_changelog_says_each_change_once_in_a_sentence():
    """By kind, for people."""
    change = Change(kind="rose", incident="i1", code="A", figure="killed", old="3", new="5", because=("c9",))
    assert change_sentence(change) == "A: killed rose from 3 to 5, because of c9."
    text = changes_text(
        (change, msgspec.structs.replace(change, kind="added", figure="", old="", new="5", because=())), "T"
    )
    assert text.index("## Added") < text.index("## Rose")
    assert "A is new (5 killed)." in text
