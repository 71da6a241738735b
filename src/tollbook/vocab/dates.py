"""Words and forms of time expressions in one language, and the calendar of feasts. Data only; the grammar compiles it."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load

Value = int | str


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One form of time expression (see the head of ``dates.toml``): what it looks like and which calculation it means.

    ``needs`` names a class one of whose words must stand before it; ``check`` a further test by the grammar; ``value`` a
    number handed to the calculation; ``clock`` marks a time of day without a day.
    """

    means: str
    form: str
    needs: str | None = None
    check: str | None = None
    value: int = 0
    clock: bool = False


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``languages/<code>/dates.toml``."""

    words: dict[str, dict[str, Value]]
    phrases: dict[str, dict[str, Value]]
    parts: dict[str, str]
    form: tuple[Form, ...]
    capital: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    future: tuple[str, ...] = ()


class Feast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a feast's days are found: ``calendar`` and its month and day, or ``either`` of several feasts of one name."""

    calendar: str = ""
    month: int = 0
    day: int = 0
    days: int = 1
    slack: int = 0
    either: tuple[str, ...] = ()


class Feasts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``vocabularies/feasts.toml``, by id."""

    feast: dict[str, Feast]


@functools.cache
def dates_language(language: str | None) -> str:
    """Return ``language`` where its date words are present, else English: dates in figures are read in any text."""
    present = language is not None and data_path("languages", language, "dates.toml").exists()
    return language if language is not None and present else "en"


@functools.cache
def load_dates(language: str = "en") -> DateWords:
    """Return the date words of ``language``; raise ValueError on bad data."""
    data: DateWords = load(DateWords, "languages", language, "dates.toml")
    return data


@functools.cache
def load_feasts() -> dict[str, Feast]:
    """Return the feasts by id; raise ValueError where one points to a feast that is not there."""
    data: Feasts = load(Feasts, "vocabularies", "feasts.toml")
    feasts = data.feast
    unknown = sorted({other for feast in feasts.values() for other in feast.either} - set(feasts))
    if unknown:
        raise ValueError(f"vocabularies/feasts.toml: no feast named {', '.join(unknown)}")
    return feasts
