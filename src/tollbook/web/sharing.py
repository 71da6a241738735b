"""Sharing the queue: who has an item and until when, to whom it was given, and the form that gives it."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.team import leases
from tollbook.flow.team.leases import Lease
from tollbook.model.issue import RunAborted
from tollbook.web.acts import LONGEST_NAME, Fields, refused, when_busy
from tollbook.web.page import back, desk_of, language_of, page, session_of
from tollbook.web.queue import leads_to, places_in_line, tasks


def holdings(request: Request) -> Mapping[str, Lease]:
    """Return what somebody has or was given, by the item's key."""
    return leases.holdings(desk_of(request).root)


def item_page(request: Request) -> Response:
    """Show one item of the queue: what it is, who has it, whom to give it to."""
    index = desk_of(request).index()
    key = request.path_params["item"]
    held = holdings(request)
    place = places_in_line(index).get(key)
    task = None if place is None else tasks(index)[place]
    if task is None and key not in held:
        raise HTTPException(404, key)
    people = sorted(
        {e.author for e in index.judgements} | {lease.assignee for lease in held.values() if lease.assignee}
    )
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
    tongue = language_of(request)
    item, to = fields.get("item", ""), " ".join(fields.get("f_to", "").split())[:LONGEST_NAME]
    index = desk_of(request).index()
    if not to.isprintable() or (item not in places_in_line(index) and item not in holdings(request)):
        return refused(request, fields, tongue.say("item_done"), needs_why=False)
    try:
        told = _shared(request, fields, item, to)
    except RunAborted as error:
        return refused(request, fields, when_busy(request, error), status=409, needs_why=False)
    return back(request, fields, told)


def _shared(request: Request, fields: Fields, item: str, to: str) -> str:
    """Do what the pressed button says, and return what to tell."""
    tongue, who, root = language_of(request), session_of(request).who, desk_of(request).root
    if "release" in fields:
        leases.release(root, item, who)
        return tongue.say("given_back")
    if "take" in fields:
        lease = leases.take(root, [item], who) if who else None
        return tongue.say("held_by_you", time=lease.until[11:16]) if lease else tongue.say("all_taken")
    leases.assign(root, item, "" if "nobody" in fields else to, who=who)
    return tongue.say("given", who=to) if to and "nobody" not in fields else tongue.say("given_back")
