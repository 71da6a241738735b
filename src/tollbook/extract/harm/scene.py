"""One line at work: its groups and predicates, and the drafts of claims bound so far."""

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.runs import is_inner_dash
from tollbook.extract.harm.harms import Harm, harms_of
from tollbook.extract.sentences.line import Line
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR, Lexicon


class Draft:
    """A claim in the making: a group, its harm, the predicate and line, how it was found, and the draft that holds it."""

    __slots__ = ("group", "harm", "holder", "line", "predicate", "toll", "via")

    def __init__(self, line: Line, group: Group, harm: str, via: str, predicate: Harm | None = None) -> None:
        self.line = line
        self.group = group
        self.harm = harm
        self.via = via
        self.predicate = predicate
        self.holder: Draft | None = None
        self.toll: str | None = None

    @property
    def key(self) -> tuple[int, str]:
        """First word and harm: one group may suffer several harms, each once."""
        return (self.group.first, self.harm)


class Scene:
    """One line with its groups and predicates, and the drafts bound so far."""

    __slots__ = ("at", "bound", "drafts", "groups", "harms", "lexicon", "line", "listed")

    def __init__(self, line: Line, groups: list[Group], lexicon: Lexicon) -> None:
        self.line = line
        self.groups = groups
        self.lexicon = lexicon
        self.at = [-1] * len(line.words)
        for index, group in enumerate(groups):
            for k in range(group.first, group.last + 1):
                self.at[k] = index
        self.harms = harms_of(line, self.at, groups, lexicon)
        self.drafts: list[Draft] = []
        self.bound: dict[int, Draft] = {}
        self.listed: dict[int, int] = {}

    def bind(self, group: Group, harm: str, via: str, predicate: Harm | None = None) -> Draft | None:
        """Add a draft for a group with a count, unless the pair is there already."""
        if group.kind == "thing":
            return None
        if harm == "injured" and group.harm == "killed":
            harm = "killed"  # "12 bodies shot in the head"
        draft = Draft(self.line, group, harm, via, predicate)
        if group.count is None and not _is_headline_single(self.line, group):
            self.bound.setdefault(id(group), draft)
            return None
        if any(d.key == draft.key for d in self.drafts):
            return None
        self.drafts.append(draft)
        self.bound.setdefault(id(group), draft)
        return draft


def _is_headline_single(line: Line, group: Group) -> bool:
    """Recognise "Gunmen kill mayor": a headline leaves out the article of a single victim; sets its count of one."""
    noun = group.noun
    if (
        group.kind != "bare"
        or noun is None
        or noun.e.plural != SINGULAR
        or not noun.f & roles.PERSON
        or noun.f & roles.HARM_NOUN
    ):
        return False
    before = line.words[group.first - 1] if group.first else None
    if before is not None and before.f & (roles.DETERMINER | roles.AND | roles.NEGATIVE | roles.GENITIVE):
        return False
    if before is not None and before.f & roles.DASH and before.end == line.words[group.first].start:
        return False
    group.count = Count(1, 1, "exact")
    return True


def group_after(scene: Scene, j: int) -> Group | None:
    """Return the group that starts at word ``j`` or behind a few light words, or None."""
    words, limit = scene.line.words, min(len(scene.line.words), j + 5)
    modified = False
    while j < limit:
        if scene.at[j] >= 0:
            group = scene.groups[scene.at[j]]
            if modified and group.kind == "name" and not group.titled and group.last + 1 < len(words):
                titled = scene.groups[scene.at[group.last + 1]] if scene.at[group.last + 1] >= 0 else None
                group = titled if titled is not None and titled.titled else group  # "Lashkar-e-Taiba chief X Y"
            single = group.kind == "bare" and group.noun is not None and group.noun.e.plural == SINGULAR
            return group if not modified or single or (group.kind == "name" and group.titled) else None
        if modified and is_inner_dash(words, j):
            j += 1
            continue
        if words[j].f & (roles.DEMONYM | roles.MODIFIER | roles.TITLE | roles.NEUTRAL | roles.OPEN) and not words[
            j
        ].f & (roles.PREPOSITION | roles.COMMA):
            modified = True
            j += 1
            continue
        if (
            not words[j].f & (roles.ADVERB | roles.QUOTE | roles.DETERMINER | roles.ARTICLE)
            or words[j].f & roles.PREPOSITION
        ):
            return None
        j += 1
    return None


def last_before(scene: Scene, k: int) -> Draft | None:
    """Return the draft whose group stands last before word ``k``."""
    return max((d for d in scene.drafts if d.group.last < k), key=lambda d: d.group.last, default=None)
