"""The place finder: which words are places, of what kind, in ordinary and in shouted text."""

import time

import pytest

from tollbook.extract.sentences.segment import segment
from tollbook.places.index import open_default
from tollbook.resolve.where.find import place_finder

FIND = place_finder(open_default())

CASES = [
    (
        "A shell hit the village of Kafr Tibra on Monday.",
        [("Kafr Tibra", "settlement")],
        "a type noun leads to an unknown name",
    ),
    ("Gunmen raided Um Dukhun district.", [("Um Dukhun district", "area")], "a type noun after the name"),
    (
        "Mortars fell on al-Zahra neighborhood in Homs.",
        [("al-Zahra neighborhood", "locality"), ("Homs", "settlement")],
        "an article in small letters",
    ),
    (
        "Troops left Deir ez-Zor for Hasakeh.",
        [("Deir ez-Zor", "settlement"), ("Hasakeh", "settlement")],
        "an article inside a name",
    ),
    ("Strikes in southern Lebanon went on.", [("southern Lebanon", "country")], "a side is kept with a country"),
    ("Fighting in eastern Aleppo went on.", [("Aleppo", "settlement")], "a side is left out before a town"),
    ("The Kabul-based analyst spoke.", [("Kabul", "seat")], "a seat is no place"),
    ("Saudi Arabia-led jets flew.", [("Saudi Arabia", "seat")], "an alliance's adjective"),
    ("It lies at the Turkish-Syrian border.", [("Turkish-Syrian border", "border")], "a border of two"),
    ("A boat sank in the Strait of Hormuz.", [("Strait of Hormuz", "sea")], "a name with of"),
    (
        "Talks with the Democratic Republic of the Congo failed.",
        [("Democratic Republic of the Congo", "country")],
        "a country with of",
    ),
    ("President Washington met General Aleppo.", [], "titles make persons"),
    (
        "POLICE FOUGHT THE DRUG TRAFFICKERS IN DOWNTOWN SAN SALVADOR.",
        [("SAN SALVADOR", "settlement")],
        "in capitals nouns are no towns",
    ),
    ("RAIPUR: Rebels fired at a patrol.", [("RAIPUR", "dateline")], "a town that heads the report"),
    (
        "QANAVILLE, Lebanon (AP) - Rescuers dug.",
        [("QANAVILLE", "dateline"), ("Lebanon", "country")],
        "an unknown town of a dateline",
    ),
    (
        "Gunmen shot at guests in Nairobi's Qwertil mall.",
        [("Nairobi", "settlement"), ("Qwertil", "site")],
        "a house that a town owns",
    ),
    ("Guests died in the dining hall of the Park Hotel.", [("Park Hotel", "site")], "a hall of a house"),
    (
        "Bombs fell outside St. Theresa Catholic Church on Sunday.",
        [("St. Theresa Catholic Church", "site")],
        "a saint's church",
    ),
    ("A lorry tore into the U.S. Marine barracks on Sunday.", [], "barracks named for a force only"),
    (
        "Blasts shook the upscale Miraflores district.",
        [("Miraflores district", "area")],
        "plain words between verb and name",
    ),
    ("Hassan Aleppo of the Aleppo Tribune spoke.", [], "a name among names"),
    ("Hamas and Hezbollah denied it on Friday.", [], "groups and weekdays are no places"),
    ("In January the town fell.", [("the town", "anaphor")], "months are no places"),
    ("They stayed in the besieged city.", [("the besieged city", "anaphor")], "an anaphor with an adjective"),
    ("The US denied it.", [("US", "country")], "an acronym of a country"),
    ("RAQQA, Aug. 2 (Agency) - Jets flew.", [("RAQQA", "dateline")], "a dateline"),
    ("NEW DELHI, India 2009-08-02", [("NEW DELHI", "dateline"), ("India", "country")], "an agency's header"),
    ("RAQQA 2017-08-02", [("RAQQA", "dateline")], "an agency's header without a country"),
    ("He was shot dead in the 7th Ward.", [], "every town has wards"),
    ("Two men died on Houston's East Side.", [("Houston", "settlement")], "a side of the town, no town called so"),
    ("Operation Wrath of Euphrates went on.", [], "an operation's name does not say where it is"),
    ("Shots were fired at Macy's.", [("Macy", "named")], "a shop with many branches"),
    ("Gunmen stormed the Serena hotel in Kabul.", [("Serena", "site"), ("Kabul", "settlement")], "a house of a chain"),
    ("They laid the bombs of the Mafia and the Commonwealth.", [], "bodies that towns are called like"),
    (
        "GUERRILLAS ATTACKED THE TOWN OF SAN MIGUEL IN EL SALVADOR.",
        [("SAN MIGUEL", "settlement"), ("EL SALVADOR", "country")],
        "shouted text",
    ),
    ("THE REBELS KILLED TWO SOLDIERS NEAR MEDELLIN TODAY.", [("MEDELLIN", "settlement")], "shouted text"),
    (
        "TWO POLICEMEN DIED IN THE VILLAGE OF PERQUIN LAST NIGHT, POLICE SAID.",
        [("PERQUIN", "settlement")],
        "a shouted unknown name after a type noun",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CASES)
def test_places_and_only_places_are_found(text, expected, reason):
    """Each place comes with its words and kind; demonyms are apart."""
    spots = [s for s in FIND(text, [(0, len(text))]) if s.kind != "demonym"]
    assert [(s.quote, s.kind) for s in spots] == expected, reason
    assert all(text[s.span[0] : s.span[1]] == s.quote for s in spots)


def test_a_megabyte_without_a_place_is_read_in_linear_time():
    """Capitals without end do not make the finder slow."""
    short, long = "Aaa Bbb " * 2_000, "Aaa Bbb " * 20_000
    times = []
    for text in (short, long):
        began = time.process_time()
        FIND(text, [(0, len(text))])
        times.append(time.process_time() - began)
    assert times[1] < 40 * max(times[0], 0.005)


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        ("David Levy said so. Twelve died, Levy added.", [], "a full name that says something"),
        ("Gen. Omar Perry came. A shell hit Perry's car.", [], "a title before a name, and later an owner"),
        ("Nadia Clinton, 34, was hurt. The attack on Clinton was filmed.", [], "an age behind a name"),
        ("Aaron Lincoln, who was hurt, left. In Lincoln's home two died.", [], "an owner behind a preposition"),
        ("David Levy said so. Two died in Clinton county.", ["Clinton"], "another name"),
        ("President Lincoln spoke. Two people died in Lincoln.", ["Lincoln"], "a preposition of place leads to it"),
        ("President Houston spoke. A bomb hit Houston.", ["Houston"], "a large town is meant all the same"),
        ("Radio Mosul said so. A bomb hit Mosul.", ["Mosul", "Mosul"], "a station is no person"),
    ],
)
def test_the_surname_of_somebody_told_of_is_no_town(text: str, names: list[str], reason: str) -> None:
    """People are known by a title, or a full name that speaks or has an age; their surname alone is theirs from there on."""
    sentences = [s.span for s in segment(text)]
    assert [s.value for s in FIND(text, sentences) if s.kind not in {"anaphor", "demonym"}] == names, reason


def test_what_was_read_before_says_nothing_of_the_next_text():
    """Surnames are remembered within one text only."""
    FIND("David Levy said so.", [(0, 19)])
    text = "A bomb hit Levy."
    assert [s.quote for s in FIND(text, [(0, len(text))])] == ["Levy"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Twelve people died in Sudan's Kadugli on Monday.", ["Sudan", "Kadugli"]),
        ("Shells fell in Myanmar’s Pazigyi, residents said.", ["Myanmar", "Pazigyi"]),
        ("A raid on Yemen's Marib killed two.", ["Yemen", "Marib"]),
        ("He spoke of Sudan's Burhan and left.", ["Sudan"]),
        ("Five men of the group died in Russia's Wagner Group.", ["Russia"]),
    ],
)
def test_a_name_that_a_country_owns_is_a_place_where_the_country_is_led_to(text: str, names: list[str]) -> None:
    """What leads to an owner leads to what it owns; an owner that no place word leads to says nothing of it."""
    spots = FIND(text, [(0, len(text))])
    assert [s.value for s in spots if s.kind not in {"anaphor", "demonym"}] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A mine killed two on the Aleppo-Raqqa road.", [("Aleppo-Raqqa road", "site")]),
        ("Gunmen stopped a bus on the Kabul–Kandahar highway.", [("Kabul–Kandahar highway", "site")]),
        ("Two died on the Deir ez-Zor-Mayadin road at dawn.", [("Deir ez-Zor-Mayadin road", "site")]),
        ("Traders of Aleppo-Raqqa bought sugar.", [("Aleppo", "settlement"), ("Raqqa", "settlement")]),
    ],
)
def test_a_road_is_named_for_its_ends(text: str, found: list[tuple[str, str]]) -> None:
    """Two known places joined by a hyphen before a word for a road are one place: the stretch between them."""
    assert [(s.quote, s.kind) for s in FIND(text, [(0, len(text))])] == found
