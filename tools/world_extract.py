"""Make the outlines of the world's countries for the map of the review desk from the npm package ``world-atlas``.

Usage: npm pack world-atlas && tar xzf world-atlas-*.tgz
       python tools/world_extract.py package/countries-50m.json src/tollbook/web/static/world.json

The package (ISC) carries Natural Earth's 50 m countries (public domain) as TopoJSON. Shared borders are simplified together. One
country is its name and its rings, each ring a list of steps in hundredths of a degree, the first from 0, 0.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon

GRID = 100
TOLERANCE_DEG = 0.25
SMALLEST_DEG2 = 0.1


def arcs_of(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the arcs as degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def ring_of(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return one ring from its arcs; a negative number is an arc walked backwards."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def shape_of(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> Any:
    """Return a country's outline."""
    parts = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry["type"]) or []
    polygons = [[ring_of(ring, arcs) for ring in part] for part in parts]
    valid = shapely.make_valid(MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons]))
    pieces = shapely.get_parts(shapely.get_parts(valid))  # a collection of lines and areas, areas of areas
    return MultiPolygon([piece for piece in pieces if isinstance(piece, Polygon)])


def steps_of(points: Any) -> list[int]:
    """Return a ring as steps between points of the grid, without its closing point."""
    steps: list[int] = []
    last = (0, 0)
    for x, y in list(points)[:-1]:
        point = (round(x * GRID), round(y * GRID))
        if steps and point == last:
            continue
        steps += [point[0] - last[0], point[1] - last[1]]
        last = point
    return steps


def rings_of(outline: Any) -> list[list[int]]:
    """Return the outer rings of an outline, specks left out where something larger stands for the country."""
    parts = [part for part in getattr(outline, "geoms", [outline]) if isinstance(part, Polygon) and not part.is_empty]
    parts.sort(key=lambda part: -part.area)
    kept = [part for part in parts if part.area > SMALLEST_DEG2] or parts[:1]
    return [steps_of(part.exterior.coords) for part in kept]


def main() -> None:
    """Read, simplify, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    topology = json.loads(args.source.read_text(encoding="utf-8"))
    arcs, countries = arcs_of(topology), topology["objects"]["countries"]["geometries"]
    simple = shapely.coverage_simplify([shape_of(country, arcs) for country in countries], TOLERANCE_DEG)
    found = [[c["properties"]["name"], rings_of(outline)] for c, outline in zip(countries, simple, strict=True)]
    found.sort()
    args.target.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} countries, {args.target.stat().st_size / 1e3:.0f} kB")  # noqa: T201  # a script reports its result


if __name__ == "__main__":
    main()
