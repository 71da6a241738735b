"""The optional extractor: a language model proposes claims, the text decides. Off unless chosen.

Only passages with a word of harm are sent. What the model says and the text bears out is the extraction; the rules read the
same report beside it, lend claim ids, give the records, stand in where no usable answer came, and every difference is an Issue.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from tollbook.extract.claims import extract
from tollbook.extract.gate.prefilter import SOFT, VIOLENT, gate_of
from tollbook.extract.llm.answer import Answer, read_answer
from tollbook.extract.llm.check import Checker
from tollbook.extract.llm.disagree import disagreements
from tollbook.extract.llm.question import Passage, asked_again, passages_of, question_of
from tollbook.extract.mentions import without_lost_links
from tollbook.flow.books.fingerprint import code_fingerprint, extractor_fingerprint
from tollbook.flow.kit import Kit
from tollbook.flow.llm.answers import Answers, question_name
from tollbook.flow.llm.settings import LlmSettings
from tollbook.model.chat import Ask, Question, Reply, ReplyUnusable
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.resolve.document import resolve
from tollbook.vocab.llm import LlmWords, llm_words
from tollbook.vocab.load import languages

NAME = "llm"
_OWN_FILES = ("flow/llm/extractor.py", "extract/llm")


class LlmExtractor:
    """Reads documents with a language model. ``tally`` counts what was asked, answered, refused and found to differ."""

    def __init__(self, settings: LlmSettings, ask: Ask, answers: Answers) -> None:
        self.settings = settings
        self.ask = ask
        self.answers = answers
        self.tally: Counter[str] = Counter()

    def fingerprint(self, kit: Kit) -> str:
        """Return the extractor's name: the rules', the address, the model, its options, and the code here with the prompt."""
        where = (self.settings.endpoint.url, self.settings.model, self.settings.options)
        prompts = [msgspec.to_builtins(llm_words(code)) for code in languages()]
        return content_id("x1_", NAME, *where, prompts, code_fingerprint(_OWN_FILES), extractor_fingerprint(kit))

    def pending(self, document: Document) -> int:
        """Return how many questions about ``document`` have no kept answer yet. Sends nothing."""
        questions = (question for _, question in self._questions(document))
        return sum(self.answers.find(self._name(question)) is None for question in questions)

    def __call__(self, document: Document, kit: Kit) -> Extraction:
        """Return the model's claims as far as the text bears them out, resolved, with the rules' records and all Issues.

        Raises RunAborted when the endpoint refuses or stays away: what was answered so far is kept.
        """
        unresolved = extract(document, kit.spotters)
        words = llm_words(_language(document))
        if words is None:
            return _resolved(document, unresolved, (_not_asked(document),), kit)
        claims, issues = self._claims(document, unresolved.claims, words, kit)
        records = _records_of(unresolved.records, claims)
        read = msgspec.structs.replace(unresolved, claims=claims, records=records)
        rules = _resolved(document, msgspec.structs.replace(unresolved, records=()), (), kit)
        found = _resolved(document, read, issues, kit)
        differing = disagreements(document.id, found.claims, rules.claims)
        self.tally["differing"] += len(differing)
        return msgspec.structs.replace(found, issues=(*found.issues, *differing))

    def _claims(
        self, document: Document, rules: Sequence[Claim], words: LlmWords, kit: Kit
    ) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
        asked = self._questions(document)
        spans = [sentence.span for passage, _ in asked for sentence in passage.sentences]
        checker = Checker(document, _language(document), rules, kit.spotters.times(document.text, spans))
        claims: list[Claim] = []
        for passage, question in asked:
            answer = self._answer(question, words)
            if isinstance(answer, Answer):
                claims.extend(checker.check(passage, answer))
            else:
                checker.issues.append(_unusable(document, passage, answer))
                claims.extend(c for c in rules if passage.start <= c.head < passage.end)
        codes = Counter(issue.code for issue in checker.issues)
        self.tally["claims_refused"] += codes["llm-claim-refused"]
        self.tally["values_refused"] += codes["llm-value-refused"]
        self.tally["unusable"] += codes["llm-answer-unusable"]
        return _whole(claims), tuple(checker.issues)

    def _questions(self, document: Document) -> list[tuple[Passage, Question]]:
        """Return the passages with a word of harm, each with its question: nothing else needs to leave the machine."""
        language = _language(document)
        words = llm_words(language)
        gate = gate_of(document.text, language)
        if words is None or not gate.opens:
            return []
        passages = passages_of(document, language, words.passage_characters)
        model, options = self.settings.model, self.settings.options
        return [
            (p, question_of(document, p, words, model=model, language=language, options=options))
            for p in passages
            if gate.has(VIOLENT, p.start, p.end) or gate.has(SOFT, p.start, p.end)
        ]

    def _name(self, question: Question) -> str:
        return question_name(self.settings.endpoint.url, question)

    def _answer(self, question: Question, words: LlmWords) -> Answer | str:
        """Return the answer, kept or asked for; or why no attempt gave a usable one."""
        name = self._name(question)
        kept = self.answers.find(name)
        if kept is not None:
            try:
                answer = read_answer(kept.content)
            except ReplyUnusable:
                pass  # written by another version: asked for anew
            else:
                self.tally["kept"] += 1
                return answer
        why = ""
        for attempt in range(words.attempts):
            try:
                reply = self._asked(question if attempt == 0 else asked_again(question, words))
                answer = read_answer(reply.content)
            except ReplyUnusable as unusable:
                why = str(unusable)
            else:
                self.answers.keep(name, reply)
                return answer
        return why

    def _asked(self, question: Question) -> Reply:
        self.tally["asked"] += 1
        try:
            reply = self.ask(question)
        except ReplyUnusable as unusable:
            self._count(unusable)
            raise
        self._count(reply)
        return reply

    def _count(self, answered: Reply | ReplyUnusable) -> None:
        self.tally["tokens_in"] += answered.tokens_in
        self.tally["tokens_out"] += answered.tokens_out


def _language(document: Document) -> str:
    return document.language if document.language in languages() else "en"


def _whole(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims in order of their spans, without links to claims that are not among them."""
    return tuple(sorted(without_lost_links(claims), key=lambda claim: (claim.span, claim.ordinal)))


def _records_of(records: Sequence[Record], claims: Sequence[Claim]) -> tuple[Record, ...]:
    """Return the rules' records; one that is about a claim the model does not give stands without it."""
    known = {claim.id for claim in claims}
    return tuple(r if r.claim is None or r.claim in known else msgspec.structs.replace(r, claim=None) for r in records)


def _resolved(document: Document, extraction: Extraction, issues: Sequence[Issue], kit: Kit) -> Extraction:
    told = msgspec.structs.replace(extraction, issues=(*extraction.issues, *issues))
    return resolve(document, told, gazetteer=kit.gazetteer, actors=kit.actors, focus=kit.focus)


def _not_asked(document: Document) -> Issue:
    message = f"no model was asked: there are no instructions for reports in {document.language}"
    return Issue("llm-not-asked", "info", document.id, message, "The rules read it.")


def _unusable(document: Document, passage: Passage, why: str) -> Issue:
    message = f"no usable answer for characters {passage.start:,} to {passage.end:,}: {why}"
    hint = "The rules' claims stand there. `tollbook rebuild --extractor llm` asks for it again, and only for what is missing."
    return Issue("llm-answer-unusable", "error", document.id, message, hint)
