"""Erasure from the desk: what goes, what stays, and a form that asks for the report's name before it does it."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.document import Document
from tollbook.model.judgement import Entry
from tollbook.web.acts import Fields, changed, numbers_of, written
from tollbook.web.entering import document_of, version_of_document
from tollbook.web.page import back, desk_of, language_of, page


def name_of(document: Document) -> str:
    """Return what a person types to show which report is meant: its caller's name, else the beginning of its id."""
    return " ".join((document.caller_ids or (document.id[:16],))[0].split())


def erase_page(request: Request) -> Response:
    """Explain what erasing this report does, and ask for its name."""
    index = desk_of(request).index()
    document = document_of(index, request.path_params["document"])
    return page(
        request,
        "erase",
        document=document,
        name=name_of(document),
        claims=len(index.claims_of.get(document.id, [])),
        words=request.query_params.get("words", ""),
        seen=version_of_document(index, document),
        head=index.head,
    )


def erase_act(request: Request, fields: Fields) -> Response:
    """Erase a report or words of it for good."""
    tongue = language_of(request)
    elsewhere: list[str] = []
    left: list[str] = []
    with desk_of(request).acting:
        index = desk_of(request).latest()
        document = document_of(index, fields.get("document", ""))
        if version_of_document(index, document) != fields.get("seen"):
            concerned = {document.id, *(claim.id for claim in index.claims_of.get(document.id, []))}
            again = version_of_document(index, document)
            return changed(request, fields, index, concerned, again, needs_why=False)

        def write(who: str, _: str) -> Iterable[Entry]:
            if " ".join(fields.get("f_name", "").split()) != name_of(document):
                raise JudgementRefused(tongue.say("erase_name_wrong"))
            done = desk_of(request).write(
                erase,
                document.id,
                authority=" ".join(fields.get("f_authority", "").split()),
                words=fields.get("f_words", "").strip(),
                who=who,
            )
            elsewhere.extend(done.elsewhere)
            left.extend(i.message for i in done.issues if i.code == "erasure-unfinished")
            yield done.entry

        def then(done: list[Entry]) -> Response:
            said = tongue.say("erase_done", entries=numbers_of(done))
            more = " " + tongue.say("erase_elsewhere", names=", ".join(elsewhere)) if elsewhere else ""
            return back(request, {"next": f"/document/{document.id}"}, " ".join([said + more, *left]))

        return written(request, fields, write, needs_why=False, then=then)
