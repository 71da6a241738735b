"""Find named persons: titles and capitalised words; in texts all in capitals by what stands around them."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.nouns import describe
from tollbook.extract.counted.runs import is_inner_dash, run_at
from tollbook.extract.sentences.line import Line, Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR, Lexicon

_NAMING = roles.OPEN | roles.TITLE | roles.GENITIVE


def name_at(line: Line, i: int, lexicon: Lexicon, *, led: bool = False) -> Group | None:
    """Apply the rule: a named person: capitalised words of no other role, with the titles before them; in capitals only after a title."""
    words = line.words
    j, status, group_name, titled = i, "unknown", None, False
    while j < len(words) and words[j].f & (roles.TITLE | roles.DEMONYM | roles.MODIFIER) and j - i < 5:
        if words[j].f & roles.TITLE and words[j].e.title_status:
            titled = True
            if words[j].e.title_status != "unknown" or status == "unknown":
                status, group_name = words[j].e.title_status or "unknown", words[j].e.title_group
        elif not words[j].f & roles.TITLE and words[j].e.modifier_status and status == "unknown":
            status = words[j].e.modifier_status or "unknown"
        j += 1
    start = j
    particles = lexicon.lists.grammar.particles
    while j < len(words) and j - start < 7:
        word = words[j]
        is_name = word.f & roles.OPEN and not word.f & roles.GENITIVE and (word.f & roles.CAPITAL or line.capitals)
        if is_name and not (line.capitals and len(word.low) < 2):
            j += 1
        elif j > start or word.low in particles:
            if (
                (word.f & roles.DASH and is_inner_dash(words, j))
                or (word.low in particles and j + 1 < len(words))
                or (len(word.text) == 2 and word.text[1] == ".")
                or (len(word.text) == 1 and word.text.isupper() and j + 1 < len(words) and words[j + 1].low == ".")
            ) or (word.low == "." and len(words[j - 1].text) == 1 and j > start):
                j += 1
            else:
                break
        else:
            break
    while j > start and not (words[j - 1].f & roles.OPEN):
        j -= 1
    places = [k for k in range(start, j - 1) if words[k].low in lexicon.lists.grammar.place_words]
    if places and not titled:
        i = start = places[-1] + 1
    if j == start or (line.capitals and not titled and not led):
        return None
    is_of = j == 1 and start == 0 and len(words) > 1 and words[1].low in lexicon.lists.grammar.of
    if is_of and not titled:
        return None  # "Many of the dead": the capital only opens the sentence
    if j == start + 1 and not titled and words[start].low in lexicon.lists.grammar.unsaid:
        return None  # "Many did not survive": a number that nobody tells, and no name
    if not titled and j < len(words) and words[j].f & roles.CAPITAL and words[j].low in lexicon.lists.grammar.bodies:
        return None  # "wounding eight, Interior Ministry officials said"
    ending = lexicon.lists.grammar.verb_endings[0]
    behind = roles.PREPOSITION | roles.SUBORDINATOR | roles.RELATIVE
    if j == 1 and start == 0 and len(words) > 1 and words[0].low.endswith(ending) and words[1].f & behind:
        return None  # "Depending on the road, ...", "Yelling that he would die, ..."
    if line.capitals and any(_is_common(words[k], lexicon) for k in range(start, j)):
        return None
    if j - start > 5:
        return None
    quote = start if words[i].low in lexicon.lists.grammar.identified else i
    group = Group(i, j - 1, quote, start, Count(1, 1, "exact"), "name")
    group.status, group.group = status, group_name
    group.names = [" ".join(w.text for w in words[start:j])]
    group.titled = titled
    return group


def bereaved(words: Sequence[Word], i: int) -> Group | None:
    """Recognise "Galan's murder", "the journalist X Y's killing": the owner of a death is its victim."""
    is_led = words[i].f & roles.DEMONYM and i + 1 < len(words) and words[i + 1].f & roles.TITLE
    if not (words[i].f & (roles.OPEN | roles.TITLE) or is_led) or (
        words[i].f & roles.GENITIVE and words[i].f & roles.WEEKDAY
    ):
        return None
    j = i + 1 if is_led else i
    while j < len(words) and j - i < 6 and words[j].f & roles.TITLE and not words[j].f & roles.GENITIVE:
        j += 1
    start = j
    while (
        j < len(words)
        and j - start < 5
        and words[j].f & roles.OPEN
        and words[j].f & roles.CAPITAL
        and not words[j].f & roles.GENITIVE
    ):
        j += 1
    if (
        j + 1 >= len(words)
        or not words[j].f & roles.GENITIVE
        or not words[j].f & roles.CAPITAL
        or words[j].f & (roles.DEMONYM | roles.MODIFIER)
    ):
        return None
    death = words[j + 1]
    if not death.f & roles.HARM_NOUN or death.e.people or death.e.plural != SINGULAR:
        return None
    if i and words[i - 1].f & roles.CAPITAL and words[i - 1].f & roles.OPEN:
        return None
    group = Group(i, j, i, min(start, j), Count(1, 1, "exact"), "name")
    group.harm = death.e.harm_noun
    group.cut = len(words[j].text) - len(words[j].low.rsplit("'", 1)[0])
    group.names = [" ".join(w.text for w in words[start : j + 1])[: -group.cut or None]]
    for k in range(i, start):
        if words[k].e.title_status not in (None, "unknown"):
            group.status, group.group = words[k].e.title_status or "unknown", words[k].e.title_group
    return group


def owned_person(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "Colonel Ahmad's brother", "Kabul's mayor": whose the one person is stands before."""
    words = line.words
    j = i
    while j < min(len(words) - 1, i + 4) and words[j].f & (roles.TITLE | roles.CAPITAL) and words[j].f & _NAMING:
        if words[j].f & roles.GENITIVE:
            break
        j += 1
    if j >= len(words) - 1 or not words[j].f & roles.GENITIVE or not words[j].f & roles.CAPITAL or line.capitals:
        return None
    if words[j].f & (roles.WEEKDAY | roles.MONTH):
        return None
    run = run_at(words, j + 1, lexicon, many=False)
    if run.kind != "person" or run.head is None or words[run.head].e.plural != SINGULAR or run.head > j + 4:
        return None
    if run.end < len(words) and words[run.end].f & roles.CAPITAL:
        return None  # "Chad's former president X Y": the name says more
    group = Group(i, run.end - 1, i, run.head, Count(1, 1, "exact"), "def")
    describe(words, group, run, lexicon)
    return group


def _is_common(word: Word, lexicon: Lexicon) -> bool:
    return word.low.endswith(tuple(lexicon.lists.grammar.word_endings))


def shouted_name(words: Sequence[Word], i: int, lexicon: Lexicon, *, listed: bool) -> Group | None:
    """Apply the rule: a name in a text in capitals: unlisted words behind "murder of" or a verb of harm, or before "was killed"."""
    j = _run_of_names(words, i, lexicon)
    if j == i or j - i > 5 or j >= len(words):  # names have five words at most
        return None
    before = words[i - 1] if i else None
    after = words[j]
    closed = bool(
        after.f
        & (
            roles.COMMA
            | roles.STOP
            | roles.PREPOSITION
            | roles.AND
            | roles.BRACKET
            | roles.RELATIVE
            | roles.BE
            | roles.HAVE
            | roles.MODAL
        )
    )
    named = (
        bool(after.f & roles.COMMA)
        and j + 1 < len(words)
        and bool(words[j + 1].f & (roles.PERSON | roles.TITLE | roles.NUMBER))
    )
    led = before is not None and (listed or bool(before.f & (roles.HARM_OF | roles.TITLE | roles.INCLUDING))) and closed
    struck = before is not None and bool(before.f & roles.HARM_VERB and before.e.violent) and closed
    named = named or (bool(after.f & roles.COMMA) and _meets_harm(words, _behind_aside(words, j), lexicon))
    opened = before is None or bool(
        before.f
        & (
            roles.STOP
            | roles.COMMA
            | roles.RELATIVE
            | roles.SAY
            | roles.SUBORDINATOR
            | roles.BRACKET
            | roles.AND
            | roles.PERSON
        )
    )
    if not (led or struck or (opened and (named or _meets_harm(words, j, lexicon)))):
        return None
    group = Group(i, j - 1, i, i, Count(1, 1, "exact"), "name")
    group.names = [" ".join(w.text for w in words[i:j])]
    return group


def _behind_aside(words: Sequence[Word], j: int) -> int:
    """Return the word behind the aside that the comma at word ``j`` opens, or ``j``."""
    for k in range(j + 1, min(len(words), j + 28)):
        if words[k].f & (roles.STOP | roles.SAY):
            return j
        if (
            words[k].f & roles.COMMA
            and k + 1 < len(words)
            and words[k + 1].f & (roles.BE | roles.HAVE | roles.HARM_INTRANSITIVE)
        ):
            return k + 1
    return j


def _run_of_names(words: Sequence[Word], i: int, lexicon: Lexicon) -> int:
    j = i
    particles = lexicon.lists.grammar.particles
    while j < len(words) and words[j].f & roles.OPEN and not words[j].f & roles.GENITIVE and len(words[j].low) > 1:
        if _is_common(words[j], lexicon) and words[j].low not in particles:
            return i
        j += 1
    return j


def _meets_harm(words: Sequence[Word], j: int, lexicon: Lexicon) -> bool:
    """Return True when words ``j`` on are "was killed", perhaps behind "and" and more names."""
    for _ in range(4):
        k = j
        while k < len(words) and k - j < 4 and words[k].f & (roles.BE | roles.HAVE | roles.ADVERB):
            k += 1
        if k > j and k < len(words) and words[k].f & (roles.HARM_VERB | roles.HARM_INTRANSITIVE):
            return True
        if k < len(words) and words[k].f & roles.HARM_INTRANSITIVE:
            return True
        if j + 1 >= len(words) or not words[j].f & (roles.AND | roles.COMMA):
            return False
        following = _run_of_names(words, j + 1, lexicon)
        if following == j + 1:
            return False
        j = following
    return False
