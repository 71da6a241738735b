"""What the words beside a claim mark it as: a correction, a toll while rescue goes on, deaths of the wounded."""

from collections.abc import Iterable, Mapping

from tollbook.link.words import sentence_index, sentence_span
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.vocab.linking import LinkLexicon

OF_THE_SMALLEST = frozenset({"earlier", "died_of_wounds"})


def marks_of(
    claims: Iterable[Claim], documents: Mapping[str, Document], lexicon: LinkLexicon
) -> dict[str, frozenset[str]]:
    """Return the marks of each claim that has any: "correction", "earlier", "rescue", "died_of_wounds".

    Of several figures in one sentence the smallest is the earlier one, and the smallest those who died of wounds.
    """
    sentences: dict[tuple[str, int, str], list[Claim]] = {}
    for claim in claims:
        document = documents.get(claim.document)
        if document is not None and document.text:
            index = sentence_index(document.text, claim.span[0])
            sentences.setdefault((claim.document, index, claim.harm), []).append(claim)
    found: dict[str, frozenset[str]] = {}
    for (document_id, index, _), members in sentences.items():
        begin, end = sentence_span(documents[document_id].text, index)
        sentence = documents[document_id].text[begin:end].casefold()
        marks = frozenset(name for name, pattern in lexicon.marks.items() if pattern.search(sentence))
        if marks:
            found.update(_shared_out(members, marks))
    return found


def _shared_out(members: list[Claim], marks: frozenset[str]) -> dict[str, frozenset[str]]:
    least = min(c.count.low for c in members)
    return {c.id: own for c in members if (own := marks if c.count.low == least else marks - OF_THE_SMALLEST)}
