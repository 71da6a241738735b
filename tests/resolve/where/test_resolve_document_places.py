"""Places of a document's claims: context, parents, neighbourhoods, borders, lists."""

import pytest

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.reading import PlaceReading
from tollbook.places.index import open_default
from tollbook.resolve.where.resolve import resolve_places

GAZETTEER = open_default()


def resolved(text, quote, *, focus=(), inherited=False):
    """Return the resolved reading of the first ``quote`` in ``text``, and the Issues."""
    start = text.index(quote)
    where = PlaceReading(
        span=(start, start + len(quote)), quote=quote, name=quote, method="own-sentence", inherited=inherited
    )
    claim = Claim(
        id="c", document="d", span=(0, 1), quote=text[:1], head=0, harm="killed", count=Count(1, 1), where=where
    )
    claims, issues = resolve_places(Document(id="d", sha256="", text=text), [claim], GAZETTEER, focus)
    return claims[0].where, issues


CASES = [
    (
        "Bombers hit a cafe.\n\nTUNIS 1996-08-26\n\nEgypt told Britain so.",
        "Egypt",
        "EG",
        "country",
        "a date above is no distance",
    ),
    ("Bombers hit a cafe in 1992 - Egypt was shaken.", "Egypt", "EG", "country", "a year before a dash is none"),
    ("Rockets hit Kabul airport.", "Kabul", "AF", "near", "an airfield serves the town it is named for"),
    (
        "It flew from Istanbul to Turkey's coast. Five died at Sofia airport.",
        "Sofia",
        "BG",
        "near",
        "whichever was told of before",
    ),
    (
        "Shells hit Beirut, Lebanon. Five died in Jerusalem hospital.",
        "Jerusalem",
        "LB",
        "neighbourhood",
        "a hospital need not",
    ),
    ("Five died in Tripoli, Lebanon.", "Tripoli", "LB", "city", "the stated country decides"),
    ("Five died in Tripoli. Libya's government met.", "Tripoli", "LY", "city", "the country in view decides"),
    ("Five died in the Ethiopian town of Harar.", "Harar", "ET", "city", "a demonym before the type word"),
    ("Five died in Hyderabad, in Pakistan's Sindh province.", "Hyderabad", "PK", "city", "a stated parent"),
    ("Five died in Hyderabad. India mourned.", "Hyderabad", "IN", "city", "the country in view"),
    (
        "Nigeria mourned. Five died in the village of Zzyzx in Borno State.",
        "Zzyzx",
        "NG",
        "governorate",
        "the parent's area",
    ),
    ("Five died in Douma, near Damascus.", "Douma", "SY", "city", "a place told near it"),
    ("Five died in Goma, Democratic Republic of the Congo.", "Goma", "CD", "city", "a parent with of in its name"),
    (
        "Five died in Zzyzx, west of Pretoria, South Africa.",
        "Zzyzx",
        "ZA",
        "near",
        "unknown, but placed by its neighbour",
    ),
    (
        "Five died in Zzyzx near Maiduguri. Nigeria mourned.",
        "Zzyzx",
        "NG",
        "near",
        "unknown, but placed by its neighbour",
    ),
    (
        "Five died in Russian-occupied Kherson Oblast.",
        "Kherson Oblast",
        "UA",
        "governorate",
        "an occupier is no parent",
    ),
    ("Five died in the southern Lebanese town of Zzyzx.", "Zzyzx", "LB", "region", "a side said of the country"),
    (
        "Five died in Zzyzx, close to the Somali border, in Kenya.",
        "Zzyzx",
        "KE",
        "country",
        "a border told beside it is no place",
    ),
    ("The army shelled Borno State. Five died in Zzyzx.", "Zzyzx", "NG", "governorate", "the area told just before"),
]


@pytest.mark.parametrize(("text", "quote", "country", "level", "reason"), CASES)
def test_the_document_decides_between_namesakes(text, quote, country, level, reason):
    """Parents, demonyms and countries in view come before size."""
    where, _ = resolved(text, quote)
    assert where.place is not None, reason
    assert (where.place.country, where.place.level) == (country, level), reason


def test_the_books_focus_decides_where_the_text_is_silent():
    """A book about Libya means its own Tripoli."""
    assert resolved("Five died in Tripoli.", "Tripoli", focus=("LY",))[0].place.country == "LY"
    assert resolved("Five died in Tripoli.", "Tripoli", focus=("LB",))[0].place.country == "LB"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Jets bombed Mosul. Five died in al-Nowhere neighborhood.", "al-Nowhere neighborhood"),
        ("Shells fell on Kharkiv. Five died in the Zzyzx quarter.", "Zzyzx"),
        ("Khartoum was shelled. Five died in Zzyzx suburb.", "Zzyzx suburb"),
    ],
)
def test_a_neighbourhood_lies_in_the_town_told_before(text, quote):
    """Unknown quarters take their town's disc."""
    where, _ = resolved(text, quote)
    assert (where.place.level, where.place.matched_by) == ("neighbourhood", "parent")


def test_two_towns_are_covered_by_one_disc():
    """A list's place reaches both members."""
    where, _ = resolved("Five died in Homs and Hama, Syria.", "Homs and Hama")
    assert where.place.matched_by == "list"
    assert where.place.radius_m > 20_000


def test_a_name_nobody_knows_is_an_issue():
    """It is told, with the next step."""
    where, issues = resolved("Five died in Zzyzx.", "Zzyzx")
    assert where.place is None
    assert [issue.code for issue in issues] == ["place-unresolved"]


def test_the_steps_say_how_the_place_came_about():
    """Explain prints them."""
    where, _ = resolved("Five died in the village of Zzyzx in Idlib province, Syria.", "Zzyzx")
    assert any("stands for it" in step for step in where.steps)


QUARTERS = [
    (
        "The clinic in Homs received 12 bodies after raids on Harat al-Zzyz. Syria mourned.",
        "Harat al-Zzyz",
        "by its name",
    ),
    (
        "Shells hit Zzyzab, a poor quarter, killing six, medics in Aleppo said. Syria's army was silent.",
        "Zzyzab",
        "said of it",
    ),
    (
        "Raids on Hayy al-Qqz killed two. Doctors in Hama, Syria, counted them.",
        "Hayy al-Qqz",
        "the only town, told after",
    ),
]


@pytest.mark.parametrize(("text", "quote", "reason"), QUARTERS)
def test_an_unknown_quarter_takes_the_town_of_its_report(text, quote, reason):
    """A quarter that no gazetteer knows stands for the town told of, not for the whole country."""
    where, _ = resolved(text, quote)
    assert where.place is not None, reason
    assert (where.place.level, where.place.country) == ("neighbourhood", "SY"), reason
    assert where.place.radius_m < 30_000, reason


def test_an_unknown_name_that_is_no_quarter_is_not_put_into_the_town():
    """Nothing says that it lies there."""
    where, _ = resolved("The clinic in Homs received 12 bodies after raids on Zzyzab. Syria mourned.", "Zzyzab")
    assert where.place is None or where.place.level != "neighbourhood"
