"""Find the noun group that suffers to the left of a predicate, over phrases, asides, lists and relative clauses."""

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.harms import Harm
from tollbook.extract.harm.lists import VERBAL, is_dash, is_pronoun_part, predicated_before, take_apposition
from tollbook.extract.harm.scene import Scene
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles

_ASIDE = (
    roles.ADVERB | roles.OPEN | roles.PREPOSITION | roles.PRONOUN | roles.SINGLE | roles.ARTICLE | roles.NUMBER
    | roles.THING | roles.BOUND
)  # fmt: skip
_FAR = 45
"""Words between a subject and its verb at most."""
_ASIDE_WORDS = 8
"""Words from a part in a list to what is told of it, at most."""
_OFFICE = 7
"""Words from an office to the name behind it at most."""
_NOUN = 5
"""Words of "a retired forensic photographer" at most."""
_SPEECH, _LEAST_SPEECH = 9, 4
"""Words of ", the prosecutors say," at most, and words before its last comma at least."""


def subject_of(scene: Scene, harm: Harm) -> Group | None:
    """Walk left from a predicate to the noun group that suffers, over phrases, asides and lists inside the subject."""
    words, at = scene.line.words, scene.at
    j = harm.start - 1
    crossed = False
    stop = max(-1, j - _FAR)
    fallback: Group | None = None
    if j >= 0 and is_dash(words, j):
        opening = next((k for k in range(j - 1, max(-1, j - 30), -1) if is_dash(words, k)), None)
        j = opening - 1 if opening is not None else j
    agent = _agent(scene, j)
    if agent is not None:  # who fled is not who was found; a gunman who ran off is no displaced person
        doer = scene.groups[scene.at[agent]] if at[agent] >= 0 and harm.harm != "displaced" else None
        return doer if doer is not None and doer.count is not None else None
    j = _before_speech(words, j)
    coordinated = j >= 0 and bool(words[j].f & (roles.AND | roles.COMMA))
    if j > 0 and words[j].f & roles.AND and at[j - 1] >= 0 and harm.finite:
        j = _before_objects(scene, j - 1)
    commas = 0
    while j > stop:
        f = words[j].f
        if at[j] >= 0:
            group = scene.groups[at[j]]
            jump = _passed_over(scene, group, harm)
            if jump is None:
                return None if crossed and not coordinated and not harm.finite else group
            if (
                fallback is None
                and not crossed
                and group.count is not None
                and group.kind in ("num", "art")
                and id(group) not in scene.bound
                and id(group) not in scene.listed
            ):
                fallback = group
            j = jump
            continue
        if f & roles.COMMA:
            commas += 1
        elif (f & roles.STOP and words[j].low != ".") or (f & roles.STOP and j < harm.start - 1):
            return fallback
        elif f & roles.RELATIVE:
            owner = _owner(scene, j)
            if owner is not None and harm.start == j + 1:
                return owner
            if j and at[j - 1] < 0 and words[j - 1].f & roles.THING and not words[j - 1].f & roles.PERSON:
                return fallback  # "the weapons that were seized"
            crossed = False
        elif f & roles.SAY and not f & roles.ADVERB:
            if commas == 0 or coordinated:
                return None
        elif f & (roles.SUBORDINATOR) and not f & roles.PREPOSITION:
            if not commas:
                return fallback
        elif f & (roles.BE | roles.HAVE | roles.VERB | roles.HARM_VERB | roles.HARM_INTRANSITIVE) and not f & (
            roles.PREPOSITION | roles.ADVERB
        ):
            crossed = True
            if not harm.finite and not coordinated and not f & roles.BE:
                return fallback
        j -= 1
    return fallback


def _before_speech(words: list[Word], j: int) -> int:
    """Recognise "26 of the rebels, prosecutors say, died": returns the word before an aside that says who speaks, else ``j``."""
    if j < _LEAST_SPEECH or not words[j].f & roles.COMMA:
        return j
    for k in range(j - 1, max(0, j - _SPEECH), -1):
        if words[k].f & (roles.STOP | roles.RELATIVE):
            return j
        if words[k].f & roles.COMMA:
            said = [w.f & roles.SAY and not w.f & roles.ADVERB for w in (words[k + 1], words[j - 1])]
            return k - 1 if any(said) and j - k > 1 + 1 else j
    return j


def _before_objects(scene: Scene, j: int) -> int:
    """Recognise "tied up two tellers and a guard and fled": right before "and", the list that ends at ``j`` is no subject."""
    words = scene.line.words
    first = j
    while first > 0 and (scene.at[first] >= 0 or words[first].f & (roles.AND | roles.COMMA)):
        first -= 1
    return j if first == 0 or words[first].f & (roles.STOP | roles.SUBORDINATOR | roles.SAY) else first


def _owner(scene: Scene, j: int) -> Group | None:
    """Recognise "the imam, who died": one person right before the comma and the relative word said of persons."""
    words = scene.line.words
    if words[j].low not in scene.lexicon.lists.grammar.personal or j < 2 or not words[j - 1].f & roles.COMMA:
        return None
    group = scene.groups[scene.at[j - 2]] if scene.at[j - 2] >= 0 else None
    return group if group is not None and group.kind in ("def", "art") and id(group) not in scene.bound else None


def _agent(scene: Scene, j: int) -> int | None:
    """Recognise "filmed by a chronicler who": returns the first word of the one person or group behind "by" that the relative word at ``j`` is said of."""
    words, k = scene.line.words, j - 1
    if k < 1 or words[j].low not in scene.lexicon.lists.grammar.personal:
        return None
    noun = roles.OPEN | roles.MODIFIER | roles.DEMONYM | roles.PERSON | roles.TITLE
    while k > 0 and j - k < _NOUN and not words[k].f & roles.ARTICLE and words[k].f & noun:
        k -= 1
    is_agent = k > 0 and words[k].f & roles.ARTICLE and words[k - 1].low in scene.lexicon.lists.grammar.by
    return k if is_agent else None


def _passed_over(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Return the word to go on from when ``group`` cannot be the subject, None when it is."""
    words = scene.line.words
    if _has_relative(words, group, harm):
        return None
    listed = scene.listed.get(id(group))
    beside = scene.groups[scene.at[group.first - 1]] if group.first and scene.at[group.first - 1] >= 0 else None
    if group.kind == "bare" and beside is not None and beside.kind == "part" and words[harm.start - 1].f & roles.COMMA:
        return beside.first - 1
    if group.kind in ("art", "name"):
        named = scene.groups[scene.at[group.first - 1]] if group.first and scene.at[group.first - 1] >= 0 else None
        if named is not None and is_pronoun_part(named) and _is_enclosed(words, named, harm):
            return named.first - 1  # "three civilians, one of them a child, died"
    if group.kind == "bare" and _modifies_thing(words, group):
        return group.first - 1
    if group.kind == "bare":
        aside = _part_before(scene, group, harm) or _aside_before(scene, group, harm)
        if aside is not None:
            return aside
    if group.kind == "zero" and _is_enclosed(words, group, harm):
        return group.first - 1  # "twelve persons, none of them armed, were shot"
    if (
        group.kind == "part"
        and group.anaphor is not None
        and group.anaphor.f & (roles.PRONOUN | roles.RELATIVE)
        and _is_enclosed(words, group, harm)
    ):
        return group.first - 1
    if harm.finite and words[harm.start - 1].f & roles.AND and _is_taken(scene, group):
        return group.first - 1  # "took a soldier hostage and was shot dead"
    opened = _aside_from(scene, group, harm)
    if opened is not None:
        return opened
    if listed is not None and (words[harm.start - 1].f & roles.COMMA or not predicated_before(scene, listed)):
        return listed - 1
    if group.kind == "name":
        identified = _identified_from(scene, group, harm)
        if identified is not None:
            return identified
    if group.kind == "name" and _is_described(scene, group, harm):
        return None
    if group.kind == "thing" or (group.kind == "name" and _is_place_like(words, group, harm)):
        return group.first - 1
    before = words[group.first - 1] if group.first else None
    if (
        group.kind in ("bare", "art", "def")
        and before is not None
        and before.f & roles.COMMA
        and group.first > 1
        and scene.at[group.first - 2] >= 0
    ):
        named = scene.groups[scene.at[group.first - 2]]
        is_apart = any(w.f & roles.COMMA for w in words[group.last + 1 : harm.start])
        if named.kind in ("name", "num", "def", "art") and named.kind != group.kind and is_apart and not named.elliptic:
            take_apposition(named, group)
            return group.first - 1
    near_of = group.first and words[group.first - 1].low in scene.lexicon.lists.grammar.of
    if group.last + 1 == harm.start and (not harm.finite or near_of):
        return None
    if (
        not harm.finite
        and group.count is not None
        and id(group) not in scene.bound
        and _is_unbroken(words, group, harm)
    ):
        return None
    taken = scene.bound.get(id(group))
    if taken is not None and taken.predicate is not None and taken.predicate.voice in ("active", "of", "mixed"):
        near = harm.start - group.last
        if near > 1:
            return group.first - 1
        return None
    if before is not None and before.f & roles.PREPOSITION and not before.f & (roles.AND | roles.SUBORDINATOR):
        return group.first - 2
    if before is not None and before.f & roles.PREPOSITION and before.f & roles.SUBORDINATOR and not harm.finite:
        return group.first - 2 if group.last + 1 < harm.start else None
    return None


def _is_taken(scene: Scene, group: Group) -> bool:
    """Recognise "took a soldier hostage": the object between a verb of taking and what it became."""
    words, lists = scene.line.words, scene.lexicon.lists.grammar
    if not group.first or words[group.first - 1].low not in lists.takes:
        return False
    behind = " ".join(w.low for w in words[group.last + 1 : group.last + 3])
    return behind.startswith(tuple(lists.captives))


def _aside_from(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Recognise "four people, including a couple expecting a baby, were killed": the baby is told within the list of parts.

    Returns the word before "including".
    """
    words = scene.line.words
    if id(group) in scene.listed or not words[harm.start - 1].f & roles.COMMA:
        return None
    for k in range(group.first - 1, max(0, group.first - _ASIDE_WORDS), -1):
        if words[k].f & (roles.COMMA | roles.STOP):
            return None
        if scene.at[k] >= 0 and id(scene.groups[scene.at[k]]) in scene.listed:
            return scene.listed[id(scene.groups[scene.at[k]])] - 1
    return None


def _is_described(scene: Scene, group: Group, harm: Harm) -> bool:
    """Recognise "access to X Y, arrested by": a participle with its agent behind a full name and a comma says what befell X Y."""
    words = scene.line.words
    if harm.finite or harm.start != group.last + 2 or not words[group.last + 1].f & roles.COMMA:
        return False
    by = words[harm.last + 1].low if harm.last + 1 < len(words) else ""
    return group.last > group.first and by in scene.lexicon.lists.grammar.by and bool(group.names)


def _modifies_thing(words: list[Word], group: Group) -> bool:
    """Recognise "military" in "on a military truck": a noun of people before a thing names no people."""
    if group.last + 1 >= len(words) or group.first != group.last:
        return False
    following = words[group.last + 1].f
    return bool(following & roles.THING) and not following & (roles.VERB | roles.HARM_VERB | roles.PERSON)


def _has_relative(words: list[Word], group: Group, harm: Harm) -> bool:
    """Recognise "four of the nine workers whom they had kidnapped": a relative word at once behind a count makes it the subject."""
    k = group.last + 1
    if group.kind not in ("num", "part") or k >= harm.start or not words[k].f & roles.RELATIVE:
        return False
    if k + 1 < harm.start and not words[k + 1].f & roles.PRONOUN:
        return False  # "that day": no relative word
    return not any(w.f & (roles.COMMA | roles.STOP | VERBAL) for w in words[k + 1 : harm.start])


def _is_enclosed(words: list[Word], group: Group, harm: Harm) -> bool:
    """Return True when commas stand before the group and between it and the predicate."""
    opened = group.first > 0 and bool(words[group.first - 1].f & roles.COMMA)
    return opened and any(w.f & roles.COMMA for w in words[group.last + 1 : harm.start])


def _identified_from(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Recognise "Two soldiers, identified as X and Y, were killed": the names are no further victims."""
    words = scene.line.words
    if not words[harm.start - 1].f & roles.COMMA:
        return None
    for k in range(group.last, max(0, group.first - 14), -1):
        if words[k].low in scene.lexicon.lists.grammar.identified and k and words[k - 1].f & roles.COMMA:
            return k - 2
        if words[k].f & (roles.COMMA | roles.STOP) and words[k].low != "." and k != group.last:
            return None
    return None


def _part_before(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Recognise "30 people, 12 of whom were soldiers, were killed": returns the word before the part that the noun names."""
    words = scene.line.words
    if not any(w.f & roles.COMMA for w in words[group.last + 1 : harm.start]):
        return None
    for k in range(group.first - 1, max(0, group.first - 7), -1):
        if words[k].f & (roles.COMMA | roles.STOP):
            return None
        if scene.at[k] >= 0:
            part = scene.groups[scene.at[k]]
            return (
                part.first - 1
                if (is_pronoun_part(part) or part.kind == "zero") and _is_enclosed(words, part, harm)
                else None
            )
    return None


def _aside_before(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Recognise "1,200 people, mostly civilians, were killed": the aside is no subject; returns the word before its comma."""
    words = scene.line.words
    if not any(w.f & roles.COMMA for w in words[group.last + 1 : harm.start]):
        return None
    k = group.first - 1
    while k > 0 and group.first - k < 6 and words[k].f & _ASIDE and not words[k].f & roles.COMMA:
        k -= 1
    if k <= 0 or not words[k].f & roles.COMMA or scene.at[k - 1] < 0 or k == group.first - 1:
        return None
    return k - 1 if scene.groups[scene.at[k - 1]].count is not None else None


def _is_apposed_person(words: list[Word], group: Group, harm: Harm) -> bool:
    """Recognise "A former sarpanch, X Y, was shot dead": a full name between commas behind an office that no list knows."""
    k = group.first - 1
    end = group.last + 1
    while end < harm.start and words[end].f & roles.CAPITAL:
        end += 1
    if k < 1 or end - group.first < 2 or not words[k].f & words[end].f & roles.COMMA:  # first and last name
        return False
    if harm.start != end + 1 or not harm.finite or harm.voice != "left":
        return False
    k -= 1
    while (
        k > 0 and group.first - k < _OFFICE and words[k].f & (roles.OPEN | roles.MODIFIER | roles.DEMONYM | roles.TITLE)
    ):
        k -= 1
    opens = k == 0 or bool(words[k - 1].f & (roles.STOP | roles.SAY | roles.COMMA))
    return opens and k < group.first - 2 and bool(words[k].f & roles.ARTICLE)


def _is_place_like(words: list[Word], group: Group, harm: Harm) -> bool:
    """Apply the rule: a name behind a comma, or far from the predicate, is a place in a list more often than a victim."""
    if _is_apposed_person(words, group, harm):
        return False
    before = group.first - 1
    while before > 0 and words[before].f & (roles.DETERMINER | roles.ARTICLE) and not group.titled:
        before -= 1
    if before >= 0 and words[before].f & roles.PREPOSITION and not group.titled:
        return True
    if before >= 0 and words[before].f & roles.COMMA and words[group.last + 1].f & (roles.COMMA | roles.PREPOSITION):
        return True
    near = words[group.last + 1 : harm.start]
    return len(near) > 14 or (
        bool(near) and not near[0].f & (roles.COMMA | roles.RELATIVE | roles.BRACKET | roles.PREPOSITION)
    )


def _is_unbroken(words: list[Word], group: Group, harm: Harm) -> bool:
    """Return True when only phrases stand between a group and its participle: "200 people from a village abducted in May"."""
    return not any(w.f & (roles.COMMA | roles.STOP | VERBAL | roles.AND) for w in words[group.last + 1 : harm.start])
