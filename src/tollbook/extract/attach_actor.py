"""Attach the right actor words to each claim: who says it, and by whose hand."""

import re
from collections.abc import Sequence

import msgspec

from tollbook.extract.belligerents.blame import Blame
from tollbook.extract.belligerents.document import Accuser
from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.speakers.document import Heard, Reader
from tollbook.extract.speakers.phrase import speaker_reading
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.spot import Spot
from tollbook.vocab.attribution import attribution
from tollbook.vocab.belligerents import belligerents

_ARTICLE = 4  # letters of "the " or "a " before a speaker
_OWNED = "'’"
_ACRONYM = re.compile(r"(?:[A-Z]\.){2,4}|[A-Z]{2,4}(?![\w.])")


def attach_actors(
    text: str,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    spots: Sequence[Spot],
    heard: Heard | None = None,
    *,
    with_speakers: bool = True,
) -> tuple[Claim, ...]:
    """Return the claims with ``said_by`` and ``by`` set from their words; ``sentences`` are all of the document's.

    ``said_by`` is the chain of speakers, innermost first (guide, section 3); empty in the outlet's own voice. ``by`` are
    the alleged perpetrators, empty where nobody is named. ``spots`` are the actor names found in the text. Ids are set later.
    ``heard`` are speeches already read in this document, which grow; ``with_speakers`` is False where
    only hands are asked for.
    """
    if not claims:
        return ()
    language = claims[0].language
    lexicon = attribution(language)
    if lexicon is None or belligerents(language) is None:
        return tuple(claims)
    reader = Reader(text, sentences, spots, lexicon, heard)
    accuser = Accuser(reader, language, claims)
    blamed: dict[int, list[tuple[Claim, tuple[Blame, ...]]]] = {}
    attached: list[Claim] = []
    for claim in claims:
        blames = accuser.blame_for(claim, blamed)
        blamed.setdefault(reader.sentence_at(claim.span[0]), []).append((claim, blames))
        by = tuple(_hand(text, b) for b in accuser.antecedents.named(blames, claim))
        said_by = tuple(speaker_reading(text, s) for s in reader.chain_for(claim.span)) if with_speakers else ()
        attached.append(msgspec.structs.replace(claim, said_by=said_by, by=by))
    return _shared(attached, accuser)


def _shared(claims: Sequence[Claim], accuser: Accuser) -> tuple[Claim, ...]:
    """Return the claims with the hands of a claim told twice given to both mentions, where one says nothing of a hand.

    A charge stays where it is told, and "men on motorcycles" are no hand that another mention could name.
    """
    hands = {c.id: c.by for c in claims}
    for claim in claims:
        if claim.restates is None or claim.scope == "cumulative" or claim.count.high == 0:
            continue
        here, there = hands[claim.id], hands.get(claim.restates, ())
        if not here and _is_told(there) and not accuser.is_anonymous(claim):
            hands[claim.id] = _restated(there)
        elif _is_told(here) and not there and claim.restates in hands:
            hands[claim.restates] = _restated(here)
    return tuple(c if hands[c.id] is c.by else msgspec.structs.replace(c, by=hands[c.id]) for c in claims)


def _is_told(by: Sequence[ActorReading]) -> bool:
    return bool(by) and all(b.method != "belligerent-blame" for b in by)


def _restated(by: Sequence[ActorReading]) -> tuple[ActorReading, ...]:
    return tuple(msgspec.structs.replace(b, method="belligerent-restated", inherited=True) for b in by)


def without_speakers(text: str, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims but for single "victims" that are only the head of a speaker's name.

    "The blast killed five, Interior Ministry officials said": "Interior" opens the name of who speaks. A speaker who was
    hurt ("a wounded man said") ends its phrase, and stays.
    """
    spoken = sorted({s.span for claim in claims for s in claim.said_by})
    lexicon = attribution(claims[0].language) if claims else None
    if not spoken or lexicon is None:
        return tuple(claims)
    single = (c for c in claims if c.count.low == c.count.high == 1)
    heads = {c.id for c in single if _opens_speaker(text, c.span, spoken, lexicon.outlet_nouns)}
    return tuple(c for c in claims if c.id not in heads)


def _opens_speaker(text: str, span: Span, spoken: Sequence[Span], outlets: frozenset[str]) -> bool:
    for start, end in spoken:
        begins = start - _ARTICLE <= span[0] <= start
        if begins and span[1] < end and (text[span[1]] in _OWNED or text[span[1] + 1].isupper()):
            return True
        if begins and span[1] < end and text[span[1] + 1 : end].rsplit(maxsplit=1)[-1].casefold() in outlets:
            return True  # "an Algerian newspaper"
    return False


def first_form(text: str, name: str) -> str:
    """Return ``name`` with its leading acronym as the report first writes it: one report has one name for "US" and "U.S."."""
    found = _ACRONYM.match(name)
    if found is None:
        return name
    letters = found.group().replace(".", "")
    forms = {form: text.find(form) for form in (letters, "".join(f"{letter}." for letter in letters))}
    seen = {form: at for form, at in forms.items() if at >= 0}
    return min(seen, key=lambda form: seen[form]) + name[found.end() :] if seen else name


def _hand(text: str, blame: Blame) -> ActorReading:
    span = blame.force.span
    return ActorReading(
        span=span,
        quote=text[span[0] : span[1]],
        name=first_form(text, blame.force.name),
        role="belligerent",
        method=f"belligerent-{blame.relation}",
        inherited=blame.inherited,
        status="declared" if blame.declared else "suspected",
    )
