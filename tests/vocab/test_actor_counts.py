"""How deep the actor list goes in the wars it was written for: the table in its docs is counted from the list itself."""

from pathlib import Path

import pytest

from tollbook.vocab.actors import load_actors

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "actors.md"
WARS = {
    "Syria": ("SY",),
    "Iraq": ("IQ",),
    "Gaza, West Bank, Israel": ("PS", "IL"),
    "Yemen": ("YE",),
    "Ukraine": ("UA",),
    "Sudan": ("SD",),
    "Myanmar": ("MM",),
    "Afghanistan": ("AF",),
    "Lebanon": ("LB",),
    "Libya": ("LY",),
    "Somalia": ("SO",),
}
KINDS = (
    {"state", "state_force", "coalition", "non_state_armed"},
    {"monitor", "ngo"},
    {"activist_media"},
    {"official_source", "intergovernmental"},
    {"responder"},
    {"outlet"},
)


def counts(countries):
    """Return how many actors of the list are of each kind and act or report in one of ``countries``."""
    actors = [a for a in load_actors().by_id.values() if set(a.countries) & set(countries)]
    return [sum(a.kind in kinds for a in actors) for kinds in KINDS]


@pytest.mark.parametrize("war", WARS)
def test_the_table_of_the_docs_is_what_the_list_holds(war):
    """No figure of the page is older than the list."""
    row = f"| {war} | " + " | ".join(map(str, counts(WARS[war]))) + " |"
    assert row in PAGE.read_text(encoding="utf-8"), f"docs/explanation/actors.md should say: {row}"


@pytest.mark.parametrize("war", WARS)
def test_every_war_has_who_fights_counts_speaks_helps_and_reports(war):
    """No war of the list is without belligerents, monitors, officials, responders and outlets of its own."""
    fighting, monitors, _, officials, responders, outlets = counts(WARS[war])
    assert min(fighting, monitors, officials, responders, outlets) > 0


def test_groups_that_speak_arabic_have_a_name_in_arabic():
    """Two in three armed groups and monitors of the wars told in Arabic can be found in an Arabic report."""
    arabic = {
        code
        for war in ("Syria", "Iraq", "Gaza, West Bank, Israel", "Yemen", "Sudan", "Lebanon", "Libya")
        for code in WARS[war]
    }
    wanted = [
        a
        for a in load_actors().by_id.values()
        if a.kind in {"non_state_armed", "monitor", "activist_media", "responder"} and set(a.countries) & arabic
    ]
    bare = [a.id for a in wanted if not a.aliases.get("ar")]
    assert len(bare) * 3 <= len(wanted), bare
