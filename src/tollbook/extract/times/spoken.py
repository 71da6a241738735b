"""Words like "yesterday" inside quoted speech count from the day it was spoken. Knows quotation marks, not calendars."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.times.marks import Row
from tollbook.extract.times.own import Choice, role_of
from tollbook.model.spot import Spot

_COUNTED = frozenset({"days_back", "nights_back", "ago", "past", "calendar"})
"""Calculations that count from the day the words were said."""
_SENTENCES = 2
_PARAGRAPH = 2000
"""Characters looked at before the words for the mark that opens the speech."""


def spoken_choices(text: str, rows: Sequence[Row], chosen: dict[str, Choice], language: str) -> dict[str, Choice]:
    """Return ``chosen`` with the day of speaking as anchor where the words stand in quoted speech that has one."""
    row_of = {spot.span: index for index, row in enumerate(rows) for spot in row.spots}
    done = dict(chosen)
    for claim, choice in chosen.items():
        spot = choice.spot
        if spot.value not in _COUNTED or choice.anchor is not None or not is_quoted(text, spot.span[0]):
            continue
        said = _said_near(text, rows, row_of[spot.span], language)
        if said is not None:
            done[claim] = msgspec.structs.replace(choice, anchor=said.span)
    return done


def is_quoted(text: str, offset: int) -> bool:
    """Return True when ``offset`` lies inside quotation marks of its paragraph."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - _PARAGRAPH)
    before = text[start:offset]
    opened = before.count("“") + before.count("«") - before.count("”") - before.count("»")
    return opened > 0 or before.count('"') % 2 == 1


def _said_near(text: str, rows: Sequence[Row], index: int, language: str) -> Spot | None:
    """Return the words that date the speaking: in the same sentence, or up to two before."""
    for row in reversed(rows[max(0, index - _SENTENCES) : index + 1]):
        said = [s for s in row.spots if s.kind == "day" and role_of(text, row, s, language) == "said"]
        if said:
            return said[-1]
    return None
