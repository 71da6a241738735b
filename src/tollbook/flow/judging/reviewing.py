"""Second reading: accept an incident or return it, without touching a figure; who has read what."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.judging.noting import note_entry
from tollbook.ledger.standing import standing
from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.judgement import Entry
from tollbook.model.review import Review, Standing, Verdict, version_of
from tollbook.store import derived


def review(
    root: Path, incident: str, verdict: str, *, who: str, note: str = "", now: dt.datetime | None = None
) -> Entry:
    """Note that ``who`` read the incident (id or code) as it stands and accepts or returns it; return the entry.

    Raises JudgementRefused for an unknown incident or verdict, and for a return that does not say why.
    """
    if verdict not in get_args(Verdict):
        raise JudgementRefused(f"verdict {verdict!r} is not one of: {', '.join(get_args(Verdict))}")
    if verdict == "return" and not note.strip():
        raise JudgementRefused("say what has to be looked at again")
    with reading(open_book(root)) as connection:
        found = [i for i in derived.load_incidents(connection) if incident in {i.id, i.code}]
    if not found:
        raise JudgementRefused(f"{incident!r} is no incident's id or code; `tollbook incidents` lists them")
    body = {"incident": found[0].id, "verdict": verdict, "version": version_of(found[0]), "note": note.strip()}
    return note_entry(root, "review", body, who=who, now=now)


def standings(entries: Sequence[Entry], incidents: Mapping[str, Incident]) -> dict[str, Standing]:
    """Return where each incident stands, by id: its last standing review decides, if it still is what was read."""
    into = redirects_in(entries)
    last: dict[str, Review] = {}
    for entry in standing(entries, {"review"}):
        found = _review(entry)
        last[led_to(found.incident, into)] = found
    return {i.id: _standing(i, last.get(i.id)) for i in incidents.values()}


def _review(entry: Entry) -> Review:
    return Review(
        incident=entry.body["incident"],
        verdict=entry.body["verdict"],
        version=entry.body["version"],
        note=entry.body.get("note", ""),
        author=entry.author,
        time=entry.time,
        entry=entry.seq,
    )


def _standing(incident: Incident, review: Review | None) -> Standing:
    if review is None:
        return Standing(state="unread")
    if review.version != version_of(incident):
        return Standing(state="changed", review=review)
    return Standing(state="accepted" if review.verdict == "accept" else "returned", review=review)
