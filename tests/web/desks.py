"""Desks for tests: what their reports say, a browser that has come in by the start-up address, and how it fills in forms."""

import contextlib
import re
import threading
import time
from unittest import mock

from tollbook.flow.books.book import open_book, snapshot, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.store import spots as spots_of_claims
from tollbook.store import tables
from tollbook.store.engine import transaction

PORT = 8123
ADDRESS = f"http://127.0.0.1:{PORT}"
TOKEN = "start-up-secret"
SCRIPT = "<script>alert('x')</script>"
FIRST = (
    "published: 2019-05-01\noutlet: Hills <b>Herald</b>\ntitle: Market hit <script>alert(1)</script>\n\n"
    f"9 people were killed in Hama. At least 4 civilians were injured in Homs. {SCRIPT}\n"
)
SECOND = "published: 2019-05-02\noutlet: Plain Post\n\n11 people were killed in Hama. 12 fighters were killed."
ARABIC = "published: 2019-05-03\noutlet: صحيفة النهر\n\nقال شهود إن المستشفى في المدينة أُغلق بعد الغارة الأخيرة.\n"


def browser(root, *, who="Amal"):
    """Return a browser that came to the desk of ``root`` by its address."""
    from starlette.testclient import TestClient  # noqa: PLC0415  # an extra: tests skip before they come here

    from tollbook.web.app import make_app  # noqa: PLC0415  # as above

    client = TestClient(make_app(root, token=TOKEN, port=PORT, who=who), base_url=ADDRESS)
    assert client.get(f"/?token={TOKEN}").status_code == 200
    return client


def claim_with(root, low: int):
    """Return the one claim of that number."""
    (claim,) = [c for c in snapshot(root).claims.values() if c.count.low == low]
    return claim


def incident_of(root, low: int):
    """Return the incident that holds the claim of that number."""
    claim = claim_with(root, low)
    return next(i for i in snapshot(root).incidents.values() if claim.id in i.claims)


def fields_of(page: str, action: str) -> dict[str, str]:
    """Return the values of the form that posts to ``action``, as a browser would send them untouched."""
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'action="{action}"' in f)
    inputs = [i for i in re.findall(r"<input[^>]*>", form) if 'type="checkbox"' not in i or " checked" in i]
    found = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', "".join(inputs)))
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        found[name] = (re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options))[1]
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    return found


@contextlib.contextmanager
def held(root):
    """Hold the book's lock, as another run would."""
    with sole_writer(root, "run"):
        yield


@contextlib.contextmanager
def serving(root):
    """Serve a book as the verb does, in a thread, and yield the address it tells."""
    import uvicorn  # noqa: PLC0415  # an extra: tests skip before they come here

    from tollbook.web import serve  # noqa: PLC0415  # as above

    servers, told = [], []
    run = uvicorn.Server.run

    def run_and_keep(server, sockets=None):
        servers.append(server)
        return run(server, sockets)

    with mock.patch.object(uvicorn.Server, "run", run_and_keep):
        options = {"port": 0, "who": "Amal", "tell": told.append, "browse": False}
        thread = threading.Thread(target=serve.serve, args=(root,), kwargs=options, daemon=True)
        thread.start()
        end = time.monotonic() + 20
        while not (servers and servers[0].started) and time.monotonic() < end:
            time.sleep(0.05)
        yield told[0]
        servers[0].should_exit = True
        thread.join(20)


def put_at(root, spots):
    """Put the claims of these counts at a latitude and longitude, as the store finds them on a map."""
    book = open_book(root)
    with transaction(writer(book), "book") as connection:
        for low, (lat, lon) in spots.items():
            connection.execute(tables.claims.update().where(tables.claims.c.low == low).values(lat=lat, lon=lon))
        spots_of_claims.refill(connection)
