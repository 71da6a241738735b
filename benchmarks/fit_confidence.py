"""Fit the weights of confidence on the composed corpus: a penalised logistic regression of "strictly right" on the signs.

Usage: python benchmarks/fit_confidence.py [--write]
Prints the Brier score in ten-fold cross-validation (passages, not claims, are left out) beside that of one share for all.
Fitted by iteratively reweighted least squares with a strong ridge on every weight but the constant.
"""

import argparse
from collections import Counter

import numpy as np

from corpus import corpus_hash, load_corpus
from scoring import flat, pairs
from tollbook.extract.certainty import signs_of
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.publish.lines import claim_line
from tollbook.vocab.load import data_path

FOLDS = 10
RIDGE = 12.0


def rows() -> list[tuple[int, tuple[str, ...], bool]]:
    """Return (passage number, signs, strictly right) for every claim found in the corpus."""
    out = []
    for number, passage in enumerate(load_corpus()):
        document = Document(id=passage.id, sha256="", text=passage.text, published=passage.published)
        claims = read_claims(document, default_kit()).claims
        found = [flat(claim_line(c, claims)) for c in claims]
        partner = {j: i for i, j in pairs(passage.claims, found)}
        counts = Counter(c.sentence for c in claims)
        for j, claim in enumerate(claims):
            right = j in partner and all(passage.claims[partner[j]][f] == found[j][f] for f in ("low", "high", "scope"))
            out.append((number, signs_of(claim, counts[claim.sentence]), right))
    return out


def fit(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights, constant first."""
    weights = np.zeros(matrix.shape[1])
    ridge = RIDGE * np.eye(matrix.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(50):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = (share * (1 - share))[:, None] * matrix
        step = np.linalg.solve(matrix.T @ slope + ridge, matrix.T @ (right - share) - ridge @ weights)
        weights += step
    return weights


def main() -> None:
    """Fit, cross-validate, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = rows()
    names = sorted({s for _, signs, _ in data for s in signs} - {"scope_incident"})  # one scope is the reference
    matrix = np.array([[1.0] + [float(n in signs) for n in names] for _, signs, _ in data])
    right = np.array([float(r) for _, _, r in data])
    fold = np.array([number % FOLDS for number, _, _ in data])
    told = np.zeros(len(data))
    for k in range(FOLDS):
        told[fold == k] = 1 / (1 + np.exp(-matrix[fold == k] @ fit(matrix[fold != k], right[fold != k])))
    print(
        f"{len(data)} claims, {right.mean():.3f} strictly right; Brier {np.mean((told - right) ** 2):.4f}, one share for all {right.var():.4f}"
    )
    weights = fit(matrix, right)
    for name, value in zip(["constant", *names], weights, strict=True):
        print(f"  {name:20s} {value:+.3f}")
    if args.write:
        write(names, weights)


def write(names: list[str], weights: np.ndarray) -> None:
    """Write the language's weights."""
    lines = ["# Made by `python benchmarks/fit_confidence.py --write`; do not edit by hand."]
    lines += [f'fitted = "the composed corpus {corpus_hash()[:12]}"', f"constant = {weights[0]:.3f}", "", "[weights]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(names, weights[1:], strict=True)]
    data_path("languages", "en", "confidence.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
