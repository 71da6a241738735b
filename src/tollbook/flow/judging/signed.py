"""The figures people have signed, from the ledger. Pure."""

from collections.abc import Sequence

import msgspec

from tollbook.ledger.standing import standing
from tollbook.model.incident import Range, SignedFigure
from tollbook.model.judgement import Entry


def signed_figures(entries: Sequence[Entry]) -> tuple[SignedFigure, ...]:
    """Return the signed figures that nobody has undone; of several signatures on one figure the last."""
    found: dict[tuple[str, str, str, str | None], SignedFigure] = {}
    for entry in standing(entries, {"sign_off"}):
        if "range" in entry.body:
            body = entry.body
            figure = SignedFigure(
                incident=body["incident"],
                harm=body["harm"],
                axis=body["axis"],
                key=body["key"],
                range=msgspec.convert(body["range"], Range),
                author=entry.author,
            )
            found[figure.incident, figure.harm, figure.axis, figure.key] = figure
    return tuple(found.values())
