"""Give the pages of a web archive: a quick look at each first, the careful reader only for what may speak of harm."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from tollbook.batch.shards import Row, Shard
from tollbook.extract.gate.prefilter import gate_of
from tollbook.model.document import Credits
from tollbook.model.issue import Issue, RunAborted
from tollbook.read.html import MAX_PAGE, read_html
from tollbook.read.text import ReadText, Unreadable
from tollbook.vocab.recognise import language_of

PAGES = frozenset({"text/html", "application/xhtml+xml"})
GOOD = 200


def record_offsets(stream: BinaryIO) -> Iterator[int]:
    """Yield the byte at which each record with a page or a text begins."""
    for record in _records(stream, with_http=False):
        yield int(record.stream_pos)


def warc_rows(stream: BinaryIO, shard: Shard) -> Iterator[Row]:
    """Yield the rows of a shard: a page is parsed quickly (resiliparse) and read carefully only if it passes the gate."""
    stream.seek(shard.offset or 0)
    records = islice(_records(stream, with_http=True), shard.stop - shard.start)
    for number, record in enumerate(records, start=shard.start):
        yield _row(record, number, int(record.stream_pos), f"{shard.source}:{number}")


def _records(stream: BinaryIO, *, with_http: bool) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  # an extra
    except ImportError as error:
        hint = "Install it: pip install 'tollbook[batch]'."
        raise RunAborted(Issue("package-missing", "error", "fastwarc", "web archives are read by it", hint)) from error
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    yield from ArchiveIterator(stream, record_types=kinds, parse_http=with_http)


def _row(record: Any, number: int, offset: int, subject: str) -> Row:
    url = record.headers.get("WARC-Target-URI")
    other = {"warc_record": record.record_id, "warc_date": record.headers.get("WARC-Date")}
    kind, status = _kind_of(record)
    if record.headers.get("WARC-Type") == "conversion":
        text = record.reader.read().decode("utf-8", "replace")
        return Row(number, offset, ReadText(text=text, credits=Credits(url=url)), other, url)
    if status != GOOD or kind not in PAGES:
        return Row(number, offset, None, other, url)
    content = record.reader.read(MAX_PAGE + 1)
    if not may_speak_of_harm(content):
        return Row(number, offset, None, other, url)
    return Row(number, offset, _with_address(read_html(content, subject), url), other, url)


def _kind_of(record: Any) -> tuple[str, int]:
    """Return media type and status of what the record holds; a resource was not asked for and has no status."""
    if record.http_headers is not None:
        return str(record.http_content_type or "").casefold(), int(record.http_headers.status_code or 0)
    return str(record.headers.get("Content-Type") or "").split(";")[0].strip().casefold(), GOOD


def may_speak_of_harm(content: bytes) -> bool:
    """Say whether the page's words, menus and all, open the gate of the language they look like.

    All of the page's text is looked at, not what a quick guess takes for the article: what is lost here is lost for good.
    """
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  # an extra
    from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415  # an extra
    from resiliparse.parse.html import HTMLTree  # noqa: PLC0415  # an extra

    tree = HTMLTree.parse_from_bytes(content, detect_encoding(content) or "utf-8")
    text = extract_plain_text(tree, preserve_formatting=False, main_content=False, alt_texts=False)
    code = language_of(text)
    return code is not None and gate_of(text, code).opens


def _with_address(read: ReadText | Unreadable, url: str | None) -> ReadText | Unreadable:
    """Return what was read under the address it was fetched from: that is known, what a page says of itself is not."""
    if isinstance(read, Unreadable) or url is None:
        return read
    return msgspec.structs.replace(read, credits=msgspec.structs.replace(read.credits, url=url))
