"""Which columns of other people's tables mean what: the field's datasets by name, a team's own spreadsheets by file."""

from pathlib import Path

import msgspec

from tollbook.vocab.load import data_path, load

Columns = tuple[str, ...]


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Columns by what they mean; of several the first that has a value counts. ``by`` joins all that have one.

    ``precision`` is a column whose values ``radius_m`` turns into metres. ``nobody`` are values of ``by`` that name no
    belligerent. ``days`` says how dates are written where not YYYY-MM-DD (strptime's marks).
    """

    name: str
    source: str
    id: Columns = ()
    first: Columns = ()
    last: Columns = ()
    place: Columns = ()
    lat: Columns = ()
    lon: Columns = ()
    country: Columns = ()
    by: Columns = ()
    killed_low: Columns = ()
    killed_best: Columns = ()
    killed_high: Columns = ()
    civilians_low: Columns = ()
    civilians_high: Columns = ()
    injured_low: Columns = ()
    injured_high: Columns = ()
    url: Columns = ()
    precision: Columns = ()
    radius_m: dict[str, int] = {}
    nobody: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


def mapping_names() -> tuple[str, ...]:
    """Return the names of the datasets whose columns are known."""
    return tuple(sorted(path.stem for path in data_path("vocabularies", "imports").glob("*.toml")))


def load_mapping(name: str) -> Mapping:
    """Return the mapping of a known dataset, or of the file ``name``; raise ValueError naming the mistake."""
    if name in mapping_names():
        own: Mapping = load(Mapping, "vocabularies", "imports", f"{name}.toml")
        return own
    path = Path(name)
    if not path.is_file():
        raise ValueError(f"no mapping {name!r}: give a file, or one of: {', '.join(mapping_names())}")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Mapping)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ValueError(f"{name}: {error}") from error
