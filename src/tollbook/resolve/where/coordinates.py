"""Coordinates written into place strings: decimal, degrees-minutes-seconds, MGRS, in Latin or Arabic digits. Pure arithmetic."""

import math
import re
import unicodedata

import msgspec

BIDI = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
_NUMBER = r"([+-]?\d{1,3}(?:[.,٫]\d+)?)"
_SIDE = r"([NSEW])?"
_DECIMAL = re.compile(
    rf"^\(?\s*{_SIDE}\s*{_NUMBER}\s*°?\s*{_SIDE}\s*[,،;/\s]\s*{_SIDE}\s*{_NUMBER}\s*°?\s*{_SIDE}\s*\)?$", re.IGNORECASE
)
_LABEL = re.compile(r"\b(lat|lon|long|lng)(?:itude)?\b\.?\s*[:=]?\s*|^geo:", re.IGNORECASE)
_POINT = re.compile(rf"^POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)$", re.IGNORECASE)
_PART = r"(\d{1,2}(?:[.,]\d+)?)"
_SPACED = re.compile(rf"(\d{{1,3}})[\s-]+{_PART}(?:[\s-]+{_PART})?\s*([NSEWnsew])\b")
_PACKED = re.compile(r"^(\d\d)(\d\d)(\d\d)?\s*([NS])[\s,/]*(\d{3})(\d\d)(\d\d)?\s*([EW])$", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"^([NS])\s*(\d[^NSEW]*?)[\s,;/]*([EW])\s*(\d[^NSEW]*)$", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*\d[^()]*)\)\s*$")
_DIGIT = re.compile(r"\d")
_DMS = re.compile(rf"(\d{{1,3}})\s*°\s*(?:{_PART}\s*['′’]\s*)?(?:{_PART}\s*(?:[\"″”]|'')\s*)?([NSEWnsew])")
_MGRS = re.compile(
    r"^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{2,5})\s+(\d{2,5})$|^(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{4,10})$"
)
_DECIMALS = re.compile(r"[.,٫]\d+")
MINUTES = 60
SMALLEST_RADIUS_M = 10.0


class Fix(msgspec.Struct, frozen=True):
    """A point read from a string; ``radius_m`` is half the last digit's step. ``form``: decimal, dms, mgrs."""

    lat: float
    lon: float
    radius_m: float
    form: str


def plain_digits(text: str) -> str:
    """Return ``text`` without bidi marks and with every script's digits as 0-9."""
    cleaned = BIDI.sub("", text)
    if cleaned.isascii():
        return cleaned
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in cleaned)


def read_coordinates(text: str) -> Fix | None:
    """Return the point that the whole of ``text`` states, or brackets at its end, None where it is no coordinate.

    A latitude of infinity stands for degrees that cannot be (more than 59 minutes).
    """
    if not _DIGIT.search(text):
        return None
    plain = plain_digits(text).strip()
    found = _point(plain) or _decimal(plain) or _dms(plain) or _mgrs(plain.upper())
    bracketed = None if found else _BRACKETED.search(plain)
    return read_coordinates(bracketed[1]) if bracketed else found


def _point(text: str) -> Fix | None:
    """Return the point of well-known text, which has the longitude first."""
    match = _POINT.match(text)
    return _of_decimals(match[2], match[1]) if match else None


def _decimal(text: str) -> Fix | None:
    labels = [match[1] for match in _LABEL.finditer(text) if match[1]]
    match = _DECIMAL.match(_LABEL.sub(" ", text).strip()) if labels else _DECIMAL.match(_LABEL.sub("", text))
    if not match:
        return None
    before, first, behind, before_second, second, behind_second = match.groups()
    sides = [(side or "").upper() for side in (before or behind, before_second or behind_second)]
    has_decimals = all(_DECIMALS.search(part) for part in (first, second))
    if not (any(mark in text for mark in ".٫°") or any(sides) or has_decimals or labels):
        return None
    if sides[0] in {"E", "W"} or sides[1] in {"N", "S"} or (labels and labels[0].lower().startswith("lo")):
        first, second, sides = second, first, sides[::-1]
    if sides[0] in {"E", "W"} or sides[1] in {"N", "S"}:  # two of one axis
        return None
    fix = _of_decimals(first, second)
    south, west = sides[0] == "S", sides[1] == "W"
    return msgspec.structs.replace(fix, lat=-fix.lat if south else fix.lat, lon=-fix.lon if west else fix.lon)


def _of_decimals(first: str, second: str) -> Fix:
    lat, lon = (float(part.replace(",", ".").replace("٫", ".")) for part in (first, second))
    digits = max(len(found[0]) - 1 if (found := _DECIMALS.search(part)) else 0 for part in (first, second))
    return Fix(lat, lon, max(SMALLEST_RADIUS_M, 111_195 * 10.0**-digits / 2), "decimal")


def _dms(text: str) -> Fix | None:
    text = _LETTER_FIRST.sub(r"\2 \1 \4 \3", text)  # N 35 57 00 E 39 00 36
    packed = _PACKED.match(text)  # 355700N 0390036E
    if packed:
        parts = [" ".join(filter(None, packed.groups()[at : at + 4])) for at in (0, 4)]
        text = " ".join(parts)
    found = {m[4].upper(): m for m in (_DMS if "°" in text else _SPACED).finditer(text)}
    lat_letter = next((x for x in "NS" if x in found), None)
    lon_letter = next((x for x in "EW" if x in found), None)
    if lat_letter is None or lon_letter is None:
        return None
    lat, lon = _degrees(found[lat_letter]), _degrees(found[lon_letter])
    step = _step(found[lat_letter])
    return Fix(
        -lat if lat_letter == "S" else lat,
        -lon if lon_letter == "W" else lon,
        max(SMALLEST_RADIUS_M, 111_195 * step / 2),
        "dms",
    )


def _degrees(match: re.Match[str]) -> float:
    minutes, seconds = (float((match[part] or "0").replace(",", ".")) for part in (2, 3))
    if minutes >= MINUTES or seconds >= MINUTES:
        return math.inf
    return int(match[1]) + minutes / MINUTES + seconds / 3600


def _step(match: re.Match[str]) -> float:
    """Return the degrees of one unit of the last digit written, of minutes with decimals to a tenth."""
    if match[3]:
        return 1 / 3600
    if not match[2]:
        return 1.0
    return 1 / MINUTES if match[2].isdigit() else 0.1 / MINUTES


def _mgrs(text: str) -> Fix | None:
    """Return the centre of an MGRS square (WGS 84); the formulae are those of the transverse Mercator projection."""
    match = _MGRS.match(text)
    if not match:
        return None
    if match[1]:
        zone, band, column, row, east, north = match.groups()[:6]
    else:
        zone, band, column, row, digits = match.groups()[6:]
        east, north = digits[: len(digits) // 2], digits[len(digits) // 2 :]
    if len(east) != len(north) or not 1 <= int(zone) <= MINUTES:
        return None
    size = 10.0 ** (5 - len(east))
    columns = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")[int(zone) % 3]
    if column not in columns:
        return None
    easting = (columns.index(column) + 1) * 100_000 + (int(east) + 0.5) * size
    rows = "ABCDEFGHJKLMNPQRSTUV" if int(zone) % 2 else "FGHJKLMNPQRSTUVABCDE"
    northing = rows.index(row) * 100_000 + (int(north) + 0.5) * size
    northing += _cycle(band, northing)
    lat, lon = _from_utm(int(zone), easting, northing, is_south=band < "N")
    return Fix(lat, lon, max(SMALLEST_RADIUS_M, size / 2), "mgrs")


def _cycle(band: str, northing: float) -> float:
    """Return the multiple of 2,000 km that brings the row into its band of eight degrees."""
    lowest = ("CDEFGHJKLMNPQRSTUVWX".index(band) - 10) * 8
    metres = lowest * 110_600 * 0.9996
    if band < "N":
        metres += 10_000_000
    return math.ceil((metres - 100_000 - northing) / 2_000_000) * 2_000_000.0


def _from_utm(zone: int, easting: float, northing: float, *, is_south: bool) -> tuple[float, float]:
    a, f, k0 = 6_378_137.0, 1 / 298.257223563, 0.9996
    e2 = f * (2 - f)
    ep2 = e2 / (1 - e2)
    e1 = (1 - math.sqrt(1 - e2)) / (1 + math.sqrt(1 - e2))
    x, y = easting - 500_000, northing - (10_000_000 if is_south else 0)
    mu = y / k0 / (a * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    phi = mu + (3 * e1 / 2 - 27 * e1**3 / 32) * math.sin(2 * mu)
    phi += (21 * e1**2 / 16 - 55 * e1**4 / 32) * math.sin(4 * mu) + (151 * e1**3 / 96) * math.sin(6 * mu)
    c, t = ep2 * math.cos(phi) ** 2, math.tan(phi) ** 2
    n = a / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    r = a * (1 - e2) / (1 - e2 * math.sin(phi) ** 2) ** 1.5
    d = x / (n * k0)
    lat = phi - n * math.tan(phi) / r * (d**2 / 2 - (5 + 3 * t + 10 * c - 4 * c**2 - 9 * ep2) * d**4 / 24)
    lon = (
        d - (1 + 2 * t + c) * d**3 / 6 + (5 - 2 * c + 28 * t - 3 * c**2 + 8 * ep2 + 24 * t**2) * d**5 / 120
    ) / math.cos(phi)
    return math.degrees(lat), math.degrees(lon) + zone * 6 - 183
