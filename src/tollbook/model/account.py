"""Who may use a book's desk in a team, and what each role may do."""

import datetime as dt
from typing import Literal

import msgspec

Role = Literal["reader", "coder", "reviewer", "admin"]
Right = Literal["read", "edit", "review", "govern"]
RIGHTS: dict[str, frozenset[str]] = {
    "reader": frozenset({"read"}),
    "coder": frozenset({"read", "edit"}),
    "reviewer": frozenset({"read", "review"}),
    "admin": frozenset({"read", "edit", "review", "govern"}),
}
"""A reviewer accepts, returns and signs, and edits nothing; accounts, restrictions and erasure are an admin's."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person's access. Secrets are kept apart from it.

    ``is_cleared`` sees restricted items; ``must_change`` has a one-time password; ``has_second`` gives a second factor.
    """

    name: str
    role: Role
    is_cleared: bool = False
    is_disabled: bool = False
    must_change: bool = True
    has_second: bool = False
    locked_until: dt.datetime | None = None

    def may(self, right: str) -> bool:
        """Return True when this account's role has the right, and it is not disabled."""
        return not self.is_disabled and right in RIGHTS[self.role]
