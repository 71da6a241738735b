"""From bytes to characters."""

import codecs

import pytest

from tollbook.read.decode import binary_kind, decode

TEXT = (
    "Huit civils ont été tués à Alep, a déclaré l'observatoire mardi. Les blessés ont été évacués vers la Turquie.\n"
    * 4
)
ARABIC = "قتل ثمانية مدنيين في قصف على مدينة الرقة يوم الثلاثاء، حسب المرصد السوري لحقوق الإنسان.\n" * 4


@pytest.mark.parametrize(
    ("content", "codes", "reason"),
    [
        (TEXT.encode(), [], "UTF-8 is taken as it is"),
        (codecs.BOM_UTF8 + TEXT.encode(), [], "a mark is no part of the text"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), [], "a mark names the encoding"),
        (TEXT.encode("cp1252"), ["encoding-guessed"], "a guess is told"),
    ],
)
def test_text_is_decoded_without_loss(content, codes, reason):
    """The characters come out as they went in, and a guess is an Issue."""
    text, issues = decode(content, "a.txt")
    assert text == TEXT, reason
    assert [i.code for i in issues] == codes


def test_an_arabic_page_in_an_old_encoding_is_guessed():
    """Windows-1256 is what older Arabic sites still send."""
    text, issues = decode(ARABIC.encode("cp1256"), "a.txt")
    assert text == ARABIC
    assert [i.code for i in issues] == ["encoding-guessed"]


def test_a_declared_encoding_outweighs_a_guess():
    """A page that names its encoding is believed."""
    assert decode(TEXT.encode("cp1252"), "a.html", "windows-1252") == (TEXT, ())


def test_bytes_of_no_encoding_are_marked_and_told():
    """Broken UTF-16 keeps what can be read."""
    text, issues = decode(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"\xd8", "a.txt")
    assert text.startswith("abc")
    assert [i.code for i in issues] == ["encoding-broken"]


@pytest.mark.parametrize(
    ("content", "is_binary"),
    [
        (b"%PDF-1.7 ...", True),
        (b"PK\x03\x04rest", True),
        (bytes(range(256)) * 4, True),
        (TEXT.encode(), False),
        (ARABIC.encode("cp1256"), False),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), False),
        (b"\x1b[1mcoloured\x1b[0m log", False),
    ],
)
def test_binary_files_are_told_from_text(content, is_binary):
    """PDF, archives and bytes of no sense are named; text in any encoding is not."""
    assert (binary_kind(content) is not None) == is_binary
