"""GeoNames country dumps, alternate names and hierarchy: tab-separated, no header.

``SY.txt`` has 19 columns, ``alternateNamesV2.txt`` 8 or 10, ``hierarchy.txt`` 3 (which area holds which).
"""

from collections.abc import Iterator

from tollbook.places.formats.shared import (
    REGION_RADIUS_M,
    Alias,
    Fault,
    Inside,
    Item,
    Origin,
    degrees,
    level_of,
    people,
)
from tollbook.places.records import Entry

COLUMNS = 19
ALTERNATE_COLUMNS = 8
HIERARCHY_COLUMNS = 3
SKIPPED_LANGUAGES = {"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "phon", "piny", "tcid"}


def matches(head: list[str]) -> bool:
    """Return True where the first lines have the columns of a country dump, of alternate names or of the hierarchy."""
    cells = next((line.rstrip("\r\n").split("\t") for line in head if line.strip()), [""])
    if not cells[0].isdigit():
        return False
    return len(cells) == COLUMNS or (len(cells) in {HIERARCHY_COLUMNS, ALTERNATE_COLUMNS, 10} and cells[1].isdigit())


def read(lines: Iterator[str], origin: Origin) -> Iterator[Item]:
    """Yield entries of a dump, aliases, or what lies in what; raises ValueError naming the line where a row is cut short."""
    width = 0
    for position, line in enumerate(lines, 1):
        row = line.rstrip("\r\n").split("\t")
        if row == [""]:
            continue
        width = width or len(row)
        if len(row) != width or not row[0].isdigit():
            raise ValueError(
                f"line {position}: {len(row)} columns, expected {width}: {line[:40].rstrip()!r} is cut short?"
            )
        item = _item(row, position, origin)
        if item is not None:
            yield item


def _item(row: list[str], position: int, origin: Origin) -> Item | None:
    if len(row) == COLUMNS:
        try:
            return _entry(row, origin)
        except ValueError as error:
            return Fault(position, str(error))
    if not row[1].isdigit():
        return Fault(position, f"{row[1]!r} is no GeoNames id")
    if len(row) == HIERARCHY_COLUMNS:
        return Inside(row[1], row[0])
    return None if row[2] in SKIPPED_LANGUAGES else Alias(row[1], (row[3],))


def _entry(row: list[str], origin: Origin) -> Entry | None:
    population = people(row[14])
    level = level_of(row[7], population)
    if level is None:
        return None
    country = row[8] or origin.country or ""
    is_first_level = row[7] == "ADM1"
    admin1 = f"{country}.{row[10]}" if row[10] else None
    admin2 = f"{admin1}.{row[11]}" if admin1 and row[11] else None
    entry_id = (admin1 if is_first_level else admin2 if row[7] == "ADM2" else None) or row[0]
    return Entry(
        id=entry_id,
        gazetteer=origin.gazetteer,
        names=tuple(dict.fromkeys(filter(None, (row[1], row[2])))),
        aliases=tuple(
            filter(None, (*row[3].split(","), row[0] if entry_id != row[0] else ""))
        ),  # hierarchies name it so
        lat=degrees(row[4], "latitude"),
        lon=degrees(row[5], "longitude"),
        level=level,
        country=country,
        admin1=admin1,
        admin2=admin2 if entry_id != admin2 else None,
        population=population,
        radius_m=REGION_RADIUS_M if level == "region" else 0,
    )
