"""Many words looked for at once: the same as looking for each, and in no more time than there is."""

import datetime as dt
import time

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from snapshots import mardan_week
from tollbook.publish.finding import pattern_of
from tollbook.publish.plan import Whole, plan_of
from tollbook.publish.redact import edition_by, edition_of
from tollbook.publish.sifting import Sifter
from tollbook.vocab.policies import Names, Policy, Sources

DAY = dt.date(2017, 9, 1)
WORDS = st.lists(
    st.sampled_from(["Omar", "Omar Haddad", "Haddad", "Al", "Noor  al-Din", 'Um "Ali"', "قرية", "aa", "a"])
)
PIECES = ["Omar", "Haddad", 'Um "Ali"', "Um", "Noor", "al-Din", "قرية", "a", " ", "  ", "\n", "l", "Al"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(words=WORDS, text=TEXTS)
def test_what_is_changed_is_what_one_pattern_of_all_words_finds(words, text):
    """Longest first, short ones as whole words only."""
    sifter = Sifter(words, pattern_of)
    assert sifter.changed(text, lambda m: "█" * len(m[0])) == pattern_of(words).sub(lambda m: "█" * len(m[0]), text)
    if sifter.changed(text, lambda _: "█") != text:
        assert sifter.may_stand({"text": text})


def test_ten_thousand_names_are_looked_for_in_a_book_within_seconds():
    """One pattern of them all would take hours on a large one: it tries each at every letter."""
    sifter = Sifter((f"Name{n} of House{n}" for n in range(10_000)), pattern_of)
    text = "Somebody of that quarter said that Name7 of House7 was seen there. " * 40
    start = time.process_time()
    changed = [sifter.changed(f"{n} {text}", lambda _: "█") for n in range(200)]
    assert time.process_time() - start < 5
    assert all("Name7" not in one and "█" in one for one in changed)


def test_a_part_of_a_book_is_redacted_as_in_the_whole():
    """A name that only another part gives away is blacked out too."""
    view = mardan_week()
    first, second = list(view.incidents.values())[:2]
    child = view.claims[first.claims[0]]
    who = msgspec.structs.replace(child.who, names=("Tannery",), ages=("9",))
    view = msgspec.structs.replace(
        view, claims={**view.claims, child.id: msgspec.structs.replace(child, who=who)}, totals=(), series=(), issues=()
    )
    policy = Policy(name="p", names=Names(minors="withhold"), sources=Sources(unnamed="withhold"))
    whole = edition_of(view, policy, DAY)
    plan = plan_of(Whole(view), policy, DAY)
    part = msgspec.structs.replace(
        view,
        incidents={second.id: second},
        claims={c: view.claims[c] for c in second.claims},
        documents={d: view.documents[d] for d in second.documents},
        records=(),
    )
    shown = edition_by(plan, part)
    assert shown.snapshot.incidents[second.id] == whole.snapshot.incidents[second.id]
    assert shown.snapshot.claims == {c: whole.snapshot.claims[c] for c in second.claims}
    assert shown.secrets == whole.secrets
    assert "█" in str(whole.snapshot)
