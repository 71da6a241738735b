"""The quality gate: measure the composed corpus and compare with the floors.

Usage: python benchmarks/gate.py [--raise-floors] [--allow-regression REASON]

Beside the corpus the folders of ``MORE`` are measured, whose first readings their README tells: their floors keep what was learnt.

A floor is the measured share less nothing: it goes up with `--raise-floors` and down only with `--allow-regression`,
which writes the reason beside it. Floors name the corpus they were measured on; another corpus needs new floors.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from corpus import FOLDER, corpus_hash, load_corpus
from scoring import Score, score
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line

FLOORS = Path(__file__).parent / "floors.json"
TOLERANCE = 1e-9
MORE = ("dispatches", "outlets")
MORE_FIGURES = ("claims_f1", "strict_f1", "by", "part_of", "said_by", "scope", "when", "where", "means", "status")


def measure(folder: Path = FOLDER) -> Score:
    """Return the score of the whole chain on the passages of ``folder``, the corpus where none is named."""
    kit = default_kit()
    rows = []
    for passage in load_corpus(folder):
        document = Document(id=passage.id, sha256="", text=passage.text, published=passage.published)
        claims = read_claims(document, kit).claims
        rows.append((passage.id, passage.claims, [claim_line(c, claims) for c in claims]))
    return score(rows)


def figures(result: Score) -> dict[str, float]:
    """Return the gated figures by name, as shares."""
    out = {"claims_f1": result.f1(result.matched), "strict_f1": result.f1(result.strict)}
    out |= {name: tally.share for name, tally in sorted(result.stated.items())}
    out |= {f"{name}_silent": tally.share for name, tally in sorted(result.silent.items())}
    return {name: round(value, 4) for name, value in out.items()}


def show(result: Score, floors: dict[str, float]) -> None:
    """Print each figure with its 95 % interval and its floor."""
    print(f"{result.gold} claims marked, {result.found} found, {result.matched} matched")
    for name, value in figures(result).items():
        tally = result.silent.get(name.removesuffix("_silent")) if name.endswith("_silent") else result.stated.get(name)
        spread = "{:.3f}-{:.3f} of {}".format(*tally.interval(), tally.asked) if tally else ""
        floor = floors.get(name)
        print(f"  {name:18s} {value:.3f}  {spread:22s} floor {floor if floor is not None else '-'}")


def main() -> None:
    """Measure, compare, print; exit 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise-floors", action="store_true", help="write the floors that went up")
    parser.add_argument("--allow-regression", metavar="REASON", help="write all floors as measured, with this reason")
    args = parser.parse_args()
    saved = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"corpus": corpus_hash(), "claims": {}, "notes": []}
    result = measure()
    now, floors = figures(result), saved["claims"]
    show(result, floors)
    if saved["corpus"] != corpus_hash() and not args.allow_regression:
        sys.exit("the corpus has changed since the floors were measured: use --allow-regression REASON to measure anew")
    low = {
        name: (now.get(name, 0.0), floor) for name, floor in floors.items() if now.get(name, 0.0) < floor - TOLERANCE
    }
    if args.allow_regression:
        saved["notes"].append(args.allow_regression)
        _write(saved, now)
    elif low:
        sys.exit(
            "below the floor: " + ", ".join(f"{name} {value:.3f} < {floor:.3f}" for name, (value, floor) in low.items())
        )
    elif args.raise_floors:
        _write(saved, {name: max(value, floors.get(name, 0.0)) for name, value in now.items()})
    if "CORPUS" not in os.environ:
        _guard_more(saved, raise_floors=args.raise_floors)
    print("gate: no figure below its floor")


def _guard_more(saved: dict, *, raise_floors: bool) -> None:
    """Compare the other composed folders with their floors; exit 1 where one is below. A folder that changed is measured anew."""
    low = []
    for name in MORE:
        folder = FLOORS.parent / name
        known = saved.setdefault("more", {}).get(name, {})
        all_now = figures(measure(folder))
        now = {figure: all_now[figure] for figure in MORE_FIGURES}
        same = known.get("corpus") == corpus_hash(folder)
        floors = known.get("floors", {}) if same else {}
        print(f"{name}: " + ", ".join(f"{figure} {value:.3f}" for figure, value in now.items()))
        low += [f"{name} {f} {now[f]:.3f} < {floor:.3f}" for f, floor in floors.items() if now[f] < floor - TOLERANCE]
        if raise_floors:
            best = {f: max(value, floors.get(f, 0.0)) for f, value in now.items()}
            saved["more"][name] = {"corpus": corpus_hash(folder), "floors": best}
        elif not same:
            low.append(f"{name} has changed since its floors were measured: --raise-floors measures it anew")
    if raise_floors and not low:
        FLOORS.write_text(json.dumps(saved, indent=1, ensure_ascii=False) + "\n")
    elif low:
        sys.exit("below the floor: " + ", ".join(low))


def _write(saved: dict, floors: dict[str, float]) -> None:
    saved |= {"corpus": corpus_hash(), "claims": floors}
    FLOORS.write_text(json.dumps(saved, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
