"""Find the words of harm in a line and their voice: who suffers stands to the right (active) or to the left (passive)."""

from tollbook.extract.counted.group import Group
from tollbook.extract.sentences.line import Line, Word
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon

_LOOK = 5
_AIM = 5
"""Words from "shot" to "at" at most."""
_NO_PLACE = (
    roles.WEEKDAY | roles.MONTH | roles.PREPOSITION | roles.SAY | roles.ADVERB | roles.HARM_VERB | roles.BE | roles.HAVE
)
_QUALITY = roles.OPEN | roles.MODIFIER | roles.THING | roles.ADVERB | roles.NEUTRAL | roles.HARM_ADJECTIVE


class Harm:
    """A predicate of harm over the words ``first`` to ``last``.

    ``voice``: active (object to the right), left (subject to the left), of (people governed to the right), mixed (two
    harms in one number). ``finite`` is True with an auxiliary or a tense. ``void``: planned, denied or hypothetical.
    """

    __slots__ = ("doubt", "finite", "first", "harm", "last", "loose", "start", "violent", "voice", "void")

    def __init__(self, first: int, last: int, harm: str, voice: str) -> None:
        self.first = first
        self.last = last
        self.start = first
        self.harm = harm
        self.voice = voice
        self.finite = False
        self.void = False
        self.doubt = False
        self.violent = False
        self.loose = False

    def __repr__(self) -> str:
        return f"<{self.harm} {self.voice} {self.start}-{self.last}{' void' if self.void else ''}>"


def harms_of(line: Line, at: list[int], groups: list[Group], lexicon: Lexicon) -> list[Harm]:
    """Return the predicates of harm outside the noun groups of ``line``, in order. ``at`` maps words to groups."""
    words = line.words
    suffer, loses = lexicon.lists.grammar.suffer, lexicon.lists.grammar.loses
    out: list[Harm] = []
    for i, word in enumerate(words):
        if at[i] >= 0 and groups[at[i]].kind != "bare":
            continue
        f = word.f
        if f & roles.MIXED:
            out.append(_settled(words, Harm(i, i, "killed", "mixed"), lexicon))
        elif f & roles.HARM_OF:
            harm = Harm(i, i, word.e.harm_of or "killed", "of")
            harm.loose = word.e.loose
            out.append(_settled(words, harm, lexicon))
        elif word.low in loses and (end := _limb(words, i, at, groups, lexicon)) is not None:
            harm = Harm(i, end, "injured", "left")
            harm.finite = not word.e.form & roles.ING
            out.append(_settled(words, harm, lexicon))
        elif f & roles.HARM_VERB and at[i] < 0:
            found = _verb(words, i, at, groups, lexicon)
            if found is not None:
                out.append(found)
        elif f & roles.HARM_INTRANSITIVE and at[i] < 0 and not _modifies_people(words, i, at, groups, lexicon):
            harm = Harm(i, i, word.e.harm_intransitive or "killed", "left")
            harm.finite = True
            out.append(_settled(words, harm, lexicon))
        elif word.low in suffer:
            end = _injuries(words, i, at, groups)
            if end is not None:
                harm = Harm(i, end, "injured", "left")
                harm.finite = not word.e.form & roles.ING
                out.append(_settled(words, harm, lexicon))
        elif f & roles.HARM_ADJECTIVE and at[i] < 0:
            out.append(_settled(words, Harm(i, i, word.e.harm_adjective or "killed", "left"), lexicon))
    return out


def _injuries(words: list[Word], i: int, at: list[int], groups: list[Group]) -> int | None:
    """Return the last word of "suffered slight injuries", "received three bullet wounds"; the wounds are no victims."""
    for k in range(i + 1, min(len(words), i + 7)):
        word = words[k]
        if word.f & roles.HARM_NOUN and word.e.harm_noun == "injured" and not word.e.people:
            beside = groups[at[k]] if at[k] >= 0 else None
            if beside is not None and (beside.count is None or beside.count.low < 10):
                beside.kind = "thing"
            return k if beside is None or beside.kind == "thing" else None
        if word.f & roles.PERSON or not word.f & (_QUALITY | roles.NUMBER | roles.ARTICLE | roles.AND | roles.VAGUE):
            return None
    return None


def _modifies_people(words: list[Word], i: int, at: list[int], groups: list[Group], lexicon: Lexicon) -> bool:
    """Recognise "picked off fleeing families": a participle between a verb and a noun of people describes them."""
    if not i or not words[i].low.endswith(lexicon.lists.grammar.verb_endings[0]) or i + 1 >= len(words):
        return False
    beside = groups[at[i + 1]] if at[i + 1] >= 0 else None
    return beside is not None and beside.kind == "bare" and bool(words[i - 1].f & (roles.VERB | roles.HARM_VERB))


def _limb(words: list[Word], i: int, at: list[int], groups: list[Group], lexicon: Lexicon) -> int | None:
    """Return the last word of "lost two fingers", "loses his right leg"; the limbs are no victims."""
    for k in range(i + 1, min(len(words), i + 7)):
        if words[k].low in lexicon.lists.grammar.limbs:
            for n in range(i + 1, k + 1):
                if at[n] >= 0:
                    groups[at[n]].kind = "thing"
            return k
        if words[k].f & (roles.PERSON | roles.STOP | roles.COMMA | roles.AND | roles.BE):
            return None
    return None


def _settled(words: list[Word], harm: Harm, lexicon: Lexicon) -> Harm:
    """Walk back over auxiliaries and adverbs: sets ``start``, ``finite``, ``void`` and ``doubt``."""
    j = harm.first - 1
    low = max(-1, harm.first - _LOOK - 1)
    doubts = lexicon.lists.stance.doubt
    while j > low:
        word = words[j]
        f = word.f
        if f & roles.NEGATIVE and not f & roles.BE:
            harm.void = True
        elif f & roles.BE and not f & roles.PREPOSITION:
            harm.finite = True
            if f & roles.NEGATIVE:
                harm.void = True
        elif f & roles.HAVE:
            harm.finite = True
        elif f & roles.MODAL:
            has = words[j + 1].f & roles.HAVE if j + 1 < len(words) else 0
            if has and f"{word.low} {words[j + 1].low}" in doubts:
                harm.doubt = True
            else:
                harm.void = True
            harm.finite = True
        elif f & roles.TO and j + 1 < len(words):
            if _is_among(words, j, lexicon):
                harm.finite = False
            else:
                harm.void = harm.void or not (words[j + 1].f & roles.HAVE)
        elif f & roles.VOID:
            harm.void = True
            break
        elif f & roles.ADVERB and not f & roles.NUMBER:
            if word.low in doubts:
                harm.doubt = True
        elif f & roles.QUOTE:
            pass
        else:
            break
        j -= 1
    if j >= 0 and words[j].low in lexicon.lists.grammar.from_:
        harm.void = any(w.f & roles.VOID for w in words[max(0, j - 8) : j])
    harm.start = j + 1
    if words[harm.start].low in lexicon.lists.harm.void["realised"]:
        harm.void = False
    harm.void = harm.void or _is_conditional(words, harm.start)
    return harm


def _is_among(words: list[Word], j: int, lexicon: Lexicon) -> bool:
    """Recognise "was among three people to die": here "to" tells of no plan."""
    near = words[max(0, j - 6) : j]
    return any(w.low in lexicon.lists.grammar.among for w in near) and bool(near[-1].f & (roles.PERSON | roles.ANAPHOR))


def _is_conditional(words: list[Word], start: int) -> bool:
    for k in range(start - 1, max(-1, start - 12), -1):
        if words[k].f & (roles.STOP | roles.SAY):
            return False
        if words[k].f & roles.CONDITION and not words[k].f & roles.MODAL:
            return True
    return False


def _verb(words: list[Word], i: int, at: list[int], groups: list[Group], lexicon: Lexicon) -> Harm | None:
    word = words[i]
    form = word.e.form
    harm = Harm(i, i, word.e.harm or "killed", "active")
    harm.violent = word.e.violent
    harm.loose = word.e.loose
    _settled(words, harm, lexicon)
    before = words[i - 1] if i else None
    if form & roles.PARTICIPLE and before is not None and _describes_thing(words, i, at):
        return None
    auxiliary = _auxiliary(words, i, harm.start)
    if form & (roles.PAST | roles.PARTICIPLE):
        if auxiliary == "be" and not form & roles.ING:
            harm.voice = "left"
        elif auxiliary == "have":
            harm.voice = "left" if _is_relative_object(words, harm.start, i, at, groups) else "active"
        else:
            harm.voice = _bare_voice(words, i, at, groups, lexicon)
            harm.finite = harm.finite or harm.voice == "active"
    elif form & roles.ING:
        if (
            before is not None
            and before.f & (roles.DETERMINER | roles.ARTICLE)
            and _right(words, i, at, groups) is None
        ):
            return None
    elif form & roles.BASE and word.f & roles.PERSON:
        return None
    if word.f & roles.HARM_ADJECTIVE and harm.voice == "active" and _right(words, i, at, groups) is None:
        harm.voice = "active" if word.e.loose and _takes_object(words, i) else "left"
    return harm


def _describes_thing(words: list[Word], i: int, at: list[int]) -> bool:
    """Recognise "the besieged quarter": a participle between an article and a noun that names no people."""
    before = words[i - 1].f
    if not before & (roles.ARTICLE | roles.DEFINITE) or before & roles.RELATIVE or i + 1 >= len(words):
        return False
    following = words[i + 1].f
    return at[i + 1] < 0 and bool(following & (roles.OPEN | roles.THING)) and not following & (roles.ADVERB | roles.BE)


def _takes_object(words: list[Word], i: int) -> bool:
    """Return True when a thing or a place follows the verb at word ``i`` at once."""
    return _takes_thing(words, i) or _takes_place(words, i)


def _takes_thing(words: list[Word], i: int) -> bool:
    """Return True when a noun of things, perhaps behind light words, follows the verb at word ``i`` at once."""
    for word in words[i + 1 : i + 5]:
        if word.f & roles.THING and not word.f & (roles.PREPOSITION | roles.WEEKDAY):
            return True
        if word.f & (roles.PREPOSITION | roles.STOP | roles.COMMA | roles.AND | roles.BE | roles.WEEKDAY | roles.MONTH):
            return False
        if not word.f & (roles.OPEN | roles.DETERMINER | roles.ARTICLE | roles.MODIFIER | roles.DEMONYM | roles.NUMBER):
            return False
    return False


def _takes_place(words: list[Word], i: int) -> bool:
    """Return True when a name, perhaps behind small words that describe it, follows the verb at word ``i`` at once: no agent does."""
    if len(words[i].e.words) > 1:
        return False
    for word in words[i + 1 : i + 4]:
        if word.f & _NO_PLACE or not word.f & (roles.OPEN | roles.NEUTRAL | roles.MODIFIER | roles.DEFINITE):
            return False
        if word.f & roles.CAPITAL:
            return True
    return False


def _is_of_thing(words: list[Word], group: Group) -> bool:
    """Recognise "the police station": a noun of people right before a thing names no people."""
    following = words[group.last + 1].f if group.last + 1 < len(words) else roles.STOP
    return bool(following & roles.THING) and not following & (
        roles.VERB | roles.HARM_VERB | roles.PERSON | roles.WEEKDAY
    )


def _takes_aim(words: list[Word], i: int, at: list[int], groups: list[Group], lexicon: Lexicon) -> bool:
    """Return True where people stand behind the "at" of the verb at word ``i``: "shot at the man", "shot with a gun at an officer"."""
    for k in range(i + 1, min(len(words) - 1, i + _AIM)):
        if words[k].low in lexicon.lists.grammar.aims:
            if any(w.low in lexicon.lists.grammar.aimed for w in words[k + 1 : k + 3]):
                return True
            group = _right(words, k, at, groups)
            behind = words[group.last + 1].f if group is not None and group.last + 1 < len(words) else roles.STOP
            return group is not None and group.noun is not None and group.kind != "thing" and not behind & roles.THING
        if words[k].f & (roles.STOP | roles.COMMA | roles.AND | roles.BE | roles.HAVE):
            return False
    return False


def _is_relative_object(words: list[Word], start: int, i: int, at: list[int], groups: list[Group]) -> bool:
    """Recognise "the workers whom they had kidnapped": the noun before the relative word suffers."""
    if _right(words, i, at, groups) is not None or start < 2 or not words[start - 1].f & roles.PRONOUN:
        return False
    return bool(words[start - 2].f & roles.RELATIVE) or at[start - 2] >= 0


def _auxiliary(words: list[Word], i: int, start: int) -> str:
    """Recognise "Return the last auxiliary: "were killed" be, "is believed to have killed" have, "have been killed" be, else ""."""
    seen = []
    for k in range(start, i):
        f = words[k].f
        if f & roles.BE and not f & roles.PREPOSITION:
            seen.append("be")
        elif f & roles.HAVE or (f & roles.ADVERB and words[k].e.ends_in_have):
            seen.append("have")
    return seen[-1] if seen else ""


def _right(words: list[Word], i: int, at: list[int], groups: list[Group]) -> Group | None:
    """Apply the rule: the group that follows word ``i`` at once, over adverbs and quotation marks."""
    j = i + 1
    light = roles.ADVERB | roles.QUOTE | roles.HARM_INTRANSITIVE
    while j < len(words) and words[j].f & light and at[j] < 0 and j - i < 4:
        j += 1
    return groups[at[j]] if j < len(words) and at[j] >= 0 else None


def _bare_voice(words: list[Word], i: int, at: list[int], groups: list[Group], lexicon: Lexicon) -> str:
    """Recognise "strikes killed 12" is active; "12 killed in strikes" is passive without its auxiliary."""
    right = _right(words, i, at, groups)
    if right is None and words[i].e.loose and i and words[i - 1].low in lexicon.lists.grammar.personal[:1]:
        return "active"  # "X Y, who seized power"
    if right is None and words[i].e.loose and _takes_object(words, i):
        return "active"  # "8,000 rebels captured many towns", "5,000 soldiers encircled eastern Aleppo"
    if words[i].e.loose and _takes_aim(words, i, at, groups, lexicon):
        return "active"  # "three officers shot at the man"
    if right is None and i + 1 < len(words) and words[i + 1].low in lexicon.lists.grammar.objects:
        return "active"  # "two men on a motorcycle shot him"
    g = lexicon.lists.grammar
    if right is not None and words[i].e.loose and right.kind in ("bare", "def") and _is_of_thing(words, right):
        return "active"  # "40 fighters besieged the police station"
    if right is None or (len(words[i].e.words) > 1 and words[i].e.words[-1] in {*g.by, *g.of, *g.from_}):
        return "left"  # "peacekeepers held by troops", "people bombed out of a town"
    if right.kind == "bare" and right.noun is not None and right.noun.f & roles.GENITIVE:
        return "left"
    after = words[right.last + 1] if right.last + 1 < len(words) else None
    left = groups[at[i - 1]] if i and at[i - 1] >= 0 else None
    if left is not None and left.numeral and after is not None and at[right.last + 1] < 0:
        stands_alone = after.f & (roles.HARM_VERB | roles.HARM_ADJECTIVE)
        if stands_alone and not (left.noun is not None and left.status == "combatant"):
            return "left"
    if left is not None and left.numeral and left.elliptic:
        return "active" if _is_of_name(words, left, right) else "left"
    if left is not None and left.kind == "name" and right.kind == "name" and after is None:
        return "left"
    return "active"


def _is_of_name(words: list[Word], number: Group, right: Group) -> bool:
    """Recognise "known as Tower 22 killed three soldiers": a figure behind a capital is a name's where the verb has its own count."""
    before = words[number.first - 1] if number.first else None
    if before is None or number.first != number.last or not words[number.first].f & roles.DIGITS:
        return False
    is_name = before.f & roles.CAPITAL and before.f & (roles.OPEN | roles.THING)
    return bool(is_name) and right.numeral and right.noun is not None
