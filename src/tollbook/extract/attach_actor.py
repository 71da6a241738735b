"""Attach the right actor words to each claim: who says it, and by whose hand."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.attribution_document import Reader
from tollbook.extract.attribution_phrase import Speaker
from tollbook.extract.segment import Sentence
from tollbook.model.claim import Claim
from tollbook.model.reading import ActorReading
from tollbook.model.spot import Spot
from tollbook.vocab.attribution import attribution


def attach_actors(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], spots: Sequence[Spot]
) -> tuple[Claim, ...]:
    """Return the claims with ``said_by`` and ``by`` set from their words; ``sentences`` are all of the document's.

    ``said_by`` is the chain of speakers, innermost first (guide, section 3); empty in the outlet's own voice. ``by`` are
    the alleged perpetrators, empty where nobody is named. ``spots`` are the actor names found in the text. Ids are set later.
    """
    if not claims:
        return ()
    lexicon = attribution(claims[0].language)
    if lexicon is None:
        return tuple(claims)
    reader = Reader(text, sentences, spots, lexicon)
    return tuple(
        msgspec.structs.replace(claim, said_by=tuple(_reading(text, s) for s in reader.chain_for(claim.span))) for claim in claims
    )


def _reading(text: str, speaker: Speaker) -> ActorReading:
    steps = (f"“{speaker.note}” stands for “{speaker.name}”",) if speaker.note else ()
    return ActorReading(
        span=speaker.span,
        quote=text[speaker.span[0] : speaker.span[1]],
        name=speaker.name,
        role="speaker",
        method=f"speaker-{speaker.form}",
        inherited=speaker.inherited,
        organisation=speaker.organisation,
        position=speaker.position,
        steps=steps,
    )
