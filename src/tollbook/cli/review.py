"""``tollbook review``: the review desk, in the browser of this machine."""

from pathlib import Path
from typing import Any

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook review --book war
  tollbook review --book war --who Amal --port 9000 --no-browser
  tollbook review --book war --team --address https://desk.example.org --port 8765
  tollbook review --book war --team --listen 0.0.0.0 --certificate desk.pem --key desk.key

\b
It needs the web extra: pip install 'tollbook[web]' (from a checkout: make web).
"""
LARGE = 50_000
"""Claims from which on reading them takes longer than a reader waits without a word."""
NEEDED = ("starlette", "uvicorn", "python_multipart", "argon2", "pyotp", "segno")


@click.command("review", epilog=EPILOG)
@book_option
@click.option("--port", type=click.IntRange(0, 65535), help="Port on 127.0.0.1; 0 takes any free one.  [default: 8765]")
@click.option("--who", default="", metavar="NAME", help="Who judges; else the desk asks at the first visit.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--team", is_flag=True, help="With accounts and roles (tollbook accounts), for several people.")
@click.option(
    "--address", default="", metavar="URL", help="With --team: how people reach it, where a proxy stands before it."
)
@click.option(
    "--listen", default="127.0.0.1", metavar="HOST", help="With --team: the address of this machine to listen on."
)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="With --team: TLS certificate (PEM).")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="With --team: its private key (PEM).")
@click.option(
    "--pmtiles",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A map of the land on this machine (PMTiles, vector tiles), laid under the maps; without it they show outlines.",
)
def command(
    book: Path,
    port: int | None,
    who: str,
    no_browser: bool,  # noqa: FBT001  # click passes options by name
    team: bool,  # noqa: FBT001  # as above
    pmtiles: Path | None,
    **listen: Any,
) -> None:
    """Open the review desk: incidents, reports, totals and what needs a person, to be judged in the browser.

    It answers on 127.0.0.1 only, to the address it prints, and needs no network. Every act is a judgement in the book's
    ledger. Ctrl-C ends it. With --team people log in by accounts, each with a role; nothing crosses a network without TLS.
    """
    import importlib.util

    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        wanted = ", ".join(missing).replace("_", "-")
        raise click.ClickException(f"the desk needs {wanted}: pip install 'tollbook[web]' (from a checkout: make web)")
    from tollbook.flow.books.book import open_book, tally
    from tollbook.web.serve import Listen, serve, serve_team
    from tollbook.web.tiles import checked

    tiles = checked(pmtiles) if pmtiles else None
    open_book(book)  # a wrong folder is told before anything is served
    claims = tally(book)["claims"]
    if claims > LARGE:
        click.echo(f"the book holds {claims:,} claims: the first page comes when they are read", err=True)
    if team:
        serve_team(book, port=port, listen=Listen(host=listen.pop("listen"), **listen), tell=_tell, tiles=tiles)
        return
    serve(book, port=port, who=" ".join(who.split()), tell=_tell, browse=not no_browser, tiles=tiles)


def _tell(address: str) -> None:
    click.echo(f"the desk is open at {address}\nCtrl-C ends it.", err=True)
