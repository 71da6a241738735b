"""Read the number of a model's quote again, by the program's own grammar: what it cannot read there was not said there."""

from collections.abc import Iterable, Sequence

import msgspec

from tollbook.extract.counted.groups import groups_of
from tollbook.extract.sentences.line import lines_of
from tollbook.extract.sentences.segment import Sentence
from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.model.ids import Span
from tollbook.vocab.lexicon import lexicon

_NO_PEOPLE = "thing"


class Counted(msgspec.Struct, frozen=True):
    """A count of people in the text: where its head stands, from which word its phrase starts, what it says."""

    head: int
    span: Span
    count: Count
    who: Who = Who()


def counts_in(sentence: Sentence, language: str, known: Iterable[Claim] = ()) -> tuple[Counted, ...]:
    """Return the counts of people of ``sentence`` by their heads; what the rules' claims ``known`` make of a head goes first."""
    found = {claim.head: Counted(claim.head, claim.span, claim.count, claim.who) for claim in known}
    words = lexicon(language)
    for line in lines_of(0, sentence, words):
        for group in groups_of(line, words):
            if group.count is None or group.kind == _NO_PEOPLE:
                continue
            head = line.words[group.head].start
            span = (line.words[group.quote].start, line.words[group.last].end - group.cut)
            who = Who(ages=tuple(group.ages), names=tuple(group.names), mixed=group.mixed)
            found.setdefault(head, Counted(head, span, group.count, who))
    return tuple(found[head] for head in sorted(found))


def count_at(span: Span, counts: Sequence[Counted]) -> tuple[Counted, ...]:
    """Return the counts whose heads stand in ``span``, in order."""
    return tuple(c for c in counts if span[0] <= c.head < span[1])


def says_the_same(count: Count, low: int | None, high: int | None, bound: str) -> bool:
    """Return True when a model's numbers are the ones the words say; for vague words the kind of bound must do.

    Which of ``low`` and ``high`` an open bound fills is a convention that models get wrong; the numeral is not.
    """
    if count.bound == "vague":
        return bound == "vague"
    stated = {count.low, count.high} - {None, 0}
    given = {low, high} - {None, 0}
    if not stated or not given:
        return stated == given and bound == count.bound
    return stated == given
