"""Putting a record in place and looking things up stays quick: bounds far below what benchmarks/databases.py measures at a million claims."""

import random
import statistics
import time

import pytest

from books import SERVER
from claims_made import claim_at
from tollbook.store import counts, derived, schema
from tollbook.store.engine import open_reader, open_writer, transaction
from tollbook.store.place import read_address
from tollbook.store.spots import Box, claims_in

CLAIMS = 5000
NOTHING = {"records": (), "incidents": (), "totals": (), "series": (), "issues": ()}


@pytest.fixture(scope="module")
def filled(tmp_path_factory, database_kind):
    """Return a database of some thousand claims, and how many a second of the program's own work were put in place."""
    address = SERVER.new_address()
    database = read_address(address) if address else tmp_path_factory.mktemp("rates") / "tollbook.db"
    draw = random.Random(5)
    claims = [claim_at(number, draw) for number in range(CLAIMS)]
    with transaction(open_writer(database), "book") as connection:
        schema.create(connection, "1.0", database)
        began = time.process_time()
        derived.replace_record(connection, claims=claims, **NOTHING)
        spent = time.process_time() - began
    return database, CLAIMS / spent


def test_a_record_is_put_in_place_at_thousands_of_rows_a_second(filled):
    """Counted in the program's own time, so that a busy machine fails nobody; the server's is not in it."""
    _, rate = filled
    assert rate > 3000


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection, draw: derived.claim_value(connection, f"c1_{draw.randrange(CLAIMS):012x}"),
        lambda connection, draw: claims_in(connection, Box(0, 0, draw.uniform(1, 2), 1), limit=50),
        lambda connection, draw: counts.by(connection, "harm", country="SY"),
        lambda connection, draw: counts.by_days(
            connection, "harm", country="SY", first="2017-01-01", last=f"2017-0{draw.randrange(2, 9)}-01"
        ),
    ],
    ids=["one claim", "a box", "sums", "counted"],
)
def test_a_look_up_takes_milliseconds(filled, ask):
    """Its own work again: what is asked, and what is made of the answer."""
    database, _ = filled
    draw = random.Random(3)
    spent = []
    with transaction(open_reader(database), "book") as connection:
        for _ in range(15):
            began = time.process_time()
            ask(connection, draw)
            spent.append(time.process_time() - began)
    assert statistics.median(spent) < 0.01
