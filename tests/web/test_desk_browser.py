"""The desk in a real browser: scripts run under the policy, keys move, and nothing is asked of the network."""

import re
import shutil
import signal
import subprocess
import sys

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: the review desk is an extra")

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
    "--window-size=1280,900",
)


@pytest.fixture
def address(book):
    """Serve the book as the verb does and return the address it prints."""
    command = [
        sys.executable,
        "-m",
        "tollbook",
        "review",
        "--book",
        str(book),
        "--port",
        "0",
        "--who",
        "Amal",
        "--no-browser",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline()
        yield re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line)[0]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def shown(address, path, profile) -> tuple[str, str]:
    """Return the page as the browser has it after its scripts ran, and what it logged."""
    base, _, token = address.partition("/?")
    command = [
        CHROMIUM,
        *FLAGS,
        f"--user-data-dir={profile}",
        "--enable-logging=stderr",
        "--dump-dom",
        f"{base}{path}?{token}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    return done.stdout, done.stderr


@pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is not installed")
def test_a_browser_opens_the_desk_and_its_policy_breaks_nothing(address, tmp_path):
    """The token is exchanged, the page drawn, htmx and the keys loaded, and no rule of the policy hit."""
    page, log = shown(address, "/incidents", tmp_path / "profile")
    assert "<h1>Incidents" in page
    assert "9" in page
    assert "Content Security Policy" not in log
    assert not re.search(r"CONSOLE.*(error|refused)", log, re.IGNORECASE)


def test_the_desk_listens_on_the_loopback_address_only(address):
    """What the verb prints is where it is, and it ends when interrupted."""
    assert address.startswith("http://127.0.0.1:")
