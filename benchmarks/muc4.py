"""Measure victim numbers per incident on the MUC-3/4 news wires (all capitals, 1988-90), beside the best systems of 1992.

Usage: python benchmarks/muc4.py [--limit N] [--missed N] [--spurious N]. Needs the development material beside the
checkout. The number slot of each victim is compared: a gold number counts as found when a claim of a compatible harm
in the aligned incident states it. Incidents are the report's claims grouped by neighbouring sentences of one time and
place; each gold template takes the group with the best overlap of victims. Recall is over all gold numbers of all
templates; precision over the claims of aligned groups (the 1992 figures: recall 66, precision 56). Victims without a
stated number ("PLURAL"), without harm, and harm only threatened are not numbers and are left out of the gold.
"""

import argparse
import datetime as dt
import gzip
import json
import re
import sys
import time
from pathlib import Path

from tollbook.extract.claims import extract
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim
from tollbook.model.document import Document

PATH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "muc4_train.jsonl.gz"
NO_HARM = {"NO INJURY OR DEATH", "NO INJURY", "NO DEATH", "NO RESIGNATION", "REGAINED FREEDOM", "PROPAGANDA"}
WORD = re.compile(r"[A-Z][A-Z]+")
NEAR = 3


def harms_of(victim: dict, template: dict) -> set[str]:
    """Return the harms that may tell this victim's fate."""
    effects = set(victim["effect"])
    harms = set()
    if "DEATH" in effects:
        harms.add("killed")
    if "INJURY" in effects:
        harms.add("injured")
    if template["type"] == "KIDNAPPING":
        harms |= {"detained", "missing"}
    return harms or {"killed", "injured", "detained", "missing"}


def gold_numbers(template: dict) -> list[tuple[int, set[str], set[str]]]:
    """Return (number, harms, words of the mentions) of the victims that suffered."""
    out = []
    for victim in template["victims"]:
        effects = set(victim["effect"])
        if (effects and effects <= NO_HARM) or victim.get("optional") or template["stage"] != "ACCOMPLISHED":
            continue
        numbers = [n for n in victim["number"] if not n.get("plural") and (n.get("min") or n.get("max"))]
        words = {w for mention in victim["mentions"] for w in WORD.findall(mention)}
        if numbers:
            out.append((numbers[0].get("min") or numbers[0]["max"], harms_of(victim, template), words))
    return out


def groups_of(claims: tuple[Claim, ...]) -> list[list[Claim]]:
    """Return the claims of one report grouped into incidents: neighbours whose times and places do not differ."""
    groups: list[list[Claim]] = []
    for claim in claims:
        if claim.count.bound == "none" or claim.restates is not None:
            continue
        for group in reversed(groups[-NEAR:]):
            if any(is_together(claim, other) for other in group[-6:]):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def is_together(a: Claim, b: Claim) -> bool:
    """Return True when two claims may tell one event."""
    if a.sentence == b.sentence:
        return True
    if (
        a.when is not None
        and b.when is not None
        and a.when.quote != b.when.quote
        and not (a.when.inherited or b.when.inherited)
    ):
        return False
    far = abs((a.sentence or (0, 0))[0] - (b.sentence or (0, 0))[0]) > 1200
    return not far and (a.where is None or b.where is None or a.where.name == b.where.name)


def hits(gold: list[tuple[int, set[str], set[str]]], group: list[Claim], *, worded: bool) -> int:
    """Return how many gold numbers the group states, one to one; ``worded``: with a word of the mention in the quote."""
    free = list(group)
    found = 0
    for number, harms, words in gold:
        for claim in free:
            same = number in (claim.count.low, claim.count.high) and claim.harm in harms
            if same and (not worded or words & set(WORD.findall(claim.quote.upper()))):
                free.remove(claim)
                found += 1
                break
    return found


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=10_000)
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--spurious", type=int, default=0)
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    kit = default_kit()
    total = found = worded = claimed = aligned = 0
    missed, spurious = args.missed, args.spurious
    began = time.perf_counter()
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: args.limit]
    for row in rows:
        document = Document(
            id=row["id"],
            sha256="",
            text=row["text"],
            published=dt.date.fromisoformat(row["date_published"]) if row["date_published"] else None,
        )
        groups = groups_of(extract(document, kit.spotters).claims)
        used: set[int] = set()
        for template in row["gold"]["templates"]:
            if template["optional"]:
                continue
            gold = gold_numbers(template)
            if not gold:
                continue
            total += len(gold)
            scored = sorted(
                ((hits(gold, g, worded=True), hits(gold, g, worded=False), -i) for i, g in enumerate(groups)),
                reverse=True,
            )
            if not scored or not scored[0][1]:
                if missed > 0:
                    missed -= 1
                    print("MISSED", row["id"], [(n, sorted(h), " ".join(sorted(w))) for n, h, w in gold])
                continue
            best = -scored[0][2]
            found += scored[0][1]
            worded += scored[0][0]
            if missed > 0 and scored[0][1] < len(gold):
                missed -= 1
                print(
                    "PARTLY",
                    row["id"],
                    [(n, sorted(h), " ".join(sorted(w))) for n, h, w in gold],
                    [c.quote for c in groups[best]],
                )
            if best not in used:
                aligned += 1
                claimed += len(groups[best])
                used.add(best)
                if spurious > 0 and scored[0][1] < len(groups[best]):
                    spurious -= 1
                    print(
                        "EXTRA",
                        row["id"],
                        [(n, " ".join(sorted(w))) for n, _, w in gold],
                        [(c.quote, c.harm) for c in groups[best]],
                    )
    print(f"{len(rows)} reports, {time.perf_counter() - began:.1f} s, gold numbers {total}, aligned groups {aligned}")
    print(
        f"victim numbers: recall {100 * found / total:.1f}  precision {100 * found / max(claimed, 1):.1f}  (1992's best: 66 / 56)"
    )
    print(
        f"with a word of the gold mention in the quote: recall {100 * worded / total:.1f}  precision {100 * worded / max(claimed, 1):.1f}"
    )


if __name__ == "__main__":
    main()
