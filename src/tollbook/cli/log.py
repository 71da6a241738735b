"""``tollbook log``: what people judged and which ids were given; whether the chain still holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli._options import book_option

if TYPE_CHECKING:
    from tollbook.model.judgement import Entry

EPILOG = """\b
Examples:
  tollbook log --book war
  tollbook log verify --book war
  tollbook log export --book war > ledger.jsonl
"""


@click.command("log", epilog=EPILOG)
@click.argument("action", type=click.Choice(["show", "verify", "export"]), default="show", required=False)
@book_option
@click.option("--all", "everything", is_flag=True, help="With show: the permanent ids given by the program too.")
def command(action: str, book: Path, everything: bool) -> None:  # noqa: FBT001  # click passes options by name
    """Show the ledger, verify its hash chain, or export it as lines of JSON with their hashes.

    verify names the first entry that was altered, removed or moved, with exit status 1; note the last hash it prints
    somewhere else, and nobody can rewrite the whole ledger unseen.
    """
    from tollbook.flow.ledger_log import load_ledger

    ledger = load_ledger(book)
    if action == "export":
        sys.stdout.write("".join(line + "\n" for line in ledger.lines))
    elif action == "verify":
        from tollbook.cli._told import counted

        if ledger.fault:
            click.echo(f"broken: {ledger.fault.message}")
            sys.exit(1)
        last = f"; the last is {ledger.entries[-1].hash}" if ledger.entries else ""
        click.echo(f"{counted(len(ledger.entries), 'entry', 'entries')}, the chain holds{last}")
    else:
        for entry in ledger.entries:
            if everything or entry.kind not in {"mint", "redirect"}:
                click.echo(_line(entry))


def _line(entry: "Entry") -> str:
    from tollbook.cli._told import plain

    return plain(
        f"{entry.seq:>5}  {entry.time[:16].replace('T', ' ')}  {entry.author}  {_words(entry.kind, entry.body)}"
    )


def _words(kind: str, body: dict[str, Any]) -> str:
    why = f" - {body['why']}" if body.get("why") else ""
    if kind in {"same", "not_same"}:
        first, second = (_side(body[side]) for side in ("first", "second"))
        return f"{kind.replace('_', '-')} {first} {second}{why}"
    if kind in {"reject", "correct"}:
        claim = body["claim"]
        change = f" {body['field']} = {body['value']}" if kind == "correct" else ""
        return f"{kind} {claim['claim']}{change} ({claim['quote']!r}){why}"
    if kind in {"add_claim", "add_incident"}:
        return f"{kind.replace('_', '-')} {'; '.join(_added(c) for c in body['claims'])}{why}"
    if kind == "undo":
        return f"undo {body['undoes']}{why}"
    if kind == "re_anchor":
        return f"judgement {body['judgement']} moved from {body['from']['claim']} to {body['to']['claim']}"
    return f"{kind} {body.get('incident', '')} {body.get('code', '')}".rstrip() + why


def _added(claim: dict[str, Any]) -> str:
    fields = ", ".join(f"{name} = {value}" for name, value in claim["fields"].items())
    return f"{claim['id']} {claim['quote']!r} ({fields})"


def _side(side: dict[str, Any]) -> str:
    return str(side.get("incident") or ", ".join(anchor["claim"] for anchor in side["claims"]))
