"""Judgements of two books, made apart on one thing and unlike each other: ours holds until somebody decides. Pure.

A ``merge`` entry says up to which entry both books were one (``fork``) and how many entries of the other follow it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook.model.judgement import Entry

Key = tuple[str, ...]
MERGED = "merged"
"""The key in the body of an entry that came from another book: its number and hash there."""


class Conflict(msgspec.Struct, frozen=True):
    """Two judgements on one thing: ``ours`` holds, ``theirs`` (merged) waits."""

    ours: Entry
    theirs: Entry


def conflicts(entries: Sequence[Entry], gone: frozenset[int] | set[int]) -> list[Conflict]:
    """Return the conflicts nobody has decided since; entries in ``gone`` (undone) take part in none."""
    found: list[Conflict] = []
    for merge in (e for e in entries if e.kind == "merge"):
        last = merge.seq + int(merge.body["entries"])
        alive = [e for e in entries if e.seq not in gone]
        decided = {key for e in alive if e.seq > last and MERGED not in e.body for key, _ in words_on(e)}
        ours: dict[Key, tuple[str, Entry]] = {}
        for entry in alive:
            if merge.body["fork"] < entry.seq < merge.seq and MERGED not in entry.body:
                ours |= {key: (said, entry) for key, said in words_on(entry)}
        for entry in alive:
            if merge.seq < entry.seq <= last:
                found += [
                    Conflict(ours[key][1], entry)
                    for key, said in words_on(entry)
                    if key in ours and ours[key][0] != said and key not in decided
                ]
    return list({(c.ours.seq, c.theirs.seq): c for c in found}.values())


def said_of(conflict: Conflict) -> list[tuple[str, str]]:
    """Return what the two judgements say of each thing that both speak of and see differently: (ours, theirs)."""
    theirs = dict(words_on(conflict.theirs))
    return [(said, theirs[key]) for key, said in words_on(conflict.ours) if key in theirs and theirs[key] != said]


def words_on(entry: Entry) -> Iterator[tuple[Key, str]]:
    """Yield what an entry speaks of and what it says of it, as far as two people can disagree."""
    body = entry.body
    if entry.kind == "correct" and "claim" in body:
        yield ("claim", body["claim"]["claim"], str(body["field"])), str(body["value"])
    elif entry.kind == "reject" and "claim" in body:
        yield ("claim", body["claim"]["claim"], "stands"), "rejected"
    elif entry.kind in {"same", "not_same"} and "first" in body:
        yield ("pair", *sorted((_side(body["first"]), _side(body["second"])))), entry.kind
    elif entry.kind in {"sub_of", "not_sub_of"} and "first" in body:
        yield ("part", _side(body["first"]), _side(body["second"])), entry.kind
    elif entry.kind == "sign_off" and "range" in body:
        bounds = body["range"]
        said = f"{bounds['low']}..{bounds['high']}{'+' if bounds.get('open') else ''}"
        yield ("figure", body["incident"], body["harm"], body["axis"], str(body["key"])), said


def _side(side: dict[str, Any]) -> str:
    return min(str(anchor["claim"]) for anchor in side["claims"])
