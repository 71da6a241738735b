"""Match weights: every bit has its reason, and the table of the weights says what pairs come to."""

import datetime as dt

import msgspec
import pytest

from tollbook.link.account import Account, Tally, same_number_weight
from tollbook.link.place import distance_km, one_name, place_weight, same_name
from tollbook.link.score import age_weight, pair_score, person_weight, tally_weight, text_weight, time_gap
from tollbook.link.trail import Trail
from tollbook.vocab.linking import link_lexicon, link_weights

W = link_weights()
DAY = dt.date(2021, 5, 3).toordinal()


def tally(low: int, high: int | None = -1, *, vague: bool = False, klass=("unknown", None)) -> Tally:
    """Return a number; by default exact."""
    return Tally("killed", klass, low, low if high == -1 else high, high == -1 and not vague, vague)


def account(**changes) -> Account:
    """Return an account with the usual features."""
    base = {
        "key": "a",
        "claims": ("a",),
        "document": "d1",
        "family": "d1",
        "diffuse": False,
        "start": DAY,
        "end": DAY,
        "published": DAY,
        "lat": 34.0,
        "lon": 36.0,
        "radius_km": 1.5,
        "place_id": "1",
        "place_name": "town",
        "country": "SY",
        "means": frozenset({"airstrike"}),
        "by": frozenset({"air force"}),
        "tallies": (tally(17),),
        "statuses": frozenset({"unknown"}),
        "groups": frozenset(),
        "roots": frozenset({"outlet:a"}),
    }
    return Account(**{**base, **changes})


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({}, "same", "everything agrees"),
        ({"tallies": (tally(19),)}, "same", "a slightly higher toll"),
        ({"start": DAY + 1, "end": DAY + 1}, "same", "a slip of a day about an unusual number"),
        ({"start": DAY + 9, "end": DAY + 9}, "different", "nine days apart"),
        ({"lat": 35.5, "place_id": "2"}, "different", "another town, 160 km away, nothing rare in common"),
        (
            {"tallies": (tally(150),), "means": frozenset({"shooting"})},
            "suggested",
            "same day and town, all else differs",
        ),
    ],
)
def test_verdicts(changes, verdict, reason) -> None:
    """Sums of weights fall where a careful reader would put them."""
    score = pair_score(account(), account(key="b", document="d2", roots=frozenset({"outlet:b"}), **changes), W, {})
    found = "same" if score >= W.outcome.same else "suggested" if score >= W.outcome.suggested else "different"
    assert found == verdict, (reason, score)


def test_reasons_add_up_to_the_score() -> None:
    """The trail explains every bit."""
    trail: Trail = []
    one = account(names=frozenset({"hamdan"}), landmarks=frozenset({"mosque"}))
    two = account(
        key="b", document="d2", means=frozenset({"drone"}), names=frozenset({"hamdan"}), landmarks=frozenset({"school"})
    )
    score = pair_score(one, two, W, {"hamdan": 8.0}, trail)
    assert score == pytest.approx(sum(value for value, _ in trail))
    assert {"time-overlap", "same-place", "means-differ", "same-names", "landmarks-differ"} <= {
        r.code for _, r in trail
    }


def test_scoring_is_symmetric() -> None:
    """The order of the two makes no difference."""
    one, two = account(), account(key="b", document="d2", radius_km=12.0, place_id="9", start=None, end=None)
    assert pair_score(one, two, W, {}) == pair_score(two, one, W, {})


@pytest.mark.parametrize(
    ("x", "y", "low", "high", "reason"),
    [
        (tally(37), tally(37), 4, 5, "an unusual number"),
        (tally(40), tally(40), 2, 4, "a round number says less"),
        (tally(1), tally(1), 0, 1, "one dead says little"),
        (tally(30, None), tally(34), 0.5, 2, "at least 30 fits 34"),
        (tally(3), tally(60), -7, -5, "three against sixty"),
        (tally(18, klass=("civilian", "children")), tally(42), -0.1, 0.1, "children may be a part of people"),
        (tally(24, None, vague=True), tally(31), 0, 1.1, "dozens fits 31"),
    ],
)
def test_number_weights(x, y, low, high, reason) -> None:
    """Numbers weigh by how rare their agreement is."""
    assert low <= tally_weight(x, y, W) <= high, reason


def test_rare_numbers_weigh_more() -> None:
    """Weight grows with the number up to the cap."""
    weights = [same_number_weight(n, 5.0, 2.0) for n in (1, 2, 3, 7, 37)]
    assert weights == sorted(weights)
    assert weights[-1] == 5.0


def test_gap_and_distance() -> None:
    """Gaps count days between hulls; unknown stays unknown; the date line is no distance."""
    assert time_gap(account(), account(start=DAY + 3, end=DAY + 5)) == 3
    assert time_gap(account(), account(start=None, end=None)) is None
    assert distance_km(account(lon=179.99), account(lon=-179.99)) < 3
    assert distance_km(account(), account(lat=None, lon=None)) is None


def test_words_are_data() -> None:
    """Telling-apart words, landmarks and marks come from the language's file."""
    lexicon = link_lexicon()
    assert lexicon.apart.search("a separate attack")
    assert not lexicon.apart.search("separatists attacked")
    assert lexicon.landmark_kind[lexicon.landmark.search("near the field hospital").group()] == "hospital"
    assert lexicon.marks["correction"].search("the ministry revised down its figure")
    assert lexicon.marks["died_of_wounds"].search("two more died of their wounds")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("al-bado", "al-bado neighbourhood", True),
        ("raqqa city", "raqqa", True),
        ("al-bado", "harat al-sakhani", False),
        ("north kordofan", "west kordofan", False),
        ("kordofan", "north kordofan", False),
        ("khan younis", "gaza and khan younis", False),
        ("marib", "marib hospital", False),
        (None, "raqqa", False),
    ],
)
def test_a_type_word_makes_no_other_place(one, two, expected) -> None:
    """Names are compared by their words."""
    assert same_name(one, two) is expected


@pytest.mark.parametrize(
    ("one", "two", "harm", "expected", "reason"),
    [
        ({"karim", "haddad"}, {"karim", "hadad"} | {"haddad"}, "killed", 4.0, "two words of the name"),
        ({"okello"}, {"james", "okello"}, "killed", 4.0, "a surname alone"),
        ({"abu", "salim"}, {"abu", "tariq"}, "killed", 0.0, "one word of two is no name"),
        ({"karim", "haddad"}, {"karim", "haddad"}, "injured", 0.0, "one may be hurt twice"),
    ],
)
def test_nobody_dies_twice(one, two, harm, expected, reason) -> None:
    """Two accounts that name the same only dead speak of one event."""
    numbers = (msgspec.structs.replace(tally(1), harm=harm),)
    a = account(person=frozenset(one), tallies=numbers)
    b = account(key="b", document="d2", person=frozenset(two), tallies=numbers)
    assert person_weight(a, b, W) == expected, reason


def test_an_unplaced_name_beside_a_placed_one_speaks_against() -> None:
    """A place the gazetteer does not know, under another name, is rather another place."""
    a = account()
    b = account(key="b", document="d2", lat=None, lon=None, place_id=None, place_name="market hill")
    assert place_weight(a, b, W) == W.place.unresolved


def test_a_name_found_by_its_area_is_compared_by_name() -> None:
    """One quarter found by its city in one report and by its country in the other is one place."""
    a = account(place_name="harat al-naim", place_id="5", matched_by="parent", radius_km=5.0)
    b = account(
        key="b",
        document="d2",
        place_id="6",
        place_name="harat al-naim neighbourhood",
        matched_by="parent",
        radius_km=400.0,
    )
    assert place_weight(a, b, W) == W.place.same_name
    other = msgspec.structs.replace(b, place_name="al-mansour neighbourhood")
    assert place_weight(a, other, W) < 0


def test_copies_with_equal_numbers_are_one_event() -> None:
    """A text in two papers tells one event; with other numbers or another place it may tell two."""
    a, b = account(), account(key="b", document="d2")
    assert text_weight(a, b, W) == W.copies.same_text
    assert text_weight(a, msgspec.structs.replace(b, family="d2"), W) == 0
    assert text_weight(a, msgspec.structs.replace(b, tallies=(tally(3),)), W) == 0
    assert text_weight(a, msgspec.structs.replace(b, place_name="city", place_id="7"), W) == 0


@pytest.mark.parametrize(
    ("ages", "others", "expected", "reason"),
    [
        ({17}, {17}, W.victims.same_age, "one age"),
        ({17}, {41}, W.victims.other_age, "each counts one person, of another age"),
        ({17}, {18}, 0.0, "a birthday may lie between"),
        ({17}, set(), 0.0, "one gives no age"),
    ],
)
def test_ages_of_single_victims_tell(ages: set[int], others: set[int], expected: float, reason: str) -> None:
    """An age in common is evidence, another age of an only victim a counter-reason."""
    one = account(tallies=(tally(1),), ages=frozenset(ages))
    two = account(key="b", document="d2", tallies=(tally(1),), ages=frozenset(others))
    assert age_weight(one, two, W) == expected, reason


@pytest.mark.parametrize(
    ("names", "spellings", "country", "expected"),
    [
        (("resala neighbourhood", "al-risala"), ("RSL", "RSL"), None, True),
        (("al-badou", "al-badu"), ("BD", "BD"), None, False),
        (("al-badou", "al-badu"), ("BD", "BD"), "SY", True),
        (("douma", "darayya"), ("DM", "DR"), "SY", False),
    ],
)
def test_one_name_in_two_spellings(
    names: tuple[str, str],
    spellings: tuple[str, str],
    country: str | None,
    expected: bool,  # noqa: FBT001  # a column of the table
) -> None:
    """Two romanisations of one name are one place name; a skeleton that many names share counts within one country only."""
    one = account(place_name=names[0], spelling=spellings[0], country=country)
    two = account(key="b", place_name=names[1], spelling=spellings[1], country=country)
    assert one_name(one, two) is expected


def test_a_town_of_a_streets_name_says_little_against_the_town_the_report_names() -> None:
    """A street found as a far town of its name does not part two reports of one town."""
    street = account(
        place_name="harrison avenue", place_id="2", lat=41.0, matched_by="street", names=frozenset({"redford"})
    )
    town = account(key="b", document="d2", place_name="redford")
    assert place_weight(street, town, W) == W.place.named


def test_one_person_of_two_groups_against_one_of_none_is_weighed() -> None:
    """A girl is of two groups; a person of no stated group speaks neither for nor against her."""
    one = {"tallies": (tally(1),), "document": "d2"}
    girl, somebody = account(groups=frozenset({"children", "women"}), **one), account(tallies=(tally(1),))
    trail: Trail = []
    assert pair_score(girl, somebody, W, {}, trail) == pytest.approx(pair_score(girl, somebody, W, {}))
    assert "victims-differ" not in {reason.code for _, reason in trail}


def test_a_report_that_names_the_town_of_a_street_names_its_place() -> None:
    """A street placed by its town meets a report without a place whose words name the town."""
    street = account(place_name="elm avenue", matched_by="parent", area="malton")
    other = account(
        **dict.fromkeys(("lat", "lon", "place_id", "place_name")), document="d2", names=frozenset({"malton"})
    )
    assert place_weight(street, other, W) == W.place.named
