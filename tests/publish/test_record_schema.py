"""Records of every golden case, as lines, against the schema of their kind."""

import datetime as dt

import msgspec
import pytest

from schemas import faults, schema
from tollbook.extract.records.read import records_of
from tollbook.extract.sentences.segment import segment
from tollbook.flow.kit import default_kit
from tollbook.model.document import Document
from tollbook.model.record import RecordKind
from tollbook.publish.lines import record_line
from tollbook.resolve.records import resolve_record_times
from tollbook.vocab.load import data_path

FILES = sorted(data_path("languages").glob("*/cases/records/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_record_obeys_the_schema_of_its_kind(path):
    """A record's line has the fields of its kind, with words from the kind's own lists, and no others."""
    language = path.parts[-4]
    lines = []
    for case in msgspec.toml.decode(path.read_bytes())["case"]:
        document = Document(id="case", sha256="", text=case["text"], published=case["published"], language=language)
        found = records_of(document, segment(document.text, language), (), default_kit().spotters)
        lines += [record_line(record) for record in resolve_record_times(document, found)]
    assert [fault for line in lines for fault in faults("record", line)] == []
    assert path.stem in {line["kind"] for line in lines}


def test_the_schema_describes_every_kind():
    """Each kind of record has its own condition in the schema, and no kind is unknown to the model."""
    described = [each["if"]["properties"]["kind"]["const"] for each in schema("record")["allOf"]]
    assert sorted(described) == sorted(RecordKind.__args__)


def test_the_schema_refuses_a_word_that_is_not_of_the_kind():
    """A state of control that is not on the list is a fault: the condition is really applied."""
    text = "Shells fell on rebel-held Homs."
    document = Document(id="case", sha256="", text=text, published=dt.date(2013, 1, 1))
    line = record_line(records_of(document, segment(text), (), default_kit().spotters)[0])
    assert faults("record", line) == []
    assert faults("record", {**line, "details": {**line["details"], "state": "liked"}}) != []
