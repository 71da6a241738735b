"""Tables that turn the record's words into other datasets' codes."""

import msgspec

from tollbook.vocab.load import load


class CloseAttack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Means that need people to meet: a battle or an attack on civilians."""

    kinds: tuple[str, ...]
    battle: str
    attack: str


class AcledCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``vocabularies/shapes/acled.toml``."""

    remote: dict[str, str]
    close: CloseAttack
    event: dict[str, str]
    inter: dict[str, int]
    codes: dict[str, int]


def acled_codes() -> AcledCodes:
    """Return ACLED's types by means and inter codes by kind of actor; raises ValueError on bad data."""
    found: AcledCodes = load(AcledCodes, "vocabularies", "shapes", "acled.toml")
    return found
