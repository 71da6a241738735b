"""Speakers and belligerents on the development material, where it stands beside the checkout."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "claims").exists(), reason="the development material is not beside this checkout"),
]
FLOORS = {("by", True): 0.97, ("by", False): 0.95, ("said_by", True): 0.97, ("said_by", False): 0.97}


@pytest.fixture(scope="module")
def who():
    """Return the benchmark that attaches and resolves gold claims."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import who_dev  # noqa: PLC0415  # a script, found only through the path set above

    return who_dev


def right(who, rows: list[dict]) -> dict[tuple[str, bool], list[bool]]:
    """Return by field, and by whether gold names somebody, which readings are right."""
    same = who.load_scorer().same_text
    found: dict[tuple[str, bool], list[bool]] = {key: [] for key in FLOORS}
    for row in rows:
        claims, _ = who.attached(row)
        for gold, claim in zip(row["claims"], claims, strict=True):
            for field in ("by", "said_by"):
                readings = getattr(claim, field)
                found[field, gold[field] is not None].append(same(gold[field], readings[0].name if readings else None))
    return found


def test_the_report_the_project_starts_from_is_read_right(who):
    """All ten claims have their speaker and belligerent, the week's total none."""
    row = json.loads((SHARED / "articles" / "raqqa-2017-08-23.claims.json").read_text(encoding="utf-8"))
    assert all(all(hits) for hits in right(who, [row]).values())


def test_the_development_set_stays_above_its_floors(who):
    """Named speakers and belligerents are found, and none invented, no worse than measured."""
    lines = (SHARED / "claims" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["claims"]]
    for key, hits in right(who, rows).items():
        assert sum(hits) / len(hits) >= FLOORS[key], key
