"""Claims within one report: mentions join, events stay apart. Every phenomenon in three wordings."""

import datetime as dt

import msgspec
import pytest

from tollbook.flow.record import build_record
from tollbook.link.account import Account, Tally
from tollbook.link.incidents import capped_score
from tollbook.link.words import ages_of
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.vocab.linking import link_lexicon, link_weights

DAY = dt.date(2022, 4, 12)
TOWN = Place("Town", 48.0, 37.0, 1500, "town", "exact", "g", "1", "UA")


def claim(
    text: str,
    quote: str,
    harm: str,
    number: int,
    *,
    day: dt.date | None = DAY,
    place: Place | None = TOWN,
    by: str | None = None,
) -> Claim:
    """Return a claim on ``quote`` in ``text``."""
    at = text.index(quote)
    span = (at, at + len(quote))
    return Claim(
        id=claim_id(text, at, 0),
        document="d",
        span=span,
        quote=quote,
        head=at,
        harm=harm,
        count=Count(number, number),
        when=TimeReading(span, quote, "t", interval=Interval(day, day)) if day else None,
        where=PlaceReading(span, quote, place.name, "t", place=place) if place else None,
        means=Reading(span, quote, "shelling", "t"),
        said_by=(ActorReading(span, by, by, "speaker", "t", actor=by),) if by else (),
    )


def account(**changes: object) -> Account:
    """Return an account of three killed by an air strike in a town on the day."""
    day = DAY.toordinal()
    usual = {
        "key": "a",
        "claims": ("a",),
        "document": "d1",
        "family": "d1",
        "diffuse": False,
        "start": day,
        "end": day,
        "published": day,
        "lat": 48.0,
        "lon": 37.0,
        "radius_km": 1.5,
        "place_id": "1",
        "place_name": "town",
        "country": "UA",
        "by": frozenset(),
        "means": frozenset({"airstrike"}),
        "tallies": (Tally("killed", ("unknown", None), 3, 3, exact=True, vague=False),),
        "statuses": frozenset({"unknown"}),
        "groups": frozenset(),
        "roots": frozenset(),
    }
    return Account(**{**usual, **changes})


def incidents(text: str, *claims: Claim) -> int:
    """Return how many incidents one report's claims make."""
    document = Document(id="d", sha256="", text=text, published=DAY, outlet="o")
    return len(build_record([document], [Extraction(document="d", claims=claims)]).incidents)


@pytest.mark.parametrize(
    "text",
    [
        "Five residents died in Town. Another 12 were hurt by the shells.",
        "Shells killed five residents in Town. A further 12 were hurt.",
        "Five residents were buried on Tuesday. Elsewhere in the hospital 12 were treated.",
    ],
)
def test_wounded_of_the_next_sentence_belong_to_the_dead(text) -> None:
    """Another harm in the next sentence, its place carried on, is the same event."""
    dead = claim(text, "Five residents" if "Five" in text else "five residents", "killed", 5, by="mayor")
    hurt = claim(text, "12", "injured", 12, place=None)
    assert incidents(text, dead, hurt) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Shells killed five residents in Town. Another attack left 9 dead in Town.",
        "Five residents died in Town. A separate strike killed 9 there.",
        "A mortar killed five residents. Meanwhile 9 died in the same town.",
    ],
)
def test_another_attack_of_one_speaker_is_another_event(text) -> None:
    """One speaker's two numbers of one class, told apart by a word, are two events."""
    quote = "Five residents" if "Five" in text else "five residents"
    assert incidents(text, claim(text, quote, "killed", 5, by="mayor"), claim(text, "9", "killed", 9, by="mayor")) == 2


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("Shells killed five residents. Two days before, 9 died.", 2),
        ("Five residents died. The previous week 9 were killed.", 7),
        ("It killed five residents, a day after 9 had died.", 1),
    ],
)
def test_another_day_is_another_event(text, earlier) -> None:
    """What the report dates differently is not one event, however alike the rest."""
    quote = "Five residents" if "Five" in text else "five residents"
    other = claim(text, "9", "killed", 9, day=DAY - dt.timedelta(days=earlier))
    assert incidents(text, claim(text, quote, "killed", 5), other) == 2


@pytest.mark.parametrize(
    "text",
    [
        "12 killed in Town\nAt least twelve people were killed in Town on Tuesday, the mayor said.",
        "Shells kill 12 in Town\nThe town woke to shells on Tuesday; twelve people did not survive them.",
        "Town mourns 12\nBy noon on Tuesday twelve people had died.",
    ],
)
def test_headline_and_lead_are_one_event(text) -> None:
    """The number in the headline is the number of the lead."""
    assert incidents(text, claim(text, "12", "killed", 12), claim(text, "twelve people", "killed", 12)) == 1


def test_somebody_named_is_one_of_the_number_told_before() -> None:
    """A named victim beside a count of one speaker is no second number, and makes no second event."""
    text = "Five people died in Town, police said. The dead include Vera Hale."
    whole = claim(text, "Five people", "killed", 5, by="police")
    one = claim(text, "Vera Hale", "killed", 1, by="police")
    one = msgspec.structs.replace(one, who=Who(names=("Vera Hale",)))
    assert incidents(text, whole, one) == 1


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("A 7-year-old girl died in Town.", (), {7}),
        ("The girl died in Town. Vera Hale, 7, loved to dance.", ("Vera Hale",), {7}),
        ("The man, 7 years old and 41-year-old kin beside him, died.", (), set()),
        ("The man died on Route 7.", (), set()),
    ],
)
def test_the_age_of_one_person_is_read(text: str, names: tuple[str, ...], expected: set[int]) -> None:
    """An age stands in the claim's words, behind the name or alone in its sentence; of two ages none is taken."""
    quote = text.split(" died", maxsplit=1)[0].split(",", maxsplit=1)[0]
    found = msgspec.structs.replace(claim(text, quote, "killed", 1), who=Who(names=names))
    assert ages_of(text, found, link_lexicon()) == expected


def test_a_headlines_number_spelt_out_is_one_event() -> None:
    """A headline's undated death and the named one of the first sentence are one, whatever the place they are read at."""
    text = "Man jailed for killing of girl at park\n\nThe man who killed Vera Hale was jailed in Town on Monday."
    first = claim(text, "girl", "killed", 1, day=None, place=None)
    second = claim(text, "Vera Hale", "killed", 1, day=None)
    assert incidents(text, first, second) == 1


def test_a_market_is_no_whole_day() -> None:
    """A figure read as a day's joins the event of the day at the same landmark, and stays apart from a day's without one."""
    day = account(diffuse=True, landmarks=frozenset({"market"}))
    event = account(key="b", document="d2", family="d2", landmarks=frozenset({"market"}))
    other = msgspec.structs.replace(event, landmarks=frozenset())
    same = link_weights().outcome.same
    assert capped_score(day, event, link_weights(), {}) >= same > capped_score(day, other, link_weights(), {})
