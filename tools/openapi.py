"""Write the OpenAPI description of the desk's JSON interface from its routes and the JSON Schemas of the docs.

python tools/openapi.py            say whether src/tollbook/web/api/openapi.json is up to date (exit status 1: no)
python tools/openapi.py --write    write it anew
"""

import json
import sys
from pathlib import Path
from typing import Any

from tollbook.web.api.asked import MOST, USUAL
from tollbook.web.api.resources import RESOURCES, Resource
from tollbook.web.api.routes import JSON, PROBLEM, ROOT, ROUTES

REPOSITORY = Path(__file__).resolve().parents[1]
SCHEMAS = REPOSITORY / "docs" / "reference" / "schema"
TARGET = REPOSITORY / "src" / "tollbook" / "web" / "api" / "openapi.json"
DAY = {"type": "string", "format": "date"}
TEXT = {"type": "string"}
FILTER_SAYS = {
    "area": ("Only what lies in this place or area.", TEXT),
    "from": ("Only from this day.", DAY),
    "to": ("Only up to this day.", DAY),
    "harm": ("Only this kind of harm.", {"$ref": "#/components/schemas/values/$defs/harm"}),
    "by": ("Only what this belligerent is said to have done.", TEXT),
    "speaker": ("Only what this speaker (or outlet, in its own voice) says.", TEXT),
    "box": ("Only what has its middle in this box of the map: west,south,east,north in degrees.", TEXT),
    "grade": ("Only incidents of this grade, or what is in them.", TEXT),
}


def described() -> dict[str, Any]:
    """Return the description; every route of the interface is in it, and nothing else."""
    paths: dict[str, Any] = {
        ROOT: _get("The book: its name, the head of its ledger, what can be listed.", [], {"type": "object"}),
        f"{ROOT}/openapi.json": _get("This description.", [], {"type": "object"}),
        f"{ROOT}/explain": _get(
            "The walk from a figure or a field back to rule, claims, words and documents.",
            [_parameter("address", "INCIDENT/killed/high, CLAIM/when, TOTAL/residual ...", TEXT, required=True)],
            _ref("explain"),
            404,
        ),
    }
    for name, resource in RESOURCES.items():
        paths[f"{ROOT}/{name}"] = _list(resource)
        if name != "issues":
            paths[f"{ROOT}/{name}/{{id}}"] = _one(resource)
    routed = {route.path for route in ROUTES if "{rest" not in route.path}
    if routed != set(paths):
        raise SystemExit(f"routes and description differ: {sorted(routed ^ set(paths))}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tollbook",
            "version": "1",
            "description": "The record of one book: claims, incidents, totals and what they stand on. Reading only.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": _schemas(), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _list(resource: Resource) -> dict[str, Any]:
    filters = [_parameter(name, *FILTER_SAYS[name]) for name in resource.filters]
    paging = [
        _parameter("limit", "How many at most.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        _parameter("cursor", "The page after the one that gave this.", TEXT),
        _fields(),
    ]
    body = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": _ref(resource.schema)},
            "count": {"description": "How many there are on all pages.", "type": "integer", "minimum": 0},
            "next": {"description": "The cursor of the next page; null on the last.", "type": ["string", "null"]},
        },
        "required": ["items", "count", "next"],
    }
    return _get(f"{resource.says} With fields, items hold only those.", [*filters, *paging], body)


def _one(resource: Resource) -> dict[str, Any]:
    name = {"name": "id", "in": "path", "required": True, "schema": TEXT, "description": f"The {resource.one}'s id."}
    return _get(f"One {resource.one}.", [name, _fields()], _ref(resource.schema), 308, 404)


def _get(says: str, parameters: list[dict[str, Any]], body: dict[str, Any], *others: int) -> dict[str, Any]:
    problems = {"content": {PROBLEM: {"schema": _ref("problem")}}}
    known = {308: {"description": "It goes by another id now."}, 404: {"description": "There is none.", **problems}}
    answers: dict[str, Any] = {
        "200": {"description": "Done.", "content": {JSON: {"schema": body}}},
        "304": {"description": "As you have it (If-None-Match)."},
        "400": {"description": "A parameter is wrong.", **problems},
        "403": {"description": "No token, or not this desk's."},
    }
    answers |= {str(status): known[status] for status in others}
    return {"get": {"summary": says, "parameters": parameters, "responses": answers}}


def _parameter(name: str, says: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": says, "schema": schema}


def _fields() -> dict[str, Any]:
    return _parameter("fields", "Only these fields of each thing, with commas.", TEXT)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> dict[str, Any]:
    wanted = {"values", "explain", "citation", *(r.schema for r in RESOURCES.values())}
    found = {path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    schemas = {name: _inside(found[name], name) for name in sorted(wanted)}
    problem = {"title": TEXT, "status": {"type": "integer"}, "detail": TEXT, "hint": TEXT, "type": TEXT}
    return {**schemas, "problem": {"type": "object", "properties": problem, "required": ["title", "status", "detail"]}}


def _inside(value: Any, name: str) -> Any:
    """Return a schema with its references led to where they stand in the description."""
    if isinstance(value, list):
        return [_inside(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    led = {key: _inside(item, name) for key, item in value.items() if key not in {"$id", "$schema"}}
    if isinstance(led.get("$ref"), str):
        target, _, part = led["$ref"].partition("#")
        led["$ref"] = f"#/components/schemas/{target.split('.')[0] or name}{part}"
    return led


def main() -> None:
    """Write the description or compare it with what is there."""
    text = json.dumps(described(), indent=1, ensure_ascii=False) + "\n"
    if "--write" in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        raise SystemExit("openapi.json is out of date: python tools/openapi.py --write")


if __name__ == "__main__":
    main()
