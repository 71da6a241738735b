"""The ``tollbook`` command: finds the verbs by their modules, so that adding one edits nothing here."""

import importlib
import pkgutil
import sys

import click

import tollbook.cli
from tollbook import __version__

EXIT_STOPPED = 3


class Verbs(click.Group):
    """A group whose commands are the modules of ``tollbook.cli``; a verb is imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the verbs, sorted."""
        names = [m.name for m in pkgutil.iter_modules(tollbook.cli.__path__) if not m.name.startswith("_")]
        return sorted(name.replace("_", "-") for name in names if name != "main")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of the module ``cmd_name``, None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module("tollbook.cli." + cmd_name.replace("-", "_"))
        command: click.Command = module.command
        return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tollbook")
def tollbook_command() -> None:
    """Keep a ledger of the casualties of war, in which every figure walks back to the quoted words."""


def main() -> None:
    """Run the command; exit status 0 done, 1 done with error Issues, 2 wrong use, 3 stopped."""
    from tollbook.model.issue import RunAborted  # noqa: PLC0415  # keeps --help fast

    try:
        tollbook_command(prog_name="tollbook")
    except RunAborted as stop:
        click.echo(f"stopped: {stop.issue.subject}: {stop.issue.message}\n{stop.issue.hint}".rstrip(), err=True)
        sys.exit(EXIT_STOPPED)
