"""What part a place plays by the words around it: the harm's place, beside it, a route, a venue, a source, an actor, a topic.

Knows one sentence and one place at a time; chains of places are ``scene``'s matter.
"""

import functools
import itertools
from collections.abc import Sequence

from tollbook.extract.sentences.segment import Token, token_behind, tokens_after, tokens_before
from tollbook.model.spot import Spot
from tollbook.vocab.load import languages
from tollbook.vocab.places import PlaceWords, demonym_codes
from tollbook.vocab.unions import union

FURTHEST_LEAD = 9
HYPHENS = frozenset({"-", "‐", "–"})
LAUNCH_REACH = 5  # words from "launched" to the preposition of the place
ASIDE = 10  # words of an aside between a speaker and its verb
LABEL = 4  # words of a label before its colon
ARRIVAL_REACH = 6  # words from "arrived" to the preposition of the place
CARE_REACH = 4  # words from a name to "hospital", from there to what it does
EVENT_REACH = 3  # words from a town to its event ("the Kabul car bomb attack")


def role_of(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> tuple[str, int]:
    """Return the part that the preposition before ``spot`` gives it, and where that preposition stands."""
    first = token_behind(tokens, spot.span[0])
    if spot.kind == "anaphor" and spot.quote.casefold() in words.anaphora.adverbs:
        return ("at", spot.span[0])
    for i in range(first - 1, max(-1, first - FURTHEST_LEAD), -1):
        lower = tokens[i].lower
        role = _role_by(lower, tokens, i, words)
        if role:
            return (role, tokens[i].start)
        if lower in words.attach.between:
            return ("actor" if spot.kind == "country" else "beside", tokens[i].start)
        if i < first - 1 and (lower in {",", ";", ":", ".", "("} or lower in words.attach.clause_breaks):
            break
        is_bound = i + 2 < first and tokens[i + 1].text in "-‐–" and tokens[i + 2].lower in words.bound_participles
        if not is_bound and not _may_stand_between(tokens[i], words):
            break
        if lower in words.of_words and not _keeps_preposition(tokens, i, words):
            break
    return ("topic", spot.span[0])


def _keeps_preposition(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True where "of" follows a type or part noun ("in the town of X"), not any other ("in the third day of X")."""
    noun = tokens[i - 1].lower if i else ""
    return noun in type_nouns(words) or noun in words.attach.parts or noun in words.attach.directions


def is_event_of(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a town before an event noun: "the Kabul bombing", "Hpakant battle". A country there is a belligerent."""
    if spot.kind not in {"settlement", "named", "site", "locality"}:
        return False
    for token in tokens_after(tokens, spot.span[1], EVENT_REACH):
        if token.lower in words.attach.event_nouns:
            return True
        if not token.text.isalpha() or not token.text.islower() or token.lower in words.function:
            return False
        if token.lower in words.attach.saying or token.lower in words.attach.being:
            return False
    return False


def is_struck(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for the subject of a passive of attack: "X was hit", "X came under fire"."""
    after = [token.lower for token in tokens_after(tokens, spot.span[1], 5)]
    for i, lower in enumerate(after[:3]):
        if lower in words.attach.being:
            return any(word in words.attach.struck for word in after[i + 1 : i + 3])
        if not lower.isalpha() or lower in words.attach.saying:
            return False
    return False


def is_belligerent(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a country between an article and an event noun: "in the U.S. airstrikes", "the Iran war"."""
    if spot.kind != "country":
        return False
    before = [token.lower for token in tokens_before(tokens, spot.span[0], 1)]
    after = tokens_after(tokens, spot.span[1], 1)
    if after and before and before[0] in words.anaphora.determiners and _is_thing(after[0], words):
        return True
    is_led = bool(after and before and before[0] in words.phrase.appositives)
    if is_led and spot.quote.isupper() and after[0].lower in words.types.site:
        return True  # "a US outpost in Jordan", "the UK embassy in"
    return _is_joined_with_demonym(tokens, spot, words)


def _is_thing(token: Token, words: PlaceWords) -> bool:
    """Return True for an event or a thing that the country before it owns ("the U.S. frigate"), not for a place in it."""
    lower = token.lower
    if lower in words.attach.events or lower in words.attach.event_nouns:
        return True
    is_noun = token.text.isalpha() and token.text.islower() and lower not in words.function
    verbal = lower in words.attach.being or lower in words.attach.saying
    is_place = lower in type_nouns(words) or lower in words.attach.site_nouns or lower in words.border_words
    return is_noun and not is_place and not verbal and lower not in words.attach.parts


def _is_joined_with_demonym(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for one of two belligerents: "the US and Israeli attack", "a US-Israeli strike"."""
    after = [token.lower for token in tokens_after(tokens, spot.span[1], 2)]
    is_joined = len(after) > 1 and (after[0] in words.and_words or after[0] in {"-", "/", "–"})
    return is_joined and after[1] in demonyms()


@functools.cache
def demonyms() -> frozenset[str]:
    """Return the demonyms of all languages in small letters."""
    return frozenset(name for code in languages() for name in demonym_codes(code))


def says_everywhere(tokens: Sequence[Token], words: PlaceWords) -> bool:
    """Return True for "nationwide", "across the country": what is counted there lies in no one place told before."""
    for i, token in enumerate(tokens):
        if token.lower in words.attach.everywhere:
            return True
        if token.lower in words.attach.throughout:
            behind = [t.lower for t in tokens[i + 1 : i + 3]]
            if len(behind) > 1 and behind[0] in words.anaphora.determiners and behind[1] in words.anaphora.country:
                return True
    return False


def owns_a_stretch(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for "Iraq's bloodiest month", "Aleppo's deadliest week": the place of what happened then."""
    index = token_behind(tokens, spot.span[1] - 1)
    owned = index < len(tokens) and tokens[index].lower.endswith("'s")
    behind = tokens[index + 1 : index + 1 + EVENT_REACH]
    if any(token.text in HYPHENS for token in behind):
        return False  # "Israel's five-day offensive"
    return owned and any(token.lower in words.attach.stretches for token in behind)


def owns_a_deed(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for the country that strikes: "in Israel's attacks", "Ethiopia's air strikes"; not "Iraq's worst attack"."""
    index = token_behind(tokens, spot.span[1] - 1)
    if spot.kind != "country" or not tokens[index : index + 1] or not tokens[index].lower.endswith("'s"):
        return False
    for token in tokens[index + 1 : index + 1 + EVENT_REACH]:
        if token.lower in words.attach.event_nouns:
            return True
        if token.lower not in words.attach.events:
            return False
    return False


def heads_a_line(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for the place that heads a line: "Niger: five killed", "Sumy region this morning: ..."; a capital may speak."""
    last = token_behind(tokens, spot.span[1] - 1)
    if last > LABEL or any(token.start < spot.span[0] and token.text.isalpha() for token in tokens[:last]):
        return False
    behind = tokens[last + 1 : last + 2 + LABEL]
    colon = next((i for i, token in enumerate(behind) if token.text == ":"), None)
    if colon is None or any(token.lower in words.attach.saying for token in behind[:colon]):
        return False
    return spot.kind in {"country", "area", "locality"} or (colon > 0 and behind[0].lower in type_nouns(words))


def speaks_at_head(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a town at the head of its sentence that tells: "Ankara: 25 militants killed", "Moscow, in a rare admission, said"."""
    last = token_behind(tokens, spot.span[1] - 1)
    if spot.kind not in {"settlement", "named", "country"} or last > 1:
        return False
    behind = tokens[last + 1 : last + 2 + ASIDE]
    if not behind or behind[0].text != ",":
        return bool(behind) and behind[0].text == ":" and spot.kind != "country"
    closed = next((i for i, token in enumerate(behind[1:], 1) if token.text == ","), None)
    return closed is not None and any(token.lower in words.attach.saying for token in behind[closed + 1 : closed + 2])


def writes(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a capital before what it writes: "a Baghdad war communique", "Damascus radio"."""
    after = tokens_after(tokens, spot.span[1], EVENT_REACH)
    plain = next((i for i, token in enumerate(after) if not token.text.isalpha()), len(after))
    return spot.kind in {"settlement", "named"} and any(t.lower in words.attach.papers for t in after[:plain])


def is_of_road(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for "the Baghdad-Basra highway": the road runs far, the towns only name it."""
    last = token_behind(tokens, spot.span[1] - 1)
    behind = tokens[last + 1 : last + 5]
    joined = bool(behind) and behind[0].text in HYPHENS and len(behind) > 1 and behind[1].text[0].isupper()
    return joined and any(token.lower in words.phrase.roads for token in behind)


def is_of_body(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for both names in "Bank of Tokyo": a body's name, in capitals, with the place it is called after."""
    if spot.kind not in {"settlement", "named", "country", "area"}:
        return False
    before, after = tokens_before(tokens, spot.span[0], 2), tokens_after(tokens, spot.span[1], 2)
    if len(before) > 1 and before[-1].lower in words.of_words and before[-2].text[0].isupper():
        return before[-2].text[1:].islower() and before[-2].lower in words.organisation_tails
    is_head = len(after) > 1 and after[0].lower in words.of_words and after[1].text[0].isupper()
    return is_head and spot.quote.casefold() in words.organisation_tails


def is_border_of(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for "near the Burkina border": it says which country is near, not where."""
    after = next((token.lower for token in tokens_after(tokens, spot.span[1], 1)), "")
    return spot.kind == "country" and after in words.border_words


def takes_in(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a hospital that takes in the dead and wounded of somewhere else, not one that is struck."""
    attach = words.attach
    first = token_behind(tokens, spot.span[0])
    behind = [token.lower for token in tokens[first : first + CARE_REACH]]
    if not any(low in attach.care for low in behind):
        return False
    before = [token.lower for token in tokens[max(0, first - CARE_REACH) : first]]
    if any(low in attach.events and low not in attach.care for low in before):
        return False
    after = [token.lower for token in tokens[first + 1 : first + CARE_REACH + 2]]
    return any(low in attach.caring for low in (*before, *after))


def owns_a_thing(text: str, tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a country or town that only owns what stands there: "near Somalia's national theatre"."""
    tail = text[spot.span[1] : spot.span[1] + 2].replace("’", "'")
    if tail != "'s":
        return False
    after = tokens_after(tokens, spot.span[1], 4)
    if any(token.lower in words.attach.lands or token.lower in words.border_words for token in after):
        return False  # "on Kuwait's northern border", "in Chad's capital"
    return any(token.text.islower() and len(token.text) > 1 for token in after)


def _may_stand_between(token: Token, words: PlaceWords) -> bool:
    """Return True for a word that may stand between the preposition and the name it leads."""
    lower = token.lower
    if lower in words.attach.saying or lower in words.attach.actor:
        return False
    if token.text.islower() or token.text[0].isdigit() or lower in {"-", "'s"}:
        return True
    return lower in type_nouns(words) or lower in small_words(words) or lower in demonyms()


def type_nouns(words: PlaceWords) -> frozenset[str]:
    """Return every noun that names a kind of place."""
    types = words.types
    return union(types.settlement, types.area, types.region, types.locality, types.site, types.sea)


def small_words(words: PlaceWords) -> frozenset[str]:
    """Return the words that may stand inside a place phrase without being its head."""
    small = (
        words.anaphora.determiners,
        words.sides,
        words.fillers,
        words.bound_participles,
        words.of_words,
        words.and_words,
    )
    return union(*small)


def _role_by(lower: str, tokens: Sequence[Token], i: int, words: PlaceWords) -> str | None:
    """Return the part that a preposition (or a verb of attack) gives the name it leads, None for any other word."""
    attach = words.attach
    if lower in attach.at:
        return _venue_or(tokens, i, words, "at")
    before = tokens[i - 1].lower if i else ""
    if lower in words.of_words and before in attach.out:
        return "route"  # "operating out of X"
    if lower in attach.beside & attach.refuges and not _is_aimed_there(tokens, i, words):
        return "route"  # "the ship was towed towards X"
    if (
        lower in attach.beside
        or lower in attach.directions
        or (lower in words.of_words and before in attach.directions)
    ):
        return "venue" if _has_arrived(tokens, i, words) else "beside"
    if lower in words.of_words and before in attach.dwellers:
        return "at"  # "150 inhabitants of X"
    if lower in words.of_words:
        return "aimed" if before in attach.events else None
    if lower in attach.actor and before in attach.contested:
        return "aimed"  # "the battle for X"
    if lower in attach.route and before in attach.far_units:
        return "beside"  # "a house 10 km from X"
    if lower in attach.route and before in attach.sweeping and lower not in attach.displacing | attach.refuges:
        return "aimed"  # "ripped through the market of X"
    plain = (("aimed", attach.aimed), ("route", attach.route), ("actor", attach.actor))
    return next((role for role, known in plain if lower in known), None)


def _is_aimed_there(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True for "fired rockets towards X": an event stands at once before the direction."""
    return any(token.lower in words.attach.events for token in tokens[max(0, i - EVENT_REACH) : i])


def _has_arrived(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True for "had arrived at a camp near X": who tells it is there, the harm was elsewhere."""
    before = [token.lower for token in tokens[max(0, i - ARRIVAL_REACH) : i]]
    return any(low in words.attach.arriving for low in before) and not any(low in words.attach.events for low in before)


def _venue_or(tokens: Sequence[Token], i: int, words: PlaceWords, role: str) -> str:
    """Return "venue" or "source" where the words before the preposition are of talks, offices or of saying."""
    attach = words.attach
    near = [token.lower for token in tokens[max(0, i - FURTHEST_LEAD) : i]]
    is_cared = any(low in attach.care for low in near[-1:]) and any(low in attach.treated for low in near)
    if is_cared or any(low in attach.treated for low in near[-1:]):
        return "venue"  # "60 of the wounded were treated in X", "treated for burns at a hospital in X"
    if any(low in attach.bodies for low in near[-1:]):
        return "actor"  # "leaders of al-Qaida in Iraq"
    if _is_launched_from(near, words):
        return "route"  # "missiles launched from a submarine in X"
    if _speaks_behind_aside(tokens, i, words):
        return "source"  # "the command at X, in Y, said"
    if any(low in attach.care for low in near[-1:]):
        if any(low in attach.standing for low in near):
            return "source"  # "said X, standing outside a hospital in Y"
        if any(low in attach.caring for low in near[-CARE_REACH:]):
            return "venue"  # "were taken to hospitals in Y"
    for back, token in enumerate(reversed(tokens[max(0, i - 3) : i])):
        if token.lower in {",", ";"}:
            break
        if token.lower in attach.events:
            return role
        if token.lower in attach.venues:
            return role if _is_struck(tokens, i - 1 - back, words) else "venue"
        if token.lower in attach.saying and back <= 2:  # "told reporters in"
            return "source"
    after = tokens[i + 1 : i + 7]
    for token in after:
        if token.lower in attach.saying:
            return "source" if not any(t.lower in attach.events for t in tokens[max(0, i - 6) : i]) else role
        if token.lower in attach.events or token.lower == ",":
            break
    return role


def _is_struck(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True where the noun at ``i`` is the object of an act of harm: "killed a Karachi lawyer in Quetta", "bombed the talks in"."""
    i -= 1
    while i > 0 and (tokens[i].lower in words.phrase.appositives or tokens[i].text[:1].isupper()):
        i -= 1
    return i >= 0 and tokens[i].lower in words.attach.struck | words.attach.events


def _is_launched_from(near: Sequence[str], words: PlaceWords) -> bool:
    """Return True after "launched from a submarine", "flying from a base": what stands there did the harm elsewhere."""
    back = near[-LAUNCH_REACH:]
    return any(low in words.attach.launching and nxt in words.phrase.from_ for low, nxt in itertools.pairwise(back))


def _speaks_behind_aside(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True for the place of a subject at the head of its sentence whose verb of saying stands behind an aside."""
    head = tokens[max(0, i - LABEL) : i]
    if i > LABEL or not head or any(t.lower in words.attach.events or not t.text.isalpha() for t in head):
        return False
    after = tokens[i + 1 : i + 1 + ASIDE]
    commas = [k for k, token in enumerate(after) if token.text == ","]
    return any(after[k + 1].lower in words.attach.saying for k in commas[1:] if k + 1 < len(after))


def is_adjective(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True where a place without a preposition stands before a noun or a verb, as an actor does ("U.S. strikes")."""
    if spot.kind not in {"country", "area", "settlement", "named"}:
        return False
    following = next(iter(tokens_after(tokens, spot.span[1], 1)), None)
    if following is None or not following.text[0].isalpha():
        return False
    if following.lower in words.attach.saying:
        return True
    if following.lower in words.attach.site_nouns or following.lower in type_nouns(words):
        return False
    return spot.kind == "country" or following.lower not in words.function
