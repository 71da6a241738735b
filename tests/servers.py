"""A PostgreSQL server for tests: the one that TOLLBOOK_TEST_POSTGRES names, or a throw-away one started here."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1

NAMED = "TOLLBOOK_TEST_POSTGRES"
"""The address of a database in which the user may make schemas, ``none`` to leave PostgreSQL out, else ``auto``."""
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "300",
    "shared_buffers": "64MB",
}


def why_not() -> str:
    """Return why no server can be started here; nothing where one can."""
    try:
        import psycopg  # noqa: F401, PLC0415  # an extra
    except ImportError:
        return "psycopg is not installed"
    return "" if binary("initdb") else "PostgreSQL is not installed"


def binary(name: str) -> str | None:
    """Return the path of a program of PostgreSQL's, None where it is not installed."""
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return found or next((str(path) for path in installed), None)


@contextlib.contextmanager
def throw_away(settings: Mapping[str, str] = SETTINGS) -> Iterator[str]:
    """Start a server that answers on a socket of its own only, yield its address, stop it and remove what it wrote."""
    folder = Path(tempfile.mkdtemp(prefix="tollbook-pg-"))
    account = _account()
    folder.chmod(0o755)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    options = [
        part for name, value in ({"listen_addresses": ""} | settings).items() for part in ("-c", f"{name}={value}")
    ]
    try:
        _run(account, "initdb", "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", *_locale(), "-N")
        with (folder / "log").open("wb") as log:
            command = [str(binary("postgres")), "-D", str(data), "-k", str(folder), *options]
            server = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=_end_with_us,  # noqa: PLW1509  # no thread runs yet
                **_as(account),
            )
        address = f"postgresql://tester@/postgres?host={folder}"
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end_with_us() -> None:
    """Let the server stop at once when the tests are killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    import psycopg  # noqa: PLC0415  # an extra

    for _ in range(600):
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(address).close()
            return
        if server.poll() is not None:
            raise RuntimeError("the server ended at once")
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _locale() -> list[str]:
    """Sort by a language where the server can: a query that relies on the order of letters' codes then fails."""
    told = subprocess.run([str(binary("initdb")), "--help"], capture_output=True, text=True, check=True)
    sorts = ["--locale-provider=icu", "--icu-locale=en-US"] if "icu-locale" in told.stdout else []
    return ["--locale=C.UTF-8", *sorts]


def _account() -> pwd.struct_passwd | None:
    """Return whom to start the server as: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    return None


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _run(account: pwd.struct_passwd | None, command: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(binary(command)), *arguments], capture_output=True, text=True, cwd="/", check=False, **_as(account)
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.strip()}")
