"""Status and group that a count takes from elsewhere: ellipsis, parts, apposition, police in sight (guide, `who`)."""

from collections.abc import Sequence

from tollbook.extract.scene import Draft
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon

_NEAR = 2
"""Sentences over which an elliptic number goes on with the noun before it."""


def inherit_people(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Complete the groups of ``drafts`` in place, in order of the text."""
    previous: Draft | None = None
    for draft in drafts:
        group = draft.group
        _complete(draft, previous)
        _see_police(draft, lexicon)
        if group.status == "unknown" and group.group == "commanders":
            group.group = None
        previous = draft if draft.holder is None or previous is None else previous


def _see_police(draft: Draft, lexicon: Lexicon) -> None:
    """Recognise "seven officers" where the sentence speaks of a police station."""
    group = draft.group
    if group.noun is None or group.noun.low not in lexicon.lists.people.heads["officers"] or group.group is not None:
        return
    if any(
        w.f & (roles.MODIFIER | roles.PERSON) and "police" in (w.e.modifier_group, w.e.group) for w in draft.line.words
    ):
        group.group = "police"


def _complete(draft: Draft, previous: Draft | None) -> None:
    group = draft.group
    if group.status != "unknown" or not group.elliptic:
        return
    source = draft.holder or previous
    if source is None or source.group is group or source.line.index < draft.line.index - _NEAR:
        return
    if source.group.kind in ("name", "def") or source.group.count is None:
        return
    group.status = source.group.status
    group.group = source.group.group if source.group.group != "commanders" else None
