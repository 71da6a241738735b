"""What two merged books say against each other: both judgements beside each other, and the form that decides."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from tollbook.ledger.conflicts import Conflict, conflicts, said_of
from tollbook.ledger.standing import undone
from tollbook.model.judgement import Entry
from tollbook.web.acts import Fields, barred, refused, written
from tollbook.web.index import Index
from tollbook.web.ledgers import told
from tollbook.web.page import desk_of, language_of, page


def open_conflicts(index: Index, number: str) -> list[Conflict]:
    """Return the contradictions that the merged entry ``number`` is part of and nobody has decided."""
    entries = index.snapshot.entries
    return [c for c in conflicts(entries, undone(entries)) if str(c.theirs.seq) == number]


def conflict_page(request: Request) -> Response:
    """Show a contradiction; one that is decided says so."""
    index = desk_of(request).index()
    found = open_conflicts(index, request.path_params["entry"])
    if not found:
        tongue = language_of(request)
        return page(
            request, "message", status=404, title=tongue.say("conflict"), detail=tongue.say("conflict_over"), hint=""
        )
    shown = [(c, said_of(c), told(c.ours), told(c.theirs)) for c in found]
    concerned = [entry for c in found for entry in (c.ours, c.theirs)]
    return page(
        request,
        "conflict",
        index=index,
        conflicts=shown,
        number=request.path_params["entry"],
        may_decide=barred(request, index, concerned) is None,
    )


def decide_act(request: Request, fields: Fields) -> Response:
    """Keep one of two judgements: the other is undone, by an entry like any undo."""
    tongue = language_of(request)
    side = fields.get("side", "")
    if side not in {"ours", "theirs"}:
        return refused(request, fields, tongue.say("choose_side"))
    with desk_of(request).acting:
        number = fields.get("entry", "")
        index = desk_of(request).latest()
        found = open_conflicts(index, number)
        if not found:
            return refused(request, fields, tongue.say("conflict_over"), status=409)
        losers = [found[0].theirs] if side == "ours" else [c.ours for c in found]

        if (answer := barred(request, index, losers)) is not None:
            return answer

        def write(who: str, why: str) -> Iterable[Entry]:
            for loser in losers:
                yield desk_of(request).judge("undo", [str(loser.seq)], who=who, why=why)[0]

        return written(request, {**fields, "next": fields.get("next") or "/queue"}, write)
