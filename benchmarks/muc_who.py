"""Measure whose hand and by what means on the MUC-3/4 wires: the perpetrators and weapons their coders wrote down.

Usage: python benchmarks/muc_who.py [--errors by|means|silent N]. Needs the development material beside the checkout. The wires are
real (1988-90, all capitals) and were coded by others. A claim is compared where its number, its harm and a word of its quote
are those of one victim of a template; a person named counts one.

- ``by`` named: the template names organisations or individuals other than nameless ones; right where one of ours and one of theirs
  share a word of substance. MUC's coders also named whom the text only hints at elsewhere, so that all is not to be had.
- ``by`` silent: the template has nobody, or nameless individuals only.
- ``means``: the weapon's kind, where one is coded; "bomb" may be an air bomb's or a mine's.
"""

import argparse
import datetime as dt
import gzip
import json
import re
import sys
from collections.abc import Iterator

from muc4 import PATH, gold_numbers
from scoring import Tally
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Claim
from tollbook.model.document import Document

WORD = re.compile(r"[A-Z0-9][A-Z0-9]+")
# Individuals of no side: the guide leaves whoever is called only this unnamed.
NAMELESS = {
    "UNIDENTIFIED",
    "INDIVIDUAL",
    "INDIVIDUALS",
    "PERSON",
    "PERSONS",
    "PEOPLE",
    "MAN",
    "MEN",
    "GUNMEN",
    "GUNMAN",
    "SOMEONE",
    "GROUP",
    "GROUPS",
    "ATTACKERS",
    "ATTACKER",
    "YOUNG",
    "MURDERERS",
    "ASSASSINS",
    "ASSASSIN",
    "HITMEN",
    "KIDNAPPERS",
    "CAPTORS",
    "UNKNOWN",
    "ARMED",
    "HEAVILY",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "TEN",
    "HOODED",
    "MASKED",
    "PAID",
    "KILLERS",
    "KILLER",
    "PERPETRATORS",
    "CRIMINALS",
    "CRIMINAL",
    "STRANGERS",
    "ASSAILANTS",
    "OTHER",
    "UNIDENTIFED",
    "SAPPERS",
    "YOUTHS",
    "SUBJECTS",
}
PLAIN = {"THE", "OF", "AND", "FOR", "MEMBERS", "MEMBER", "GROUP", "ARMED", "NATIONAL", "PEOPLE", "FORCES", "SUSPECTED"}
# Nouns of one side: the coders' word and the text's may differ.
SAME = (
    {
        "GUERRILLAS",
        "GUERRILLA",
        "REBELS",
        "REBEL",
        "SUBVERSIVES",
        "TERRORISTS",
        "TERRORIST",
        "INSURGENTS",
        "COMMANDOS",
        "COMMANDO",
        "URBAN",
        "FMLN",
    },
    {
        "ARMY",
        "SOLDIERS",
        "SOLDIER",
        "TROOPS",
        "MILITARY",
        "GOVERNMENT",
        "BATTALION",
        "AIR",
        "POLICE",
        "SECURITY",
        "SALVADORAN",
        "FORCE",
    },
    {"DRUG", "CARTEL", "MEDELLIN", "TRAFFICKERS", "MAFIA", "EXTRADITABLES", "TRAFFICKING"},
    {"FMLN", "FARABUNDO", "MARTI"},
    {"ELN", "CAMILIST", "LIBERATION"},
    {"SHINING", "PATH", "SENDERO"},
    {"MRTA", "TUPAC", "AMARU"},
)
MEANS = {
    "AERIAL BOMB": {"airstrike"},
    "BOMB": {"ied", "airstrike"},
    "DYNAMITE": {"ied"},
    "EXPLOSIVE": {"ied"},
    "VEHICLE BOMB": {"ied"},
    "MINE": {"ied"},
    "GRENADE": {"ied", "ground_attack", "shelling"},
    "GUN": {"shooting", "ground_attack", "execution"},
    "MACHINE GUN": {"shooting", "ground_attack", "execution"},
    "RIFLE": {"shooting", "ground_attack", "execution"},
    "MORTAR": {"shelling"},
    "ROCKET": {"shelling"},
    "CUTTING DEVICE": {"other"},
    "TORTURE": {"other"},
}


def perpetrators(template: dict) -> list[str]:
    """Return the mentions of whoever is coded, without individuals of no side."""
    mentions = [m for group in (*template["perp_orgs"], *template["perp_individuals"]) for m in group]
    return [m for m in mentions if set(WORD.findall(m)) - NAMELESS]


def is_same_side(ours: str, theirs: str) -> bool:
    """Return True where two names share a word of substance, or are nouns of one side."""
    a, b = set(WORD.findall(ours.upper())) - PLAIN, set(WORD.findall(theirs.upper())) - PLAIN
    return bool(a & b) or any(a & side and b & side for side in SAME)


def pairs_of(row: dict, claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, list[dict]]]:
    """Return each claim that tells a coded victim, with the templates of that victim."""
    for claim in claims:
        words = set(WORD.findall(claim.quote.upper())) - PLAIN
        told = [
            t
            for t in row["gold"]["templates"]
            if any(
                number in (claim.count.low, claim.count.high) and claim.harm in harms and words & mentions
                for number, harms, mentions in gold_numbers(t)
            )
        ]
        if told:
            yield claim, told


def allowed_means(templates: list[dict]) -> set[str]:
    """Return the means that the coded weapons allow."""
    kinds = {k.strip() for t in templates for w in t["weapon_types"] for k in w.split("/")}
    return {m for k in kinds for m in MEANS.get(k, ())}


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", nargs=2, metavar=("FIELD", "N"), default=("", "0"))
    args = parser.parse_args()
    if not PATH.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    kit = default_kit()
    tallies = {name: Tally() for name in ("named", "given", "silent", "means")}
    with gzip.open(PATH, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    left = int(args.errors[1])
    for row in rows:
        if not row["gold"]["templates"]:
            continue
        day = dt.date.fromisoformat(row["date_published"]) if row["date_published"] else None
        document = Document(id=row["id"], sha256="", text=row["text"], published=day)
        for claim, templates in pairs_of(row, read_claims(document, kit).claims):
            theirs = [m for t in templates for m in perpetrators(t)]
            ours = [b.quote for b in claim.by]
            right = any(is_same_side(o, t) for o in ours for t in theirs)
            wrong = []
            if theirs:
                tallies["named"].add(right)
                if ours:
                    tallies["given"].add(right)
                wrong += ["by"] * (not right)
            else:
                tallies["silent"].add(not ours)
                wrong += ["silent"] * bool(ours)
            allowed = allowed_means(templates)
            if allowed:
                is_means = claim.means is not None and claim.means.value in allowed
                tallies["means"].add(is_means)
                wrong += ["means"] * (not is_means)
            if args.errors[0] in wrong and left > 0:
                left -= 1
                around = document.text[max(0, claim.span[0] - 500) : claim.span[1] + 700]
                means = claim.means.value if claim.means else None
                print(f"\n{row['id']} {claim.quote!r}: {ours} {means}; coded {theirs} {allowed}\n{around}")
    print(f"{len(rows)} reports, {tallies['named'].asked + tallies['silent'].asked} claims that tell a coded victim")
    for name, tally in tallies.items():
        print(f"  {name:7s} {tally.share:.3f}  {'{:.3f}-{:.3f}'.format(*tally.interval())} of {tally.asked}")


if __name__ == "__main__":
    main()
