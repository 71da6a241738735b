"""From a line of JSON with a report to the line of JSON with what it says. Never raises for what is in the line."""

from collections.abc import Iterable
from typing import Any

import msgspec

from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.reading.language import language_to_read
from tollbook.flow.reading.local_day import with_local_day
from tollbook.flow.record import build_record
from tollbook.flow.steps import Extractor, read_claims
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Credits, Document, text_id
from tollbook.model.incident import Incident
from tollbook.model.issue import Issue, ItemFailed
from tollbook.publish.lines import Line, claim_line, issue_line, record_line, report_incident_line
from tollbook.read.text import moment_of, zone_of

BACKGROUND_DAYS = 30
"""An event that ended this long before the report's newest one is background: a choice of ours, for the order only."""


def extract_chunk(numbered: Iterable[tuple[int, bytes]], language: str) -> bytes:
    """Return the output lines of numbered input lines, each with its newline; what a worker process is given."""
    return b"".join(extract_line(line, number, language) for number, line in numbered)


def extract_line(
    line: bytes, number: int, language: str = "auto", kit: Kit | None = None, extractor: Extractor = read_claims
) -> bytes:
    """Return the output line for input line ``number`` (from 1): one for one, whatever the line holds."""
    fields: dict[str, Any] = {}
    try:
        fields = _fields(line)
        return _encode(_read(fields, language, kit or default_kit(), extractor))
    except ItemFailed as failed:
        return _encode(_broken(fields, number, failed.issue))
    except UnicodeEncodeError as error:  # a lone surrogate can be written in JSON but is no text
        return _encode(_broken(fields, number, _fault(f"not text: {error.reason}", "save the line as UTF-8")))


def _fields(line: bytes) -> dict[str, Any]:
    if not line.strip():
        raise ItemFailed(Issue("blank-line", "warning", "", "nothing in it", "leave it out"))
    try:
        fields = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ItemFailed(_fault(f"not JSON: {error}", "mend the line or leave it out")) from error
    if not isinstance(fields, dict):
        raise ItemFailed(_fault("not a JSON object", 'give {"id": ..., "text": ...}'))
    return fields


def _fault(message: str, hint: str) -> Issue:
    return Issue("broken-line", "error", "", message, hint)


def _broken(fields: dict[str, Any], number: int, issue: Issue) -> Line:
    named = msgspec.structs.replace(issue, subject=f"line {number}")
    return {"id": _caller(fields), "line": number, "issues": [issue_line(named)]}


def _caller(fields: dict[str, Any]) -> str | int | None:
    caller = fields.get("id")
    return caller if isinstance(caller, str | int) and not isinstance(caller, bool) else None


def _encode(line: Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def _read(fields: dict[str, Any], language: str, kit: Kit, extractor: Extractor) -> Line:
    caller, text = _caller(fields), fields.get("text")
    if caller is None:
        raise ItemFailed(_fault(f"id is {fields.get('id')!r}", "give every report an id of its own"))
    if not isinstance(text, str):
        raise ItemFailed(_fault("the report has no text", 'give its words as "text"'))
    subject = str(caller)
    said, issues = _published(fields.get("published"), fields.get("timezone"), subject)
    code, unread = language_to_read(fields.get("language") if language == "auto" else language, text, subject)
    if code is None:
        return _line(caller, Extraction(document=subject), (), (*issues, *unread))
    outlet = fields.get("outlet")
    document = Document(
        id=subject,
        sha256=text_id(text),
        text=text,
        published=said.published,
        instant=said.instant,
        zone=said.zone,
        outlet=outlet if isinstance(outlet, str) and outlet.strip() else None,
        language=code,
    )
    extraction = extractor(document, kit)
    record = build_record([document], [extraction], kit=kit) if extraction.claims else None
    incidents = main_first(record.incidents, extraction.claims) if record else ()
    found = (*issues, *extraction.issues, *(record.issues if record else ()))
    return _line(caller, extraction, incidents, found)


def _line(
    caller: str | int, extraction: Extraction, incidents: tuple[Incident, ...], issues: tuple[Issue, ...]
) -> Line:
    claims = extraction.claims
    return {
        "id": caller,
        "claims": [claim_line(c, claims) for c in claims],
        "records": [record_line(r) for r in extraction.records],
        "incidents": [report_incident_line(i, claims) for i in incidents],
        "issues": [issue_line(i) for i in issues],
    }


def _published(value: object, zone: object, subject: str) -> tuple[Credits, tuple[Issue, ...]]:
    """Return the report's local day, with its instant and zone where the line gives them."""
    if value is None or value == "":
        return Credits(), ()
    moment, issues = moment_of(str(value), subject)
    name, more = zone_of(str(zone), subject) if zone else (None, ())
    return with_local_day(Credits(published=moment.day, instant=moment.instant, zone=name)), (*issues, *more)


def main_first(incidents: Iterable[Incident], claims: Iterable[Claim]) -> tuple[Incident, ...]:
    """Return a report's incidents, the one it opens with first, those long over before its newest event last."""
    starts = {c.id: c.span[0] for c in claims}
    listed = list(incidents)
    ends = [i.when.end for i in listed if i.when and i.when.end]
    newest = max(ends, default=None)

    def order(incident: Incident) -> tuple[bool, int]:
        end = incident.when.end if incident.when else None
        is_background = newest is not None and end is not None and (newest - end).days > BACKGROUND_DAYS
        return is_background, min((starts[c] for c in incident.claims if c in starts), default=0)

    return tuple(sorted(listed, key=order))
