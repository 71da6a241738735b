"""Print lines of JSON for programs and tables for people."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

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


class Harmless:
    """Prints what it holds without characters that steer a terminal or turn the words around them: reports may hold any."""

    def __init__(self, inner: "RenderableType") -> None:
        self.inner = inner

    def __rich_console__(self, target: "Console", options: "ConsoleOptions") -> "Iterator[Segment]":
        from rich.segment import Segment

        from tollbook.publish.words import without_steering

        for segment in target.render(self.inner, options):
            yield segment if segment.control else Segment(without_steering(segment.text), segment.style)


def width_of_output() -> int:
    """Return how many columns tables have: the terminal's up to 140, 120 where there is none."""
    return min(WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else PIPED


def console() -> "Console":
    """Return where tables go: as wide as the terminal up to 140 columns, 120 where there is none."""
    from rich.console import Console

    return Console(width=width_of_output(), highlight=False, soft_wrap=False, emoji=False, markup=False)


def print_tables(*parts: "RenderableType") -> None:
    """Print tables and lines of text one below the other."""
    target = console()
    for part in parts:
        target.print(Harmless(part))
