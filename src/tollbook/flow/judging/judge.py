"""Make a judgement from what a person says, append it to the ledger, and let the record follow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import append_entries, load_inputs
from tollbook.flow.judging.anchors import anchor_of
from tollbook.flow.judging.applying import KEPT_KINDS
from tollbook.flow.judging.corrections import correct
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.run import bring_up_to_date, kit_of, settle
from tollbook.ledger.standing import undone
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Incident
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry, JudgementKind
from tollbook.store import derived
from tollbook.store.engine import transaction

MOST_ANCHORS = 30
SHORTEST_PREFIX = 6
VALUES = {"same": 2, "not-same": 2, "sub-of": 2, "not-sub-of": 2, "reject": 1, "correct": 3, "undo": 1}
"""How many values each action takes."""
PAIRED: dict[str, JudgementKind] = {
    "same": "same",
    "not-same": "not_same",
    "sub-of": "sub_of",
    "not-sub-of": "not_sub_of",
}
"""Actions on two incidents, and the kinds of their entries; of "sub-of" the first is the part."""


class JudgementRefused(ValueError):  # noqa: N818  # named for what happened: nothing was written
    """A judgement names something unknown, or a value that does not fit; the message says what is expected."""


def refuse_unsaid(**said: str) -> None:
    """Raise JudgementRefused, naming which, where one of what a person has to say is empty or not on one line."""
    for name, value in said.items():
        if not value.strip() or not value.isprintable():
            raise JudgementRefused(f"{name} {value!r}: give words, on one line")


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a person can point at: claims as extracted or added, as the record has them, incidents, documents, the ledger."""

    extracted: Mapping[str, Claim]
    corrected: Mapping[str, Claim]
    incidents: Mapping[str, Incident]
    documents: Mapping[str, Document]
    entries: Sequence[Entry]


def judge(
    root: Path,
    action: str,
    words: Sequence[str],
    *,
    who: str,
    why: str,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> tuple[Entry, tuple[Issue, ...]]:
    """Append the judgement ``action`` on ``words`` by ``who`` because of ``why``; return its entry and the record's Issues.

    Raises JudgementRefused, saying what is expected, when it names something unknown or a value that does not fit.
    """
    refuse_unsaid(who=who, why=why)
    for word in words:
        refuse_unsaid(value=word)
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "judge"):
        engine = writer(book)
        lent = kit or kit_of(book)
        settle(book, engine, lent, moment, progress)
        with transaction(engine, str(book.database)) as connection:
            inputs = load_inputs(connection)
            corrected = {c.id: c for c in derived.load_claims(connection)}
            seen = Seen(
                extracted={**corrected, **{c.id: c for e in inputs.extractions for c in e.claims}},
                corrected=corrected,
                incidents={i.id: i for i in derived.load_incidents(connection)},
                documents=inputs.documents,
                entries=inputs.entries,
            )
            kind, body = _accepted(action, words, seen, lent, why)
            (entry,) = append_entries(connection, [(kind, body)], who, moment)
        if kind == "undo" and kit is None:
            lent = kit_of(book)  # what was undone may be a confirmed place or actor
        _, issues = bring_up_to_date(book, engine, lent, moment, progress, keeps_readings=True)
    return entry, issues


def _accepted(
    action: str, words: Sequence[str], seen: Seen, kit: Kit, why: str
) -> tuple[JudgementKind, dict[str, Any]]:
    try:
        return judgement_body(action, words, seen, kit, why)
    except ValueError as error:
        raise JudgementRefused(str(error)) from error


def judgement_body(
    action: str, words: Sequence[str], seen: Seen, kit: Kit, why: str
) -> tuple[JudgementKind, dict[str, Any]]:
    """Return kind and body of the entry that ``action`` and its ``words`` ask for; raise ValueError saying what is expected.

    Anchors keep the claim as extracted, since that is what has to be found again; a new value is tried on the claim as
    corrected so far.
    """
    if len(words) != VALUES[action]:
        raise ValueError(f"{action} takes {VALUES[action]} value(s), {len(words)} given: {' '.join(words)}")
    if action == "undo":
        return "undo", {"undoes": _undoable(words[0], seen.entries), "why": why}
    if action in PAIRED:
        first, second = (_named(word, seen) for word in words)
        if {a["claim"] for a in first["claims"]} & {a["claim"] for a in second["claims"]}:
            raise ValueError(f"{words[0]} and {words[1]} are one and the same")
        return PAIRED[action], {"first": first, "second": second, "why": why}
    claim = one_claim(words[0], seen.extracted)
    body: dict[str, Any] = {"claim": msgspec.to_builtins(anchor_of(claim)), "why": why}
    if action == "reject":
        return "reject", body
    correct(seen.corrected.get(claim.id, claim), words[1], words[2], seen.documents[claim.document], kit)
    return "correct", {**body, "field": words[1], "value": words[2].strip()}


def one_claim(word: str, claims: Mapping[str, Claim]) -> Claim:
    """Return the claim with that id, or with the only id that begins so; raise ValueError otherwise."""
    if word in claims:
        return claims[word]
    found = [c for identity, c in claims.items() if len(word) >= SHORTEST_PREFIX and identity.startswith(word)]
    if len(found) == 1:
        return found[0]
    problem = f"{len(found)} claims begin with {word!r}" if found else f"no claim {word!r} in this book"
    raise ValueError(f"{problem}; `tollbook claims` lists their ids")


def _named(word: str, seen: Seen) -> dict[str, Any]:
    """Return what an incident's id or code, or a claim's id, points at."""
    incident = seen.incidents.get(word) or next((i for i in seen.incidents.values() if i.code == word), None)
    if incident is None:
        try:
            members = [one_claim(word, seen.extracted)]
        except ValueError as error:
            raise ValueError(f"{word!r} is no incident's id or code, and {error}") from error
    else:
        members = [seen.extracted[c] for c in incident.claims if c in seen.extracted][:MOST_ANCHORS]
    anchors = [msgspec.to_builtins(anchor_of(claim)) for claim in members]
    return {"incident": incident.id if incident else None, "claims": anchors}


def _undoable(word: str, entries: Sequence[Entry]) -> int:
    found = next((e for e in entries if word.isdecimal() and e.seq == int(word)), None)
    if found is None:
        raise ValueError(f"no entry {word!r} in the ledger; `tollbook log` lists them")
    if found.kind in KEPT_KINDS:
        raise ValueError(
            f"entry {word} ({found.kind}) is history the program wrote; only people's judgements can be undone"
        )
    if found.seq in undone(entries):
        raise ValueError(f"entry {word} is undone already")
    return found.seq
