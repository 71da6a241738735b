"""Show where extraction errs on the composed corpus: missed and false claims and wrong fields, with their sentences.

Usage: python benchmarks/errors.py [FIELD ...]   (missed, false, scope, when, where, by, said_by ...)
The words of the claim stand in [[ ]], with the sentences beside them; another folder of passages is named by ``CORPUS``.
"""

import sys
from collections import Counter

from corpus import load_corpus
from gate import measure

_BESIDE = 160
"""Characters of the passage shown before and after the words of a claim."""


def in_context(text: str, message: str) -> str:
    """Return the words an error is about, marked, with what stands around them; the passage's start where they are not found."""
    quote = next(
        (q for q in (message.rpartition(" (")[0], message.split(": ", maxsplit=1)[0]) if q and q in text), None
    )
    if quote is None:
        return text[: 2 * _BESIDE]
    start = text.index(quote)
    end = start + len(quote)
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return f"{'...' * (start > _BESIDE)}{before}[[{quote}]]{after}{'...' * (end + _BESIDE < len(text))}"


def main() -> None:
    """Print the errors grouped by phenomenon, then the count of each."""
    wanted = set(sys.argv[1:])
    texts = {p.id: p.text for p in load_corpus()}
    errors = [e for e in measure().errors if not wanted or e[1] in wanted]
    for phenomenon, count in Counter(e[1] for e in errors).most_common():
        print(f"\n== {phenomenon}: {count}")
        for row, _, message in (e for e in errors if e[1] == phenomenon):
            print(f"  {row}  {message}\n        {in_context(texts[row], message)!r}")


if __name__ == "__main__":
    main()
