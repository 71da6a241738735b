"""Where, by what means, by whose hand and by whose word, read by the whole chain: each phenomenon in three wordings of our own."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document

PLACES = [
    ("joined victims share the place behind the second", [
        ("Three guards and a cook were killed in Thursday's bombing in Kirkuk, police said.", "Three guards", "Kirkuk"),
        ("A nurse and two drivers died in shelling in Donetsk on Monday.", "A nurse", "Donetsk"),
        ("Four soldiers and a civilian were wounded in a raid in Jenin.", "Four soldiers", "Jenin"),
    ]),
    ("the toll of the event in view is placed with it", [
        ("A car bomb in Mosul killed nine people on Sunday. Two more died overnight, raising the toll to 11.", "11", "Mosul"),
        ("Gunmen shot dead six worshippers in Kabul. A seventh man died on Tuesday, taking the death toll to seven.", "seven", "Kabul"),
        ("Rockets hit a school in Kharkiv, killing four. The death toll has risen to five, officials said.", "five", "Kharkiv"),
    ]),
    ("a war's number takes no town", [
        ("A mine killed two herders near Gao on Friday. The conflict has claimed more than 9,000 lives since 2012.", "more than 9,000", None),
        ("Shelling killed a man in Taiz. At least 100,000 people have died in the war.", "At least 100,000 people", None),
        ("Three policemen were shot in Srinagar. The insurgency has killed tens of thousands since 1989.", "tens of thousands", None),
    ]),
    ("what tears through a place harms there", [
        ("A bomb ripped through a crowded market in the centre of Bannu, killing eight.", "eight", "Bannu"),
        ("A blast tore through the old quarter of Aleppo, killing 12 people.", "12 people", "Aleppo"),
        ("Militants swept through Dapchi, killing five villagers.", "five villagers", "Dapchi"),
    ]),
    ("the displaced are harmed where they fled from", [
        ("About 3,000 people fled from Kadugli to Khartoum after shelling.", "3,000 people", "Kadugli"),
        ("Some 700 families were displaced from Idlib to Afrin last week.", "700 families", "Idlib"),
        ("More than 900 villagers fled from Goma to Bukavu after clashes.", "900 villagers", "Goma"),
    ]),
    ("a dateline serves only where nothing else is named", [
        ("SUMY, Ukraine, March 3 - A missile killed six students in their dormitory on Monday.", "six students", "SUMY"),
        ("BENGHAZI (Wire) - Gunmen shot dead two colonels on Friday, a hospital official said.", "two colonels", "BENGHAZI"),
        ("CAIRO, May 2 (Wire) - A mine killed four soldiers near Rafah on Tuesday.", "four soldiers", "Rafah"),
    ]),
    ("a country before a thing is its owner, no place", [
        ("A missile hit the U.S. frigate and killed seven sailors.", "seven sailors", None),
        ("A bomb went off beside the Turkish embassy car, killing the driver and two guards.", "two guards", None),
        ("Rockets struck the Iran convoy and killed three men.", "three men", None),
    ]),
    ("a distance tells where a place lies", [
        ("A raid on Tikrit, 90 miles north of Baghdad, killed four people.", "four people", "Tikrit"),
        ("Two farmers were shot in Kidal, 300 km north of Gao.", "Two farmers", "Kidal"),
        ("Shells fell on Bakhmut, 60 kilometres from Donetsk, wounding two.", "two", "Bakhmut"),
    ]),
    ("the suburb of a city is the place", [
        ("A car bomb killed six in the Damascus suburb of Douma.", "six", "Douma"),
        ("Ten people died when jets struck the Red Sea port of Hodeidah.", "Ten people", "Hodeidah"),
        ("Police shot two students in the Cairo suburb of Giza.", "two students", "Giza"),
    ]),
    ("a heading names the place of its line", [
        ("Niger: seven gendarmes killed in an ambush", "seven gendarmes", "Niger"),
        ("Mali: four aid workers abducted by gunmen", "four aid workers", "Mali"),
        ("Kherson region: one civilian killed in shelling", "one civilian", "Kherson"),
    ]),
    ("an arrest after an attack is not made where the attack was", [
        ("Police arrested four men after a suicide bombing in Haifa.", "four men", None),
        ("Troops detained nine suspects following an attack in Lahore.", "nine suspects", None),
        ("The army rounded up 30 militants in the wake of a blast in Jerusalem.", "30 militants", None),
    ]),
    ("an event in its relative clause keeps other places out", [
        ("Jets bombed Gaza City in reply to the suicide attacks that killed 19 Israelis.", "19 Israelis", None),
        ("Troops entered Nablus after the shooting which left four settlers dead.", "four settlers", None),
        ("Helicopters hit Jenin hours after the bombing that killed eight soldiers.", "eight soldiers", None),
    ]),
]  # fmt: skip

MEANS = [
    ("an aircraft's bomb comes from the air", [
        ("A Turkish jet dropped a bomb on a farm in Afrin, killing four.", "four", "airstrike"),
        ("Three soldiers were killed by a stray US bomb near Kandahar.", "Three soldiers", "airstrike"),
        ("Nine people died when a shelter in Mariupol was bombed.", "Nine people", "airstrike"),
    ]),
    ("men on foot lay bombs", [
        ("Rebels bombed a bus in Quetta, killing five.", "five", "ied"),
        ("Suspected guerrillas bombed a bank in Cali and wounded two clerks.", "two clerks", "ied"),
        ("Militants bombed a police post in Bannu, killing three officers.", "three officers", "ied"),
    ]),
    ("the origin of a war is no means", [
        ("Since fighting broke out in April, monitors say, 900 civilians have lost their lives.", "900 civilians", None),
        ("Since clashes resumed in May, aid groups say, about 60 people have died.", "60 people", None),
        ("The mission said 1,100 troops had died since the offensive began.", "1,100 troops", None),
    ]),
    ("another hand's deed takes no means from the sentence before", [
        ("Militants beheaded two men in Macomia. Rwandan troops later killed four suspects.", "four suspects", None),
        ("Gunmen shot two teachers in Yala. Thai soldiers later killed three insurgents.", "three insurgents", None),
        ("A mine killed a farmer near Gao. Malian soldiers later killed two herders.", "two herders", None),
    ]),
    ("a harm beside a deed shares it", [
        ("Man shot dead, two women hurt in Port Sudan", "two women", "shooting"),
        ("Teacher shot dead, three pupils wounded in Yala", "three pupils", "shooting"),
        ("Guard gunned down, one bystander injured in Cali", "one bystander", "shooting"),
    ]),
    ("the sentence behind a toll may tell its cause", [
        ("Doctors in Mogadishu received nine wounded. Mortar rounds fired at the port had fallen short.", "nine wounded", "shelling"),
        ("The bodies of five farmers were found near Bambari. They had been hacked to death.", "five farmers", "other"),
        ("Six people were killed in Tal Abyad. The blast shattered windows across the town.", "Six people", "ied"),
    ]),
    ("the weapon behind an attack is its means", [
        ("A pensioner was killed in an attack by a Russian drone.", "A pensioner", "drone"),
        ("Two guards died in an attack with mortars on the base.", "Two guards", "shelling"),
        ("One woman was killed in a Sumy attack by Russian UAV", "One woman", "drone"),
    ]),
    ("a side's own dead are not of its own weapon", [
        ("Israeli warplanes struck Khan Younis. Two Israeli soldiers died, the army said.", "Two Israeli soldiers", None),
        ("Turkish jets hit Qandil. Three Turkish soldiers were killed, Ankara said.", "Three Turkish soldiers", None),
        ("Russian artillery pounded Avdiivka. A Russian colonel was killed, bloggers said.", "A Russian colonel", None),
    ]),
]  # fmt: skip

HANDS = [
    ("of two sides in a clash the one named", [
        ("Two soldiers were killed in clashes with PKK fighters near Hakkari.", "Two soldiers", "PKK"),
        ("A youth died in a firefight with Israeli forces in Nablus.", "A youth", "Israeli"),
        ("Four policemen were wounded in a shoot-out with Hamas in Gaza.", "Four policemen", "Hamas"),
    ]),
    ("between two sides neither is the perpetrator", [
        ("Six people died in fighting between Fatah and Hamas in Gaza.", "Six people", None),
        ("Clashes between the army and the RSF killed 20 people in Omdurman.", "20 people", None),
        ("Two men were killed in a battle between Houthi and government forces.", "Two men", None),
    ]),
    ("nobody harmed, nobody's hand", [
        ("Russian drones hit a depot in Odesa; there were no casualties.", "no casualties", None),
        ("Israeli shells fell near Tyre but nobody was hurt.", "nobody", None),
        ("Taliban fighters attacked a post, but no one was killed.", "no one", None),
    ]),
    ("who denies that his troops killed is the accused", [
        ("Myanmar's army denied that its troops had killed any villagers in Sagaing.", "any villagers", "Myanmar"),
        ("Ethiopia's government denied that its forces had killed any civilians.", "any civilians", "government"),
        ("The junta denied that its soldiers had shot any protesters.", "any protesters", "junta"),
    ]),
    ("a charge of staging accuses nobody", [
        ("A bomb killed nine in Homs. The opposition accused the government of staging the blast.", "nine", None),
        ("Shells killed 30 at a market. A Serb statement accused the Bosnian army of faking the attack.", "30", None),
        ("A car bomb killed four. Rebels accused the regime of orchestrating the bombing.", "four", None),
    ]),
    ("a claim outweighs a charge", [
        ("Officials blamed Iran for the bombing that killed 12 in Kabul. Islamic State claimed responsibility for the attack.", "12", "Islamic State"),
        ("Police blamed Maoists for the blast, which killed five. Jaish-e-Mohammed claimed responsibility for the blast.", "five", "Jaish-e-Mohammed"),
        ("Nine died in a bombing in Quetta. The Pakistani Taliban said it had carried out the bombing.", "Nine", "Pakistani Taliban"),
    ]),
    ("a second deed behind a loss", [
        ("M23 rebels said they had lost five men and killed 30 Congolese soldiers.", "30 Congolese soldiers", "M23"),
        ("The Taliban said they had lost two fighters and killed nine Afghan policemen.", "nine Afghan policemen", "Taliban"),
        ("Hezbollah said it lost one man and killed four Israeli soldiers.", "four Israeli soldiers", "Hezbollah"),
    ]),
    ("a deed behind a relative clause", [
        ("The militia that swept through Bor last week slaughtered 40 people.", "40 people", "militia"),
        ("The rebels who entered Bunia on Monday killed six traders.", "six traders", "rebels"),
        ("The soldiers in the uniform of the guard executed 12 men.", "12 men", "soldiers"),
    ]),
    ("who arrests the suspects did not kill", [
        ("Colombian police arrested two men over the murder of a senator in Cali.", "a senator", None),
        ("Kenyan police detained four men suspected of killing a priest.", "a priest", None),
        ("Iraqi forces arrested a man accused of murdering three teachers.", "three teachers", None),
    ]),
    ("a day between a force and its deed", [
        ("Syrian troops on Tuesday shot dead four gunmen near Tripoli.", "four gunmen", "Syrian"),
        ("The Taliban on Sunday night killed six teachers in Logar.", "six teachers", "Taliban"),
        ("Colombian soldiers late on Friday killed two farmers in Cauca.", "two farmers", "Colombian"),
    ]),
    ("masked men and a capital that opens a sentence are nobody", [
        ("A teacher was shot dead by masked gunmen in Basra.", "A teacher", None),
        ("Twin suicide bombings killed 32 people in Baghdad.", "32 people", None),
        ("Two judges were killed by suspected gunmen in Kabul.", "Two judges", None),
    ]),
    ("what answers an attack is another hand's", [
        ("Guerrillas fired mortars at a post, wounding two policemen. In response, helicopters shelled a village, killing five.", "five", None),
        ("Hamas rockets killed a farmer in Sderot. In retaliation, jets hit a house and killed three men.", "three men", None),
        ("The PKK killed two guards. In reprisal, gunmen shot dead a shepherd.", "a shepherd", None),
    ]),
    ("a group by its own name, not by the noun before it", [
        ("Suicide attacks by the Islamic militant group Hamas left 26 people dead.", "26 people", "Hamas"),
        ("An ambush by the armed group M23 killed two rangers.", "two rangers", "M23"),
        ("Shelling by the militant group Hezbollah wounded three farmers.", "three farmers", "Hezbollah"),
    ]),
]  # fmt: skip

WORDS = [
    ("a house that takes in patients says nothing", [
        ("The hospital in Dilling received 14 wounded after a drone strike.", "14 wounded", None),
        ("A clinic in Goma admitted nine injured after shelling.", "nine injured", None),
        ("The health post treated ten people injured in the attack.", "ten people", None),
    ]),
    ("he back to the office that opened", [
        ("A US Marine spokesman could not confirm that; he put his losses at two killed.", "two", "US Marine spokesman"),
        ("An army commander refused to comment. He said six rebels had been killed.", "six rebels", "army commander"),
        ("A hospital director opened the gates. She said nine people had died in the blast.", "nine people", "hospital director"),
    ]),
    ("it back to the body that opened", [
        ("Human Rights Watch interviewed 30 survivors. It documented the execution of 19 men.", "19 men", "Human Rights Watch"),
        ("Amnesty International visited the town. It said 40 villagers had been shot dead.", "40 villagers", "Amnesty International"),
        ("UNICEF reached the camp on Monday. It said nine children had been killed by shelling.", "nine children", "UNICEF"),
    ]),
    ("a number behind a semicolon goes on", [
        ("Air raids killed 53 people, the Houthis said; 98 hurt.", "98", "Houthis"),
        ("The monitors of Fortify Rights logged 12 civilians dead; 30 injured; 4 missing.", "30", "Fortify Rights"),
        ("The ministry reported 20 killed in the attacks; 45 wounded.", "45", "ministry"),
    ]),
    ("violence that claims lives says nothing", [
        ("Violence in Poso has claimed at least 12 lives this week.", "at least 12 lives", None),
        ("The fighting claimed nine lives in Jonglei.", "nine lives", None),
        ("The attack claimed the lives of six villagers.", "six villagers", None),
    ]),
    ("the subject of a second verb speaks", [
        ("The governor, Ali Hasan, dismissed the figures and said seven people had been killed.", "seven people", "Ali Hasan"),
        ("The army spokesman rejected the claim and said 40 rebels had been killed.", "40 rebels", "army spokesman"),
        ("The minister described the raid and said nine gunmen had been killed.", "nine gunmen", "minister"),
    ]),
    ("who accuses tells what followed", [
        ("India accused Pakistani troops of firing on Poonch, killing a woman.", "a woman", "India"),
        ("Kyiv officials accused Russia of shelling a stop in Kherson, where eight people were killed.", "eight people", "Kyiv officials"),
        ("The RSF accused the army of bombing a wedding in Nyala, saying 30 guests were killed.", "30 guests", "RSF"),
    ]),
    ("the owner of a figure says it", [
        ("The military's figure stands at 89 militants killed in Marawi.", "89 militants", "military"),
        ("The ministry's toll stood at 12 dead after the bombing.", "12", "ministry"),
        ("The governor's count rose to nine killed in the shelling.", "nine", "governor"),
    ]),
    ("who spoke last adds", [
        ("Two guards were shot, a police source said, adding that six gunmen had died.", "six gunmen", "police source"),
        ("Shells hit Popasna, the mayor said, adding that four residents were killed.", "four residents", "mayor"),
        ("Fighting went on, a medic said, adding that nine people had been wounded.", "nine people", "medic"),
    ]),
    ("who claims a deed says nothing of its toll", [
        ("The Red Column claimed responsibility for a car bombing which has left at least 40 dead.", "at least 40 dead", None),
        ("The Red Column has claimed several attacks, including a bombing in Quetta which killed 13 people.", "13 people", None),
        ("The Taliban claimed the attack had killed 40 soldiers.", "40 soldiers", "Taliban"),
    ]),
    ("believed to be is no saying", [
        ("Fighters believed to be from Islamic State killed nine policemen.", "nine policemen", None),
        ("Men thought to be bandits, residents said, shot dead four herders.", "four herders", "residents"),
        ("Gunmen believed to have crossed from Chad killed six people, an official said.", "six people", "official"),
    ]),
    ("a quotation left open ends where the next begins", [
        ('"We are safe now. There was no warning, the coach said. "It was loud," he added. A bomb killed 15 passengers in Haifa.', "15 passengers", None),
        ('The mayor spoke. "We will rebuild. "We will not leave," he said. Shells killed four people in Izium.', "four people", None),
        ('"They came at night. "They took all," she said. Gunmen killed six herders near Gao.', "six herders", None),
    ]),
]  # fmt: skip


def rows(groups: list) -> list:
    """Return (text, quote, expected, reason) for every wording."""
    return [(*case, reason) for reason, cases in groups for case in cases]


def claim_of(text: str, quote: str):
    """Return the claim whose quote is or holds ``quote``."""
    document = Document(id="d", sha256="", text=text, published=dt.date(2024, 5, 14))
    found = [c for c in read_claims(document, default_kit()).claims if quote in c.quote or c.quote in quote]
    assert found, (quote, "is no claim here")
    return min(found, key=lambda c: abs(len(c.quote) - len(quote)))


def holds(name: str | None, expected: str | None) -> bool:
    """Return True when one name holds the other, or both are silent."""
    if name is None or expected is None:
        return name is expected
    return expected.casefold() in name.casefold() or name.casefold() in expected.casefold()


@pytest.mark.parametrize(("text", "quote", "expected", "reason"), rows(PLACES), ids=lambda v: str(v)[:50])
def test_where(text, quote, expected, reason):
    """The place is the one the text ties to the harm, none where it ties none."""
    where = claim_of(text, quote).where
    assert holds(where.name if where else None, expected), reason


@pytest.mark.parametrize(("text", "quote", "expected", "reason"), rows(MEANS), ids=lambda v: str(v)[:50])
def test_means(text, quote, expected, reason):
    """The means is that of the claim's own event."""
    means = claim_of(text, quote).means
    assert (means.value if means else None) == expected, reason


@pytest.mark.parametrize(("text", "quote", "expected", "reason"), rows(HANDS), ids=lambda v: str(v)[:50])
def test_by(text, quote, expected, reason):
    """The hand is the alleged perpetrator's, nobody's where none is named."""
    by = claim_of(text, quote).by
    assert holds(by[0].name if by else None, expected), reason


@pytest.mark.parametrize(("text", "quote", "expected", "reason"), rows(WORDS), ids=lambda v: str(v)[:50])
def test_said_by(text, quote, expected, reason):
    """The speaker is the innermost one that governs the claim, none in the outlet's own voice."""
    said = claim_of(text, quote).said_by
    assert holds(said[0].name if said else None, expected), reason


def test_the_head_of_a_speakers_name_is_no_victim():
    """Recognise that "Interior Ministry officials said" and "a doctors' group said" name nobody killed."""
    for text in (
        "The blast killed five, Interior Ministry officials said.",
        "Shelling of Kadugli killed 11 people, a doctors' group said.",
        "A raid killed six, Foreign Ministry sources said.",
    ):
        document = Document(id="d", sha256="", text=text, published=None)
        assert len(read_claims(document, default_kit()).claims) == 1, text
