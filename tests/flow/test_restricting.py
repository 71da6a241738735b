"""Restrictions through mergers: what a restricted incident became is as hidden as it was."""

from tollbook.flow.team.restricting import restricted_in
from tollbook.model.judgement import Entry


def entries(*told):
    """Return a ledger of (kind, body) in this order."""
    return [
        Entry(seq=n, kind=kind, author="noor", time="2019-05-01T00:00:00Z", body=body, previous="")
        for n, (kind, body) in enumerate(told, start=1)
    ]


def merged(old, new):
    """Return the redirect of a merger."""
    return "redirect", {"incident": old, "code": "", "claims": [], "redirect": new}


def restricted(name, *, is_so=True, what="incident"):
    """Return a restriction, or its end."""
    return "restrict", {"what": what, "id": name, "restricted": is_so, "why": "a family asked"}


def test_a_restriction_follows_every_merger():
    """Restricted as A, merged into B, and B later into C."""
    told = entries(restricted("A"), merged("A", "B"), merged("B", "C"))
    assert restricted_in(told) == (frozenset(), frozenset({"C"}))


def test_a_restriction_noted_after_the_merger_holds_for_what_is_there():
    """The entry may come from a colleague's book, where A still was."""
    assert restricted_in(entries(merged("A", "B"), merged("B", "C"), restricted("A")))[1] == {"C"}


def test_what_it_became_is_opened_by_opening_it():
    """But an older word on the other incident opens nothing that was merged into it since."""
    opened = restricted("B", is_so=False)
    assert restricted_in(entries(restricted("A"), merged("A", "B"), opened))[1] == set()
    assert restricted_in(entries(restricted("A"), opened, merged("A", "B")))[1] == {"B"}


def test_the_last_word_on_a_report_holds():
    """Reports are never merged."""
    told = entries(restricted("d", what="document"), restricted("e", what="document"))
    assert restricted_in(told)[0] == {"d", "e"}
    assert restricted_in([*told, *entries(restricted("d", is_so=False, what="document"))])[0] == {"e"}
