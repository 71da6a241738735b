"""Who claims a deed and who is charged with it, by the wordings of ``languages/<code>/charges.toml``.

A sentence is matched as its words with each force as a sign (``§g3§``: the third force, a group; s a state or people, u a name no list
knows, k such a name that "a group" or "militants" explains, o an official body or a place), so that a wording says what stands around a force, whatever its name.
"""

import re
from collections.abc import Iterator, Sequence

from tollbook.extract.belligerents.scene import OFFICIAL, STATES, Act, Force, Scene, act_by, before_determiners
from tollbook.vocab.charges import charge_patterns, charge_triggers, charges

RELATIONS = {"declared": "responsibility", "charged": "blame", "disowned": "disowned"}
APPOSED = 6  # tokens of ", a group led by ..." in which the noun must stand
_GROUPS = ("§g", "§k")  # signs of those whose own word is read behind a bare verb of saying
_KNOWN = ("§s", "§g", "§k")  # signs of those who can own a deed told by somebody else
_MOST = 120  # tokens of a sentence that are looked at; a longer one is a list


def charges_of(scene: Scene, forces: Sequence[Force]) -> list[Act]:
    """Return an act of "responsibility" for each force that claims a deed, of "blame" for each charged with one, "disowned" where it denies."""
    language = scene.language
    triggers, words = charge_triggers(language), charges(language)
    if triggers is None or words is None or not forces or len(scene.lowers) > _MOST:
        return []
    plain = " ".join(scene.lowers)
    opens_all = triggers[0].search(plain) is not None
    if not opens_all and not triggers[1].search(plain):
        return []
    line, starts = _signed(scene, forces)
    if not opens_all and not any(sign in line for sign in _GROUPS):
        return []
    found: dict[int, Act] = {}
    for pattern, kind, is_spoken in charge_patterns(language):
        if not opens_all and not is_spoken:
            continue
        for match in _matches(pattern, line):
            number = int(match["who"][1:])
            around = line[: match.start()].split()[-3:] + line[match.start() : match.end()].split()
            if (
                number in found
                or _is_parent(scene, forces[number])
                or (kind == "declared" and _is_of_next(scene, line[match.end("who") : match.end()]))
                or (kind != "disowned" and words.silent.intersection(around))
            ):
                continue
            token = max((t for at, t in starts if at < match.end()), default=forces[number].first)
            if scene.lower(token) in scene.lexicon.words.holding | scene.lexicon.words.custody:
                token = forces[number].first  # "said it held 182 hostages and had killed 20": what it says goes on
            found[number] = act_by(scene, forces[number], RELATIONS[kind], token, declared=kind == "declared")
    return list(found.values())


def _matches(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Return the matches of ``pattern``, each looked for behind the force of the one before, since one may enclose another."""
    match = pattern.search(line)
    while match:
        yield match
        match = pattern.search(
            line,
            max(match.start() + 1, match.end("who") - 1 if match.start("who") == match.start() + 1 else match.end()),
        )


def _is_of_next(scene: Scene, between: str) -> bool:
    """Return True for "a reporter said X admitted it carried out the raid": another force speaks nearer to the deed."""
    words = between.split()
    known = (
        i
        for i, word in enumerate(words)
        if word.startswith(_KNOWN) and i and words[i - 1] in scene.phrases.lexicon.speech
    )
    return any(after in scene.phrases.lexicon.speech for i in known for after in words[i + 1 : i + 2])


def _is_parent(scene: Scene, force: Force) -> bool:
    """Return True for Y of "a faction of Y, X, said": the name behind the comma is the one who speaks."""
    lead, words = before_determiners(scene, force.first), scene.lexicon.words
    of_part = (
        scene.lower(lead - 1) in words.strong_links and scene.lower(lead - 2) in words.group_nouns | words.companions
    )
    return of_part and scene.lower(force.last) == ","


def _signed(scene: Scene, forces: Sequence[Force]) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence with signs for forces, and where each token starts in it."""
    by_first: dict[int, int] = {}
    for number, force in enumerate(forces):
        kept = by_first.get(force.first)
        if kept is None or forces[kept].last < force.last:
            by_first[force.first] = number
    pieces, starts, length, index = [], [], 0, 0
    while index < len(scene.lowers):
        chosen = by_first.get(index)
        piece = scene.lower(index) if chosen is None else f"§{_letter(scene, forces[chosen])}{chosen}§"
        starts.append((length, index))
        pieces.append(piece)
        length += len(piece) + 1
        index = index + 1 if chosen is None else max(index + 1, forces[chosen].last)
    return " ".join(pieces), starts


def _letter(scene: Scene, force: Force) -> str:
    if force.kind == OFFICIAL:
        return "o"
    if force.kind == "unknown":
        return _letter_of_unknown(scene, force)
    is_noun = force.kind is None and force.name.casefold() in scene.lexicon.words.state_forces
    is_state = is_noun or force.kind in STATES or force.kind == "state_force"
    return "s" if is_state else "g"


def _letter_of_unknown(scene: Scene, force: Force) -> str:
    """Return the sign of a name no list knows: a group's where a noun of fighters stands by it, a place's behind "in", "near", a person's behind an office."""
    words = scene.lexicon.words
    lead = before_determiners(scene, force.first)
    if (
        scene.lower(lead - 1) in words.located - words.strong_links
        or scene.lower(lead - 1) in scene.phrases.lexicon.offices
    ):
        return "o"
    beside = range(lead, force.first), range(force.last, force.last + 1), range(force.last + 1, force.last + APPOSED)
    behind = scene.lower(force.last) == ","
    near = [i for r in beside[: 2 + behind] for i in r]
    if any(scene.lower(i) in words.group_nouns for i in near) or _explained_before(scene, lead):
        return "k"
    return "u"


def _explained_before(scene: Scene, lead: int) -> bool:
    """Return True for "a little-known group, X", "a faction calling itself X"."""
    words = scene.lexicon.words
    return any(scene.lower(i) in words.group_nouns for i in range(max(0, lead - 3), lead))
