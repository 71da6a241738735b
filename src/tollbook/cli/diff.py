"""``tollbook diff``: what changed between two releases."""

from pathlib import Path

import click

from tollbook.cli._options import json_option

EPILOG = """\b
Examples:
  tollbook diff releases/2025.4 releases/2026.1
  tollbook diff releases/2025.4 releases/2026.1 --json
"""
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("diff", epilog=EPILOG)
@json_option
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
def command(as_json: bool | None, old: Path, new: Path) -> None:  # noqa: FBT001  # click passes options by name
    """Compare two release folders: which figures rose, fell, merged or went, and by which claim or judgement.

    Needs no book. A folder whose record was altered since it was released is refused.
    """
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.cli._told import plain
    from tollbook.flow.publishing.releasing import compare_releases
    from tollbook.publish.changes import changes_text
    from tollbook.publish.lines import change_line

    found = compare_releases(old, new)
    if wants_json(as_json):
        print_lines(change_line(change) for change in found)
    else:
        click.echo(plain(changes_text(found, f"From {old.name} to {new.name}")), nl=False)
