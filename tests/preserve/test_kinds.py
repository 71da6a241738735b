"""What bytes are is told from the bytes."""

import pytest

from tollbook.preserve.kinds import HEAD, UNKNOWN, kind_of


@pytest.mark.parametrize(
    ("head", "kind", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png", "its signature"),
        (b"\xff\xd8\xff\xe0..JFIF", "image/jpeg", "its signature"),
        (b"GIF89a....", "image/gif", "its signature"),
        (b"RIFF....WEBPVP8 ", "image/webp", "a kind of RIFF"),
        (b"RIFF....WAVEfmt ", "audio/wav", "another kind of RIFF"),
        (b"....\x00\x00\x00\x00WEBP", UNKNOWN, "the letters alone, outside a RIFF, are none"),
        (b"\x00\x00\x00\x18ftypmp42....", "video/mp4", "ISO base media"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic", "the same container, a photo"),
        (b"\x1a\x45\xdf\xa3....", "video/webm", "Matroska"),
        (b"%PDF-1.7\n", "application/pdf", "its signature"),
        (b"<svg onload=alert(1)>", "text/plain", "markup is words, never a picture"),
        (b"<!doctype html><script>", "text/plain", "nor a page"),
        ("قائمة بالأسماء\u200f\n".encode(), "text/plain", "Arabic, with its direction mark"),
        (b"MZ\x90\x00\x03\x00", UNKNOWN, "a program"),
        (b"", UNKNOWN, "nothing"),
        ("é".encode() * HEAD, "text/plain", "whole characters up to the cut"),
    ],
)
def test_a_file_is_known_by_its_first_bytes(head, kind, reason):
    """Whatever its name or its sender says."""
    assert kind_of(head[:HEAD]) == kind, reason


def test_a_character_that_the_cut_divides_is_no_fault():
    """Only the first bytes are looked at, and they may end inside a letter."""
    assert kind_of(("x" + "é" * HEAD).encode()[:HEAD]) == "text/plain"
