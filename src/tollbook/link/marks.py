"""What the words beside a claim mark it as: a correction, a toll while rescue goes on, deaths of the wounded."""

from collections.abc import Iterable, Mapping

from tollbook.link.words import sentence_index, sentence_span
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.vocab.linking import LinkLexicon


def marks_of(
    claims: Iterable[Claim], documents: Mapping[str, Document], lexicon: LinkLexicon
) -> dict[str, frozenset[str]]:
    """Return the marks of each claim that has any: "correction", "rescue", "died_of_wounds"."""
    found: dict[str, frozenset[str]] = {}
    for claim in claims:
        document = documents.get(claim.document)
        if document is None or not document.text:
            continue
        begin, end = sentence_span(document.text, sentence_index(document.text, claim.span[0]))
        sentence = document.text[begin:end].casefold()
        marks = {name for name, pattern in lexicon.marks.items() if pattern.search(sentence)}
        if marks:
            found[claim.id] = frozenset(marks)
    return found
