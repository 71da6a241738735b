"""Finding again what a judgement pointed at."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import bare_kit, count_words
from tollbook.flow.judging.anchors import Finder, anchor_of, find_again, is_same, shared_words
from tollbook.model.count import Count
from tollbook.model.document import Document

STORY = (
    "In the north 5 people were killed by shells. Later 5 people were killed on the bridge. "
    "A witness saw smoke. In the south 5 civilians were injured at dawn. Nobody else was hurt."
)


def claims_of(text: str, identity: str):
    """Return the claims of a text."""
    return count_words(Document(id=identity, sha256="", text=text), bare_kit()).claims


def found_for(number: int, text: str):
    """Return where the claim of that number in the story is found in ``text``, as its claim's number there."""
    old, new = claims_of(STORY, "old"), claims_of(text, "new")
    found = find_again(anchor_of(old[number]), new, {"old": STORY, "new": text})
    return None if found is None else [c.id for c in new].index(found.id)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("An advert for shoes. " + STORY, [0, 1, 2], "something came before"),
        (
            STORY.replace("A witness saw smoke. ", "Buy 5 shoes now, while they last! "),
            [0, 1, 2],
            "something in the middle",
        ),
        (
            STORY.replace("5 people were killed by shells. Later ", ""),
            [0, 0, 1],
            "of two alike one is left: it is the nearest words",
        ),
        (
            STORY.replace("5 civilians were injured", "6 civilians were injured"),
            [0, 1, None],
            "another number is another claim",
        ),
        ("Only weather.", [None, None, None], "nothing stands any more"),
    ],
)
def test_the_same_words_are_found_in_another_edition(text, expected, reason):
    """Surroundings tell claims of the same words apart."""
    assert [found_for(number, text) for number in range(3)] == expected, reason


def test_a_changed_harm_or_open_end_is_still_the_same_words():
    """A better extractor may read the same words otherwise; the judgement stays with them."""
    old = claims_of(STORY, "old")
    better = tuple(msgspec.structs.replace(c, harm="missing") for c in old)
    for before, after in zip(old, better, strict=True):
        assert find_again(anchor_of(before), better, {"old": STORY}).span == after.span


@pytest.mark.parametrize(("before", "after"), [(1, 0), (-1, -1), (0, 1), (-1, 0), (1, 1), (0, -1)])
def test_a_claim_is_found_where_its_words_stand_however_its_span_moved(before, after):
    """Spans a word longer, shorter or beside, over the end of a sentence too, in the same text and in a new edition."""
    new_text = "An advert. " + STORY
    for text, identity in ((STORY, "old"), (new_text, "new")):
        old = claims_of(STORY, "old")
        words = [m.span() for m in re.finditer(r"\S+", text)]
        moved = []
        for claim in claims_of(text, identity):
            first = next(n for n, (_, end) in enumerate(words) if end > claim.span[0]) + before
            last = next(n for n, (_, end) in enumerate(words) if end >= claim.span[1]) + after
            span = (words[max(first, 0)][0], words[last][1])
            moved.append(
                msgspec.structs.replace(claim, span=span, quote=text[slice(*span)], id=f"{identity}{len(moved)}")
            )
        found = [find_again(anchor_of(c), moved, {"old": STORY, "new": new_text}) for c in old]
        assert [f and f.id for f in found] == [f"{identity}{n}" for n in range(3)]


def test_an_id_that_means_another_claim_now_is_not_followed():
    """A better extractor may put one claim's head where another's was: the number and the words tell."""
    first, _, third = claims_of(STORY, "old")
    usurper = msgspec.structs.replace(third, id=first.id, count=Count(7, 7), quote="Nobody else was hurt")
    assert not is_same(anchor_of(first), usurper)
    finder = Finder({first.id: usurper}, {"old": STORY}, {}, {})
    finder.settle([(1, anchor_of(first))])
    assert finder.claim_for(1, anchor_of(first)) is None


@given(st.text(), st.text())
def test_shared_words_is_a_share(one, other):
    """Between nothing and all, the same both ways."""
    share = shared_words(one, other)
    assert 0 <= share <= 1
    assert share == shared_words(other, one)
