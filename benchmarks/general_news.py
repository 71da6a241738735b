"""Make a seeded mix of general news: invented reports of many desks, with about one conflict report in twenty-five.

Each report has a headline and five to nine paragraphs drawn from the templates of one desk (politics, economy, sport,
science, culture, weather, courts, disaster, health, transport, conflict), with names, places and numbers filled in from
lists by a random generator with a fixed seed. The shares of the desks are those of a daily paper's world and home pages.
"""

import random
from collections.abc import Iterator

DESKS: dict[str, tuple[int, list[str]]] = {
    "politics": (
        22,
        [
            "{person}, the {office} of {country}, said on {day} that the government would present its {adj} budget before the end of {month}.",
            "Lawmakers voted {n} to {m} in favour of the bill, which now goes to the upper house for a second reading.",
            "The opposition accused the ruling party of {gerund} the electoral commission ahead of the vote.",
            "Opinion polls put the {party} at {p} percent, two points behind its main rival.",
            '"We have heard the concerns of the people of {city}," {person} told reporters after the meeting.',
            "The talks in {city} are expected to last {n} days and will be attended by delegations from {m} countries.",
            "Protesters gathered outside parliament to demand changes to the pension law; organisers spoke of {big} participants.",
            "Analysts say the reshuffle is meant to strengthen the position of {person} within the coalition.",
            "The minister denied any wrongdoing and said that the inquiry would clear her name.",
        ],
    ),
    "economy": (
        18,
        [
            "Shares in {company} rose {p} percent on {day} after the company raised its forecast for the full year.",
            "The central bank left interest rates unchanged at {p} percent, citing weak demand and falling energy prices.",
            "Exports to {country} grew by {p} percent in the first half, the statistics office said.",
            "{company} will cut {big} jobs and close {n} plants as part of a cost programme announced by its chief executive, {person}.",
            "Oil traded near ${n} a barrel, down from ${m} a week ago, as traders weighed new supply.",
            "The deal values the firm at ${n} billion and is subject to approval by regulators in {city}.",
            "Investors had expected a loss; instead, revenue climbed to {big} million euros.",
            "Unions called the offer an insult and announced a strike at {n} sites from {day}.",
        ],
    ),
    "sport": (
        18,
        [
            "{person} scored twice as {city} beat {city2} {n}-1 to move to within {m} points of the leaders.",
            "The defender will miss the next {n} matches after injuring his knee in training.",
            "{person} won the {n}-kilometre race in a time of two hours and {m} minutes.",
            "The visitors had {n} shots on target but failed to break the deadlock until the final minute.",
            "It was the club's {n}th win of the season and its first in {city} since 2011.",
            '"We fought until the end and the fans carried us," the coach said.',
            "In the women's final, {person} fought back from a set down to beat {person2}.",
            "The striker has been linked with a move to {city2} for a fee of {n} million euros.",
        ],
    ),
    "science": (
        9,
        [
            "Researchers at the university of {city} have found a {adj} species of frog in the highlands of {country}.",
            "The telescope captured images of a galaxy {n} billion light years away.",
            "The team tested the method on {big} samples and published its results in a peer-reviewed journal.",
            "The satellite will orbit the Earth every {n} minutes and measure the temperature of the oceans.",
            "{person}, who led the study, said more work was needed before the drug could be used in patients.",
            "Engineers repaired the instrument remotely after it had been switched off for {n} weeks.",
        ],
    ),
    "culture": (
        9,
        [
            "The museum in {city} opens a show of {n} paintings by {person} on {day}.",
            "The film, which cost ${n} million to make, drew {big} viewers in its opening weekend.",
            "{person} will conduct the orchestra for the first time since the hall was rebuilt.",
            "Her novel tells the story of a family over {n} generations in a village near {city}.",
            "Tickets for the festival sold out within {n} hours, the organisers said.",
            "The manuscript, long thought lost, was found in a library in {city2}.",
        ],
    ),
    "weather": (
        6,
        [
            "Forecasters expect {n} centimetres of snow in the mountains and strong winds along the coast.",
            "Temperatures in {city} reached {n} degrees on {day}, the highest since records began.",
            "The heat is due to ease from {day} as cooler air moves in from the north.",
            "Reservoirs in the region are {p} percent full after a wet spring.",
        ],
    ),
    "courts": (
        6,
        [
            "A court in {city} sentenced {person} to {n} years in prison for fraud.",
            "Police arrested a {n}-year-old man on suspicion of burglary; he is due to appear before a judge on {day}.",
            "Prosecutors said the accused had taken bribes worth {big} dollars over {n} years.",
            "The defence argued that the evidence had been obtained unlawfully and asked for the case to be dismissed.",
            "The jury heard from {n} witnesses during the trial, which began in {month}.",
        ],
    ),
    "disaster": (
        3,
        [
            "A bus overturned on a mountain road near {city}, killing {n} people and injuring {m}, officials said.",
            "The earthquake damaged {big} houses; rescuers searched the rubble for survivors on {day}.",
            "Floods in {country} have forced {big} people from their homes since {month}.",
            "The fire broke out in a warehouse on the outskirts of {city2} and spread to {n} buildings.",
        ],
    ),
    "health": (
        5,
        [
            "Hospitals in {city} reported {big} cases of influenza last week, up {p} percent on the week before.",
            "The vaccine will be offered to everybody over {n} from {month}.",
            "Doctors warned that waiting lists had grown to {big} patients.",
            "The ministry said {n} people had died of the disease since the outbreak began in {month}.",
        ],
    ),
    "transport": (
        4,
        [
            "The new line between {city} and {city2} will cut the journey to {n} minutes from {month}.",
            "Flights were delayed for {n} hours after a computer failure at the airport.",
            "The operator has ordered {n} trains, each with room for {m} passengers.",
            "Commuters face {n} weeks of roadworks as the bridge is repaired.",
        ],
    ),
    "conflict": (
        4,
        [
            "At least {n} people were killed and {m} wounded when a car bomb exploded near a market in {city} on {day}, police said.",
            "Government forces shelled the outskirts of {city2} overnight, killing {n} civilians, among them a child, residents said.",
            "The army said it had killed {m} militants in raids in the north of {country}.",
            "The two sides accused each other of breaking the ceasefire, which had held for {n} days.",
            "Aid agencies say {big} people have fled the fighting since {month}.",
            "A spokesman for the rebels denied that the group had carried out the attack.",
        ],
    ),
}
FILL = {
    "person": ["Elena Marković", "Tomás Ferreira", "Aiko Tanaka", "Grace Oduya", "Henrik Dahl", "Miriam Cohen", "Rajesh Iyer", "Lucía Romero", "Peter Novak", "Fatou Diallo", "James Whitfield", "Anna Kowalska"],
    "person2": ["Sofia Lindqvist", "Chen Wei", "Olga Petrova", "Maria Santos", "Julie Bernard", "Kate Morrison"],
    "office": ["prime minister", "finance minister", "president", "foreign minister", "interior minister", "speaker of parliament"],
    "country": ["Norway", "Ghana", "Portugal", "Chile", "Vietnam", "Kenya", "Slovakia", "Peru", "Morocco", "Jordan", "Canada", "Thailand"],
    "city": ["Lisbon", "Nairobi", "Oslo", "Lima", "Hanoi", "Accra", "Bratislava", "Toronto", "Amman", "Valencia", "Leeds", "Osaka"],
    "city2": ["Porto", "Mombasa", "Bergen", "Arequipa", "Da Nang", "Kumasi", "Zilina", "Calgary", "Aqaba", "Seville", "Bradford", "Kobe"],
    "company": ["Nordvik Energy", "Altamar Foods", "Kestrel Motors", "BlueHarbor Bank", "Tessel Software", "Ostara Pharma"],
    "party": ["Social Democrats", "Liberal Alliance", "Farmers' Party", "National Union", "Greens"],
    "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "month": ["January", "March", "April", "June", "July", "September", "October", "November"],
    "adj": ["new", "rare", "revised", "ambitious", "controversial", "previously unknown"],
    "gerund": ["weakening", "ignoring", "packing", "bypassing"],
}  # fmt: skip


def reports(count: int, seed: int = 20261124) -> Iterator[str]:
    """Yield ``count`` reports, the same for the same seed."""
    rng = random.Random(seed)
    names = list(DESKS)
    weights = [DESKS[name][0] for name in names]
    for _ in range(count):
        templates = DESKS[rng.choices(names, weights)[0]][1]
        body = [filled(rng, rng.choice(templates)) for _ in range(rng.randint(12, 24))]
        cuts = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
        yield filled(rng, rng.choice(templates)).rstrip(".") + "\n\n" + "\n\n".join(cuts)


def filled(rng: random.Random, template: str) -> str:
    """Return ``template`` with its slots filled by ``rng``."""
    values = {name: rng.choice(options) for name, options in FILL.items()}
    values |= {
        "n": str(rng.randint(2, 48)),
        "m": str(rng.randint(50, 95)),
        "p": f"{rng.randint(1, 60)}.{rng.randint(0, 9)}",
    }
    values["big"] = f"{rng.randint(2, 95)},{rng.randint(0, 9)}00"
    return template.format(**values)
