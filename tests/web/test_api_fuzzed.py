"""The JSON interface against its own description: whatever schemathesis makes of it, no answer breaks what it promises."""

import json

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: .ci/run installs it")
pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

import hypothesis
from desks import ADDRESS, FIRST, PORT, SECOND, TOKEN
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from books import new_book, run_book, write
from tollbook.web.app import make_app

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
)
"""Not those of authentication, which schemathesis would try with its own secrets: test_api.py tries wrong tokens."""


@pytest.fixture(scope="module")
def described(tmp_path_factory, database_kind):
    """Return the interface over a small book, as its description has it."""
    folder = tmp_path_factory.mktemp("fuzzed")
    root = new_book(folder)
    run_book(root, write(folder / "first.txt", FIRST), write(folder / "second.txt", SECOND))
    app = make_app(root, token=TOKEN, port=PORT)
    shown = {"authorization": f"Bearer {TOKEN}", "host": ADDRESS.removeprefix("http://")}
    return schemathesis.openapi.from_asgi("/api/1/openapi.json", app, headers=shown)


def operations():
    """Return (path, mode) of everything to try: values that fit the description, and values that do not."""
    from tollbook.web.api.routes import description  # noqa: PLC0415  # an extra: tests skip before they come here

    paths = json.loads(description())["paths"]
    return [
        (path, mode) for path in paths for mode in ("positive", "negative") if mode == "positive" or "?" not in path
    ]


@pytest.mark.parametrize(("path", "mode"), operations())
def test_every_answer_is_one_the_description_allows(described, path, mode):
    """Status, content type and body, for parameters that fit and that do not; no answer is a server error."""
    operation = described[path]["GET"]
    strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=strategy)
    def tried(case):
        answer = case.call(headers={"authorization": f"Bearer {TOKEN}", "host": ADDRESS.removeprefix("http://")})
        case.validate_response(answer, checks=CHECKS)

    try:
        tried()
    except (hypothesis.errors.Unsatisfiable, hypothesis.errors.InvalidArgument):
        assert mode == "negative", "a path without parameters has no wrong values"
