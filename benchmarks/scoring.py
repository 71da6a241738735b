"""Score extracted claims against marked ones: counts per field with Wilson intervals. Knows no files."""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Claim = dict[str, Any]
TEXT_FIELDS = ("where", "by", "said_by")
VALUE_FIELDS = ("low", "high", "bound", "status", "group", "part_of", "scope", "when", "means", "stance")
FILLER = {"the", "a", "an", "of", "in", "and", "city", "province", "town", "village", "district", "region"}


@dataclass
class Tally:
    """Right answers among asked ones."""

    right: int = 0
    asked: int = 0

    def add(self, is_right: bool) -> None:  # noqa: FBT001  # a tally takes one verdict
        """Count one verdict."""
        self.right += is_right
        self.asked += 1

    @property
    def share(self) -> float:
        """Share of right answers, 1.0 where nothing was asked."""
        return self.right / self.asked if self.asked else 1.0

    def interval(self) -> tuple[float, float]:
        """Return the 95 % Wilson score interval (Wilson 1927) of the share."""
        if not self.asked:
            return (0.0, 1.0)
        z, n, p = 1.96, self.asked, self.share
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, centre - half), min(1.0, centre + half))


@dataclass
class Score:
    """Claims found, claims strictly right (harm, low, high, scope), and a tally for each field where gold has a value."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    strict: int = 0
    stated: dict[str, Tally] = field(default_factory=dict)
    silent: dict[str, Tally] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """Return the F1 of ``hits`` over gold and found claims."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 1.0


def overlap(a: list[int], b: list[int]) -> float:
    """Return intersection over union of two spans."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def pairs(gold: list[Claim], found: list[Claim]) -> list[tuple[int, int]]:
    """Return one-to-one pairs of the same harm whose spans overlap, best overlap first."""
    options = [
        (-overlap(g["span"], f["span"]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g["harm"] == f["harm"] and overlap(g["span"], f["span"]) > 0
    ]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out = []
    for _, i, j in sorted(options):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            out.append((i, j))
    return out


def words(value: object) -> list[str]:
    """Return the words of a name without case, accents, punctuation and filler."""
    plain = unicodedata.normalize("NFKD", str(value or "").lower())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return [w for w in letters.split() if w not in FILLER]


def same_name(a: object, b: object) -> bool:
    """Return True when the names are equal or one holds the other, word for word; null matches only null."""
    if a is None or b is None:
        return a is b
    x, y = f" {' '.join(words(a))} ", f" {' '.join(words(b))} "
    return x in y or y in x


def flat(claim: Claim) -> Claim:
    """Return a claim line with ``who`` opened into status and group."""
    who = claim.get("who") or {}
    return {**claim, "status": claim.get("status", who.get("status")), "group": claim.get("group", who.get("group"))}


def score(rows: Iterable[tuple[str, list[Claim], list[Claim]]]) -> Score:
    """Score (id, gold claims, found claims) rows."""
    result = Score()
    for row, gold, raw in rows:
        found = [flat(c) for c in raw]
        matched = pairs(gold, found)
        result.gold += len(gold)
        result.found += len(found)
        result.matched += len(matched)
        _note_unmatched(result, row, gold, found, matched)
        partner = dict(matched)
        for i, j in matched:
            _score_pair(result, row, gold[i], found[j], partner)
    return result


def _note_unmatched(
    result: Score, row: str, gold: list[Claim], found: list[Claim], matched: list[tuple[int, int]]
) -> None:
    seen_gold, seen_found = {i for i, _ in matched}, {j for _, j in matched}
    result.errors += [(row, "missed", f"{g['quote']} ({g['harm']})") for i, g in enumerate(gold) if i not in seen_gold]
    result.errors += [(row, "false", f"{f['quote']} ({f['harm']})") for j, f in enumerate(found) if j not in seen_found]


def _score_pair(result: Score, row: str, gold: Claim, found: Claim, partner: dict[int, int]) -> None:
    wanted = dict(gold)
    if gold["part_of"] is not None:
        wanted["part_of"] = partner.get(gold["part_of"], -1)
    result.strict += all(wanted[f] == found.get(f) for f in ("low", "high", "scope"))
    for name in (*VALUE_FIELDS, *TEXT_FIELDS):
        right = same_name(wanted[name], found.get(name)) if name in TEXT_FIELDS else wanted[name] == found.get(name)
        tallies = result.silent if gold[name] is None else result.stated
        tallies.setdefault(name, Tally()).add(right)
        if not right:
            result.errors.append((row, name, f"{gold['quote']}: {wanted[name]!r}, found {found.get(name)!r}"))
