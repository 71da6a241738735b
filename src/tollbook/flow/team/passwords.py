"""Passwords as they are kept: argon2id, slow by intent, so never asked for while the book is held."""

import functools
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@functools.cache
def hasher() -> "PasswordHasher":
    """Return the hasher, with the library's own parameters (RFC 9106, low memory)."""
    from argon2 import PasswordHasher  # noqa: PLC0415  # an extra: a desk without accounts does without it

    return PasswordHasher()


def hashed(password: str) -> str:
    """Return what of a password is kept; takes some fifty milliseconds."""
    return hasher().hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Return True for the password whose hash is ``kept``; where there is none it takes as long to say so."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415  # as above

    try:
        return hasher().verify(kept or _nobodys(), password) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@functools.cache
def _nobodys() -> str:
    """Return what a password for a name that does not exist is compared with."""
    return hashed(secrets.token_urlsafe(16))
