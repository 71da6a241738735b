"""Find acts of violence in a sentence and whose they are: "Israeli strikes", "shelling by X", "X stormed", "blamed X for".

An act without a named force is kept too (actor None): "a car bomb", "gunmen opened fire" say that nobody is named there.
"""

from collections.abc import Iterator

import msgspec

from tollbook.extract.attribution_phrase import Phrases
from tollbook.model.ids import Span
from tollbook.vocab.belligerents import Belligerents

BELLIGERENT_KINDS = {"state", "demonym", "people", "state_force", "coalition", "non_state_armed"}
_OFFICIAL = "official_source"  # speaks for forces of its own: "the defence ministry said its troops killed ..."
_STATES = {"state", "demonym", "people"}
_POSSESSIVE = "'s"
_DASHES = {"-", "‐", "‑", "–"}
_WALLS = {";", ":", ".", "?", "!", '"', "“", "”", "(", ")"}
_WINDOW = 9  # tokens from a name to what it does
_LATER = 26  # tokens from a name to a deed in a later verb of the same subject
_LEFT = 14  # tokens from "by" back to what was done
_MOST = 400  # mentions looked at in one sentence; a longer list is a table


class Force(msgspec.Struct, frozen=True, kw_only=True):
    """A belligerent as the words name it: tokens ``first`` to ``last`` (exclusive), name without article or instrument."""

    first: int
    last: int
    name: str
    span: Span
    kind: str | None
    actor: str | None


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One act: who (None: nobody named), where its words stand, how it was read, its family, and how it is introduced.

    ``relation``: modifier, agent (of a participle), doer (of a noun), subject, blame, responsibility, disowned, self, involved; for nobody: noun or anonymous.
    ``opening``: definite ("the attack"), likened ("similar strikes"), indefinite ("a strike") or bare.
    """

    at: int
    token: int
    force: Force | None
    relation: str
    family: str | None = None
    opening: str = "bare"
    declared: bool = False


class Scene(msgspec.Struct, frozen=True):
    """One sentence with the lexicon: tokens, spots, act families."""

    phrases: Phrases
    lexicon: Belligerents
    families: dict[str, str]
    lowers: tuple[str, ...]

    def lower(self, index: int) -> str:
        """Return the token at ``index`` in lower case without possessive, empty outside the sentence."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""


def scene_of(phrases: Phrases, lexicon: Belligerents, families: dict[str, str]) -> Scene:
    """Return the scene of one sentence."""
    return Scene(phrases, lexicon, families, tuple(t.lower.removesuffix(_POSSESSIVE) for t in phrases.tokens))


def acts_of(scene: Scene) -> tuple[Act, ...]:
    """Return the acts of the sentence in order of their words."""
    found: list[Act] = []
    forces = forces_of(scene)
    for force in forces:
        act = _act_of(scene, force)
        if act:
            found.append(act)
    named = {act.token for act in found}
    found.extend(_nobodys(scene, named, forces))
    return tuple(sorted(found, key=lambda a: a.at))


def forces_of(scene: Scene) -> list[Force]:
    """Return the belligerents named in the sentence, by known name, force noun or unknown name, in order."""
    known = list(_known(scene))
    starts = {t.start: i for i, t in enumerate(scene.phrases.tokens)}
    taken = {i for force in known for i in range(force.first, force.last)} | {
        i
        for s in scene.phrases.spots
        for i in range(starts.get(s.span[0], 0), starts.get(s.span[0], 0) + len(s.quote.split()))
    }
    named = {i for force in known for i in range(force.first, force.last)}
    nouns = list(_nouns(scene, taken, named))
    unknown = list(_unknown(scene, taken | {i for force in nouns for i in range(force.first, force.last)}))
    return sorted((*known, *nouns, *unknown), key=lambda f: f.first)[:_MOST]


def _unknown(scene: Scene, taken: set[int]) -> Iterator[Force]:
    """Return names in capitals that no list knows; only clear words make them belligerents (``_act_of``)."""
    phrases, tokens = scene.phrases, scene.phrases.tokens
    if phrases.shouting:
        return
    index = 0
    while index < len(tokens):
        if not _is_unknown_word(scene, index, taken):
            index += 1
            continue
        last = index + 1
        while last < len(tokens) and (_is_unknown_word(scene, last, taken) or _links_name(scene, last, taken)):
            last += 1
        span = (tokens[index].start, tokens[last - 1].start + len(tokens[last - 1].lower.removesuffix(_POSSESSIVE)))
        last = _behind_acronym(scene, last)
        yield Force(first=index, last=last, name=phrases.text[span[0] : span[1]], span=span, kind="unknown", actor=None)
        index = last


def _is_unknown_word(scene: Scene, index: int, taken: set[int]) -> bool:
    token, grammar = scene.phrases.tokens[index], scene.phrases.lexicon.grammar
    if index in taken or not token.text[0].isupper() or token.lower in grammar.days or token.lower in grammar.articles:
        return False
    words = scene.lexicon.words
    if (
        token.lower
        in words.indefinite
        | words.definite
        | words.force_qualities
        | words.allowed_between
        | words.forces
        | words.fresh
    ):
        return False
    plain = (
        token.lower
        in grammar.prepositions
        | grammar.clause
        | grammar.adverbs
        | grammar.definite
        | grammar.pronouns_body
        | grammar.pronouns_person
    )
    return not plain or index > 0 and scene.phrases.tokens[index - 1].text in _DASHES


def _links_name(scene: Scene, index: int, taken: set[int]) -> bool:
    """Return True for hyphens and particles inside a name ("Jamaat-ul-Ahrar", "Front for the Liberation of Y")."""
    tokens, grammar = scene.phrases.tokens, scene.phrases.lexicon.grammar
    small = (
        tokens[index].text in _DASHES
        or tokens[index].lower in grammar.name_particles | grammar.name_links | grammar.articles
    )
    ahead = range(index + 1, min(index + 4, len(tokens)))
    if not small or tokens[index].lower in grammar.articles and scene.lower(index - 1) not in grammar.name_links:
        return False
    for i in ahead:
        if _is_unknown_word(scene, i, taken):
            return True
        if not (tokens[i].text in _DASHES or tokens[i].lower in grammar.name_particles | grammar.articles):
            return False
    return False


def _known(scene: Scene) -> Iterator[Force]:
    tokens, words = scene.phrases.tokens, scene.lexicon.words
    starts = {t.start: i for i, t in enumerate(tokens)}
    for spot in scene.phrases.spots:
        first = starts.get(spot.span[0])
        if first is None or spot.kind not in BELLIGERENT_KINDS | {_OFFICIAL}:
            continue
        last = first + 1
        while last < len(tokens) and tokens[last].start < spot.span[1]:
            last += 1
        group = _tailed_group(scene, first, last)
        if group:
            yield group
            continue
        if spot.kind in _STATES and _owns_force(scene, last):
            continue
        irregular = _irregular_end(scene, last) if spot.kind in {"state", "demonym"} else None
        if irregular is not None:
            if scene.lower(irregular - 1) in words.forces | words.group_nouns:
                span = (tokens[first].start, tokens[irregular - 1].end)
                yield Force(
                    first=first,
                    last=irregular,
                    name=scene.phrases.text[span[0] : span[1]],
                    span=span,
                    kind=None,
                    actor=None,
                )
            continue
        if (
            _is_place(scene, first, last, spot.kind)
            or _is_tailed(scene, last)
            or (first > 1 and tokens[first - 1].text in _DASHES and scene.lower(first - 2) in words.heads_off)
        ):
            continue
        end = _short_end(scene, first, last, spot.kind)
        span = (tokens[first].start, min(tokens[end - 1].end, spot.span[1]))
        name = scene.phrases.text[span[0] : span[1]]
        yield Force(
            first=first, last=_behind_acronym(scene, last), name=name, span=span, kind=spot.kind, actor=spot.value
        )


def _irregular_end(scene: Scene, last: int) -> int | None:
    """Return the token after "guerrillas" in "Colombian (leftist) guerrillas", who are not the state's; None elsewhere."""
    words = scene.lexicon.words
    for index in range(last, min(last + 3, len(scene.phrases.tokens))):
        low = scene.lower(index)
        if low in words.irregulars and scene.phrases.tokens[index].lower == low:
            return index + 1
        if low not in words.force_qualities | words.allowed_between or low in words.forces - words.irregulars:
            return None
    return None


def _behind_acronym(scene: Scene, last: int) -> int:
    """Return the token after a name's acronym in brackets: "Balochistan Liberation Front (BLF)"."""
    if scene.lower(last) != "(":
        return last
    close = next((i for i in range(last + 1, last + 5) if scene.lower(i) == ")"), None)
    return close + 1 if close is not None and scene.phrases.tokens[last + 1].text[0].isupper() else last


def _owns_force(scene: Scene, last: int) -> bool:
    """Return True for "Sudan's RSF", "Lebanese Hezbollah": the state only says whose or where the next name is."""
    if last >= len(scene.phrases.tokens):
        return False
    tokens = scene.phrases.tokens
    start = tokens[last].start
    if tokens[last - 1].lower.endswith(_POSSESSIVE) and scene.lower(last) in scene.lexicon.words.forces:
        return True
    return any(
        s.span[0] == start and s.kind in {"non_state_armed", "state_force", "coalition"} for s in scene.phrases.spots
    )


def _tailed_group(scene: Scene, first: int, last: int) -> Force | None:
    """Return the group of "an Islamic State-linked group", "Iran-backed militias": named by whom it follows."""
    words, tokens = scene.lexicon.words, scene.phrases.tokens
    if not _is_tailed(scene, last) or scene.lower(last + 1) not in words.acting_tails:
        return None
    for index in range(last + 2, min(last + 5, len(tokens))):
        if scene.lower(index) in words.group_nouns | words.forces | words.heads:
            span = (tokens[first].start, tokens[index].end)
            return Force(
                first=first,
                last=index + 1,
                name=scene.phrases.text[span[0] : span[1]],
                span=span,
                kind=None,
                actor=None,
            )
        if scene.lower(index) not in words.force_qualities:
            return None
    return None


def _is_tailed(scene: Scene, last: int) -> bool:
    """Return True for "ISIS-held", "U.S.-backed": a description, no actor."""
    tokens = scene.phrases.tokens
    return (
        last + 1 < len(tokens) and tokens[last].text in _DASHES and scene.lower(last + 1) in scene.lexicon.words.tails
    )


def _is_place(scene: Scene, first: int, last: int, kind: str) -> bool:
    """Return True for a state named as a place: closing an address ("Kabal, Swat, Pakistan,"), or after "southern"."""
    tokens, words, grammar = scene.phrases.tokens, scene.lexicon.words, scene.phrases.lexicon.grammar
    if kind == "people":
        return False
    if (
        kind == "state"
        and scene.lower(first - 1) in scene.lexicon.words.located
        and scene.lower(last) in scene.families
    ):
        return scene.phrases.tokens[last - 1].lower == scene.lower(
            last - 1
        )  # "in Afghanistan strikes", not "in Israel's strikes"
    if kind not in {"state", "demonym"} or first == 0:
        return False
    after = scene.lower(last)
    closes = (
        after in {"", ",", "."} or after in grammar.prepositions | grammar.auxiliaries | grammar.both or after in _WALLS
    )
    if scene.lower(first - 1) == ",":
        named = first > 1 and scene.phrases.is_name_word(first - 2) and scene.lower(first - 2) not in grammar.days
        return named and closes
    return scene.lower(first - 1) in words.directions and scene.lower(last) not in scene.families | dict.fromkeys(
        words.companions
    )


def _in_place_list(scene: Scene, first: int) -> bool:
    """Return True for the second state of "in Iraq and Syria"."""
    grammar, words = scene.phrases.lexicon.grammar, scene.lexicon.words
    back = first - 1
    if scene.lower(back) not in grammar.both:
        return False
    while back > 0 and first - back < 8 and (scene.phrases.is_name_word(back) or scene.lower(back) in grammar.both | {","} | words.directions):
        back -= 1
    return back < first - 2 and scene.lower(back) in words.targets - words.agent


def _short_end(scene: Scene, first: int, last: int, kind: str) -> int:
    """Return the end of the shortest name: "Israeli" of "Israeli warplanes", but "Philippine National Police" whole."""
    words, phrases = scene.lexicon.words, scene.phrases
    end = last
    if phrases.text[phrases.tokens[first].start].islower() or kind != "state_force":
        return end
    while end - 1 > first and not phrases.is_name_word(end - 1) and scene.lower(end - 1) in words.companions:
        end -= 1
    return end if not phrases.shouting else last


def _nouns(scene: Scene, taken: set[int], named: set[int]) -> Iterator[Force]:
    """Return forces named by a noun only: "the regime", "security forces", "armed bandits"; not those who come second to a name."""
    words, tokens = scene.lexicon.words, scene.phrases.tokens
    skip = -1
    for index, token in enumerate(tokens):
        if index in taken or index <= skip:
            continue
        is_force = scene.lower(index) in words.forces
        is_pair = scene.lower(index) in words.force_qualities and scene.lower(index + 1) in words.companions
        if not (is_force or is_pair):
            continue
        first, last = index, index + 1
        while scene.lower(last) in words.companions and last not in taken and last - first < 4:
            last += 1
        while (
            first > 0
            and first - 1 not in taken
            and (scene.lower(first - 1) in words.force_qualities)
            and index - first < 3
        ):
            first -= 1
        if first > 0 and first - 1 in named:
            skip = last - 1
            continue  # "Taliban insurgents": the known name covers them
        if (
            first > 1
            and tokens[first - 1].text in _DASHES
            and scene.lower(first - 2) in words.heads_off
            and scene.lower(last - 1) in words.irregulars
        ):
            first -= 2
        if _is_tailed(scene, last) or (first > 0 and tokens[first - 1].text in _DASHES):
            continue
        skip = last - 1
        end = last
        while (
            end - 1 > first
            and scene.lower(end - 1) in words.companions
            and scene.lower(end - 2) in words.forces
            and scene.lower(end - 1) not in words.forces
        ):
            end -= 1
        member = _member_of(scene, last)
        span = (tokens[first].start, tokens[end - 1].start + len(tokens[end - 1].lower.removesuffix(_POSSESSIVE)))
        last = _behind_acronym(scene, last)
        if member is None:
            yield Force(
                first=first, last=last, name=scene.phrases.text[span[0] : span[1]], span=span, kind=None, actor=None
            )


def _member_of(scene: Scene, last: int) -> int | None:
    """Return the token of a known name after "fighters from", which then is the force (and is found by itself)."""
    if scene.lower(last) not in scene.lexicon.words.member_links:
        return None
    near = {t.start: last + i for i, t in enumerate(scene.phrases.tokens[last : last + 5])}
    return next(
        (near[s.span[0]] for s in scene.phrases.spots if s.span[0] in near and s.kind == "non_state_armed"), None
    )


def _act_of(scene: Scene, force: Force) -> Act | None:
    """Return what ``force`` does in the sentence, by the first relation that holds; unknown names need clear words."""
    if force.kind == _OFFICIAL:
        return _self_told(scene, force)
    if force.kind == "people":
        if scene.lower(force.first - 1) in scene.lexicon.words.indefinite or scene.lower(force.first - 1).isdigit():
            return None  # "two Palestinians" are two persons, not a side
        return _blamed(scene, force) or _agent(scene, force) or _subject(scene, force)
    if force.kind == "unknown":
        return (
            _responsible(scene, force) or _blamed(scene, force) or _unknown_agent(scene, force) or _group(scene, force)
        )
    return (
        _responsible(scene, force)
        or _blamed(scene, force)
        or _agent(scene, force)
        or _modifier(scene, force)
        or _subject(scene, force)
        or _self_told(scene, force)
    )


def _unknown_agent(scene: Scene, force: Force) -> Act | None:
    """ "killed by the Lakurawa group": an unknown name after "by" and a participle of harm."""
    act = _agent(scene, force)
    nouns = {scene.lower(i) for i in range(_before_determiners(scene, force.first), force.first)} | {
        scene.lower(force.last)
    }
    return act if act and (nouns & scene.lexicon.words.group_nouns) else None


def _group(scene: Scene, force: Force) -> Act | None:
    """ "Lakurawa militants attacked", "a Harakat suicide bombing": a noun of fighters must follow the unknown name."""
    if scene.lower(force.last) not in scene.lexicon.words.group_nouns:
        return None
    return _agent(scene, force) or _modifier(scene, force) or _subject(scene, force)


def _act(scene: Scene, force: Force, relation: str, token: int, *, declared: bool = False) -> Act:
    return Act(
        at=scene.phrases.tokens[token].start,
        token=token,
        force=force,
        relation=relation,
        family=scene.families.get(scene.lower(token)),
        opening="definite",
        declared=declared,
    )


def _responsible(scene: Scene, force: Force) -> Act | None:
    """ "X claimed responsibility for ..."; also "X denied responsibility": accused, and disowning it."""
    words = scene.lexicon.words
    for index in range(force.last, min(force.last + 12, len(scene.phrases.tokens))):
        if scene.lower(index) in words.responsibility:
            between = [scene.lower(i) for i in range(force.last, index)]
            before = [scene.lower(i) for i in range(max(0, force.first - 3), index)]
            if set(before) & words.usual or any(b in _WALLS for b in between):
                return None
            if set(between) & words.owning:
                return _act(scene, force, "responsibility", index, declared=True)
            if set(between) & words.disowning:
                return _act(scene, force, "disowned", index)
    return _claims_deed(scene, force)


def _claims_deed(scene: Scene, force: Force) -> Act | None:
    """ "X claims the killing of four soldiers": a fighting group claims a deed as its own."""
    words = scene.lexicon.words
    verb = force.last
    while scene.lower(verb) in words.companions and verb < force.last + 3:
        verb += 1
    if force.kind in _STATES or scene.lower(verb) not in words.owning:
        return None
    deed = next((i for i in range(verb + 1, verb + 4) if scene.lower(i) in words.claimable), None)
    return _act(scene, force, "responsibility", deed, declared=True) if deed is not None else None


def _blamed(scene: Scene, force: Force) -> Act | None:
    """ "blamed X for the attack", "accuses X of shelling", "blamed on X", "attributed to X"."""
    words = scene.lexicon.words
    start = _before_determiners(scene, force.first)
    for back in range(start - 1, max(-1, start - 4), -1):
        if scene.lower(back) in words.blaming:
            after = {scene.lower(i) for i in range(force.last, min(force.last + 6, len(scene.phrases.tokens)))}
            usual = {scene.lower(i) for i in range(max(0, back - 4), back)} & words.usual
            closes = scene.lower(back) in words.blaming_bare and scene.lower(force.last) in _WALLS | {",", ""}
            return _act(scene, force, "blame", back) if (after & words.blame_for or closes) and not usual else None
        if scene.lower(back) in _WALLS or scene.lower(back) in words.targets:
            break
    lead = " ".join(scene.lower(i) for i in range(max(0, start - 4), start))
    if any(lead.endswith(phrase) for phrase in words.agent_phrases):
        usual = {scene.lower(i) for i in range(max(0, start - 8), start)} & words.usual
        return None if usual else _act(scene, force, "blame", start - 1)
    return None


def _before_determiners(scene: Scene, first: int) -> int:
    """Return the token after which the phrase of a name starts: its article and adjectives are passed over."""
    grammar = scene.phrases.lexicon.grammar
    while first > 0:
        low = scene.lower(first - 1)
        if low in grammar.both or not (_is_described_by(scene, low) or low in _DASHES):
            return first
        first -= 1
    return first


def _is_described_by(scene: Scene, low: str) -> bool:
    """Return True for a word that may stand before a name in its phrase: article, quality, force noun, direction."""
    words = scene.lexicon.words
    return (
        low in scene.phrases.lexicon.grammar.articles
        or low in words.force_qualities
        or low in words.forces
        or low in words.companions
        or low in words.allowed_between
        or low in words.directions
    )


def _agent(scene: Scene, force: Force) -> Act | None:
    """ "killed by X", "a raid on Y by X", "by a coalition led by X" not: the word before "by" decides, else what was done before."""
    words = scene.lexicon.words
    start = _coordinated_start(scene, force)
    start = _behind_link(scene, start)
    if scene.lower(start - 1) not in words.agent:
        return None
    by = start - 1
    word = scene.lower(by - 1)
    if word in words.not_acts or (by > 1 and scene.phrases.tokens[by - 2].text in _DASHES and word in words.tails):
        return None
    if word in words.harmed or word in scene.families:
        return _act(scene, force, "agent" if word in words.harmed else "doer", by - 1)
    if word.endswith(words.participle_endings) and not scene.phrases.is_name_word(by - 1):
        return None
    for back in range(by - 1, max(-1, by - _LEFT), -1):
        low = scene.lower(back)
        if low in scene.families or low in words.harmed or low in words.claimable:
            return _act(scene, force, "agent" if low in words.harmed else "doer", back)
        if low in _WALLS or low in words.not_acts:
            return None
    return None


def _behind_link(scene: Scene, start: int) -> int:
    """Return where "a group linked to" starts before a name, ``start`` where nothing of the kind stands there."""
    words = scene.lexicon.words
    back = start - 1
    while back > 0 and scene.lower(back) in words.member_links and start - back < 4:
        back -= 1
    if back == start - 1 or not _is_fighting(scene, back):
        return start
    return _before_determiners(scene, back)


def _coordinated_start(scene: Scene, force: Force) -> int:
    """Return the start of the phrase, over an earlier partner ("by Syrian forces and Hezbollah")."""
    start = _before_determiners(scene, force.first)
    grammar = scene.phrases.lexicon.grammar
    if scene.lower(start - 1) in grammar.both | {","}:
        back = start - 2
        while back > 0 and start - back < 8 and scene.lower(back) not in scene.lexicon.words.agent | _WALLS:
            if scene.lower(back) in grammar.auxiliaries | scene.lexicon.words.hostile - scene.lexicon.words.companions:
                return start
            back -= 1
        partner = any(
            _in_force(scene, i) or scene.lower(i) in scene.lexicon.words.forces for i in range(back + 1, start - 1)
        )
        if scene.lower(back) in scene.lexicon.words.agent and partner:
            return back + 1
    return start


def _modifier(scene: Scene, force: Force) -> Act | None:
    """ "X (drone and missile) strikes", "X's shelling": an act noun follows over words that may stand between."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    if scene.lower(_before_determiners(scene, force.first) - 1) in words.struck_at and force.kind is None:
        return None
    spot_words = [scene.lower(i) for i in range(force.first, force.last)]
    if (
        len(spot_words) > 1
        and spot_words[-1] in scene.families
        and force.kind in {"state_force", "non_state_armed", "coalition"}
    ):
        return _instrument(scene, force)
    for index in range(force.last, min(force.last + _WINDOW, len(tokens))):
        low = scene.lower(index)
        if (low in scene.families and not _is_victimish(scene, index)) or _is_aimed(scene, index):
            return _act(scene, force, "modifier", index)
        joined = tokens[index].text in _DASHES | {",", "'", "’"} or low in words.allowed_between | grammar.both | {
            "s",
            "'s",
        }
        if not (joined or low.endswith(("'s",)) or _in_force(scene, index)):
            return None
    return None


def _is_aimed(scene: Scene, index: int) -> bool:
    words = scene.lexicon.words
    return scene.lower(index) in words.aimed_acts and scene.lower(index + 1) in words.aims


def _in_force(scene: Scene, index: int) -> bool:
    if index >= len(scene.phrases.tokens):
        return False
    start = scene.phrases.tokens[index].start
    return any(s.span[0] <= start < s.span[1] and s.kind in BELLIGERENT_KINDS for s in scene.phrases.spots)


def _is_victimish(scene: Scene, index: int) -> bool:
    """Return True where the act noun only modifies something else ("strike team", "war crimes", "attack helicopter" not)."""
    return scene.lower(index + 1) in scene.lexicon.words.not_acts


def _instrument(scene: Scene, force: Force) -> Act | None:
    """A name that ends in an instrument ("Israeli warplanes") acts when it is subject, agent, or stands by itself in an act."""
    subject = _subject(scene, force)
    if subject:
        return subject
    index = force.last - 1
    passive = (
        scene.lower(force.last) in scene.phrases.lexicon.passive
        and scene.lower(force.last + 1) in scene.lexicon.words.harmed
    )
    target = scene.lower(_before_determiners(scene, force.first) - 1) in scene.lexicon.words.targets
    return None if passive or target else _act(scene, force, "modifier", index)


def _subject(scene: Scene, force: Force) -> Act | None:
    """ "X (fighters) (have) attacked ...": a verb of violence follows, and no passive."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    lead = _before_determiners(scene, force.first)
    if scene.lower(lead - 1) in words.targets and not (
        scene.lower(lead - 1) in words.member_links and _is_fighting(scene, lead - 2)
    ):
        return None
    if any(scene.lower(i) in words.mutual for i in range(max(0, lead - 8), lead)):
        return None
    return _direct_verb(scene, force) or _later_verb(scene, force, lead)


def _direct_verb(scene: Scene, force: Force) -> Act | None:
    """Return the act of a verb of violence that follows the name closely."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    strange = 0 if force.kind not in {None, "unknown"} else 1
    index = _past_place(scene, force.last)
    while index < min(force.last + _WINDOW, len(tokens)):
        low = scene.lower(index)
        if low in words.answering and scene.lower(index + 1) in words.answer_with:
            done = next((i for i in range(index + 2, index + 8) if scene.lower(i) in scene.families), None)
            return _act(scene, force, "subject", done) if done is not None else None
        if low in words.involved and scene.lower(index + 1) in grammar.prepositions:
            return _act(scene, force, "involved", index)
        if low in scene.phrases.lexicon.passive:
            return None
        if low in words.harmed and _reads_passive(scene, index):
            return None
        if (
            low in words.hostile
            and low not in words.heads
            and not (low in words.companions and scene.lower(index + 1) in words.hostile)
        ):
            return _act(scene, force, "subject", index)
        if (
            low in _WALLS
            or low in grammar.prepositions
            or low in grammar.articles
            or low in scene.phrases.lexicon.speech
        ):
            return None
        if low in grammar.both and scene.lower(index + 1) in words.hostile:
            return None
        passing = (
            words.companions
            | words.force_qualities
            | grammar.adverbs
            | grammar.auxiliaries
            | grammar.relative
            | grammar.both
            | words.allowed_between
        )
        known = low in passing or _in_force(scene, index)
        if not known and tokens[index].text not in _DASHES | {","}:
            strange += 1
            if strange > 1:
                return None
        index += 1
    return None


def _later_verb(scene: Scene, force: Force, lead: int) -> Act | None:
    """ "X entered the camp and shot two", "X raided the town, killing two": the deed comes after another verb of the same subject."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    opens = lead == 0 or scene.lower(lead - 1) in _WALLS | {","} | grammar.relative | scene.phrases.lexicon.speech
    verb = _past_place(scene, force.last)
    if not opens or not _may_be_verb(scene, verb) or scene.lower(verb) in scene.phrases.lexicon.passive:
        return None
    for index in range(verb + 1, min(verb + _LATER, len(tokens))):
        low = scene.lower(index)
        if low in _WALLS or low in grammar.turning or low in scene.phrases.lexicon.passive:
            return None
        if scene.lower(index - 1) == "," and low in words.harming:
            return _act(scene, force, "subject", index)
        if (
            scene.lower(index - 1) in grammar.both
            and low in words.hostile
            and low not in words.companions
            and not _reads_passive(scene, index)
        ):
            return _act(scene, force, "subject", index)
    return None


def _past_place(scene: Scene, index: int) -> int:
    """Return the token after "in Nairobi", "of the Third Division" behind a name, ``index`` where no such phrase stands."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    if scene.lower(index) not in words.located | words.member_links:
        return index
    last = index + 2 if scene.lower(index + 1) in grammar.articles else index + 1
    start = last
    while last < len(scene.phrases.tokens) and scene.phrases.is_name_word(last) and last - start < 4:
        last += 1
    return last if last > start else index


def _may_be_verb(scene: Scene, index: int) -> bool:
    """Return True for a small word that is no function word and no verb of saying: perhaps the verb of the subject before it."""
    grammar, tokens = scene.phrases.lexicon.grammar, scene.phrases.tokens
    if index >= len(tokens) or not tokens[index].text[0].isalpha() or (scene.phrases.is_name_word(index)):
        return False
    closed = (
        grammar.prepositions
        | grammar.clause
        | grammar.articles
        | grammar.both
        | scene.phrases.lexicon.speech
        | scene.lexicon.words.blaming
    )
    return scene.lower(index) not in closed


def _reads_passive(scene: Scene, index: int) -> bool:
    """Return True for a participle without an object, as in headlines: "soldiers killed in ambush", "militants killed, army says"."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    after = scene.lower(index + 1)
    bounded = after in words.bounding or (scene.lower(index + 2) in words.bounding)
    if bounded or after in words.firing | words.particles:
        return False
    return after in grammar.prepositions | grammar.clause | _WALLS | {",", ""} or after in grammar.days


def _is_fighting(scene: Scene, index: int) -> bool:
    words = scene.lexicon.words
    return scene.lower(index) in words.group_nouns | words.companions | words.forces | words.anonymous


def _self_told(scene: Scene, force: Force) -> Act | None:
    """ "X said its forces killed ...", "X claims to have killed ...": the one who speaks did it."""
    words, lexicon = scene.lexicon.words, scene.phrases.lexicon
    if scene.lower(_before_determiners(scene, force.first) - 1) in words.targets | words.agent:
        return None
    for index in range(force.last, min(force.last + _LATER, len(scene.phrases.tokens))):
        if scene.lower(index) in lexicon.speech and not scene.phrases.is_name_word(index):
            if scene.lower(index) in lexicon.denying:
                return None
            own = index + 1
            while (
                scene.lower(own)
                in lexicon.grammar.relative
                | lexicon.grammar.prepositions - words.self_words
                | lexicon.grammar.days
                | lexicon.grammar.articles
                | lexicon.papers
                and own < index + 6
            ):
                own += 1
            return _own_deed(scene, force, own)
        if scene.phrases.tokens[index].text in _WALLS - {"(", ")"}:
            return None
    return None


def _own_deed(scene: Scene, force: Force, own: int) -> Act | None:
    words = scene.lexicon.words
    if scene.lower(own) not in words.self_words:
        return None
    index = own + 1
    while (scene.lower(index) in words.self_reach or scene.lower(index) in _WALLS) and index < own + 7:
        index += 1
    while scene.lower(index) in scene.phrases.lexicon.passive:
        index += 1
    if scene.lower(index) in words.hostile:
        return _act(scene, force, "self", index, declared=True)
    if scene.lower(index) in words.involved:
        return _act(scene, force, "responsibility", index, declared=True)
    for later in range(index + 1, min(index + _LATER, len(scene.phrases.tokens))):
        if scene.lower(later) in words.harming and scene.lower(later - 1) == ",":
            return _act(scene, force, "self", later, declared=True)
        if scene.lower(later) in _WALLS:
            return None
    return None


def _nobodys(scene: Scene, named: set[int], forces: list[Force]) -> Iterator[Act]:
    """Return the acts that name nobody: act nouns without a force, anonymous attackers who act or stand after "by"."""
    words = scene.lexicon.words
    taken = {i for f in forces for i in range(f.first, f.last)} | named
    grammar = scene.phrases.lexicon.grammar
    for index, token in enumerate(scene.phrases.tokens):
        if index in taken:
            continue
        if (
            token.lower in grammar.pronouns_body
            and scene.lower(index + 1) in words.hostile
            and not _reads_passive(scene, index + 1)
        ):
            yield Act(at=token.start, token=index, force=None, relation="pronoun", opening="definite")
        if token.lower in words.mutual_acts:
            yield Act(at=token.start, token=index, force=None, relation="mutual", opening="indefinite")
        elif token.lower in words.anonymous:
            yield Act(
                at=token.start,
                token=index,
                force=None,
                relation="anonymous",
                opening=_opening(scene, index),
                family=scene.families.get(token.lower),
            )
        elif token.lower in scene.families and not _is_verb_here(scene, index):
            yield Act(
                at=token.start,
                token=index,
                force=None,
                relation="noun",
                opening=_opening(scene, index),
                family=scene.families[token.lower],
            )


def _is_verb_here(scene: Scene, index: int) -> bool:
    return (
        scene.lower(index) in scene.lexicon.words.hostile
        and scene.lower(index - 1) in scene.phrases.lexicon.grammar.auxiliaries
    )


def _opening(scene: Scene, index: int) -> str:
    """Return how the phrase around ``index`` is introduced."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    for back in range(index - 1, max(-1, index - 7), -1):
        low = scene.lower(back)
        if low in words.likened:
            return "likened"
        if low in words.definite:
            return "definite"
        if low in words.indefinite or scene.phrases.tokens[back].text[0].isdigit():
            return "indefinite"
        if low.endswith("'s") and low.removesuffix("'s") in grammar.days:
            return "definite"
        if low in grammar.prepositions | grammar.auxiliaries | grammar.clause or low in _WALLS | {","}:
            return "bare"
    return "bare"
