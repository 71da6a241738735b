"""Every reason code the record may show is explained."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USED = re.compile(
    r"(?:Reason|_note|_add)\(\s*(?:trail, [^\"]*?)?\"([a-z]+(?:-[a-z]+)+|residual|accounted|possible|others|impossible|denied|judged|unexplained|vague|superseded|headline)\""
)


def test_reason_codes_are_documented() -> None:
    """A code in the source that docs/reference/reasons.md does not explain fails."""
    explained = set(
        re.findall(r"`([a-z_-]+)`", (ROOT / "docs" / "reference" / "reasons.md").read_text(encoding="utf-8"))
    )
    used = {
        code
        for room in ("link", "reconcile")
        for path in (ROOT / "src" / "tollbook" / room).glob("*.py")
        for code in USED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 30
    assert used <= explained, sorted(used - explained)
