"""What holds for records of any text: faithful words, own ids, silence on other news, no slow or broken input."""

import datetime as dt
import re
import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.extract.records.count import count_of
from tollbook.extract.records.patterns import wordings
from tollbook.extract.records.read import may_hold_records, records_of
from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.vocab.load import data_path
from tollbook.vocab.records import alternatives, expand, load_record_words

DAY = dt.date(2020, 5, 20)
OTHER_NEWS = {
    "sport": "The visitors launched attack after attack and scored three times. The coach said the striker was hit by a strike "
    "of bad luck; the next meeting of the two sides will be held in May. Fans said the season was destroyed.",
    "business": "The two companies will hold talks on a merger on Monday, the chief executive told Reuters. Shareholders "
    "are expected to vote in June. The takeover battle for the retailers has damaged confidence.",
    "kitchen": "Health inspectors carried out more than 50 raids on restaurant kitchens in March and found damaged roofs.",
    "labour": "Train drivers held three strikes over pay in a week, and the trade unions said talks would resume on Friday.",
    "weather": "The storm destroyed 40 homes and damaged two bridges on the coast. The death toll could rise, officials said.",
    "disease": "The outbreak has infected 200 people. The true toll of the epidemic is likely higher, the ministry told reporters.",
}
PIECES = [
    "The army said rebels fired 30 rockets at Gao on Monday.",
    "Talks between Mali and the rebels, planned for May, have been put off to June.",
    "Rebel-held Kidal was shelled; houses were destroyed",
    '"We deny killing civilians," he said.',
    "U.S.-backed forces captured the town of Gao",
    "Could not be independently verified",
    "ASI SAID THE TERRORISTS HELD THE CITY",
    "«»“”\"'’-–—()[];:,.",
    "القصف على حلب",
    "held by held by held by",
    "12 13 14 raids",
    "\n\n",
    "\u200f\u00a0\t",
]


def records(text, claims=()):
    """Return the records of a text published on a fixed day."""
    document = Document(id="d", sha256="", text=text, published=DAY)
    return records_of(document, segment(text), claims, default_kit().spotters)


@pytest.mark.parametrize("text", OTHER_NEWS.values(), ids=OTHER_NEWS)
def test_news_without_war_gives_nothing(text):
    """Talks, raids, strikes and damage of peace time are no records."""
    assert records(text * 3) == ()


def test_the_gate_lets_talks_without_casualties_pass():
    """A report of talks to end a war has no claim and still records."""
    text = "Peace talks between the government and the rebels will be held in Doha in June."
    assert may_hold_records(text)
    assert [record.kind for record in records(text)] == ["agenda"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_words_of_every_record_stand_where_it_says(text):
    """Whatever the text, every span holds its quote, records are in order, and no two share an id."""
    found = records(text)
    for record in found:
        every = [*record.said_by, *record.by, *record.readings.values(), *record.times.values()]
        every += [reading for readings in record.actors.values() for reading in readings]
        every += [r for r in (record.when, record.where, record.means, record.as_of) if r is not None]
        assert text[slice(*record.span)] == record.quote
        assert all(text[slice(*reading.span)] == reading.quote for reading in every)
    assert [r.span for r in found] == sorted(r.span for r in found)
    assert len({r.id for r in found}) == len(found)


def test_the_same_text_gives_the_same_records():
    """Reading has no memory: a second reading gives equal values."""
    text = " ".join(PIECES)
    assert records(text) == records(text)


@pytest.mark.parametrize(
    "piece", ["the army, ", "U.S.-backed ", "held captured destroyed said ", "Alpha of The Beta ", "12 23 "]
)
def test_a_long_sentence_of_one_kind_of_words_stays_quick(piece):
    """Patterns do not blow up on words that almost match them, over and over."""
    text = "Rebels and troops said airstrikes hit the ceasefire talks " + piece * (20_000 // len(piece)) + "."
    began = time.perf_counter()
    records(text)
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("more than 50", Count(50, None, "more_than", "more than")),
        ("at least 2,200", Count(2200, None, "at_least", "at least")),
        ("up to 40", Count(0, 40, "up_to", "up to")),
        ("about thirty-five", Count(35, 35, "about", "about")),
        ("dozens of", Count(24, None, "vague", "dozens of")),
        ("three", Count(3, 3)),
        ("two dozen", Count(24, 24)),
        ("two thousand five hundred", Count(2500, 2500)),
        ("2017", None),
        ("many", None),
    ],
)
def test_count_phrases(phrase, expected):
    """A count of attacks reads as a count of people does: bounds, vague words, number words; a bare year is no count."""
    assert count_of(phrase, "en") == expected


def test_every_pattern_of_every_language_compiles():
    """All wordings name lists and macros that exist, and each kind has triggers."""
    for folder in data_path("languages").iterdir():
        if not (folder / "records.toml").exists():
            continue
        words = load_record_words(folder.name)
        for pattern in words.patterns:
            for expression in (pattern.find, pattern.before, pattern.after, pattern.unless):
                assert re.compile(expand(words, expression), re.IGNORECASE)
        assert {pattern.kind for pattern in words.patterns} <= set(words.triggers)


def test_the_quick_look_loses_no_match():
    """Wherever a wording matches, the cheaper expression that is tried first matches too."""
    texts = [piece for piece in PIECES if piece.strip()]
    for path in data_path("languages", "en", "cases", "records").glob("*.toml"):
        texts += [case["text"] for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    every = [wording for each in wordings("en").by_kind.values() for wording in each if wording.key is not None]
    lost = [(w.pattern.name, t) for t in texts for w in every if w.find.search(t) and not w.key.search(t)]
    assert lost == []


ALTERNATIVES = [
    (("raid", "raids?", "rockets?"), "raids", "raids", "longest first behind a shared letter"),
    (("in", "inside", "into"), "into", "into", "words that begin alike"),
    (("a|bomb", "army"), "bomb", "bomb", "two words in one expression keep their own letters"),
    (("(?:a|an) aid", "air"), "an aid", "an aid", "a bar inside a group"),
    (("s?hells?", "salvos?"), "hell", "hell", "a first letter that may be missing is not shared"),
    (("i",), "i", "i", "a word of one letter"),
    (("it", "is"), "i", None, "no word of the list"),
]


@pytest.mark.parametrize(("words", "text", "expected", "reason"), ALTERNATIVES)
def test_alternatives_match_whole_words(words: tuple[str, ...], text: str, expected: str | None, reason: str) -> None:
    """Words that share a branch for their first letter match as if each stood alone."""
    match = re.match(alternatives(words), text)
    assert (match.group() if match else None) == expected, reason


def test_alternatives_of_the_data_match_as_they_stand():
    """Each list of each language matches what its words match one by one, the longest first."""
    for folder in data_path("languages").iterdir():
        for name, listed in load_record_words(folder.name).lists.items():
            plain = "(?:" + "|".join(sorted(listed, key=lambda word: (-len(word), word))) + ")"
            for text in (word.replace("?", "").replace("(:", "(?:") for word in listed):
                one, other = (re.match(p, text, re.IGNORECASE) for p in (plain, alternatives(listed)))
                assert (one and one.span()) == (other and other.span()), (name, text)


def test_an_unknown_list_is_named():
    """A slip in the data file says which name is unknown."""
    with pytest.raises(ValueError, match="no_such_list"):
        expand(load_record_words("en"), "a {no_such_list} b")
