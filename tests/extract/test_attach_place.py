"""Places of claims, phenomenon by phenomenon, in wordings of our own."""

import re

import pytest

from tollbook.extract.places.attach import attach_places
from tollbook.extract.sentences.segment import segment
from tollbook.model.claim import Claim, claim_id
from tollbook.model.count import Count
from tollbook.places.index import open_default
from tollbook.resolve.where.find import place_finder

MARK = re.compile(r"\[(\w+)(?:<(\w+))?(!?)\|([^\]]+)\]")


def places_of(marked):
    """Return {label: place name} for a text whose claims are marked ``[label<container|words]``; "!" marks a running total."""
    text, claims, containers = "", [], {}
    last = 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        start = len(text)
        text += match[4]
        claims.append((match[1], match[2], bool(match[3]), start, match[4]))
        last = match.end()
    text += marked[last:]
    ids = {label: claim_id(text, start, 0) for label, _, _, start, _ in claims}
    containers = {label: ids.get(part) for label, part, _, _, _ in claims}
    made = [
        Claim(
            id=ids[label],
            document="d",
            span=(start, start + len(words)),
            quote=words,
            head=start,
            harm="killed",
            count=Count(5, 5),
            part_of=containers[label],
            scope="cumulative" if is_total else "incident",
        )
        for label, _, is_total, start, words in claims
    ]
    sentences = segment(text)
    spots = place_finder(open_default())(text, [sentence.span for sentence in sentences])
    attached = attach_places(text, sentences, made, spots)
    for claim in attached:
        if claim.where:
            start, end = claim.where.span
            assert text[start:end] == claim.where.quote
    return {
        label: claim.where.name if claim.where else None for (label, *_), claim in zip(claims, attached, strict=True)
    }


CASES = [
    # (marked text, expected, reason)
    (
        "A car bomb killed [a|two men] at the airfield in Kandahar. Three other soldiers and [b|18 Afghans] were hurt.",
        {"a": "Kandahar", "b": "Kandahar"},
        "three others go on with the event in view",
    ),
    (
        "A bus hit a mine in Jaffa. Gunmen killed [a|22 people] at the city's Intercontinental Hotel.",
        {"a": "Intercontinental Hotel"},
        "a house that the town told before owns",
    ),
    (
        "Debris fell into the Black Sea there. In Kharkiv, [a|one man] was killed; a day before [b|three] had died there.",
        {"a": "Kharkiv", "b": "Kharkiv"},
        "there is the last place told",
    ),
    (
        "Residents in Kawyati say a jet dropped bombs on a group of men, killing [a|20 people].",
        {"a": "Kawyati"},
        "where those live who tell it, if nothing else is named",
    ),
    (
        "Shelling by Thai troops wounds [a|four civilians] in Cambodia's Banteay Meanchey province, Phnom Penh says.",
        {"a": "Banteay Meanchey province"},
        "a capital that speaks behind the place",
    ),
    (
        "Troops shelled Damascus, killing [a|22 people] in Douma. They shot [b|two reporters] in the capital.",
        {"a": "Douma", "b": "Damascus"},
        "the capital is the town that is one",
    ),
    (
        "A raid on a house 10 km from Tikrit killed [a|two leaders of al-Qaida in Iraq], officials said.",
        {"a": "Tikrit"},
        "a house so far from a town; a group called after a country",
    ),
    ("[a|Sixty people] died in Qash'iyya, a town.", {"a": "Qash'iyya"}, "an unknown name with an apostrophe"),
    (
        "[a|More than 320] were hurt in Israel's attacks.",
        {"a": None},
        "the country whose attacks they are is no place of them",
    ),
    (
        "A bomb hit their bus on the Srinagar-Jammu highway at Lethpora, killing [a|40 men].",
        {"a": "Lethpora"},
        "the town at which a road was hit",
    ),
    (
        "Rockets hit Aleppo on Monday. [a|Sixty people] were hurt. [b|Ten] were treated in Gaziantep.",
        {"a": "Aleppo", "b": "Aleppo"},
        "where the wounded are treated",
    ),
    (
        "Missiles launched from a submarine in the Black Sea hit a house in Vinnytsia, killing [a|three people].",
        {"a": "Vinnytsia"},
        "where a missile was launched",
    ),
    (
        "The army command at Mozdok, in North Ossetia, said [a|33 men] had died in Grozny.",
        {"a": "Grozny"},
        "a speaker's place with an aside",
    ),
    (
        "Houses in Sukkari were destroyed on Friday by air strikes that killed [a|50 people].",
        {"a": "Sukkari"},
        "what was destroyed by strikes that killed",
    ),
    ("A car bomb in Kirkuk killed [a|nine people].", {"a": "Kirkuk"}, "place before the number"),
    (
        "Bandits waylaid a lorry east of Dungurra, killing [a|six traders].",
        {"a": "Dungurra"},
        "a side of an unknown place",
    ),
    ("[a|Four guards] died in a raid 20 km north of Tabbaqa.", {"a": "Tabbaqa"}, "a side at a distance"),
    (
        "[a|Eight soldiers] were killed in clashes in Sheikh Yassir.",
        {"a": "Sheikh Yassir"},
        "a title that opens a place",
    ),
    ("[a|Thirty rebels] have died in the battle for Taiz.", {"a": "Taiz"}, "what is fought over"),
    ("Fighting for Marib killed [a|40 men].", {"a": "Marib"}, "what is fought over, without a noun of battle"),
    ("The toll from Odesa drone attack rose to [a|12].", {"a": "Odesa"}, "a town before its event, in a headline"),
    ("[a|Two men] died in the Mosul suicide truck bombing.", {"a": "Mosul"}, "words between a town and its event"),
    (
        "The mayor of Enerhodar said a mine had killed [a|a driver].",
        {"a": "Enerhodar"},
        "the place of the office that tells",
    ),
    (
        "Raiders killed [a|two herders] near Gao. The gang also shot [b|a boy].",
        {"a": "Gao", "b": "Gao"},
        "also goes on with the event",
    ),
    ("[a|Nine people] were killed by a car bomb in Kirkuk, Iraq.", {"a": "Kirkuk"}, "most specific of a chain"),
    (
        "Police in Kirkuk province said [a|nine people] died when a bomb went off in Hawija.",
        {"a": "Hawija"},
        "the speaker's place is not the event's",
    ),
    (
        "Shells landed in Stepanakert and Shusha, wounding [a|12 civilians].",
        {"a": "Stepanakert and Shusha"},
        "a list takes the covering phrase",
    ),
    (
        "Gunmen attacked the towns of Gwoza and Bama, killing [a|16 residents].",
        {"a": "Gwoza and Bama"},
        "a list of towns",
    ),
    (
        "Rockets hit Sderot, Ashkelon and Ashdod, injuring [a|seven people].",
        {"a": "Sderot, Ashkelon and Ashdod"},
        "a list of three",
    ),
    (
        "Airstrikes on northern Yemen killed [a|20 people], including [b<a|six] in Saada and [c<a|four] in Hajjah.",
        {"a": "northern Yemen", "b": "Saada", "c": "Hajjah"},
        "parts with places of their own",
    ),
    (
        "Raids across Nigeria left [a|40 people] dead, among them [b<a|12 farmers] in Benue State.",
        {"a": "Nigeria", "b": "Benue State"},
        "a part with its own place",
    ),
    (
        "Clashes in Tripoli killed [a|eight fighters], including [b<a|two commanders], on Friday.",
        {"a": "Tripoli", "b": "Tripoli"},
        "a part takes its container's place",
    ),
    (
        "[a|Eleven people], including [b<a|three children], were killed when a shell hit a house in Kherson.",
        {"a": "Kherson", "b": "Kherson"},
        "after an including phrase the main clause goes on",
    ),
    (
        "Fighting raged in Aleppo on Monday. [a|Fifteen civilians] were killed in the city.",
        {"a": "Aleppo"},
        "the city goes back",
    ),
    (
        "Militants stormed Palma in March. Residents said [a|dozens of people] died there.",
        {"a": "Palma"},
        "there goes back",
    ),
    (
        "A blast shook Quetta. [a|Six policemen] were killed in the blast, officials said.",
        {"a": "Quetta"},
        "the blast takes its place along",
    ),
    (
        "[a|Twenty villagers] were killed in an air raid in western Niger. The strike hit the village of Tiguindan, a local official said.",
        {"a": "Tiguindan"},
        "a definite strike carries back",
    ),
    (
        "A drone killed [a|four people], officials said. The attack took place in the Haji Omeran area of Iraq.",
        {"a": "Haji Omeran"},
        "the attack took place in",
    ),
    (
        "[a|Three soldiers] died in an ambush on Sunday. The ambush happened near Tillaberi, the army said.",
        {"a": "Tillaberi"},
        "the ambush happened near",
    ),
    ("Israeli strikes killed [a|ten people] on Friday.", {"a": None}, "a belligerent's adjective is no place"),
    ("Strikes by Turkey killed [a|ten people] on Friday.", {"a": None}, "an actor is no place"),
    ("The London-based group said [a|ten people] were killed on Friday.", {"a": None}, "a speaker's seat is no place"),
    ("Kyiv said [a|ten people] were killed on Friday.", {"a": None}, "a capital that speaks is a government"),
    ("Moscow denied that its jets had killed [a|ten people].", {"a": None}, "a capital that denies is a government"),
    ("Saudi-led jets killed [a|ten people] on Friday.", {"a": None}, "an alliance's adjective is no place"),
    (
        "Gunmen killed [a|a Karachi lawyer] in Quetta on Monday.",
        {"a": "Quetta"},
        "who is killed there speaks from no office",
    ),
    ("Jets bombed a meeting in Homs, killing [a|nine people].", {"a": "Homs"}, "the meeting itself was struck"),
    ("[a|Nine people] were killed, a lawyer in Quetta said.", {"a": None}, "who speaks there does"),
    ("[a|Nine people] were killed as peace talks in Geneva went on.", {"a": None}, "a talks venue is no place of harm"),
    (
        "After a summit in Doha, officials said [a|nine people] had been killed.",
        {"a": None},
        "a summit's town is no place of harm",
    ),
    (
        "BEIRUT (Agency) - Warplanes bombed a market in Idlib, killing [a|19 people].",
        {"a": "Idlib"},
        "a dateline gives way to a named place",
    ),
    (
        "Gunmen killed [a|two guards] in Basra on Sunday. Meanwhile, a bomb killed [b|three people] in Mosul.",
        {"a": "Basra", "b": "Mosul"},
        "each its own",
    ),
    (
        "A bomb in Mosul killed [a|three people]. Elsewhere, gunmen shot dead [b|two judges].",
        {"a": "Mosul", "b": None},
        "elsewhere cuts the inheritance",
    ),
    (
        "A raid in Jenin killed [a|two men], bringing the total of Palestinians killed this year to [b!|90].",
        {"a": "Jenin", "b": None},
        "a running total is not of the incident's town",
    ),
    (
        "A mine killed [a|one soldier] in Mali, bringing the mission's death toll to [b!|200].",
        {"a": "Mali", "b": None},
        "a running total of foreigners",
    ),
    ("Shelling killed [a|five people] 10 km south of Horlivka.", {"a": "Horlivka"}, "distance phrases name their town"),
    (
        "A convoy was ambushed between Gao and Kidal, killing [a|13 soldiers].",
        {"a": "Gao and Kidal"},
        "between two towns",
    ),
    (
        "Civilians fled from Wad Madani to Gedaref after [a|30 people] were killed in Wad Madani.",
        {"a": "Wad Madani"},
        "a route is no place of harm",
    ),
    ("The hospital in Rafah was hit and [a|five patients] died.", {"a": "Rafah"}, "a passive subject"),
    ("Nyala was bombed again on Tuesday, and [a|31 people] were killed.", {"a": "Nyala"}, "a town that was bombed"),
    (
        "Gunmen killed [a|seven people] in Ethiopia's Amhara region.",
        {"a": "Amhara"},
        "the owned place is the specific one",
    ),
    ("Gunmen killed [a|seven people] in the Ethiopian town of Bure.", {"a": "Bure"}, "a town after a demonym"),
    (
        "A rocket killed [a|two people] in the Salhin district of Aleppo.",
        {"a": "Salhin district"},
        "a district of a town",
    ),
    (
        "A rocket killed [a|two people] in the Zzyzx district of Kharkiv.",
        {"a": "Zzyzx district"},
        "a district of a town",
    ),
    ("A raid on the Yemeni port of Mokha killed [a|six fishermen].", {"a": "Mokha"}, "a port after a demonym"),
    ("An air strike on the Libyan town of Sirte killed [a|six fighters].", {"a": "Sirte"}, "a town after a demonym"),
    (
        "Gunmen killed [a|two men] in Sopore, Jammu and Kashmir.",
        {"a": "Sopore"},
        "an area with and in its name is no list",
    ),
    (
        "A mine killed [a|two men] in Banja Luka, Bosnia and Herzegovina.",
        {"a": "Banja Luka"},
        "a country with and in its name is no list",
    ),
    (
        "A shell killed [a|two men] in the Sheikh Saeed neighborhood of Aleppo.",
        {"a": "Sheikh Saeed neighborhood"},
        "a quarter named for a sheikh",
    ),
    ("US and Israeli strikes killed [a|six people].", {"a": None}, "two belligerents"),
    ("A US-British raid killed [a|six people].", {"a": None}, "two belligerents"),
    ("The Kabul bombing killed [a|six people].", {"a": "Kabul"}, "a town before an event noun"),
    (
        "Two died in raids on Qana and Yater, and [a|six people] were hurt.",
        {"a": "Qana and Yater"},
        "raids on two villages",
    ),
    (
        "Fighters raided the villages of Zzyzx and Xyzzy near Gao, killing [a|six people].",
        {"a": "Zzyzx and Xyzzy"},
        "unknown villages in a list",
    ),
]


@pytest.mark.parametrize(("marked", "expected", "reason"), CASES, ids=[case[2] + "/" + case[0][:30] for case in CASES])
def test_each_claim_gets_the_most_specific_place_that_the_text_ties_to_it(marked, expected, reason):
    """The place of every marked claim is the one a careful reader takes."""
    assert places_of(marked) == expected, reason


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Fighting raged in Aleppo on Monday. [a|Fifteen civilians] were killed in the city.", "the city"),
        ("Shells hit Marib on Monday. [a|Fifteen civilians] were killed in the town.", "the town"),
        ("Jets bombed Arhab on Monday. [a|Fifteen civilians] were killed near the area.", "the area"),
    ],
)
def test_an_anaphor_keeps_its_own_words_as_the_quote(text, quote):
    """The quote is what stands beside the claim; the antecedent's span is kept apart."""
    plain = MARK.sub(r"\4", text)
    start = plain.index("Fifteen")
    claim = Claim(
        id="x", document="d", span=(start, start + 7), quote="Fifteen", head=start, harm="killed", count=Count(15, 15)
    )
    sentences = segment(plain)
    spots = place_finder(open_default())(plain, [s.span for s in sentences])
    (attached,) = attach_places(plain, sentences, [claim], spots)
    assert attached.where is not None
    assert attached.where.quote == quote
    assert attached.where.antecedent is not None
    begin, end = attached.where.antecedent
    assert plain[begin:end] == attached.where.name
