"""Web pages: the article's text, its title, outlet, address and day, without menus, adverts and comments."""

import datetime as dt
import html
import html.parser
import re

from tollbook.model.document import Credits
from tollbook.model.issue import Issue
from tollbook.read.decode import decode
from tollbook.read.text import ReadText, Unreadable, day_of, moment_of

MAX_PAGE = 10_000_000
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD = 300_000
"""Characters of a page in which its moment of publication is looked for."""
_NAMED = r"[^>]{0,200}?(?:property|name|itemprop)\s*=\s*[\"'](?:article:published_time|og:published_time|datepublished|published_time|pubdate|publish-date|publishdate|date|dc\.date(?:\.issued)?|dcterms\.(?:created|issued)|parsely-pub-date|sailthru\.date)[\"']"
_GIVEN = r"[^>]{0,200}?(?:content|datetime)\s*=\s*[\"'](?P<moment>[^\"'>]{10,40})[\"']"
_MOMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"<meta" + _NAMED + _GIVEN,
        r"<meta" + _GIVEN + _NAMED,
        r"\"datePublished\"\s*:\s*\"(?P<moment>[^\"]{10,40})\"",
        r"<time" + _NAMED + _GIVEN,
        r"<time" + _GIVEN + r"[^>]{0,200}?(?:itemprop\s*=\s*[\"']datePublished[\"']|\bpubdate\b)",
    )
)
"""Where pages say when they were published, best first."""
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "table",
        "ul",
        "ol",
        "header",
        "footer",
    ]
)
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "svg", "head", "nav", "aside", "footer", "form", "button", "iframe"]
)


def read_html(content: bytes, subject: str) -> ReadText | Unreadable:
    """Return the article of a page (trafilatura in precision mode) and what the page says of itself.

    A page without a recognisable article gives its visible text, with an Issue saying so. The day is the page's own
    (htmldate, the original date, no search in the text: a day in the text need not be that of publication).
    """
    if len(content) > MAX_PAGE:
        message = f"a page of {len(content) / 1e6:.0f} MB; pages up to {MAX_PAGE // 1_000_000} MB are read"
        hint = "The page is kept in the archive. Save the article's part as text and run that."
        return Unreadable(issues=(Issue("page-too-large", "error", subject, message, hint),))
    declared = _DECLARED.search(content[:4096])
    source, issues = decode(content, subject, declared[1].decode("ascii") if declared else None)
    text, said, more = _article(source, subject)
    if not text:
        text = visible_text(source)
        if text:
            hint = "Check that menus or adverts did not come in; save the article as text if they did."
            note = Issue(
                "page-without-article", "warning", subject, "no article found: all visible text was read", hint
            )
            more = (*more, note)
    if not text:
        hint = "The page is kept in the archive. Save its text and run that."
        return Unreadable(issues=(*issues, Issue("document-empty", "error", subject, "the page has no text", hint)))
    return ReadText(text=text, credits=said, media_type="text/html", offset=None, issues=(*issues, *more))


def _article(source: str, subject: str) -> tuple[str, Credits, tuple[Issue, ...]]:
    import htmldate  # noqa: PLC0415  # slow to import, and few runs read web pages
    import trafilatura  # noqa: PLC0415  # as above

    try:
        page = trafilatura.bare_extraction(source, favor_precision=True, include_comments=False, with_metadata=True)
        found = page if page is None or isinstance(page, dict) else page.as_dict()
        day = htmldate.find_date(source, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, RecursionError, IndexError, KeyError) as error:
        # pages are hostile ground: whatever a parser stumbles over is told, and the visible text is read instead
        hint = "The visible text was read instead; look whether it is complete."
        note = Issue("page-markup-broken", "warning", subject, f"the markup could not be followed ({error})", hint)
        return "", Credits(), (note,)
    written = day_of(day, subject)[0] if day else None
    if not isinstance(found, dict):
        return "", Credits(published=written), ()
    said = Credits(
        published=written,
        instant=_instant(source, written),
        outlet=found.get("sitename") or found.get("hostname"),
        language=found.get("language"),
        title=found.get("title"),
        url=found.get("url"),
    )
    return _without_title(found.get("text") or "", said.title), said, ()


def _instant(source: str, day: dt.date | None) -> dt.datetime | None:
    """Return the moment of publication that the page's markup gives for that day, None where it gives none with an offset."""
    head = source[:_HEAD]
    for pattern in _MOMENTS:
        for found in pattern.finditer(head):
            moment = moment_of(html.unescape(found["moment"]), "")[0]
            if moment.instant is not None and moment.day == day:
                return moment.instant
    return None


def _without_title(text: str, title: str | None) -> str:
    """Return the article's text; a first line that only repeats the title stays out, since a page may print it or not."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if title and rest and first.strip() == title.strip() else text


class _Visible(html.parser.HTMLParser):
    """Collects what a reader would see; keeps no tree, so that depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's signature
        self.silent += tag in _SILENT
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def visible_text(source: str) -> str:
    """Return the visible text of a page, one block a line, in time linear to the page."""
    parser = _Visible()
    parser.feed(source)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def looks_like_html(content: bytes) -> bool:
    """Return True when the first kilobyte reads like a web page."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) and b"<" in head
