"""The answers that docs/reference/api.md shows are the answers of the bundled example."""

import json
import re
from pathlib import Path

import pytest

from tollbook.flow.demo import make_demo

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"
EXAMPLE = re.compile(r"```http\nGET (\S+)\n```\n\n```json\n(.*?)```", re.DOTALL)
FREE: dict[object, type] = {"COUNT": int, "CURSOR": str}
"""Words that stand for a value of a kind: how many there are, and what nobody should rely on."""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """Return a program at the desk of the bundled example."""
    testclient = pytest.importorskip("starlette.testclient")
    from tollbook.web.app import make_app  # noqa: PLC0415  # an extra: the test skips before it comes here

    root = tmp_path_factory.mktemp("api") / "week"
    make_demo(root, "week")
    app = make_app(root, token="secret", port=8123)
    return testclient.TestClient(app, base_url="http://127.0.0.1:8123", headers={"authorization": "Bearer secret"})


EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def test_the_page_has_examples():
    """A list, one thing, a mistake."""
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize(("address", "shown"), EXAMPLES)
def test_an_example_of_the_page_is_what_comes_back(client, address, shown):
    """Word for word, but for counts and cursors."""
    expected = json.loads(re.sub(r"\bCOUNT\b", '"COUNT"', shown))
    answer = client.get(address).json()
    free = {name: value for name, value in expected.items() if isinstance(value, str) and value in FREE}
    for name, word in free.items():
        assert isinstance(answer.pop(name), FREE[word])
    assert answer == {name: value for name, value in expected.items() if name not in free}
