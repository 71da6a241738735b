"""The bundled week of reports, end to end, against a record an analyst has read line by line.

`REGEN=1 pytest tests/acceptance/test_example.py` writes the file anew; read it as a diff before you commit it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

GOLDEN = Path(__file__).parent / "raqqa-week.golden.txt"


def lines(*args: object) -> list[dict]:
    """Return the JSON lines a command prints."""
    command = [sys.executable, "-m", "tollbook", *map(str, args), "--json"]
    return [
        json.loads(line)
        for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    ]


def figure(found: dict | None) -> str:
    """Return a range as people write it."""
    if not found or (found["low"] is None and found["high"] is None):
        return "-"
    ends = str(found["low"]) if found["low"] == found["high"] else f"{found['low']}-{found['high']}"
    return ends + ("+" if found.get("open") else "")


def days(interval: list | None) -> str:
    """Return an interval in one word."""
    return "undated" if not interval else "..".join(dict.fromkeys(str(day) for day in interval))


def incident_line(incident: dict) -> str:
    """Return one incident in one line."""
    place = incident["place"] or {}
    where = f"{place.get('name', '?')} ({place.get('level', '?')}, {place.get('radius_km', '?')} km)"
    killed, injured = figure(incident["killed"]), figure(incident["injured"])
    reports = " ".join(sorted(incident["documents"]))
    return f"{days(incident['when'])} | {where} | killed {killed} | injured {injured} | {incident['grade']['name']} | {reports}"


def total_line(total: dict) -> str:
    """Return one total in one line."""
    stated, left = total["stated"], total["residual"]
    left_over = (
        "not balanced"
        if left is None
        else f"left over {left['low']}..{left['high'] if left['high'] is not None else ''}"
    )
    high = "" if stated["high"] is None else stated["high"]
    return f"{days(total['hull'])} | {total['speaker']} | {total['harm']} {total['status']} {stated['low']}..{high} | {left_over}"


def test_the_bundled_week_gives_the_record_that_was_read(tmp_path: Path) -> None:
    """Incidents with ranges and grades, and totals with what is left over, are those of the file beside this test."""
    book = tmp_path / "week"
    subprocess.run([sys.executable, "-m", "tollbook", "demo", str(book)], check=False, capture_output=True)
    found = ["# incidents", *sorted(incident_line(i) for i in lines("incidents", "--book", book))]
    found += ["", "# totals", *sorted(total_line(t) for t in lines("totals", "--book", book))]
    if os.environ.get("REGEN"):
        GOLDEN.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert "\n".join(found) + "\n" == GOLDEN.read_text(encoding="utf-8")
