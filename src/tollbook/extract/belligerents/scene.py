"""What reading belligerents works on: a force, an act, a sentence with its lexicon, and the shape of a name's phrase."""

import msgspec

from tollbook.extract.speakers.phrase import Phrases
from tollbook.model.ids import Span
from tollbook.vocab.belligerents import Belligerents
from tollbook.vocab.unions import union

BELLIGERENT_KINDS = frozenset({"state", "demonym", "people", "state_force", "coalition", "non_state_armed"})
DASHES = frozenset({"-", "‐", "‑", "–"})
WALLS = frozenset({";", ":", ".", "?", "!", '"', "“", "”", "(", ")"})
QUOTES = frozenset({'"', "“", "‘", "'"})
STATES = frozenset({"state", "demonym", "people"})
POSSESSIVE = "'s"
OFFICIAL = "official_source"  # speaks for forces of its own: "the defence ministry said its troops killed ..."
LINK = 7  # words of "fighters suspected to belong to"
LATER = 26  # tokens from a name to a deed in a later verb of the same subject
WINDOW = 9  # tokens from a name to what it does


class Force(msgspec.Struct, frozen=True, kw_only=True):
    """A belligerent as the words name it: tokens ``first`` to ``last`` (exclusive), name without article or instrument.

    ``recalled``: "the group" stands there, and name and span are those of a sentence before.
    """

    first: int
    last: int
    name: str
    span: Span
    kind: str | None
    actor: str | None
    recalled: bool = False


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
    language: str
    lowers: tuple[str, ...]

    def lower(self, index: int) -> str:
        """Return the token at ``index`` in lower case without possessive, empty outside the sentence."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""


def scene_of(phrases: Phrases, lexicon: Belligerents, families: dict[str, str], language: str) -> Scene:
    """Return the scene of one sentence."""
    return Scene(phrases, lexicon, families, language, tuple(t.lower.removesuffix(POSSESSIVE) for t in phrases.tokens))


def is_hyphen(scene: Scene, index: int) -> bool:
    """Return True for a dash that joins two words; the dash of a dateline ("- Insurgents") or an aside joins none."""
    tokens = scene.phrases.tokens
    if not 0 < index < len(tokens) - 1 or tokens[index].text not in DASHES:
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def before_determiners(scene: Scene, first: int) -> int:
    """Return the token after which the phrase of a name starts: its article and adjectives are passed over."""
    grammar = scene.phrases.lexicon.grammar
    while first > 0:
        low = scene.lower(first - 1)
        is_open_dash = low in DASHES and not is_hyphen(scene, first - 1)
        if low in grammar.both or is_open_dash or not (_is_described_by(scene, low) or low in union(DASHES, QUOTES)):
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
        or low in words.recalling
        or low in words.allowed_between
        or low in words.directions
        or low in words.numerals
        or low.isdigit()
    )


def in_force(scene: Scene, index: int) -> bool:
    """Return True where a known belligerent's name stands."""
    if index >= len(scene.phrases.tokens):
        return False
    start = scene.phrases.tokens[index].start
    return any(s.span[0] <= start < s.span[1] and s.kind in BELLIGERENT_KINDS for s in scene.phrases.spots)


def is_fighting(scene: Scene, index: int) -> bool:
    """Return True for a noun of fighters, with or without a name."""
    words = scene.lexicon.words
    return scene.lower(index) in union(words.group_nouns, words.companions, words.forces, words.anonymous)


def act_by(scene: Scene, force: Force, relation: str, token: int, *, declared: bool = False) -> Act:
    """Return the act of ``force`` whose words stand at ``token``."""
    return Act(
        at=scene.phrases.tokens[token].start,
        token=token,
        force=force,
        relation=relation,
        family=scene.families.get(scene.lower(token)),
        opening="definite",
        declared=declared,
    )


def behind_link(scene: Scene, start: int) -> int:
    """Return where "a group linked to" starts before a name, ``start`` where nothing of the kind stands there."""
    words = scene.lexicon.words
    back = start - 1
    while back > 0 and scene.lower(back) in words.member_links and start - back < LINK:
        back -= 1
    if back == start - 1 or not is_fighting(scene, back):
        return start
    start = before_determiners(scene, back)
    while start > 0 and scene.phrases.is_name_word(start - 1):  # "the Sinai branch of ..."
        start -= 1
    return before_determiners(scene, start)
