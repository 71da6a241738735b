"""The stated parents of a place: from names to the area, district or town that it must lie in."""

import functools
import itertools
import unicodedata
from collections.abc import Sequence

import msgspec

from tollbook.model.place import Gazetteer, PlaceCandidate
from tollbook.resolve.where.phrase import Name
from tollbook.vocab.places import load_associated, load_level_rules

SETTLED = {"village", "town", "city"}
SPOTS = {"site", "street", "neighbourhood", "suburb"}
AREAS = {"district", "governorate", "country", "region"}
SEAT_POPULATION = 20_000
HOLDS = 0.2


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a place string: countries with weights (0 to 1), and points already settled on."""

    countries: dict[str, float] = {}
    near: tuple[tuple[float, float], ...] = ()
    admin1: frozenset[str] = frozenset()


class Scope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The stated areas that a place must lie in, as far as the gazetteer knows them."""

    country: str | None = None
    admin1: str | None = None
    district: PlaceCandidate | None = None
    region: PlaceCandidate | None = None
    town: PlaceCandidate | None = None
    part: str | None = None
    side: str | None = None

    @property
    def innermost(self) -> PlaceCandidate | None:
        """The smallest stated area or town."""
        return self.town or self.district or self.region


HOLDING = 2.0
"""What it weighs that a governorate has a well-peopled place of the inner name."""


def scope_of(
    parents: Sequence[Name],
    gazetteer: Gazetteer,
    context: Context,
    country: str | None = None,
    *,
    is_inner: bool = False,
    inner: str = "",
) -> Scope:
    """Return the scope of ``parents`` (nearest first), read from the outermost inwards.

    ``inner`` is the name that lies in them. ``is_inner``: the place is a neighbourhood or site, so that its nearest parent is a town before it is a governorate.
    """
    return _scope(tuple(parents), gazetteer, _likely(context), country, is_inner, inner if len(parents) == 1 else "")


def _likely(context: Context) -> str | None:
    """Return the one country that the context speaks of above all others."""
    if not context.countries:
        return None
    ranked = sorted(context.countries.items(), key=lambda item: -item[1])
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None


@functools.lru_cache(maxsize=4096)
def _scope(  # all of them are its key
    parents: tuple[Name, ...],
    gazetteer: Gazetteer,
    likely: str | None,
    country: str | None,
    is_inner: bool,  # noqa: FBT001
    inner: str,
) -> Scope:
    scope = Scope(country=country)
    for position, name in reversed(list(enumerate(parents))):
        prefers_town = is_inner and position == 0
        held = parents[position - 1].text if position else inner
        found = _parent(
            name, scope, gazetteer, likely, prefers_town=prefers_town, inner=held, is_only=len(parents) == 1
        )
        if found is None:
            continue
        if name.level in {"district", "governorate"} and found.level in SETTLED:
            radius = load_level_rules().seats[name.level]
            found = msgspec.structs.replace(found, level="district", radius_m=round(radius * 1000))
        if found.level == "country":
            scope = msgspec.structs.replace(scope, country=found.country, side=name.side, part=name.part)
        elif found.level == "governorate":
            scope = msgspec.structs.replace(
                scope, country=found.country, admin1=found.gazetteer_id, region=found, side=name.side, part=name.part
            )
        elif found.level in {"district", "region"}:
            scope = msgspec.structs.replace(
                scope,
                country=found.country or scope.country,
                admin1=found.admin1 or scope.admin1,
                district=found,
                side=name.side,
                part=name.part,
            )
        else:
            scope = msgspec.structs.replace(
                scope,
                country=found.country,
                admin1=found.admin1 or scope.admin1,
                town=found,
                side=name.side,
                part=name.part,
            )
    return scope


def _parent(
    name: Name, scope: Scope, gazetteer: Gazetteer, likely: str | None, *, prefers_town: bool, inner: str, is_only: bool
) -> PlaceCandidate | None:
    held = inner if is_only else ""
    tied = _best_parents(name, scope.country, scope.admin1, gazetteer, likely, prefers_town, held)
    if len(tied) < 2:  # noqa: PLR2004  # nothing to choose between
        return tied[0] if tied else None
    return max(tied, key=lambda c: _nearness(c, name, scope, inner, gazetteer))


Rank = tuple[float, bool]


def _best_parents(
    name: Name,
    country: str | None,
    admin1: str | None,
    gazetteer: Gazetteer,
    likely: str | None,
    prefers_town: bool,  # noqa: FBT001
    held: str,
) -> tuple[PlaceCandidate, ...]:
    """Return the entries that suit a stated parent best; ``held`` is looked for only in areas whom it could put first."""
    ranked = _ranked_parents(name, country, admin1, gazetteer, likely, prefers_town)
    if not ranked:
        return ()
    top = max(rank for _, rank in ranked)
    best = tuple(c for c, rank in ranked if rank == top)
    rivals = [c for c, rank in ranked if c.level == "governorate" and (rank[0] + HOLDING, rank[1]) >= top]
    if not held or (len(best) == 1 and all(c is best[0] for c in rivals)):
        return best
    raised = [(c, (fit + HOLDING if _holds(c, held, gazetteer) else fit, told)) for c, (fit, told) in ranked]
    top = max(rank for _, rank in raised)
    return tuple(c for c, rank in raised if rank == top)


@functools.lru_cache(maxsize=8192)
def _ranked_parents(  # all of them are its key
    name: Name,
    country: str | None,
    admin1: str | None,
    gazetteer: Gazetteer,
    likely: str | None,
    prefers_town: bool,  # noqa: FBT001
) -> tuple[tuple[PlaceCandidate, Rank], ...]:
    """Return the entries for a stated parent with how they suit, kept: a governorate is stated with each of its places."""
    found = list(gazetteer.candidates(name.text, country=country, admin1=admin1))
    if country and not admin1 and not any(c.matched_by == "exact" for c in found):
        found = _associated(name, country, gazetteer) or found
    is_area = name.level in {"district", "governorate"}
    fits = [c for c in found if c.matched_by == "exact" and (not is_area or c.level in AREAS)]
    if country and not fits:
        found += gazetteer.similar(name.text, country=country, admin1=admin1)
    wanted = _levels_of(name) or (("city", "town", "district", "village") if prefers_town else ())
    return tuple((c, (_parent_fit(c, wanted), c.country == likely or c.level == "country")) for c in found)


def _nearness(area: PlaceCandidate, name: Name, scope: Scope, inner: str, gazetteer: Gazetteer) -> tuple[float, float]:
    """Return how near an area's name is to the words; of countries that share a name, the one that has the place, then the larger."""
    is_country = area.level == "country"
    holds = HOLDS if (scope.country or is_country) and _has_inside(area, inner, gazetteer) else 0.0
    return holds + (0.0 if is_country else likeness(area, name.text)), area.score


def _holds(area: PlaceCandidate, inner: str, gazetteer: Gazetteer) -> bool:
    """Return True where a well-peopled place called ``inner`` lies in a governorate that shares its name with a country."""
    if area.level != "governorate" or not area.population:
        return False
    found = gazetteer.candidates(inner, country=area.country, admin1=area.gazetteer_id)
    return any(c.matched_by == "exact" and c.population > SEAT_POPULATION for c in found)


def _has_inside(area: PlaceCandidate, inner: str, gazetteer: Gazetteer) -> bool:
    """Return True where a governorate or country has an entry of exactly that name: two of the same name are told apart by it."""
    if area.level not in {"governorate", "country"} or not inner:
        return False
    within = area.gazetteer_id if area.level == "governorate" else None
    return any(c.gazetteer_id != area.gazetteer_id for c in gazetteer.exact(inner, country=area.country, admin1=within))


def likeness(candidate: PlaceCandidate, text: str) -> float:
    """Return how alike the entry's own name is to the words: an alias of another area is the worse guess.

    An entry of exactly that name whose own name is in another script says nothing against it.
    """
    exact = 0.0 if candidate.matched_by == "skeleton" else 0.5
    return exact + _shared(candidate.name, text, is_exact=exact > 0)


@functools.lru_cache(maxsize=16384)
def _shared(name: str, text: str, *, is_exact: bool) -> float:
    """Return the share of the pairs of letters that two names have in common."""
    if is_exact and name[:1].isalpha() and text[:1].isalpha() and _script(name) != _script(text):
        return 1.0
    one, other = _pairs(name), _pairs(text)
    return len(one & other) / max(1, len(one | other))


def _script(text: str) -> str:
    return "LATIN" if text[0].isascii() else unicodedata.name(text[0]).partition(" ")[0]


@functools.lru_cache(maxsize=16384)
def _pairs(text: str) -> frozenset[str]:
    plain = text.casefold()
    letters = [c for c in (plain if plain.isascii() else unicodedata.normalize("NFKD", plain)) if c.isalpha()]
    return frozenset(a + b for a, b in itertools.pairwise(letters))


def _associated(name: Name, country: str, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return entries of exactly that name in countries whose areas are sometimes listed under ``country``."""
    others = load_associated().get(country, ())
    found = [c for other in others for c in gazetteer.candidates(name.text, country=other)]
    return [c for c in found if c.matched_by in {"exact", "confirmed"} and c.level in AREAS]


def _levels_of(name: Name) -> tuple[str, ...]:
    if name.level in {"district", "governorate"}:
        return (name.level, "district", "governorate", "region")
    if name.level in SETTLED | SPOTS:
        return ("city", "town", "village")
    return ()


def _parent_fit(candidate: PlaceCandidate, wanted: tuple[str, ...]) -> float:
    if wanted:
        return 3.0 - wanted.index(candidate.level) * 0.5 if candidate.level in wanted else 0.0
    return {"country": 2.5, "governorate": 2.0, "region": 1.8, "district": 1.5}.get(candidate.level, 1.0)
