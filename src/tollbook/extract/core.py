"""Build the core claims of a document: scenes sentence by sentence, then values, parts, restatements and confidence."""

from collections.abc import Sequence

from tollbook.extract.bind import Draft, Scene, bind
from tollbook.extract.groups import groups_of
from tollbook.extract.line import lines_of
from tollbook.extract.means import Hit, hits_of, means_in, reading_of
from tollbook.extract.parts import bind_parts
from tollbook.extract.prefilter import Gate
from tollbook.extract.scope import scope_of
from tollbook.extract.segment import Sentence
from tollbook.extract.stance import stance_of
from tollbook.extract.tolls import bind_tolls
from tollbook.extract.topic import is_in_scope
from tollbook.model.claim import Claim, Who, claim_id_at
from tollbook.model.document import Document, text_id
from tollbook.model.reading import Reading
from tollbook.vocab.lexicon import lexicon


class _Found:
    """A draft with its scene and the means words of its sentence."""

    __slots__ = ("draft", "hits", "scene")

    def __init__(self, draft: Draft, scene: Scene, hits: list[Hit]) -> None:
        self.draft = draft
        self.scene = scene
        self.hits = hits


def core_claims(
    document: Document, sentences: Sequence[Sentence], wanted: Sequence[int], gate: Gate, language: str
) -> tuple[Claim, ...]:
    """Return the claims of the ``wanted`` sentences without times, places and actors, in order of their spans."""
    lex = lexicon(language)
    history: list[Draft] = []
    found: list[_Found] = []
    lines_hits: dict[int, tuple[Scene, list[Hit]]] = {}
    for index in wanted:
        for line in lines_of(index, sentences[index], lex):
            scene = Scene(line, groups_of(line, lex), lex)
            bind(scene)
            bind_tolls(scene, history[-1].harm if history else None)
            bind_parts(scene, history)
            if not scene.drafts:
                continue
            kept = [d for d in scene.drafts if is_in_scope(sentences, index, gate, violent=_is_violent(d))]
            hits = hits_of(line, language)
            lines_hits[index] = (scene, hits)
            history.extend(kept)
            found.extend(_Found(d, scene, hits) for d in kept)
    return _claims(document, sentences, found, language)


def _is_violent(draft: Draft) -> bool:
    return draft.predicate is not None and draft.predicate.violent


def _claims(document: Document, sentences: Sequence[Sentence], found: list[_Found], language: str) -> tuple[Claim, ...]:
    _inherit_people(found)
    base = text_id(document.text)
    ids: dict[int, str] = {}
    seen: dict[int, int] = {}
    for item in found:
        head = item.scene.line.words[item.draft.group.head].start
        ordinal = seen.get(head, 0)
        seen[head] = ordinal + 1
        ids[id(item.draft)] = claim_id_at(base, head, ordinal)
    out = []
    ordinals: dict[int, int] = {}
    scopes: dict[int, str] = {}
    lex = lexicon(language)
    lines: dict[int, tuple[Scene, list[Hit]]] = {}
    for item in found:
        draft, scene = item.draft, item.scene
        words, group = scene.line.words, draft.group
        start, end = words[group.quote].start, words[group.last].end
        head = words[group.head].start
        ordinal = ordinals.get(head, 0)
        ordinals[head] = ordinal + 1
        scope, standing = scope_of(draft, scene)
        holder = draft.holder
        while holder is not None and id(holder) not in ids:
            holder = holder.holder
        if holder is not None and scope == "incident":
            scope = scopes.get(id(holder), scope) if holder.toll is None else scope
        scopes[id(draft)] = scope
        assert group.count is not None
        out.append(
            Claim(
                id=ids[id(draft)],
                document=document.id,
                span=(start, end),
                quote=document.text[start:end],
                head=head,
                ordinal=ordinal,
                harm=draft.harm,  # type: ignore[arg-type]
                count=group.count,
                who=Who(status=group.status, group=group.group, ages=tuple(group.ages), names=tuple(group.names), mixed=group.mixed),  # type: ignore[arg-type]
                part_of=ids[id(holder)] if holder is not None else None,
                scope=scope,  # type: ignore[arg-type]
                standing=standing,
                means=_means(document.text, item, lines, language),
                stance=stance_of(draft, scene),  # type: ignore[arg-type]
                language=lex.lists and language,
                sentence=sentences[scene.line.index].span,
            )
        )
        lines[scene.line.index] = (scene, item.hits)
    return tuple(sorted(out, key=lambda c: (c.span, c.ordinal)))


def _means(text: str, item: _Found, lines: dict[int, tuple[Scene, list[Hit]]], language: str) -> Reading | None:
    predicate = item.draft.predicate
    group = item.draft.group
    first, last = (predicate.start, predicate.last) if predicate is not None else (group.first, group.last)
    hit = means_in(item.scene.line, item.hits, first, last, language)
    if hit is not None:
        return reading_of(text, item.scene.line, hit, inherited=False)
    return None


def _inherit_people(found: list[_Found]) -> None:
    """An elliptic number goes on with the noun before it (guide, `who.status`); a part of its whole."""
    previous: Draft | None = None
    for item in found:
        draft = item.draft
        group = draft.group
        source = draft.holder or previous
        if group.elliptic and group.status == "unknown" and source is not None and source.group.kind != "name":
            if source.line.index >= draft.line.index - 2:
                group.status, group.group = source.group.status, source.group.group
        previous = draft
