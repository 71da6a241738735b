"""Which columns of other people's tables mean what: the field's datasets by name, a team's own spreadsheets by file."""

import msgspec

from tollbook.vocab.load import load_named, named

Columns = tuple[str, ...]


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Columns by what they mean; of several the first that has a value counts. ``by`` joins all that have one.

    ``killed_open`` and its like are columns that hold "true" where a range's upper end is open. ``metres`` is a radius; ``precision`` is a column whose values ``radius_m`` turns into metres. ``nobody`` are values of ``by`` that name no
    belligerent, ``between`` what stands between several. ``days`` says how dates are written where not YYYY-MM-DD
    (strptime's marks). ``refuses`` says why files of this shape cannot be set beside a record at all.
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
    killed_open: Columns = ()
    civilians_open: Columns = ()
    injured_open: Columns = ()
    url: Columns = ()
    metres: Columns = ()
    precision: Columns = ()
    radius_m: dict[str, int] = {}
    nobody: tuple[str, ...] = ()
    between: str = ""
    days: tuple[str, ...] = ()
    refuses: str = ""


def mapping_names() -> tuple[str, ...]:
    """Return the names of the datasets whose columns are known."""
    return named("imports")


def load_mapping(name: str) -> Mapping:
    """Return the mapping of a known dataset, or of the file ``name``; raise ValueError naming the mistake."""
    return load_named(Mapping, "imports", "mapping", name)
