"""Cut a report into passages and make the question for each. The report's words go in as JSON strings: data, never text of ours."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.llm.answer import answer_schema
from tollbook.extract.sentences.segment import Sentence, segment
from tollbook.model.chat import Question
from tollbook.model.document import Document
from tollbook.vocab.llm import LlmWords


class Passage(msgspec.Struct, frozen=True):
    """Sentences of one document that go into one question, in order; the model counts them from 1."""

    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where its first sentence starts."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where its last sentence ends."""
        return self.sentences[-1].end


def passages_of(document: Document, language: str, characters: int) -> tuple[Passage, ...]:
    """Return the passages of ``document``, each at most ``characters`` long unless one sentence is longer."""
    passages: list[Passage] = []
    held: list[Sentence] = []
    for sentence in segment(document.text, language):
        if held and sentence.end - held[0].start > characters:
            passages.append(Passage(tuple(held)))
            held = []
        held.append(sentence)
    if held:
        passages.append(Passage(tuple(held)))
    return tuple(passages)


def question_of(
    document: Document, passage: Passage, words: LlmWords, *, model: str, language: str, options: dict[str, object]
) -> Question:
    """Return the question for ``passage``: the language's instructions, then what is known and the numbered sentences as JSON."""
    report = {
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
        "title": document.title,
        "sentences": _numbered(document.text, passage.sentences),
    }
    return Question(
        model=model,
        messages=(
            {"role": "system", "content": words.instructions.strip()},
            {"role": "user", "content": msgspec.json.encode(report).decode()},
        ),
        schema=answer_schema(language),
        options=dict(words.options) | options,
    )


def asked_again(question: Question, words: LlmWords) -> Question:
    """Return ``question`` with the words for an answer nobody could read. What was answered is not repeated to the model."""
    return msgspec.structs.replace(question, messages=(*question.messages, {"role": "user", "content": words.again}))


def _numbered(text: str, sentences: Sequence[Sentence]) -> list[dict[str, object]]:
    return [{"n": n, "text": text[s.start : s.end]} for n, s in enumerate(sentences, start=1)]
