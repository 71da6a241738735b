"""Bind noun groups to the harm they suffer: objects of active verbs, subjects of passive ones, lists, tolls, labels."""

from tollbook.extract.groups import Group
from tollbook.extract.harms import Harm, harms_of
from tollbook.extract.line import Line, Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR, Lexicon

_FAR = 45
"""Words between a subject and its verb at most."""
_HARD = roles.STOP | roles.RELATIVE | roles.SUBORDINATOR
_PHRASE = (
    roles.OPEN
    | roles.PREPOSITION
    | roles.DETERMINER
    | roles.ARTICLE
    | roles.DEMONYM
    | roles.MODIFIER
    | roles.THING
    | roles.PERSON
    | roles.DASH
    | roles.TITLE
    | roles.NEUTRAL
    | roles.WEEKDAY
    | roles.MONTH
    | roles.NUMBER
    | roles.CAPITAL
    | roles.ADVERB
    | roles.BRACKET
    | roles.TO
    | roles.HARM_NOUN
)
_VERBAL = roles.BE | roles.HAVE | roles.MODAL | roles.SAY | roles.VERB | roles.HARM_VERB | roles.HARM_INTRANSITIVE


class Draft:
    """A claim in the making: a group, its harm, the predicate and line, how it was found, and the draft that holds it."""

    __slots__ = ("group", "harm", "holder", "line", "predicate", "toll", "via")

    def __init__(self, line: Line, group: Group, harm: str, via: str, predicate: Harm | None = None) -> None:
        self.line = line
        self.group = group
        self.harm = harm
        self.via = via
        self.predicate = predicate
        self.holder: Draft | None = None
        self.toll: str | None = None

    @property
    def key(self) -> tuple[int, str]:
        """First word and harm: one group may suffer several harms, each once."""
        return (self.group.first, self.harm)


class Scene:
    """One line with its groups and predicates, and the drafts bound so far."""

    __slots__ = ("at", "bound", "drafts", "groups", "harms", "lexicon", "line", "listed")

    def __init__(self, line: Line, groups: list[Group], lexicon: Lexicon) -> None:
        self.line = line
        self.groups = groups
        self.lexicon = lexicon
        self.at = [-1] * len(line.words)
        for index, group in enumerate(groups):
            for k in range(group.first, group.last + 1):
                self.at[k] = index
        self.harms = harms_of(line, self.at, groups, lexicon)
        self.drafts: list[Draft] = []
        self.bound: dict[int, Draft] = {}
        self.listed: dict[int, int] = {}

    def bind(self, group: Group, harm: str, via: str, predicate: Harm | None = None) -> Draft | None:
        """Add a draft for a group with a count, unless the pair is there already."""
        if group.kind == "thing":
            return None
        draft = Draft(self.line, group, harm, via, predicate)
        if group.count is None and not _is_headline_single(self.line, group):
            self.bound.setdefault(id(group), draft)
            return None
        if any(d.key == draft.key for d in self.drafts):
            return None
        self.drafts.append(draft)
        self.bound.setdefault(id(group), draft)
        return draft


def _is_headline_single(line: Line, group: Group) -> bool:
    """Recognise "Gunmen kill mayor": a headline leaves out the article of a single victim; sets its count of one."""
    noun = group.noun
    if (
        group.kind != "bare"
        or noun is None
        or noun.e.plural != SINGULAR
        or not noun.f & roles.PERSON
        or noun.f & roles.HARM_NOUN
    ):
        return False
    before = line.words[group.first - 1] if group.first else None
    if before is not None and before.f & (roles.DETERMINER | roles.DASH | roles.AND | roles.NEGATIVE | roles.GENITIVE):
        return False
    group.count = Count(1, 1, "exact")
    return True


def bind(scene: Scene) -> None:
    """Fill ``scene.drafts`` from its groups and predicates."""
    _list_parts(scene)
    for harm in scene.harms:
        if harm.voice == "mixed":
            _bind_mixed(scene, harm)
    for harm in scene.harms:
        if harm.voice in ("active", "of"):
            _bind_object(scene, harm)
    for harm in scene.harms:
        if harm.voice == "left":
            _bind_subject(scene, harm)
    _bind_nouns(scene)
    _extend(scene)
    _bind_company(scene)
    _bind_again(scene)
    _bind_severe(scene)
    _bind_compared(scene)


def _bind_mixed(scene: Scene, harm: Harm) -> None:
    """Recognise "killed and wounded 30" is no claim; "12 killed and wounded 13 more" is two."""
    right = group_after(scene, harm.last + 1)
    left = subject_of(scene, harm)
    if (
        left is not None
        and right is not None
        and left.count is not None
        and right.count is not None
        and right.kind != "thing"
    ):
        first, last = (
            scene.lexicon.words.get(w)
            for w in (scene.line.words[harm.first].e.words[0], scene.line.words[harm.first].e.words[-1])
        )
        if first is not None and last is not None and not harm.void:
            scene.bind(left, first.harm or first.harm_adjective or "killed", "left", harm)
            scene.bind(right, last.harm or last.harm_adjective or "injured", "active", harm)
        return
    for group in (left, right):
        if group is not None:
            group.mixed = True
            scene.bound[id(group)] = Draft(scene.line, group, "mixed", "mixed", harm)
            if group is left:
                break


def _bind_object(scene: Scene, harm: Harm) -> None:
    group = group_after(scene, harm.last + 1)
    if group is not None and group.kind == "bare":
        named = (
            scene.groups[scene.at[group.last + 1]]
            if group.last + 1 < len(scene.at) and scene.at[group.last + 1] >= 0
            else None
        )
        if named is not None and named.kind == "name":
            named.status, named.group, group = group.status, group.group, named
    if group is None:
        return
    if harm.voice == "of":
        people = group.kind in ("name", "art", "def", "poss") or group.noun is not None or not harm.loose
        if not people or group.kind == "thing":
            return
    if harm.loose and harm.voice == "active" and _is_unknown_noun(group):
        return
    if harm.harm == "detained" and _is_relieved(scene, group):
        return
    if harm.void or id(group) in scene.bound:
        scene.bound.setdefault(id(group), Draft(scene.line, group, "void", "void", harm))
        return
    scene.bind(group, harm.harm, harm.voice, harm)


def _is_unknown_noun(group: Group) -> bool:
    """Return True for "200 trades": verbs such as "execute" and "seize" need a noun known to name people."""
    if group.kind == "name":
        return not group.titled
    return group.noun is not None and not group.noun.f & (roles.PERSON | roles.HARM_NOUN | roles.CASUALTY)


def group_after(scene: Scene, j: int) -> Group | None:
    """Return the group that starts at word ``j`` or behind a few light words, or None."""
    words, limit = scene.line.words, min(len(scene.line.words), j + 5)
    modified = False
    while j < limit:
        if scene.at[j] >= 0:
            group = scene.groups[scene.at[j]]
            return group if not modified or (group.kind == "name" and group.titled) else None
        if words[j].f & (roles.DEMONYM | roles.MODIFIER | roles.TITLE | roles.NEUTRAL | roles.OPEN) and not words[
            j
        ].f & (roles.PREPOSITION | roles.COMMA):
            modified = True
            j += 1
            continue
        if (
            not words[j].f & (roles.ADVERB | roles.QUOTE | roles.DETERMINER | roles.ARTICLE)
            or words[j].f & roles.PREPOSITION
        ):
            return None
        j += 1
    return None


def _bind_subject(scene: Scene, harm: Harm) -> None:
    group = subject_of(scene, harm)
    if group is not None and harm.loose and _is_unknown_noun(group):
        return
    is_participle = not harm.finite and len(scene.line.words[harm.first].e.words) == 1
    if group is not None and harm.harm == "detained" and is_participle and _is_freed(scene, group, harm):
        return
    if group is None:
        _bind_inverted(scene, harm)
        return
    if harm.void:
        scene.bound.setdefault(id(group), Draft(scene.line, group, "void", "void", harm))
        return
    scene.bind(group, harm.harm, "left", harm)


def _is_dash(words: list[Word], k: int) -> bool:
    """Apply the rule: a dash between spaces, not inside a word."""
    return (
        bool(words[k].f & roles.DASH)
        and 0 < k < len(words) - 1
        and (words[k].start > words[k - 1].end or words[k + 1].start > words[k].end)
    )


def _bind_inverted(scene: Scene, harm: Harm) -> None:
    """Recognise "Killed in the raid were four militants and a soldier"."""
    words = scene.line.words
    if harm.start > 1 or harm.void or harm.finite:
        return
    for j in range(harm.last + 1, min(len(words), harm.last + 14)):
        if words[j].f & (roles.STOP | roles.COMMA):
            return
        if words[j].f & roles.BE and scene.at[j] < 0:
            group = group_after(scene, j + 1)
            if group is not None:
                scene.bind(group, harm.harm, "active", harm)
            return


def subject_of(scene: Scene, harm: Harm) -> Group | None:
    """Walk left from a predicate to the noun group that suffers, over phrases, asides and lists inside the subject."""
    words, at = scene.line.words, scene.at
    j = harm.start - 1
    crossed = False
    stop = max(-1, j - _FAR)
    fallback: Group | None = None
    if j >= 0 and _is_dash(words, j):
        opening = next((k for k in range(j - 1, max(-1, j - 30), -1) if _is_dash(words, k)), None)
        j = opening - 1 if opening is not None else j
    coordinated = j >= 0 and bool(words[j].f & (roles.AND | roles.COMMA))
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


def _passed_over(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Return the word to go on from when ``group`` cannot be the subject, None when it is."""
    words = scene.line.words
    listed = scene.listed.get(id(group))
    beside = scene.groups[scene.at[group.first - 1]] if group.first and scene.at[group.first - 1] >= 0 else None
    if group.kind == "bare" and beside is not None and beside.kind == "part" and words[harm.start - 1].f & roles.COMMA:
        return beside.first - 1
    if group.kind == "bare":
        aside = _aside_before(scene, group, harm)
        if aside is not None:
            return aside
    if group.kind == "part" and group.anaphor is not None and group.anaphor.f & roles.PRONOUN and group.first:
        if words[group.first - 1].f & roles.COMMA and any(
            w.f & roles.COMMA for w in words[group.last + 1 : harm.start]
        ):
            return group.first - 1
    if listed is not None and (words[harm.start - 1].f & roles.COMMA or not _predicated_before(scene, listed)):
        return listed - 1
    if group.kind == "name":
        identified = _identified_from(scene, group, harm)
        if identified is not None:
            return identified
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
            _take_apposition(named, group)
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


def _aside_before(scene: Scene, group: Group, harm: Harm) -> int | None:
    """Recognise "1,200 people, mostly civilians, were killed": the aside is no subject; returns the word before its comma."""
    words = scene.line.words
    if not any(w.f & roles.COMMA for w in words[group.last + 1 : harm.start]):
        return None
    k = group.first - 1
    while (
        k > 0
        and group.first - k < 5
        and words[k].f & (roles.ADVERB | roles.OPEN | roles.PREPOSITION | roles.PRONOUN)
        and not words[k].f & roles.COMMA
    ):
        k -= 1
    if k <= 0 or not words[k].f & roles.COMMA or scene.at[k - 1] < 0 or k == group.first - 1:
        return None
    return k - 1 if scene.groups[scene.at[k - 1]].count is not None else None


def _is_place_like(words: list[Word], group: Group, harm: Harm) -> bool:
    """Apply the rule: a name behind a comma, or far from the predicate, is a place in a list more often than a victim."""
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
    return not any(w.f & (roles.COMMA | roles.STOP | _VERBAL | roles.AND) for w in words[group.last + 1 : harm.start])


def _predicated_before(scene: Scene, listed: int) -> bool:
    """Return True when the group before the word "including" already stands with a predicate before that word."""
    words = scene.line.words
    for k in range(listed - 1, max(-1, listed - 40), -1):
        if scene.at[k] >= 0:
            group = scene.groups[scene.at[k]]
            if group.kind != "thing" and group.count is not None:
                taken = scene.bound.get(id(group))
                if taken is not None and taken.predicate is not None and taken.predicate.first < listed:
                    return True
                return any(group.last < h.first < listed for h in scene.harms) or any(
                    h.last < group.first and h.voice == "active" and group.first - h.last <= 2 for h in scene.harms
                )
            continue
        if words[k].f & roles.STOP:
            return False
    return False


def _list_parts(scene: Scene) -> None:
    """Note which groups stand in a list behind "including"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if scene.at[k] >= 0 or not (word.f & roles.INCLUDING or _opens_aside(scene, k)):
            continue
        group = group_after(scene, k + 1)
        predicated: bool | None = None
        while group is not None and id(group) not in scene.listed:
            scene.listed[id(group)] = k
            after = next_linked(scene, group)
            if after is None:
                break
            if predicated is None:
                predicated = _predicated_before(scene, k)
            if _stands_alone(scene, after) and (predicated or words[after.first - 2].f & roles.COMMA):
                break
            group = after


def _opens_aside(scene: Scene, k: int) -> bool:
    """Recognise "18 people - 12 guards and six civilians - dead": a count, a dash, a list of counts, a dash."""
    words = scene.line.words
    if not _is_dash(words, k) or scene.at[k - 1] < 0 or k + 1 >= len(words) or scene.at[k + 1] < 0:
        return False
    whole, part = scene.groups[scene.at[k - 1]], scene.groups[scene.at[k + 1]]
    closed = any(_is_dash(words, j) for j in range(part.last + 1, min(len(words), part.last + 20)))
    return closed and whole.count is not None and part.count is not None and part.kind in ("num", "part")


def _stands_alone(scene: Scene, group: Group) -> bool:
    """Return True when ``group`` is followed by its own predicate: "..., and 13 others are injured"."""
    words = scene.line.words
    j = group.last + 1
    while (
        j < len(words)
        and j - group.last < 10
        and words[j].f & (roles.PREPOSITION | roles.OPEN | roles.ADVERB | roles.DETERMINER)
        and not words[j].f & _VERBAL
    ):
        j += 1
    if j >= len(words):
        return False
    return any(h.start <= j <= h.last and h.voice == "left" for h in scene.harms)


def next_linked(scene: Scene, group: Group) -> Group | None:
    """Return the next group in the same list: ", ", "and", with phrases of place between."""
    words = scene.line.words
    j = group.last + 1
    comma, joined, phrase, apposed = False, False, False, False
    while j < len(words) and j - group.last < 30:
        f = words[j].f
        if scene.at[j] >= 0:
            found = scene.groups[scene.at[j]]
            if joined and _is_apposition(words, group, found):
                _take_apposition(*((found, group) if found.kind == "name" and group.kind != "name" else (group, found)))
                comma, joined, phrase, apposed = True, False, False, True
                j = found.last + 1
                continue
            by_and = any(w.f & roles.AND for w in words[max(group.last, found.first - 3) : found.first])
            if joined and phrase and found.kind == "name" and not found.titled:
                return None
            if joined and group.kind == "name" and found.kind != "name" and (phrase or not by_and):
                return None
            if joined and apposed and not by_and and found.kind in ("art", "def", "bare", "poss", "name"):
                joined, j = False, found.last + 1
                continue
            if (
                joined
                and found.last + 1 < len(words)
                and words[found.last + 1].f & roles.SAY
                and not words[found.last + 1].f & roles.ADVERB
            ):
                return None
            if joined:
                return found
            if not phrase and found.kind != "name" and not (group.kind == "name" and comma):
                return None
            if (
                found.count is not None
                and found.kind in ("num", "part", "zero")
                and not (words[found.first - 1].f & roles.PREPOSITION)
            ):
                return None
            j = found.last + 1
            joined = False
            continue
        if f & (roles.AND | roles.COMMA):
            joined = True
            comma = comma or bool(f & roles.COMMA)
            j += 1
            continue
        if f & (_HARD | _VERBAL | roles.INCLUDING | roles.QUOTE) and not f & roles.PREPOSITION:
            return None
        if not f & _PHRASE:
            return None
        if f & roles.PREPOSITION or words[j].low in ("+",):
            phrase = True
        elif not phrase and not joined and not (comma and group.kind == "name"):
            if not f & (roles.ADVERB | roles.BRACKET):
                if not (group.kind in ("name", "def") or comma):
                    return None
        joined = False if not f & roles.ADVERB else joined
        j += 1
    return None


def _is_apposition(words: list[Word], group: Group, found: Group) -> bool:
    """Recognise "X Y, the deputy chief of staff, and ...": a comma alone between a name and a noun of people."""
    pair = (group.kind, found.kind)
    if not (pair[0] == "name" and pair[1] in ("def", "art", "bare", "poss")) and not (
        pair[0] in ("art", "def", "poss") and pair[1] == "name"
    ):
        return False
    gap = words[group.last + 1 : found.first]
    return bool(gap) and not any(w.f & roles.AND for w in gap)


def _take_apposition(name: Group, noun: Group) -> None:
    if name.status == "unknown":
        name.status, name.group = noun.status, name.group or noun.group
    if noun.count is not None and not noun.names and noun.first < name.first:
        noun.names = list(name.names)


def _bind_nouns(scene: Scene) -> None:
    """Apply the rule: counted nouns of harm ("18 fatalities") and harm adjectives inside the group ("three dead hostages")."""
    words = scene.line.words
    for group in scene.groups:
        if id(group) in scene.bound or group.count is None or group.harm is None:
            continue
        if group.kind == "zero":
            _bind_zero(scene, group)
            continue
        noun = group.noun
        if group.cut:
            scene.bind(group, group.harm, "noun")
            continue
        if noun is None or (noun.f & roles.CASUALTY and not noun.f & roles.HARM_NOUN):
            continue
        if group.kind == "part" and group.anaphor is not None:
            continue
        if group.held and not _is_held(scene, group):
            continue
        after = words[group.last + 1] if group.last + 1 < len(words) else None
        if (
            after is not None
            and after.f & roles.DASH
            and group.last + 2 < len(words)
            and words[group.last + 2].start == after.end
        ):
            continue
        if not group.numeral and group.kind != "art":
            continue
        if group.kind == "art" and not noun.e.people and noun.f & roles.HARM_NOUN:
            continue
        if _is_relieved(scene, group):
            continue
        scene.bind(group, group.harm, "noun")


def _is_held(scene: Scene, group: Group) -> bool:
    """Hostages and refugees are counted where the clause says that they are held, taken or have fled, not released."""
    words = scene.line.words
    low, high = max(0, group.first - 8), min(len(words), group.last + 12)
    near = words[low:high]
    if any(w.f & roles.RELIEF for w in near):
        return False
    if group.harm == "displaced":
        return True
    standing = set(scene.lexicon.lists.scope.standing["words"])
    return any(
        w.low in standing or w.low in {"hold", "holds", "held", "holding", "took", "taken", "seized"} for w in near
    )


def _is_relieved(scene: Scene, group: Group) -> bool:
    words = scene.line.words
    after = words[group.last + 1 : group.last + 4]
    return group.harm != "killed" and any(w.f & roles.RELIEF for w in after)


def _is_freed(scene: Scene, group: Group, harm: Harm) -> bool:
    """Recognise "rescued all 46 students abducted in May", "four workers kidnapped in 2011 were released"."""
    words = scene.line.words
    if any(w.f & roles.RELIEF for w in words[max(0, group.first - 2) : group.first]):
        return True
    for k in range(harm.last + 1, min(len(words) - 1, harm.last + 12)):
        if scene.at[k] >= 0 or words[k].f & (roles.STOP | roles.COMMA):
            return False
        if words[k].f & (roles.BE | roles.HAVE):
            return any(w.f & roles.RELIEF for w in words[k + 1 : k + 4])
    return False


def _bind_zero(scene: Scene, group: Group) -> None:
    """Recognise "No casualties" is an explicit zero unless words of silence stand before it."""
    words = scene.line.words
    before = words[max(0, group.first - 4) : group.first]
    if (
        any(w.f & (roles.SILENCE | roles.CONDITION) and not w.f & roles.MODAL for w in before)
        or group.harm == "detained"
    ):
        return
    scene.bind(group, group.harm or "killed", "zero")


def _extend(scene: Scene) -> None:
    """Give the harm of a bound group to the other groups of its list, leftwards for subjects, rightwards for objects."""
    links = [next_linked(scene, g) for g in scene.groups]
    after = {id(g): h for g, h in zip(scene.groups, links, strict=True) if h is not None}
    before = {id(h): g for g, h in zip(scene.groups, links, strict=True) if h is not None}
    for draft in list(scene.drafts):
        if draft.via in ("left", "noun") and draft.predicate is not None and draft.group.kind != "zero":
            _spread(scene, draft, before, "before")
        elif draft.via in ("active", "of"):
            _spread(scene, draft, after, "after")


def _bind_company(scene: Scene) -> None:
    """Recognise "X was killed in a strike along with his wife and three children"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if word.low not in scene.lexicon.lists.grammar.with_ or scene.at[k] >= 0:
            continue
        group = group_after(scene, k + 1)
        if group is None or group.count is None or id(group) in scene.bound or _stands_alone(scene, group):
            continue
        before = [d for d in scene.drafts if d.group.last < k and (d.predicate is None or d.predicate.first < k)]
        between = words[before[-1].group.last : k] if before else []
        if before and not any(w.f & (roles.STOP | roles.SAY) for w in between):
            scene.bind(group, before[-1].harm, "company", before[-1].predicate)


def _last_before(scene: Scene, k: int) -> Draft | None:
    """Return the draft whose group stands last before word ``k``."""
    return max((d for d in scene.drafts if d.group.last < k), key=lambda d: d.group.last, default=None)


def _bind_severe(scene: Scene) -> None:
    """Recognise "12 wounded, 4 seriously": a bare number with a word of severity is a part."""
    words = scene.line.words
    severity = scene.lexicon.lists.grammar.severity
    for group in scene.groups:
        if id(group) in scene.bound or group.kind != "num" or not group.elliptic or group.last + 1 >= len(words):
            continue
        if not group.first or not words[group.first - 1].f & roles.COMMA or words[group.last + 1].low not in severity:
            continue
        before = _last_before(scene, group.first)
        draft = scene.bind(group, before.harm, "severe") if before is not None else None
        if draft is not None:
            draft.holder = before


def _bind_again(scene: Scene) -> None:
    """Recognise "twelve have died this year, 79 since December": a bare number goes on with the harm before it."""
    words = scene.line.words
    since = scene.lexicon.lists.scope.cumulative.since
    for group in scene.groups:
        if id(group) in scene.bound or group.kind != "num" or not group.elliptic or group.last + 1 >= len(words):
            continue
        if not group.first or not words[group.first - 1].f & (roles.COMMA | roles.AND):
            continue
        follows = words[group.last + 1]
        is_place = bool(follows.f & roles.PREPOSITION) and follows.low in scene.lexicon.lists.grammar.where
        if follows.low not in since and not is_place:
            continue
        before = _last_before(scene, group.first)
        if before is None:
            continue
        ends = max(before.group.last, before.predicate.last if before.predicate is not None else 0)
        if any(w.f & (roles.STOP | roles.SAY) for w in words[ends + 1 : group.first]):
            continue
        draft = scene.bind(group, before.harm, "again", None)
        if draft is not None and is_place:
            is_part = ends >= group.first - 2 and before.group.count is not None and before.group.count.low > 1
            draft.holder = before if is_part else before.holder


def _bind_compared(scene: Scene) -> None:
    """Recognise "32 civilians lost their lives in March, compared with 19 civilians in February"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if word.low not in scene.lexicon.lists.grammar.compare:
            continue
        group = group_after(scene, k + 1)
        before = _last_before(scene, k)
        if group is None or before is None or group.kind != "num" or id(group) in scene.bound:
            continue
        draft = scene.bind(group, before.harm, "again", None)
        if draft is not None:
            draft.toll = "old"


def _spread(scene: Scene, draft: Draft, links: dict[int, Group], side: str) -> None:
    group = links.get(id(draft.group))
    listed = scene.listed.get(id(draft.group))
    steps = 0
    while group is not None and id(group) not in scene.bound and steps < 12:
        if scene.listed.get(id(group)) != listed or group.count is None or group.kind == "thing":
            return
        if side == "after" and _stands_alone(scene, group):
            return
        if side == "before" and _is_governed(scene, group):
            return
        scene.bind(group, draft.harm, draft.via, draft.predicate)
        group = links.get(id(group))
        steps += 1


def _is_governed(scene: Scene, group: Group) -> bool:
    k = group.first - 1
    while k > 0 and scene.line.words[k].f & roles.DETERMINER and not scene.line.words[k].f & roles.PREPOSITION:
        k -= 1
    before = scene.line.words[k] if k >= 0 else None
    return before is not None and bool(before.f & roles.PREPOSITION) and not before.f & roles.SUBORDINATOR
