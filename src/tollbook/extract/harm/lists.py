"""Follow lists of noun groups: ", " and "and", phrases between, appositions, and what stands behind "including"."""

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.runs import behind_age
from tollbook.extract.harm.scene import Scene, group_after
from tollbook.extract.sentences.line import Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR

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


VERBAL = roles.BE | roles.HAVE | roles.MODAL | roles.SAY | roles.VERB | roles.HARM_VERB | roles.HARM_INTRANSITIVE
_CLAUSE = 7
"""Words of "who survived" between a noun and what it says, at most."""


def is_dash(words: list[Word], k: int) -> bool:
    """Apply the rule: a dash between spaces, not inside a word."""
    return (
        bool(words[k].f & roles.DASH)
        and 0 < k < len(words) - 1
        and (words[k].start > words[k - 1].end or words[k + 1].start > words[k].end)
    )


def predicated_before(scene: Scene, listed: int) -> bool:
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


def list_parts(scene: Scene) -> None:
    """Note which groups stand in a list behind "including"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if scene.at[k] >= 0 or not (word.f & roles.INCLUDING or _opens_aside(scene, k) or _opens_bracket(scene, k)):
            continue
        group = group_after(scene, k + 1)
        predicated: bool | None = None
        if group is not None and word.f & roles.INCLUDING:
            _count_single(scene, group)
        while group is not None and id(group) not in scene.listed:
            scene.listed[id(group)] = k
            after = next_linked(scene, group)
            if after is None:
                break
            if predicated is None:
                predicated = predicated_before(scene, k)
            if stands_alone(scene, after) and (predicated or words[after.first - 2].f & roles.COMMA):
                break
            group = after


def is_bare_single(group: Group) -> bool:
    """Recognise a single noun of people without article and count, as headlines have it."""
    noun = group.noun
    return group.kind == "bare" and noun is not None and noun.e.plural == SINGULAR and bool(noun.f & roles.PERSON)


def _count_single(scene: Scene, group: Group) -> None:
    """Recognise "seven killed, including infant": a headline leaves out the article of a single part; sets its count of one."""
    if not is_bare_single(group):
        return
    following = scene.line.words[group.last + 1].f if group.last + 1 < len(scene.line.words) else roles.STOP
    if not following & (roles.THING | roles.OPEN | roles.PERSON | roles.HARM_NOUN) or following & roles.VERB:
        group.count = Count(1, 1, "exact")


def _opens_aside(scene: Scene, k: int) -> bool:
    """Recognise "18 people - 12 guards and six civilians - dead": a count, a dash, a list of counts, a dash."""
    words = scene.line.words
    if not is_dash(words, k) or scene.at[k - 1] < 0 or k + 1 >= len(words) or scene.at[k + 1] < 0:
        return False
    whole, part = scene.groups[scene.at[k - 1]], scene.groups[scene.at[k + 1]]
    closed = any(is_dash(words, j) for j in range(part.last + 1, min(len(words), part.last + 20)))
    return closed and whole.count is not None and part.count is not None and part.kind in ("num", "part")


def _opens_bracket(scene: Scene, k: int) -> bool:
    """Recognise "3 killed (2 men, 1 woman)", "12 people (5 of them women)": counted people in brackets divide the count before."""
    words = scene.line.words
    if words[k].low not in {"(", "["} or k + 1 >= len(words) or scene.at[k + 1] < 0 or not k:
        return False
    part = scene.groups[scene.at[k + 1]]
    if part.kind not in ("num", "part") or part.noun is None or part.harm is not None or part.count is None:
        return False
    j = k - 1
    while j > 0 and k - j < 4 and scene.at[j] < 0 and words[j].f & (roles.HARM_VERB | roles.HARM_ADJECTIVE | roles.BE):
        j -= 1
    whole = scene.groups[scene.at[j]] if scene.at[j] >= 0 else None
    if whole is None or whole.count is None or not whole.numeral:
        return False
    return whole.count.high is None or part.count.low < whole.count.high


def stands_alone(scene: Scene, group: Group) -> bool:
    """Return True when ``group`` is followed by its own predicate: "..., and 13 others are injured"."""
    words = scene.line.words
    j = group.last + 1
    while (
        j < len(words)
        and j - group.last < 10
        and words[j].f & (roles.PREPOSITION | roles.OPEN | roles.ADVERB | roles.DETERMINER)
        and not words[j].f & VERBAL
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
        j = behind_age(words, j)
        if j >= len(words):
            return None
        f = words[j].f
        if scene.at[j] >= 0:
            found = scene.groups[scene.at[j]]
            if joined and is_pronoun_part(found):
                j, joined, comma = _behind_part(scene, found), False, False
                continue
            if joined and _is_apposition(words, group, found):
                take_apposition(*((found, group) if found.kind == "name" and group.kind != "name" else (group, found)))
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
            if joined and _speaks(words, found.last + 1):
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
        if _is_reduced(scene, group, j):
            phrase, j = True, j + 1
            continue
        if f & (_HARD | VERBAL | roles.INCLUDING | roles.QUOTE) and not f & roles.PREPOSITION:
            return None
        if not f & _PHRASE:
            return None
        if f & roles.PREPOSITION or words[j].low == "+":
            phrase = True
        elif (
            not phrase
            and not joined
            and not comma
            and group.kind not in ("name", "def")
            and not f & (roles.ADVERB | roles.BRACKET)
        ):
            return None
        is_light = f & roles.ADVERB or (f & roles.DETERMINER and j + 1 < len(words) and scene.at[j + 1] >= 0)
        joined = joined and bool(is_light)
        j += 1
    return None


def _is_reduced(scene: Scene, group: Group, j: int) -> bool:
    """Recognise "including 25 rebels executed in Harem and six soldiers": a participle with its phrase inside a list of parts."""
    words = scene.line.words
    if id(group) not in scene.listed or j != group.last + 1 or j + 1 >= len(words):
        return False
    return bool(words[j].f & roles.HARM_VERB and words[j + 1].f & roles.PREPOSITION) and not words[j].f & roles.BE


def _speaks(words: list[Word], k: int) -> bool:
    """Return True when the word at ``k`` makes the noun before it a speaker ("two papers reported", not "two reported dead").

    A relative clause may stand between ("a captain who survived told").
    """
    if k < len(words) and words[k].f & roles.RELATIVE:
        told = (
            j
            for j in range(k + 1, min(len(words), k + _CLAUSE))
            if words[j].f & (roles.SAY | roles.STOP | roles.COMMA | roles.AND)
        )
        k = next(told, k)
    if k >= len(words) or not words[k].f & roles.SAY:
        return False
    following = words[k + 1].f if k + 1 < len(words) else roles.STOP
    return not words[k].f & roles.ADVERB or not following & (roles.HARM_VERB | roles.HARM_ADJECTIVE | roles.BE)


def is_pronoun_part(group: Group) -> bool:
    """Recognise "two of them", "12 of whom": a part of the count before it, no further item of its list."""
    return (
        group.kind == "part" and group.anaphor is not None and bool(group.anaphor.f & (roles.PRONOUN | roles.RELATIVE))
    )


def _behind_part(scene: Scene, part: Group) -> int:
    """Return the comma that closes the aside "two of them children," or a place behind every list."""
    words = scene.line.words
    for k in range(part.last + 1, min(len(words), part.last + 10)):
        if words[k].f & roles.COMMA or is_dash(words, k):
            return k
        if words[k].f & (roles.AND | roles.STOP):
            break
    return len(words)


def _is_one(group: Group) -> bool:
    """Return True for "one aid worker": a name behind its comma says who."""
    is_single = group.count is not None and group.count.low == group.count.high == 1
    return group.kind == "num" and is_single and group.noun is not None


def _is_apposition(words: list[Word], group: Group, found: Group) -> bool:
    """Recognise "X Y, the deputy chief of staff, and ...": a comma alone between a name and a noun of people."""
    pair = (group.kind, found.kind)
    if not (pair[0] == "name" and pair[1] in ("def", "art", "bare", "poss")) and not (
        (pair[0] in ("art", "def", "poss") or _is_one(group)) and pair[1] == "name"
    ):
        return False
    gap = words[group.last + 1 : found.first]
    return bool(gap) and not any(w.f & roles.AND for w in gap)


def take_apposition(name: Group, noun: Group) -> None:
    """Give a name the status of the noun beside it, and a noun the name."""
    if name.status == "unknown":
        name.status, name.group = noun.status, name.group or noun.group
    if noun.count is not None and not noun.names and noun.first < name.first:
        noun.names = list(name.names)
