"""Run the whole chain on the claims development set and print its scorer's figures.

Usage: python benchmarks/claims_dev.py [--errors N] [--write FILE]. Needs the development material beside the checkout.
"""

import argparse
import datetime as dt
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line

SHARED = Path(__file__).resolve().parents[2] / "shared"


def load_scorer() -> ModuleType:
    """Return the scorer module that comes with the development set."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "claims" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(row: dict) -> dict:
    """Return the prediction line for one gold row."""
    published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(id=row["id"], sha256="", text=row["text"], published=published, outlet=row.get("outlet"))
    claims = read_claims(document, default_kit()).claims
    return {"id": row["id"], "claims": [claim_line(c, claims) for c in claims]}


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    path = SHARED / "claims" / "dev.jsonl"
    if not path.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    scorer = load_scorer()
    gold = scorer.load(path)
    began = time.perf_counter()
    predicted = {row["id"]: predict(row) for row in gold.values()}
    print(f"{time.perf_counter() - began:.2f} s")
    if args.write:
        args.write.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted.values()))
    scorer.show(scorer.score(gold, predicted), args.errors)


if __name__ == "__main__":
    main()
