"""A map of the land that lies on this machine: one ``.pmtiles`` file, read by pieces. Knows bytes, no map."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tollbook.model.issue import Issue, RunAborted
from tollbook.web.desk import HEAD_BYTES
from tollbook.web.page import desk_of

MAGIC = b"PMTiles"


def checked(path: Path) -> Path:
    """Return ``path`` where it is a map file; raise RunAborted where it is none."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC) + 1)
    except OSError as error:
        head = str(error).encode()
    if head != MAGIC + b"\x03" or path.stat().st_size < HEAD_BYTES:
        hint = "Give a file of the PMTiles format, version 3, with vector tiles: an extract of your country."
        raise RunAborted(Issue("no-map-file", "error", str(path), "this is no PMTiles file of version 3", hint))
    return path


def tiles_bytes(request: Request) -> Response:
    """Give the piece of the map file that the map asks for."""
    path = desk_of(request).tiles
    if path is None:
        raise HTTPException(404, "tiles.pmtiles")
    # named as it is, so that nothing packs a piece of it
    return FileResponse(path, media_type="application/octet-stream", headers={"content-encoding": "identity"})
