"""Fields in whole reports: whose deed, by what, where and over what time, where other events stand beside (guide, section 3)."""

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Claim
from tollbook.model.document import Document


def claim_of(text: str, quote: str) -> Claim:
    """Return the claim of ``text`` that has these words."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    return next(c for c in claims if c.quote == quote)


AFIELD = [
    ("At least 16 people died in riots across Peru. Police fired tear gas in Lima.", "At least 16 people", "Peru"),
    ("Clashes throughout Mali left nine dead. Crowds gathered in Gao.", "nine dead", "Mali"),
    ("Jets struck a car in Hebron. Ten men were hurt. The strike came after a shooting near Lod.", "Ten men", "Hebron"),
    ("Two boys were shot dead in Gaza City. Another 14 people were wounded.", "14 people", "Gaza City"),
    ("A guard was killed in the Qala-i-Jangi fort by rebels.", "A guard", "Qala-i-Jangi"),
    (
        "Shells hit the Burj refugee camp in Tyre. Ten men died at the Noor school. A shell that fell on a shop in the camp killed six.",
        "six",
        "Burj",
    ),
    ("Bombs killed 30 people in Moscow. The first, at Lubyanka station, killed 24.", "24", "Lubyanka"),
    ("A lorry blew up in Baghdad's Karrada district, killing 90 people.", "90 people", "Karrada district"),
    ("Shelling of the Saladin quarter of Aleppo killed six people.", "six people", "Saladin quarter"),
    ("Shelling of the Damascus suburb of Jaramana killed six people.", "six people", "Jaramana"),
    ("Shelling of the Gaza City neighborhood of Zeitoun killed six people.", "six people", "Zeitoun"),
    ("An attack on a US outpost in northern Jordan killed two soldiers.", "two soldiers", "northern Jordan"),
    ("Raiders hit the Fulani village of Ogossa in central Mali and shot dead 40 men.", "40 men", "Ogossa"),
]


@pytest.mark.parametrize(("text", "quote", "place"), AFIELD)
def test_the_place_of_another_event_is_not_taken(text: str, quote: str, place: str) -> None:
    """What happened across a country is in no one square; "the strike came after X" does not place the strike."""
    where = claim_of(text, quote).where
    assert where is not None
    assert where.name == place


HANDS = [
    ("Six gunmen stormed the hall, killing seven people before they were shot dead by soldiers.", "seven people", None),
    ("Rebels raided a farm, killing two men, before they were killed by the army.", "two men", "Rebels"),
    ("Militiamen killed ten people in Dili. A court found that two nuns died in Suai last year.", "two nuns", None),
    ("Iraq said today its troops had killed 70 Iranians.", "70 Iranians", "Iraq"),
    ("Sudan said on Friday that its army killed 30 rebels.", "30 rebels", "Sudan"),
    ("Chad said late on Monday its forces had killed 12 guerrillas.", "12 guerrillas", "Chad"),
    ("The army said six soldiers were killed and that it had killed 40 rebels.", "40 rebels", "army"),
    ("The army said six soldiers were killed and that it had killed 40 rebels.", "six soldiers", None),
    ("Turkey said it had shot down two Syrian jets and killed nine soldiers.", "nine soldiers", "Turkey"),
    (
        "A van bomb killed six people in Nice. Islamic State said one of its men had carried out the attack.",
        "six people",
        "Islamic State",
    ),
    (
        "A shell killed six people in Gorlovka. The mayor said the shell came from Ukrainian lines.",
        "six people",
        "Ukrainian",
    ),
    (
        "Rockets killed six people in Gorlovka. The rockets were launched by Ukrainian forces.",
        "six people",
        "Ukrainian",
    ),
]


@pytest.mark.parametrize(("text", "quote", "hand"), HANDS)
def test_the_hand_is_that_of_this_deed(text: str, quote: str, hand: str | None) -> None:
    """Who killed the killers has not killed their victims; nothing is carried over to another year."""
    by = claim_of(text, quote).by
    assert (by[0].name if by else None) == hand


MEANS = [
    ("Israeli helicopters fired missiles at a car, killing two children.", "two children", "airstrike"),
    ("Rockets fired from a helicopter killed four herders.", "four herders", "airstrike"),
    ("Rebels fired rockets at the town and killed four herders.", "four herders", "shelling"),
    ("Gunmen shot dead a minister in Jos. A politician was killed there last week.", "A politician", None),
]


@pytest.mark.parametrize(("text", "quote", "means"), MEANS)
def test_the_means_is_that_of_this_event(text: str, quote: str, means: str | None) -> None:
    """Missiles from aircraft are an air strike; what happened last week took its own means."""
    found = claim_of(text, quote).means
    assert (found.value if found is not None else None) == means


SCOPES = [
    ("Hundreds of prisoners have been killed in an uprising at a fort.", "Hundreds of prisoners", "incident"),
    ("Dozens of guards have been killed in a revolt at the jail.", "Dozens of guards", "incident"),
    ("The uprising has killed 2,000 people.", "2,000 people", "cumulative"),
    ("A politician was murdered in Osun last week.", "A politician", "incident"),
]


@pytest.mark.parametrize(("text", "quote", "scope"), SCOPES)
def test_one_outbreak_or_one_victim_is_one_event(text: str, quote: str, scope: str) -> None:
    """A revolt told for the first time is one event, "the uprising" a war; one person is killed once."""
    assert claim_of(text, quote).scope == scope


@pytest.mark.parametrize(
    "text",
    [
        "The boys, aged 15 and 17, were hit by soldiers' bullets.",
        "The victims, aged 9, 12 and 14, were shot dead by soldiers.",
        "Her sons, aged 3, 5 and 11, were killed by a shell.",
    ],
)
def test_listed_ages_count_nobody(text: str) -> None:
    """In a list behind "aged" every number is an age."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    assert not [c for c in claims if c.quote[0].isdigit()]


@pytest.mark.parametrize(
    "text",
    [
        "Two men on a motorcycle shot him as he drove home in Rome on Friday, police said.",
        "Three gunmen killed them in their beds in Belfast.",
        "Four policemen beat and wounded themselves in the riot.",
    ],
)
def test_who_shoots_somebody_is_not_shot(text: str) -> None:
    """A pronoun behind the verb is who suffers; the number before it counts those who did it."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    assert not [c for c in claims if c.span[0] == 0 and c.harm != "detained"]


@pytest.mark.parametrize(
    ("text", "hand"),
    [
        ("A Red Brigades squad killed a general in Rome.", "Red Brigades"),
        ("A Cobra Verde squad shot dead two judges in Lima.", "Cobra Verde"),
        ("Two Dal Khalsa squads attacked a temple and killed a priest.", "Dal Khalsa"),
    ],
)
def test_a_squad_acts_for_the_group_it_is_named_for(text: str, hand: str) -> None:
    """An unknown name before "squad" is a group that fights."""
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    assert [b.name for c in claims for b in c.by] == [hand]


RELAYED = [
    ("The militants claimed to have killed 12 people in the raid.", "militants"),
    ("The ministry says 12 people died in the raid, according to state media.", "ministry"),
    ("AFP reports 12 people died in the raid, according to medics.", "medics"),
]


@pytest.mark.parametrize(("text", "speaker"), RELAYED)
def test_who_relays_a_speech_is_not_who_made_it(text: str, speaker: str) -> None:
    """Behind an outlet's "reports", "according to" names its source; behind anybody else's "says" it names who passes it on."""
    assert claim_of(text, "12 people").said_by[0].name == speaker


def test_what_is_counted_across_the_country_lies_in_no_town_told_before() -> None:
    """Nor is it the deed of who struck that town."""
    told = "Troops killed 90 people in Darayya. Nationwide 300 people were killed on Friday, the network said."
    claim = claim_of(told, "300 people")
    assert claim.where is None
    assert not claim.by
    across = claim_of(told.replace("Nationwide", "Across the country"), "300 people")
    assert across.where is None
    assert not across.by


ANSWERED = [
    (
        "France carried out air strikes in northern Mali after a mine killed one soldier near Kidal on Thursday. Nineteen people died in the strikes.",
        "Nineteen people", "northern Mali", ["France"],
    ),
    ("Clashes broke out in Jenin after police shot dead two boys in Nablus on Monday. Three people were hurt.", "Three people", "Jenin", []),
    ("Twelve people died after a bomb went off in Quetta on Monday. Three were hurt.", "Three", "Quetta", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "place", "hands"), ANSWERED)
def test_a_report_goes_on_with_the_event_that_answers_another(
    text: str, quote: str, place: str, hands: list[str]
) -> None:
    """What follows "X struck A after Y killed six in B" tells of A: its place, its hand and no day of B."""
    claim = claim_of(text, quote)
    assert claim.where is not None
    assert claim.where.name == place
    assert [b.name for b in claim.by] == hands
    assert (claim.when is None) is (place != "Quetta")


def test_a_bulletins_stretch_holds_for_the_places_under_it() -> None:
    """A stretch that opens a bulletin dates the lines under it; each tells one event, some time in that stretch."""
    claim = claim_of(
        "In the last 24 hours troops shelled 14 villages. Two residents were killed in Buchanka.", "Two residents"
    )
    assert claim.when is not None
    assert claim.when.quote == "In the last 24 hours"
    assert claim.scope == "incident"


OWNED = [
    (
        "Gunmen killed 12 people in Herat on Friday. The governor said the assailants belonged to Islamic State.",
        "Islamic State",
    ),
    ("A bomb killed 12 people in Herat on Friday. Al Shabaab said that the blast was its work.", "Al Shabaab"),
    (
        "A bomb killed 12 people in Herat on Friday. The Islamic State said one of its men detonated a vest.",
        "Islamic State",
    ),
    ("Guerrillas wielding axes killed 12 people in Medea on Friday.", "Guerrillas"),
    ("A jet hunting Boko Haram bombed a camp in Rann on Friday and killed 12 people.", None),
    ("By the time police shot him dead on Friday, 12 people lay dead in Sousse.", None),
]


@pytest.mark.parametrize(("text", "force"), OWNED)
def test_whose_hand_is_told_in_the_words_around(text: str, force: str | None) -> None:
    """What a group says of its men or its work is a claim of the deed; who is hunted, or shoots the gunman, has not done it."""
    by = claim_of(text, "12 people").by
    assert (by[0].name if by else None) == force


def test_a_citys_district_is_no_town_of_another_country_that_bears_its_name() -> None:
    """A gazetteer's other name of a town in DR Congo does not make the district of a Syrian city lie there."""
    told = "On Monday 19 people were killed in Raqqa. The strike hit the city's al-Bado district, where nine civilians died."
    where = claim_of(told, "nine civilians").where
    assert where is not None
    assert where.place is not None
    assert where.place.country == "SY"


HEADED = (
    "Army says {headline}.\n\nLOME 1998-05-14\n\nTogolese soldiers killed {lead} in a raid in the hills, a priest said on Thursday."
    "\n\nThe raid began late on Tuesday."
)


@pytest.mark.parametrize(
    ("headline", "lead", "is_same"),
    [
        ("three killed", "three villagers", True),
        ("three rebels killed in hills", "three rebels", True),
        ("four killed", "three villagers", False),
        ("three policemen killed", "three children", False),
    ],
)
def test_the_lead_tells_the_headline_anew(headline: str, lead: str, *, is_same: bool) -> None:
    """Below the dateline the lead tells the number of the headline with its noun: one claim, whose hand, day and place are both mentions'."""
    text = HEADED.format(headline=headline, lead=lead)
    first, second = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    assert (second.restates == first.id) is is_same
    assert bool(first.by) is is_same


MEANS = [
    ("Scores of masked rebels struck at an army post in Lome, killing nine soldiers.", "nine soldiers", "ground_attack"),
    ("Jets struck an army post in Lome, killing nine soldiers.", "nine soldiers", "airstrike"),
    ("The hanging of nine activists by the military regime angered the envoys.", "nine activists", "execution"),
    (
        "Warplanes bombed Lome on Monday. Soldiers shot eight boys near the crossing to Kpalime in the north, killing one.",
        "one",
        "shooting",
    ),
    ("Hamas called for more suicide attacks at the burial of a gunman who killed a settler.", "a settler", "shooting"),
    ("Soldiers killed four guerrillas in a village on Tuesday. The armed men were shot dead near a mill.", "four guerrillas", "shooting"),
    ("The strike, called by the opposition to mourn four students killed by police, shut the shops.", "four students", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "means"), MEANS)
def test_the_means_are_those_of_the_deed(text: str, quote: str, means: str | None) -> None:
    """Who has no aircraft strikes on the ground; "killing one" goes on with its deed; "they were shot" tells of the dead before."""
    found = claim_of(text, quote).means
    assert (found.value if found else None) == means
    assert not claim_words_of_outlets(text)


def claim_words_of_outlets(text: str) -> list[str]:
    """Return the claims that are only the head of an outlet's name, with such an outlet named behind the text."""
    text = f"{text} It was so, an Algerian newspaper said."
    claims = read_claims(Document(id="t", sha256="", text=text), default_kit()).claims
    return [c.quote for c in claims if c.quote == "an Algerian"]


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        ("Peru's guerrilla conflicts have cost at least 30,000 lives since 1980.", "at least 30,000 lives", "Peru"),
        ("Liberia's civil war, launched in 1989, has killed over 150,000 people.", "over 150,000 people", "Liberia"),
        (
            "Since 1992 some 40,000 people have died in Algeria's four-year-old conflict.",
            "some 40,000 people",
            "Algeria",
        ),
        ("Since 1992 some 40,000 people have died in the civil war.", "some 40,000 people", None),
        (
            "Since 1992 some 40,000 people have died in the war, Peru's foreign minister said.",
            "some 40,000 people",
            None,
        ),
    ],
)
def test_the_dead_of_a_war_lie_in_the_country_it_is_named_for(text: str, quote: str, place: str | None) -> None:
    """A running total names no town; a war that a country's name stands before has that country's dead."""
    where = claim_of(text, quote).where
    assert (where.name if where else None) == place
