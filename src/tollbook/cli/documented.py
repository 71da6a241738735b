"""``tollbook documented``: how many the record documents for an area and days, and on which incidents that rests."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import HARMS, listing_options

if TYPE_CHECKING:
    from tollbook.estimate.draws import DrawnSum
    from tollbook.model.snapshot import Snapshot
    from tollbook.publish.select import Selection
    from tollbook.reconcile.sums import Documented

EPILOG = """\b
Examples:
  tollbook documented --book war --area Raqqa --from 2017-08-01 --to 2017-08-31
  tollbook documented --book war --area SY --group children
  tollbook documented --book war --by Coalition --status civilian --json
  tollbook documented --book war --area SY --draws
"""
SHOWN = 12


@click.command("documented", epilog=EPILOG)
@listing_options
@click.option("--status", type=click.Choice(["civilian", "combatant", "security"]), help="Only people of this status.")
@click.option("--group", metavar="NAME", help="Only this group: children, women, men, medics, journalists, ...")
@click.option(
    "--draws", is_flag=True, help="Also calculate an interval by draws, on assumptions that are named with it."
)
def command(
    book: Path,
    view: "Snapshot",
    selection: "Selection",
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
    status: str | None,
    group: str | None,
    draws: bool,  # noqa: FBT001  # a flag
) -> None:
    """Sum what the record documents of one harm (the killed, unless --harm says otherwise) in an area and days.

    Incidents that may be one event count once in the low and all in the high. What may lie outside (no day, no place, over
    the border) counts in the high only. Totals that speakers state for the same area and days stand beside: they are in
    no sum, and what they count may be the same deaths.
    """
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.flow.asking.documenting import documented_in, documented_line, drawn_from

    if status and group:
        raise click.UsageError("--status and --group: give one of them; no claim counts by both at once")
    harm = selection.harm or HARMS[0]
    found = documented_in(view, selection, harm=harm, status=status, group=group)
    drawn = drawn_from(found, view, harm=harm, status=status, group=group) if draws else None
    if wants_json(as_json):
        print_lines([documented_line(found, selection, harm=harm, status=status, group=group, drawn=drawn)])
        return
    counted = sorted({c.who.group for c in view.claims.values() if c.who.group})
    if group and group not in counted:
        known = f"; it counts {', '.join(counted)}" if counted else ""
        click.echo(f"no claim of the book counts {group}{known}", err=True)
    of = group or (f"{status}s" if status and status != "security" else "security forces" if status else "people")
    where = f" in {selection.area}" if selection.area else ""
    for line in _told(found, view, f"{of} {harm}{where}"):
        click.echo(line)
    if drawn is not None:
        click.echo(_drawn(drawn))
    click.echo(f"How a figure came about: tollbook explain --book {book} INCIDENT/{harm}")


def _drawn(drawn: "DrawnSum") -> str:
    """Return the interval of draws with what it is and what it assumes."""
    left = f"; {drawn.without_best} figures without a best stand at their bounds" if drawn.without_best else ""
    return (
        f"{drawn.low}-{drawn.high} by draws: {drawn.label}\n"
        f"        {drawn.inside:.0%} of {drawn.draws} draws (seed {drawn.seed}) about the best figures, each off by a speaker's "
        f"shared {drawn.shared:g} and its own {drawn.own:g} (logarithms), cut to its bounds{left}"
    )


def _told(found: "Documented", view: "Snapshot", what: str) -> list[str]:
    """Return the answer in lines: the sum, what it rests on, what may be the same, what stands beside."""
    from tollbook.cli._tables import code_of

    def codes(ids: tuple[str, ...]) -> str:
        shown = sorted(code_of(view.incidents[i]) for i in ids if i in view.incidents)
        return ", ".join(shown[:SHOWN]) + (f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else "")

    span = str(found.low) if found.low == found.high else f"{found.low}-{found.high}"
    is_counted = bool(found.incidents or found.partly)
    lines = [
        f"{span}{'+' if found.open else ''} {what}"
        if is_counted
        else f"no number of {what} is documented, which is no zero"
    ]
    for ids, says in (
        (found.incidents, "incidents counted"),
        (found.partly, "may lie outside (no day, no place, or over the border): in the high only"),
        (found.unknown, "give no number of them"),
    ):
        if ids:
            lines.append(f"{len(ids):>6}  {says}: {codes(ids)}")
    lines += [f"        may be one event or part and whole, once in the low: {codes(c)}" for c in found.clusters]
    if found.totals:
        lines.append(f"{len(found.totals):>6}  totals stand beside, in no sum; they may count the same deaths:")
        named = {t.claim: t for t in view.totals}
        for claim in found.totals[:SHOWN]:
            lines.append(f"        {named[claim].speaker}: “{view.claims[claim].quote}” ({claim[:11]})")
        if len(found.totals) > SHOWN:
            lines.append(f"        and {len(found.totals) - SHOWN} more: tollbook totals lists them")
    return lines
