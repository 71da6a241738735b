"""Read tolls: "the death toll rose to 57, up from 40", "Number of martyrs: 7", "brings to 12 the number of people killed"."""

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import next_linked
from tollbook.extract.harm.scene import Draft, Scene
from tollbook.extract.sentences.line import Word
from tollbook.model.count import Count
from tollbook.vocab import roles

_REACH = 40
_LABELLED = roles.HARM_VERB | roles.HARM_ADJECTIVE | roles.HARM_NOUN | roles.CASUALTY


def bind_tolls(scene: Scene, earlier_harm: str | None) -> None:
    """Bind the numbers of tolls in ``scene``; ``earlier_harm`` is what a bare "total" goes on with."""
    words = scene.line.words
    for t, word in enumerate(words):
        if not word.f & (roles.TOLL | roles.TOLL_OF):
            if word.f & roles.ANAPHOR:
                _bind_put(scene, t)
            continue
        if scene.at[t] >= 0 and scene.groups[scene.at[t]].count is not None:
            continue
        harm = _harm_of(scene, t, word, earlier_harm)
        if harm is not None:
            _bind_after(scene, t, harm)
            _bind_before(scene, t, harm)
    _bind_lives(scene)


def _bind_put(scene: Scene, t: int) -> None:
    """Recognise "put the dead at more than 400", "estimates the displaced at 5,500 to 6,000"."""
    words = scene.line.words
    if scene.at[t] >= 0 and not words[t].f & roles.ANAPHOR:
        return
    is_put = t and words[t - 1].f & (roles.MOVE | roles.SAY) and scene.at[t] < 0
    is_joined = (
        t and words[t - 1].f & roles.AND and scene.at[t] < 0 and any(d.via == "toll" for d in scene.drafts)
    )  # "... and the wounded at 320"
    numbers = scene.lexicon.lists.harm.toll.numbers
    if t + 1 < len(words) and words[t + 1].low in numbers:
        _bind_numbered(scene, t)
        return
    if not is_put and not is_joined:
        return
    last = scene.lexicon.words.get(words[t].low.split(" ")[-1])
    harm = (last.harm_adjective or last.harm_noun or last.harm) if last is not None else None
    if harm is not None:
        _bind_after(scene, t, harm)


def _bind_numbered(scene: Scene, t: int) -> None:
    """Recognise "The wounded number more than 4,000": words for victims, a verb of counting, a number."""
    last = scene.lexicon.words.get(scene.line.words[t].low.split(" ")[-1])
    harm = (last.harm_adjective or last.harm_noun or last.harm) if last is not None else None
    group = scene.groups[scene.at[t + 2]] if t + 2 < len(scene.at) and scene.at[t + 2] >= 0 else None
    if harm is not None and group is not None and _is_number(group):
        _bind_toll(scene, group, harm, t)


def _is_label(words: list[Word], t: int) -> bool:
    following = words[t + 1] if t + 1 < len(words) else None
    return following is not None and following.low in {":", "=", "-", "–", "—"}


def _is_put_at(scene: Scene, t: int) -> bool:
    """Recognise "put civilian fatalities at 19 and injuries at 45", "brings the military dead to 673".

    Casualties and losses are not: they may be killed or wounded.
    """
    words, toll = scene.line.words, scene.lexicon.lists.harm.toll
    if words[t].f & roles.CASUALTY or words[t].low in toll.roll:
        return False
    group = next((scene.groups[g] for g in scene.at[t + 1 : t + 6] if g >= 0 and _is_number(scene.groups[g])), None)
    if group is None or words[group.first - 1].low not in toll.put_to:
        return False
    if any(
        w.f & (roles.STOP | roles.SAY | roles.SUBORDINATOR | roles.HARM_VERB) for w in words[t + 1 : group.first - 1]
    ):
        return False
    if t and words[t - 1].f & roles.AND and any(d.via == "toll" for d in scene.drafts):
        return True
    if any(w.f & roles.MOVE and w.f & roles.VERB for w in words[t + 1 : group.first - 1]):
        return True  # "civilian deaths rose to 31"
    before = words[max(0, t - 4) : t]
    puts = next((k for k in range(len(before) - 1, -1, -1) if before[k].low in toll.puts), None)
    return puts is not None and not any(w.f & (roles.STOP | roles.PREPOSITION) for w in before[puts + 1 :])


def _harm_of(scene: Scene, t: int, word: Word, earlier_harm: str | None) -> str | None:
    words = scene.line.words
    if word.f & roles.TOLL and word.e.toll:
        if len(word.e.words) == 1 and word.f & _LABELLED and not _is_label(words, t) and not _is_put_at(scene, t):
            return None
        return word.e.toll
    for k in range(t + 1, min(len(words), t + 12)):
        f = words[k].f
        if f & (roles.STOP | roles.SAY | roles.SUBORDINATOR) and not f & roles.PREPOSITION:
            break
        if f & roles.RELATIVE and words[k - 1].f & roles.PREPOSITION:
            break  # "a figure of 57, of whom 42 were prisoners"
        if f & roles.HARM_VERB and not words[k].e.form & roles.ING:
            return words[k].e.harm
        if f & roles.HARM_INTRANSITIVE:
            return words[k].e.harm_intransitive
        if f & roles.HARM_ADJECTIVE:
            return words[k].e.harm_adjective
        if f & roles.HARM_NOUN:
            return words[k].e.harm_noun
        if f & (roles.CASUALTY | roles.TOLL) and (words[k].e.toll or f & roles.CASUALTY):
            return words[k].e.toll or "killed"
    if word.low in scene.lexicon.lists.harm.toll.bare:
        told = [d.harm for d in scene.drafts]
        return "killed" if "killed" in told else told[-1] if told else earlier_harm
    return "killed" if any(w.f & roles.TOLL for w in words[max(0, t - 1) : t]) else None


def _bind_after(scene: Scene, t: int, harm: str) -> None:
    words, toll = scene.line.words, scene.lexicon.lists.harm.toll
    hypothetical = set(toll.hypothetical)
    fresh: Draft | None = None
    j = t + 1
    while j < min(len(words), t + _REACH):
        word = words[j]
        if word.f & roles.STOP and word.low != ":":
            return
        if word.low in hypothetical and not (
            word.f & roles.MODAL and j + 1 < len(words) and words[j + 1].f & roles.HAVE
        ):
            return
        if scene.at[j] < 0:
            j += 1
            continue
        group = scene.groups[scene.at[j]]
        before = words[group.first - 1] if group.first else None
        if (
            _is_number(group)
            and before is not None
            and (
                _moves(before)
                or (before is words[t] and len(before.e.words) > 1)
                or _is_reached(group)
                or before.low in scene.lexicon.lists.grammar.from_
            )
        ):
            _close_bound(group)
            _open_bound(group, before, scene.lexicon.lists.harm.toll.passed)
            if before.low in scene.lexicon.lists.grammar.from_ or _is_old(scene, group, t):
                old = _bind_toll(scene, group, harm, t)
                if old is not None:
                    old.toll = "old"
            elif fresh is None or (group.first - fresh.group.last < 8 and before.f & roles.TO):
                fresh = _bind_toll(scene, group, harm, t) or fresh
                _bind_list(scene, group, harm)
        j = group.last + 1


def _moves(before: Word) -> bool:
    return bool(before.f & (roles.MOVE | roles.TO | roles.DASH | roles.TOLL_OF)) or before.low in {":", "=", "("}


def _is_reached(group: Group) -> bool:
    """Recognise "bringing the total number killed since Friday up to 104": "up to" is the movement, no bound."""
    return group.count is not None and group.count.bound == "up_to"


def _close_bound(group: Group) -> None:
    if group.count is not None and group.count.bound == "up_to" and group.count.high is not None:
        group.count = Count(group.count.high, group.count.high, "exact")
        group.quote = group.head


def _open_bound(group: Group, before: Word, passed: list[str]) -> None:
    """Recognise "the toll has passed one hundred": more than it."""
    if before.low in passed and group.count is not None and group.count.bound == "exact":
        group.count = Count(group.count.low, None, "more_than", before.low)


def _is_old(scene: Scene, group: Group, t: int) -> bool:
    """Recognise "up from the original count of about 25": "from" stands a few words before, after the new number."""
    words = scene.line.words
    return any(
        words[k].low in scene.lexicon.lists.grammar.from_ for k in range(max(t + 1, group.first - 7), group.first)
    ) and any(d.toll == "new" for d in scene.drafts)


def _is_number(group: Group) -> bool:
    return group.count is not None and group.numeral and group.kind in ("num", "noun")


def _bind_toll(scene: Scene, group: Group, harm: str, t: int) -> Draft | None:
    taken = scene.bound.get(id(group))
    if taken is not None:
        taken.toll = taken.toll or "new"
        return taken
    draft = scene.bind(group, harm, "toll")
    if draft is None:
        return None
    before = scene.line.words[max(0, t - 8) : group.first]
    is_older = any(w.low in scene.lexicon.lists.harm.toll.earlier for w in before)
    draft.toll = "old" if is_older else "new"
    if group.noun is None or group.elliptic:
        _name_people(scene, group, t)
    return draft


def _name_people(scene: Scene, group: Group, t: int) -> None:
    """Take status and group from the nouns of people between the toll and its number ("of American soldiers killed")."""
    for other in scene.groups:
        if t < other.first < group.first and other.kind == "bare":
            group.status, group.group, group.elliptic = other.status, other.group, False
            return
    for word in scene.line.words[t + 1 : max(group.first, t + 8 if group.first < t else 0)]:
        if word.f & (roles.STOP | roles.SUBORDINATOR) and not word.f & roles.PREPOSITION:
            break
        if word.f & roles.PERSON and word.e.status not in (None, "unknown") and not _modifies(scene, word):
            group.status, group.group, group.elliptic = word.e.status or "unknown", word.e.group, False
            return
    before = scene.line.words[t - 1] if t else None  # "civilian deaths", "rebel dead"
    if before is not None and before.f & roles.PERSON and before.e.status not in (None, "unknown"):
        group.status, group.group = before.e.status or "unknown", before.e.group
    group.elliptic = False


def _modifies(scene: Scene, word: Word) -> bool:
    """Return True for "police" in "police academy": the noun names no victims."""
    words = scene.line.words
    index = words.index(word) + 1
    return index < len(words) and bool(words[index].f & (roles.OPEN | roles.THING)) and not words[index].f & roles.VERB


def _bind_list(scene: Scene, group: Group, harm: str) -> None:
    following = next_linked(scene, group)
    while following is not None and _is_number(following) and id(following) not in scene.bound:
        if scene.listed.get(id(following)) is not None:
            return
        draft = scene.bind(following, following.harm or harm, "toll")
        if draft is None:
            return
        draft.toll = "new"
        following = next_linked(scene, following)


def _bind_before(scene: Scene, t: int, harm: str) -> None:
    """Recognise "brings to 12 the number of people killed", "put at seven the death toll"."""
    words, toll = scene.line.words, scene.lexicon.lists.harm.toll
    j = t - 1
    while j >= 0 and words[j].f & roles.DETERMINER and scene.at[j] < 0:
        j -= 1
    if j >= 0 and words[j].f & roles.DASH:  # "at seven -- two women and five children -- the toll"
        j = next((k for k in range(j - 1, 0, -1) if words[k].f & (roles.DASH | roles.STOP)), 0) - 1
    if j < 1 or scene.at[j] < 0:
        return
    group = scene.groups[scene.at[j]]
    if not _is_number(group) or not group.first:
        return
    is_put = group.first > 1 and words[group.first - 1].low in toll.put_to and words[group.first - 2].low in toll.puts
    if words[group.first - 1].f & roles.TO or is_put:
        _bind_toll(scene, group, harm, t)


def _bind_lives(scene: Scene) -> None:
    """Recognise "claimed 12 lives", "12 lives were lost"."""
    words = scene.line.words
    lives = scene.lexicon.lists.harm.lives
    for group in scene.groups:
        noun = group.noun
        if noun is None or not noun.f & roles.LIFE or group.count is None or id(group) in scene.bound:
            continue
        before = words[group.first - 1].low if group.first else ""
        after = " ".join(w.low for w in words[group.last + 1 : group.last + 4])
        if group.first > 1 and words[group.first - 2].f & (roles.MODAL | roles.TO):
            continue  # "could cost 5,000 lives"
        if before in lives["before"] or any(after.startswith(a) for a in lives["after"]):
            scene.bind(group, "killed", "lives")
