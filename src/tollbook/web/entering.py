"""Enter by hand: a claim a report makes and the extractor missed, or an incident that only a note tells of."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.flow.judging.added import KINDS as ENTERED
from tollbook.flow.judging.adding import MOST_EVIDENCE, Note, Wanted, add
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.claim import Original
from tollbook.model.document import ERASED, Document
from tollbook.model.ids import Span, content_id
from tollbook.model.judgement import Entry
from tollbook.web.acts import Fields, Files, changed, written
from tollbook.web.document import CHOICES, lines_of
from tollbook.web.index import Index
from tollbook.web.page import desk_of, language_of, number_of, page

FIRST_FIELDS = ("harm", "count", "status", "group", "when", "where", "by", "means")
MORE_FIELDS = ("bound", "scope", "stance", "said_by")
MOST_ROWS = 40
MEGABYTE = 1024 * 1024


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of the form as it was typed: the words, where they were selected, and the fields that were filled in."""

    words: str = ""
    start: str = ""
    end: str = ""
    fields: Mapping[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Return True for a row that nobody touched."""
        return not self.words.strip() and not any(value.strip() for value in self.fields.values())

    @property
    def has_more(self) -> bool:
        """Return True where one of the fields further down is filled in."""
        return any(self.fields.get(name) for name in MORE_FIELDS)


def rows_of(fields: Fields) -> list[Row]:
    """Return the claims of a form in their order, empty ones too."""
    numbers = sorted({int(n) for name in fields if (n := name.partition("_")[0][1:]).isdecimal() and name[0] == "c"})
    return [_row(fields, f"c{number}_") for number in numbers[:MOST_ROWS]]


def _row(fields: Fields, prefix: str) -> Row:
    said = {name: fields.get(prefix + name, "") for name in (*FIRST_FIELDS, *MORE_FIELDS)}
    words, start, end = (fields.get(prefix + name, "") for name in ("words", "start", "end"))
    return Row(words=words, start=start, end=end, fields=said)


def note_page(request: Request) -> Response:
    """Show the empty form of an incident that only a note tells of."""
    rows = [Row()] * min(MOST_ROWS, number_of(request, "rows"))
    return _form(
        request,
        None,
        rows,
        {"n_language": language_of(request).code, "one_incident": "1", "head": str(desk_of(request).index().head)},
    )


def add_page(request: Request) -> Response:
    """Show the form of claims on a report, the words that were selected filled in."""
    index = desk_of(request).index()
    document = document_of(index, request.path_params["document"])
    start, end = (request.query_params.get(name, "") for name in ("start", "end"))
    span = _span_said(start, end, document)
    words = document.text[span[0] : span[1]] if span else request.query_params.get("words", "")
    place = (str(span[0]), str(span[1])) if span else ("", "")
    first = Row(words=words, start=place[0], end=place[1])
    rows = [first, *[Row()] * (min(MOST_ROWS, number_of(request, "rows")) - 1)]
    return _form(request, document, rows, {"seen": version_of_document(index, document), "head": str(index.head)})


def document_of(index: Index, name: str) -> Document:
    """Return the report of that id that still has words; else there is no such page."""
    document = index.snapshot.documents.get(name)
    if document is None or document.media_type == ERASED:
        raise HTTPException(404, name)
    return document


def version_of_document(index: Index, document: Document) -> str:
    """Return a name for the claims of a report as they stand; a form carries the one it saw."""
    return content_id("v1_", document.id, index.claims_of.get(document.id, []))


def _form(
    request: Request, document: Document | None, rows: Sequence[Row], values: Fields, error: str = "", status: int = 200
) -> Response:
    index = desk_of(request).index()
    claims = index.claims_of.get(document.id, []) if document else []
    return page(
        request,
        "enter",
        status=status,
        index=index,
        document=document,
        lines=lines_of(document, claims, ()) if document else [],
        harm_of={claim.id: claim.harm for claim in claims},
        rows=rows,
        values=values,
        error=error,
        choices=CHOICES,
        first_fields=FIRST_FIELDS,
        more_fields=MORE_FIELDS,
        most=MOST_EVIDENCE // MEGABYTE,
        today=dt.datetime.now(dt.UTC).date(),
    )


def enter_act(request: Request, fields: Fields, files: Files) -> Response:
    """Enter what the form says; or show it again with one row more, or with what is missing."""
    rows = rows_of(fields)
    with desk_of(request).acting:
        index = desk_of(request).latest()
        document = document_of(index, fields["document"]) if fields.get("document") else None
        kept = {name: value for name, value in fields.items() if name not in {"csrf", "why", "who"}}
        if "more" in fields:
            return _form(request, document, [*rows, Row()][:MOST_ROWS], {**kept, "why": fields.get("why", "")})
        if document and version_of_document(index, document) != fields.get("seen"):
            concerned = {claim.id for claim in index.claims_of.get(document.id, [])}
            return changed(request, fields, index, concerned, version_of_document(index, document))

        if document is None and (twin := _sent_before(index, fields, rows)) is not None:
            return _told([twin])

        def refuse(why_not: str, status: int) -> Response:
            values = {**kept, "why": fields.get("why", ""), "files": "1" if files else ""}
            return _form(request, document, rows or [Row()], values, why_not, status)

        def write(who: str, why: str) -> Iterator[Entry]:
            yield _entered(request, document or _note(fields), rows, fields, files, who, why)

        return written(request, fields, write, refuse=refuse, then=_told)


def _sent_before(index: Index, fields: Fields, rows: Iterable[Row]) -> Entry | None:
    """Return the entry that this very form has made already: a key pressed twice enters nothing twice."""
    said = [{n: " ".join(v.split()) for n, v in row.fields.items() if v.strip()} for row in rows if not row.is_empty]
    text = fields.get("n_text", "").replace("\r\n", "\n").strip()
    for entry in reversed(index.snapshot.entries):
        if str(entry.seq) == fields.get("head"):
            return None
        if said and entry.kind in ENTERED and [c["fields"] for c in entry.body.get("claims", ())] == said:
            document = index.snapshot.documents.get(entry.body["document"])
            if document and (document.text, document.outlet) == (text, fields.get("n_source", "").strip()):
                return entry
    return None


def _told(done: list[Entry]) -> Response:
    return RedirectResponse(f"/entered/{done[0].seq}", 303)


def _entered(
    request: Request, on: Document | Note, rows: Iterable[Row], fields: Fields, files: Files, who: str, why: str
) -> Entry:
    tongue = language_of(request)
    wanted = [_wanted(row, on) for row in rows if not row.is_empty]
    if not wanted:
        raise JudgementRefused(tongue.say("row_empty"))
    for file in files:
        if (file.size or 0) > MOST_EVIDENCE:
            raise JudgementRefused(tongue.say("too_large", name=file.filename, most=MOST_EVIDENCE // MEGABYTE))
    with _on_disk(files) as evidence:
        entry, _ = desk_of(request).write(
            add,
            on if isinstance(on, Note) else on.id,
            wanted,
            who=who,
            why=why,
            one_incident=bool(fields.get("one_incident")) and len(wanted) > 1,
            original=_original(fields),
            evidence=evidence,
        )
    return entry


def _wanted(row: Row, on: Document | Note) -> Wanted:
    said = {name: " ".join(value.split()) for name, value in row.fields.items() if value.strip()}
    span = _span_said(row.start, row.end, on) if isinstance(on, Document) else None
    if span and isinstance(on, Document) and on.text[span[0] : span[1]].split() == row.words.split():
        return Wanted(fields=said, span=span)
    return Wanted(fields=said, words=row.words)


def _span_said(start: str, end: str, document: Document) -> Span | None:
    """Return the selected words without the spaces around them, None where nothing was selected."""
    if not (start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12):  # noqa: PLR2004  # no text is longer
        return None
    first, last = int(start), min(int(end), len(document.text))
    words = document.text[first:last]
    left = first + len(words) - len(words.lstrip())
    return (left, left + len(words.strip())) if words.strip() else None


def _note(fields: Fields) -> Note:
    said = {name: fields.get(f"n_{name}", "").strip() for name in ("text", "source", "day", "language", "url")}
    try:
        day = dt.date.fromisoformat(said["day"]) if said["day"] else None
    except ValueError as error:
        raise JudgementRefused(f"{said['day']!r}: write the day as 2017-08-21") from error
    text = said["text"].replace("\r\n", "\n")
    return Note(text=text, source=said["source"], day=day, language=said["language"] or "en", url=said["url"] or None)


def _original(fields: Fields) -> Original | None:
    said = {name: fields.get(f"o_{name}", "").strip() for name in ("quote", "language", "translation", "translator")}
    if not said["quote"]:
        if said["translation"] or said["translator"]:
            raise JudgementRefused("a translation needs the words it is of")
        return None
    if not said["language"]:
        raise JudgementRefused("say in which language the original words are")
    return Original(**said)


@contextmanager
def _on_disk(files: Files) -> Iterator[list[tuple[str, Path]]]:
    """Lend uploaded files as files, each with the name its sender gave it; that name is never one on this disk."""
    with tempfile.TemporaryDirectory(prefix="tollbook-") as folder:
        lent = []
        for number, file in enumerate(files):
            place = Path(folder) / str(number)
            with place.open("wb") as target:
                file.file.seek(0)
                shutil.copyfileobj(file.file, target)
            lent.append(((file.filename or "").replace("\\", "/").rpartition("/")[2], place))
        yield lent


def entered_page(request: Request) -> Response:
    """Tell what an entry brought into the record, and lead on to the next one from the same report."""
    index = desk_of(request).index()
    number = request.path_params["entry"]
    entry = next((e for e in index.snapshot.entries if str(e.seq) == number and e.kind in ENTERED), None)
    if entry is None or "claims" not in entry.body:
        raise HTTPException(404, number)
    claims = [index.snapshot.claims[c["id"]] for c in entry.body["claims"] if c["id"] in index.snapshot.claims]
    incidents = {i.id: i for c in claims if (i := index.holder.get(c.id))}
    document = index.snapshot.documents.get(entry.body["document"])
    return page(
        request, "entered", index=index, entry=entry, claims=claims, incidents=incidents.values(), document=document
    )
