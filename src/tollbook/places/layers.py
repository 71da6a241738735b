"""Several gazetteers as one: confirmed places first, then imported ones, then the default; one place of two is one candidate."""

import functools
import hashlib
from collections.abc import Sequence

import msgspec

from tollbook.model.place import Area, Level, NameUse, PlaceCandidate
from tollbook.places.index import Index
from tollbook.places.keys import exact_key
from tollbook.places.pack import ANYWHERE, key_hash
from tollbook.places.records import Source

CONFIRMED = "confirmed"
SAME_POINT_DEG = 0.03


class Layers:
    """Indexes in order of precedence. Immutable, like each of them."""

    def __init__(self, layers: Sequence[Index]) -> None:
        self.layers = tuple(layers)
        joined = "|".join(layer.fingerprint for layer in self.layers)
        self.fingerprint = hashlib.sha256(joined.encode()).hexdigest()[:32]
        self._by_country: dict[str, tuple[Index, ...]] = {}
        self.use = functools.lru_cache(maxsize=65536)(self._use)
        self._area = functools.lru_cache(maxsize=16384)(self._area_of)
        self._postings = functools.lru_cache(maxsize=32768)(self._postings_of)
        self._exact = functools.lru_cache(maxsize=32768)(self._exact_of)
        self._candidates = functools.lru_cache(maxsize=32768)(self._candidates_of)
        self._similar = functools.lru_cache(maxsize=32768)(self._similar_of)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all layers, for attribution."""
        return tuple(source for layer in self.layers for source in layer.sources)

    def candidates(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> tuple[PlaceCandidate, ...]:
        """Return the merged candidates, exact ones of any layer before other spellings of any."""
        return self._candidates(name, country, admin1)

    def _candidates_of(self, name: str, country: str | None, admin1: str | None) -> tuple[PlaceCandidate, ...]:
        exact = self._exact(name, country, admin1)
        if exact or not country:
            return exact
        return self._similar(name, country, admin1)

    def exact(self, name: str, *, country: str | None = None, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the merged candidates of exactly this name."""
        return self._exact(name, country, admin1)

    def _exact_of(self, name: str, country: str | None, admin1: str | None) -> tuple[PlaceCandidate, ...]:
        found = self._postings(name, country)
        if not found:
            return ()
        if admin1:
            found = tuple((layer, numbers) for layer, all_ in found if (numbers := layer.inside(all_, None, admin1)))
        return _merged([c for layer, numbers in found for c in layer.ranked(numbers)])

    def _postings_of(self, name: str, country: str | None) -> tuple[tuple[Index, list[tuple[int, bool]]], ...]:
        """Return, by layer, the entries of exactly this name in ``country``: one name is asked for with several areas."""
        key = exact_key(name)
        if not key:
            return ()
        wanted = key_hash(key)
        found = ((x, x.inside(x.numbers_under(wanted), country, None)) for x in self._layers_of(country))
        return tuple((layer, numbers) for layer, numbers in found if numbers)

    def _layers_of(self, country: str | None) -> tuple[Index, ...]:
        """Return the layers that have entries of ``country``."""
        if country is None or country == ANYWHERE:
            return self.layers
        found = self._by_country.get(country)
        if found is None:
            found = tuple(x for x in self.layers if x.countries is None or country in x.countries)
            self._by_country[country] = found
        return found

    def similar(self, name: str, *, country: str, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the merged candidates of another spelling."""
        return self._similar(name, country, admin1)

    def _similar_of(self, name: str, country: str, admin1: str | None) -> tuple[PlaceCandidate, ...]:
        layers = self._layers_of(country)
        return _merged([c for layer in layers for c in layer.similar(name, country=country, admin1=admin1)])

    def _use(self, name: str) -> NameUse | None:
        key = exact_key(name)
        wanted = key_hash(key) if key else None
        found = [use for use in (layer.use_of(wanted) for layer in self.layers) if use is not None] if wanted else []
        if not found:
            return None
        best = max(found, key=lambda use: (use.level == "country", use.population))
        return msgspec.structs.replace(
            best,
            entries=max(use.entries for use in found),
            population=max(use.population for use in found),
            area_population=max(use.area_population for use in found),
            countries=max(len({use.country for use in found}), *(use.countries for use in found)),
        )

    def area(self, area_id: str) -> Area | None:
        """Return the area from the first layer that has its outline, else from the first that has it at all."""
        return self._area(area_id)

    def _area_of(self, area_id: str) -> Area | None:
        bare = None
        for layer in self.layers:
            area = layer.area(area_id)
            if area is not None and area.geometry:
                return area
            bare = bare or area
        return bare

    def areas(self, country: str, level: Level) -> tuple[str, ...]:
        """Return the ids of the outlined areas of all layers."""
        return tuple(sorted({i for layer in self.layers for i in layer.areas(country, level)}))

    def neighbours(self, country: str) -> tuple[str, ...]:
        """Return the countries that share a border with ``country``."""
        return self.layers[-1].neighbours(country)


def _merged(found: Sequence[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """Return the candidates with those of one place joined: the first layer's entry, the largest population known."""
    if not found:
        return ()
    if len(found) == 1 and found[0].gazetteer != CONFIRMED:
        return (found[0],)
    kept: list[PlaceCandidate] = []
    for candidate in found:
        position = next((i for i, other in enumerate(kept) if _is_same(candidate, other)), None)
        if position is None:
            how = CONFIRMED if candidate.gazetteer == CONFIRMED else candidate.matched_by
            kept.append(msgspec.structs.replace(candidate, matched_by=how))
            continue
        kept[position] = _joined(kept[position], candidate)
    return tuple(kept)


def _joined(kept: PlaceCandidate, other: PlaceCandidate) -> PlaceCandidate:
    is_larger = other.population > kept.population and kept.matched_by != CONFIRMED
    settled = {"village", "town", "city"}
    level = other.level if is_larger and {kept.level, other.level} <= settled else kept.level
    return msgspec.structs.replace(
        kept,
        population=max(kept.population, other.population),
        level=level,
        score=max(kept.score, other.score),
        admin1=kept.admin1 or other.admin1,
        admin2=kept.admin2 or other.admin2,
    )


def _is_same(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    if one.gazetteer_id == other.gazetteer_id:
        return True
    areas = {"district", "governorate", "country", "region"}
    if (one.level in areas) != (other.level in areas) or one.country != other.country:
        return False
    is_near = abs(one.lat - other.lat) < SAME_POINT_DEG and abs(one.lon - other.lon) < SAME_POINT_DEG
    return is_near and one.gazetteer != other.gazetteer and one.level not in areas
