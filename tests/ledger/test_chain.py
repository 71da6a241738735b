"""The hash chain finds every change."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.ledger.chain import first_fault, line_of, next_entry
from tollbook.model.judgement import GENESIS, Entry, entry_hash


def chain(length: int) -> list[Entry]:
    """Return a sound chain."""
    entries: list[Entry] = []
    for number in range(length):
        head = (entries[-1].seq, entries[-1].hash) if entries else (0, GENESIS)
        body = {"claim": f"c{number}", "why": "seen"}
        entries.append(next_entry(head, kind="reject", author="Amal", time="2020-01-01T00:00:00+00:00", body=body))
    return entries


def test_a_sound_chain_has_no_fault():
    """Nothing is found where nothing was done."""
    entries = chain(5)
    assert first_fault(entries, (5, entries[-1].hash)) is None
    assert first_fault([], (0, GENESIS)) is None


@pytest.mark.parametrize("field", ["author", "kind", "time", "body"])
def test_an_altered_entry_is_named(field):
    """Every field is covered by the hash."""
    entries = chain(5)
    value = {"why": "other"} if field == "body" else "undo"
    entries[2] = msgspec.structs.replace(entries[2], **{field: value})
    fault = first_fault(entries)
    assert fault is not None
    assert fault.seq == 3
    assert "altered" in fault.message


def test_an_altered_entry_with_a_new_hash_breaks_the_next_one():
    """Whoever alters one entry has to rewrite all that follow."""
    entries = chain(5)
    forged = msgspec.structs.replace(entries[2], author="Nobody", hash="")
    entries[2] = msgspec.structs.replace(forged, hash=entry_hash(forged))
    fault = first_fault(entries)
    assert fault is not None
    assert fault.seq == 4


@pytest.mark.parametrize(("removed", "expected"), [(0, 1), (2, 3), (4, 5)])
def test_a_removed_entry_is_named_also_at_the_end(removed, expected):
    """The noted head shows what no chain can show itself: that its end is missing."""
    entries = chain(5)
    noted = (5, entries[-1].hash)
    del entries[removed]
    fault = first_fault(entries, noted)
    assert fault is not None
    assert (fault.seq, "gone" in fault.message) == (expected, True)


def test_reordered_entries_are_named():
    """Two entries that changed places are found at the first of them, numbered anew or not."""
    entries = chain(5)
    entries[1], entries[2] = entries[2], entries[1]
    assert first_fault(entries).seq in {2, 3}
    renumbered = [msgspec.structs.replace(e, seq=i) for i, e in enumerate(entries, 1)]
    assert first_fault(renumbered).seq == 2


@given(st.integers(1, 8), st.data())
def test_any_single_change_of_the_exported_lines_is_found(length, data):
    """Whatever one character of an export becomes, the chain does not hold, or the line says the same."""
    entries = chain(length)
    lines = [line_of(e) for e in entries]
    number = data.draw(st.integers(0, length - 1))
    place = data.draw(st.integers(0, len(lines[number]) - 1))
    character = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    changed = lines[number][:place] + character + lines[number][place + 1 :]
    try:
        entries[number] = msgspec.json.decode(changed, type=Entry)
    except msgspec.DecodeError:
        return
    is_same = line_of(entries[number]) == lines[number]
    assert (first_fault(entries, (length, chain(length)[-1].hash)) is None) == is_same
