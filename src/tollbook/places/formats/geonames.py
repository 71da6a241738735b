"""GeoNames country dumps (``SY.txt``: 19 tab-separated columns, no header) and alternate names (``alternateNamesV2.txt``)."""

from collections.abc import Iterator

from tollbook.places.formats.shared import REGION_RADIUS_M, Alias, Item, Origin, level_of, people
from tollbook.places.records import Entry

COLUMNS = 19
ALTERNATE_COLUMNS = 8
SKIPPED_LANGUAGES = {"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "phon", "piny", "tcid"}


def matches(head: list[str]) -> bool:
    """Return True where the first lines have the columns of a country dump or of alternate names."""
    cells = [line.split("\t") for line in head if line.strip()]
    if not cells or not all(row[0].isdigit() for row in cells[:1]):
        return False
    return len(cells[0]) == COLUMNS or (len(cells[0]) in {ALTERNATE_COLUMNS, 10} and cells[0][1].isdigit())


def read(lines: Iterator[str], origin: Origin) -> Iterator[Item]:
    """Yield entries of a dump, or aliases; raises ValueError naming the line where a row is cut short."""
    for position, line in enumerate(lines, 1):
        row = line.rstrip("\r\n").split("\t")
        if row == [""]:
            continue
        item = _entry(row, origin) if len(row) == COLUMNS else _alias(row, position)
        if item is not None:
            yield item


def _alias(row: list[str], position: int) -> Alias | None:
    if len(row) not in {ALTERNATE_COLUMNS, 10} or not row[1].isdigit():
        raise ValueError(f"line {position}: {len(row)} columns, expected {COLUMNS} or {ALTERNATE_COLUMNS}: cut short?")
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
        aliases=tuple(filter(None, row[3].split(","))),
        lat=float(row[4]),
        lon=float(row[5]),
        level=level,
        country=country,
        admin1=admin1,
        admin2=admin2 if entry_id != admin2 else None,
        population=population,
        radius_m=REGION_RADIUS_M if level == "region" else 0,
    )
