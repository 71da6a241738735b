"""Puts this folder on the path, so that tests share factories; runs what keeps a book on every database there is."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import books
import servers

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")

HERE = Path(__file__).parent
ON_EVERY_DATABASE = ("store", "flow", "web")
"""Folders whose tests run on SQLite and on PostgreSQL."""
_server = contextlib.ExitStack()
_missing = ""


def pytest_configure(config):
    """Start a server, once for all workers, where none is named and one can be started; tell why not."""
    global _missing  # noqa: PLW0603  # pytest's hooks share no object
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    wanted = os.environ.get(servers.NAMED, "auto")
    _missing = f"{servers.NAMED} is none" if wanted == "none" else ""
    if wanted == "auto":
        _missing = servers.why_not()
        os.environ[servers.NAMED] = "none"
        if not _missing:
            try:
                os.environ[servers.NAMED] = _server.enter_context(servers.throw_away())
            except (OSError, RuntimeError) as error:
                _missing = f"no server could be started: {error}"
        _server.callback(os.environ.pop, servers.NAMED)


def pytest_unconfigure(config):
    """Stop the server."""
    _server.close()


def pytest_terminal_summary(terminalreporter):
    """Say once how many tests ran on SQLite only, and why."""
    ran = sum(_is_on_every(report) for reports in terminalreporter.stats.values() for report in reports)
    if _missing and ran:
        terminalreporter.write_line(f"skipped on PostgreSQL: {ran} tests of store, flow and web ({_missing})")


def _is_on_every(report) -> bool:
    return getattr(report, "when", "") == "call" and any(f"tests/{f}/" in report.nodeid for f in ON_EVERY_DATABASE)


def pytest_generate_tests(metafunc):
    """Run each test of a book's rooms on both databases, unless it says why not."""
    folder = Path(metafunc.definition.path).relative_to(HERE).parts[0]
    if folder not in ON_EVERY_DATABASE:
        return
    marks = {mark.name: mark for mark in metafunc.definition.iter_markers()}
    kinds = ["sqlite", "postgresql"]
    for name, kind in (("sqlite_only", "sqlite"), ("postgresql_only", "postgresql")):
        if name in marks:
            assert marks[name].args, f"{metafunc.definition.nodeid}: @pytest.mark.{name} says why"
            kinds = [kind]
    if os.environ.get(servers.NAMED, "none") == "none":
        kinds = [k for k in kinds if k == "sqlite"]
    metafunc.parametrize("database_kind", kinds, indirect=True, scope="module")


@pytest.fixture(autouse=True, scope="module")
def database_kind(request):
    """Let ``new_book`` make its books on this database; on a server they go when the module's tests have ended."""
    kind = getattr(request, "param", "sqlite")
    books.SERVER.address = os.environ[servers.NAMED] if kind == "postgresql" else ""
    yield kind
    if kind == "postgresql":
        books.SERVER.drop_schemas()
        books.SERVER.address = ""
