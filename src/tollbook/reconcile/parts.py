"""Arithmetic over parts: children and women lie inside all. A contradiction is an Issue, not an exception."""

from collections.abc import Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure
from tollbook.model.issue import Issue

OVERLAPPING = frozenset({"family", "worshippers", "displaced", "passengers", "tourists", "protesters", "prisoners"})
"""Groups that cut across age and sex: never added to children, women or men."""
AGES_AND_SEXES = frozenset({"children", "women", "men", "women_children"})


def statement_issues(claims: Sequence[Claim]) -> tuple[Issue, ...]:
    """Return an Issue for each claim whose parts add up to more than it states ("42, including 30 children and 20 women")."""
    by_id = {c.id: c for c in claims}
    parts: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.part_of in by_id and claim.part_of is not None and claim.harm == by_id[claim.part_of].harm:
            parts.setdefault(claim.part_of, []).append(claim)
    return tuple(issue for whole, members in sorted(parts.items()) for issue in _check(by_id[whole], members))


def _check(whole: Claim, members: Sequence[Claim]) -> list[Issue]:
    high = whole.count.high
    if high is None or whole.count.bound in {"about", "vague"}:
        return []
    disjoint = [m for m in members if m.who.group is None or m.who.group in AGES_AND_SEXES]
    least = max([m.count.low for m in members] + [_disjoint_sum(disjoint)])
    if least <= high:
        return []
    said = ", ".join(f"“{m.quote}”" for m in members)
    return [
        Issue(
            "parts-exceed-whole",
            "warning",
            whole.id,
            f"the parts {said} add up to {least}, the whole “{whole.quote}” states {high}",
            "check the quotes; correct or reject the wrong one",
        )
    ]


def _disjoint_sum(members: Sequence[Claim]) -> int:
    """Add ages and sexes, or statuses, whichever adds up to more; never the two kinds together."""
    people = sum({m.who.group: m.count.low for m in members if m.who.group}.values())
    statuses = sum({m.who.status: m.count.low for m in members if not m.who.group}.values())
    return max(people, statuses)


def figure_issues(incident: str, figures: Sequence[Figure]) -> tuple[Issue, ...]:
    """Return an Issue where what different sources count by age and sex can't fit into all ("three girls" / "three women").

    Formula F5 as the design amends it: parts that can't fit are a contradiction, and no bound is narrowed, since bounds are
    numbers that claims state. The bounds stay as stated; the conflict is coded, and a person decides.
    """
    issues = []
    for harm in sorted({f.harm for f in figures}):
        whole = next((f.range for f in figures if f.harm == harm and f.axis == "all"), None)
        groups = [f for f in figures if f.harm == harm and f.key in AGES_AND_SEXES and f.range.low is not None]
        least = sum(f.range.low or 0 for f in groups if f.key != "women_children")
        if whole is None or whole.high is None or whole.open or least <= whole.high:
            continue
        said = " and ".join(f"{f.range.low} {f.key}" for f in groups)
        message = f"{said} can't all be among {whole.high} {harm}: probably one person counted under two words"
        issues.append(Issue("category-conflict", "info", incident, message, "judge which source's category holds"))
    return tuple(issues)
