"""Build the core claims of a document: scenes sentence by sentence, then people, means, scope signs, parts, restatements."""

from collections.abc import Sequence

from tollbook.extract.counted.groups import groups_of
from tollbook.extract.counted.people import complete_in_line, inherit_people
from tollbook.extract.gate.prefilter import Gate
from tollbook.extract.gate.topic import is_in_scope
from tollbook.extract.harm.bind import bind
from tollbook.extract.harm.company import bind_later_deaths
from tollbook.extract.harm.distribute import distribute
from tollbook.extract.harm.labels import bind_labels
from tollbook.extract.harm.scene import Draft, Scene
from tollbook.extract.harm.tolls import bind_tolls
from tollbook.extract.means.context import means_of, share_restated
from tollbook.extract.means.hit import Hit
from tollbook.extract.means.means import Setting, hits_of, setting_of
from tollbook.extract.mentions import Mentions, without_echoes
from tollbook.extract.parts.parts import bind_parts
from tollbook.extract.parts.sums import hold_spread_sums
from tollbook.extract.scope.scope import Hint, hint_of
from tollbook.extract.sentences.line import Line, lines_of
from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.stance import stance_of
from tollbook.model.claim import Claim, Scope, Who, claim_id_at
from tollbook.model.document import Document, text_id
from tollbook.model.reading import Reading
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon, lexicon


class Found:
    """A draft with its scene, the setting its sentence gives it, its signs of scope and its id."""

    __slots__ = ("draft", "hint", "id", "means", "ordinal", "scene", "setting")

    def __init__(self, draft: Draft, scene: Scene, setting: Setting, hint: Hint) -> None:
        self.draft = draft
        self.scene = scene
        self.setting = setting
        self.hint = hint
        self.id = ""
        self.ordinal = 0
        self.means: Reading | None = None


class _Reader:
    """Reads the sentences of one document once: their lines and the words of means in them."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], language: str) -> None:
        self.text = document.text
        self.sentences = sentences
        self.language = language
        self.lexicon: Lexicon = lexicon(language)
        self._lines: dict[int, list[Line]] = {}
        self._hits: dict[int, list[tuple[Line, list[Hit]]]] = {}

    def lines(self, index: int) -> list[Line]:
        if index not in self._lines:
            self._lines[index] = lines_of(index, self.sentences[index], self.lexicon)
        return self._lines[index]

    def hits(self, index: int) -> list[tuple[Line, list[Hit]]]:
        if index not in self._hits:
            self._hits[index] = [(line, hits_of(line, self.language)) for line in self.lines(index)]
        return self._hits[index]


def core_claims(
    document: Document, sentences: Sequence[Sentence], wanted: Sequence[int], gate: Gate, language: str
) -> tuple[tuple[Claim, ...], dict[str, Hint]]:
    """Return the claims of the ``wanted`` sentences without times, places and actors, in order, and their signs of scope."""
    reader = _Reader(document, sentences, language)
    found = _read(reader, wanted, gate)
    found = without_echoes(found)
    hold_spread_sums([item.draft for item in found])
    inherit_people([item.draft for item in found], reader.lexicon)
    _number(document, found)
    by_draft = {id(item.draft): item for item in found}
    counted = {item.scene.line.index for item in found}
    for item in found:
        item.means = means_of(reader, item, by_draft, counted)
    claims = share_restated(_claims(document, sentences, found, language))
    return claims, {item.id: item.hint for item in found}


def _read(reader: _Reader, wanted: Sequence[int], gate: Gate) -> list[Found]:
    history: list[Draft] = []
    found: list[Found] = []
    for index in wanted:
        if not is_in_scope(reader.sentences, index, gate, violent=True, harm="displaced"):
            continue  # whatever the sentence says, the topic test would drop it: spare the grammar
        for line in reader.lines(index):
            scene = Scene(line, groups_of(line, reader.lexicon), reader.lexicon)
            bind(scene)
            bind_tolls(scene, history[-1].harm if history else None)
            bind_labels(scene)
            bind_later_deaths(scene, history)
            bind_parts(scene, history)
            distribute(scene)
            complete_in_line(scene)
            if not scene.drafts:
                continue
            hits = next(h for known, h in reader.hits(index) if known is line)
            for draft in sorted(scene.drafts, key=lambda d: d.group.first):
                if not is_in_scope(reader.sentences, index, gate, violent=_is_violent(draft), harm=draft.harm):
                    continue
                setting = setting_of(draft, hits, reader.language, scene.drafts)
                history.append(draft)
                found.append(Found(draft, scene, setting, hint_of(draft, scene, setting.event)))
    return found


def _is_violent(draft: Draft) -> bool:
    """Return True when the verb itself, or who the victims are, speaks of violence."""
    told = draft.predicate is not None and draft.predicate.violent
    if draft.via == "toll":  # "the number of people killed ... has climbed to 74"
        told = any(w.f & roles.HARM_VERB and w.e.violent for w in draft.line.words[: draft.group.first])
    return told or draft.group.status in ("security", "combatant")


def _number(document: Document, found: Sequence[Found]) -> None:
    """Give each draft its claim id: text, offset of the head, ordinal there."""
    base = text_id(document.text)
    seen: dict[int, int] = {}
    for item in found:
        head = item.scene.line.words[item.draft.group.head].start
        item.ordinal = seen.get(head, 0)
        seen[head] = item.ordinal + 1
        item.id = claim_id_at(base, head, item.ordinal)


def _claims(document: Document, sentences: Sequence[Sentence], found: list[Found], language: str) -> tuple[Claim, ...]:
    ids = {id(item.draft): item.id for item in found}
    mentions = Mentions(found, document.text, sentences)
    return tuple(
        sorted(
            (_claim(document, sentences, item, ids, mentions, language) for item in found),
            key=lambda c: (c.span, c.ordinal),
        )
    )


def _claim(
    document: Document,
    sentences: Sequence[Sentence],
    item: Found,
    ids: dict[int, str],
    mentions: Mentions,
    language: str,
) -> Claim:
    draft, words = item.draft, item.scene.line.words
    group = draft.group
    assert group.count is not None
    start, end = words[group.quote].start, words[group.last].end - group.cut
    holder = draft.holder
    while holder is not None and id(holder) not in ids:
        holder = holder.holder
    return Claim(
        id=item.id,
        document=document.id,
        span=(start, end),
        quote=document.text[start:end],
        head=words[group.head].start,
        ordinal=item.ordinal,
        harm=draft.harm,  # type: ignore[arg-type]  # the lexicon's schema allows only the six harms
        count=group.count,
        who=Who(
            status=group.status,  # type: ignore[arg-type]  # the lexicon's schema allows only the four statuses
            group=group.group,
            ages=tuple(group.ages),
            names=tuple(group.names),
            mixed=group.mixed,
        ),
        part_of=ids[id(holder)] if holder is not None else None,
        scope=_first_scope(item.hint),
        standing=item.hint.standing,
        means=item.means,
        stance=stance_of(draft, item.scene),
        restates=mentions.restated(item),
        supersedes=mentions.superseded(item),
        language=language,
        sentence=sentences[item.scene.line.index].span,
    )


def _first_scope(hint: Hint) -> Scope:
    if hint.running or hint.since or hint.war:
        return "cumulative"
    return "period" if hint.event > 1 else "incident"
