"""What changed between two releases of a record: which figures rose, fell, merged or went, and by which claim or judgement. Pure.

Works on lines of JSON as released, so that two folders can be compared by who has nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

Line = Mapping[str, Any]
Kind = Literal["added", "removed", "merged", "rose", "fell", "changed", "regraded", "moved"]
HARMS = ("killed", "injured", "missing", "detained", "trapped", "displaced")
SAID: dict[Kind, str] = {
    "added": "is new",
    "removed": "is gone",
    "merged": "was merged into",
    "rose": "rose",
    "fell": "fell",
    "changed": "changed",
    "regraded": "has another grade",
    "moved": "is told at another place or day",
}


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change: of the incident with this id and code, from ``old`` to ``new`` (as printed), because of claims and entries.

    ``because`` names new claims that set a bound and entries of the ledger since the older release; empty where a rule or the
    program changed.
    """

    kind: Kind
    incident: str
    code: str
    figure: str = ""
    old: str = ""
    new: str = ""
    because: tuple[str, ...] = ()


def changes(
    old: Sequence[Line], new: Sequence[Line], *, redirects: Mapping[str, str], entries: Iterable[Line] = ()
) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new`` incident lines, by code; ``redirects`` lead merged ids to where they went.

    ``entries`` are the ledger's since the older release, with the claims and incidents they name.
    """
    before, after = ({str(line["id"]): line for line in lines} for lines in (old, new))
    named = _named(entries)
    found = [c for identity, line in after.items() for c in _of_one(before.get(identity), line, named)]
    for identity, line in before.items():
        if identity not in after:
            found.append(_gone(line, redirects, after, named))
    return tuple(sorted(found, key=lambda c: (c.code, c.kind, c.figure)))


def _named(entries: Iterable[Line]) -> dict[str, list[str]]:
    """Return, by claim or incident id, the entries that name it."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        if entry["kind"] not in {"mint", "redirect", "re_anchor"}:
            for name in entry["names"]:
                found.setdefault(str(name), []).append(f"entry {entry['seq']} ({entry['kind']})")
    return found


def _gone(
    line: Line, redirects: Mapping[str, str], after: Mapping[str, Line], named: Mapping[str, list[str]]
) -> Change:
    identity = str(line["id"])
    target = after.get(redirects.get(identity, ""))
    because = tuple(dict.fromkeys(e for name in (identity, *line["claims"]) for e in named.get(str(name), ())))
    if target is not None:
        return Change(
            kind="merged", incident=identity, code=str(line["code"]), new=str(target["code"]), because=because
        )
    return Change(kind="removed", incident=identity, code=str(line["code"]), because=because)


def _of_one(old: Line | None, new: Line, named: Mapping[str, list[str]]) -> Iterable[Change]:
    identity, code = str(new["id"]), str(new["code"])
    if old is None:
        yield Change(
            kind="added",
            incident=identity,
            code=code,
            new=_printed(new.get("killed")),
            because=tuple(map(str, new["claims"])),
        )
        return
    for harm in HARMS:
        was, now = old.get(harm), new.get(harm)
        if _printed(was) != _printed(now):
            yield Change(
                kind=_direction(was, now),
                incident=identity,
                code=code,
                figure=harm,
                old=_printed(was),
                new=_printed(now),
                because=_because(old, new, now, named),
            )
    if old.get("grade") != new.get("grade") and _grade(old) != _grade(new):
        yield Change(
            kind="regraded",
            incident=identity,
            code=code,
            old=_grade(old),
            new=_grade(new),
            because=_because(old, new, None, named),
        )
    if _setting(old) != _setting(new):
        yield Change(
            kind="moved",
            incident=identity,
            code=code,
            old=_setting(old),
            new=_setting(new),
            because=_because(old, new, None, named),
        )


def _because(old: Line, new: Line, figure: Line | None, named: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the new claims behind a figure (all new ones where none is asked for) and the entries about its claims."""
    known = set(old["claims"])
    setters = dict.fromkeys((figure or {}).get("set_by", {}).values()) or dict.fromkeys(new["claims"])
    fresh = [str(c) for c in setters if c not in known]
    entries = [
        e for name in (str(new["id"]), *map(str, new["claims"]), *map(str, old["claims"])) for e in named.get(name, ())
    ]
    return tuple(dict.fromkeys((*fresh, *entries)))


def _direction(old: Line | None, new: Line | None) -> Kind:
    was, now = ((_low(x), _high(x)) for x in (old, new))
    if was == now or None in (*was, *now):
        return "changed"
    if now[0] >= was[0] and now[1] >= was[1]:  # type: ignore[operator]  # None was looked for above
        return "rose"
    return "fell" if now[0] <= was[0] and now[1] <= was[1] else "changed"  # type: ignore[operator]  # as above


def _low(figure: Line | None) -> int | None:
    return figure["low"] if figure else None


def _high(figure: Line | None) -> int | None:
    return figure["high"] if figure else None


def _printed(figure: Line | None) -> str:
    if not figure or (figure.get("low") is None and not figure.get("words")):
        return ""
    if figure.get("low") is None:
        return ", ".join(figure["words"])
    low, high, plus = figure["low"], figure["high"], "+" if figure.get("open") else ""
    return f"{low}{plus}" if low == high else f"{low}–{high}{plus}"


def _grade(line: Line) -> str:
    grade = line.get("grade")
    return str(grade["name"] if isinstance(grade, Mapping) else grade or "")


def _setting(line: Line) -> str:
    place, when = line.get("place"), line.get("when")
    where = f"{place['name']} ±{place['radius_km']} km" if place else "no place"
    return f"{where}, {' to '.join(dict.fromkeys(str(d or 'open') for d in when)) if when else 'no day'}"


def change_sentence(change: Change) -> str:
    """Return a change as a sentence."""
    what = (
        f"{change.code}: {change.figure} {SAID[change.kind]}" if change.figure else f"{change.code} {SAID[change.kind]}"
    )
    if change.kind == "merged":
        what += f" {change.new}"
    elif change.kind == "added":
        what += f" ({change.new} killed)" if change.new else ""
    elif change.old or change.new:
        what += f" from {change.old or 'no number'} to {change.new or 'no number'}"
    return f"{what}, because of {', '.join(change.because)}." if change.because else f"{what}."


def changes_text(found: Sequence[Change], title: str) -> str:
    """Return the changelog of figures in Markdown."""
    lines = [f"# {title}", "", f"{len(found)} changes." if found else "No figure changed.", ""]
    groups: dict[Kind, list[Change]] = {}
    for change in found:
        groups.setdefault(change.kind, []).append(change)
    for kind in SAID:
        if kind in groups:
            lines += [f"## {kind.capitalize()}", "", *(f"- {change_sentence(c)}" for c in groups[kind]), ""]
    return "\n".join(lines)
