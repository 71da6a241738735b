"""The actor list: it loads, lints clean, names its sources, and bad entries are found."""

import datetime as dt

import pytest

from tollbook.model.actor import Actor
from tollbook.vocab.actor_lint import lint
from tollbook.vocab.actors import actors_of_book, countries, hand_written, keep_rows, load_actors, row_of

CODES = frozenset(c.code for c in countries())


def test_the_bundled_list_lints_clean():
    """No dangling reference, no shared name, no code without a source."""
    assert lint(tuple(load_actors().by_id.values()), CODES) == ()


def test_hand_written_ids_are_unique():
    """Nothing is overwritten by a second row of the same id."""
    ids = [actor.id for actor in hand_written()]
    assert len(ids) == len(set(ids))


def test_every_country_has_a_government_and_forces():
    """Let "British jets" and "Ruritania says" resolve for every state of the table."""
    by_id = load_actors().by_id
    assert all(f"{c.code.lower()}-state" in by_id for c in countries())
    assert all(any(i.startswith(f"{c.code.lower()}-forces") for i in by_id) for c in countries())


def test_the_wars_at_hand_are_covered():
    """Belligerents, monitors and responders of the main wars are there, in English and, where they speak it, Arabic."""
    by_id = load_actors().by_id
    wanted = "islamic-state sdf us-led-coalition hts sna hamas hezbollah il-forces ansar-allah saudi-led-coalition rsf sd-forces m23 al-shabaab jnim boko-haram arakan-army mm-forces ttp taliban eln farc sohr snhr white-helmets rbss airwars gaza-health-ministry ohchr mwatana"
    assert [i for i in wanted.split() if i not in by_id] == []
    arabic = "islamic-state sdf us-led-coalition hts hamas hezbollah il-forces ansar-allah rsf sohr snhr white-helmets rbss gaza-health-ministry"
    assert [i for i in arabic.split() if "ar" not in by_id[i].aliases] == []


def test_outlets_name_their_owner():
    """Two outlets of one owner are not independent: state and party media say whose they are."""
    by_id = load_actors().by_id
    assert (by_id["sana"].owner, by_id["amaq"].owner, by_id["al-masirah"].owner) == (
        "sy-state",
        "islamic-state",
        "ansar-allah",
    )


GOOD = {
    "id": "x-brigade",
    "name": "X Brigade",
    "kind": "non_state_armed",
    "aliases": {"en": ("X Brigade",)},
    "countries": ("SY",),
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "X Brigade"}, "not an id"),
        ({"parent": "nobody"}, "no other actor"),
        ({"parent": "x-brigade"}, "no other actor"),
        ({"countries": ("XX",)}, "no country"),
        ({"since": dt.date(2020, 1, 2), "until": dt.date(2020, 1, 1)}, "before since"),
        ({"aliases": {"en": (" X",)}}, "white space"),
        ({"aliases": {"en": ("X",)}}, "too short"),
        ({"context": {"en": ("x brigade",)}}, "plain and a context-bound"),
        ({"codes": {"ucdp": "X"}}, "without saying"),
        ({"codes": {"wikidata": "12"}, "codes_from": "a page"}, "cannot be right"),
        ({"alias_dates": {"Y": (None, None)}}, "no alias"),
    ],
)
def test_lint_finds(change, words):
    """Each rule of the linter, on an entry that breaks it."""
    assert any(words in issue.message for issue in lint((Actor(**{**GOOD, **change}),), CODES))


def test_lint_finds_names_that_two_actors_share():
    """Two groups of one country and one time with one plain name could never be told apart; dated ones can."""
    other = Actor(**{**GOOD, "id": "y"})
    assert any("also a plain alias" in i.message for i in lint((Actor(**GOOD), other), CODES))
    old, new = (
        Actor(**{**GOOD, "until": dt.date(2015, 1, 1)}),
        Actor(**{**GOOD, "id": "y", "since": dt.date(2015, 1, 1)}),
    )
    assert lint((old, new), CODES) == ()


def test_lint_finds_circles_and_repeated_ids():
    """Parents that come back to their child, and an id that stands twice."""
    first, second = (
        Actor(**{**GOOD, "parent": "y"}),
        Actor(**{**GOOD, "id": "y", "aliases": {"en": ("Y Brigade",)}, "parent": "x-brigade"}),
    )
    assert any("its own parent" in i.message for i in lint((first, second), CODES))
    assert any("twice" in i.message for i in lint((Actor(**GOOD), Actor(**GOOD)), CODES))


def test_a_book_keeps_actors_of_its_own(tmp_path):
    """What a team adds is read back the same, beside and before the bundled list."""
    added = row_of(
        {
            "id": "x-brigade",
            "name": 'X "Brigade"',
            "kind": "non_state_armed",
            "aliases": {"en": ["X Brigade"], "ar": ["لواء س"]},
            "parent": "sna",
        }
    )
    other = row_of({"id": "z", "name": "Z", "kind": "monitor"})
    assert keep_rows(tmp_path, (added, other))
    assert not keep_rows(tmp_path, (added, other))
    assert actors_of_book(tmp_path) == (added, row_of({"id": "z", "name": "Z", "kind": "monitor"}))
    assert load_actors(tmp_path).by_id["x-brigade"] == added


def test_bad_book_data_names_file_and_field(tmp_path):
    """A wrong kind stops with the file's name, not with a crash later."""
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "team.toml").write_text('[[actor]]\nid = "a"\nname = "A"\nkind = "army"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"team\.toml.*kind"):
        load_actors(tmp_path)
