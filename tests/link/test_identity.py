"""Permanent ids: kept over rebuilds, redirected after merges, and a split says from what."""

from tollbook.link.groups import Group
from tollbook.link.identity import area_letters, identify
from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.incident import Minting


def claims(*names: str) -> dict[str, Claim]:
    """Return minimal claims by id."""
    return {
        n: Claim(id=n, document="d", span=(0, 1), quote="x", head=0, harm="killed", count=Count(1, 1)) for n in names
    }


def groups(*members: str) -> list[Group]:
    """Return groups of one-letter claim ids."""
    return [Group(key=min(m), claims=tuple(sorted(m))) for m in members]


def test_a_group_keeps_the_id_of_its_founding_claims() -> None:
    """New claims join an incident without changing its id."""
    _, minted = identify(groups("ab"), claims("a", "b"), [])
    identities, new = identify(groups("abc"), claims("a", "b", "c"), minted)
    assert identities["a"].incident == minted[0].incident
    assert new == ()


def test_a_merge_leaves_a_redirect() -> None:
    """Of two minted incidents that turn out one, the older id stays and the other points to it."""
    _, minted = identify(groups("ab", "c"), claims("a", "b", "c"), [])
    identities, new = identify(groups("abc"), claims("a", "b", "c"), minted)
    assert identities["a"].incident == minted[0].incident
    assert [(m.incident, m.redirect) for m in new] == [(minted[1].incident, minted[0].incident)]


def test_a_redirected_id_is_not_given_again() -> None:
    """After a merge is undone, the part cut off gets an id of its own, and says from what it was split."""
    _, minted = identify(groups("ab", "c"), claims("a", "b", "c"), [])
    _, merged = identify(groups("abc"), claims("a", "b", "c"), minted)
    identities, new = identify(groups("ab", "c"), claims("a", "b", "c"), [*minted, *merged])
    assert identities["c"].incident not in {m.incident for m in minted}
    assert identities["a"].incident == minted[0].incident
    assert len(new) == 1


def test_a_merged_incident_keeps_its_id_when_its_own_founding_claim_is_gone() -> None:
    """What was merged into an incident founds it as well: the id outlives the claim it was first given for."""
    _, minted = identify(groups("ab", "c"), claims("a", "b", "c"), [])
    _, merged = identify(groups("abc"), claims("a", "b", "c"), minted)
    identities, new = identify(groups("c"), claims("c"), [*minted, *merged])
    assert identities["c"].incident == minted[0].incident
    assert new == ()


def test_a_part_is_named_after_its_whole() -> None:
    """A second blow has the code of the first with a number, and its minting says of what it is a part."""
    first, second = groups("b", "a")
    second = Group(key=second.key, claims=second.claims, sub_of=first.key)
    identities, minted = identify([second, first], claims("a", "b"), [])
    assert identities["a"].code == f"{identities['b'].code}2"
    assert identities["a"].sub_of == identities["b"].incident
    assert [m.sub_of for m in minted] == [None, identities["b"].incident]


def test_a_split_says_from_what() -> None:
    """The larger part keeps the id, the smaller one names its origin."""
    _, minted = identify(groups("abc"), claims("a", "b", "c"), [])
    identities, new = identify(groups("ab", "c"), claims("a", "b", "c"), minted)
    assert identities["a"].incident == minted[0].incident
    assert identities["c"].split_from == minted[0].incident
    assert new[0].split_from == minted[0].incident


def test_codes_are_never_given_twice() -> None:
    """Two undated, unplaced incidents get letters a and b, also over rebuilds."""
    _, minted = identify(groups("a", "b"), claims("a", "b"), [])
    assert [m.code for m in minted] == ["XXXXX000000a", "XXXXX000000b"]
    _, new = identify(groups("a", "b", "c"), claims("a", "b", "c"), minted)
    assert [m.code for m in new] == ["XXXXX000000c"]


def test_area_letters_leave_out_the_article() -> None:
    """Codes read well: no article, no accents, three letters."""
    cases = {"al-Raqqa": "RAQ", "Ḥalab": "HAL", "Khan Shaykhun": "KHA", "La Paz": "PAZ", "Ü": "UXX", "حلب": "XXX"}
    assert {name: area_letters(name) for name in cases} == cases


def test_a_vanished_incident_gives_no_id_away() -> None:
    """Mintings whose claims are all gone stay unused."""
    gone = Minting(incident="i1_old", code="SYOLD000000a", claims=("z",))
    identities, new = identify(groups("a"), claims("a"), [gone])
    assert identities["a"].incident != "i1_old"
    assert [m.redirect for m in new] == [None]
