"""Who stands behind a claim: roots, not outlets."""

import pytest

from tollbook.link.voices import voices_of
from tollbook.model.actor import Actor, Actors
from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.reading import ActorReading

ACTORS = Actors(
    {
        "monitor": Actor(id="monitor", name="The Monitor", kind="monitor"),
        "army": Actor(id="army", name="The Army", kind="state_force"),
    }
)


def speaker(name: str, actor: str | None = None, organisation: str | None = None) -> ActorReading:
    """Return a speaker as read."""
    return ActorReading((0, 1), name, name, "speaker", "t", actor=actor, organisation=organisation)


def voice(*said_by: ActorReading, outlet: str | None = "Wire"):
    """Return the voice of one claim."""
    claim = Claim(
        id="c", document="d", span=(0, 1), quote="x", head=0, harm="killed", count=Count(1, 1), said_by=said_by
    )
    document = Document(id="d", sha256="", text="x", outlet=outlet)
    return voices_of([claim], {"d": document}, {"d": "f"}, ACTORS)["c"]


@pytest.mark.parametrize(
    ("chain", "root", "resolved", "reason"),
    [
        ((speaker("the monitor", "monitor"),), "actor:monitor", True, "a known speaker"),
        (
            (speaker("activists"), speaker("the monitor", "monitor")),
            "actor:monitor",
            True,
            "activists told the monitor",
        ),
        ((speaker("Col. X", None, "army"),), "actor:army", True, "a spokesman speaks for his body"),
        ((speaker("Local activists"),), "unresolved:local activists@f", False, "nobody in particular"),
        (
            (speaker("the local group that watches Raqqa"),),
            "unresolved:the local group that watches raqqa@f",
            False,
            "a description",
        ),
        ((speaker("Ahmed Shalabi"),), "name:ahmed shalabi", True, "a proper name no list holds"),
        (
            (speaker("Raqqa Is Being Slaughtered Silently"),),
            "name:raqqa is being slaughtered silently",
            True,
            "a named network",
        ),
        ((), "outlet:wire", True, "the outlet's own voice"),
    ],
)
def test_root_speaker(chain, root, resolved, reason) -> None:
    """The root is who is quoted; words that name nobody are no root of their own."""
    found = voice(*chain)
    assert (found.root, found.resolved) == (root, resolved), reason


def test_a_report_without_outlet_or_speaker_is_nobodys() -> None:
    """An unsigned text is unresolved."""
    assert not voice(outlet=None).resolved


def test_a_belligerent_is_a_party() -> None:
    """Kinds tell parties from monitors."""
    assert voice(speaker("army", "army")).party
    assert not voice(speaker("monitor", "monitor")).party
