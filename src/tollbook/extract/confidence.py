"""How sure the program is of a claim, from how it was found. The figures are calibrated on the development set."""

from tollbook.extract.scene import Draft, Scene

_BY_WAY = {
    "active": 0.93,
    "left": 0.92,
    "of": 0.88,
    "noun": 0.88,
    "toll": 0.9,
    "listed": 0.9,
    "among": 0.9,
    "partitive": 0.9,
    "zero": 0.9,
    "lives": 0.9,
}


def confidence_of(draft: Draft, scene: Scene) -> float:
    """Return a figure between 0 and 1 for ``draft``."""
    value = _BY_WAY.get(draft.via, 0.85)
    if draft.group.kind == "name":
        value -= 0.12
    if draft.group.kind in ("num", "art") and draft.group.noun is None and draft.via not in ("toll", "listed"):
        value -= 0.04
    if draft.predicate is not None and abs(draft.predicate.start - draft.group.last) > 12:  # far apart
        value -= 0.1
    return round(max(0.3, value - 0.02 * (len(scene.line.words) > 60)), 3)  # long sentences
