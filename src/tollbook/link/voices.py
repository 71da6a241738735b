"""Find the root speaker of each claim. Knows speakers, outlets and document families; decides nothing about numbers."""

from collections.abc import Iterable, Mapping

from tollbook.model.actor import Actors
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.reading import ActorReading
from tollbook.model.voice import Voice

SHORT_WORD = 3
PARTIES = frozenset({"state_force", "state", "coalition", "non_state_armed"})


def voices_of(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    families: Mapping[str, str],
    actors: Actors | None = None,
) -> dict[str, Voice]:
    """Return the voice of every claim by claim id.

    ``families`` maps a document to the id of the family of copies it belongs to (itself when it has none). The root is
    the innermost speaker of the chain that is known; "activists told the Observatory" is the Observatory's figure,
    since activists without a name are no root of their own (design, "Independence"). A proper name that no actor list
    holds is a root by its name.
    """
    return {
        claim.id: _voice(claim, documents.get(claim.document), families.get(claim.document, claim.document), actors)
        for claim in claims
    }


def _voice(claim: Claim, document: Document | None, family: str, actors: Actors | None) -> Voice:
    outlet = document.outlet if document else None
    known = next((s for s in claim.said_by if s.actor or s.organisation), None)
    if known is not None:
        return _known(known, family, outlet, actors)
    if claim.said_by:
        name = claim.said_by[0].name
        if _is_proper(name):
            return Voice(root=f"name:{name.casefold()}", name=name, family=family, outlet=outlet)
        return Voice(
            root=f"unresolved:{name.casefold()}@{family}", name=name, resolved=False, family=family, outlet=outlet
        )
    if outlet:
        return Voice(root=f"outlet:{outlet.casefold()}", name=outlet, kind="outlet", family=family, outlet=outlet)
    return Voice(root=f"unresolved:@{family}", name="an unnamed report", resolved=False, family=family)


def _is_proper(name: str) -> bool:
    """Say whether words name somebody: all but short words have capitals ("Ahmed Shalabi"), unlike "Local activists"."""
    words = name.split()
    capitals = [w for w in words if w[:1].isupper()]
    return len(capitals) > 1 and not any(w[:1].islower() and len(w) > SHORT_WORD for w in words)


def _known(speaker: ActorReading, family: str, outlet: str | None, actors: Actors | None) -> Voice:
    key = speaker.organisation or speaker.actor
    assert key is not None
    actor = actors.by_id.get(key) if actors else None
    return Voice(
        root=f"actor:{key}",
        name=actor.name if actor else speaker.name,
        kind=actor.kind if actor else None,
        party=bool(actor and actor.kind in PARTIES),
        family=family,
        outlet=outlet,
        organisation=speaker.organisation,
    )
