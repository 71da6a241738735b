"""Where a sentence turns to what its event answers: "the army struck the camp after gunmen killed six in the town"."""

from collections.abc import Iterable, Sequence

from tollbook.extract.sentences.segment import Token
from tollbook.vocab.places import AttachWords


def answered_from(tokens: Sequence[Token], counts: Iterable[int], words: AttachWords) -> int | None:
    """Return the offset from which the sentence tells an earlier event that its main clause only answers, else None.

    All that is counted (``counts``: offsets) stands behind the word that turns, with no comma between, and an event is named
    before it: the sentences that follow go on with that one.
    """
    starts = sorted(counts)
    if not starts:
        return None
    turn = next((t.start for t in reversed(tokens) if t.start < starts[0] and t.lower in words.answers), None)
    if turn is None or any(t.text in {",", ";"} for t in tokens if turn < t.start < starts[0]):
        return None
    return turn if any(t.lower in words.events for t in tokens if t.start < turn) else None
