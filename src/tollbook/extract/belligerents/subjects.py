"""A force that acts: "X strikes", "X's shelling", "X stormed the town", "X said its troops killed ..."."""

from tollbook.extract.belligerents.scene import (
    DASHES,
    LATER,
    STATES,
    WALLS,
    WINDOW,
    Act,
    Force,
    Scene,
    act_by,
    before_determiners,
    behind_link,
    in_force,
    is_hyphen,
)
from tollbook.vocab.unions import union

PLACE_WORDS = 4  # of a place behind a force ("police in Port-au-Prince")
TIE = 8  # tokens of "linked to X"
SECOND = 24  # tokens from "said" to "and that it"
MUTUAL = 8  # tokens before a name in which "between" makes it one of two sides


def modifier(scene: Scene, force: Force) -> Act | None:
    """Read "X (drone and missile) strikes", "X's shelling": an act noun follows over words that may stand between."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    if force.kind is None and force.name.casefold() in words.nobodys:
        return None  # "terrorist attacks" are nobody's
    if force.kind == "state" and scene.lower(force.last) == "," and scene.lower(force.first - 1) in words.located:
        return None  # "elsewhere in Syria, air raids": where, not whose
    if scene.lower(before_determiners(scene, force.first) - 1) in words.struck_at and force.kind is None:
        return None
    spot_words = [scene.lower(i) for i in range(force.first, force.last)]
    if (
        len(spot_words) > 1
        and spot_words[-1] in scene.families
        and force.kind in {"state_force", "non_state_armed", "coalition"}
    ):
        return _instrument(scene, force)
    for index in range(force.last, min(force.last + WINDOW, len(tokens))):
        low = scene.lower(index)
        if force.kind == "state" and low in words.strife:
            return None  # "Algeria's violence": where it is, not whose
        if (low in scene.families and not _is_victimish(scene, index)) or _is_aimed(scene, index):
            return act_by(scene, force, "modifier", index)
        joined = tokens[index].text in DASHES | {",", "'", "’"} or low in words.allowed_between | grammar.both | {
            "s",
            "'s",
        }
        if low in DASHES and not is_hyphen(scene, index):
            return None
        is_make = force.kind in STATES and _is_make(scene, index)  # "Russian Uragan rockets", "US MQ-9 drones"
        if not (joined or is_make or low.endswith(("'s",)) or in_force(scene, index)):
            return None
    return None


def is_downed(scene: Scene, force: Force) -> bool:
    """Return True for "shot down two X warplanes", "downed an X drone": what is brought down has done nothing."""
    index = before_determiners(scene, force.first) - 1
    words = scene.lexicon.words
    while index > 0 and (scene.lower(index).isdigit() or scene.lower(index) in words.among):
        index -= 1
    return scene.lower(index) in words.downing


def _is_make(scene: Scene, index: int) -> bool:
    """Return True for the name or number of a weapon: written large or in digits, with the weapon within three words."""
    text = scene.phrases.tokens[index].text
    if not (text[0].isupper() or text[0].isdigit()) or scene.lower(index) in scene.phrases.lexicon.grammar.days:
        return False
    near = [scene.lower(i) for i in range(index + 1, index + 5)]
    return any(low in scene.lexicon.words.weapons for low in near)


def _is_aimed(scene: Scene, index: int) -> bool:
    words = scene.lexicon.words
    return scene.lower(index) in words.aimed_acts and scene.lower(index + 1) in words.aims


def _is_victimish(scene: Scene, index: int) -> bool:
    """Return True where the act noun only modifies something else ("strike team", "war crimes", "attack helicopter" not)."""
    return scene.lower(index + 1) in scene.lexicon.words.not_acts


def _instrument(scene: Scene, force: Force) -> Act | None:
    """Read a name that ends in an instrument ("Israeli warplanes"): as subject, or standing for the act itself."""
    if scene.lower(force.last) in scene.families:
        return act_by(scene, force, "modifier", force.last)
    direct = subject(scene, force)
    if direct:
        return direct
    index = force.last - 1
    passive = (
        scene.lower(force.last) in scene.phrases.lexicon.passive
        and scene.lower(force.last + 1) in scene.lexicon.words.harmed
    )
    words = scene.lexicon.words
    target = scene.lower(before_determiners(scene, force.first) - 1) in words.targets - words.launched
    return None if passive or target else act_by(scene, force, "modifier", index)


def subject(scene: Scene, force: Force) -> Act | None:
    """Read "X (fighters) (have) attacked ...": a verb of violence follows, and no passive."""
    words = scene.lexicon.words
    lead = before_determiners(scene, force.first)
    if scene.lower(lead - 1) in words.pursuing or scene.lower(lead - 2) in words.posing:
        return None  # "a jet hunting X bombed a camp", "gunmen posing as soldiers"
    if scene.lower(lead - 1) in words.targets and behind_link(scene, lead) == lead:
        is_place = force.kind == "state" and scene.lower(lead - 1) in words.located
        return None if is_place else _relative_deed(scene, force)
    if force.kind == "state" and scene.lower(lead - 1) in words.located & words.strong_links:
        return None  # "peacekeepers from Nepal": where they come from
    if any(scene.lower(i) in words.mutual for i in range(max(0, lead - MUTUAL), lead)):
        return None
    return _direct_verb(scene, force) or _later_verb(scene, force, behind_link(scene, lead))


def _relative_deed(scene: Scene, force: Force) -> Act | None:
    """Read "(the) X (group), which has killed": the relative clause makes any name before it the subject."""
    grammar, words = scene.phrases.lexicon.grammar, scene.lexicon.words
    index = force.last
    while scene.lower(index) in union(words.companions, words.group_nouns):
        index += 1
    index += scene.lower(index) == ","
    if scene.lower(index) not in grammar.relative:
        return None
    index = _behind_perfect(scene, index + 1)
    is_deed = scene.lower(index) in scene.lexicon.words.hostile and not reads_passive(scene, index)
    return act_by(scene, force, "subject", index) if is_deed else None


def _behind_perfect(scene: Scene, index: int) -> int:
    """Return the token behind "has", "have" and adverbs at token ``index``."""
    while scene.lower(index) in union(scene.phrases.lexicon.perfect, scene.phrases.lexicon.grammar.adverbs):
        index += 1
    return index


def _direct_verb(scene: Scene, force: Force) -> Act | None:  # one way out for each kind of word met
    """Return the act of a verb of violence that follows the name closely."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    strange = 0 if force.kind not in {None, "unknown"} else 1
    attired = _behind_phrase(scene, force)
    if attired:
        return attired
    index = _past_tie(scene, _past_place(scene, force.last))
    while index < min(force.last + WINDOW, len(tokens)):
        low = scene.lower(index)
        if low in words.answering and scene.lower(index + 1) in words.answer_with:
            done = next((i for i in range(index + 2, index + 8) if scene.lower(i) in scene.families), None)
            return act_by(scene, force, "subject", done) if done is not None else None
        if low in words.starting:
            done = next((i for i in range(index + 1, index + 5) if scene.lower(i) in scene.families), None)
            return act_by(scene, force, "subject", done) if done is not None else None
        if low in words.involved and scene.lower(index + 1) in grammar.prepositions:
            return act_by(scene, force, "involved", index)
        if low in scene.phrases.lexicon.passive:
            return None
        if low in words.harmed and reads_passive(scene, index):
            return None
        if (
            (low in words.hostile or low in words.repelling)
            and low not in words.heads
            and not (low in words.companions and scene.lower(index + 1) in words.hostile)
        ):
            return None if _has_its_victim(scene, index) else act_by(scene, force, "subject", index)
        if (
            low in WALLS
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
        known = low in passing or in_force(scene, index)
        if not known and tokens[index].text not in DASHES | {","}:
            strange += 1
            if strange > 1:
                return None
        index += 1
    return None


def _has_its_victim(scene: Scene, verb: int) -> bool:
    """Return True for "police shot him dead": the deed has its own victim, and says nothing of the others of the sentence."""
    is_object = scene.lower(verb + 1) in scene.lexicon.words.objects
    return is_object and scene.lower(verb + 2) not in scene.phrases.lexicon.grammar.both


def _later_verb(scene: Scene, force: Force, lead: int) -> Act | None:
    """Read "X entered the camp and shot two", "X raided the town, killing two": the deed comes after another verb of the same subject."""
    words, tokens, grammar = scene.lexicon.words, scene.phrases.tokens, scene.phrases.lexicon.grammar
    opens = lead == 0 or scene.lower(lead - 1) in WALLS | {","} | grammar.relative | scene.phrases.lexicon.speech
    if scene.lower(force.last) in grammar.relative:
        return _behind_relative(scene, force)
    verb = _past_tie(scene, _past_place(scene, force.last))
    if not opens or not _may_be_verb(scene, verb) or scene.lower(verb) in scene.phrases.lexicon.passive:
        return None
    for index in range(verb + 1, min(verb + LATER, len(tokens))):
        low = scene.lower(index)
        if low in WALLS or low in grammar.turning or low in scene.phrases.lexicon.passive:
            return None
        if scene.lower(index - 1) == "," and low in words.harming:
            return act_by(scene, force, "subject", index)
        if low in grammar.relative and _tells_deed(scene, index + 1):
            return None  # "X denied using gas in the war that has killed 300,000 and displaced millions": the war has
        if (
            scene.lower(index - 1) in grammar.both
            and low in words.hostile
            and low not in words.companions
            and not reads_passive(scene, index)
        ):
            return act_by(scene, force, "subject", index)
    return None


def _tells_deed(scene: Scene, index: int) -> bool:
    """Return True where a verb of violence follows a relative word, perhaps behind "has" and adverbs."""
    index = _behind_perfect(scene, index)
    return scene.lower(index) in scene.lexicon.words.hostile and not reads_passive(scene, index)


def _behind_phrase(scene: Scene, force: Force) -> Act | None:
    """Read "soldiers in the uniform of the army executed ...": a lethal verb comes behind a phrase without commas."""
    words, lexicon = scene.lexicon.words, scene.phrases.lexicon
    if scene.lower(force.last) not in union(words.located, words.bearing):
        return None
    for index in range(force.last + 1, min(force.last + WINDOW, len(scene.phrases.tokens))):
        low = scene.lower(index)
        if low in WALLS | {","} or low in lexicon.passive or low in lexicon.speech or low in lexicon.grammar.both:
            return None
        if low in words.lethal:
            return None if reads_passive(scene, index) else act_by(scene, force, "subject", index)
    return None


def _behind_relative(scene: Scene, force: Force) -> Act | None:
    """Read "the militia that swept through the town slaughtered ...": the deed comes behind a relative clause without commas."""
    words, lexicon = scene.lexicon.words, scene.phrases.lexicon
    for index in range(force.last + 1, min(force.last + WINDOW + 3, len(scene.phrases.tokens))):
        low = scene.lower(index)
        if low in WALLS or low == "," or low in lexicon.passive or low in lexicon.speech:
            return None
        if low in words.lethal and not reads_passive(scene, index):
            return act_by(scene, force, "subject", index)
    return None


def _past_place(scene: Scene, index: int) -> int:
    """Return the token after "in Nairobi", "of the Third Division" behind a name, ``index`` where no such phrase stands."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    index = _past_day(scene, index)
    if scene.lower(index) not in union(words.located, words.strong_links):
        return index
    last = index + 2 if scene.lower(index + 1) in grammar.articles else index + 1
    start = last
    while last < len(scene.phrases.tokens) and scene.phrases.is_name_word(last) and last - start < PLACE_WORDS:
        last += 1
    return last if last > start else index


def _past_day(scene: Scene, index: int) -> int:
    """Return the token after "on Tuesday", "late on Monday" behind a name, ``index`` where no day stands there."""
    grammar = scene.phrases.lexicon.grammar
    last = index
    while scene.lower(last) in grammar.adverbs:
        last += 1
    if scene.lower(last) in grammar.prepositions and scene.lower(last + 1) in grammar.days:
        last += 2
        while scene.lower(last) in grammar.adverbs:  # "on Monday night"
            last += 1
        return last
    return index


def _past_tie(scene: Scene, index: int) -> int:
    """Return the token after "linked to al-Qaeda", "loyal to X" behind a force noun, ``index`` where no such tie stands."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    if scene.lower(index) not in words.loose_ties or scene.lower(index + 1) not in grammar.prepositions:
        return index
    last = index + 2
    while (
        last < len(scene.phrases.tokens)
        and last - index < TIE
        and (
            scene.lower(last) in grammar.articles
            or scene.phrases.is_name_word(last)
            or (scene.lower(last) in grammar.name_particles and scene.lower(last + 1) in DASHES)
            or scene.phrases.tokens[last].text in DASHES
            or in_force(scene, last)
        )
    ):
        last += 1
    return last if last > index + 2 else index


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


def reads_passive(scene: Scene, index: int) -> bool:
    """Return True for a participle without an object, as in headlines: "soldiers killed in ambush", "militants killed, army says"."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    if scene.lower(index + 2) in words.fatal_tails:
        index += 2  # "hacked to death about 20 villagers"
    after = scene.lower(index + 1)
    bounded = after in words.bounding or (scene.lower(index + 2) in words.bounding)
    if bounded or after in union(words.firing, words.particles):
        return False
    return after in grammar.prepositions | grammar.clause | WALLS | {",", ""} or after in grammar.days


def self_told(scene: Scene, force: Force) -> Act | None:
    """Read "X said its forces killed ...", "X claims to have killed ...": the one who speaks did it."""
    words, lexicon = scene.lexicon.words, scene.phrases.lexicon
    if scene.lower(before_determiners(scene, force.first) - 1) in union(words.targets, words.agent):
        return None
    for index in range(force.last, min(force.last + LATER, len(scene.phrases.tokens))):
        if scene.lower(index) in lexicon.speech and not scene.phrases.is_name_word(index):
            own = index + 1
            while (
                scene.lower(own)
                in lexicon.grammar.relative
                | lexicon.grammar.prepositions - words.self_words
                | lexicon.grammar.days
                | lexicon.grammar.adverbs - words.self_words
                | lexicon.grammar.articles
                | lexicon.papers
                and own < index + 6
            ):
                own += 1
            deed = (
                _its_work(scene, force, index + 1)
                or _one_of_its(scene, force, index + 1)
                or _own_deed(scene, force, own)
                or _told_besides(scene, force, own)
                or _told_second(scene, force, own)
            )
            if deed and scene.lower(index) in lexicon.denying:
                return act_by(scene, force, "disowned", deed.token)  # "denied that its troops had killed ..."
            return deed
        if scene.phrases.tokens[index].text in WALLS - {"(", ")"}:
            return None
    return None


def _its_work(scene: Scene, force: Force, start: int) -> Act | None:
    """Read "X said the blast was ITS WORK": X owns the deed."""
    words = scene.lexicon.words
    for index in range(start, min(start + LATER, len(scene.phrases.tokens) - 1)):
        if scene.lower(index) in words.self_words and scene.lower(index + 1) in words.works:
            return act_by(scene, force, "responsibility", index + 1, declared=True)
    return None


def _one_of_its(scene: Scene, force: Force, start: int) -> Act | None:
    """Read "X said ONE OF ITS men detonated a vest": X owns the deed."""
    words = scene.lexicon.words
    is_number = scene.lower(start) in union(words.numerals, words.indefinite)
    if (
        not is_number
        or scene.lower(start + 1) not in words.strong_links
        or scene.lower(start + 2) not in words.self_words
    ):
        return None
    done = next((i for i in range(start + 3, start + 6) if scene.lower(i) in words.hostile), None)
    is_deed = done is not None and not reads_passive(scene, done)
    return act_by(scene, force, "responsibility", done, declared=True) if is_deed and done is not None else None


def _told_besides(scene: Scene, force: Force, start: int) -> Act | None:
    """Read "X reported a new offensive, saying troops had killed ...": the troops are the speaker's."""
    words, lexicon = scene.lexicon.words, scene.phrases.lexicon
    for index in range(start, min(start + LATER, len(scene.phrases.tokens) - 1)):
        is_saying = scene.lower(index) in lexicon.speech and scene.lower(index - 1) == ","
        if is_saying and scene.lower(index + 1) in words.self_reach | words.self_words:
            return next(
                (
                    act_by(scene, force, "self", i, declared=True)
                    for i in range(index + 2, min(index + WINDOW, len(scene.phrases.tokens)))
                    if scene.lower(i) in words.lethal and not reads_passive(scene, i)
                ),
                None,
            )
        if scene.lower(index) in WALLS:
            return None
    return None


def _told_second(scene: Scene, force: Force, start: int) -> Act | None:
    """Read "X said 17 soldiers were killed and that it had killed 100 rebels": the second thing told is the speaker's deed."""
    grammar = scene.phrases.lexicon.grammar
    for index in range(start, min(start + SECOND, len(scene.phrases.tokens) - 2)):
        if scene.lower(index) in WALLS:
            return None
        if scene.lower(index) in grammar.both and scene.lower(index + 1) in grammar.relative:
            return _own_deed(scene, force, index + 2)
    return None


def _second_deed(scene: Scene, force: Force, lost: int) -> Act | None:
    """Read "said they had lost nine men and killed 44": behind the loss stands the deed."""
    words, grammar = scene.lexicon.words, scene.phrases.lexicon.grammar
    for index in range(lost + 1, min(lost + WINDOW, len(scene.phrases.tokens))):
        if scene.lower(index) in words.hostile and scene.lower(index - 1) in grammar.both:
            return act_by(scene, force, "self", index, declared=True)
        if scene.lower(index) in WALLS:
            return None
    return None


def _own_deed(scene: Scene, force: Force, own: int) -> Act | None:
    words = scene.lexicon.words
    is_of_some = scene.lower(own) in words.among and scene.lower(own + 1) in words.located | words.strong_links
    own += 2 * is_of_some  # "said one of its soldiers had carried out"
    if scene.lower(own) not in words.self_words:
        return None
    index = own + 1
    while (scene.lower(index) in words.self_reach or scene.lower(index) in WALLS) and index < own + 7:
        index += 1
    if is_of_some and scene.lower(index) in scene.phrases.lexicon.passive:
        return None  # "said three of its soldiers were killed"
    while scene.lower(index) in scene.phrases.lexicon.passive:
        index += 1
    if scene.lower(index) in words.hostile | words.repelling and not (is_of_some and reads_passive(scene, index)):
        return act_by(scene, force, "self", index, declared=True)
    if scene.lower(index) in words.losing:
        return _second_deed(scene, force, index)
    if scene.lower(index) in words.involved:
        return act_by(scene, force, "responsibility", index, declared=True)
    for later in range(index + 1, min(index + LATER, len(scene.phrases.tokens))):
        if scene.lower(later) in words.harming and scene.lower(later - 1) == ",":
            return act_by(scene, force, "self", later, declared=True)
        if scene.lower(later) in WALLS:
            return None
    return None
