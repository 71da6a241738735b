"""Find time expressions in a text, before anyone decides which event they date."""

from collections.abc import Sequence

from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.resolve.when.grammar import Expression, Found, grammar_of
from tollbook.resolve.when.origins import dateline

KINDS = {
    "beside": "event",
    "past": "past",
    "ago": "past",
    "nights_back": "night",
    "month": "month",
    "month_range": "month",
    "season": "month",
    "year": "year",
    "year_range": "year",
    "decade": "year",
    "fiscal": "year",
    "span_of": "part",
    "week_of": "week",
    "calendar": "calendar",
    "feast": "feast",
}
"""The finder's class of each calculation; every other is a day."""


_NAME = 20
"""Characters behind a day in which the rest of a name may stand."""
_BESIDE = 2
"""Characters between a time of day and its day."""


def kind_of(expression: Expression) -> str:
    """Return the class of a spot: since, future, until, before, after, clock, event, past, night, week, month, year ... or day."""
    if expression.relation != "at":
        return expression.relation
    if expression.values.get("k") == "next" or expression.value < 0:
        return "future"
    if expression.values.get("u") == "weekend":
        return "day"
    return "clock" if expression.clock else KINDS.get(expression.means, "day")


def key_of(expression: Expression) -> str:
    """Return the calculation's name; for a distance from another event also the side it lies on."""
    side = expression.values.get("k", "same") if expression.means == "beside" else ""
    return f"{expression.means}:{side}" if side else expression.means


def find_times(text: str, spans: Sequence[Span], language: str = "en") -> tuple[Spot, ...]:
    """Return the time expressions inside ``spans``, in order; linear in the length of the text.

    An open "since ..." phrase becomes one spot up to the date inside it (which is a spot of its own too), or up to the end
    of its clause where it has none.
    """
    grammar = grammar_of(language)
    spots: list[Spot] = []
    names = frozenset(grammar.words.get("NAMED", ()))
    head = dateline(text, language)
    for start, end in spans:
        found = grammar.read(text, start, end)
        phrases = grammar.since_phrases(text, start, end, found)
        spots.extend(_spot(text, begin, stop, "since", "since_phrase") for begin, stop in phrases)
        for f in _days_alone(found):
            if f.expression.means == "measure" or (f.expression.means == "date" and _is_name(text, f, names)):
                continue
            kind = "dateline" if head is not None and f.end == head.end else kind_of(f.expression)
            spots.append(_spot(text, f.start, f.end, kind, key_of(f.expression)))
    return tuple(sorted(spots, key=lambda s: s.span))


def _is_name(text: str, found: Found, names: frozenset[str]) -> bool:
    """Return True where a day is part of a name: "9 October Avenue", "the March 23 Movement"."""
    behind = text[found.end : found.end + _NAME].split(maxsplit=1)
    return bool(behind) and behind[0][0].isupper() and behind[0].rstrip(".,;").lower() in names


def _days_alone(found: list[Found]) -> list[Found]:
    """Return ``found`` without what only tells more of its day: "before dawn" on Monday, "the eve of Ramadan" after Sunday."""
    kept: list[Found] = []
    for index, f in enumerate(found):
        beside = [found[i] for i in (index - 1, index + 1) if 0 <= i < len(found)]
        near = any(abs(o.start - f.end) <= _BESIDE or abs(f.start - o.end) <= _BESIDE for o in beside)
        is_said_of = (
            near and index > 0 and f.expression.means == "feast" and kind_of(found[index - 1].expression) == "day"
        )
        if not (f.expression.clock and near) and not is_said_of:
            kept.append(f)
    return kept


def _spot(text: str, start: int, end: int, kind: str, value: str) -> Spot:
    return Spot((start, end), text[start:end], kind, value)
