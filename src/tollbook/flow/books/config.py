"""A book's settings, ``tollbook.toml``: strict, and every mistake in it is shown at once."""

import re
from pathlib import Path
from typing import Any

import msgspec

from tollbook.model.claim import Crime
from tollbook.model.issue import Issue, RunAborted
from tollbook.read.text import zone_names
from tollbook.store.place import AddressRefused, Database, read_address
from tollbook.vocab.load import data_path

CONFIG = "tollbook.toml"
DATABASE = "tollbook.db"
COPYING = ".copying"
"""The note of a copy that is not finished."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_DATABASE = re.compile(r"^database\s*=.*$", re.MULTILINE)
KINDS = {"profile": "profiles", "grading": "gradings"}


class BookConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one book.

    ``focus`` are alpha-2 codes of the countries the book is about; the others name a coding profile, a grading scheme
    and the zone whose days a report without a place is counted in. ``crime`` says what becomes of ordinary crime,
    ``database`` is empty for tollbook.db in the folder.
    """

    name: str
    focus: tuple[str, ...] = ()
    profile: str = "airwars"
    grading: str = "airwars"
    timezone: str = "UTC"
    crime: Crime = "apart"
    database: str = ""


TEMPLATE = """\
# The settings of this book. `tollbook check` shows every mistake in this file at once.

# What the book is called in briefs and tables.
name = {name}

# The countries it is about, as two-letter codes: a place name is looked for there first.
focus = {focus}

# How vague words, ranges and precision are coded: a file of vocabularies/profiles.
profile = {profile}

# The rules that grade incidents: a file of vocabularies/gradings.
grading = {grading}

# The zone whose days are meant where a report does not say, such as "Asia/Damascus".
timezone = {timezone}

# What becomes of reports that tell of killings in the words of ordinary crime (robbers, a murder trial) and not of conflict:
# "apart": read, linked and listed, in no sum and no publication; "count": like any other; "leave-out": not read.
crime = {crime}

# Where its tables lie: empty for tollbook.db beside this file, or a PostgreSQL server for a team, such as
# "postgresql://user@host/database?schema=war". No password here: it goes to ~/.pgpass or PGPASSWORD.
database = {database}
"""


def config_text(config: BookConfig) -> str:
    """Return the settings as a TOML file with a comment on each."""
    values = {field: _toml(getattr(config, field)) for field in BookConfig.__struct_fields__}
    return TEMPLATE.format(**values)


def _toml(value: object) -> str:
    return msgspec.json.encode(value).decode()  # strings and lists of strings are written alike in JSON and TOML


def load_config(path: Path) -> BookConfig:
    """Read the settings; raise RunAborted with all mistakes when there are any."""
    try:
        raw = msgspec.toml.decode(path.read_bytes())
    except FileNotFoundError as error:
        message, hint = "no such book: there is no tollbook.toml", "Make one with: tollbook init DIR"
        if (path.parent / COPYING).exists():
            message, hint = "a copy into this folder is not finished", "Run the same `tollbook copy FROM TO` again."
        raise RunAborted(Issue("not-a-book", "error", str(path.parent), message, hint)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, OSError) as error:
        hint = "Correct the file; nothing was changed."
        raise RunAborted(Issue("config-wrong", "error", str(path), f"cannot be read: {error}", hint)) from error
    mistakes = config_mistakes(raw)
    if mistakes:
        message = f"{len(mistakes)} mistake(s): " + "; ".join(mistakes)
        raise RunAborted(Issue("config-wrong", "error", str(path), message, "Correct them all; nothing was changed."))
    return msgspec.convert(raw, BookConfig)


def with_database(text: str, database: str) -> str:
    """Return settings with another database, every other line and comment as it was."""
    line = f"database = {_toml(database)}"
    if _DATABASE.search(text):
        return _DATABASE.sub(lambda _: line, text, count=1)
    return f"{text.rstrip()}\n\n{line}\n" if database else text


def database_of(root: Path) -> Database:
    """Return where the tables of the book in ``root`` lie, as its settings say; settings that cannot be read say nothing."""
    try:
        address = msgspec.toml.decode((root / CONFIG).read_bytes()).get("database")
        return read_address(address) if address and isinstance(address, str) else root / DATABASE
    except (OSError, ValueError, msgspec.DecodeError):
        return root / DATABASE  # loading the settings tells what is wrong with them


def config_mistakes(raw: dict[str, Any]) -> list[str]:
    """Return everything wrong with these settings, one sentence each."""
    fields = {field.name: field for field in msgspec.structs.fields(BookConfig)}
    found = [f"unknown key {key!r} (known: {', '.join(fields)})" for key in sorted(raw) if key not in fields]
    for name, field in fields.items():
        if name not in raw:
            if field.required:
                found.append(f"{name!r} is missing")
            continue
        try:
            value = msgspec.convert(raw[name], field.type)
        except msgspec.ValidationError as error:
            found.append(f"{name} = {raw[name]!r}: {error}")
        else:
            found.extend(f"{name} = {raw[name]!r}: {what}" for what in _rules(name, value))
    return found


def names_of(folder: str) -> list[str]:
    """Return the names of the data files in a folder of the vocabularies."""
    return sorted(path.stem for path in data_path("vocabularies", folder).glob("*.toml"))


def _rules(name: str, value: Any) -> list[str]:
    if name == "focus":
        return [f"{code!r} is no two-letter country code" for code in value if not _COUNTRY.fullmatch(code)]
    if name in KINDS and value not in (known := names_of(KINDS[name])):
        return [f"not one of: {', '.join(known)}"]
    if name == "timezone" and value not in zone_names():
        return ["not a time zone known here, such as Asia/Damascus"]
    if name == "database" and value:
        try:
            read_address(value)
        except AddressRefused as error:
            return [str(error)]
    if name == "name" and not value.strip():
        return ["it is empty"]
    return []
