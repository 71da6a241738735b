"""A force named as the doer: "killed by X", "claimed by X", "blamed on X", "X claimed responsibility"."""

from tollbook.extract.belligerents.scene import (
    DASHES,
    LATER,
    STATES,
    WALLS,
    Act,
    Force,
    Scene,
    act_by,
    before_determiners,
    behind_link,
    in_force,
)
from tollbook.vocab.unions import union

PARTNER = 8  # tokens an earlier partner may have ("by Syrian forces and Hezbollah")
CLAIMER = 8  # tokens of who claims for a group
POST = 2  # tokens from a name to "positions"
NEAR_VERB = 3  # tokens from a name to "responsible"
_LEFT = 14  # tokens from "by" back to what was done


def responsible(scene: Scene, force: Force) -> Act | None:
    """Read "X claimed responsibility for ..."; also "X denied responsibility": accused, and disowning it."""
    words = scene.lexicon.words
    for index in range(force.last, min(force.last + 12, len(scene.phrases.tokens))):
        if scene.lower(index) in words.responsibility:
            between = [scene.lower(i) for i in range(force.last, index)]
            before = [scene.lower(i) for i in range(max(0, force.first - 3), index)]
            if set(before) & words.usual or any(b in WALLS for b in between):
                return None
            if set(between) & words.owning:
                return act_by(scene, force, "responsibility", index, declared=True)
            if set(between) & words.disowning:
                return act_by(scene, force, "disowned", index)
    return _claims_deed(scene, force) or _accused(scene, force)


def _accused(scene: Scene, force: Force) -> Act | None:
    """Read "X (...) have been accused of killing ...", "X is blamed for", "X was responsible"."""
    words, passive = scene.lexicon.words, scene.phrases.lexicon.passive
    for index in range(force.last, min(force.last + LATER, len(scene.phrases.tokens))):
        low = scene.lower(index)
        if low in words.blaming and scene.lower(index - 1) in passive and scene.lower(index + 1) in words.blame_for:
            return act_by(scene, force, "blame", index)
        if low in words.involved and scene.lower(index - 1) in passive and index - force.last <= NEAR_VERB:
            return act_by(scene, force, "blame", index)
        is_prime = scene.lower(index - 1) in words.prime
        if low in words.suspects and is_prime:
            return act_by(scene, force, "blame", index)
        held = scene.lower(before_determiners(scene, force.first) - 1) in words.holding_to
        if low in words.involved and held and index - force.last < NEAR_VERB:
            return act_by(scene, force, "blame", index)  # "held X fully responsible"
        if low in WALLS or low in scene.phrases.lexicon.speech or low in words.hostile:
            return None
    return None


def _claims_deed(scene: Scene, force: Force) -> Act | None:
    """Read "X claims the killing of four soldiers": a fighting group claims a deed as its own."""
    words = scene.lexicon.words
    verb = force.last
    offices, phrases = scene.phrases.lexicon.offices, scene.phrases
    while verb < min(force.last + CLAIMER, len(phrases.tokens)) and (
        scene.lower(verb) in union(words.companions, offices) or scene.lower(verb) == "," or phrases.is_name_word(verb)
    ):
        verb += 1  # "a Taliban commander, NAME, claimed the attack"
    if force.kind == "non_state_armed" and scene.lower(verb) in words.naming:
        doer = next((i for i in range(verb + 1, verb + 4) if scene.lower(i) in words.doers), None)
        return act_by(scene, force, "responsibility", doer, declared=True) if doer is not None else None
    if scene.lower(verb) in words.owning and scene.lower(verb + 1) in words.harming:
        return act_by(scene, force, "responsibility", verb + 1, declared=True)  # "the military acknowledged firing"
    if force.kind in STATES or scene.lower(verb) not in words.owning:
        return None
    deed = next((i for i in range(verb + 1, verb + 5) if scene.lower(i) in words.claimable), None)
    return act_by(scene, force, "responsibility", deed, declared=True) if deed is not None else None


def blamed(scene: Scene, force: Force) -> Act | None:
    """Read "blamed X for the attack", "accuses X of shelling", "blamed on X", "attributed to X"."""
    words = scene.lexicon.words
    start = behind_link(scene, before_determiners(scene, force.first))
    for back in range(start - 1, max(-1, start - 4), -1):
        if scene.lower(back) in words.blaming:
            after = {scene.lower(i) for i in range(force.last, min(force.last + 6, len(scene.phrases.tokens)))}
            usual = {scene.lower(i) for i in range(max(0, back - 4), back)} & words.usual
            if after & words.staging:
                return None
            end = force.last
            while scene.lower(end) in union(words.companions, words.group_nouns):  # "blamed a Ukrainian brigade"
                end += 1
            closes = scene.lower(back) in words.blaming_bare and scene.lower(end) in WALLS | {",", ""}
            return act_by(scene, force, "blame", back) if (after & words.blame_for or closes) and not usual else None
        if scene.lower(back) in words.suspecting:
            verb = scene.lower(force.last) in scene.phrases.lexicon.grammar.auxiliaries | words.hostile
            is_thing = (
                force.kind == "unknown" and scene.lower(force.last).isdigit()
            )  # "suspect that the Boeing 737 was ..."
            return None if verb or is_thing else act_by(scene, force, "blame", back)
        if scene.lower(back) in WALLS or scene.lower(back) in words.targets:
            break
    if scene.lower(start - 1) == ":" and scene.lower(start - 2) in words.perpetrators:
        return act_by(scene, force, "blame", start - 2)  # "Perpetrator: X"
    lead = " ".join(scene.lowers[max(0, start - 4) : start])
    if any(lead.endswith(phrase) for phrase in words.membership) and _tells_of_attackers(scene, start):
        return act_by(scene, force, "blame", start - 1)  # "the assailants belonged to X"
    if any(lead.endswith(phrase) for phrase in words.agent_phrases):
        usual = {scene.lower(i) for i in range(max(0, start - 8), start)} & words.usual
        return None if usual else act_by(scene, force, "blame", start - 1)
    return None


def _tells_of_attackers(scene: Scene, start: int) -> bool:
    """Return True where "the assailants", "the attackers" stand shortly before ``start``: those told of, not any others."""
    words = scene.lexicon.words
    return any(
        scene.lower(i) in words.anonymous and scene.lower(i - 1) in words.definite
        for i in range(max(1, start - CLAIMER), start)
    )


def agent(scene: Scene, force: Force) -> Act | None:  # one way out for each kind of word before "by"
    """Read "killed by X", "a raid on Y by X", "by a coalition led by X" not: the word before "by" decides, else what was done before."""
    words = scene.lexicon.words
    start = _coordinated_start(scene, force)
    start = behind_link(scene, start)
    if _holds_the_post(scene, force, start):
        return act_by(scene, force, "agent", start - 2)
    if scene.lower(start - 1) not in words.agent:
        return None
    by = start - 1
    word = scene.lower(by - 1)
    if word in words.not_acts or (by > 1 and scene.phrases.tokens[by - 2].text in DASHES and word in words.tails):
        return None
    if word in words.fatal_tails and scene.lower(by - 3) in words.harmed | words.hostile:
        return act_by(scene, force, "agent", by - 3)  # "hacked to death by"
    if word in words.harmed or word in scene.families:
        return act_by(scene, force, "agent" if word in words.harmed else "doer", by - 1)
    if word.endswith(words.participle_endings) and not scene.phrases.is_name_word(by - 1):
        return None
    for back in range(by - 1, max(-1, by - _LEFT), -1):
        low = scene.lower(back)
        if low in scene.families or low in words.harmed or low in words.claimable:
            is_share = (
                scene.lower(by - 1)[:1].isdigit() or scene.lower(by - 1) in words.indefinite
            )  # "328 were killed by the army, 11 by ISIS"
            return act_by(scene, force, "agent" if low in words.harmed else "doer", by - 1 if is_share else back)
        if low in WALLS or low in words.not_acts:
            return None
    return None


def _holds_the_post(scene: Scene, force: Force, start: int) -> bool:
    """Read "shells fired from X positions", "the round came from X lines": who holds the place has fired."""
    words = scene.lexicon.words
    lead = f"{scene.lower(start - 2)} {scene.lower(start - 1)}"
    behind = {scene.lower(i) for i in range(force.last - 1, force.last + POST)}
    return start > 1 and lead in words.fired_from and bool(behind & words.posts)


def opponent(scene: Scene, force: Force) -> Act | None:
    """Read "clashes with X", "a firefight with Israeli forces": of two sides the one named; "between A and B" names neither."""
    words = scene.lexicon.words
    start = behind_link(scene, before_determiners(scene, force.first))
    if scene.lower(start - 1) not in words.opposing or force.kind is None:
        return None
    for back in range(start - 2, max(-1, start - 2 - NEAR_VERB), -1):
        hyphened = f"{scene.lower(back - 2)}-{scene.lower(back)}" if scene.lower(back - 1) in DASHES else ""
        if scene.lower(back) in words.mutual_acts or hyphened in words.mutual_acts:
            return act_by(scene, force, "opponent", back)
        if scene.lower(back) in WALLS | {","}:
            return None
    return None


def _coordinated_start(scene: Scene, force: Force) -> int:
    """Return the start of the phrase, over an earlier partner ("by Syrian forces and Hezbollah")."""
    start = before_determiners(scene, force.first)
    lexicon = scene.phrases.lexicon
    grammar = lexicon.grammar
    speaks = any(scene.lower(i) in union(lexicon.speech, lexicon.offices) for i in range(force.last, force.last + 3))
    if scene.lower(start - 1) == "," and speaks:
        return start  # "by bandits, police said"
    if scene.lower(start - 1) in grammar.both | {","}:
        back = start - 2
        while back > 0 and start - back < PARTNER and scene.lower(back) not in union(scene.lexicon.words.agent, WALLS):
            if scene.lower(back) in grammar.auxiliaries | scene.lexicon.words.hostile - scene.lexicon.words.companions:
                return start
            back -= 1
        partner = any(
            in_force(scene, i) or scene.lower(i) in scene.lexicon.words.forces for i in range(back + 1, start - 1)
        )
        if scene.lower(back) in scene.lexicon.words.agent and partner:
            return back + 1
    return start


def unknown_agent(scene: Scene, force: Force) -> Act | None:
    """Read "killed by the Lakurawa group", "seized by the Northern Alliance": an unknown name after "by" and a participle of harm."""
    act = agent(scene, force)
    nouns = {scene.lower(i) for i in range(before_determiners(scene, force.first), force.first)} | {
        scene.lower(force.last)
    }
    is_body = force.last - force.first > 1 and scene.lower(force.last - 1) in scene.lexicon.words.bodies
    is_group = is_body or nouns & union(scene.lexicon.words.group_nouns, scene.lexicon.words.forces)
    return act if act and is_group else None
