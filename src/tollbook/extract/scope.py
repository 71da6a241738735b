"""Decide the scope of a count: one incident, a period, or a running total (guide, section 3, `scope`)."""

from collections.abc import Sequence

from tollbook.extract.bind import Draft, Scene
from tollbook.extract.line import Word
from tollbook.vocab import roles
from tollbook.vocab.words import ScopeWords


def scope_of(draft: Draft, scene: Scene) -> tuple[str, bool]:
    """Return (scope, standing) from the words of the claim's own sentence, before times and places are known."""
    lists = scene.lexicon.lists.scope
    if draft.harm in lists.standing["harms"]:
        return "cumulative", True
    words = scene.line.words
    near = _clause(words, draft)
    joined = " ".join(w.low for w in near)
    if draft.harm in ("missing", "detained") and _is_standing(near, lists):
        return ("incident", False) if draft.harm == "missing" else ("cumulative", True)
    if draft.toll is not None and _is_running(draft, scene, lists):
        return "cumulative", False
    if any(_has(joined, phrase) for phrase in lists.cumulative["words"]) or _has_since(near, lists):
        return "cumulative", False
    if _is_war(draft, scene, lists):
        return "cumulative", False
    return ("period", False) if _is_spread(words, draft, lists) else ("incident", False)


def _has(joined: str, phrase: str) -> bool:
    return f" {phrase} " in f" {joined} "


def _clause(words: Sequence[Word], draft: Draft) -> Sequence[Word]:
    low = max(0, draft.group.first - 14)
    high = min(len(words), draft.group.last + 22)
    for k in range(draft.group.first - 1, low, -1):
        if words[k].f & roles.STOP and words[k].low == ";":
            low = k + 1
            break
    return words[low:high]


def _has_since(near: Sequence[Word], lists: ScopeWords) -> bool:
    since = lists.cumulative["since"]
    return any(w.low in since and k + 1 < len(near) and not near[k + 1].f & roles.COMMA for k, w in enumerate(near))


def _is_standing(near: Sequence[Word], lists: ScopeWords) -> bool:
    return any(w.low in lists.standing["words"] for w in near)


def _is_running(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """A toll runs on when the sentence says total, since, so far; the toll of one attack does not."""
    words = scene.line.words
    joined = " ".join(w.low for w in words)
    if any(_has(joined, p) for p in lists.cumulative["totals"]) or _has_since(words, lists):
        return True
    return any(w.low in lists.cumulative["wars"] or w.low in lists.period["battles"][:4] for w in words)


def _is_war(draft: Draft, scene: Scene, lists: ScopeWords) -> bool:
    """"the war has killed": a war as the subject of a perfect tense."""
    predicate = draft.predicate
    if predicate is None:
        return False
    words = scene.line.words
    perfect = any(w.low in lists.cumulative["perfect"] for w in words[predicate.start : predicate.first])
    before = words[max(0, predicate.start - 12) : predicate.start]
    after = words[predicate.last : predicate.last + 12]
    if perfect and any(w.low in lists.cumulative["wars"] for w in before[-8:]) and predicate.voice == "active":
        return True
    return perfect and predicate.voice == "left" and any(w.low in ("war", "conflict") for w in after) and draft.group.count is not None and draft.group.count.low >= 1000


def _is_spread(words: Sequence[Word], draft: Draft, lists: ScopeWords) -> bool:
    """Several events: plural attacks across an area, "two separate bombings", "a series of strikes"."""
    near = _clause(words, draft)
    joined = f" {' '.join(w.low for w in near)} "
    plural = [p for p in lists.period["attacks"] if f" {p} " in joined]
    if not plural:
        return False
    if any(f" {p} " in joined for p in lists.period["spread"]):
        return True
    return any(f" {c} " in joined and f" {c} " in joined.split(f" {plural[0]} ")[0][-40:] + " " for c in lists.period["counts"])
