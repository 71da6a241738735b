"""Read what a sentence says on the scope of a count (guide, section 3, `scope`).

Running totals, standing numbers, single or several events. The decision falls in ``timed_scope`` once times and places
are attached.
"""

from collections.abc import Sequence

from tollbook.extract.harm.scene import Draft, Scene
from tollbook.extract.means.hit import Hit
from tollbook.extract.means.means import ONE
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles
from tollbook.vocab.words import Running, ScopeWords

_BEFORE_LIVES = 12
_NOT_KNOWN = 5
_LED = 4
"""Words of "a twin suicide car" before "bombing" at most."""
_OPENS = 7
"""Words in which "a month of fighting" opens a sentence."""
_DAYS_SINCE = 24
"""Words from a count to "in the twelve days since" at most."""
_COST = 3
"""Words from "has" to "lives of" at most."""
_CLAUSE_BEFORE = 14
"""Words before a count that may belong to its clause."""


class Hint:
    """Signs of scope.

    ``running`` is certain; ``since`` and ``war`` hold unless a day is stated (``campaign``: what is named is less than a war); ``event`` is 0 (none), 1 (one) or 2 (several); ``spread`` over an area; ``lasting`` for a counted stretch ("two days of fighting");
    ``renewed`` and ``earlier`` for a figure told anew and for the one before it; ``several`` places named by number; ``standing`` for a level such as "still trapped"; ``moving`` where people were driven out, a level unless the text closes
    the time; ``mass`` for violence that goes on ("riots"), not one blow; ``partitive`` for "eight of the rebels", ``elliptic`` for a bare "six"; ``perfect`` where the verb says "has killed"; ``recorded`` where somebody "has documented" the count.
    """

    __slots__ = (
        "campaign",
        "earlier",
        "elliptic",
        "event",
        "lasting",
        "mass",
        "moving",
        "partitive",
        "perfect",
        "recorded",
        "renewed",
        "running",
        "several",
        "since",
        "site",
        "spread",
        "standing",
        "war",
    )

    def __init__(self) -> None:
        self.running = False
        self.since = False
        self.war = False
        self.campaign = False
        self.event = 0
        self.spread = False
        self.lasting = False
        self.site = False
        self.standing = False
        self.moving = False
        self.mass = False
        self.several = False
        self.renewed = False
        self.earlier = False
        self.perfect = False
        self.partitive = False
        self.elliptic = False
        self.recorded = False


def hint_of(draft: Draft, scene: Scene, event: Hit | None) -> Hint:
    """Return the signs of scope in the claim's own sentence."""
    lists = scene.lexicon.lists.scope
    words = scene.line.words
    hint = Hint()
    near = _clause(words, draft)
    joined = f" {' '.join(w.low for w in near)} "
    hint.moving = draft.harm in lists.standing["moving"]
    is_deed = draft.harm in lists.standing["deeds"] and _is_done_once(draft, words)
    hint.standing = (draft.harm in lists.standing["harms"] and not is_deed) or (
        (is_deed or draft.harm in lists.standing["held"]) and _is_held_still(draft, scene, lists)
    )
    hint.running = hint.standing or (draft.toll is not None and _is_running(draft, scene, lists))
    hint.running = hint.running or _says_so_far(near, joined, lists) or _counts_days_since(words, draft, lists)
    hint.since = _has_since(draft, scene, lists)
    hint.perfect = _is_perfect(draft, words, lists)
    hint.partitive = draft.group.kind == "part" and draft.group.count is not None and draft.group.count.high != 1
    hint.elliptic = draft.group.noun is None
    hint.war = _is_war(draft, scene, lists)
    hint.campaign = hint.war and not any(w.low in lists.cumulative.wars for w in near)
    hint.recorded = _is_recorded(draft, scene, lists.cumulative)
    hint.event = event.event if event is not None else 0
    if hint.event == 0 and _is_one_blow(_told_before(words, draft), lists):
        hint.event = ONE
    hint.mass = event is not None and words[event.last].low in lists.period["mass"]
    single = hint.event == ONE and not hint.mass
    hint.spread = not single and any(f" {p} " in joined for p in lists.period["spread"])
    hint.several = _is_in_several_places(near, lists)
    hint.spread = hint.spread or hint.several or _is_of_one_day(near, joined, lists) or _is_series(words, draft, lists)
    hint.lasting = _is_lasting(near, lists) or _opens_lasting(words, draft, lists) or _is_counted_stretch(near, lists)
    if hint.lasting and not any(w.low in lists.cumulative.wars for w in near):
        hint.war = False  # "have died in a week of fighting"
    before = {w.low for w in words[max(0, draft.group.first - _BEFORE_LIVES) : draft.group.first]}
    hint.earlier = draft.toll == "old" or bool(before & set(lists.cumulative.earlier))
    hint.renewed = not hint.earlier and bool(before & set(lists.cumulative.renewed))
    hint.site = event is not None and _is_on_site(words, event, lists)
    return hint


def _is_done_once(draft: Draft, words: Sequence[Word]) -> bool:
    """Tell "a mob trapped six monitors" from "besieged the town, trapping 40,000"."""
    predicate = draft.predicate
    return predicate is not None and predicate.voice == "active" and not words[predicate.first].e.form & roles.ING


def _told_before(words: Sequence[Word], draft: Draft) -> Sequence[Word]:
    """Return the words of the count's clause up to it: back to a stop or to the count before."""
    first = draft.group.first
    low = max(0, first - _CLAUSE_BEFORE)
    wall = next((k for k in range(first - 1, low - 1, -1) if words[k].f & (roles.STOP | roles.NUMBER)), low - 1)
    return words[wall + 1 : first]


def _is_one_blow(words: Sequence[Word], lists: ScopeWords) -> bool:
    """Tell "a bomber killed", "gunmen stormed an office, killing": one deed, whatever stretch its day is told by ("in 2015")."""
    period = lists.period
    for k, word in enumerate(words):
        if word.low in period["blows"]:
            return True
        behind = words[k + 1 : k + 3]
        led = bool(behind) and bool(behind[0].f & (roles.ARTICLE | roles.DEFINITE))
        if led and word.low in period["raids"] and not any(w.low in period["places"] for w in behind):
            return True
        before = words[max(0, k - 3) : k]
        if word.low in period["lone"] and any(w.f & roles.ARTICLE and not w.f & roles.DEFINITE for w in before):
            return True
    return False


def _is_held_still(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """Tell a level of this very count ("still held", "remain in custody"), not of the next one."""
    all_words, reach = scene.line.words, _CLAUSE_BEFORE + _BEFORE_LIVES
    near = [d for d in scene.drafts if abs(d.group.first - draft.group.first) < reach]
    others = [d for d in near if d.holder is not draft or d.predicate not in (None, draft.predicate)]
    firsts = [d.group.first for d in others if not _is_listed(all_words[draft.group.last + 1 : d.group.first])]
    firsts = [first for first in firsts if first > draft.group.last]
    lasts = [d.group.last for d in others if d.group.last < draft.group.first]
    lasts = [last for last in lasts if not _is_listed(all_words[last + 1 : draft.group.first])]
    words = _clause(scene.line.words[: min(firsts, default=None)], draft)
    cut = max(0, max(lasts, default=-1) + 1 - max(0, draft.group.first - _CLAUSE_BEFORE))
    joined = f" {' '.join(w.low for w in words[cut:])} "
    return any(f" {w} " in joined for w in lists.standing["words"])


def _is_listed(between: Sequence[Word]) -> bool:
    """Return True when only "and" or a comma stands between two counts ("a priest and thirteen parishioners")."""
    return bool(between) and all(w.f & (roles.AND | roles.COMMA) for w in between)


def _says_so_far(near: Sequence[Word], joined: str, lists: ScopeWords) -> bool:
    """Tell a total up to now, unless "to date" only ranks an event ("the heaviest raids to date")."""
    said = [p for p in lists.cumulative.words if f" {p} " in joined]
    if not said or all(_is_unknown(joined, p, lists) for p in said):
        return False
    ranks = any(w.low in lists.cumulative.ranks for w in near) or all(_dates_event(near, p, lists) for p in said)
    return not (ranks and all(p in lists.cumulative.ranked for p in said))


def _dates_event(near: Sequence[Word], phrase: str, lists: ScopeWords) -> bool:
    """Recognise "a bombing this year in which 40 died": right behind one event the stretch says when it was."""
    single = set(lists.period["battles"]) - set(lists.period["mass"])
    told = phrase.split(" ")
    for k, word in enumerate(near):
        behind = " ".join(w.low for w in near[k + 1 : k + 1 + len(told)]).split(" ")[: len(told)]
        if word.low in single and behind == told:
            return any(w.f & roles.ARTICLE and not w.f & roles.DEFINITE for w in near[max(0, k - _LED) : k])
    return False


def _is_unknown(joined: str, phrase: str, lists: ScopeWords) -> bool:
    """Return True for "so far it is not known", "so far nobody has claimed": what is not said is no total."""
    behind = joined[joined.index(f" {phrase} ") + len(phrase) + 2 :].split()[:_NOT_KNOWN]
    return bool(set(behind) & set(lists.cumulative.unknown))


def _is_of_one_day(near: Sequence[Word], joined: str, lists: ScopeWords) -> bool:
    """Tell "killed 18 in a day": all that happened on it, unless it is only ranked ("its worst losses in a single day")."""
    if not any(f" {p} " in joined for p in lists.period["daily"]):
        return False
    return not any(w.low in lists.cumulative.ranks for w in near)


def _is_series(words: Sequence[Word], draft: Draft, lists: ScopeWords) -> bool:
    """Tell "in recent clashes", "by a string of ambushes": several events, though none is counted."""
    events = {*lists.period["mass"], *lists.period["attacks"]}
    low = max(0, draft.group.first - _CLAUSE_BEFORE)
    for k in range(low, min(len(words), draft.group.last + _CLAUSE_BEFORE)):
        if words[k].low not in lists.period["series"] or not any(w.low in events for w in words[k + 1 : k + 4]):
            continue
        led = next((w for w in reversed(words[:k]) if not w.f & (roles.ARTICLE | roles.DETERMINER)), None)
        first, last = sorted((k, draft.group.first))
        apart = any(w.f & (roles.STOP | roles.SUBORDINATOR | roles.RELATIVE) for w in words[first:last])
        if led is not None and led.low in lists.period["series_in"] and not apart:
            return True
    return False


def _is_in_several_places(near: Sequence[Word], lists: ScopeWords) -> bool:
    """Tell "in two West Bank towns", "raided three villages": several events at once."""
    for k, word in enumerate(near):
        if word.low not in lists.period["places"]:
            continue
        before = near[max(0, k - 4) : k]
        if before and before[-1].f & roles.PREPOSITION and k + 1 < len(near) and near[k + 1].f & roles.PREPOSITION:
            return True  # "raids on villages around Bawku"
        numbers = [w for w in before if w.f & roles.NUMBER or w.low in lists.period["several"]]
        if numbers and not any(w.f & (roles.COMMA | roles.STOP) for w in before[before.index(numbers[-1]) :]):
            return True
    return False


def _is_lasting(words: Sequence[Word], lists: ScopeWords) -> bool:
    """Tell "two days of fighting" and "the 22-day war": several events in a counted stretch."""
    units, strife = (
        lists.period["units"],
        {*lists.standing["battles"], *lists.cumulative.wars, *lists.cumulative.campaigns},
    )
    for k, word in enumerate(words[:-2]):
        is_worst = k and words[k - 1].low in lists.period["superlatives"] and word.low in lists.period["long_units"]
        if is_worst:
            return True  # "the bloodiest month in five years ended with 979 dead"
        is_long = word.low in lists.period["long_units"]  # "a week of fighting"; a day of it is one event
        counted = roles.NUMBER | (roles.ARTICLE if is_long else 0)
        if word.low not in units or not (k and (words[k - 1].low == "-" or words[k - 1].f & counted)):
            continue
        after = words[k + 1 : k + 6]
        is_joined = words[k - 1].low == "-" or after[0].low in lists.period["of"]
        if is_joined and any(w.low in strife for w in after):
            return True
    return False


def _is_counted_stretch(words: Sequence[Word], lists: ScopeWords) -> bool:
    """Tell "over the first six weeks of the truce", "in the preceding week": a stretch with a rank, in which several events fall."""
    for k, word in enumerate(words[1:], 1):
        is_led = " " in word.low or bool(words[k - 1].f & roles.DEFINITE)
        if not is_led or word.low.split(" ")[-1] not in lists.period["ranked"]:
            continue
        the = k if " " in word.low else k - 1  # "the first" is one phrase
        behind = words[k + 1 : k + 4]
        unit = next((n for n, w in enumerate(behind) if w.low in lists.period["stretch_units"]), None)
        is_led = the > 0 and words[the - 1].low in lists.period["during"]
        if is_led and unit is not None and all(w.f & roles.NUMBER for w in behind[:unit]):
            return True
    return False


def _opens_lasting(words: Sequence[Word], draft: Draft, lists: ScopeWords) -> bool:
    """Tell "A month of fighting between ... has left 115 dead": the stretch opens the sentence, however far the number stands."""
    is_one_clause = not any(w.f & (roles.STOP | roles.SAY) for w in words[: draft.group.first])
    return is_one_clause and _is_lasting(words[:_OPENS], lists)


def _is_on_site(words: Sequence[Word], event: Hit, lists: ScopeWords) -> bool:
    """Recognise "airstrikes on a town": one place, though not named."""
    seen = False
    for word in words[event.last + 1 : event.last + 10]:
        if word.f & (roles.STOP | roles.COMMA | roles.BE | roles.SAY | roles.AND):
            return False
        seen = seen or bool(word.f & (roles.ARTICLE | roles.DEFINITE))
        if seen and word.low in lists.sites["words"]:
            return True
    return False


def _clause(words: Sequence[Word], draft: Draft) -> Sequence[Word]:
    low = max(0, draft.group.first - _CLAUSE_BEFORE)
    return words[low : draft.group.last + 22]


def _has_since(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """Recognise "since" behind the count, with no other count between; or at the head of the sentence."""
    words = scene.line.words
    since = lists.cumulative.since
    if words and words[0].low in since:
        return True
    others = [
        d.group.first
        for d in scene.drafts
        if d.group.first > draft.group.last and d.holder is not draft and not _shares_verb(d, draft, words)
    ]
    for k in range(draft.group.last + 1, min(len(words), min(others, default=10_000), draft.group.last + 30)):
        if k and words[k - 1].low in lists.cumulative.perfect:
            continue  # "has since risen": no origin
        if words[k].low in since and k + 1 < len(words) and not words[k + 1].f & (roles.COMMA | roles.STOP):
            between = words[draft.group.last + 1 : k]
            is_cut = any(w.f & (roles.STOP | roles.RELATIVE) or w.low in lists.cumulative.ranks for w in between)
            return not is_cut and not _says_total(between, lists)
    return False


def _counts_days_since(words: Sequence[Word], draft: Draft, lists: ScopeWords) -> bool:
    """Recognise "have killed 45 protesters in the twelve days since demonstrations broke out"."""
    first = draft.group.last + 1
    for k in range(first + 1, min(len(words) - 1, first + _DAYS_SINCE)):
        if words[k].f & roles.STOP:
            return False
        if words[k].low in lists.cumulative.since and words[k - 1].low in lists.period["units"]:
            return _is_perfect(draft, words, lists)
    return False


def _shares_verb(other: Draft, draft: Draft, words: Sequence[Word]) -> bool:
    """Recognise "493 people have been killed and 2,751 injured since 7 October": a bare number and a participle share the verb."""
    if draft.predicate is None or other.predicate is None or not other.group.elliptic or other.predicate.finite:
        return False
    between = words[draft.predicate.last + 1 : other.group.first]
    walls = roles.STOP | roles.COMMA | roles.SAY | roles.BE | roles.HAVE | roles.RELATIVE
    return draft.predicate.finite and not any(w.f & walls for w in between)


def _says_total(words: Sequence[Word], lists: ScopeWords) -> bool:
    joined = f" {' '.join(w.low for w in words)} "
    return any(f" {p} " in joined for p in lists.cumulative.totals)


def _is_running(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """Apply the rule: a toll runs on when the sentence says total, so far, or names a war; the toll of one attack does not."""
    words = scene.line.words
    if _says_total(words, lists):
        return not _is_update(draft, words, lists)
    if draft.via != "toll":
        return False
    if _kills_go_on(draft, scene):
        return True
    before = words[max(0, draft.group.first - 25) : draft.group.first]
    return any(w.low in lists.cumulative.wars or w.low in lists.standing["battles"] for w in before)


def _kills_go_on(draft: Draft, scene: Scene) -> bool:
    """Recognise "troops kill 22 more fighters, toll rises to 177": somebody killed again, so the toll is of many deeds.

    "Five more died in hospital, bringing the toll to 31" is the toll of one event: its victims die, nobody kills anew.
    """
    words = scene.line.words
    for other in scene.drafts:
        predicate = other.predicate
        if other is draft or other.line is not draft.line or predicate is None or predicate.voice != "active":
            continue
        told_before = predicate.start < other.group.first < draft.group.first
        if told_before and any(w.f & roles.OTHER for w in words[other.group.first : other.group.last + 1]):
            return True
    return False


def _is_update(draft: Draft, words: Sequence[Word], lists: ScopeWords) -> bool:
    """Recognise the toll of one event told anew: "the toll was raised to 14", "two died of wounds, raising the toll to 14".

    A total ("the total number", "so far"), a war, or words between "toll" and its number ("of soldiers in the war") run on.
    """
    first = draft.group.first
    if first < 2 or not words[first - 1].f & roles.TO:  # "toll to"
        return False
    low = {w.low for w in words}
    if low & {*lists.cumulative.wars, *lists.cumulative.since}:
        return False
    if words[first - 2].f & roles.TOLL:
        return bool(low & set(lists.cumulative.late))
    if _is_toll_of_event(words[max(0, first - _NOT_KNOWN - 2) : first - 1], lists):
        return True
    k = first - 2
    while k > 0 and words[k].f & (roles.BE | roles.ADVERB | roles.MOVE | roles.HAVE) and not words[k].f & roles.TOLL:
        k -= 1
    passive = any(w.f & roles.BE for w in words[k : first - 1])
    return bool(words[k].f & roles.TOLL) and passive


def _is_toll_of_event(words: Sequence[Word], lists: ScopeWords) -> bool:
    """Recognise "the death toll from the ambush": the toll names its one event."""
    toll = next((k for k in range(len(words) - 1, -1, -1) if words[k].f & roles.TOLL), None)
    if toll is None:
        return False
    behind = {w.low for w in words[toll + 1 :]} - set(lists.period["mass"])
    return bool(behind & set(lists.period["battles"]))


def _is_perfect(draft: Draft, words: Sequence[Word], lists: ScopeWords) -> bool:
    predicate = draft.predicate
    if predicate is None:
        return any(w.low in lists.cumulative.perfect for w in words[max(0, draft.group.first - 3) : draft.group.first])
    start = min(predicate.start, max(0, draft.group.first - 2)) if predicate.voice == "left" else predicate.start
    if predicate.voice == "of":
        start = max(0, start - _COST)  # "has cost the lives of"
    told = words[start : predicate.first + 1]
    return any(w.low in lists.cumulative.perfect or w.e.ends_in_have for w in told)  # "are believed to have died"


def _is_war(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """Recognise "the war has killed", "have been killed in the conflict"."""
    predicate = draft.predicate
    words, running = scene.line.words, lists.cumulative
    if draft.via == "lives":
        return any(w.low in running.wars for w in words[max(0, draft.group.first - 12) : draft.group.first])
    if draft.group.count is None or draft.group.count.high == 1:
        return False
    first = min(
        (d.group.first for d in scene.drafts if d.predicate is predicate is not None), default=draft.group.first
    )
    if _costs_lives(first, words, running):
        return True
    is_perfect = _is_perfect(draft, words, lists)
    large = draft.group.count.low >= running.campaign_least
    if predicate is None:  # "the conflict has left tens of thousands dead"
        return large and is_perfect and _names_war_before(words, first, running)
    if not is_perfect and not large:
        return False
    near = (
        [*words[max(0, predicate.start - 14) : predicate.start], *words[draft.group.last + 1 : draft.group.last + 7]]
        if predicate.voice == "active"
        else words[predicate.last : predicate.last + 12]
    )
    outbreaks = scene.lexicon.lists.scope.period["outbreaks"]
    if any(w.low in running.wars and not (w.low in outbreaks and _is_new(near, k)) for k, w in enumerate(near)):
        return True
    if (
        large
        and is_perfect
        and predicate.voice != "active"
        and _names_war_before(words, min(predicate.start, draft.group.first), running)
    ):
        return True
    return large and is_perfect and any(w.low in running.campaigns for w in near)


def _is_recorded(draft: Draft, scene: Scene, running: Running) -> bool:
    """Recognise "has recorded 227 civilians killed": beside a sum up to now, who keeps count tells another."""
    words = scene.line.words
    if draft.group.count is None or draft.group.count.high == 1:
        return False
    first = min((d.group.first for d in scene.drafts if _is_near(d, draft)), default=draft.group.first)
    for k in range(first - 1, max(0, first - _COST), -1):
        if words[k].low in running.recorded:
            return any(w.low in running.perfect for w in words[max(0, k - 2) : k])
    return False


def _is_near(other: Draft, draft: Draft) -> bool:
    """Return True for a count before this one that only a few words part from it ("227 civilians killed and 525 injured")."""
    return other.line is draft.line and 0 <= draft.group.first - other.group.last <= _COST + 1


def _is_new(words: Sequence[Word], k: int) -> bool:
    """Recognise "killed in an uprising at a fort": one outbreak, told for the first time."""
    is_article = k > 0 and bool(words[k - 1].f & roles.ARTICLE) and not words[k - 1].f & roles.DEFINITE
    return is_article and k + 1 < len(words) and bool(words[k + 1].f & roles.PREPOSITION)


def _names_war_before(words: Sequence[Word], start: int, running: Running) -> bool:
    """Recognise "during this ten-year war, 70,000 people have died", "a war that has left 60,000 dead"."""
    before = words[max(0, start - _BEFORE_LIVES) : start]
    dash = {k for k, w in enumerate(before) if w.f & roles.DASH}
    inside = any(words[k].low in running.within for k in range(max(0, start - 5), start))
    known = (
        {*running.wars, *running.campaigns} if inside else set(running.wars)
    )  # "the siege, in which some 10,000 have died"
    return any(w.low.split(" ")[0] in known and not {k - 1, k + 1} & dash for k, w in enumerate(before))


def _costs_lives(first: int, words: Sequence[Word], running: Running) -> bool:
    """Recognise "the invasion cost the lives of 4,500 soldiers"."""
    before = words[max(0, first - _BEFORE_LIVES) : first]
    return any(w.f & roles.LIFE or w.low in running.lives for w in before) and any(
        w.low in running.wars for w in before
    )
