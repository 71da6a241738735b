"""A headless Chromium steered over pipes by its own protocol: opens pages, presses keys, reads what is shown."""

import itertools
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

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
    "--remote-debugging-pipe",
    "--window-size=1280,900",
)
PATIENCE = 30.0


class Browser:
    """One page of a browser. ``complaints`` are what its console and its policy objected to."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session = ""
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **values: object) -> dict:
        """Send one command and return its result."""
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session else {}
        os.write(
            self._writer, json.dumps({"id": number, "method": method, "params": values, **session}).encode() + b"\0"
        )
        while True:
            message = self._message()
            if message.get("id") == number:
                assert "error" not in message, message
                return message["result"]
            self._hear(message)

    def _message(self) -> dict:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._reader], [], [], PATIENCE)
            assert ready, "the browser says nothing"
            read = os.read(self._reader, 1 << 20)
            assert read, "the browser is gone"
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\0")
        return json.loads(line)

    def _hear(self, message: dict) -> None:
        said = message.get("params", {})
        if message.get("method") == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.complaints.append(said["entry"]["text"])
        if message.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(said["exceptionDetails"]))

    def open(self, address: str) -> None:
        """Go to an address and wait for its page."""
        self.value("window.isOld = true")
        self.call("Page.navigate", url=address)
        self.wait("window.isOld !== true && document.readyState === 'complete' && location.href !== 'about:blank'")

    def value(self, script: str) -> object:
        """Return what an expression gives in the page; None while the page is changing."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"]
        return result.get("value")

    def wait(self, script: str) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.value(script) is True:
                return
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}\n{self.value('document.body.innerText')}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other: letters, Enter, Tab, Escape."""
        codes = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, "")}
        for key in keys:
            code, text = codes.get(key) or (ord(key.upper()), key)
            for kind in ("keyDown", "keyUp"):
                typed = {"text": text} if text and kind == "keyDown" else {}
                self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **typed)

    def type(self, words: str) -> None:
        """Type words into the field that has the focus."""
        self.call("Input.insertText", text=words)


@contextmanager
def chromium(profile: str) -> Iterator[Browser]:
    """Run a browser with its own profile, and end it."""
    (to_read, to_write), (from_read, from_write) = os.pipe(), os.pipe()

    def lend() -> None:
        first, second = os.dup(to_read), os.dup(from_write)  # clear of 3 and 4, which the protocol wants
        os.dup2(first, 3)
        os.dup2(second, 4)

    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}"]
    kept = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "close_fds": False}
    with subprocess.Popen(command, preexec_fn=lend, **kept) as process:  # noqa: PLW1509  # the test has no threads of its own
        os.close(to_read)
        os.close(from_write)
        try:
            yield Browser(from_read, to_write)
        finally:
            os.close(to_write)
            process.terminate()
            process.wait(20)
            os.close(from_read)
