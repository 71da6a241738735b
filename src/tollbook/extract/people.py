"""Status and group that a count takes from elsewhere: ellipsis, parts, apposition, police in sight (guide, `who`)."""

from collections.abc import Sequence

from tollbook.extract.bind import Draft
from tollbook.vocab.lexicon import Lexicon

_NEAR = 2
"""Sentences over which an elliptic number goes on with the noun before it."""


def inherit_people(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Complete the groups of ``drafts`` in place, in order of the text."""
    previous: Draft | None = None
    for draft in drafts:
        group = draft.group
        _complete(draft, previous)
        if group.status == "unknown" and group.group == "commanders":
            group.group = None
        previous = draft


def _complete(draft: Draft, previous: Draft | None) -> None:
    group = draft.group
    if group.status != "unknown" or not group.elliptic:
        return
    source = draft.holder or previous
    if source is None or source.group is group or source.line.index < draft.line.index - _NEAR:
        return
    if source.group.kind in ("name", "def") or source.group.count is None:
        return
    group.status, group.group = source.group.status, source.group.group
