"""The kinds of columns, said once for both databases: text sorts by its letters' codes everywhere, numbers have 64 bits."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, TypeDecorator
from sqlalchemy import Text as AnyText

NUL, GUARD = "\x00", "\U0010ffff"
_HIDDEN = str.maketrans({NUL: GUARD + "0", GUARD: GUARD + "1"})

Word = String().with_variant(String(collation="C"), "postgresql")
"""A short text of ours: an id, a code, a day. PostgreSQL would sort it by a language, SQLite never does."""
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
Number = Integer().with_variant(BigInteger(), "postgresql")


class Said(TypeDecorator[str]):
    """Text as others wrote it. PostgreSQL takes no NUL, which feeds do hold: it stands there behind a code that no letter has."""

    impl = AnyText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return the type that the database knows."""
        return dialect.type_descriptor(AnyText(collation="C") if dialect.name == "postgresql" else AnyText())

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        """Return what is done to a value on its way in."""
        return _hidden if dialect.name == "postgresql" else None

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[str | None], str | None] | None:
        """Return what is done to a value on its way out."""
        return _shown if dialect.name == "postgresql" else None


def _hidden(value: str | None) -> str | None:
    return value.translate(_HIDDEN) if value and (NUL in value or GUARD in value) else value


def _shown(value: str | None) -> str | None:
    return value.replace(GUARD + "0", NUL).replace(GUARD + "1", GUARD) if value and GUARD in value else value
