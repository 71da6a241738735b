"""Who brings a weapon: from the air, on foot, or on his own body. Each function looks at the words around one word of means."""

from collections.abc import Sequence

from tollbook.extract.means.hit import Hit
from tollbook.extract.sentences.line import Line
from tollbook.vocab import roles

FOOT = 6  # words from "gunmen" to "attack"
DROP = 7  # words from an aircraft to what it dropped


def is_raiders_missile(hit: Hit, line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "Israeli missiles hit a school", "an American missile": fired from the air by who has the air."""
    words = line.words[hit.first : hit.last + 1]
    before = line.words[hit.first - 1].low.removesuffix("'s") if hit.first else ""
    return " ".join(w.low for w in words) in upgrade["missiles"] and before in upgrade["missile_raiders"]


def carries_bomb(hit: Hit, hits: Sequence[Hit], line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "bombers struck three police stations", "the bomber walked in": men, where nothing in the line flies."""
    named = [h for h in hits if line.words[h.last].low in upgrade["bombers"] and h.first == h.last]
    who = next((h for h in named if h is hit or (hit.weak and h.last + 1 == hit.first)), None)
    if who is None:
        return False
    is_state = (
        who.first > 0 and bool(line.words[who.first - 1].f & roles.DEMONYM) and line.words[who.last].low.endswith("s")
    )
    flies = any(w.low in upgrade["flying"] or w.low in upgrade["aircraft"] for w in line.words)
    return not is_state and not flies and not any(h.kind == "airstrike" and not h.weak and h is not who for h in hits)


def attacks_place(hit: Hit, line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "gunmen attack a military-run school", "gunmen on motorcycles attacked the village"."""
    words = line.words
    if words[hit.last].low not in upgrade["foot"]:
        return False
    for k in range(hit.last + 1, min(hit.last + FOOT, len(words) - 1)):
        if words[k].f & (roles.STOP | roles.COMMA):
            return False
        if words[k].low in upgrade["attacking"]:
            behind = words[k + 1]
            return bool(behind.f & (roles.ARTICLE | roles.CAPITAL | roles.DEMONYM)) and not behind.f & roles.PREPOSITION
    return False


def is_fired_from(hit: Hit, line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "helicopters fired missiles", "rockets fired from a helicopter": what flies has fired them."""
    if line.words[hit.last].low not in upgrade["fired"]:
        return False
    near = line.words[max(0, hit.first - DROP) : hit.last + DROP]
    fires = [k for k, w in enumerate(near) if w.low in upgrade["firing"]]
    return bool(fires) and any(
        w.low in upgrade["aircraft"] and abs(k - fires[0]) <= DROP // 2 for k, w in enumerate(near)
    )


def carrier(hit: Hit, hits: Sequence[Hit], line: Line, upgrade: dict[str, list[str]]) -> str | None:
    """Tell a state's bomb ("the Israeli bombing", "a stray US bomb", "NATO bombs") and one that an aircraft or a drone dropped."""
    words = line.words
    before = words[hit.first - 1] if hit.first else None
    if before is not None and before.f & roles.PREPOSITION and hit.first > 1:
        before = words[hit.first - 2]  # "accused the army of bombing"
    if words[hit.first].low in upgrade["by_air"] and before is not None:
        low = before.low.removesuffix("'s")
        is_state = (before.f & roles.DEMONYM and low not in upgrade["grounded"]) or low in upgrade["fliers"]
        if is_state or before.low in upgrade["air_forces"]:
            return "airstrike"
    drop = next(
        (k for k in range(hit.first - 1, max(-1, hit.first - DROP), -1) if words[k].low in upgrade["dropping"]), None
    )
    if drop is None:
        return None
    flown = [other.kind for other in hits if other.kind in ("airstrike", "drone") and other.last < drop]
    carriers = upgrade["missile_by"] + upgrade["droppers"]
    is_carried = any(w.low in carriers for w in words[max(0, drop - DROP) : drop])
    return (flown[-1] if flown else "airstrike") if flown or is_carried else None


def is_air_raid(hit: Hit, line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "aircraft carried out raids", "Israeli raids on the outskirts": raids of aircraft, or on a place by who raids from the air."""
    words = line.words
    if words[hit.last].low not in upgrade["raids"]:
        return False
    start = max((k for k in range(hit.first) if words[k].f & (roles.STOP | roles.COMMA)), default=-1) + 1
    if any(w.low in upgrade["aircraft"] for w in words[start : hit.first]):
        return True
    after = words[hit.last + 1].low if hit.last + 1 < len(words) else ""
    before = words[max(0, hit.first - 2) : hit.first]
    return after in upgrade["raided"] and any(w.low.removesuffix("'s") in upgrade["raiders"] for w in before)


def is_on_foot(hit: Hit, line: Line, upgrade: dict[str, list[str]]) -> bool:
    """Tell "rebels bombed an office", "rebels struck a post": who has no aircraft lays a bomb or comes on foot."""
    before = line.words[max(0, hit.first - DROP) : hit.first]
    if before and before[-1].f & (roles.ARTICLE | roles.DEFINITE):
        return False  # "its fighters died in the strike": somebody else's
    return any(w.low.rsplit(" ", 1)[-1] in upgrade["foot"] for w in before) and not any(
        w.low in upgrade["missile_by"] for w in before
    )
