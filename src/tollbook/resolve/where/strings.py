"""Resolve place strings that come alone, with a stated parent and country: ``tollbook places resolve`` and imports of sheets."""

import functools
from collections.abc import Sequence

import msgspec

from tollbook.model.issue import Issue
from tollbook.model.place import Gazetteer, Place
from tollbook.resolve.where.answer import radius_m_of
from tollbook.resolve.where.choose import Answer, resolve_phrase
from tollbook.resolve.where.coordinates import Fix, plain_digits, read_coordinates
from tollbook.resolve.where.parents import Context, scope_of
from tollbook.resolve.where.phrase import Name, Phrase, read_phrase
from tollbook.resolve.where.shapes import contains, decimals_for, distance_km

FAR_KM = 50.0


@functools.lru_cache(maxsize=4096)
def country_code(text: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the alpha-2 code of a country given as a code or a name, None for an unknown one."""
    if not text:
        return None
    plain = text.strip()
    if len(plain) == len("SY") and plain.isalpha() and gazetteer.area(plain.upper()):
        return plain.upper()
    found = gazetteer.candidates(plain.split("(")[0].strip()) or gazetteer.candidates(plain)
    return next((c.country for c in found if c.level == "country"), None)


def resolve_string(
    text: str,
    gazetteer: Gazetteer,
    *,
    parents: Sequence[str] = (),
    country: str | None = None,
    context: Context | None = None,
    language: str = "en",
) -> tuple[Answer, tuple[Issue, ...]]:
    """Return the place that ``text`` means inside ``parents`` and ``country``, with Issues for what looks wrong.

    With no entry there: the smallest stated parent's area, ``matched_by`` "parent". None only if nothing at all is known.
    """
    if context is None:
        return _resolve_alone(text, gazetteer, tuple(parents), country, language)
    return _resolve(text, gazetteer, parents, country, context, language)


@functools.lru_cache(maxsize=16384)
def _resolve_alone(
    text: str, gazetteer: Gazetteer, parents: tuple[str, ...], country: str | None, language: str
) -> tuple[Answer, tuple[Issue, ...]]:
    """Return the answer to a string without a document around it, kept: sheets name the same places again and again."""
    return _resolve(text, gazetteer, parents, country, None, language)


def _resolve(
    text: str,
    gazetteer: Gazetteer,
    parents: Sequence[str],
    country: str | None,
    context: Context | None,
    language: str,
) -> tuple[Answer, tuple[Issue, ...]]:
    issues: list[Issue] = []
    code = country_code(country, gazetteer)
    if country and code is None:
        issues.append(
            Issue("unknown-country", "warning", country, f"{country!r} is no country", "give its alpha-2 code")
        )
    stated = tuple(name for parent in parents for name in _parent_names(parent, language))
    fix = read_coordinates(text)
    if fix is not None:
        place, found = _fixed(text, fix, gazetteer, stated, code, context or Context())
        return Answer(place, (f"coordinates as written ({fix.form})",)), (*issues, *found)
    plain = " ".join(text.split())
    is_known = " " in plain and "," not in plain and _has(gazetteer, plain, code)
    phrase = Phrase(names=(Name(plain),)) if is_known else read_phrase(text, language)
    phrase = msgspec.structs.replace(phrase, parents=(*phrase.parents, *stated))
    if not text.strip():
        phrase = Phrase(names=stated[:1] or (Name(""),), parents=stated[1:])
    return resolve_phrase(phrase, gazetteer, context, code), tuple(issues)


def _has(gazetteer: Gazetteer, name: str, country: str | None) -> bool:
    return bool(gazetteer.exact(name, country=country))


@functools.lru_cache(maxsize=8192)
def _parent_names(parent: str, language: str) -> tuple[Name, ...]:
    phrase = read_phrase(parent, language)
    return (*phrase.names[:1], *phrase.parents)


def _fixed(
    text: str, fix: Fix, gazetteer: Gazetteer, stated: tuple[Name, ...], code: str | None, context: Context
) -> tuple[Place | None, list[Issue]]:
    """Return a stated point, its axes put right where only so it lies in the stated country."""
    issues: list[Issue] = []
    scope = scope_of(stated, gazetteer, context, code)
    country = scope.country
    lat, lon = fix.lat, fix.lon
    if not is_possible(lat, lon, country, gazetteer) and is_possible(lon, lat, country, gazetteer):
        lat, lon = lon, lat
        issues.append(
            Issue(
                "swapped-coordinates",
                "warning",
                text,
                "longitude stood before latitude",
                "latitude first, as 35.95, 39.01",
            )
        )
    elif abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004  # degrees
        issues.append(Issue("impossible-coordinates", "error", text, "no point on Earth", "check the digits"))
        return None, issues
    elif country and not is_possible(lat, lon, country, gazetteer):
        issues.append(
            Issue("outside-country", "warning", text, f"the point lies outside {country}", "check country and digits")
        )
    radius = max(fix.radius_m, radius_m_of("site", 0))
    decimals = max(decimals_for(fix.radius_m), 2)
    place = Place(
        name=plain_digits(text).strip(),
        lat=round(lat, decimals),
        lon=round(lon, decimals),
        radius_m=round(radius),
        level="site",
        matched_by="coordinates",
        country=country,
        admin1=scope.admin1,
        parents=tuple(x for x in (scope.admin1, country) if x),
    )
    return place, issues


def is_possible(lat: float, lon: float, country: str | None, gazetteer: Gazetteer) -> bool:
    """Return True where a point may lie in a country: in its outline or within 50 km of it, for outlines are coarse."""
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004  # degrees
        return False
    area = gazetteer.area(country) if country else None
    if area is None or area.geometry is None:
        return True
    if contains(area.geometry, lat, lon):
        return True
    return any(distance_km(lat, lon, y, x) < FAR_KM for x, y in _ring_points(area.geometry))


def _ring_points(geometry: dict[str, object]) -> list[tuple[float, float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [(point[0], point[1]) for polygon in polygons for point in polygon[0]]  # type: ignore[attr-defined]  # GeoJSON
