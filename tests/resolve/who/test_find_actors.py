"""Names of actors in text: longest first, word boundaries, letter case, capitals, Arabic particles."""

import pytest

from tollbook.model.actor import Actor, Actors
from tollbook.resolve.who.find import actor_finder
from tollbook.resolve.who.names import fold, name_key
from tollbook.vocab.actors import load_actors

FIND = actor_finder(load_actors())


def found(text: str) -> list[tuple[str, str | None]]:
    """Return (quote, id) of the spots in one sentence."""
    return [(spot.quote, spot.value) for spot in FIND(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (
            "the Syrian Observatory for Human Rights said",
            [("Syrian Observatory for Human Rights", "sohr")],
            "the longest name",
        ),
        ("Al-Shabaab stormed a hotel", [("Al-Shabaab", "al-shabaab")], "a capital article"),
        ("Hayʼat Tahrir al‑Sham", [("Hayʼat Tahrir al‑Sham", "hts")], "other apostrophes and hyphens"),
        (
            "Médecins Sans Frontières and Medecins Sans Frontieres",
            [("Médecins Sans Frontières", "msf"), ("Medecins Sans Frontieres", "msf")],
            "accents",
        ),
        ("Israel's army fired", [("Israel's army", "il-forces")], "a possessive name"),
        ("he ate turkey with us", [], "everyday words in small letters"),
        ("Turkey told the US", [("Turkey", "tr-state"), ("US", "us-state")], "names in capitals"),
        ("isisters and Hamasaki", [], "inside a word"),
        ("it is what it is", [], "an acronym needs its capitals"),
        ("IS fighters", [("IS", "islamic-state")], "and has them here"),
        (
            "THE SHINING PATH KILLED US",
            [("SHINING PATH", "sendero-luminoso")],
            "in a text of capitals US may be a pronoun",
        ),
        (
            "قصف داعش وداعش بالتحالف الدولي",
            [("داعش", "islamic-state"), ("داعش", "islamic-state"), ("التحالف الدولي", "us-led-coalition")],
            "particles written together",
        ),
        ("the Syrian army advanced", [("Syrian army", None)], "several bearers: no id before the date is known"),
    ],
)
def test_names_are_found_as_written(text, expected, reason):
    """The finder gives spelling and id; a shared name has no id yet."""
    assert found(text) == expected, reason


@pytest.mark.parametrize("text", ["the coalition struck", "the regime said", "the Observatory said", "the army denied"])
def test_common_words_are_not_found_as_names(text):
    """Context-bound aliases are left to resolving, which knows country and day."""
    assert found(text) == []


def test_adjectives_and_peoples_are_told_from_states():
    """Mark "Israeli" and "Israelis", so that readers of clauses can tell them from the state."""
    text = "Israel and Israeli and Israelis"
    assert [s.kind for s in FIND(text, [(0, len(text))])] == ["state", "demonym", "people"]


def test_spots_keep_their_offsets():
    """``text[span] == quote`` inside any of several sentences."""
    text = "Nobody.\nThe SDF and the White Helmets spoke.\nİstanbul: Hamas"
    spans = [(0, 7), (8, 44), (45, len(text))]
    spots = FIND(text, spans)
    assert [s.quote for s in spots] == ["SDF", "White Helmets", "Hamas"]
    assert all(text[s.span[0] : s.span[1]] == s.quote for s in spots)


def test_an_empty_list_finds_nothing():
    """A list without actors is no error."""
    assert actor_finder(Actors())("Hamas", [(0, 5)]) == ()


def test_a_small_list_finds_its_own():
    """The finder knows what it was given and nothing else."""
    actors = Actors(by_id={"x": Actor(id="x", name="Brigade of X", kind="non_state_armed", aliases={"en": ("BoX",)})})
    text = "BoX and the Brigade of X and Hamas"
    assert [s.value for s in actor_finder(actors)(text, [(0, len(text))])] == ["x", "x"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the U.S.-led Coalition", "us led coalition"),
        ("Israel's", "israel"),
        ("  The   Hague ", "hague"),
        ("Kata’ib", "kata'ib"),
    ],
)
def test_keys_ignore_how_a_name_is_dressed(name, key):
    """Article, dots, hyphens, case and possessive do not make another name."""
    assert name_key(name) == key


def test_folding_keeps_the_length():
    """Every letter folds to one letter, so that offsets stay."""
    text = "İıßǅ Ａé…“”‑—𝕏 التحالف"
    assert len(fold(text)) == len(text)
