"""The local day of a report: its moment of publication counted in its own zone, else in the book's. Pure."""

import msgspec

from tollbook.model.document import Credits
from tollbook.resolve.when.origins import local_day

UNSET = "UTC"
"""The zone of a book that names none: a report then keeps the day its feed writes."""


def with_local_day(said: Credits, zone: str = UNSET) -> Credits:
    """Return ``said`` with the day its instant has in the report's own zone, else in ``zone``, and that zone's name.

    A report of 21:40 UTC is of the next day in Raqqa (design, section 2: local day, zone kept). Without an instant, or with no
    zone named anywhere, the day stays as written.
    """
    named = said.zone or (zone if zone != UNSET else None)
    if said.instant is None or said.published is None or named is None:
        return msgspec.structs.replace(said, zone=named if said.published is not None else None)
    return msgspec.structs.replace(said, published=local_day(said.instant, named), zone=named)
