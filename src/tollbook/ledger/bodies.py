"""Bodies of entries as plain JSON values. Pure."""

from collections.abc import Callable
from typing import Any

import msgspec

from tollbook.model.judgement import Entry

NUMBERS_ONLY = ("low", "best", "high", "open", "set_by")


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return JSON values with each text below ``value`` changed; the names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_text(item, change) for key, item in value.items()}
    return [each_text(item, change) for item in value] if isinstance(value, list | tuple) else value


def left_of(entry: Entry, document: str) -> dict[str, Any] | None:
    """Return what of an entry's body may stand where a document was erased: the body itself where it does not speak of it.

    None where nothing may: what others hang on (ids of incidents, signed numbers, what an undo undoes) stays.
    """
    body = entry.body
    if entry.kind == "erase" or document not in msgspec.json.encode(body).decode():
        return body  # the word of a request says nothing of what was erased
    if entry.kind in {"mint", "redirect"}:
        return {**body, "anchors": [a for a in body.get("anchors", ()) if a["document"] != document]}
    if entry.kind == "sign_off":
        numbers = {name: body["range"][name] for name in NUMBERS_ONLY if name in body["range"]}
        return {**body, "range": numbers, "why": ""}
    return {**body, "why": ""} if entry.kind in {"undo", "merge"} else None
