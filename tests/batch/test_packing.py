"""Values between processes: whole again on the other side, with each outline of an area in the file once."""

import msgspec

from tollbook.batch.packing import pack, unpack
from tollbook.batch.sheets import LINES_A_SHEET, Sheet, TotalLine, sheet_tasks
from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Extraction
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.total import Total

TEXT = (
    "At least 30 people were killed in Syria on Monday, activists said. Another 12 civilians were killed in Syria on "
    "Tuesday. The army shelled towns in Syria. Officials announced talks about Syria in Geneva on Friday."
)


def extraction() -> Extraction:
    """Return what a report says of a country, several times."""
    return read_claims(Document(id="d", sha256="", text=TEXT), default_kit())


def test_what_is_packed_is_the_same_again_with_an_outline_once() -> None:
    """Claims of one country come back equal, share its outline, and the bytes hold it a single time."""
    said = extraction()
    outlined = [c.where.place.geometry for c in said.claims if c.where and c.where.place and c.where.place.geometry]
    assert len(outlined) > 1, "the text gives no two claims in an area with an outline"
    content = pack(said)
    assert content.count(msgspec.msgpack.encode(outlined[0]["coordinates"])) == 1
    again = unpack(content, Extraction)
    assert again == said
    places = [c.where.place.geometry for c in again.claims if c.where and c.where.place]
    assert places[0] is places[1]


def test_what_was_packed_is_left_as_it_was() -> None:
    """Packing takes nothing from the value itself, and gives the same bytes whichever way its outlines are held."""
    said = extraction()
    before = msgspec.json.encode(said)
    content = pack(said, order="deterministic")
    assert msgspec.json.encode(said) == before
    apart = msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=Extraction)
    assert pack(apart, order="deterministic") == content


def test_values_without_places_are_packed_too() -> None:
    """A report that says nothing, and one in no known place, come back as they were."""
    for said in (
        Extraction(document="x"),
        read_claims(Document(id="d", sha256="", text="Three men died."), default_kit()),
    ):
        assert unpack(pack(said), Extraction) == said


def test_a_long_month_is_cut_into_sheets_in_order(tmp_path) -> None:
    """More totals than a sheet holds go into parts, none lost, by id through the parts."""
    lines = [
        TotalLine(Total(claim=f"c{n:05}", speaker="s", harm="killed", status="civilian", stated=Count(n, n)), "d", None)
        for n in reversed(range(LINES_A_SHEET + 5))
    ]
    tasks = list(sheet_tasks(tmp_path, "x", [], [], lines))
    assert [t.part for t in tasks] == ["part-0", "part-1"]
    found = [unpack((tmp_path / f"unknown-{n}.in").read_bytes(), Sheet).totals for n in range(2)]
    assert [line.total.claim for part in found for line in part] == sorted(line.total.claim for line in lines)
