"""Make a book of 1,000 generated reports and print seconds, CPU seconds and peak memory of the run, of running again, and of a rebuild.

Usage: python benchmarks/run_1000.py [--reports N] [--seed S] [--keep DIR]. The reports are invented, the same for the
same seed: several sources on each event, updates, daily and cumulative totals, and half of them about other things.
"""

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = (
    "Raqqa", "Aleppo", "Idlib", "Hama", "Homs", "Mosul", "Deir ez-Zor", "Daraa", "Douma", "Tabqa", "Manbij", "Kirkuk",
    "Palmyra", "Latakia", "Qamishli", "Afrin", "Saraqib", "Maarat al-Numan", "Jisr al-Shughur", "Khan Sheikhoun",
)  # fmt: skip
OUTLETS = ("Furat Wire", "Harbour Post", "Lowland Gazette", "Northern Desk", "Jazira Watch", "River Radio")
SPEAKERS = (
    "the Syrian Observatory for Human Rights", "local activists", "a hospital doctor", "the civil defence", "residents",
)  # fmt: skip
MEANS = ("air strikes", "shelling", "a car bomb", "a rocket attack", "a landmine", "barrel bombs")
FILLER = (
    "Traders said the market had been quiet since the morning.",
    "The council met for the third time this month to discuss water supplies.",
    "Schools in the district will reopen after the holiday, an official said.",
    "The road to the border has been closed to lorries since spring.",
    "Aid groups asked for more fuel before the winter.",
    "The ministry did not answer questions by telephone.",
)
CALM = (
    "The harvest began late this year after a dry spring in the valley.",
    "Engineers finished repairs on the bridge and opened it to small cars.",
    "The team won its second match of the season in front of a small crowd.",
    "Officials spoke for two hours and promised to meet again next week.",
)


def event_reports(chance: random.Random, day: dt.date) -> list[dict]:
    """Return what two to five outlets say about one event."""
    place, means, number = chance.choice(PLACES), chance.choice(MEANS), chance.randint(2, 60)
    reports = []
    for outlet in chance.sample(OUTLETS, chance.randint(2, 5)):
        figure = max(1, number + chance.randint(-3, 6))
        children = chance.randint(0, figure // 2)
        speaker = chance.choice(SPEAKERS)
        sentences = [
            f"At least {figure} civilians were killed by {means} in {place} on {day:%A}, {speaker} said.",
            f"{children} children were among the dead." if children > 1 else chance.choice(FILLER),
            f"About {figure * 2} others were wounded, {speaker} added.",
            chance.choice(FILLER),
        ]
        if chance.random() < 0.2:
            sentences.append(f"More than {number * 20} people have been killed in {place} since June, {speaker} said.")
        text = " ".join(sentences + chance.sample(FILLER, 3))
        reports.append({"text": text, "outlet": outlet, "published": (day + dt.timedelta(1)).isoformat()})
    return reports


def reports(count: int, seed: int) -> list[dict]:
    """Return ``count`` reports over a year, half of them about events."""
    chance = random.Random(seed)
    rows: list[dict] = []
    while len(rows) < count:
        day = dt.date(2017, 1, 1) + dt.timedelta(chance.randrange(365))
        rows += event_reports(chance, day)
        for _ in range(3):
            text = " ".join(chance.choices(CALM + FILLER, k=8))
            rows.append({"text": text, "outlet": chance.choice(OUTLETS), "published": day.isoformat()})
    return [{"id": f"r{number}", **row} for number, row in enumerate(rows[:count])]


def measured(name: str, *words: str) -> None:
    """Run the command and print its seconds and peak memory."""
    code = (
        "import resource, sys; from tollbook.cli.main import main\n"
        "try:\n    main()\n"
        "finally:\n    print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
    )
    began, spent = time.perf_counter(), _cpu_seconds()
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    seconds, busy = time.perf_counter() - began, _cpu_seconds() - spent
    if done.returncode > 1 or "Traceback" in done.stderr:
        sys.exit(done.stderr)
    peak = done.stderr.rsplit("peak ", 1)[1].strip()
    last = done.stdout.strip().splitlines()[-1] if done.stdout else ""
    print(f"{name:<22}{seconds:8.2f} s {busy:8.2f} s CPU {peak:>7} MB   {last[:90]}")


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Generate, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="Make the book here and leave it.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        rows = reports(args.reports, args.seed)
        source = folder / "reports.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        book = str(folder / "book")
        measured("init", "init", book, "--focus", "SY", "--focus", "IQ")
        measured("run", "run", "--book", book, str(source))
        measured("run again", "run", "--book", book, str(source))
        measured("rebuild", "rebuild", "--book", book)
        measured("incidents", "incidents", "--book", book, "--json")
    print(f"{len(rows)} reports, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB for generating them")


if __name__ == "__main__":
    main()
