"""Every Issue code is documented, and every documented code exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = re.compile(r"[a-z][a-z-]+[a-z]")
ROW = re.compile(r"^\| `([a-z-]+)` \| (error|warning|info)(?:, (?:error|warning|info))* \| .+ \| .+ \|$", re.MULTILINE)


def codes_used() -> Iterator[tuple[str, str]]:
    """Yield (code, file:line) of every ``Issue(...)`` in the source; ``?`` where the code is not written there."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Issue":
                given = node.args[:1] or [k.value for k in node.keywords if k.arg == "code"]
                for value in (n.value for g in given for n in ast.walk(g) if isinstance(n, ast.Constant)):
                    yield str(value), f"{path.relative_to(ROOT)}:{node.lineno}"


def documented() -> set[str]:
    """Return the codes of the table."""
    text = (ROOT / "docs" / "reference" / "issues.md").read_text(encoding="utf-8")
    return {found[1] for found in ROW.finditer(text)}


def test_every_code_is_documented_with_its_next_step():
    """A person who meets a code can look it up."""
    assert {code: where for code, where in codes_used() if code not in documented()} == {}


def test_every_documented_code_exists():
    """The table lists nothing that the program no longer says."""
    assert documented() - {code for code, _ in codes_used()} == set()


def test_codes_are_words_with_hyphens():
    """One manner of writing, so that they can be searched for."""
    assert all(CODE.fullmatch(code) for code, _ in codes_used())
