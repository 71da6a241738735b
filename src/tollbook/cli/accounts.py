"""``tollbook accounts``: who may use the desk of a team, and what each may do."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from tollbook.cli._options import book_option

ROLES = ("reader", "coder", "reviewer", "admin")
NEEDED = ("argon2", "pyotp")
T = TypeVar("T")
EPILOG = """\b
Examples:
  tollbook accounts add Amal --role admin --book war       the first: prints a one-time password
  tollbook accounts add Noor --role coder --book war
  tollbook accounts change Noor --role reviewer --cleared --book war
  tollbook accounts reset Noor --book war                  a lost phone or password
  tollbook review --team --book war

\b
reader: read. coder: read and edit. reviewer: read, accept, return and sign; edits nothing. admin: everything, accounts,
restricted items and erasure too. --cleared: sees restricted items.
"""


@click.group("accounts", epilog=EPILOG)
def command() -> None:
    """Keep the accounts of a book's team. They are in the book's database, and in no dump, export or merge."""
    import importlib.util

    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        wanted = ", ".join(missing).replace("argon2", "argon2-cffi")
        raise click.ClickException(f"accounts need {wanted}: pip install 'tollbook[web]' (from a checkout: make web)")


def _done(work: Callable[[], T]) -> T:
    from tollbook.flow.team.accounts import AccountRefused

    try:
        return work()
    except AccountRefused as error:
        raise click.UsageError(str(error)) from error


@command.command("list")
@book_option
def show(book: Path) -> None:
    """List the accounts, their roles and what is missing."""
    from tollbook.flow.team.accounts import accounts_of

    found = accounts_of(book)
    if not found:
        click.echo("no accounts: tollbook accounts add NAME --role admin")
    for account in found:
        marks = {
            "disabled": account.is_disabled,
            "cleared": account.is_cleared,
            "one-time password": account.must_change,
            "second factor": account.has_second,
        }
        click.echo(
            f"{account.name:<24}  {account.role:<8}  {', '.join(m for m, holds in marks.items() if holds)}".rstrip()
        )


@command.command("add")
@book_option
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the account may do.")
@click.option("--cleared", is_flag=True, help="It sees restricted items. An admin does anyway.")
@click.argument("name")
def add(book: Path, role: str, cleared: bool, name: str) -> None:  # noqa: FBT001  # click passes options by name
    """Make an account; its one-time password is printed this once."""
    from tollbook.flow.team.accounts import add_account

    password = _done(lambda: add_account(book, name, role, is_cleared=cleared))
    click.echo(f"{role} {name} made; one-time password, to be changed at the first visit: {password}")


@command.command("change")
@book_option
@click.option("--role", type=click.Choice(ROLES), help="What the account may do from now on.")
@click.option("--cleared/--not-cleared", default=None, help="Whether it sees restricted items.")
@click.option("--disable/--enable", default=None, help="Whether it gets in at all.")
@click.argument("name")
def change(book: Path, role: str | None, cleared: bool | None, disable: bool | None, name: str) -> None:  # noqa: FBT001  # as above
    """Change what an account may do. The last admin stays."""
    from tollbook.flow.team.accounts import change_account

    account = _done(lambda: change_account(book, name, role=role, is_cleared=cleared, is_disabled=disable))
    state = "disabled" if account.is_disabled else account.role
    click.echo(f"{account.name}: {state}{', cleared' if account.is_cleared else ''}")


@command.command("reset")
@book_option
@click.argument("name")
def reset(book: Path, name: str) -> None:
    """Give an account a new one-time password; its second factor and interface token go."""
    from tollbook.flow.team.accounts import reset_account

    password = _done(lambda: reset_account(book, name))
    click.echo(f"one-time password of {name}, to be changed at the next visit: {password}")
