"""Addresses of the site's pages: permanent, plain, relative to each other, so that they work from a stick or any server."""

import posixpath
import re

from tollbook.model.ids import content_id
from tollbook.model.incident import Incident

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_AREA = re.compile(r"[A-Za-z0-9.]{1,60}")
STYLE = "style.css"
"""Every address below is inside the folder of a language: "" for the first, ``ar/`` for a second."""
INDEX = "index.html"
INCIDENTS = "incidents/index.html"
TOTALS = "totals/index.html"
METHOD = "method.html"
DOWNLOADS = "downloads.html"
CORRECTIONS = "corrections.html"
LOST = "404.html"
FEED = "incidents.atom"
CORRECTIONS_FEED = "corrections.atom"


def safe_name(*names: str) -> str:
    """Return the first of ``names`` that can be a file's name everywhere; raise ValueError where none can."""
    found = next((name for name in names if _SAFE.fullmatch(name)), None)
    if found is None:
        raise ValueError(f"no file can be named after {names}")
    return found


def slug(incident: Incident) -> str:
    """Return what an incident's page is called: its permanent code, its id where it has none."""
    return safe_name(incident.code, incident.id)


def incident_page(name: str) -> str:
    """Return the address of an incident by its slug."""
    return f"incident/{name}.html"


def list_page(key: str, number: int = 1) -> str:
    """Return the address of a page of a list ("2017-08", "area-SY-04" ...); no key holds a dot, so no two pages share one."""
    return f"incidents/{key}.html" if number == 1 else f"incidents/{key}.{number}.html"


def area_key(area: str) -> str:
    """Return the key of an area's list in addresses: its id where that can be a file's name, else a hash of it."""
    return f"area-{area.replace('.', '-') if _AREA.fullmatch(area) else content_id('', area)}"


def totals_page(number: int = 1) -> str:
    """Return the address of a page of the statement of account."""
    return TOTALS if number == 1 else f"totals/{number}.html"


def corrections_page(number: int = 1) -> str:
    """Return the address of a page of the list of corrections."""
    return CORRECTIONS if number == 1 else f"corrections-{number}.html"


def relative(target: str, page: str) -> str:
    """Return the way from the page at address ``page`` to ``target``, both from the site's root."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
