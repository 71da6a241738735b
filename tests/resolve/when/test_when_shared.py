"""Floors for dates on the development material beside the checkout, given the gold claims."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
FILES = [
    (SHARED / "claims" / "dev.jsonl", 0.95, 0.95),
    (SHARED / "articles" / "raqqa-2017-08-23.claims.json", 1.0, 1.0),
]


def benchmark():
    """Return the benchmark that measures the dates."""
    spec = importlib.util.spec_from_file_location("when_dev", ROOT / "benchmarks" / "when_dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize(("path", "exact_floor", "silent_floor"), FILES, ids=["claims", "article"])
def test_dates_stay_above_their_floors(path, exact_floor, silent_floor):
    """Stated days are exact, and none is invented, at least as often as released."""
    if not path.exists():
        pytest.skip("the development material is not beside this checkout")
    text = path.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else [json.loads(text)]
    module = benchmark()
    stated, silent = [], []
    for row in rows:
        claims = module.dated(row)
        for gold, claim in zip(row["claims"], claims, strict=True):
            got = module.claim_line(claim, claims)["when"]
            (stated if gold["when"] else silent).append(got == gold["when"])
    assert sum(stated) / len(stated) >= exact_floor
    assert sum(silent) / len(silent) >= silent_floor
