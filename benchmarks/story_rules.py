"""Break one rule of reconciling after the other and say which stories notice: a story that no broken rule fails guards nothing.

Usage: python benchmarks/story_rules.py [--all]      (--all also breaks every comparison and sum of reconcile/ by itself)
Each rule is broken in a copy of the program, which then checks tests/stories. Printed: rules nobody notices, stories nothing
fails; exit status 1 where there is one of the first.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "tollbook"
STORIES = ROOT / "tests" / "stories"
R, V, K = "reconcile/", "vocabularies/", "link/"
RULES = (
    ("a lower later figure replaces only as a correction", R + "supersede.py", "(new.corrects and not new.upper_only)", "True"),
    ("a correction replaces", R + "supersede.py", "(new.corrects and not new.upper_only)", "False"),
    ("a later figure replaces an earlier one", R + "supersede.py", "if new.as_of <= old.as_of:", "if True:"),
    ("a figure linked to what it replaces replaces", R + "supersede.py", "if set(v.claims) <= replaced]", "if False]"),
    ("an exact figure refines an open one", R + "supersede.py", "return is_exact and old.high is None", "return False and old.high is None"),
    ("a narrower later count outgrows the whole", R + "supersede.py", "return floor.low > (whole.high if whole.high is not None else whole.low)", "return False"),
    ("a recalled figure is older than its report", R + "value.py", "return day - 1 if", "return day if"),
    ("low is the smallest number stated", R + "ranges.py", "return min(firm or stated", "return max(firm or stated"),
    ("a cap sets no low", R + "ranges.py", "firm = [v for v in stated if not v.upper_only]", "firm = list(stated)"),
    ("a range stays open while a claim is", R + "ranges.py", "return highest, high, stated_open or floor_on_top or only_open", "return highest, high, False"),
    ("the largest number sets the high", R + "ranges.py", "high, highest = max(tops", "high, highest = min(tops"),
    ("vague words bound nothing beside a number", R + "ranges.py", "numeric = [v for v in sorted_.inside if not v.vague]", "numeric = list(sorted_.inside)"),
    ("best is the lower median", R + "ranges.py", "if running >= half:", "if running > 2 * half:"),
    ("a number taken from another speaker has no vote", R + "ranges.py", "weights.append(0.0)", "weights.append(1.0)"),
    ("the conservative profile takes the smallest", R + "ranges.py", 'if profile.best == "conservative":', "if False:"),
    ("a profile without a best has none", R + "ranges.py", 'if not pointed or profile.best == "none":', "if not pointed:"),
    ("the ucdp profile lets a party reach the high", V + "profiles/ucdp.toml", "party_in_high = true", "party_in_high = false"),
    ("the acled profile codes dozens as 12", V + "profiles/acled.toml", "dozens = 12", "dozens = 24"),
    ("a party's count of those it killed is beside", R + "parties.py", 'and value.low > 0 else "beside"', 'and value.low > 0 else "inside"'),
    ("conceded civilians are a floor", R + "ranges.py", 'floor=bool(inside), rule="conceded"', 'floor=False, rule="stated"'),
    ("a party alone is shown", R + "ranges.py", "and beside and profile.party_alone:", "and beside and False:"),
    ("civilians stand for all where nobody counts fighters", R + "ranges.py", "and v.voice.root not in roots and", "and False and"),
    ("... and not where somebody does", R + "ranges.py", "if any(c.who.mixed or c.who.status in", "if False and any(c.who.mixed or c.who.status in"),
    ("children are no toll of an event", R + "ranges.py", "and v.klass[1] not in PARTS_ONLY", ""),
    ("wounded who died are no toll", R + "ranges.py", "added = [v for v in marked if v.low <= most]", "added = []"),
    ("... unless the number is above every toll", R + "ranges.py", "added = [v for v in marked if v.low <= most]", "added = marked"),
    ("a toll counted before they died is open", R + "ranges.py", "open=bounds.open or bool(later)", "open=bounds.open"),
    ("... and one counted after is not", R + "ranges.py", "if v.as_of is not None and v.as_of > last", "if v.as_of is not None"),
    ("the injured go down with those who died", R + "value.py", 'or (claim.harm == "injured" and "died_of_wounds" in marks)', ""),
    ("classes of one sentence add up", R + "value.py", "low=sum(v.low for v in values)", "low=max(v.low for v in values)"),
    ("parts above their whole are not added", R + "value.py", 'if value.rule != "sum-of-classes" or not over:', "if True:"),
    ("parts that leave a rest leave it open", R + "value.py", "high=None) if leaves_a_rest", "high=made.high) if leaves_a_rest"),
    ("a denied claim states nothing", R + "value.py", 'if claim.stance != "denied":', "if True:"),
    ("named people are a floor", R + "value.py", "floor=claim.names_its_people,", "floor=False,"),
    ("a mixed number is of no status", R + "value.py", "who.status == target.key and not who.mixed", "who.status == target.key"),
    ("denials stand beside", R + "ranges.py", "return (*own, *denied, *(r for c in members for r in denials.get(c.id, ())))", "return tuple(own)"),
    ("a denial is told", R + "answers.py", "happened += [d.text for d in harm]", ""),
    ("an answer of a belligerent is told", R + "answers.py", "happened += [_answered(a) for a in assessments_of(case) if a.answer in ANSWERED]", ""),
    ("a concession stands beside", R + "answers.py", 'if figure.axis == "all" else []', "if False else []"),
    ("... and above the range it is an Issue", R + "answers.py", "and most > high:", "and most < high:"),
    ("parts that exceed their whole are an Issue", R + "parts.py", "if least <= high:", "if True:"),
    ("girl and woman are a conflict", R + "parts.py", "or least <= whole.high:", "or True:"),
    ("later deaths are coded", R + "disagree.py", '[Reason("combatants-included"', '[Reason("unexplained"'),
    ("rescue under way is coded", R + "disagree.py", '*_marked("rescue",', '*_marked("nothing",'),
    ("what nothing explains is unexplained", R + "disagree.py", 'Reason("unexplained", "nothing', 'Reason("explained", "nothing'),
    ("an open claim is coded", R + "disagree.py", '[Reason("open-claim", "the lower', '[Reason("unexplained", "the lower'),
    ("acceptance confirms", R + "grade.py", "if assessment.answer in ACCEPTING or assessment.killed", "if False and assessment.killed"),
    ("only fighters is discounted", R + "grade.py", 'return True, "every claim counts fighters only"', 'return False, ""'),
    ("police are no fighters", R + "grade.py", 'and claim.who.group != "police"', ""),
    ("civilians among fighters are seen", R + "grade.py", "for c in wholes) and not civilians:", "for c in wholes):"),
    ("another party likely is discounted", R + "grade.py", 'says {held[1]}") if held else', 'says {held[1]}") if False else'),
    ("two parties blamed are contested", R + "grade.py", "if one < two and not kin[one] & kin[two]:", "if False:"),
    ("credibility is not guessed", R + "grade.py", 'return (None, "credibility not judged")', 'return (True, "credibility not judged")'),
    ("actions near are not guessed", R + "grade.py", '    return None, ""\n', '    return True, ""\n'),
    ("a strike near serves", R + "grade.py", "if _is_near(strike, case):", "if False:"),
    ("a strike far away does not", R + "grade.py", "KM_NEAR = 10.0", "KM_NEAR = 1000.0"),
    ("a person's grade stays", R + "grade.py", "if override is not None:", "if False:"),
    ("one speaker in many outlets is one source", R + "grade.py", 'and voices[c.id].kind != "outlet"\n', "\n"),
    ("unnamed speakers are no source", "link/voices.py", "resolved=False", "resolved=True"),
    ("a part of a week is certain", R + "cover.py", "if core is not None and core.contains(part.hull):", "if False:"),
    ("a border day is possible", R + "cover.py", "core = whole.core or whole.hull", "core = whole.hull"),
    ("another town is outside", R + "cover.py", "return Inside.POSSIBLE if distance < inner + outer else Inside.NONE", "return Inside.POSSIBLE"),
    ("a belligerent limits a total", R + "cover.py", "return Inside.CERTAIN if part.by & whole.by else Inside.NONE", "return Inside.CERTAIN"),
    ("fighters account for no civilians", R + "entry.py", 'if all(c.who.status not in {"unknown", status} for c in entry.claims):', "if False:"),
    ("children and women account for civilians for certain", R + "entry.py", "sure = _parts_low(entry, status)", "sure = 0"),
    ("a total takes the current figure", R + "entry.py", "standing = standing_values(values).values", "standing = values"),
    ("others are named, not subtracted", R + "totals.py", "others=_others(whole, account)", "others=()"),
    ("a residual is never below 0", R + "totals.py", "max(0, stated.low - accounted.high)", "stated.low - accounted.high"),
    ("residual: stated less accounted", R + "totals.py", "stated.high - accounted.low", "stated.high"),
    ("a part above its whole is impossible", R + "totals.py", "and low > stated.high", "and False"),
    ("... and not above an open one", R + "totals.py", 'return stated.high is not None and stated.bound not in {"about", "vague"} and low > stated.high', "return low > (stated.high or stated.low)"),
    ("a total out of date is said so", R + "totals.py", "elif accounted.low > total.stated.low and", "elif False and"),
    ("a total without parts says so", R + "totals.py", "if not (sheet.surely or sheet.perhaps):", "if False:"),
    ("nested totals stand for what lies inside", R + "sheet.py", "        self._set(event, LEFT[surest])", "        self._set(event, Inside.CERTAIN)"),
    ("overlapping totals are not both added", R + "sheet.py", "self._set(item, LEFT[surest])", "self._set(item, Inside.CERTAIN)"),
    ("yesterday's running total explains nothing", R + "sheet.py", 'if entry.total.scope == "cumulative" and entry.first_day <= whole.first_day:', "if False:"),
    ("a level is in no total", R + "totals.py", "if base.standing:\n            yield base\n            continue", "if False:\n            continue"),
    ("speakers date their own figures", R + "account.py", "cover=_dated_by(cover, cover_of(chosen, facts.parents)),", "cover=cover,"),
    ("a day's figure is a total for what is narrower", R + "account.py", "closed += [day for day in days if day.contained or day.possible]", ""),
    ("a series goes on over a restart", R + "series.py", 'offset += before.count.low if flag == "restarted" else 0', "offset += 0"),
    ("a fall is an Issue", R + "series.py", 'return "fell", [Issue', 'return "fell", [][:0] and [Issue'),
    ("a worded fall is a correction", R + "series.py", 'if "correction" in setting.marks.get(claim.id, frozenset())', "if False"),
    ("a daily figure must fit", R + "series.py", 'return ["daily-differs"]', "return []"),
    ("a retroactive addition is flagged", R + "series.py", 'return ["retroactive"]', "return []"),
    ("two origins side by side are two series", R + "series.py", "_last(c, setting) < (first or dt.date.min)]", "True]"),
    ("silent days carry on", R + "series.py", "continuous=before.continuous + added,", "continuous=added,"),
    ("a day's own figure is put on top", R + "series.py", "added = increment.stated.low if increment is not None else 0", "added = 0"),
    ("what may be one event counts once in the low", R + "sums.py", "first, second = sorted((find(incident.id), find(suggestion.incident)))\n                parent[second] = first", "pass"),
    ("a second blow may be counted in the first", R + "sums.py", "for one, two in (*wholes, *_day_figures(incidents)):", "for one, two in _day_figures(incidents):"),
    ("a day's figure may hold the day's events", R + "sums.py", "for one, two in (*wholes, *_day_figures(incidents)):", "for one, two in wholes:"),
    ("one-day totals are in no sum", R + "sums.py", "if not (i.is_total or i.crime)]", "if not i.crime]"),
    ("an event over the border counts in the high only", R + "sums.py", "sure = Inside.POSSIBLE if interval.overlaps(incident.when) else Inside.NONE", "sure = Inside.CERTAIN"),
    ("harm without a number is no zero", R + "unstated.py", "if harm not in counted", "if False"),
    ("... and gives way to a count", R + "unstated.py", "if harm not in counted", "if True"),
    ("two are the same from 7 bits", V + "linking.toml", "same = 7.0        #", "same = 70.0        #"),
    ("... and not from 2.5", V + "linking.toml", "same = 7.0        #", "same = 2.6        #"),
    ("numbers far apart are two", V + "linking.toml", "absurd = -6.0", "absurd = 6.0"),
    ("days apart are two", V + "linking.toml", "gap = [-1.0, -3.0, -6.0, -6.0, -6.0, -6.0, -12.0]", "gap = [0.0]"),
    ("one report tells days apart", V + "linking.toml", "told_apart = -9.0", "told_apart = 9.0"),
    ("one speaker's two numbers are two", V + "linking.toml", "same_speaker = -6.0", "same_speaker = 6.0"),
    ("another, similar, elsewhere tell apart", V + "linking.toml", "told_apart_word = -4.0", "told_apart_word = 9.0"),
    ("a second blow is an incident of its own", V + "linking.toml", "again = -4.0", "again = 9.0"),
    ("a risen toll goes on with what the outlet told", V + "linking.toml", "risen_own = 5.5", "risen_own = -5.5"),
    ("full names join", V + "linking.toml", "full_cap = 12.0", "full_cap = 0.1"),
    ("a child and a man are two", V + "linking.toml", "other_person = -5.0", "other_person = 5.0"),
    ("news is of the day", V + "linking.toml", "near_publication = [2.5, 2.0, 1.0, 0.5]", "near_publication = [-9.0]"),
    ("a reprint is as old as the first mention", R + "supersede.py", "min(value.as_of, first.get(value.low, value.as_of))", "value.as_of"),
    ("what is less sure is suggested", V + "linking.toml", "suggested = 2.5   #", "suggested = 7.0   #"),
    ("places far apart are two", V + "linking.toml", "floor = -9.0 ", "floor = 9.0 "),
    ("two places of one report are two", V + "linking.toml", "told_apart = -6.0 ", "told_apart = 16.0 "),
    ("the lead goes on with the headline", K + "report.py", "w.lead", "w.told_apart_word"),
    ("copies are one family", K + "copies.py", "return both / len(a | b) >= sizes.threshold or", "return False and"),
    ("a person's word on a pair holds", K + "incidents.py", "for pair, same in judged.items():", "for pair, same in ():"),
    ("a bulletin makes no incident", K + "incidents.py", 'if events or any(c.scope == "cumulative" and not c.standing for c in members):', "if events:"),
    ("a total is in no incident", K + "incidents.py", 'events = [c for c in members if c.scope == "incident"]', "events = list(members)"),
    ("a day's figure is no event", K + "incidents.py", "if a.diffuse != b.diffuse and not (", "if False and not ("),
    ("officials tell nothing", K + "words.py", "if any(w in lexicon.offices for w in words):", "if False:"),
    ("a toll does not rise from a higher one", K + "score.py", "    later, earlier = (a, b) if a.risen else (b, a)", "    later, earlier = (a, b) if a.risen else (b, a)\n    return w.risen_own"),
    ("only a word says that a toll has risen", K + "score.py", "        a.risen == b.risen\n", "        False\n"),
    ("news of a week apart is not of one day", V + "linking.toml", "undated_far = -2.0", "undated_far = 9.0"),
    ("an undated report long after is only suggested", K + "incidents.py", "if not is_telling and a.family != b.family:", "if False:"),
    ("a stated range has no point", R + "value.py", 'if count.bound == "range":\n        return None', 'if count.bound == "range":\n        return count.low'),
    ("a daily figure that fits raises nothing", R + "series.py", "or day_claim.count.low == change:", "or False:"),
    ("a total is held against its own speaker", R + "totals.py", "account.own.get((series[0].root, series[0].harm))", "next(iter(account.own.values()))"),
    ("one speaker is one source in every outlet", R + "grade.py", "voices[c.id].root: voices[c.id].name\n", "voices[c.id].root + c.document: voices[c.id].name\n"),
    ("a second blow elsewhere is part of nothing", K + "report.py", "return near and not time_gap(a, b) and not (a.diffuse or b.diffuse)", "return True"),
)  # fmt: skip


def main() -> int:
    """Break rules and print who notices; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tollbook"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        guarded, missed = _by_rule(copy)
        for story in sorted(set(_checked(copy)) - guarded):
            print(f"no broken rule fails: {story}")
        if "--all" in sys.argv:
            missed += _everything(copy)
    return 1 if missed else 0


def _by_rule(copy: Path) -> tuple[set[str], int]:
    guarded: set[str] = set()
    missed = 0
    for rule, name, old, new in RULES:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            print(f"the rule “{rule}” is no longer written so in {name}: {old}")
            missed += 1
            continue
        failed = _failing(copy, path, text.replace(old, new, 1))
        guarded |= failed
        missed += not failed
        print(f"{len(failed):4} stories notice  {rule}" if failed else f"NOBODY NOTICES        {rule}", flush=True)
    return guarded, missed


def _failing(copy: Path, path: Path, broken: str) -> set[str]:
    """Return the stories that don't hold in a program with one file changed; none where it does not run."""
    whole = path.read_text(encoding="utf-8")
    path.write_text(broken, encoding="utf-8")
    try:
        return {name for name, holds in _checked(copy).items() if not holds}
    finally:
        path.write_text(whole, encoding="utf-8")


def _checked(copy: Path) -> dict[str, bool]:
    command = [sys.executable, "-B", "-m", "tollbook", "stories", "check", str(STORIES), "--json"]
    made = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in made.stdout.splitlines()]
    if not lines:
        sys.stderr.write(made.stderr[-2000:])
    return {line["story"]: line["holds"] for line in lines}


def _everything(copy: Path) -> int:
    """Break every comparison, sum and condition of reconcile/ by itself; print those nobody notices, return how many."""
    missed = total = 0
    for path in sorted((copy / "reconcile").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for line, broken in _mutants(text):
            total += 1
            if not _failing(copy, path, broken):
                missed += 1
                print(f"nobody notices {path.name}:{line}  {text.splitlines()[line - 1].strip()}", flush=True)
    print(f"{total} changes, {missed} that no story notices")
    return missed


SWAPS = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
SWAPS |= {
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


def _mutants(text: str) -> Iterator[tuple[int, str]]:
    """Yield the program text with one comparison turned round or one sum made a difference, with its line."""
    count = sum(1 for node in ast.walk(ast.parse(text)) if _is_changeable(node))
    for number in range(count):
        tree = ast.parse(text)
        node = [n for n in ast.walk(tree) if _is_changeable(n)][number]
        if isinstance(node, ast.Compare):
            node.ops[0] = SWAPS[type(node.ops[0])]()
        elif isinstance(node, ast.BinOp):
            node.op = SWAPS[type(node.op)]()
        elif isinstance(node, ast.BoolOp):
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        yield node.lineno, ast.unparse(tree)


def _is_changeable(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in SWAPS
    return isinstance(node, ast.BoolOp) or (isinstance(node, ast.BinOp) and type(node.op) in {ast.Add, ast.Sub})


if __name__ == "__main__":
    sys.exit(main())
