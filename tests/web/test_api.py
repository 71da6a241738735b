"""The JSON interface: what it describes is what it does, pages hold everything once, mistakes are told."""

import importlib.util
import json
from pathlib import Path

import pytest
from desks import ADDRESS, PORT, TOKEN, claim_with, incident_of, put_at

from books import bare_kit
from schemas import faults
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import judge

ROOT = "/api/1"
LISTS = ("incidents", "claims", "totals", "records", "documents", "issues", "judgements")
REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMA_OF = {"incidents": "incident", "claims": "claim", "totals": "total", "records": "record", "documents": "document", "issues": "issue", "judgements": "judgement"}  # fmt: skip


@pytest.fixture
def client(book):
    """Return a program that shows the start-up token and holds no cookie."""
    from starlette.testclient import TestClient  # noqa: PLC0415  # an extra: tests skip before they come here

    from tollbook.web.app import make_app  # noqa: PLC0415  # as above

    app = make_app(book, token=TOKEN, port=PORT)
    return TestClient(app, base_url=ADDRESS, headers={"authorization": f"Bearer {TOKEN}"}, follow_redirects=False)


def test_the_description_is_up_to_date_and_names_every_route():
    """It is made from the routes and the schemas of the docs; a route that is not described stops the tool."""
    spec = importlib.util.spec_from_file_location("openapi_tool", REPOSITORY / "tools" / "openapi.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = json.dumps(tool.described(), indent=1, ensure_ascii=False) + "\n"
    assert tool.TARGET.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("name", LISTS)
def test_every_line_obeys_its_schema(client, name):
    """The lists give what the docs promise."""
    body = client.get(f"{ROOT}/{name}").json()
    assert body["count"] == len(body["items"])
    assert not [f for item in body["items"] for f in faults(SCHEMA_OF[name], item)]


@pytest.mark.parametrize("name", ["incidents", "claims", "documents", "judgements"])
def test_pages_hold_everything_once_and_in_order(client, name):
    """One thing a page, from cursor to cursor, gives the whole list."""
    whole = client.get(f"{ROOT}/{name}").json()["items"]
    assert len(whole) > 1
    found, address = [], f"{ROOT}/{name}?limit=1"
    while address:
        answer = client.get(address)
        found += answer.json()["items"]
        following = answer.json()["next"]
        assert ("link" in answer.headers) == (following is not None)
        address = f"{ROOT}/{name}?limit=1&cursor={following}" if following else None
    assert found == whole


@pytest.mark.parametrize("name", [n for n in LISTS if n != "issues"])
def test_one_thing_is_the_line_of_the_list(client, name):
    """By its id; a report comes with its text."""
    for item in client.get(f"{ROOT}/{name}").json()["items"]:
        identity = item.get("claim") if name == "totals" else item.get("id", item.get("seq"))
        one = client.get(f"{ROOT}/{name}/{identity}").json()
        assert one.pop("text", None) is not None if name == "documents" else "text" not in one
        assert one == item


def test_filters_are_those_of_the_commands(client):
    """Harm and days narrow the claims."""
    assert {c["low"] for c in client.get(f"{ROOT}/claims?harm=injured").json()["items"]} == {4}
    assert client.get(f"{ROOT}/claims?to=2018-01-01").json()["items"] == []


@pytest.mark.parametrize(
    ("box", "lows", "reason"),
    [
        ("-180,-90,180,90", {4, 9}, "the whole map; what has no place is in no box"),
        ("36,34,38,36", {9}, "one of the two"),
        ("37,-90,36.5,90", {4}, "west beyond east: over the date line, round to the other side"),
        ("0,0,1,1", set(), "nobody is there"),
    ],
)
def test_claims_in_a_box_are_those_that_lie_there(client, book, box, lows, reason):
    """Found by the store; other filters go on narrowing them."""
    put_at(book, {9: (35.1, 36.7), 4: (35.1, -170.0)})
    answer = client.get(f"{ROOT}/claims?box={box}").json()
    assert {c["low"] for c in answer["items"]} == lows, reason
    assert answer["count"] == len(answer["items"])
    injured = client.get(f"{ROOT}/claims?box={box}&harm=injured").json()["items"]
    assert {c["low"] for c in injured} == lows & {4}


def test_only_the_fields_asked_for_are_given(client):
    """In the order asked for."""
    items = client.get(f"{ROOT}/claims?fields=low,id").json()["items"]
    assert all(list(item) == ["low", "id"] for item in items)


def test_a_page_that_has_not_changed_is_not_sent_again(client, book, small):
    """The tag holds until the book changes, and differs by what is asked."""
    first = client.get(f"{ROOT}/claims")
    tag = first.headers["etag"]
    again = client.get(f"{ROOT}/claims", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{ROOT}/claims?harm=killed", headers={"if-none-match": tag}).status_code == 200
    judge(book, "correct", [claim_with(book, 9).id, "status", "civilian"], who="A", why="b", kit=bare_kit())
    client.get(f"{ROOT}/claims")
    assert client.get(f"{ROOT}/claims", headers={"if-none-match": tag}).status_code == 200


def test_a_merged_incident_leads_to_the_one_it_is_now(client, book, small):
    """Its old id is answered with where it went."""
    first, second = incident_of(book, 9), incident_of(book, 12)
    if first.id == second.id:
        pytest.skip("the small book links them by itself")
    judge(book, "same", [first.id, second.id], who="A", why="b", kit=bare_kit())
    gone = ({first.id, second.id} - set(snapshot(book).incidents)).pop()
    answer = client.get(f"{ROOT}/incidents/{gone}")
    assert answer.status_code == 308
    assert client.get(answer.headers["location"]).json()["id"] in snapshot(book).incidents


def test_explain_walks_back_to_the_words(client, book):
    """The same walk as the command's."""
    incident = incident_of(book, 9)
    body = client.get(f"{ROOT}/explain", params={"address": f"{incident.code}/killed/high"}).json()
    assert not faults("explain", body)
    assert "were killed" in json.dumps(body)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/claims?harm=eaten", 400, "harm 'eaten' is not one of"),
        ("/claims?from=yesterday", 400, "write YYYY-MM-DD"),
        ("/claims?from=2019-02-02&to=2019-01-01", 400, "is after"),
        ("/claims?limit=0", 400, "limit '0'"),
        ("/claims?limit=9999", 400, "from 1 to 1000"),
        ("/claims?limit=٣", 400, "limit"),
        ("/claims?cursor=%%%", 400, "none that this interface gave"),
        ("/claims?cursor=YWJj", 400, "start again"),
        ("/claims?box=36,33,39", 400, "write WEST,SOUTH,EAST,NORTH"),
        ("/claims?box=nan,33,39,37", 400, "write WEST,SOUTH,EAST,NORTH"),
        ("/claims?box=36,37,39,33", 400, "write WEST,SOUTH,EAST,NORTH"),
        ("/incidents?box=36,33,39,37", 400, "no such parameter"),
        ("/claims?colour=red", 400, "no such parameter"),
        ("/documents?harm=killed", 400, "no such parameter"),
        ("/claims?fields=colour", 400, "no field here"),
        ("/claims/nothing", 404, "no claim 'nothing'"),
        ("/documents/nothing", 404, "no document 'nothing'"),
        ("/explain", 400, "address is missing"),
        ("/explain?address=nothing", 404, "nothing"),
        ("/rumours", 404, "no such path"),
    ],
)
def test_what_is_wrong_is_told_with_what_fits(client, path, status, told):
    """A problem document, as RFC 9457 has it."""
    answer = client.get(ROOT + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in f"{answer.json()['title']} {answer.json()['detail']}"


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_without_the_token_nothing_is_told(client, given):
    """No header, another scheme, another secret."""
    answer = client.get(f"{ROOT}/claims", headers={"authorization": given})
    assert answer.status_code == 403
    assert "killed" not in answer.text


def test_the_token_opens_the_interface_only(client):
    """A program with the token gets no page and judges nothing by it."""
    assert client.get("/incidents").status_code == 403
    assert client.post("/act/undo", data={"entry": "1"}, headers={"origin": ADDRESS}).status_code == 403


def test_words_of_reports_are_data_whatever_they_hold(client):
    """Markup in a report is given as it stands, as JSON that no browser takes for a page."""
    answer = client.get(f"{ROOT}/documents")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" in answer.text
