"""``tollbook publish site``: the public site."""

import datetime as dt
from pathlib import Path

import click

from tollbook.cli._options import DAY, area_option, book_option, from_option, selection_of, to_option

EPILOG = """\b
Examples:
  tollbook publish site --book war -o war/output/site
  tollbook publish site --book war -o site --language both --title "A record" --address https://example.org/record/
  tollbook publish site --book war -o site-raqqa --area "Raqqa governorate" --from 2017-06-01 --to 2017-10-31
"""


@click.command("site", epilog=EPILOG)
@book_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the site."
)
@area_option
@from_option
@to_option
@click.option("--policy", default="public", metavar="NAME|FILE", help="Redaction policy.  [default: public]")
@click.option("--day", type=DAY, metavar="DAY", help="The day of the edition; today without it.")
@click.option(
    "--language",
    type=click.Choice(["en", "ar", "both"]),
    default="en",
    show_default=True,
    help="Language of the pages.",
)
@click.option("--title", metavar="TEXT", help="What the site is called; the book's name without it.")
@click.option(
    "--address", default="", metavar="URL", help="Where it will be served: for feeds, sitemap and error page."
)
@click.option("--export", "shapes", multiple=True, metavar="SHAPE", help="Only these downloads; all without it.")
@click.option("--no-downloads", is_flag=True, help="Write no exports beside the site.")
def site(
    *,
    book: Path,
    output: Path,
    policy: str,
    day: dt.datetime | None,
    area: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    language: str,
    title: str | None,
    address: str,
    shapes: tuple[str, ...],
    no_downloads: bool,
) -> None:
    """Write the book as a static site: no server, no scripts, no network; it reads from a stick and prints well.

    Pages that say what they said are not written again; an incident that is gone leaves a page that says so, a merged one
    leads on. With --area, --from and --to it is about that part only, and says so. Nothing is written where a withheld word would stand anywhere.
    """
    from urllib.parse import urlsplit

    from tollbook.cli._told import counted, plain, progress_bar
    from tollbook.flow.publishing.site import publish_site

    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc):
        raise click.BadParameter(f"{address} is no web address: give https://...", param_hint="--address")
    with progress_bar() as progress:
        done = publish_site(
            book,
            output,
            policy=policy,
            day=day.date() if day else None,
            language=language,
            title=title,
            address=address,
            shapes=() if no_downloads else shapes or None,
            selection=selection_of(first, last, {"area": area}),
            progress=progress,
        )
    click.echo(
        f"{counted(done.files, 'file')}, {done.written:,} new or changed, {done.removed:,} removed; "
        f"{counted(done.withheld, 'thing')} withheld by policy {policy}"
    )
    click.echo(plain(f"read it: {output / 'index.html'}"))
