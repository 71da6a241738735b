"""The means of a claim: its sentence's own, the whole's for a part, that of the event told before or explained right after.

A war, a campaign and another hand's deed take none from the sentences around them (guide, `means`). Knows drafts with their
settings; how words of means are found is ``means``'s matter.
"""

import itertools
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

import msgspec

from tollbook.extract.harm.scene import Draft, Scene
from tollbook.extract.means.hit import Hit
from tollbook.extract.means.means import Setting, is_definite, reading_of, refined
from tollbook.extract.scope.scope import Hint
from tollbook.extract.sentences.line import Line, Word
from tollbook.extract.sentences.segment import Sentence
from tollbook.model.claim import Claim
from tollbook.model.reading import Reading
from tollbook.vocab import roles
from tollbook.vocab.words import word_lists

_BEFORE = 3
"""Sentences back in which the means of "the attack" is looked for."""
_SUBJECT = 12
"""Words a subject may have before its verb."""
_OPENING = 4
"""Words at the head of a sentence in which "They had been" stands."""
_TOTAL = 8
"""Words from "the total" to its number."""
_YEAR, _CENTURIES = 4, ("19", "20")
_FROM_AFAR = ("airstrike", "drone", "shelling", "chemical")


class Lines(Protocol):
    """What is asked of the reader of a document: its text, sentences and the words of means in each."""

    text: str
    sentences: Sequence[Sentence]
    language: str

    def hits(self, index: int) -> list[tuple[Line, list[Hit]]]:
        """Return the lines of sentence ``index`` with their words of means."""


class Item(Protocol):
    """What is asked of a found draft."""

    draft: Draft
    scene: Scene
    setting: Setting
    hint: Hint
    means: Reading | None


def means_of(reader: Lines, item: Item, by_draft: Mapping[int, Item], counted: AbstractSet[int]) -> Reading | None:
    """Return the means of ``item``, None where the text names none; ``counted`` are the sentences that hold claims."""
    draft, setting = item.draft, item.setting
    upgrade = word_lists(reader.language).means.upgrade
    if draft.harm in ("detained", "trapped") or (draft.harm == "displaced" and setting.means is None):
        return None
    if setting.means is not None and not setting.is_known:
        if (
            item.hint.running
            and draft.via == "toll"
            and draft.line.words[setting.means.last].low in upgrade["campaigns"]
        ):
            return None
        return reading_of(reader.text, draft.line, setting.means, inherited=False)
    if draft.holder is not None and draft.holder.toll is None:
        whole = by_draft.get(id(draft.holder))
        if whole is not None and whole.means is not None:
            return Reading(whole.means.span, whole.means.quote, whole.means.value, "means-whole", inherited=True)
    goes_back = _goes_back(item, upgrade)
    earlier = (_before_semicolon(reader, item) or _earlier(reader, item)) if goes_back else None
    if setting.means is not None:
        own = reading_of(reader.text, draft.line, setting.means, inherited=False)
        is_vaguer = earlier is not None and earlier.value in _FROM_AFAR
        return earlier if is_vaguer else own
    return earlier or _later(reader, item, upgrade, counted)


def share_restated(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with the means of a claim told twice given to both mentions, where one names none."""
    known = {c.id: c.means for c in claims}
    for claim in claims:
        if claim.restates is None or claim.scope == "cumulative":
            continue
        here, there = known.get(claim.id), known.get(claim.restates)
        if here is None and there is not None:
            known[claim.id] = _shared(there)
        elif there is None and here is not None and claim.restates in known:
            known[claim.restates] = _shared(here)
    return tuple(c if known[c.id] is c.means else msgspec.structs.replace(c, means=known[c.id]) for c in claims)


def _shared(means: Reading) -> Reading:
    return Reading(means.span, means.quote, means.value, "means-restated", inherited=True)


def _goes_back(item: Item, upgrade: Mapping[str, Sequence[str]]) -> bool:
    """Apply the rule: an event named anew, a bomber's own death, another hand's deed or the number of a war looks nowhere else."""
    if _is_sum(item, upgrade) or (item.draft.group.status == "combatant" and item.draft.group.group == "attackers"):
        return False
    if item.setting.event is not None and not item.setting.is_known:
        return False
    first = item.scene.line.words[0]
    counts_on = len(item.scene.line.words) > 1 and bool(item.scene.line.words[1].f & roles.NUMBER)
    if (first.f & roles.OTHER and not counts_on) or first.low in item.scene.lexicon.lists.scope.elsewhere["words"]:
        return False
    if any(w.f & roles.DIGITS and w.low[:2] in _CENTURIES and len(w.low) == _YEAR for w in item.scene.line.words[:3]):
        return False  # "The 2003 invasion ..." is background
    units = item.scene.lexicon.lists.scope.period["units"]
    line = item.scene.line.words
    if not item.setting.is_known and any(
        a.low in upgrade["old"] and b.low in units for a, b in itertools.pairwise(line)
    ):
        return False  # "last year", "in the past week" is another time
    return first.low not in upgrade["apart"] and not _is_new_deed(item)


def _is_sum(item: Item, upgrade: Mapping[str, Sequence[str]]) -> bool:
    """Tell the number of a war or a campaign; "raising the toll to six" alone is the toll of the event in view."""
    hint = item.hint
    if hint.since or hint.war or hint.standing:
        return True
    words = item.scene.line.words
    if item.draft.via == "lives" and hint.perfect:
        campaigns = item.scene.lexicon.lists.scope.cumulative.campaigns
        return any(
            w.low in campaigns for w in words[max(0, item.draft.group.first - _SUBJECT) : item.draft.group.first]
        )
    near = words[max(0, item.draft.group.first - _TOTAL) : item.draft.group.first]
    is_toll = hint.running or item.draft.toll is not None or any(w.low in upgrade["totals"] for w in near)
    joined = f" {' '.join(w.low for w in words)} "
    return any(f" {w} " in joined for w in upgrade["everywhere"]) or (
        is_toll and any(w.low in upgrade["sums"] for w in words)
    )


def _is_new_deed(item: Item) -> bool:
    """Tell "Mozambican troops later killed three": a deed of a subject not spoken of before names its own means or none."""
    predicate, words = item.draft.predicate, item.scene.line.words
    if predicate is None or predicate.voice != "active" or predicate.start > item.draft.group.first:
        return False
    subject: list[Word] = []
    for k in range(predicate.start - 1, max(-1, predicate.start - _SUBJECT), -1):
        if words[k].f & (roles.STOP | roles.COMMA | roles.SAY | roles.SUBORDINATOR):
            break
        subject.append(words[k])
    if not subject or subject[-1].f & (roles.PRONOUN | roles.DEFINITE | roles.DETERMINER | roles.RELATIVE | roles.AND):
        return False
    return any(w.f & roles.CAPITAL for w in subject) and not any(
        w.f & (roles.DEFINITE | roles.RELATIVE) for w in subject
    )


def _before_semicolon(reader: Lines, item: Item) -> Reading | None:
    """Return the means told before a semicolon whose outcome stands behind it ("rockets hit a checkpoint; four soldiers die")."""
    line = item.draft.line
    wall = max((k for k in range(item.draft.group.first) if line.words[k].low == ";"), default=None)
    by = item.scene.lexicon.lists.grammar.by
    if wall is None or any(w.f & roles.SAY or w.low in by for w in line.words[wall:]):
        return None
    if any(d.group.last < wall for d in item.scene.drafts) and any(w.f & roles.BE for w in line.words[wall:]):
        return None  # what stands before has victims of its own, and this is a clause of its own
    hits = next((h for known, h in reader.hits(line.index) if known is line), [])
    told = [h for h in hits if h.kind is not None and h.last < wall]
    return (
        reading_of(reader.text, line, refined(told[-1], hits, line, reader.language), inherited=True) if told else None
    )


def _earlier(reader: Lines, item: Item) -> Reading | None:
    index = item.scene.line.index
    for back in range(1, _BEFORE + 1):
        if index - back < 0:
            return None
        between = reader.text[reader.sentences[index - back].end : reader.sentences[index - back + 1].start]
        found = _strongest(reader, index - back)
        if found and _is_turned_round(item, *found, reader.language):
            return None
        if found:
            return reading_of(reader.text, *found, inherited=True)
        if "\n\n" in between and back > 1 and not item.setting.is_known:
            return None
    return None


def _is_turned_round(item: Item, line: Line, hit: Hit, language: str) -> bool:
    """Tell dead of the side whose weapon was named ("Israeli warplanes ... Two Israeli soldiers died"), and a campaign's toll."""
    if item.draft.toll is not None and line.words[hit.last].low in word_lists(language).means.upgrade["campaigns"]:
        return True
    if item.draft.group.status not in ("security", "combatant"):
        return False
    side = {w.low for w in item.scene.line.words[: item.draft.group.last + 1] if w.f & roles.DEMONYM}
    return any(w.f & roles.DEMONYM and w.low in side for w in line.words[: hit.first])


def _strongest(reader: Lines, index: int) -> tuple[Line, Hit] | None:
    """Return the first word of means of a sentence, a weak one only where it stands alone or first of a pair."""
    pairs = [(line, hits, h) for line, hits in reader.hits(index) for h in hits if h.kind is not None]
    strong = [pair for pair in pairs if not pair[2].weak] or pairs
    if not strong:
        return None
    line, hits, best = strong[0]
    position = next(i for i, h in enumerate(hits) if h is best)
    if position and hits[position - 1].kind is not None:
        gap = line.words[hits[position - 1].last + 1 : best.first]
        if len(gap) == 1 and gap[0].f & roles.AND:
            best = hits[position - 1]
    return line, refined(best, hits, line, reader.language)


def _is_labour(hit: Hit, words: Sequence[Word], own: Sequence[Word], upgrade: Mapping[str, Sequence[str]]) -> bool:
    """Tell the strike of workers from one of aircraft."""
    is_strike = words[hit.last].low in upgrade["walkouts"]
    return is_strike and any(w.low in upgrade["labour"] for w in (*words, *own))


def _tells_again(words: Sequence[Word], hit: Hit) -> bool:
    """Tell "The guards were shot dead at the gate": those told of before, and how, in the passive."""
    opens = bool(words[0].f & roles.DEFINITE) and 1 < hit.first <= _OPENING + 1
    return opens and bool(words[hit.first - 1].f & roles.BE) and any(w.f & roles.PERSON for w in words[1 : hit.first])


def _later(
    reader: Lines, item: Item, upgrade: Mapping[str, Sequence[str]], counted: AbstractSet[int]
) -> Reading | None:
    """Return the means that the next sentence gives for this event: "the blast", "They had been shot", "Shells had fallen short"."""
    index = item.scene.line.index + 1
    if index >= len(reader.sentences) or _is_sum(item, upgrade) or item.setting.event is not None:
        return None
    for line, hits in reader.hits(index):
        words = line.words
        opens = any(w.f & roles.PRONOUN for w in words[:1]) and any(w.f & roles.BE for w in words[1:_OPENING])
        explains = index not in counted and any(
            w.low in upgrade["perfect"] or w.low in upgrade["blaming"] for w in words
        )
        for hit in hits:
            if hit.kind is None or _is_labour(hit, words, item.scene.line.words, upgrade):
                continue
            if words[hit.last].low in upgrade["campaigns"]:
                continue  # "since the offensive began" dates another figure; it is no cause of this one
            told = is_definite(words, hit) and hit.event
            again = index not in counted and _tells_again(words, hit)
            if told or opens or explains or again:
                best = refined(hit, hits, line, reader.language)
                return reading_of(reader.text, line, best, inherited=True)
    return None
