"""Learn match weights from labelled collections and say what they reach on the collection that was held out.

Usage: python benchmarks/learn_links.py [--spread BITS ...]. Collections: the invented reports of benchmarks/corpus, a simulated war with
perfect claims, and, where the development material lies beside the checkout, real headlines and news wires. For each: B-cubed
and pairs with the weights as shipped, and with weights learnt from the other collections.
"""

import argparse
from collections import Counter, defaultdict

import msgspec

import link_events
import link_muc
import link_ucdp
from tollbook.flow import record as chain
from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.link.account import Setting
from tollbook.link.copies import families_of
from tollbook.link.fit import Pairs, fitted, labelled_pairs, numbers_of
from tollbook.link.incidents import report_accounts
from tollbook.link.voices import voices_of
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.simulate.claims import perfect_claims
from tollbook.simulate.war import make_war
from tollbook.vocab.linking import LinkWeights, link_lexicon, link_weights
from tollbook.vocab.simulation import sentences, towns

Collection = tuple[list[Document], list[Extraction], dict[str, str]]


def collections(kit: Kit) -> dict[str, Collection]:
    """Return documents, extractions and events of each collection at hand."""
    found: dict[str, Collection] = {}
    book = msgspec.structs.replace(kit, crime="apart")
    documents, events = [], {}
    for path in sorted(link_events.FOLDER.glob("events-*.toml")):
        more, labels = link_events.load(path)
        documents += more
        events |= labels
    found["invented"] = documents, [read_claims(d, book) for d in documents], events
    war = make_war("moderate", 5, towns(), sentences("en"), 200)
    found["simulated"] = *perfect_claims(war), {r.id: r.statement.event or r.id for r in war.reports}
    if link_ucdp.PATH.exists():
        rows = link_ucdp.headlines()
        documents = [d for d, _ in rows.values()]
        found["headlines"] = documents, [read_claims(d, kit) for d in documents], {i: e for i, (_, e) in rows.items()}
        wires = link_muc.gold_rows()
        found["wires"] = *link_muc.read(wires, None), {r["id"]: label for r, label in wires}
    return found


def pairs_of(collection: Collection, weights: LinkWeights, kit: Kit) -> Pairs:
    """Return the labelled pairs of each report's main account."""
    documents, extractions, events = collection
    texts = {d.id: d for d in documents}
    claims = [c for e in extractions for c in e.claims]
    families = families_of(documents, weights.copies)
    parents = {a.id: a.parent for a in kit.actors.by_id.values() if a.parent}
    setting = Setting(voices_of(claims, texts, families, kit.actors), parents, chain.place_spelling)
    reports = report_accounts(texts, claims, families, setting, weights=weights, lexicon=link_lexicon(), judged={})
    accounts = [a for r in reports for a in r.accounts]
    main = [max(r.accounts, key=lambda a: (len(a.claims), -a.position)) for r in reports]
    return labelled_pairs(accounts, {a.key: events[a.document] for a in main}, weights)


def reached(collection: Collection, weights: LinkWeights, kit: Kit) -> str:
    """Return B-cubed and pairs over the reports that stand in an incident, linked with ``weights``."""
    documents, extractions, events = collection
    shipped = chain.link_weights
    chain.link_weights = lambda: weights
    try:
        record = build_record(documents, extractions, kit=kit)
    finally:
        chain.link_weights = shipped
    owner = {c.id: e.document for e in extractions for c in e.claims}
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for incident in record.incidents:
        for claim in incident.claims:
            inside[owner[claim]][incident.id] += 1
    found = {d: votes.most_common(1)[0][0] for d, votes in inside.items()}
    gold = {d: events[d] for d in found}
    figures = (*link_ucdp.b_cubed(gold, found), *link_ucdp.pairwise(gold, found))
    return "B-cubed P {:.3f} R {:.3f} F {:.3f}   pairs P {:.3f} R {:.3f} F {:.3f}".format(*figures)


def main() -> None:
    """Print the figures of each collection, held out, and what all collections together would change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spread", type=float, nargs="*", default=[0.15, 0.3])
    args = parser.parse_args()
    kit, shipped = default_kit(), link_weights()
    at_hand = collections(kit)
    pairs = {name: pairs_of(c, shipped, kit) for name, c in at_hand.items()}
    for name, collection in at_hand.items():
        print(f"{name}: {len(pairs[name].scores)} pairs, {int(pairs[name].same.sum())} of one event")
        print(f"    as shipped           {reached(collection, shipped, kit)}", flush=True)
        for spread in args.spread:
            learnt = fitted([p for other, p in pairs.items() if other != name], shipped, spread=spread)
            print(f"    held out, spread {spread:<4} {reached(collection, learnt, kit)}", flush=True)
    now, then = numbers_of(shipped), numbers_of(fitted(list(pairs.values()), shipped, spread=args.spread[-1]))
    for place, value in now.items():
        if abs(then[place] - value) >= 0.3:  # less is noise
            print(f"    {'.'.join(str(p) for p in place if p is not None)}: {value} -> {then[place]}")


if __name__ == "__main__":
    main()
