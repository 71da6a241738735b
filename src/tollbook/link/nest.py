"""Which incident is a second blow of which: what reports tell, and what people judged. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.link.groups import Group
from tollbook.model.incident import Nesting, Reason


def nested(
    groups: Sequence[Group], told: Iterable[tuple[str, str]], judged: Sequence[Nesting] = ()
) -> tuple[Group, ...]:
    """Return the groups with ``sub_of`` set where most reports tell it, or a person judged it.

    ``told`` are (second blow, first one) by claims of theirs. A person's word goes before the reports'; nothing is part of
    itself or of its own part, and a part of a part belongs to the whole.
    """
    owner = {claim: g.key for g in groups for claim in g.claims}
    votes: Counter[tuple[str, str]] = Counter()
    for child, parent in told:
        if child in owner and parent in owner and owner[child] != owner[parent]:
            votes[owner[child], owner[parent]] += 1
    said = {(owner[n.child], owner[n.parent]): n.nested for n in judged if n.child in owner and n.parent in owner}
    parents: dict[str, tuple[str, bool]] = {}
    for (child, parent), _ in sorted(votes.items(), key=lambda e: (-e[1], e[0])):
        if said.get((child, parent), True) and votes[parent, child] < votes[child, parent]:
            parents.setdefault(child, (parent, False))
    for (child, parent), is_nested in sorted(said.items()):
        if is_nested and child != parent:
            parents[child] = (parent, True)
            if parents.get(parent, ("", False))[0] == child:
                del parents[parent]
    return tuple(_with_parent(g, parents) for g in groups)


def _with_parent(group: Group, parents: dict[str, tuple[str, bool]]) -> Group:
    if group.key not in parents:
        return group
    key, seen = group.key, {group.key}
    while key in parents and parents[key][0] not in seen:
        key = parents[key][0]
        seen.add(key)
    if key == group.key:
        return group
    by_hand = parents[group.key][1]
    text = "a person said it is part of the other" if by_hand else "a report tells it as a second blow of the other"
    reason = Reason("sub-incident", text, (group.key, key))
    return msgspec.structs.replace(group, sub_of=key, links=(*group.links, reason))
