"""The tutorial's commands do what the tutorial says."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "README.md"


def test_the_commands_of_the_tutorial_run_as_they_stand(tmp_path: Path) -> None:
    """Every shell block of the tutorial, in order, in one shell that stops at the first failure."""
    blocks = re.findall(r"```sh\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 8
    example = ROOT / "src" / "tollbook" / "examples" / "raqqa-week"
    script = f"set -e\ntollbook() {{ '{sys.executable}' -m tollbook \"$@\"; }}\n" + "\n".join(blocks)
    environment = {**os.environ, "EXAMPLE": str(example)}
    # `run` ends with 1 when it has Issues to show, which the undated note is
    script = script.replace('tollbook run --book week "$EXAMPLE"', 'tollbook run --book week "$EXAMPLE" || [ $? = 1 ]')
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "week" / "output" / "week.html").stat().st_size > 10_000
    assert "<html" in (tmp_path / "week" / "output" / "week.html").read_text(encoding="utf-8")
