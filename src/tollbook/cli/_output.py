"""Print lines of JSON for programs and tables for people."""

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 140
PIPED = 120


def wants_json(as_json: bool | None) -> bool:  # noqa: FBT001  # the value of an option of three states
    """Return True for JSON: as told, else when the output is not a terminal."""
    return not sys.stdout.isatty() if as_json is None else as_json


def print_lines(lines: Iterable[dict[str, Any]]) -> None:
    """Print one line of JSON each."""
    import msgspec

    for line in lines:
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


def console() -> "Console":
    """Return where tables go: as wide as the terminal up to 140 columns, 120 where there is none."""
    from rich.console import Console

    width = min(WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else PIPED
    return Console(width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def print_tables(*parts: "RenderableType") -> None:
    """Print tables and lines of text one below the other."""
    target = console()
    for part in parts:
        target.print(part)
