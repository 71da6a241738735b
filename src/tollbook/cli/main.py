"""The ``tollbook`` command: finds the verbs by their modules, so that adding one edits nothing here."""

import importlib
import keyword
import os
import pkgutil
import sys

import click

import tollbook.cli
from tollbook import __version__

NAME = "tollbook"
COMPLETION = "_TOLLBOOK_COMPLETE"
EXIT_WRONG_USE = 2
EXIT_STOPPED = 3
EPILOG = """\b
Start here:
  tollbook demo                              the main job on bundled reports
  tollbook init war                          a book of your own
  tollbook run --book war report.txt         read reports into it
  tollbook brief --book war -o brief.html    what the record says, with its sources

Each verb tells more: tollbook VERB --help
"""


class Verbs(click.Group):
    """A group whose commands are the modules of ``tollbook.cli``; a verb is imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the verbs, sorted."""
        names = [m.name for m in pkgutil.iter_modules(tollbook.cli.__path__) if not m.name.startswith("_")]
        # a verb that is a word of Python has a module with a stroke behind its name
        return sorted(name.rstrip("_").replace("_", "-") for name in names if name != "main")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of the module ``cmd_name``, None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"tollbook.cli.{name}_" if keyword.iskeyword(name) else f"tollbook.cli.{name}")
        command: click.Command = module.command
        return command


@click.command(cls=Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=NAME)
def tollbook_command() -> None:
    """Keep a ledger of the casualties of war, in which every figure walks back to the quoted words."""


def main() -> None:
    """Run the command; exit status 0 done, 1 done with error Issues, 2 wrong use, 3 stopped.

    An interrupt and a reader that closes its end of the pipe stop the program without a word. Click's own ``main`` is
    not used: it prints an empty line on the one and reports the other as status 1.
    """
    try:
        sys.exit(_run(sys.argv[1:]))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_WRONG_USE)
    except (click.Abort, KeyboardInterrupt, BrokenPipeError):
        _silence_output()
        sys.exit(EXIT_STOPPED)
    except Exception as error:
        _stop_if_told(error)
        raise


def _run(arguments: list[str]) -> int:
    if COMPLETION in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(tollbook_command, {}, NAME, COMPLETION, os.environ[COMPLETION])
    with tollbook_command.make_context(NAME, arguments) as context:
        tollbook_command.invoke(context)
    return 0


def _stop_if_told(error: Exception) -> None:
    from tollbook.model.issue import ItemFailed, RunAborted  # keeps --help fast

    if isinstance(error, RunAborted | ItemFailed):
        issue = error.issue
        click.echo(f"stopped: {issue.subject}: {issue.message}\n{issue.hint}".rstrip(), err=True)
        sys.exit(EXIT_STOPPED)


def _silence_output() -> None:
    """Send what is still buffered nowhere, so that closing standard output at exit does not complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
