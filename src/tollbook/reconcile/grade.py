"""Grade an incident by a scheme's rule file. What nobody has put in is named as needed, never guessed."""

from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Assessment, Figure, Grade, GradeInputs, Reason, Strike
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.voice import Voice
from tollbook.reconcile.value import status_of
from tollbook.vocab.profiles import Grading

ACCEPTING = frozenset({"credible"})
PARTY_KINDS = frozenset({"state_force", "state", "coalition", "non_state_armed"})
DAYS_NEAR = 1
KM_PER_DEGREE = 111.2
KM_NEAR = 10.0


class Case(msgspec.Struct, frozen=True):
    """What grading looks at: an incident's claims, voices, figures, time and place, what is denied of it, the inputs of people."""

    incident: str
    code: str
    claims: Sequence[Claim]
    voices: Mapping[str, Voice]
    figures: Sequence[Figure]
    when: Interval | None
    place: Place | None
    inputs: GradeInputs
    parents: Mapping[str, str]
    denials: Mapping[str, tuple[Reason, ...]] = {}


def grade_of(case: Case, grading: Grading) -> Grade:
    """Return the grade: the first rule whose facts all hold, else "ungraded" with what is needed."""
    override = case.inputs.overrides.get(case.incident) or case.inputs.overrides.get(case.code)
    if override is not None:
        computed = _computed(case, grading)
        return Grade(
            name=override[0],
            scheme=grading.name,
            why=(f"set by {override[1]}", f"the rules say {computed.name}", *computed.why),
            needs=computed.needs,
        )
    return _computed(case, grading)


def _computed(case: Case, grading: Grading) -> Grade:
    facts = facts_of(case)
    needs: list[str] = []
    for rule in grading.rule:
        held = [facts[f][0] for f in rule.facts]
        if all(h is True for h in held):
            return Grade(name=rule.grade, scheme=grading.name, why=(rule.says, *(facts[f][1] for f in rule.facts)))
        if False not in held:
            needs += [grading.facts[f] for f in rule.facts if facts[f][0] is None]
    return Grade(
        name=grading.ungraded,
        scheme=grading.name,
        why=tuple(facts[f][1] for f in ("single_root", "two_roots") if facts[f][0]),
        needs=tuple(dict.fromkeys(needs)),
    )


def facts_of(case: Case) -> dict[str, tuple[bool | None, str]]:
    """Return every fact a rule may ask for: True, False or None (unknown), with the words for it."""
    roots = independent_roots(case.claims, case.voices)
    count = len(roots)
    unnamed = sorted({v.name for c in case.claims if not (v := case.voices[c.id]).resolved})
    told = ", ".join(sorted(roots.values())) or f"only unnamed ones ({', '.join(unnamed)})"
    return {
        "belligerent_accepts": accepted_by(case),
        "all_combatants": _all_combatants(case),
        "other_party_likely": _other_party(case),
        "competing_attributions": _competing(case),
        "two_roots": (count >= 2, f"{count} independent sources: {told}"),  # noqa: PLR2004  # two
        "two_credible_roots": _credible(case, roots),
        "actions_near": _actions_near(case),
        "single_root": (count <= 1, f"one source: {told}"),
    }


def independent_roots(claims: Sequence[Claim], voices: Mapping[str, Voice]) -> dict[str, str]:
    """Return the independent root speakers by key, with names (design, "Independence").

    An unresolved root is none; an outlet that carries a named root's figure, or a copy of another report, is none of
    its own.
    """
    asserted = [c for c in claims if c.stance != "denied"]
    named = {
        voices[c.id].root: voices[c.id].name
        for c in asserted
        if voices[c.id].resolved and voices[c.id].kind != "outlet"
    }
    outlets: dict[str, str] = {}
    families: set[str] = {voices[c.id].family for c in asserted if voices[c.id].root in named}
    for claim in sorted(asserted, key=lambda c: c.id):
        voice = voices[claim.id]
        if voice.kind == "outlet" and voice.resolved and voice.family not in families and not voice.inferred:
            families.add(voice.family)
            outlets.setdefault(voice.root, voice.name)
    return {**named, **outlets}


def accepted_by(case: Case) -> tuple[bool | None, str]:
    """Say whether a belligerent accepts the harm as its own, by an assessment or by a claim, and in what words."""
    for assessment in assessments_of(case):
        if assessment.answer in ACCEPTING or assessment.killed or assessment.injured:
            day = f" on {assessment.day}" if assessment.day else ""
            return (
                True,
                f"{assessment.belligerent} accepted it{day}: {assessment.killed or 'an unstated number'} killed",
            )
    for claim in case.claims:
        for actor in claim.by:
            if actor.status == "declared" and case.voices[claim.id].root == f"actor:{actor.actor}":
                return True, f"{actor.name} declares it its own"
    return False, ""


def assessments_of(case: Case) -> list[Assessment]:
    """Return what belligerents answered to this incident, in the order put in."""
    ids = {c.id for c in case.claims}
    mine = {case.incident, case.code}
    return [a for a in case.inputs.assessments if ids & set(a.claims) or mine & set(a.incidents)]


def _all_combatants(case: Case) -> tuple[bool | None, str]:
    asserted = [c for c in case.claims if c.stance != "denied"]
    wholes = [c for c in asserted if c.part_of is None]
    civilians = any(status_of(c) == "civilian" for c in asserted)
    if wholes and all(_are_fighters(c) for c in wholes) and not civilians:
        return True, "every claim counts fighters only"
    return False, ""


def _are_fighters(claim: Claim) -> bool:
    """Say whether a claim counts fighters: police are no combatants by their uniform, nor is who else a mixed number counts."""
    status = status_of(claim)
    return not claim.who.mixed and (status == "combatant" or (status == "security" and claim.who.group != "police"))


def _other_party(case: Case) -> tuple[bool | None, str]:
    """Say whether a person holds another party than the one accused likely responsible: put in, never guessed."""
    held = case.inputs.other_party.get(case.incident) or case.inputs.other_party.get(case.code)
    return (True, f"{held[0]} was most likely responsible, says {held[1]}") if held else (False, "")


def _competing(case: Case) -> tuple[bool | None, str]:
    """Say whether claims blame parties that are neither allies nor one another's parents."""
    blamed = {a.actor or a.name.casefold(): a.name for c in case.claims if c.stance != "denied" for a in c.by}
    kin = {actor: _line(actor, case.parents) for actor in blamed}
    for one in sorted(blamed):
        for two in sorted(blamed):
            if one < two and not kin[one] & kin[two]:
                return True, f"{blamed[one]} and {blamed[two]} are both blamed"
    return False, ""


def _line(actor: str, parents: Mapping[str, str]) -> set[str]:
    line = {actor}
    while actor in parents and parents[actor] not in line:
        actor = parents[actor]
        line.add(actor)
    return line


def _credible(case: Case, roots: Mapping[str, str]) -> tuple[bool | None, str]:
    table = case.inputs.credible
    judged = {r: table[key] for r, name in roots.items() for key in (r, name.casefold()) if key in table}
    good = [roots[r] for r, credible in sorted(judged.items()) if credible]
    if len(good) >= 2:  # noqa: PLR2004  # two
        return True, f"judged credible: {', '.join(good)}"
    return (None, "credibility not judged") if len(judged) < len(roots) else (False, "fewer than two judged credible")


def _actions_near(case: Case) -> tuple[bool | None, str]:
    for strike in case.inputs.strikes:
        if _is_near(strike, case):
            return True, f"{strike.belligerent}: {strike.status} strike near {strike.place.name}"
    return None, ""


def _is_near(strike: Strike, case: Case) -> bool:
    if case.when is None or case.place is None or not _days_near(strike.interval, case.when):
        return False
    degrees = ((strike.place.lat - case.place.lat) ** 2 + (strike.place.lon - case.place.lon) ** 2) ** 0.5
    return bool(degrees * KM_PER_DEGREE <= KM_NEAR + (strike.place.radius_m + case.place.radius_m) / 1000)


def _days_near(a: Interval, b: Interval) -> bool:
    if a.overlaps(b):
        return True
    gaps = [(x - y).days for x, y in ((a.start, b.end), (b.start, a.end)) if x and y]
    return any(0 <= g <= DAYS_NEAR for g in gaps)
