"""The JSON Schemas of docs/reference/schema, with their references between files resolved."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference" / "schema"


def schema(name: str) -> dict:
    """Return the schema ``name``.schema.json."""
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def validator(name: str) -> Draft202012Validator:
    """Return a validator of the schema ``name``."""
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    registry = Registry().with_resources([(c["$id"], Resource.from_contents(c)) for c in contents])
    return Draft202012Validator(schema(name), registry=registry)


def faults(name: str, value: object) -> list[str]:
    """Return what is wrong with ``value`` by the schema ``name``: nothing when it obeys."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]
