"""By whose hand and who says so: tables of short reports, each rule in several wordings."""

from pathlib import Path

import pytest
from actor_cases import attached, marked

REPORTS = Path(__file__).with_name("actor_reports.txt")


def rows() -> list[tuple[str, str, str]]:
    """Return the marked reports with the expected belligerents and speakers."""
    lines = (line for line in REPORTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [tuple(line.split("|")) for line in lines]


def names(cell: str, count: int) -> list[str | None]:
    """Return one expected name a claim; a single name stands for all."""
    found = [None if name == "-" else name for name in cell.split(";")]
    return found if len(found) == count else found[:1] * count


def holds(name: str | None, expected: str | None) -> bool:
    """Return True when one holds the other, in small letters."""
    if name is None or expected is None:
        return name is expected
    return expected.casefold() in name.casefold() or name.casefold() in expected.casefold()


@pytest.mark.parametrize(("text", "by", "said_by"), rows(), ids=lambda value: value[:40])
def test_reports_of_many_wars(text, by, said_by):
    """Every marked claim gets the belligerent and the innermost speaker that a careful reader names."""
    claims = attached(text)
    for claim, hand, speaker in zip(claims, names(by, len(claims)), names(said_by, len(claims)), strict=True):
        assert holds(claim.by[0].name if claim.by else None, hand), (claim.quote, claim.by)
        assert holds(claim.said_by[0].name if claim.said_by else None, speaker), (claim.quote, claim.said_by)


def chain(text: str) -> list[str]:
    """Return the names of the last claim's speakers, innermost first."""
    return [speaker.name for speaker in attached(text)[-1].said_by]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Activists told the Syrian Observatory for Human Rights that «six people» died.",
            ["Activists", "Syrian Observatory for Human Rights"],
        ),
        ("«Nine villagers» were killed, a tribal elder told Reuters.", ["tribal elder", "Reuters"]),
        ("The BBC, quoting doctors, said «four people» were dead.", ["doctors", "BBC"]),
        (
            "Radio Okapi reported that «two fishermen» had drowned under fire, citing residents.",
            ["residents", "Radio Okapi"],
        ),
        ("The army said villagers had reported «three dead».", ["villagers", "army"]),
        ("State media quoted a police chief as saying that «eleven» were dead.", ["police chief", "State media"]),
    ],
)
def test_the_chain_of_speakers_runs_from_inside_out(text, expected):
    """Who told whom is kept: innermost first, the one who carries it last."""
    assert chain(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("SDF spokesman Mustafa Bali said «two fighters» were dead.", "Mustafa Bali", "spokesman"),
        ("The mayor of Saraqib, Muthana Ahmed, said «six» had died.", "Muthana Ahmed", "mayor of Saraqib"),
        ("«Five» were hurt, said Lt. Col. Omar Nasser, a police commander.", "Omar Nasser", "Lt. Col"),
        (
            "Mariam Odeh, a teacher who lives next door, said «three boys» were dead.",
            "Mariam Odeh",
            "a teacher who lives next door",
        ),
        (
            "Kivu governor Carly Nzanzu confirmed on Sunday that «12 people» were killed.",
            "Carly Nzanzu",
            "Kivu governor",
        ),
    ],
)
def test_persons_are_kept_with_their_office(text, name, position):
    """A person's name is the name; the office stands beside it."""
    speaker = attached(text)[-1].said_by[0]
    assert (speaker.name, speaker.position) == (name, position)


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (
            "The Sudan Doctors Network counted the dead. The group said «18» were women.",
            "Sudan Doctors Network",
            "the group",
        ),
        (
            "Airwars reviewed the raid. The London-based monitor said «seven» died.",
            "Airwars",
            "the place-based monitor",
        ),
        (
            "A rights group said «40» had died. Amnesty International said most were farmers.",
            "Amnesty International",
            "named in the next sentence",
        ),
        ("Dr. Fikr Shalltoot described the ward. She said «ten children» had died.", "Fikr Shalltoot", "she"),
        ("Marwan al-Homs spoke to reporters. Al-Homs said «nine» were dead.", "Marwan al-Homs", "a surname"),
        (
            "The Lebanese health ministry gave no names. The ministry said «six» had died.",
            "Lebanese health ministry",
            "the ministry",
        ),
        (
            "Palestinian medics arrived late. The medics said «two brothers» were dead.",
            "Palestinian medics",
            "the medics",
        ),
    ],
)
def test_descriptions_and_pronouns_lead_back_to_the_name(text, expected, reason):
    """A name given elsewhere in the report is used, and marked as inherited."""
    speaker = attached(text)[-1].said_by[0]
    assert (speaker.name, speaker.inherited) == (expected, True), reason


@pytest.mark.parametrize(
    "text",
    [
        "Airwars reviewed the raid. Another monitoring group said «seven» died.",
        "The Observatory spoke of raids. The local monitoring group that follows the town said «30» had died.",
        "HRW published a report. A separate rights group said «four» had died.",
    ],
)
def test_a_group_of_its_own_points_back_to_nobody(text):
    """Leave "another group", "the local group that ..." unresolved: they are described, not named."""
    assert attached(text)[-1].said_by[0].method == "speaker-described"


@pytest.mark.parametrize(
    "text",
    [
        "«Four people» were killed in Homs. (Reuters)",
        "«Four people» are reported dead in Homs.",
        "«Three miners» are feared dead after the blast.",
        "No «casualties» were reported.",
        "The reported strike killed «six».",
        "The army denied responsibility for a raid that killed «ten».",
    ],
)
def test_the_outlets_own_voice_has_no_speaker(text):
    """Bracketed outlets, passives and denials of responsibility name no speaker of the claim."""
    assert attached(text)[-1].said_by == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Police said the blast killed «three», while residents spoke of «nine».", "while"),
        (
            "The army reported «three» dead and medics put the number of dead at «nine».",
            "and with a subject of its own",
        ),
        ("Officials gave a toll of «three»; the rebels said «nine» had died.", "semicolon"),
    ],
)
def test_a_second_speaker_ends_the_first(text, reason):
    """Two speakers in one sentence each keep their own number."""
    first, second = attached(text)
    assert len(first.said_by) == 1, reason
    assert first.said_by[0].name not in {s.name for s in second.said_by}, reason


@pytest.mark.parametrize(
    "text",
    [
        "“The shell hit our roof. «Two of my sons» died there,” said Huda Amin.",
        '"They came at night. «Six men» were taken outside and shot," a neighbour told Reuters.',
        'Ali Karim said: "We ran. «Five people» did not make it."',
    ],
)
def test_a_quotation_over_sentences_keeps_its_speaker(text):
    """What stands inside the quotation marks is said by whoever is quoted."""
    assert attached(text)[-1].said_by


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The group claimed responsibility. Al-Shabaab said its fighters killed «kf:five soldiers».", "declared"),
        ("The Kenyan army said it had killed «kf:12 militants».", "declared"),
        (
            "A bomb killed «three» in Quetta. The Balochistan Liberation Army claimed responsibility for the blast.",
            "declared",
        ),
        ("Residents blamed the Myanmar military for the raid that killed «three».", "suspected"),
        ("«Six» died in what officials called a suspected Israeli strike.", "suspected"),
    ],
)
def test_a_force_that_claims_the_act_is_declared(text, status):
    """Own words make a belligerent declared; everybody else's make it suspected."""
    assert {hand.status for hand in attached(text)[-1].by} == {status}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syrian and Russian warplanes bombed Maarat, killing «nine».", {"Syrian", "Russian"}),
        ("«Twelve» were killed in US-British air strikes on Hodeidah.", {"US", "British"}),
        ("«Forty villagers» were killed by Malian soldiers and Wagner mercenaries.", {"Malian", "Wagner"}),
    ],
)
def test_several_belligerents_are_all_kept(text, expected):
    """One act of several hands names them all."""
    assert {hand.name.split(" ")[0] for hand in attached(text)[-1].by} >= expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("US-backed forces reported «six» dead in a mine blast.", "backed"),
        ("«Four» died in the Houthi-held port when a boiler blew up.", "held"),
        ("Residents of Russian-occupied Melitopol buried «two».", "occupied"),
        ("«Nine» died near the Afghan border when gunmen stopped a bus.", "a border"),
        ("«Nine» died in Kharkiv, Ukraine, when a shell hit a house.", "an address"),
        ("Two raids in support of Kurdish-led forces were reported. «Six» died of thirst.", "supported, not acting"),
        ("An attack on an Israeli base left «two» dead.", "the target"),
        ("A raid against Taliban positions left «two» dead.", "the target"),
        ("«Six Israeli hostages» were found dead in a tunnel.", "the victims"),
        ("Clashes between the Libyan National Army and rival militias killed «eight».", "two sides"),
        ("Elsewhere in Syria, air raids on the town of Idlib killed «nine».", "where it is"),
        (
            "The Sudanese government denied using gas in the war that has killed «~:90,000» and displaced «x~:others».",
            "the war",
        ),
    ],
)
def test_who_only_stands_there_is_no_perpetrator(text, reason):
    """Descriptions, addresses, targets, victims and both sides of a fight are no alleged perpetrators."""
    assert attached(text)[-1].by == (), reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Turkish jets bombed Kobani, killing «five». «i:Nine others» were hurt.", "Turkish", "the sentence goes on"),
        ("Israeli aircraft struck a flat in Rafah. The attack killed «a couple».", "Israeli", "the attack"),
        ("Shelling by the army hit Zamzam on Monday. «Eleven» died there.", "army", "there"),
        ("An Israeli raid hit Jenin. A day later a car bomb killed «two» in Tyre.", None, "another event"),
        ("Russian drones hit Odesa. Elsewhere, «three» drowned in a flood.", None, "elsewhere"),
        ("Israeli aircraft struck a flat. «t:Some 3,000» remain trapped in the quarter.", None, "a standing number"),
        ("Israeli aircraft struck a flat. «k~:More than 900» have died since June.", None, "a total without the act"),
        ("Taliban gunmen stormed the base. «kf:Six attackers» were killed.", None, "the attackers' own dead"),
    ],
)
def test_a_belligerent_is_inherited_with_care(text, expected, reason):
    """The event's neighbouring sentence lends its belligerent, marked as inherited; another event or a level does not."""
    hands = attached(text)[-1].by
    assert (hands[0].name if hands else None) == expected, reason
    assert all(hand.inherited for hand in hands), reason


def test_one_report_has_one_form_of_an_acronym():
    """Give "US" and "U.S." one name in a report: the form it writes first; the quote keeps the words."""
    first, second = attached("A U.S. raid killed «two». A US drone killed «three».")
    assert (first.by[0].name, second.by[0].name, second.by[0].quote) == ("U.S.", "U.S.", "US")


def test_quotes_are_what_stands_at_their_span():
    """``text[span] == quote`` for every reading of every report."""
    for text, _, _ in rows():
        plain, _ = marked(text)
        for claim in attached(text):
            for reading in (*claim.by, *claim.said_by):
                assert plain[reading.span[0] : reading.span[1]] == reading.quote


@pytest.mark.parametrize(
    "noise", ["", "\n", "said " * 300, "by the by " * 300, '"' * 200, "US-" * 300, "المرصد " * 50, "\u202e“”: –" * 40]
)
def test_any_text_is_survived(noise):
    """Noise around a claim neither crashes nor moves spans."""
    claims = attached(f"{noise}\nIsraeli jets killed «two people», medics said.\n{noise}")
    assert claims[0].by[0].name == "Israeli"
