"""What hides with a hidden thing: whatever names it, in a whole value or within a sentence, and what was merged into it."""

import msgspec

from snapshots import mardan_week
from tollbook.model.judgement import Entry
from tollbook.publish.plan import outside_view
from tollbook.publish.visible import speaks_of

ID = "i1_0123456789abcdef0123"


def entry(seq, kind, body):
    """Return an entry of the ledger."""
    return Entry(seq=seq, kind=kind, author="noor", time="2017-08-24T00:00:00Z", body=body, previous="")


def test_an_id_is_seen_in_a_short_sentence_and_as_a_value():
    """Short sentences are whole values as well; the id in them counts too."""
    assert speaks_of({"why": f"the same as {ID}"}, {ID})
    assert speaks_of({"why": f"{ID}: the same"}, {ID})
    assert speaks_of({"incident": ID}, {ID})
    assert speaks_of({"incident": "i1_monday"}, {"i1_monday"})
    assert not speaks_of({"incident": "i1_monday"}, {"i1_mon", ID})


def test_what_was_merged_into_a_hidden_incident_through_another_is_hidden():
    """No entry speaks of the first of three."""
    view = mardan_week()
    name = next(iter(view.incidents))
    entries = (
        entry(1, "mint", {"incident": "i1_a", "code": "XXA000000a", "claims": []}),
        entry(2, "redirect", {"incident": "i1_a", "code": "XXA000000a", "claims": [], "redirect": "i1_b"}),
        entry(3, "redirect", {"incident": "i1_b", "code": "XXB000000a", "claims": [], "redirect": name}),
        entry(4, "mint", {"incident": "i1_c", "code": "XXC000000a", "claims": []}),
    )
    view = msgspec.structs.replace(view, entries=entries)
    assert [e.seq for e in outside_view(view, [], [name]).entries] == [4]
