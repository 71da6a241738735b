"""Score linking, ranges and residuals against simulated wars whose truth is known.

Usage: python benchmarks/simulated.py [--level moderate] [--seeds 3] [--text] [--worst N]. Without --text the claims are perfect, so
only linking and reconciling are tested; with it the texts go through the whole chain. It is a test bed of our own
assumptions, no evidence of quality on real texts.
"""

import argparse
import math
import random
import time
from collections import Counter, defaultdict

from simulated_checks import more_figures
from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim
from tollbook.model.snapshot import Reconciled
from tollbook.simulate.claims import perfect_claims
from tollbook.simulate.people import ARCHIVE, HOSPITAL, SURVEY
from tollbook.simulate.statements import MONITORS, OFFICIALS
from tollbook.simulate.war import War, make_war
from tollbook.simulate.world import PARTIES
from tollbook.vocab.simulation import sentences, towns

CROWD = 100000


def own_kit(*, text: bool) -> Kit:
    """Return a kit that knows the simulated actors."""
    actors = {n: Actor(id=n, name=n, kind="monitor") for n in MONITORS}
    actors |= {n: Actor(id=n, name=n, kind="official_source") for n in OFFICIALS}
    actors |= {n: Actor(id=n, name=n, kind="non_state_armed") for n in PARTIES}
    actors |= {HOSPITAL: Actor(id=HOSPITAL, name=HOSPITAL, kind="responder")}
    actors |= {n: Actor(id=n, name=n, kind="monitor") for n in (SURVEY, ARCHIVE)}
    if not text:
        return Kit(spotters=None, gazetteer=None, actors=Actors(actors))
    return default_kit(("SY",))


def b_cubed(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F over the items both partitions hold."""
    items = sorted(set(truth) & set(found))
    both = Counter((truth[i], found[i]) for i in items)
    gold, made = Counter(truth[i] for i in items), Counter(found[i] for i in items)
    precision = sum(both[truth[i], found[i]] / made[found[i]] for i in items) / len(items)
    recall = sum(both[truth[i], found[i]] / gold[truth[i]] for i in items) / len(items)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Return pairwise precision, recall and F."""
    items = sorted(set(truth) & set(found))
    pairs = lambda values: sum(n * (n - 1) / 2 for n in Counter(values).values())  # noqa: E731  # one formula, three uses
    both = pairs((truth[i], found[i]) for i in items)
    precision = both / max(1, pairs(found[i] for i in items))
    recall = both / max(1, pairs(truth[i] for i in items))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def score(war: War, *, text: bool, worst: int) -> dict[str, float]:
    """Return the figures of one war."""
    kit = own_kit(text=text)
    documents, extractions = perfect_claims(war)
    if text:
        extractions = [read_claims(d, kit) for d in documents]
    began = time.perf_counter()
    record = build_record(documents, extractions, kit=kit)
    seconds = time.perf_counter() - began
    report = {r.id: r for r in war.reports}
    claims = {c.id: c for e in extractions for c in e.claims}
    truth = {c.id: report[c.document].statement.event for c in claims.values() if report[c.document].statement.event}
    found = {c: i.id for i in record.incidents for c in i.claims}
    p, r, f = b_cubed(truth, found)
    pp, pr, pf = pairwise(truth, found)
    held, best, width, doubles = ranges(war, record, truth, worst)
    shuffled = list(zip(documents, extractions, strict=True))
    random.Random(7).shuffle(shuffled)
    again = build_record([d for d, _ in shuffled], [e for _, e in shuffled], kit=kit)
    return {
        "claims": len(claims),
        "events": len(set(truth.values())),
        "incidents": len(record.incidents),
        "b3_p": p,
        "b3_r": r,
        "b3_f": f,
        "pair_p": pp,
        "pair_r": pr,
        "pair_f": pf,
        "range_holds": held,
        "best_within_10": best,
        "mean_width": width,
        "split_or_merged": doubles,
        "residual_right": residuals(war, record, claims, worst),
        "order_effect": float(again != record),
        **more_figures(war, documents, record, claims),
        "seconds": seconds,
    }


def ranges(war: War, record: Reconciled, truth: dict[str, str], worst: int) -> tuple[float, float, float, float]:
    """Return the shares of events whose main incident's range holds the truth and whose best is near, mean width, bad links.

    The truth a range can hold is what its sources say: the dead of the event as its speakers' last figures have them, lowest
    to highest; a range is right when it holds the true dead or, where no source has them, when it spans the sources' last figures.
    """
    said = defaultdict(set)
    for s in war.statements:
        if s.event and s.killed and s.bound != "vague":
            said[s.event] |= {s.killed, s.low or s.killed, s.high or s.killed}
    dead = {e.id: e.dead for e in war.events}
    right = near = total = bad = 0
    widths = []
    main = {}
    for incident in record.incidents:
        for event, n in Counter(truth[c] for c in incident.claims if c in truth).items():
            main[event] = max(main.get(event, (0, "", None)), (n, incident.id, incident), key=lambda m: m[:2])
    for incident in {i.id: i for _, _, i in main.values()}.values():
        events = Counter(truth[c] for c in incident.claims if c in truth)
        figure = next((f.range for f in incident.figures if f.harm == "killed" and f.axis == "all"), None)
        if not events or figure is None or figure.low is None:
            continue
        event = events.most_common(1)[0][0]
        total += 1
        bad += len(events) > 1
        reported = said[event] & set(range(figure.low, figure.high + 1))
        holds = figure.low <= dead[event] <= figure.high or (figure.open and figure.high < dead[event])
        ok = holds or (dead[event] not in said[event] and bool(reported))
        right += ok
        near += figure.best is not None and abs(figure.best - dead[event]) <= 0.1 * max(1, dead[event])
        widths.append(figure.high - figure.low)
        if not ok and worst > 0:
            worst -= 1
            print("range", incident.code, figure.low, figure.high, "truth", dead[event], "said", sorted(said[event]))
    return right / max(1, total), near / max(1, total), sum(widths) / max(1, len(widths)), bad / max(1, total)


def residuals(war: War, record: Reconciled, claims: dict[str, Claim], worst: int) -> float:
    """Return the share of period totals without a slip whose residual holds what the speaker kept unpublished."""
    report = {r.id: r for r in war.reports}
    right = total = 0
    for t in record.totals:
        r = report[claims[t.claim].document]
        s = r.statement
        if s.kind != "period" or s.slip or s.true_residual is None or t.residual is None or r.speaker is None:
            continue
        total += 1
        high = t.residual.high if t.residual.high is not None else CROWD
        ok = t.residual.low <= s.true_residual <= high
        right += ok
        if not ok and worst > 0:
            worst -= 1
            print(
                "residual",
                s.speaker,
                s.start,
                s.end,
                t.stated,
                t.accounted,
                t.residual,
                "true",
                s.true_residual,
                len(s.covers),
                len(t.contained),
            )
    return right / max(1, total)


def main() -> None:
    """Print the mean figures over seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--level", default="moderate")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--days", type=int)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    args = parser.parse_args()
    rows = []
    for seed in range(args.seeds):
        war = make_war(args.level, seed, towns(), sentences("en"), args.days)
        rows.append(score(war, text=args.text, worst=args.worst))
    for key in rows[0]:
        values = [row[key] for row in rows if not math.isnan(row[key])]
        told = (
            f"{sum(values) / len(values):10.3f}   from {min(values):.3f} to {max(values):.3f}"
            if values
            else "         -"
        )
        print(f"{key:>17} {told}")


if __name__ == "__main__":
    main()
