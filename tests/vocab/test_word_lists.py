"""The word lists are clean, and the linter finds each kind of slip."""

import msgspec
import pytest

from tollbook.vocab import lint, roles
from tollbook.vocab.lexicon import PLURAL, SINGULAR, forms, lexicon, pieces
from tollbook.vocab.words import Lists, word_lists


def test_the_english_lists_hold_no_slips() -> None:
    """No repeated, upper-case or never-matching word, and no word in two classes that exclude each other."""
    assert lint.lint_words("en") == ()


SLIPS = [
    ({"grammar": {"verbs": ["ran", "ran"]}}, "stands twice", "a repeated word"),
    ({"grammar": {"verbs": ["Ran"]}}, "upper case", "a capital that never matches lower-cased text"),
    ({"grammar": {"verbs": ["ﬁnd"]}}, "presentation forms", "a ligature from a copied page"),
    ({"grammar": {"verbs": [" ran"]}}, "stray spaces", "a space at the edge"),
    ({"means": {"words": {"ied": ["boom"], "drone": ["boom"]}}}, "is both", "a word of two means"),
    ({"people": {"class": [{"status": "civilian", "words": ["baker"]}, {"status": "security", "words": ["baker"]}]}}, "is both", "a noun of two statuses"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "finding", "reason"), SLIPS, ids=[s[2] for s in SLIPS])
def test_the_linter_finds_each_kind_of_slip(change: dict, finding: str, reason: str, monkeypatch) -> None:
    """A slip put into the lists is named."""
    lists = msgspec.to_builtins(word_lists("en"))
    for area, fields in change.items():
        for field, value in fields.items():
            lists[area][field] = value
    broken = msgspec.convert(lists, Lists)
    monkeypatch.setattr(lint, "word_lists", lambda _: broken)
    assert any(finding in f for f in lint.lint_words("en")), reason


FORMS = [
    ("soldier+s", [("soldier", SINGULAR), ("soldiers", PLURAL)], "a regular plural"),
    ("man/men", [("man", SINGULAR), ("men", PLURAL)], "an irregular plural"),
    ("-/dead", [("dead", PLURAL)], "a plural only"),
    ("police/police", [("police", SINGULAR | PLURAL)], "one form for both"),
]


@pytest.mark.parametrize(("item", "expected", "reason"), FORMS)
def test_nouns_are_written_with_their_plurals(item: str, expected: list, reason: str) -> None:
    """The short notation of the lists gives both numbers."""
    assert forms(item) == expected, reason


def test_phrases_are_cut_as_the_text_is() -> None:
    """A phrase of the lists has the tokens the segmenter would make of it."""
    assert pieces("al-Shabab’s U.N. base") == ("al", "-", "shabab's", "u.n.", "base")


def test_one_look_up_knows_all_roles_of_a_word() -> None:
    """Recognise "Wounded" is a verb, an adjective and a noun of harm at once."""
    flags = lexicon("en").words["wounded"].flags
    assert flags & roles.HARM_VERB
    assert flags & roles.HARM_ADJECTIVE
    assert flags & roles.HARM_NOUN
