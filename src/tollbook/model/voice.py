"""Who stands behind a claim: the root speaker, however many outlets carry the words."""

import msgspec

from tollbook.model.actor import ActorKind


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """The root speaker of one claim.

    ``root`` is the key under which figures supersede each other and are counted as one source: ``actor:ID`` where the
    speaker is known, ``outlet:NAME`` in an outlet's own voice, ``unresolved:NAME@FAMILY`` where the words name nobody
    ("local activists"). An unresolved root never counts as a new independent source. ``party`` is True for a speaker
    that is a belligerent of the war. ``family`` names the documents that are copies of one text.
    """

    root: str
    name: str
    resolved: bool = True
    kind: ActorKind | None = None
    party: bool = False
    family: str = ""
    outlet: str | None = None
    organisation: str | None = None
    inferred: bool = False
