"""Show where extraction errs on the composed corpus: missed and false claims and wrong fields, with their passages.

Usage: python benchmarks/errors.py [FIELD ...]   (missed, false, scope, when, where, by, said_by ...)
"""

import sys
from collections import Counter

from corpus import load_corpus
from gate import measure


def main() -> None:
    """Print the errors grouped by phenomenon, then the count of each."""
    wanted = set(sys.argv[1:])
    texts = {p.id: p.text for p in load_corpus()}
    errors = [e for e in measure().errors if not wanted or e[1] in wanted]
    for phenomenon, count in Counter(e[1] for e in errors).most_common():
        print(f"\n== {phenomenon}: {count}")
        for row, _, message in (e for e in errors if e[1] == phenomenon):
            print(f"  {row}  {message}\n        {texts[row][:300]!r}")


if __name__ == "__main__":
    main()
