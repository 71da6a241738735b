"""Who could have done it: known names, force nouns and unknown names in a sentence, each in its shortest form.

Knows no deeds; tells a state named as a place, or as somebody's home, from a state named as a force.
"""

from collections.abc import Iterator

from tollbook.extract.belligerents.scene import (
    BELLIGERENT_KINDS,
    DASHES,
    OFFICIAL,
    POSSESSIVE,
    STATES,
    WALLS,
    Force,
    Scene,
    is_hyphen,
)
from tollbook.model.spot import Spot
from tollbook.vocab.unions import union

PLACE_LIST = 8  # tokens looked back over in "in Iraq and Syria"
NOUNS = 4  # force nouns in a row ("army special forces units")
NAME_WORDS = 3  # capitalised words before "Army" in the name of an unlisted one
QUALITIES = 3  # qualities before a force noun
ARMED = {"non_state_armed", "state_force", "coalition"}
_MOST = 400  # mentions looked at in one sentence; a longer list is a table


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
        while index > 1 and index - 1 not in taken and _is_name_quality(scene, index - 1):
            index -= 1
        span = (tokens[index].start, tokens[last - 1].start + len(tokens[last - 1].lower.removesuffix(POSSESSIVE)))
        last = _behind_acronym(scene, last)
        yield Force(first=index, last=last, name=phrases.text[span[0] : span[1]], span=span, kind="unknown", actor=None)
        index = last


def _is_unknown_word(scene: Scene, index: int, taken: set[int]) -> bool:
    token, grammar = scene.phrases.tokens[index], scene.phrases.lexicon.grammar
    if not token.text[0].isupper() or index in taken or token.lower in scene.families:
        return False  # "Shelling of X", "Attack on X" open a sentence; they name nobody
    if scene.lower(index) in grammar.days or token.lower in grammar.articles:
        return False
    words = scene.lexicon.words
    if token.lower in union(
        words.indefinite,
        words.anonymous,
        words.definite,
        words.force_qualities,
        words.forces,
        words.fresh,
    ):
        return False
    is_inner = index - 1 not in taken and index > 1 and _is_in_name(scene, index)
    if token.lower in words.allowed_between and not is_inner:
        return False  # but "by Northern ALLIANCE forces"
    plain = token.lower in union(
        grammar.prepositions,
        grammar.clause,
        grammar.adverbs,
        grammar.definite,
        grammar.pronouns_body,
        grammar.pronouns_person,
    )
    return not plain or (index > 0 and scene.phrases.tokens[index - 1].text in DASHES)


def _is_name_quality(scene: Scene, index: int) -> bool:
    """Return True for "Revolutionary" of "the Revolutionary United Front": a quality that is written large inside a sentence."""
    token = scene.phrases.tokens[index]
    return token.text[0].isupper() and token.lower in scene.lexicon.words.force_qualities


def _is_in_name(scene: Scene, index: int) -> bool:
    """Return True where the word before is a name's too and small words stand around: no headline in capitals."""
    before = scene.phrases.tokens[index - 1]
    behind = scene.phrases.tokens[index + 1] if index + 1 < len(scene.phrases.tokens) else None
    is_name = before.text[0].isupper() and before.lower not in scene.phrases.lexicon.grammar.days
    return is_name and (behind is None or not behind.text[0].isupper())


def _links_name(scene: Scene, index: int, taken: set[int]) -> bool:
    """Return True for hyphens and particles inside a name ("Jamaat-ul-Ahrar", "Front for the Liberation of Y")."""
    tokens, grammar = scene.phrases.tokens, scene.phrases.lexicon.grammar
    small = is_hyphen(scene, index) or tokens[index].lower in union(
        grammar.name_particles, grammar.name_links, grammar.articles
    )
    ahead = range(index + 1, min(index + 4, len(tokens)))
    if not small or (tokens[index].lower in grammar.articles and scene.lower(index - 1) not in grammar.name_links):
        return False
    for i in ahead:
        if _is_unknown_word(scene, i, taken):
            return True
        if not (tokens[i].text in DASHES or tokens[i].lower in union(grammar.name_particles, grammar.articles)):
            return False
    return False


def _known(scene: Scene) -> Iterator[Force]:
    tokens, words = scene.phrases.tokens, scene.lexicon.words
    starts = {t.start: i for i, t in enumerate(tokens)}
    for spot in scene.phrases.spots:
        first = starts.get(spot.span[0])
        if first is None or not _is_force(scene, spot):
            continue
        last = first + 1
        while last < len(tokens) and tokens[last].start < spot.span[1]:
            last += 1
        group = _tailed_group(scene, first, last)
        if group:
            yield group
            continue
        if spot.kind in STATES and (_owns_force(scene, last) or _is_one_person(scene, first, last, spot.kind)):
            continue
        irregular = _irregular_end(scene, last) if spot.kind in {"state", "demonym"} else None
        if irregular is not None:
            if scene.lower(irregular - 1) in union(words.forces, words.group_nouns):
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
            or (is_hyphen(scene, first - 1) and scene.lower(first - 2) in words.heads_off)
        ):
            continue
        end = _short_end(scene, first, last, spot.kind)
        span = (tokens[first].start, min(tokens[end - 1].end, spot.span[1]))
        name = scene.phrases.text[span[0] : span[1]]
        yield Force(
            first=first, last=_behind_acronym(scene, last), name=name, span=span, kind=spot.kind, actor=spot.value
        )


def _is_force(scene: Scene, spot: Spot) -> bool:
    """Return True for a name that can act: a belligerent, an official body, or troops of another body ("UN peacekeepers")."""
    armed = spot.quote.casefold().rsplit(" ", 1)[-1] in scene.lexicon.words.forces
    return spot.kind in BELLIGERENT_KINDS or spot.kind == OFFICIAL or (armed and " " in spot.quote)


def _is_one_person(scene: Scene, first: int, last: int, kind: str) -> bool:
    """Return True for "a Palestinian rammed ...", "the Algerian Mokhtar Belmokhtar": the adjective stands for one person."""
    verbs = union(scene.lexicon.words.hostile, scene.phrases.lexicon.grammar.auxiliaries)
    if kind != "demonym":
        return False
    alone = scene.lower(last) in verbs and scene.lower(last) not in scene.families
    if alone and scene.lower(first - 1) in scene.lexicon.words.indefinite:
        return True
    is_named = last + 1 < len(scene.phrases.tokens) and all(scene.phrases.is_name_word(i) for i in (last, last + 1))
    known = any(scene.lower(i) in _of_arms(scene) for i in range(last, last + 4))
    return is_named and not scene.phrases.shouting and not known and not _is_spot(scene, last)


def _of_arms(scene: Scene) -> frozenset[str]:
    """Return the words behind an adjective of a state that make it a force's: weapons, deeds, nouns of fighters."""
    words = scene.lexicon.words
    return union(words.weapons, words.forces, words.companions, words.instruments, frozenset(scene.families))


def _is_spot(scene: Scene, index: int) -> bool:
    """Return True where another known name starts."""
    start = scene.phrases.tokens[index].start
    return any(s.span[0] == start for s in scene.phrases.spots)


def _irregular_end(scene: Scene, last: int) -> int | None:
    """Return the token after "guerrillas" in "Colombian (leftist) guerrillas", who are not the state's; None elsewhere."""
    words = scene.lexicon.words
    for index in range(last, min(last + 3, len(scene.phrases.tokens))):
        low = scene.lower(index)
        if low in words.irregulars and scene.phrases.tokens[index].lower == low:
            return index + 1
        if low not in union(words.force_qualities, words.allowed_between) or low in words.forces - words.irregulars:
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
    words = scene.lexicon.words
    noun = scene.lower(last) in words.forces or (
        scene.lower(last) in words.force_qualities and scene.lower(last + 1) in words.companions
    )
    if tokens[last - 1].lower.endswith(POSSESSIVE) and noun:
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
        if scene.lower(index) in union(words.group_nouns, words.forces, words.heads):
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
    return last + 1 < len(tokens) and tokens[last].text in DASHES and scene.lower(last + 1) in scene.lexicon.words.tails


def _is_place(scene: Scene, first: int, last: int, kind: str) -> bool:
    """Return True for a state named as a place: closing an address ("Kabal, Swat, Pakistan,"), or after "southern"."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
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
    if kind == "state" and scene.lower(last) in DASHES and not is_hyphen(scene, last):
        return True  # the end of a dateline: "GOMA, Congo - ..."
    after = scene.lower(last)
    if kind == "state" and _in_place_list(scene, first):
        return True
    closes = (
        after in {"", ",", "."}
        or after in union(grammar.prepositions, grammar.auxiliaries, grammar.both)
        or after in WALLS
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
    while (
        back > 0
        and first - back < PLACE_LIST
        and (scene.phrases.is_name_word(back) or scene.lower(back) in grammar.both | {","} | words.directions)
    ):
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
    opening = union(words.forces, words.force_qualities)
    for index, low in enumerate(scene.lowers):
        if low not in opening or index in taken or index <= skip:
            continue
        is_force = low in words.forces
        is_pair = low in words.force_qualities and scene.lower(index + 1) in words.companions
        if not (is_force or is_pair):
            continue
        first, last = index, index + 1
        while scene.lower(last) in words.companions and last not in taken and last - first < NOUNS:
            last += 1
        while (
            first > 0
            and first - 1 not in taken
            and (scene.lower(first - 1) in words.force_qualities)
            and index - first < QUALITIES
        ):
            first -= 1
        first = _named_army(scene, first, index, taken)
        if last in named and not tokens[last].text.islower() and scene.lower(last) not in words.forces:
            skip = last - 1
            continue  # "the Islamic militant group Hamas": the known name behind it is the shorter one
        if _names_itself(scene, last, taken):
            skip = last - 1
            continue  # "the local group Ansar Tahrir": the name no list knows says which
        alone = {scene.lower(i) for i in range(first, last)}
        if alone <= union(words.instruments, words.plain_qualities, words.anonymous) and (
            first == 0 or first - 1 not in named
        ):
            continue  # "a naval drone" is nobody's
        if first > 0 and first - 1 in named:
            skip = last - 1
            continue  # "Taliban insurgents": the known name covers them
        if (
            first > 1
            and tokens[first - 1].text in DASHES
            and scene.lower(first - 2) in words.heads_off
            and scene.lower(last - 1) in words.irregulars
        ):
            first -= 2
        if _is_tailed(scene, last) or is_hyphen(scene, first - 1):
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
        span = (tokens[first].start, tokens[end - 1].start + len(tokens[end - 1].lower.removesuffix(POSSESSIVE)))
        last = _behind_acronym(scene, last)
        if member is None:
            yield Force(
                first=first, last=last, name=scene.phrases.text[span[0] : span[1]], span=span, kind=None, actor=None
            )


def _names_itself(scene: Scene, last: int, taken: set[int]) -> bool:
    """Return True for "group" in small letters right before a name no list knows."""
    if scene.phrases.shouting or last >= len(scene.lowers) or last in taken:
        return False
    noun, plural = scene.phrases.tokens[last - 1], scene.phrases.lexicon.plural_endings
    is_one = noun.text.islower() and noun.lower in scene.lexicon.words.recalling and not noun.lower.endswith(plural)
    return is_one and _is_unknown_word(scene, last, taken)


def _named_army(scene: Scene, first: int, index: int, taken: set[int]) -> int:
    """Return where the name of an unlisted army starts ("United Baloch ARMY"); ``first`` where no name leads to it."""
    phrases, grammar = scene.phrases, scene.phrases.lexicon.grammar
    if not phrases.is_name_word(index):
        return first
    start = first
    while start - 1 > 0 and first - start < NAME_WORDS and start - 1 not in taken and phrases.is_name_word(start - 1):
        if scene.lower(start - 1) in union(grammar.days, grammar.prepositions, scene.lexicon.words.definite):
            break
        start -= 1
    return start


def _member_of(scene: Scene, last: int) -> int | None:
    """Return the token of a known name after "fighters from", which then is the force (and is found by itself)."""
    if scene.lower(last) not in scene.lexicon.words.strong_links:
        return None
    near = {t.start: last + i for i, t in enumerate(scene.phrases.tokens[last : last + 5])}
    return next((near[s.span[0]] for s in scene.phrases.spots if s.span[0] in near and s.kind in ARMED), None)
