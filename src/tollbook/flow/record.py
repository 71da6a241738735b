"""From claims to the record: linking, then reconciling, with nothing stored and nothing asked of anybody. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from tollbook.flow.kit import Kit
from tollbook.link.account import Setting as Voices
from tollbook.link.copies import families_of
from tollbook.link.groups import Group
from tollbook.link.identity import Identity, identify
from tollbook.link.incidents import link_reports, report_accounts
from tollbook.link.marks import marks_of
from tollbook.link.report import ReportAccounts
from tollbook.link.voices import voices_of
from tollbook.model.claim import Claim, Extraction
from tollbook.model.collector import collector_paused
from tollbook.model.document import Document
from tollbook.model.incident import (
    GradeInputs,
    Incident,
    Minting,
    Nesting,
    Pairing,
    Reason,
    SignedFigure,
    Suggestion,
    led_to,
)
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.snapshot import Reconciled
from tollbook.model.voice import Voice
from tollbook.places.keys import spelled_keys
from tollbook.reconcile.account import balanced_totals
from tollbook.reconcile.answers import RESPONSIBILITY
from tollbook.reconcile.incident import Facts, incident_of
from tollbook.reconcile.unstated import with_unstated
from tollbook.reconcile.value import Setting
from tollbook.vocab.linking import link_lexicon, link_weights
from tollbook.vocab.profiles import Profile, load_grading, load_profile


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What people and earlier runs give to a record, besides documents and claims."""

    pairings: tuple[Pairing, ...]
    nestings: tuple[Nesting, ...]
    mintings: tuple[Minting, ...]
    signed: tuple[SignedFigure, ...]
    inputs: GradeInputs
    scheme: str


def build_record(
    documents: Iterable[Document],
    extractions: Iterable[Extraction],
    *,
    pairings: Sequence[Pairing] = (),
    nestings: Sequence[Nesting] = (),
    mintings: Sequence[Minting] = (),
    signed: Sequence[SignedFigure] = (),
    kit: Kit | None = None,
    profile: str = "airwars",
    grading: GradeInputs | None = None,
    scheme: str | None = None,
) -> Reconciled:
    """Return incidents, balanced totals, series, Issues and new mintings of these documents' claims.

    Claims come resolved, with people's corrections already in them. ``pairings`` and ``nestings`` are what people judged, ``mintings``
    the permanent ids given so far, in the ledger's order (only the new ones come back), ``signed`` the figures people
    froze, ``grading`` what grades need and nobody may guess, ``scheme`` the grading rules where not the profile's. The
    same values in any order give the same record.
    """
    given = Given(
        pairings=tuple(pairings),
        nestings=tuple(nestings),
        mintings=tuple(mintings),
        signed=tuple(signed),
        inputs=grading or GradeInputs(),
        scheme=scheme or load_profile(profile).grading,
    )
    with collector_paused():
        return _built(documents, extractions, given, kit, profile)


def _built(
    documents: Iterable[Document], extractions: Iterable[Extraction], given: Given, kit: Kit | None, profile: str
) -> Reconciled:
    texts = {d.id: d for d in documents}
    extracted = sorted(extractions, key=lambda e: e.document)
    claims = {c.id: c for e in extracted for c in e.claims}
    families = families_of(
        [texts[d] for d in sorted({c.document for c in claims.values()}) if d in texts], link_weights().copies
    )
    judged = {frozenset((p.first, p.second)): p.same for p in given.pairings}
    told = told_in(texts, claims.values(), families, kit, judged)
    spoken = {a.document for r in told.reports for a in r.accounts}
    groups = link_reports(
        told.reports,
        (d for d in texts.values() if d.id not in spoken),
        weights=link_weights(),
        lexicon=link_lexicon(),
        judged=judged,
        nestings=given.nestings,
    )
    setting = Setting(told.voices, as_of_days(claims.values(), texts, families), told.marks)
    return reconciled(
        groups, claims, [r for e in extracted for r in e.records], setting, given, kit, load_profile(profile)
    )


class Told(msgspec.Struct, frozen=True):
    """What reports tell, each by itself: who stands behind every claim, what marks it, and the accounts of events."""

    voices: dict[str, Voice]
    marks: dict[str, frozenset[str]]
    reports: list[ReportAccounts]


def told_in(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    families: Mapping[str, str],
    kit: Kit | None,
    judged: Mapping[frozenset[str], bool] | None = None,
) -> Told:
    """Return what the reports of ``claims`` tell. No report looks at another, so any share of them gives its own share."""
    listed = list(claims)
    weights, lexicon = link_weights(), link_lexicon()
    voices = voices_of(listed, documents, families, kit.actors if kit else None)
    setting = Voices(voices, parents_in(kit), place_spelling)
    reports = report_accounts(
        documents, listed, families, setting, weights=weights, lexicon=lexicon, judged=judged or {}
    )
    return Told(voices, marks_of(listed, documents, lexicon), reports)


def place_spelling(name: str) -> str:
    """Return what the spellings of a place name share, whatever the country."""
    return spelled_keys(name, "")[0]


def parents_in(kit: Kit | None) -> dict[str, str]:
    """Return the parent of each actor that has one."""
    return {a.id: a.parent for a in kit.actors.by_id.values() if a.parent} if kit else {}


Builder = Callable[
    [Sequence[Group], Mapping[str, Identity], Mapping[str, Claim], Facts],
    tuple[tuple[Incident, ...], tuple[Issue, ...]],
]
"""Makes incidents of groups: ``incidents_of``, here or in other processes."""


def reconciled(
    groups: Sequence[Group],
    claims: Mapping[str, Claim],
    records: Sequence[Record],
    setting: Setting,
    given: Given,
    kit: Kit | None,
    profile: Profile,
    build: Builder | None = None,
) -> Reconciled:
    """Return the record of these groups: identities, incidents, totals, series and Issues."""
    identities, minted = identify(groups, claims, given.mintings)
    facts = Facts(
        setting=setting,
        profile=profile,
        grading=load_grading(given.scheme),
        denials=_denials(records),
        inputs=given.inputs,
        parents=parents_in(kit),
        signed=_signed_today(given.signed, (*given.mintings, *minted)),
    )
    incidents, issues = (build or incidents_of)(groups, identities, claims, facts)
    incidents = with_unstated(incidents, records, claims)
    totals, series, more = balanced_totals(groups, claims, facts)
    lost = _orphaned_signatures(facts.signed.values(), incidents)
    return Reconciled(
        incidents=incidents, totals=totals, series=series, issues=(*issues, *more, *lost), mintings=minted
    )


def _orphaned_signatures(signed: Iterable[SignedFigure], incidents: Iterable[Incident]) -> tuple[Issue, ...]:
    """Return an Issue for each signed figure that no incident has any more: a signature is never lost in silence."""
    shown = {(i.id, f.harm, f.axis, f.key) for i in incidents for f in i.figures}
    return tuple(
        _orphaned_signature(f)
        for f in sorted(signed, key=lambda f: (f.incident, f.harm, f.axis, f.key or ""))
        if (f.incident, f.harm, f.axis, f.key) not in shown
    )


def _orphaned_signature(figure: SignedFigure) -> Issue:
    named = "/".join(filter(None, (figure.harm, figure.key)))
    bounds = f"{figure.range.low}-{figure.range.high}{'+' if figure.range.open else ''}"
    message = f"{named} {bounds}, signed by {figure.author}: no claim gives this figure any more"
    hint = "Find the incident that tells of it now and sign there, or undo the signature; until then it is kept and shown nowhere."
    return Issue("signed-figure-orphaned", "warning", figure.incident, message, hint)


def _signed_today(
    signed: Iterable[SignedFigure], mintings: Iterable[Minting]
) -> dict[tuple[str, str, str, str | None], SignedFigure]:
    """Return the signed figures by address; one of an incident merged into another goes with it, unless that has its own."""
    into = {m.incident: m.redirect for m in mintings if m.redirect}
    found: dict[tuple[str, str, str, str | None], SignedFigure] = {}
    for figure in sorted(signed, key=lambda s: s.incident in into):
        found.setdefault((led_to(figure.incident, into), figure.harm, figure.axis, figure.key), figure)
    return found


def as_of_days(
    claims: Iterable[Claim], documents: Mapping[str, Document], families: Mapping[str, str]
) -> dict[str, int | None]:
    """Return the day each claim holds for: as said, else the first publication among the copies of its text."""
    first: dict[str, int] = {}
    for document in documents.values():
        if document.published is not None:
            family = families.get(document.id, document.id)
            day = document.published.toordinal()
            first[family] = min(day, first.get(family, day))
    found: dict[str, int | None] = {}
    for claim in claims:
        said = claim.as_of.interval if claim.as_of else None
        day_said = (said.end or said.start) if said else None
        family = families.get(claim.document, claim.document)
        found[claim.id] = day_said.toordinal() if day_said else first.get(family)
    return found


def _denials(records: Iterable[Record]) -> dict[str, tuple[Reason, ...]]:
    """Return other people's denials by the claim they deny."""
    found: dict[str, tuple[Reason, ...]] = {}
    for record in records:
        if record.kind == "denial" and record.claim:
            who = record.said_by[0].name if record.said_by else "somebody"
            is_hand = record.details.get("denied") == "responsibility"
            code = RESPONSIBILITY if is_hand else "denied"
            reason = Reason(code, f"denied by {who}: “{record.quote}”", (record.claim,))
            found[record.claim] = (*found.get(record.claim, ()), reason)
    return found


def incidents_of(
    groups: Sequence[Group],
    identities: Mapping[str, Identity],
    claims: Mapping[str, Claim],
    facts: Facts,
) -> tuple[tuple[Incident, ...], tuple[Issue, ...]]:
    """Return the incidents of ``groups``, by first day, with the Issues met. No group looks at another's claims."""
    incidents: list[Incident] = []
    issues: list[Issue] = []
    for group in groups:
        identity = identities[group.key]
        members = [claims[c] for c in group.claims]
        incident, found = incident_of(
            members, group.links, facts, incident=identity.incident, code=identity.code, diffuse=group.diffuse
        )
        issues += found
        suggestions = tuple(
            Suggestion(
                incident=identities[p.other].incident,
                score=p.score,
                reasons_for=p.reasons_for,
                reasons_against=p.reasons_against,
            )
            for p in group.proposals
        )
        incidents.append(
            msgspec.structs.replace(
                incident,
                documents=group.documents,
                split_from=identity.split_from,
                sub_of=identity.sub_of,
                suggestions=suggestions,
            )
        )
    return tuple(sorted(incidents, key=by_first_day)), tuple(issues)


def by_first_day(incident: Incident) -> tuple[bool, str, str]:
    """Return what a record's incidents are sorted by: first day, undated ones last, then id."""
    start = incident.when.start if incident.when else None
    return (start is None, str(start), incident.id)
