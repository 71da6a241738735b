"""Give the actor readings of one document their ids, with the steps that led there; what no list or setting decides stays open.

Plain aliases mean an actor anywhere; common words ("the Coalition", "the regime", "police") only where the claim's place, the
document or the book point to one country and one body. A description ("local activists") never becomes an actor.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.issue import Issue
from tollbook.model.reading import ActorReading
from tollbook.model.spot import Spot
from tollbook.resolve.who.names import fold, ids_beginning, index_of, name_key
from tollbook.resolve.who.setting import CLEAR, Setting, finder_of, setting_of
from tollbook.vocab.name_words import load_name_words

_FORCES = "-forces"
_ARMED = {"state_force", "non_state_armed", "coalition"}
_STATES = {"state", "demonym", "people"}
_WORDS = load_name_words()
_WORD = re.compile(r"[^\s,()]+")
_ATTRIBUTE = re.compile(
    rf"(?:\S+\s){{0,3}}?\S+[-‐]({'|'.join(sorted(_WORDS.attributes | _WORDS.keepers))})\s+(\S.*)", re.IGNORECASE
)
_LEAST = 1.0  # weight a country needs before common words mean its bodies
_MOST_WORDS = 8
_NOBODY = "speaker-reports"
_Known = dict[tuple[int, str, str, str, str | None, str | None, tuple[str, ...]], ActorReading]
"""Readings resolved so far, by the setting they stand in and all that decides them."""


def resolve_actors(
    document: Document, claims: Sequence[Claim], actors: Actors, focus: Sequence[str]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Return the claims with actor ids, organisations and steps set, and one Issue for every name left open.

    ``focus`` are the alpha-2 codes of the book's countries. A reading that can't be resolved keeps its words and no id.
    """
    if not any(claim.by or claim.said_by for claim in claims):
        return tuple(claims), ()
    setting = setting_of(document, actors, focus)
    views = {c: setting.at(c) for c in {_country_of(claim) for claim in claims}}
    known: _Known = {}
    resolved = tuple(_resolved_claim(claim, views[_country_of(claim)], actors, known) for claim in claims)
    return resolved, tuple(_open_names(document, resolved))


def _country_of(claim: Claim) -> str | None:
    return claim.where.place.country if claim.where and claim.where.place else None


def _resolved_claim(claim: Claim, here: Setting, actors: Actors, known: _Known) -> Claim:
    by = tuple(_read(r, here, actors, known) for r in claim.by)
    said_by = tuple(_read(r, here, actors, known) for r in claim.said_by)
    return msgspec.structs.replace(claim, by=by, said_by=said_by)


def _read(reading: ActorReading, here: Setting, actors: Actors, known: _Known) -> ActorReading:
    """Return ``reading`` resolved; what one document says alike in one setting is looked up once."""
    key = (id(here), reading.name, reading.role, reading.method, reading.position, reading.organisation, reading.steps)
    found = known.get(key)
    if found is None:
        found = known[key] = resolve_reading(reading, here, actors)
    if found is reading or reading.method == _NOBODY:
        return reading
    return msgspec.structs.replace(reading, actor=found.actor, organisation=found.organisation, steps=found.steps)


def resolve_reading(reading: ActorReading, setting: Setting, actors: Actors) -> ActorReading:
    """Return ``reading`` with its actor and, for a person, the organisation spoken for; unchanged where nothing decides."""
    if reading.method == _NOBODY:
        return reading
    actor, step = _actor_named(reading.name, reading.role, setting, actors)
    organisation = reading.organisation
    if actor is not None and actor.kind == "person" and actor.parent:
        organisation = actor.parent
    if organisation is None and reading.position:
        body, body_step = _body_in(reading.position, setting, actors)
        organisation = body.id if body else None
        step = " ".join(s for s in (step, body_step) if s)
    if organisation is not None and reading.role == "speaker":
        organisation = _in_time(organisation, setting, actors)
    steps = (*reading.steps, step) if step else reading.steps
    return msgspec.structs.replace(
        reading, actor=actor.id if actor else None, organisation=_kept(reading, organisation, actor), steps=steps
    )


def _kept(reading: ActorReading, organisation: str | None, actor: Actor | None) -> str | None:
    """Keep an organisation for persons and spokesmen only: a body that speaks itself is the actor, not its own organisation."""
    if actor is not None and organisation == actor.id:
        return None
    is_person = reading.position is not None or (actor is not None and actor.kind == "person")
    return organisation if is_person else None


def _actor_named(name: str, role: str, setting: Setting, actors: Actors) -> tuple[Actor | None, str]:
    """Return the actor that ``name`` means in this setting and how that came about."""
    index = index_of(actors)
    key = name_key(name)
    plain = [actors.by_id[i] for i in index.plain.get(key, ())]
    if plain:
        chosen = _chosen(plain, role, setting)
        return (
            _as_belligerent(chosen, name, role, setting, actors)
            if chosen
            else (None, f"“{name}” is shared by several actors")
        )
    context = [actors.by_id[i] for i in index.context.get(key, ())]
    if context:
        return _by_setting(context, name, role, setting, actors)
    return _by_part(name, role, setting, actors)


def _chosen(candidates: Sequence[Actor], role: str, setting: Setting) -> Actor | None:
    """Return the candidate of the setting's day, then country, then the kind the role asks for; None on a tie."""
    if len(candidates) == 1:
        return candidates[0]
    pool = [a for a in candidates if setting.is_active(a)] or list(candidates)
    best = max(setting.weight_of(a) for a in pool)
    pool = [a for a in pool if setting.weight_of(a) == best]
    dated = [a for a in pool if a.since or a.until]
    if len(pool) > 1 and dated and setting.day:
        pool = dated
    if len(pool) > 1:
        wanted = [a for a in pool if (a.kind in _ARMED) == (role == "belligerent")]
        pool = wanted or pool
    return pool[0] if len(pool) == 1 else None


def _by_setting(
    candidates: Sequence[Actor], name: str, role: str, setting: Setting, actors: Actors
) -> tuple[Actor | None, str]:
    """Return the candidate whose country clearly leads in the setting; a single group must be named in the report besides."""
    candidates = [a for a in candidates if a.kind != "non_state_armed" or a.collective or a.id in setting.named]
    weights: dict[str, float] = {}
    for actor in candidates:
        for country in actor.countries:
            weights[country] = setting.weights.get(country, 0.0)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
        shared = [a for a in candidates if setting.weight_of(a) >= _LEAST and _covers(a, ranked)]
        if len(shared) == 1:
            return shared[0], f"“{name}” is {shared[0].name} here: it acts in every country the report is about"
        return None, f"“{name}” could be several actors here"
    country = ranked[0][0]
    here = [a for a in candidates if country in a.countries]
    chosen = _chosen(_hand_first(here, setting), role, setting)
    if chosen is None:
        return None, f"“{name}” could be several actors in {_country_name(country, actors)}"
    actor, _ = _as_belligerent(chosen, name, role, setting, actors)
    land = _country_name(country, actors)
    return actor, f"“{name}” is {actor.name} here: {land} leads among the countries of claim, report and book"


def _country_name(code: str, actors: Actors) -> str:
    state = actors.by_id.get(f"{code.lower()}-state")
    return state.name if state else code


def _covers(actor: Actor, ranked: Sequence[tuple[str, float]]) -> bool:
    close = [country for country, weight in ranked if weight and weight * CLEAR >= ranked[0][1]]
    return bool(close) and set(close) <= set(actor.countries)


def _hand_first(candidates: Sequence[Actor], setting: Setting) -> list[Actor]:
    """Prefer actors that hold the day inside their own dates over the undated ones of the templates."""
    active = [a for a in candidates if setting.is_active(a)]
    dated = [a for a in active if (a.since or a.until) and setting.day]
    return dated or active or list(candidates)


def _as_belligerent(actor: Actor, name: str, role: str, setting: Setting, actors: Actors) -> tuple[Actor, str]:
    """Return the forces of a state named as perpetrator ("Israeli", "Russia"), other actors as they are, and the step."""
    if role != "belligerent" or actor.kind != "state" or not actor.countries:
        return actor, f"“{name}” is a name of {actor.name}" if actor.name != name else ""
    start = f"{actor.countries[0].lower()}{_FORCES}"
    forces = [actors.by_id[i] for i in ids_beginning(actors, start)]
    chosen = _chosen(_hand_first(forces, setting), role, setting) if forces else None
    if chosen is None:
        return actor, f"“{name}” is a name of {actor.name}"
    return chosen, f"“{name}” names the state; by its hand means {chosen.name}"


def _by_part(name: str, role: str, setting: Setting, actors: Actors) -> tuple[Actor | None, str]:
    """Return the actor of a longer name: "UAE-backed separatists", "Taliban insurgents", "public broadcaster Suspilne"."""
    inner = _unattributed(name, role, setting, actors)
    if inner[0] is not None:
        return inner
    spots = finder_of(actors)(name, [(0, len(name))])
    if role != "belligerent":
        return _described(name, spots, actors)
    armed = [s for s in spots if s.value and s.kind in _ARMED and not _is_foreign(s, spots, actors)]
    found = [actors.by_id[s.value or ""] for s in armed]
    if len({a.id for a in found}) == 1:
        return found[0], f"“{name}” holds a name of {found[0].name}"
    return _of_country(name, spots, role, setting, actors)


def _unattributed(name: str, role: str, setting: Setting, actors: Actors) -> tuple[Actor | None, str]:
    """Resolve what follows an attribute: "UAE-backed separatists" are separatists, "UK-based X" is X; "Houthi-run" may make another body."""
    match = _ATTRIBUTE.match(name)
    if match is None:
        return None, ""
    rest, index = match[2], index_of(actors)
    is_common = name_key(rest) in index.context and name_key(rest) not in index.plain
    if is_common and match[1].lower() in _WORDS.keepers:
        return None, ""
    return _actor_named(rest, role, setting, actors)


def _described(name: str, spots: Sequence[Spot], actors: Actors) -> tuple[Actor | None, str]:
    """Return the speaker named behind words that say what it is ("the human rights group X"), or before a country ("X Nigeria")."""
    for spot in reversed(spots):
        if not spot.value or spot.kind in _STATES:
            continue
        head, tail = (0, spot.span[0]), (spot.span[1], len(name))
        if _says_what(name, head, spots, _WORDS.describers) and _says_what(name, tail, spots, _WORDS.tails):
            return actors.by_id[spot.value], f"“{name}” is {actors.by_id[spot.value].name} with what it is"
        return None, ""
    return None, ""


def _says_what(name: str, span: Span, spots: Sequence[Spot], known: frozenset[str]) -> bool:
    """Return True where all words in ``span`` are ``known``, articles, attributes ("X-run") or names of states and bodies."""
    covered = [s.span for s in spots if span[0] <= s.span[0] and s.span[1] <= span[1]]
    for word in _WORD.finditer(name, *span):
        plain = word.group().lower()
        is_named = any(start <= word.start() < end for start, end in covered)
        if not (
            is_named
            or plain in known | _WORDS.articles
            or plain.rpartition("-")[2] in _WORDS.attributes | _WORDS.keepers
        ):
            return False
    return True


def _is_foreign(spot: Spot, spots: Sequence[Spot], actors: Actors) -> bool:
    """Return True for a body's name behind the adjective of a country that it is not of: the "Irish National Liberation Army"."""
    before = next((s for s in spots if s.value and s.kind in _STATES and 0 <= spot.span[0] - s.span[1] <= 1), None)
    if before is None or spot.kind == "coalition":
        return False
    own = actors.by_id[spot.value or ""].countries
    return bool(own) and not set(actors.by_id[before.value or ""].countries) & set(own)


def _of_country(
    name: str, spots: Sequence[Spot], role: str, setting: Setting, actors: Actors
) -> tuple[Actor | None, str]:
    """Resolve "Nigerian bandits": the common word, in the country that the adjective names."""
    states = [s for s in spots if s.kind in {"state", "demonym"} and s.value and s.span[0] == 0]
    owner, end = (states[0].value, states[0].span[1]) if states else _capital(name, actors)
    if not owner:
        return None, ""
    context = index_of(actors).context.get(name_key(name[end:]), ())
    country = actors.by_id[owner].countries[0]
    here = [actors.by_id[i] for i in context if country in actors.by_id[i].countries]
    chosen = _chosen(_hand_first(here, setting), role, setting) if here else None
    return (chosen, f"“{name}” is {chosen.name}: the common word, in {country}") if chosen else (None, "")


def _capital(name: str, actors: Actors) -> tuple[str | None, int]:
    """Return the state whose capital owns what follows ("Moscow's forces"), and where the word ends."""
    first = name.split(maxsplit=1)[0] if name.strip() else ""
    key = name_key(first)
    if not fold(first).endswith(_WORDS.possessives):
        return None, 0
    ids = [i for i in index_of(actors).context.get(key, ()) if actors.by_id[i].kind == "state"]
    return (ids[0], len(first)) if len(ids) == 1 else (None, 0)


def _body_in(position: str, setting: Setting, actors: Actors) -> tuple[Actor | None, str]:
    """Return the body named in an office ("spokesman for the coalition"), by plain name first, else by common words."""
    spots = [s for s in finder_of(actors)(position, [(0, len(position))]) if s.value]
    if spots:
        longest = max(spots, key=lambda s: s.span[1] - s.span[0])
        actor = actors.by_id[longest.value or ""]
        return actor, f"“{position}” names {actor.name}"
    words = position.split()[:_MOST_WORDS]
    index = index_of(actors)
    for width in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - width + 1):
            phrase = " ".join(words[start : start + width])
            if name_key(phrase) in index.context:
                candidates = [actors.by_id[i] for i in index.context[name_key(phrase)]]
                return _by_setting(candidates, phrase, "speaker", setting, actors)
    return None, ""


def _in_time(identity: str, setting: Setting, actors: Actors) -> str:
    """Return the id of the body of the document's day where several share one name (a state before and after a change)."""
    actor = actors.by_id.get(identity)
    if actor is None or setting.is_active(actor):
        return identity
    same = [actors.by_id[i] for i in index_of(actors).plain.get(name_key(actor.name), ())]
    active = [a for a in same if setting.is_active(a)]
    return active[0].id if len(active) == 1 else identity


def _open_names(document: Document, claims: Iterable[Claim]) -> Iterable[Issue]:
    """Yield one Issue for each name of a speaker or belligerent that got no id."""
    seen: set[tuple[str, str]] = set()
    for claim in claims:
        for reading in (*claim.by, *claim.said_by):
            if reading.actor or reading.organisation or (reading.role, reading.name) in seen:
                continue
            seen.add((reading.role, reading.name))
            yield Issue(
                code="actor-unresolved",
                severity="info",
                subject=claim.id,
                message=f"the {reading.role} “{reading.name}” in {document.id} is no actor of the list",
                hint="leave it if the words name nobody in particular; else add the actor: tollbook actors add",
            )
