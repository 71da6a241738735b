"""axe-core in a page under test. Its licence (MPL-2.0) keeps it out of this package: it is fetched once, or the test skips."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
GRAVE = {"serious", "critical"}


def axe_script() -> str:
    """Return axe-core's source from the cache, else by npm's own client; skip, saying so, where neither has it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tollbook" / f"axe-core-{VERSION}.min.js"
    if not cache.exists():
        _fetch(cache)
    source = cache.read_bytes()
    assert hashlib.sha256(source).hexdigest() == SHA256, f"{cache} is not axe-core {VERSION}"
    return source.decode()


def _fetch(cache: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"axe-core {VERSION} is not in {cache}, and there is no npm to fetch it with")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent"]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            pytest.skip(f"npm could not fetch axe-core {VERSION}: {done.stderr.decode()[-200:]}")
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            cache.parent.mkdir(parents=True, exist_ok=True)
            cache.write_bytes(member.read())


def grave_faults(page, script: str) -> list[str]:
    """Return what axe-core calls serious or critical in the page that is open, one line each."""
    page.value(f"{script};0")
    page.value(
        "window.axeFound = null; axe.run(document, {resultTypes: ['violations']}).then("
        "r => { window.axeFound = JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html + ' ' + "
        "(n.failureSummary || '')).slice(0, 3)])); }, e => { window.axeFound = JSON.stringify([['critical', String(e), []]]); });0"
    )
    page.wait("typeof window.axeFound === 'string'")
    found = json.loads(str(page.value("window.axeFound")))
    return [f"{name}: {nodes}" for impact, name, nodes in found if impact in GRAVE]
