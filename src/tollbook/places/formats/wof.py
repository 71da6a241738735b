"""Who's On First extracts: a header from ``wof_id`` to ``names``, names as ``lang:name`` joined by ``|``."""

from collections.abc import Iterator

from tollbook.model.place import Level
from tollbook.places.formats.shared import Fault, Item, Origin, degrees, level_of, people
from tollbook.places.records import Entry

LEVELS: dict[str, Level] = {"region": "governorate", "county": "district", "neighbourhood": "neighbourhood"}
MAIN_LANGUAGES = {"eng", "wof", "ara", "und"}


def matches(head: list[str]) -> bool:
    """Return True where the header is that of an extract."""
    return bool(head) and head[0].startswith("wof_id\t") and "placetype" in head[0]


def read(lines: Iterator[str], origin: Origin) -> Iterator[Item]:
    """Yield the entries; raises ValueError naming the line where a row is cut short."""
    header = next(lines).rstrip("\r\n").split("\t")
    rows = []
    for position, line in enumerate(lines, 2):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != len(header):
            raise ValueError(
                f"line {position}: {len(cells)} columns, expected {len(header)}: {line[:40].rstrip()!r} is cut short?"
            )
        rows.append(dict(zip(header, cells, strict=True)))
    regions = {row["wof_id"]: _own_id(row, "governorate", origin) for row in rows if row["placetype"] == "region"}
    for position, row in enumerate(rows, 2):
        try:
            entry = _entry(row, origin, regions)
        except ValueError as error:
            yield Fault(position, str(error))
            continue
        if entry is not None:
            yield entry


def _entry(row: dict[str, str], origin: Origin, regions: dict[str, str]) -> Entry | None:
    population = people(row["population"])
    level = LEVELS.get(row["placetype"]) or level_of(row["fcode"] or "PPL", population)
    if row["placetype"] == "country" or level is None or not (row["lat"] and row["lon"]):
        return None
    named = [part.partition(":")[::2] for part in row["names"].split("|") if ":" in part]
    main = [name for language, name in named if language in MAIN_LANGUAGES]
    region = regions.get(row["admin1_id"]) or _region_id(row["admin1_id"], row["admin1"], origin)
    own = _own_id(row, level, origin)
    return Entry(
        id=own,
        gazetteer=origin.gazetteer,
        names=tuple(dict.fromkeys([row["name"], *main])),
        aliases=tuple(dict.fromkeys(name for _, name in named)),
        lat=degrees(row["lat"], "latitude"),
        lon=degrees(row["lon"], "longitude"),
        level=level,
        country=origin.country or "",
        admin1=own if level == "governorate" else region,
        admin2=f"wof:{row['admin2_id']}" if row["admin2_id"] and level != "district" else None,
        population=population,
    )


def _own_id(row: dict[str, str], level: Level, origin: Origin) -> str:
    """Return the GeoNames id where given (so that one place of two gazetteers is one), the known area's for governorates."""
    if level == "governorate":
        known = origin.area_of(row["geonameid"], origin.country) if row["geonameid"] else None
        return known or f"wof:{row['wof_id']}"
    if level == "district" or not row["geonameid"]:
        return f"wof:{row['wof_id']}"
    return row["geonameid"]


def _region_id(wof_id: str, name: str, origin: Origin) -> str | None:
    if not wof_id:
        return None
    return origin.area_of(f"wof:{wof_id}", origin.country) or origin.area_of(name, origin.country) or f"wof:{wof_id}"
