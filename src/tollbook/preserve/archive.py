"""Names of preserved bytes: by their SHA-256, so that the same bytes lie in one place and a change shows."""

import hashlib
import re
from pathlib import PurePosixPath

_NAME = re.compile(r"[0-9a-f]{64}")


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hex: the name of these bytes."""
    return hashlib.sha256(content).hexdigest()


def archive_path(sha256: str) -> PurePosixPath:
    """Return where bytes of that hash lie below ``archive/``; raise ValueError when it is no SHA-256 in hex."""
    if not _NAME.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return PurePosixPath(sha256[:2], sha256)
