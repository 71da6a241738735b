"""``tollbook log``: what people judged and which ids were given; whether the chain still holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli._options import book_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from tollbook.flow.books.ledger_log import Ledger
    from tollbook.ledger.chain import Fault
    from tollbook.model.judgement import Entry

EPILOG = """\b
Examples:
  tollbook log --book war
  tollbook log verify --book war
  tollbook log export --book war > ledger.jsonl
  tollbook log head --book war > head.json
  tollbook log verify --book war --head head.json
"""


@click.command("log", epilog=EPILOG)
@click.argument("action", type=click.Choice(["show", "verify", "export", "head"]), default="show", required=False)
@book_option
@click.option("--all", "everything", is_flag=True, help="With show: the permanent ids given by the program too.")
@click.option(
    "--head",
    "head_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With verify: a head kept from before, which the ledger must still contain.",
)
def command(action: str, book: Path, everything: bool, head_file: Path | None) -> None:  # noqa: FBT001  # click passes options by name
    """Show the ledger, verify its hash chain, export it as lines of JSON, or write its head to be signed.

    verify names the first entry that was altered, removed or moved, with exit status 1. head writes number, hash and
    time of the last entry: sign it, keep it elsewhere, and nobody can rewrite the whole ledger unseen.
    """
    from tollbook.flow.books.ledger_log import head_line, head_of, load_ledger

    if action == "head":
        click.echo(head_line(head_of(book)))
        return
    ledger = load_ledger(book)
    if action == "export":
        sys.stdout.write("".join(line + "\n" for line in ledger.lines))
    elif action == "verify":
        from tollbook.cli._told import counted

        fault = ledger.fault or _fault_against(ledger, head_file)
        if fault:
            click.echo(f"broken: {fault.message}")
            sys.exit(1)
        last = f"; the last is {ledger.entries[-1].hash}" if ledger.entries else ""
        click.echo(f"{counted(len(ledger.entries), 'entry', 'entries')}, the chain holds{last}")
    else:
        for entry in ledger.entries:
            if everything or entry.kind not in {"mint", "redirect"}:
                click.echo(_line(entry))


def _fault_against(ledger: "Ledger", head_file: Path | None) -> "Fault | None":
    from tollbook.flow.books.ledger_log import fault_against, read_head

    return fault_against(ledger, read_head(head_file)) if head_file else None


def _line(entry: "Entry") -> str:
    from tollbook.cli._told import plain

    return plain(
        f"{entry.seq:>5}  {entry.time[:16].replace('T', ' ')}  {entry.author}  {_words(entry.kind, entry.body)}"
    )


def _words(kind: str, body: dict[str, Any]) -> str:
    if "erased" in body:
        return f"{kind}: content erased on request, by entry {body['erased']}"
    why = f" - {body['why']}" if body.get("why") else ""
    if kind in _WORDS:
        return _WORDS[kind](body) + why
    return f"{kind} {body.get('incident', '')} {body.get('code', '')}".rstrip() + why


def _pair(word: str) -> "Callable[[dict[str, Any]], str]":
    return lambda body: f"{word} {_side(body['first'])} {_side(body['second'])}"


def _side(side: dict[str, Any]) -> str:
    return str(side.get("incident") or ", ".join(anchor["claim"] for anchor in side["claims"]))


def _claim(anchor: dict[str, Any]) -> str:
    return f"{anchor['claim']} ({anchor['quote']!r})"


def _added(body: dict[str, Any]) -> str:
    return "; ".join(f"{c['id']} {c['quote']!r} ({_values(c['fields'])})" for c in body["claims"])


def _values(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _place(place: dict[str, Any]) -> str:
    return f"{place['names'][0]} {place['lat']}, {place['lon']} ({place['level']})"


def _review(body: dict[str, Any]) -> str:
    return f"{body['verdict']} {body['incident']}{' - ' + body['note'] if body['note'] else ''}"


_WORDS: "dict[str, Callable[[dict[str, Any]], str]]" = {
    "same": _pair("same"),
    "not_same": _pair("not-same"),
    "sub_of": _pair("sub-of"),
    "not_sub_of": _pair("not-sub-of"),
    "reject": lambda body: f"reject {_claim(body['claim'])}",
    "correct": lambda body: f"correct {_claim(body['claim'])} {body['field']} = {body['value']}",
    "add_claim": lambda body: f"add-claim {_added(body)}",
    "add_incident": lambda body: f"add-incident {_added(body)}",
    "confirm_place": lambda body: f"confirm-place {_place(body['place'])}",
    "confirm_actor": lambda body: f"confirm-actor {body['actor']['id']} ({body['actor']['name']})",
    "coverage": lambda body: f"coverage {body['source']} checked {' to '.join(body['days'])}, nothing found",
    "coding": lambda body: f"coding {_claim(body['claim'])} {_values(body['values'])}",
    "review": _review,
    "undo": lambda body: f"undo {body['undoes']}",
    "re_anchor": lambda body: (
        f"judgement {body['judgement']} moved from {body['from']['claim']} to {body['to']['claim']}"
    ),
    "erase": lambda body: f"erase {body['target']}: {body['authority']}",
    "merge": lambda body: f"merge {body['entries']} entries of another book, head {body['head'][:12]}",
}
