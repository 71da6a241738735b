"""Check belligerents against UCDP: whoever a headline is read to accuse should be one of the two sides UCDP codes for the event.

Usage: python benchmarks/who_headlines.py [--errors]. Needs the development material beside the checkout. Independent of the claims
set: the headlines were written, and the sides coded, by others. UCDP's own names differ for some groups (an alliance for its
member), so a miss is to be read, not only counted.
"""

import argparse
import datetime as dt
import gzip
import json
import sys

from claims_dev import SHARED
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.actor import Actor
from tollbook.model.document import Document
from tollbook.vocab.actors import countries

SPELT = {
    "Russia": "Russia (Soviet Union)",
    "Myanmar": "Myanmar (Burma)",
    "Yemen": "Yemen (North Yemen)",
    "Democratic Republic of the Congo": "DR Congo (Zaire)",
    "United States": "United States of America",
}


def ucdp_name(actor: Actor) -> str:
    """Return the actor as UCDP spells it: its code, else the government of its country, else our id."""
    if actor.codes.get("ucdp"):
        return actor.codes["ucdp"]
    names = {c.code: c.name for c in countries()}
    if actor.kind in {"state", "state_force"} and actor.countries:
        name = names[actor.countries[0]]
        return "Government of " + SPELT.get(name, name)
    return actor.id


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    path = SHARED / "bench" / "counts_ucdp_dev.jsonl.gz"
    if not path.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    kit = default_kit()
    tally = {"right": 0, "other": 0, "open": 0, "nobody": 0}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sides = {side.strip() for name in ("side_a_name", "side_b_name") for side in row["gold"][name].split(",")}
            for source in row["sources"]:
                text = source["headline"]
                day = dt.date.fromisoformat(source["date"][:10]) if source.get("date") else None
                for claim in read_claims(Document(id=row["id"], sha256="", text=text, published=day), kit).claims:
                    if claim.harm != "killed":
                        continue
                    hand = claim.by[0] if claim.by else None
                    known = kit.actors.by_id[hand.actor] if hand and hand.actor else None
                    result = (
                        "nobody"
                        if hand is None
                        else "open"
                        if known is None
                        else "right"
                        if ucdp_name(known) in sides
                        else "other"
                    )
                    tally[result] += 1
                    if args.errors and result in {"other", "open"}:
                        print(result, hand.name, sorted(sides), text[:160].replace("\n", " "), sep=" | ")
    named = tally["right"] + tally["other"]
    print(
        f"claims of people killed in headlines: {sum(tally.values())}; nobody named {tally['nobody']}, named without an id {tally['open']}"
    )
    print(
        f"accused with an id: {named}, one of UCDP's two sides {tally['right']} = {100 * tally['right'] / max(named, 1):.1f} %"
    )


if __name__ == "__main__":
    main()
