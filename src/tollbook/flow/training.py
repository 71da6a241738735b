"""Learn match weights from reports whose events a person has labelled. Reads reports; changes nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from tollbook.flow.kit import Kit
from tollbook.flow.record import place_spelling
from tollbook.flow.steps import read_claims
from tollbook.link.account import Setting
from tollbook.link.copies import families_of
from tollbook.link.incidents import report_accounts
from tollbook.link.train import Learned, learned_weights
from tollbook.link.voices import voices_of
from tollbook.model.document import Document
from tollbook.vocab.linking import link_lexicon, link_weights


def train(lines: Iterable[Mapping[str, Any]], kit: Kit) -> tuple[tuple[Learned, ...], int, int]:
    """Return what labelled reports teach (see ``link.train``). A line is a report with its "event", any name.

    A report that gives several accounts is labelled for the one with most claims only: the others are background.
    """
    documents: dict[str, Document] = {}
    labels: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.get("event") is not None and isinstance(line.get("text"), str):
            document = _document(line, f"line {number}")
            documents[document.id] = document
            labels[document.id] = str(line["event"])
    claims = [c for d in sorted(documents) for c in read_claims(documents[d], kit).claims]
    weights = link_weights()
    families = families_of([documents[d] for d in sorted(documents)], weights.copies)
    parents = {a.id: a.parent for a in kit.actors.by_id.values() if a.parent}
    setting = Setting(voices_of(claims, documents, families, kit.actors), parents, place_spelling)
    reports = report_accounts(documents, claims, families, setting, weights=weights, lexicon=link_lexicon(), judged={})
    main = [max(r.accounts, key=lambda a: (len(a.claims), -a.position)) for r in reports]
    return learned_weights(main, {a.key: labels[a.document] for a in main}, weights)


def _document(line: Mapping[str, Any], name: str) -> Document:
    published = line.get("published")
    return Document(
        id=str(line.get("id", name)),
        sha256="",
        text=line["text"],
        published=_day(published) if isinstance(published, str) else None,
        outlet=line.get("outlet") if isinstance(line.get("outlet"), str) else None,
        language=line.get("language") if isinstance(line.get("language"), str) else None,
    )


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words[:10])
    except ValueError:
        return None  # a report without a day is weighed as such
