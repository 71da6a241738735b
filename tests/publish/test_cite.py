"""A citation shows the exact words in their sentence."""

from hypothesis import given
from hypothesis import strategies as st

from snapshots import CHILDREN, CLAIMS, DAY, MARKET, WOMEN, mardan_week
from tollbook.publish.cite import REACH, cite, context_of, note_of


def test_before_quote_and_after_are_a_stretch_of_the_text():
    """Put together they stand in the document as they are."""
    view = mardan_week()
    for claim in CLAIMS:
        found = cite(view, claim)
        assert found.before + found.quote + found.after in view.documents[claim.document].text


def test_a_citation_names_outlet_day_and_the_callers_id():
    """What a reader needs to find the report again."""
    found = cite(mardan_week(), MARKET)
    assert (found.outlet, found.published, found.callers) == ("صحيفة الضفة", "2017-08-22", ("bank-1",))


def test_words_of_one_sentence_share_a_note():
    """Three numbers of one sentence are one footnote with three marks."""
    view = mardan_week()
    note = note_of([cite(view, claim) for claim in (DAY, WOMEN, CHILDREN)], view)
    assert [words for words, is_cited in note.pieces if is_cited] == ["35 people", "14 children", "nine women"]
    assert "".join(words for words, _ in note.pieces) in view.documents[DAY.document].text


@given(st.text(alphabet="ab .\n", max_size=900), st.data())
def test_a_context_holds_its_quote_and_stays_short(text, data):
    """Whatever the text, the quote is inside, whole, and the reach is kept."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = context_of(text, (start, end))
    assert first <= start <= end <= last
    assert start - first <= REACH
    assert last - end <= REACH
