"""A dated release: the record as lines, what changed since the last, and the papers a repository asks for. Pure."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model.incident import led_to, redirects_in
from tollbook.publish.lines import incident_line, total_line
from tollbook.publish.redact import Edition

_ID = re.compile(r"[a-z]\d_[0-9a-f]{20}")


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What a release says of itself: title, who made it, version, licence (SPDX), a description."""

    title: str
    creators: tuple[str, ...]
    version: str
    licence: str = "CC-BY-4.0"
    publisher: str = ""
    says: str = ""


def record_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the record as files of lines: incidents, totals, redirects of merged ids, and the ledger's entries."""
    view = edition.snapshot
    incidents = sorted(view.incidents.values(), key=lambda i: (i.code, i.id))
    yield "incidents.jsonl", _lines(incident_line(i, view) for i in incidents)
    yield "totals.jsonl", _lines(total_line(t) for t in view.totals)
    yield "redirects.jsonl", _lines({"from": old, "to": new} for old, new in sorted(redirects_of(edition).items()))
    yield "entries.jsonl", _lines(entry_line(e.seq, e.kind, e.time, e.body) for e in view.entries)


def entry_line(seq: int, kind: str, time: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a release tells of an entry: its number, kind, time, and the ids it names; not who, not why."""
    names = sorted(set(_ID.findall(msgspec.json.encode(body).decode())))
    return {"seq": seq, "kind": kind, "time": time, "names": names}


def redirects_of(edition: Edition) -> dict[str, str]:
    """Return where merged incidents are found today."""
    into = redirects_in(edition.snapshot.entries)
    return {old: led_to(old, into) for old in into}


def _lines(values: Iterator[dict[str, Any]]) -> bytes:
    return b"".join(msgspec.json.encode(value) + b"\n" for value in values)


def datacite(papers: Papers, day: dt.date) -> bytes:
    """Return the metadata of DataCite 4.5 as JSON, without a DOI: the repository gives that."""
    body = {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Casualty record"},
        "creators": [{"name": name} for name in papers.creators],
        "titles": [{"title": papers.title}],
        "publisher": {"name": papers.publisher or papers.creators[0]},
        "publicationYear": day.year,
        "dates": [{"date": day.isoformat(), "dateType": "Issued"}],
        "language": "en",
        "version": papers.version,
        "rightsList": [{"rightsIdentifier": papers.licence, "rightsIdentifierScheme": "SPDX"}],
        "descriptions": [{"description": papers.says or papers.title, "descriptionType": "Abstract"}],
        "formats": ["application/jsonl", "text/csv"],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"


def citation_cff(papers: Papers, day: dt.date) -> bytes:
    """Return a CITATION.cff (Citation File Format 1.2.0) for the dataset."""
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite this dataset as below.",
        "type: dataset",
        f"title: {_yaml(papers.title)}",
        "authors:",
        *(f"  - name: {_yaml(name)}" for name in papers.creators),
        f"version: {_yaml(papers.version)}",
        f"date-released: {day}",
        f"license: {papers.licence}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _yaml(text: str) -> str:
    """Return a text as YAML reads it whatever it holds: JSON strings are YAML."""
    return msgspec.json.encode(text).decode()


def checksums(files: Sequence[tuple[str, str]]) -> bytes:
    """Return names and SHA-256 as ``sha256sum -c`` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files)).encode()
