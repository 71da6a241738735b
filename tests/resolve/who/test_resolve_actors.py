"""From names to ids: plain aliases anywhere, common words by place, country, day and book; what nothing decides stays open."""

import datetime as dt

import pytest

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.reading import ActorReading
from tollbook.resolve.who.resolve import resolve_actors, resolve_reading
from tollbook.resolve.who.setting import setting_of
from tollbook.vocab.actors import load_actors

ACTORS = load_actors()


def reading(
    name: str,
    role: str = "belligerent",
    position: str | None = None,
    organisation: str | None = None,
    method: str = "x",
) -> ActorReading:
    """Return a reading of ``name``."""
    return ActorReading((0, len(name)), name, name, role, method, position=position, organisation=organisation)


def resolved(
    name: str, text: str, day: str | None = "2017-08-23", focus: tuple[str, ...] = (), **more: str
) -> ActorReading:
    """Return ``name`` resolved in a report that reads ``text``."""
    published = dt.date.fromisoformat(day) if day else None
    setting = setting_of(Document(id="d", sha256="", text=text, published=published), ACTORS, focus)
    return resolve_reading(reading(name, **more), setting, ACTORS)


@pytest.mark.parametrize(
    ("name", "text", "focus", "expected", "reason"),
    [
        (
            "the coalition",
            "Raids on Syria and Iraq, where Islamic State holds towns.",
            (),
            "us-led-coalition",
            "Syria and Iraq",
        ),
        ("the coalition", "Raids on Yemen, where the Houthis hold Sanaa.", (), "saudi-led-coalition", "Yemen"),
        ("coalition", "A raid hit the town.", ("YE",), "saudi-led-coalition", "the book"),
        ("coalition", "A raid hit the town.", (), None, "nothing says which"),
        (
            "the regime",
            "Syria's war; Syrian rebels and Syrian towns.",
            (),
            "sy-forces-assad",
            "Syria before December 2024",
        ),
        ("junta", "Myanmar's villages burn; Myanmar's people flee.", (), "mm-forces", "Myanmar"),
        (
            "security forces",
            "Attack in Pakistan, a Pakistani town near Afghanistan. Pakistan's army came.",
            (),
            "pk-forces",
            "Pakistan leads",
        ),
        ("army", "Fighting between Sudan and Chad.", (), None, "two countries alike"),
    ],
)
def test_common_words_resolve_in_their_setting_only(name, text, focus, expected, reason):
    """Country of claim, report and book decide; a tie decides nothing."""
    assert resolved(name, text, focus=focus).actor == expected, reason


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Syrian army", "2017-08-23", "sy-forces-assad"),
        ("Syrian army", "2025-06-01", "sy-forces"),
        ("Syrian", "2013-09-01", "sy-forces-assad"),
        ("Syrian", "2025-06-01", "sy-forces"),
        ("Israeli", "2024-01-01", "il-forces"),
        ("Russia", "2024-01-01", "ru-forces"),
        ("Palestinian", "2012-11-18", "ps-forces"),
        ("U.S.-led", "2017-08-23", "us-led-coalition"),
        ("Taliban insurgents", "2012-01-01", "taliban"),
        ("Nigerian bandits", "2022-01-01", "ng-bandits"),
        ("Colombian guerrillas", "1989-01-01", None),
        ("Armed bandits", None, None),
    ],
)
def test_names_of_belligerents(name, day, expected):
    """A state named as perpetrator means its forces of that day; irregulars of a country never mean them."""
    assert resolved(name, "", day).actor == expected


@pytest.mark.parametrize(
    "name",
    [
        "local activists",
        "activists",
        "local monitoring group that tracks war in Raqqa",
        "officials",
        "witnesses and officials",
        "tribal elders",
        "a resident",
    ],
)
def test_descriptions_never_become_actors(name):
    """Speakers without a name stay unresolved, so that they never count as a new root."""
    found = resolved(name, "Raqqa, Syria; Syrian towns; the Syrian Observatory for Human Rights.", role="speaker")
    assert (found.actor, found.organisation) == (None, None)


@pytest.mark.parametrize(
    ("name", "position", "text", "actor", "organisation", "reason"),
    [
        ("Talal Silo", "SDF spokesman", "", None, "sdf", "a name in the office"),
        ("Rami Abdel Rahman", None, "", "rami-abdulrahman", "sohr", "a known head"),
        (
            "Ryan Dillon",
            "spokesman for the coalition",
            "Syria, Iraq and Islamic State",
            None,
            "us-led-coalition",
            "common words in their setting",
        ),
        ("Ahmed Shalabi", "Raqqa-based activist", "Syria", None, None, "an office of nobody's"),
        ("Volker Türk", "UN human rights chief", "", None, "ohchr", "an office of the UN"),
    ],
)
def test_persons_speak_for_their_organisation(name, position, text, actor, organisation, reason):
    """A person keeps the name; the body spoken for is the organisation."""
    found = resolved(name, text, role="speaker", position=position)
    assert (found.actor, found.organisation) == (actor, organisation), reason


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Syrian Observatory for Human Rights", "sohr"),
        ("RBSS", "rbss"),
        ("Gaza Health Ministry", "gaza-health-ministry"),
        ("UNICEF", "unicef"),
        ("Iraqi police", "iq-police"),
        ("Amaq", "amaq"),
        ("الخوذ البيضاء", "white-helmets"),
    ],
)
def test_named_speakers_get_their_id(name, expected):
    """Plain aliases mean their actor in any report."""
    assert resolved(name, "", role="speaker").actor == expected


def claim(*, by: tuple[ActorReading, ...] = (), said_by: tuple[ActorReading, ...] = ()) -> Claim:
    """Return a claim with these readings."""
    return Claim(
        id="c1", document="d", span=(0, 1), quote="5", head=0, harm="killed", count=Count(5, 5), by=by, said_by=said_by
    )


def test_every_open_name_is_reported_with_its_words():
    """What got no id is an Issue that says so, once a name and report."""
    given = claim(
        by=(reading("Armed bandits"),), said_by=(reading("local officials", "speaker"), reading("Reuters", "speaker"))
    )
    claims, issues = resolve_actors(Document(id="d", sha256="", text="Raid."), [given, given], ACTORS, ())
    assert [r.actor for r in claims[0].said_by] == [None, "reuters"]
    assert [(i.code, "Armed bandits" in i.message or "local officials" in i.message) for i in issues] == [
        ("actor-unresolved", True)
    ] * 2


def test_the_steps_say_how_a_name_was_resolved():
    """A reader sees why "the coalition" is whom it is."""
    found = resolved("the coalition", "Raids on Yemen, where the Houthis hold Sanaa.")
    assert any("Yemen leads" in step for step in found.steps)


def test_reports_of_are_nobody():
    """Let "reports" speak without a speaker, even where a name looks alike."""
    assert resolved("reports", "", role="speaker", method="speaker-reports").actor is None
