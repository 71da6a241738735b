"""Find acts of violence in a sentence and whose they are: "Israeli strikes", "shelling by X", "X stormed", "blamed X for".

An act without a named force is kept too (force None): "a car bomb", "gunmen opened fire" say that nobody is named there.
"""

from collections.abc import Iterator, Sequence

from tollbook.extract.belligerents.agents import agent, blamed, opponent, responsible, unknown_agent
from tollbook.extract.belligerents.charges import charges_of
from tollbook.extract.belligerents.names import forces_of
from tollbook.extract.belligerents.scene import (
    OFFICIAL,
    WALLS,
    Act,
    Force,
    Scene,
    act_by,
    before_determiners,
    behind_link,
    is_fighting,
)
from tollbook.extract.belligerents.subjects import is_downed, modifier, reads_passive, self_told, subject
from tollbook.vocab.unions import union

OUTWEIGHED = {"self", "blame", "involved", "subject"}  # by the force's own word
INITIALS = 5  # letters of a name that may be initials
OWNED = 3  # tokens before an act noun in which "its" makes it somebody's named before


def acts_of(scene: Scene, recalled: Sequence[Force] = ()) -> tuple[Act, ...]:
    """Return the acts of the sentence in order of their words; ``recalled`` are groups that a noun in it points back to."""
    found: list[Act] = []
    taken = {i for force in recalled for i in range(force.first, force.last)}
    forces = [f for f in forces_of(scene) if not taken.intersection(range(f.first, f.last))]
    forces = sorted((*forces, *recalled), key=lambda f: f.first)
    told = {act.force: act for act in charges_of(scene, forces)}
    for force in forces:
        act = _act_of(scene, force)
        charge = told.get(force)
        if charge and (act is None or (charge.declared and act.relation in OUTWEIGHED)):
            act = charge
        if act:
            found.append(act)
    found = [act for act in found if not _is_tied(scene, act, found)]
    named = {act.token for act in found}
    found.extend(_nobodys(scene, named, forces))
    return tuple(sorted(found, key=lambda a: a.at))


def _is_tied(scene: Scene, act: Act, acts: Sequence[Act]) -> bool:
    """Return True for the noun of "rebels affiliated with X killed ...": the hand is the named one."""
    noun = act.force
    if noun is None or noun.kind is not None:
        return False
    return any(
        a.force
        and a.token == act.token
        and a.force.kind == "non_state_armed"
        and noun.last < a.force.first
        and scene.lower(noun.last) not in scene.lexicon.words.loosest
        and behind_link(scene, before_determiners(scene, a.force.first)) <= noun.first
        for a in acts
    )


def _act_of(scene: Scene, force: Force) -> Act | None:  # one way out for each kind of name
    """Return what ``force`` does in the sentence, by the first relation that holds; unknown names need clear words."""
    if is_downed(scene, force):
        return None
    if force.kind == OFFICIAL:
        return self_told(scene, force)
    if force.kind == "people":
        if scene.lower(force.first - 1) in scene.lexicon.words.indefinite or scene.lower(force.first - 1).isdigit():
            return None  # "two Palestinians" are two persons, not a side
        return blamed(scene, force) or agent(scene, force) or subject(scene, force)
    if force.kind is None and scene.lower(force.first - 1) in scene.phrases.lexicon.grammar.possessives:
        return None  # "his troops": whose they are is said elsewhere
    if force.kind == "unknown":
        if scene.lower(force.last + 1) in scene.lexicon.words.strong_links and is_fighting(scene, force.last):
            return None  # "the Sinai branch of ..." acts as what it is a branch of
        return (
            responsible(scene, force)
            or blamed(scene, force)
            or unknown_agent(scene, force)
            or _initials(scene, force)
            or _group(scene, force)
            or _opens_and_kills(scene, force)
            or (self_told(scene, force) if _speaks_at_once(scene, force) else None)
        )
    return (
        responsible(scene, force)
        or blamed(scene, force)
        or agent(scene, force)
        or opponent(scene, force)
        or modifier(scene, force)
        or subject(scene, force)
        or self_told(scene, force)
    )


def _speaks_at_once(scene: Scene, force: Force) -> bool:
    """Return True for an unknown name right before a verb of saying: "a group, the Resistance Front, said it"."""
    verb = (
        force.last + 1
        if scene.lower(force.last) == "," and scene.lower(force.first - 1) in {",", "the"}
        else force.last
    )
    if scene.lower(verb) in scene.phrases.lexicon.besides and scene.lower(verb + 1) in scene.lexicon.words.located:
        return False  # "NAME, reporting from the border, said": a reporter
    return scene.lower(verb) in scene.phrases.lexicon.speech


def _initials(scene: Scene, force: Force) -> Act | None:
    """Read "a TTP ambush", "SAF drone strikes": initials that no list knows, right before an act of violence."""
    word = scene.phrases.tokens[force.first].text
    is_short = force.last - force.first == 1 and word.isupper() and 2 <= len(word) <= INITIALS
    return modifier(scene, force) if is_short else None


def _group(scene: Scene, force: Force) -> Act | None:
    """Read "Lakurawa militants attacked", "a Harakat suicide bombing": a noun of fighters must follow the unknown name."""
    words = scene.lexicon.words
    if scene.lower(force.last) not in words.group_nouns:
        return None
    if force.first == 0 and force.last == 1 and scene.lower(force.last) not in union(words.companions, words.forces):
        return None  # "Twin suicide bombings": a capital only opens the sentence
    return agent(scene, force) or modifier(scene, force) or subject(scene, force)


def _opens_and_kills(scene: Scene, force: Force) -> Act | None:
    """Read "Anders Breivik killed 77": an unknown name of several words that opens its clause, right before a lethal verb."""
    grammar, lexicon = scene.phrases.lexicon.grammar, scene.phrases.lexicon
    opens = force.first == 0 or scene.lower(force.first - 1) in union(grammar.clause, lexicon.speech)
    verb = force.last
    while scene.lower(verb) in lexicon.perfect:
        verb += 1
    is_deed = scene.lower(verb) in scene.lexicon.words.lethal and not reads_passive(scene, verb)
    return act_by(scene, force, "subject", verb) if opens and is_deed and force.last - force.first > 1 else None


def _nobodys(scene: Scene, named: set[int], forces: list[Force]) -> Iterator[Act]:
    """Return the acts that name nobody: act nouns without a force, anonymous attackers who act or stand after "by"."""
    words = scene.lexicon.words
    taken = {i for f in forces for i in range(f.first, f.last)} | named
    grammar = scene.phrases.lexicon.grammar
    telling = union(grammar.pronouns_body, words.mutual_acts, words.anonymous)
    for index, token in enumerate(scene.phrases.tokens):
        if index in taken or (token.lower not in telling and token.lower not in scene.families):
            continue
        if (
            token.lower in grammar.pronouns_body
            and scene.lower(index + 1) in words.hostile
            and not reads_passive(scene, index + 1)
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
            owned = any(scene.lower(i) in grammar.possessives for i in range(max(0, index - OWNED), index))
            yield Act(
                at=token.start,
                token=index,
                force=None,
                relation="pronoun" if owned else "noun",
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
        if scene.phrases.tokens[back].lower.endswith("'s") and low in grammar.days:
            return "definite"
        if low in union(grammar.prepositions, grammar.auxiliaries, grammar.clause) or low in WALLS | {","}:
            return "bare"
    return "bare"
