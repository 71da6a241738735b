"""Everything that can leave with an edition, as one text to look for words in."""

import html
from collections.abc import Iterator

import msgspec

from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.frame import frame
from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.lines import brief_line
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.told import compose_told
from tollbook.publish.redact import Edition
from tollbook.publish.release import record_files
from tollbook.publish.select import Selection
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Given, Skipped
from tollbook.publish.shapes.write import CsvText, Provenance, loss_cells, written
from tollbook.publish.site.pages import Given as SiteGiven
from tollbook.publish.site.pages import site_pages

SITE = SiteGiven(title="A record", languages=("en", "ar"), address="https://a.example/")


def everything(edition: Edition) -> str:
    """Return all that can leave: every shape with its sidecars, release, site, briefs, and the snapshot itself as JSON."""
    parts = [msgspec.json.encode(edition.snapshot).decode()]
    parts += [content.decode() for _, content in record_files(edition)]
    parts += [path + html.unescape(content.decode()) for path, content in site_pages(edition, SITE)]
    parts += list(briefs(edition))
    for shape in SHAPES.values():
        for table in shape.tables:
            rows = list(table.rows(edition, Given(book="b")))
            kept = [r for r in rows if not isinstance(r, Skipped)]
            lost = [
                CsvText(()).cells(loss_cells(x)) for r in rows for x in ([r] if isinstance(r, Skipped) else r.losses)
            ]
            told = [*written(CsvText(table.columns), kept), *lost, *(Provenance(edition).line(r) for r in kept)]
            parts += [b.decode() for b in told]
    return "\n".join(parts)


def briefs(edition: Edition) -> Iterator[str]:
    """Yield the brief of all, in both languages and as Markdown, pages and JSON."""
    settings = Settings(shows_quotes=edition.shows_quotes)
    for brief in (
        compose(edition.snapshot, Selection(), settings),
        compose_told(edition.snapshot, Selection(), settings, (), frame("ar")),
    ):
        yield from (to_markdown(brief), html.unescape(to_html(brief)), msgspec.json.encode(brief_line(brief)).decode())
