"""Bind counts to the label before them: "Hurt: forty-four", "DEAD 41", "Fatalities in the camp attack: 21", "injured, 36"."""

from tollbook.extract.harm.lists import is_dash, next_linked, stands_alone
from tollbook.extract.harm.scene import Scene
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles

_FAR = 12
"""Words of a label at most."""
_TOLD = roles.BE | roles.HAVE | roles.SAY | roles.MODAL | roles.RELATIVE | roles.NEGATIVE
_KINDS = ("num", "part", "name", "art")


def bind_labels(scene: Scene) -> None:
    """Bind the groups of ``scene`` that stand behind a label of harm and a colon, a dash or nothing at all."""
    words = scene.line.words
    for group in scene.groups:
        if id(group) in scene.bound or group.count is None or group.kind not in _KINDS or not group.first:
            continue
        harm = _label_before(scene, group.first, group.last, numeral=group.numeral and group.elliptic)
        if harm is None or scene.bind(group, harm, "label") is None:
            continue
        following = next_linked(scene, group)
        while following is not None and following.count is not None and id(following) not in scene.bound:
            if following.kind == "thing" or stands_alone(scene, following) or words[following.first].f & roles.OTHER:
                break
            scene.bind(following, harm, "label")
            following = next_linked(scene, following)


def _label_before(scene: Scene, first: int, last: int, *, numeral: bool) -> str | None:
    """Return the harm of the label right before the group ``first`` to ``last``; ``numeral``: a bare number stands there."""
    words = scene.line.words
    mark = first - 1
    is_marked = words[mark].low == ":" or is_dash(words, mark)
    is_close = numeral and not is_marked
    if is_close and (_goes_on(words, last + 1) or scene.at[mark] >= 0):
        return None
    end = mark if is_marked or words[mark].f & roles.COMMA else first
    start = _start(words, end - 1)
    while start < end and words[start].f & (roles.ADVERB | roles.DETERMINER):
        start += 1
    if start >= end or (is_close and start != end - 1) or not (is_marked or is_close):
        return None
    if any(w.f & _TOLD for w in words[start + 1 : end]) or _counts(scene, start, end):
        return None
    if is_marked and words[mark].low == ":" and words[start].low in scene.lexicon.lists.harm.toll.roll:
        return "killed"
    return _harm_of(words[start])


def _goes_on(words: list[Word], k: int) -> bool:
    """Return True when something other than a mark stands behind a bare number: it counts what follows."""
    marks = roles.STOP | roles.COMMA | roles.BRACKET | roles.DASH | roles.PREPOSITION
    return k < len(words) and not words[k].f & marks


def _start(words: list[Word], j: int) -> int:
    """Return the first word of the clause in which word ``j`` stands."""
    low = max(-1, j - _FAR)
    while j > low and not words[j].f & roles.STOP and words[j].low not in {"(", "["}:
        j -= 1
    return j + 1


def _counts(scene: Scene, start: int, end: int) -> bool:
    """Return True when a count stands inside the label already."""
    inside = {scene.at[k] for k in range(start, end) if scene.at[k] >= 0}
    return any(scene.groups[i].numeral and scene.groups[i].kind != "thing" for i in inside)


def _harm_of(word: Word) -> str | None:
    if word.f & roles.HARM_ADJECTIVE:
        return word.e.harm_adjective
    if word.f & roles.HARM_NOUN:
        return word.e.harm_noun
    if word.f & roles.TOLL and word.e.toll:
        return word.e.toll
    if word.f & roles.HARM_VERB and word.e.form & roles.PARTICIPLE:
        return word.e.harm
    return None
