"""Fifty people at one desk at once: every judgement that was taken is in the ledger, every other was refused aloud."""

import threading

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

from desks import ADDRESS, PORT, TOKEN, fields_of
from starlette.testclient import TestClient

from books import NOW, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.web.app import make_app

CLIENTS = 50


def test_fifty_clients_lose_nothing(tmp_path, small):
    """Each corrects a claim of their own, all at once; then the ledger holds all of them once, and verifies."""
    root = new_book(tmp_path)
    words = " ".join(f"{number} people were killed in Hama." for number in range(1, CLIENTS + 1))
    run_book(root, write(tmp_path / "r.txt", f"published: 2019-05-01\n\n{words}"), now=NOW)
    claims = sorted(snapshot(root).claims)
    assert len(claims) == CLIENTS
    app = make_app(root, token=TOKEN, port=PORT)
    clients = [TestClient(app, base_url=ADDRESS) for _ in claims]
    forms = [_form(client, claim) for client, claim in zip(clients, claims, strict=True)]
    answers: list[int] = [0] * CLIENTS

    def send(number: int) -> None:
        values = forms[number] | {"f_status": "civilian", "why": "a list", "who": f"Person {number}"}
        for _ in range(200):
            answer = clients[number].post("/act/correct", data=values, follow_redirects=False)
            answers[number] = answer.status_code
            if answer.status_code != 409:
                return
            # somebody else was writing just then, or changed what is shown: take the form as it is now
            values |= {k: v for k, v in _form(clients[number], claims[number]).items() if k in {"seen", "head"}}

    threads = [threading.Thread(target=send, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * CLIENTS
    ledger = load_ledger(root)
    assert ledger.fault is None
    judged = [e for e in ledger.entries if e.kind == "correct"]
    assert sorted(e.body["claim"]["claim"] for e in judged) == claims
    assert sorted(e.author for e in judged) == sorted(f"Person {n}" for n in range(CLIENTS))
    assert {c.who.status for c in snapshot(root).claims.values()} == {"civilian"}


def test_of_two_who_change_one_claim_the_second_is_shown_the_first(tmp_path, small):
    """Both opened the form before either sent it: one judgement is taken, the other person decides anew."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."), now=NOW)
    (claim,) = snapshot(root).claims
    app = make_app(root, token=TOKEN, port=PORT)
    clients = [TestClient(app, base_url=ADDRESS) for _ in range(2)]
    forms = [_form(client, claim) for client in clients]
    answers = []
    for number, (client, form) in enumerate(zip(clients, forms, strict=True)):
        values = form | {"f_status": ("civilian", "combatant")[number], "why": "x", "who": f"P{number}"}
        answers.append(client.post("/act/correct", data=values, follow_redirects=False).status_code)
    assert answers == [303, 409]
    assert snapshot(root).claims[claim].who.status == "civilian"


def _form(client: TestClient, claim: str) -> dict[str, str]:
    client.get(f"/?token={TOKEN}")
    return fields_of(client.get(f"/claim/{claim}/edit").text, "/act/correct")
