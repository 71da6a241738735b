"""Fit the weights of confidence: a penalised logistic regression of "strictly right" on the signs of a claim.

Usage: python benchmarks/fit_confidence.py [--news PACKAGE] [--wire PACKAGE] [--marked FOLDER] [--write]
Fitted on the composed corpus and, with ``--news`` and ``--wire``, on the open labels of ``real_news.py`` and ``wire.py`` (PACKAGE as described there) or, with
``--marked``, on a folder of news marked in the corpus's notation whose texts are not ours to copy. Each of their claims weighs ``NEWS_WEIGHT``: the program was mended by the errors of the composed passages, so that they say little of
where it errs. Prints, in ten-fold cross-validation (reports, not claims, are left out), the Brier score beside that of one share
for all, and the reliability table. Fitted by iteratively reweighted least squares with a strong ridge on every weight but the constant.
"""

import argparse
import itertools
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import labels
import real_news
import wire as agency
from corpus import corpus_hash, load_corpus, passage_of
from scoring import Tally, flat, overlap, pairs
from tollbook.extract.certainty import signs_of
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line
from tollbook.vocab.load import data_path

FOLDS = 10
SHUFFLES = 5
"""Cross-validations with other folds, whose mean is told: with few reports one division into folds says little."""
RIDGE = 8.0
NEWS_WEIGHT = 4.0
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Row = tuple[str, str, tuple[str, ...], bool]
"""Set, report, signs of one claim found, and whether it is strictly right."""


def marked(
    news: Path | None, wire: Path | None, folder: Path | None
) -> Iterator[tuple[str, Document, list[dict[str, Any]], list[list[int]]]]:
    """Yield (set, report, marked claims, ignored spans)."""
    for passage in load_corpus():
        document = Document(id=passage.id, sha256="", text=passage.text, published=passage.published)
        yield "composed", document, passage.claims, []
    open_news = labels.marked(real_news.texts_of(news), real_news.LABELS, "open") if news else ()
    open_wires = labels.marked(agency.texts_of(wire), agency.LABELS, "open*") if wire else ()
    for document, claims, ignore in itertools.chain(open_news, open_wires):
        yield "news", document, claims, ignore
    for path in sorted(folder.glob("*.toml")) if folder else []:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
            passage = passage_of(row)
            document = Document(id=passage.id, sha256="", text=passage.text, published=passage.published)
            yield "news", document, passage.claims, row.get("ignore", [])


def rows(news: Path | None, wire: Path | None, folder: Path | None) -> list[Row]:
    """Return one row for every claim found."""
    out = []
    for name, document, wanted, ignore in marked(news, wire, folder):
        claims = read_claims(document, default_kit()).claims
        found = [flat(claim_line(c, claims)) for c in claims]
        partner = {j: i for i, j in pairs(wanted, found)}
        counts = Counter(c.sentence for c in claims)
        for j, claim in enumerate(claims):
            if j not in partner and any(overlap(found[j]["span"], span) > 0 for span in ignore):
                continue
            right = j in partner and all(wanted[partner[j]][f] == found[j][f] for f in ("low", "high", "scope"))
            out.append((name, document.id, signs_of(claim, counts[claim.sentence], len(document.text)), right))
    return out


def fit(matrix: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weights, constant first."""
    weights = np.zeros(matrix.shape[1])
    ridge = RIDGE * np.eye(matrix.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(50):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = (weight * share * (1 - share))[:, None] * matrix
        step = np.linalg.solve(
            matrix.T @ slope + ridge + 1e-9 * np.eye(len(weights)),
            matrix.T @ (weight * (right - share)) - ridge @ weights,
        )
        weights += step
    return weights


def cross_validated(
    data: list[Row], matrix: np.ndarray, right: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return for every claim what was told of it, and one share for all of its set, by folds without its report.

    Both have a row for each shuffle.
    """
    sets = np.array([name for name, _, _, _ in data])
    told, constant = np.zeros((SHUFFLES, len(data))), np.zeros((SHUFFLES, len(data)))
    for shuffle in range(SHUFFLES):
        fold = np.array([zlib.crc32(f"{report} {shuffle}".encode()) % FOLDS for _, report, _, _ in data])
        for k in range(FOLDS):
            out = fold == k
            told[shuffle, out] = 1 / (1 + np.exp(-matrix[out] @ fit(matrix[~out], right[~out], weight[~out])))
            for name in set(sets):
                constant[shuffle, out & (sets == name)] = right[~out & (sets == name)].mean()
    return told, constant


def main() -> None:
    """Fit, cross-validate, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--wire", type=Path)
    parser.add_argument("--marked", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = rows(args.news, args.wire, args.marked)
    names = sorted({s for _, _, signs, _ in data for s in signs})
    matrix = np.array([[1.0] + [float(n in signs) for n in names] for _, _, signs, _ in data])
    right = np.array([float(r) for _, _, _, r in data])
    weight = np.array([NEWS_WEIGHT if name == "news" else 1.0 for name, _, _, _ in data])
    told, constant = cross_validated(data, matrix, right, weight)
    for name in dict.fromkeys(name for name, _, _, _ in data):
        tell(name, np.array([row[0] == name for row in data]), told, constant, right)
    weights = fit(matrix, right, weight)
    for name, value in zip(["constant", *names], weights, strict=True):
        print(f"  {name:20s} {value:+.3f}")
    if args.write:
        has_news = args.news or args.wire or args.marked
        write(names, weights, "composed corpus with real news" if has_news else "composed corpus")


def tell(name: str, chosen: np.ndarray, told: np.ndarray, constant: np.ndarray, right: np.ndarray) -> None:
    """Print the cross-validated scores and the reliability table of one set."""
    brier = np.mean((told - right)[:, chosen] ** 2)
    own = np.mean((constant - right)[:, chosen] ** 2)
    print(
        f"{name}: {chosen.sum()} claims, {right[chosen].mean():.3f} strictly right; "
        f"Brier {brier:.4f}, one share for all of them {own:.4f}"
    )
    told = told.mean(axis=0)
    for low, high in itertools.pairwise(STEPS):
        at = chosen & (told >= low) & (told < high)
        tally = Tally(int(right[at].sum()), int(at.sum()))
        if tally.asked:
            reach = "({:.2f}-{:.2f})".format(*tally.interval())
            print(f"  told {low:.2f} - {min(high, 1):.2f}  {tally.asked:4d} claims  {tally.share:.2f} right {reach}")


def write(names: list[str], weights: np.ndarray, what: str) -> None:
    """Write the language's weights."""
    lines = ["# Made by `python benchmarks/fit_confidence.py --write`; do not edit by hand."]
    lines += [f'fitted = "the {what} {corpus_hash()[:12]}"', f"constant = {weights[0]:.3f}", "", "[weights]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(names, weights[1:], strict=True)]
    data_path("languages", "en", "confidence.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
