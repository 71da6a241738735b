"""Tell a belligerent's figures apart: beside the range, inside it as its own dead, or conceded."""

from collections.abc import Collection, Sequence

from tollbook.model.claim import Claim
from tollbook.reconcile.value import Value


def party_role(value: Value, claims: Sequence[Claim], accused: Collection[str]) -> str:
    """Return "inside", "own" or "conceded" (they count) or "beside" (they don't).

    A party's count of the fighters it killed stands beside; civilians it says it killed are conceded, a floor; its own
    dead stand inside, labelled (design, "Numbers"). Whose the dead are follows from who is said to have killed them.
    """
    if not value.voice.party:
        return "inside"
    speaker = value.voice.root.partition(":")[2]
    killers = {a.actor or a.name for c in claims if c.id in value.claims for a in c.by}
    is_killer = speaker in killers or (not killers and speaker in accused)
    if is_killer:
        return "conceded" if value.klass[0] == "civilian" and value.low > 0 else "beside"
    if value.klass[0] == "combatant" and value.voice.kind in {"state", "state_force", "coalition"}:
        return "beside"
    return "own"
