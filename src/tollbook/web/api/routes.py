"""The paths under ``/api/1``: lists by pages, one thing, the walk behind a figure, the description of it all."""

import functools
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tollbook import __version__
from tollbook.flow.asking.counting import Box
from tollbook.flow.asking.explain import explain
from tollbook.flow.publishing.areas import located
from tollbook.model.ids import content_id
from tollbook.model.issue import ItemFailed
from tollbook.model.snapshot import Snapshot
from tollbook.web.api.asked import Wrong, asked_of, cursor_of, cut
from tollbook.web.api.resources import RESOURCES, Line, Resource
from tollbook.web.desk import Desk
from tollbook.web.index import Index
from tollbook.web.page import desk_of

ROOT = "/api/1"
JSON = "application/json"
PROBLEM = "application/problem+json"
"""Errors as RFC 9457 writes them."""


def answered(make: Callable[[Request, Index], Response]) -> Callable[[Request], Response]:
    """Return the endpoint of ``make``: 304 where the caller has what it would get, mistakes as problems."""

    @functools.wraps(make)
    def endpoint(request: Request) -> Response:
        index = desk_of(request).index()
        tag = f'"{content_id("e1_", index.state, __version__, request.url.path, request.url.query)}"'
        if tag in [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers={"etag": tag})
        try:
            answer = make(request, index)
        except Wrong as error:
            return problem(400, "The request is wrong", str(error))
        except ItemFailed as failure:
            return problem(404, failure.issue.message, failure.issue.subject, failure.issue.hint)
        if answer.status_code == 200:  # noqa: PLR2004  # HTTP's own number
            answer.headers["etag"] = tag
        return answer

    return endpoint


def problem(status: int, title: str, detail: str, hint: str = "") -> Response:
    """Return an error as a problem document."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "hint": hint}
    return Response(msgspec.json.encode(body), status, media_type=PROBLEM)


def _json(value: object, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), media_type=JSON, headers=dict(headers or {}))


def _list(resource: Resource) -> Callable[[Request], Response]:
    @answered
    def endpoint(request: Request, index: Index) -> Response:
        asked = asked_of(request.query_params, resource)
        selection = located(asked.selection, desk_of(request).root, index.snapshot)
        things = resource.pick(selection, _inside(desk_of(request), index.snapshot, asked.box))
        start = _start(things, resource, asked.after)
        kept = things[start : start + asked.limit]
        more = start + asked.limit < len(things)
        following = cursor_of(resource.key(kept[-1])) if more else None
        items = [cut(resource.line(thing, index), asked.fields) for thing in kept]
        body = {"items": items, "count": len(things), "next": following}
        if following is None:
            return _json(body)
        query = urlencode({**request.query_params, "cursor": following})
        return _json(body, {"link": f'<{request.url.path}?{query}>; rel="next"'})

    return endpoint


def _inside(desk: Desk, snapshot: Snapshot, box: Box | None) -> Snapshot:
    """Return what a desk shows, of its claims only those in a box; what it does not show is in none."""
    if box is None:
        return snapshot
    shown = {name: snapshot.claims[name] for name in desk.inside(box) if name in snapshot.claims}
    return msgspec.structs.replace(snapshot, claims=shown)


def _start(things: Any, resource: Resource, after: str | None) -> int:
    if after is None:
        return 0
    place = next((n for n, thing in enumerate(things) if resource.key(thing) == after), None)
    if place is None:
        raise Wrong("cursor: what that page ended with is not in the list any more; start again without a cursor")
    return place + 1


def _one(resource: Resource) -> Callable[[Request], Response]:
    @answered
    def endpoint(request: Request, index: Index) -> Response:
        name = request.path_params["id"]
        unknown = sorted(set(request.query_params) - {"fields"})
        if unknown:
            raise Wrong(f"{unknown[0]}: no such parameter here; known is fields")
        if resource.name == "incidents":
            found = index.find_incident(name)
            if found is not None and name not in {found.id, found.code}:
                return RedirectResponse(f"{ROOT}/incidents/{found.id}", 308)
            thing: Any = found
        else:
            thing = _found(resource, index, name)
        if thing is None:
            return problem(
                404, f"no {resource.one} {name!r}", request.url.path, f"GET {ROOT}/{resource.name} lists them"
            )
        fields = tuple(filter(None, request.query_params.get("fields", "").split(",")))
        return _json(cut(_whole(resource.line(thing, index), thing, resource), fields))

    return endpoint


def _found(resource: Resource, index: Index, name: str) -> Any:
    snapshot = index.snapshot
    kept: dict[str, Mapping[str, Any]] = {"claims": snapshot.claims, "documents": snapshot.documents}
    if resource.name in kept:
        return kept[resource.name].get(index.by_caller.get(name, name) if resource.name == "documents" else name)
    listed: dict[str, tuple[Any, ...]] = {
        "totals": snapshot.totals,
        "records": snapshot.records,
        "judgements": snapshot.entries,
    }
    return next((thing for thing in listed[resource.name] if resource.key(thing) == name), None)


def _whole(line: Line, thing: Any, resource: Resource) -> Line:
    return {**line, "text": thing.text} if resource.name == "documents" else line


@answered
def _explain(request: Request, index: Index) -> Response:
    address = request.query_params.get("address", "")
    if not address.strip():
        raise Wrong("address is missing: an id, then parts after slashes, as in INCIDENT/killed/high")
    return _json({"address": address, **msgspec.to_builtins(explain(index.snapshot, address))})


@answered
def _index(request: Request, index: Index) -> Response:
    head = index.snapshot.entries[-1] if index.snapshot.entries else None
    body = {
        "book": desk_of(request).name,
        "program": f"tollbook {__version__}",
        "ledger": {"entries": head.seq if head else 0, "head": head.hash if head else None},
        "resources": {name: f"{ROOT}/{name}" for name in RESOURCES},
        "explain": f"{ROOT}/explain{{?address}}",
        "description": f"{ROOT}/openapi.json",
    }
    return _json(body)


@functools.cache
def description() -> bytes:
    """Return the OpenAPI description, as made by ``tools/openapi.py``."""
    return files("tollbook.web.api").joinpath("openapi.json").read_bytes()


def _description(_: Request) -> Response:
    return Response(description(), media_type=JSON)


def _nowhere(request: Request) -> Response:
    return problem(404, "no such path", request.url.path, f"GET {ROOT} lists what there is")


ROUTES = (
    Route(ROOT, _index),
    Route(f"{ROOT}/openapi.json", _description),
    Route(f"{ROOT}/explain", _explain),
    *(Route(f"{ROOT}/{name}", _list(resource)) for name, resource in RESOURCES.items()),
    *(
        Route(f"{ROOT}/{name}/{{id}}", _one(resource))
        for name, resource in RESOURCES.items()
        if name != "issues"  # an Issue has no id: it goes away with its cause
    ),
    Route("/api/{rest:path}", _nowhere),
)
