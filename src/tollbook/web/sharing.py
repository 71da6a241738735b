"""Sharing the queue: who has an item and until when, to whom it was given, and the form that gives it."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow import leases
from tollbook.model.issue import RunAborted
from tollbook.store.leases import Lease
from tollbook.web.acts import LONGEST_NAME, Fields, refused
from tollbook.web.page import back, desk_of, language_of, page, session_of
from tollbook.web.queue import leads_to, tasks


def holdings(request: Request) -> Mapping[str, Lease]:
    """Return what somebody has or was given, by the item's key."""
    return leases.holdings(desk_of(request).root)


def item_page(request: Request) -> Response:
    """Show one item of the queue: what it is, who has it, whom to give it to."""
    index = desk_of(request).index()
    key = request.path_params["item"]
    held = holdings(request)
    task = next((task for task in tasks(index) if task.key == key), None)
    if task is None and key not in held:
        raise HTTPException(404, key)
    people = sorted({e.author for e in index.judgements} | {lease.assignee for lease in held.values()} - {""})
    return page(
        request,
        "item",
        item=key,
        task=task,
        lease=held.get(key),
        path=leads_to(task) if task else "/queue",
        people=people,
    )


def assign_act(request: Request, fields: Fields) -> Response:
    """Give an item to a person or to nobody, or let go of it."""
    tongue, who = language_of(request), session_of(request).who
    item, to = fields.get("item", ""), " ".join(fields.get("f_to", "").split())[:LONGEST_NAME]
    root = desk_of(request).root
    index = desk_of(request).index()
    if not to.isprintable() or item not in {*(task.key for task in tasks(index)), *holdings(request)}:
        return refused(request, fields, tongue.say("item_done"), needs_why=False)
    try:
        if "release" in fields:
            leases.release(root, item, who)
        else:
            leases.assign(root, item, "" if "nobody" in fields else to, who=who)
    except RunAborted as error:
        if error.issue.code != "book-busy":
            raise
        return refused(
            request, fields, f"{error.issue.message}. {tongue.say('try_again')}", status=409, needs_why=False
        )
    given = to and not {"release", "nobody"} & set(fields)
    return back(request, fields, tongue.say("given", who=to) if given else tongue.say("given_back"))
