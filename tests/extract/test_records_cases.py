"""Every golden case of records, language by language: what a text's records of one kind are, and that it has no others."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from tollbook.extract.records.read import records_of
from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.reading import TimeReading
from tollbook.model.record import Record, RecordKind
from tollbook.resolve.records import resolve_record_times
from tollbook.vocab.load import data_path, languages


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """One text, the claims already found in it, and all its records of the file's kind."""

    reason: str
    text: str
    published: dt.date
    expect: list[dict[str, Any]]
    claims: list[dict[str, Any]] = []


class Cases(msgspec.Struct, forbid_unknown_fields=True):
    """One file of cases: all of one kind."""

    kind: RecordKind
    case: list[Case]


def all_cases() -> list[Any]:
    """Return every case of every language as a pytest parameter named by kind and reason."""
    found = []
    for language in languages():
        for path in sorted(data_path("languages", language, "cases", "records").glob("*.toml")):
            cases = msgspec.toml.decode(path.read_bytes(), type=Cases)
            found += [pytest.param(language, cases.kind, c, id=f"{cases.kind}-{c.reason}") for c in cases.case]
    return found


def given_claims(case: Case) -> list[Claim]:
    """Return the claims a case presupposes, at the first place of their words."""
    claims = []
    for row in case.claims:
        start = case.text.index(row["quote"])
        high = None if row["high"] == "open" else row["high"]
        claims.append(
            Claim(
                id=claim_id(case.text, start, 0),
                document="case",
                span=(start, start + len(row["quote"])),
                quote=row["quote"],
                head=start,
                harm=row["harm"],
                count=Count(row["low"], high),
            )
        )
    return claims


def records_in(language: str, kind: str, case: Case) -> list[Record]:
    """Return the resolved records of one kind in the case's text."""
    document = Document(id="case", sha256="", text=case.text, published=case.published, language=language)
    found = records_of(document, segment(case.text, language), given_claims(case), default_kit().spotters)
    return [record for record in resolve_record_times(document, found) if record.kind == kind]


def days(reading: TimeReading | None) -> Any:
    """Return a reading's days as a case writes them: "" for none, one day, or two."""
    interval: Interval | None = reading.interval if reading else None
    if interval is None:
        return ""
    ends = [day.isoformat() if day else None for day in (interval.start, interval.end)]
    return ends[0] if ends[0] == ends[1] else ends


def seen(record: Record, field: str, case: Case) -> Any:
    """Return what ``record`` holds for a field of a case."""
    quotes = {claim.id: claim.quote for claim in given_claims(case)}
    actors = {role: [reading.name for reading in readings] for role, readings in record.actors.items()}
    views: dict[str, Any] = {
        "quote": record.quote,
        "said_by": [reading.name for reading in record.said_by][:1],
        "by": record.by[0].name if record.by else "",
        "where": record.where.name if record.where else "",
        "means": record.means.value if record.means else "",
        "harm": record.harm or "",
        "when": days(record.when),
        "as_of": days(record.as_of),
        "from": days(record.times.get("from")),
        "to": days(record.times.get("to")),
        "when_end": record.when.interval.end.isoformat() if record.when and record.when.interval else "",
        "claim": quotes.get(record.claim or "", ""),
        "position": record.said_by[0].position if record.said_by else "",
        "content": record.readings["content"].value if "content" in record.readings else "",
        "holder": actors.get("holder", [""])[0],
        "denier": actors.get("denier", [""])[0],
        "participants": actors.get("participant", []),
    }
    if record.count:
        high = "open" if record.count.high is None else record.count.high
        views |= {"low": record.count.low, "high": high, "bound": record.count.bound}
    return views.get(field, "no such field")


def mismatches(record: Record, expected: dict[str, Any], case: Case) -> dict[str, Any]:
    """Return the fields in which ``record`` differs from ``expected``, with what it holds."""
    wrong = {}
    for field, value in expected.items():
        if field == "details":
            wrong |= {key: record.details.get(key) for key, words in value.items() if record.details.get(key) != words}
        elif seen(record, field, case) != value:
            wrong[field] = seen(record, field, case)
    return wrong


@pytest.mark.parametrize(("language", "kind", "case"), all_cases())
def test_the_records_of_a_case_are_those_it_lists(language, kind, case):
    """Each listed record is found with its fields, in order, and the text has no other of that kind."""
    found = records_in(language, kind, case)
    assert [record.quote for record in found][len(case.expect) :] == []
    assert len(found) == len(case.expect)
    assert [mismatches(r, e, case) for r, e in zip(found, case.expect, strict=True)] == [{}] * len(found)


@pytest.mark.parametrize(("language", "kind", "case"), all_cases())
def test_every_reading_of_a_record_points_at_its_words(language, kind, case):
    """All spans of all records hold exactly their quotes."""
    for record in records_in(language, kind, case):
        actors = [reading for readings in record.actors.values() for reading in readings]
        readings = [*record.said_by, *record.by, *actors, *record.readings.values(), *record.times.values()]
        readings += [r for r in (record.when, record.where, record.means, record.as_of) if r is not None]
        assert case.text[slice(*record.span)] == record.quote
        assert [case.text[slice(*r.span)] for r in readings] == [r.quote for r in readings]


def test_every_kind_has_cases_and_distractors():
    """Each kind of record has at least three worded cases and at least one text that must give nothing."""
    kinds: dict[str, list[bool]] = {}
    for parameter in all_cases():
        _, kind, case = parameter.values
        kinds.setdefault(kind, []).append(bool(case.expect))
    assert set(kinds) == set(RecordKind.__args__)
    assert {kind for kind, full in kinds.items() if sum(full) < 3 or all(full)} == set()
