"""Compose a brief as figures after labels, in any language that has its words as data. The same claims, cited the same way.

English has composed sentences (``compose``); a language whose nouns agree with their numbers is told safely only so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tollbook import __version__
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.brief.account import Said, rest_of, things_said
from tollbook.publish.brief.compose import illustrated, issues_about, numbered, sources_of
from tollbook.publish.brief.doubts import MOST_PAIRS, maybe_same
from tollbook.publish.brief.frame import Frame
from tollbook.publish.brief.headline import MOST_LEVELS, largest
from tollbook.publish.brief.incidents import HARMS, INFERRED, OPEN, bar_of, claims_of, code_of, place_name
from tollbook.publish.brief.method import LACKS, Settings, covered, is_of_unknown_status, lacking
from tollbook.publish.brief.picked import Picked, pick, pick_incident
from tollbook.publish.brief.telling import Telling
from tollbook.publish.brief.values import Brief, Card, Entry, Section, Sentence, Sum, Table
from tollbook.publish.cite import as_of_day
from tollbook.publish.select import Selection
from tollbook.publish.words import number, range_of
from tollbook.vocab.load import fingerprint

RECORDS = (
    ("attacks", ("attack_count", "damage")),
    ("denials", ("denial",)),
    ("control", ("control",)),
    ("statements", ("statement",)),
    ("agenda", ("agenda",)),
    ("past", ("past_event",)),
    ("relations", ("actor_relation",)),
    ("caveats", ("caveat",)),
)
COLUMNS = ("speaker", "stated", "of", "days", "area", "accounted", "residual")


def compose_told(
    snapshot: Snapshot,
    selection: Selection,
    settings: Settings,
    sums: Sequence[Sum],
    words: Frame,
    *,
    incident: Incident | None = None,
    outlines: Mapping[str, dict[str, Any]] | None = None,
) -> Brief:
    """Return the brief of what ``selection`` asks for, or of one ``incident``, in the language of ``words``."""
    picked = pick_incident(incident, snapshot) if incident else pick(selection, snapshot)
    t = Telling(words, snapshot)
    reports, outlets, days = sources_of(picked, snapshot)
    is_empty = not picked.claims and not picked.records
    subtitle = t.tell("subtitle", reports=reports, outlets=outlets, days=words.days(days))
    return numbered(
        illustrated(_sections(picked, sums, t), picked, snapshot, outlines or {}, words, incident),
        snapshot,
        settings,
        title=_title(selection, settings, incident, t),
        subtitle=t.tell("nothing") if is_empty else subtitle,
        method=tuple(_method(settings, selection, picked, t)),
        frame=words,
    )


def _title(selection: Selection, settings: Settings, incident: Incident | None, t: Telling) -> str:
    if incident is not None:
        subject = t.joined([code_of(incident), *filter(None, [place_name(incident, t.snapshot)])])
        return t.tell("title", subject=subject, days=t.words.days(incident.when))
    subject = selection.area or settings.name or t.tell("situation")
    return t.tell("title", subject=subject, days=t.words.days(selection.interval)) if selection.interval else subject


def _sections(picked: Picked, sums: Sequence[Sum], t: Telling) -> list[Section]:
    levels = picked.levels
    ids = {c.id for c in levels}
    running, periods = (picked.totals_of(t.snapshot, running=r) for r in (True, False))
    balanced = {x.claim for x in periods}
    days = [c for c in picked.claims if c.diffuse and c.part_of is None and c.restates is None and c.id not in ids]
    claims = t.snapshot.claims
    return [
        _headline(sums, [*periods, *running], levels, t),
        _section(t, "incidents", entries=tuple(_entry(i, t) for i in picked.incidents)),
        _records(t, "unstated", "unstated_records", picked.records, ("unstated",)),
        _table(
            t, "periods", [*((claims[x.claim], x) for x in periods), *((c, None) for c in days if c.id not in balanced)]
        ),
        _table(t, "cumulative", [(claims[x.claim], x) for x in running]),
        _section(t, "doubts", sentences=tuple(_doubts(picked, t))),
        _table(t, "levels", [(c, None) for c in levels]),
        *(_records(t, key, key, picked.records, kinds) for key, kinds in RECORDS),
        _section(t, "unknown", sentences=tuple(_unknown(picked, t))),
    ]


def _section(t: Telling, key: str, title: str = "", **parts: Any) -> Section:
    note = t.words.told.get(f"{key}_note", "")
    made = Section(key=key, title=t.tell(title or key), **parts)
    return made if made.is_empty else msgspec.structs.replace(made, note=note)


def _headline(sums: Sequence[Sum], totals: Sequence[Total], levels: Sequence[Claim], t: Telling) -> Section:
    cards = [_sum_card(added, t) for added in sums]
    wholes = largest([x for x in totals if t.snapshot.claims[x.claim].part_of is None])
    most = sorted(levels, key=lambda c: -(c.count.high or c.count.low))[:MOST_LEVELS]
    cards += [_claim_card(c, t) for c in (*(t.snapshot.claims[x.claim] for x in wholes), *most)]
    return _section(t, "headline", cards=tuple(cards))


def _sum_card(added: Sum, t: Telling) -> Card:
    kind = t.kind(added.harm, t.term(added.key) if added.key else "")
    told = [t.tell("card_incidents", kind=kind, n=number(added.incidents))]
    extras = (("card_joint", added.joint), ("card_partly", added.partly), ("card_unnumbered", added.unnumbered))
    told += [t.tell(key, n=number(n)) for key, n in extras if n]
    text = t.tell("and").join(told)
    return Card(t.words.bounds(added.low, added.high, is_open=added.is_open), Sentence(text, added.claims))


def _claim_card(claim: Claim, t: Telling) -> Card:
    text = t.tell(
        "card_total",
        kind=t.claim_kind(claim),
        place=claim.where.name if claim.where else t.tell("no_place"),
        days=t.words.days(t.claim_days(claim)),
        speaker=t.speaker(claim.said_by, claim.document),
    )
    return Card(t.words.count(claim.count), Sentence(text, (claim.id,)))


def _entry(incident: Incident, t: Telling) -> Entry:
    whole = t.snapshot.incidents.get(incident.sub_of or "")
    part = t.tell("part_of_incident", code=code_of(whole)) if whole else ""
    figures = sorted(incident.figures, key=lambda f: (HARMS.index(f.harm), f.axis != "all"))
    return Entry(
        code=code_of(incident),
        when=t.words.days(incident.when),
        where=t.place(incident.place, place_name(incident, t.snapshot)),
        grade=t.term(incident.grade.name if incident.grade else "ungraded"),
        tag=t.tell("place_and_day") if incident.diffuse else part,
        figures=tuple((t.figure_kind(f), t.range(f)) for f in figures),
        bar=bar_of(range_of(incident, "killed")),
        sentences=tuple(_sentences(incident, t)),
    )


def _sentences(incident: Incident, t: Telling) -> Iterator[Sentence]:
    claims = claims_of(incident, t.snapshot)
    old = [c for figure in incident.figures for c in figure.range.history]
    yield from (_account(said, t) for said in things_said(claims, t.snapshot, old))
    yield from _hand(incident, claims, t)
    yield from _differences(incident, t)
    for figure in incident.figures:
        if figure.signed_by:
            yield Sentence(t.tell("signed", kind=t.figure_kind(figure), n=t.range(figure)), incident.claims)
    joins = [r for r in incident.links if r.code not in INFERRED]
    inferred = [r for r in incident.links if r.code in INFERRED]
    if joins and len(incident.documents) > 1:
        yield Sentence(t.tell("joined", n=len(incident.documents)), incident.claims, is_aside=True)
    if inferred:
        cites = tuple(dict.fromkeys(c for r in inferred for c in r.claims)) or incident.claims
        yield Sentence(t.tell("inferred", n=len(inferred)), cites, is_aside=True)


def _account(said: Said, t: Telling) -> Sentence:
    """Return what one speaker says, its parts, the rest and its standing, each after its label."""
    claim = said.claims[0]
    who = t.who(claim.who)
    head = t.tell(
        "account",
        speaker=t.speaker(claim.said_by, claim.document),
        count_of=t.term(f"count_of_{claim.harm}"),
        who=f" ({who})" if who else "",
        n=t.words.count(claim.count),
    )
    told = [head]
    parts = dict.fromkeys(
        t.tell("part", who=t.who(p.who), n=t.words.count(p.count)) for p in said.parts if t.who(p.who)
    )
    told += [t.tell("of_them", parts=t.joined(parts))] if parts else []
    rest = rest_of(claim, [p for p in said.parts if p.part_of == claim.id])
    told += [t.tell("rest", n=number(rest))] if rest else []
    reports = len({c.document for c in said.claims})
    told += [t.tell("reports", n=reports)] if reports > 1 else []
    days = [day for c in said.claims if (day := as_of_day(c, t.snapshot))]
    told += [t.tell("as_of", day=t.words.day(max(days)))] if days else []
    told += [t.tell(f"{claim.stance}_by")] if claim.stance != "asserted" else []
    told += [t.tell("replaced")] if said.is_old else []
    return Sentence(t.tell("and").join(told) + ".", said.cites, t.words.count(claim.count))


def _hand(incident: Incident, claims: Iterable[Claim], t: Telling) -> Iterator[Sentence]:
    told = [t.tell("means", what=t.joined(t.term(m) for m in incident.means))] if incident.means else []
    actors = [t.tell("actor", name=a.words, status=t.term(a.status)) for a in incident.belligerents]
    told += [t.tell("by", who=t.joined(actors))] if actors else []
    if told:
        cites = tuple(c.id for c in claims if c.means or c.by) or incident.claims
        yield Sentence(t.tell("and").join(told) + ".", cites)


def _differences(incident: Incident, t: Telling) -> Iterator[Sentence]:
    for key in ("differ", "beside"):
        found: dict[str, list[str]] = {}
        for figure in incident.figures:
            for reason in figure.range.reasons if key == "differ" else figure.range.beside:
                if reason.code != OPEN:
                    found.setdefault(reason.code, []).extend(reason.claims)
        for code, cites in found.items():
            why = t.term(code if code in t.words.terms else "other-reason")
            yield Sentence(t.tell(key, why=why) + ".", tuple(dict.fromkeys(cites)) or incident.claims)


def _table(t: Telling, key: str, rows: Sequence[tuple[Claim, Total | None]]) -> Section:
    if not rows:
        return _section(t, key)
    has_balance = any(total and (total.accounted or total.residual) for _, total in rows)
    width = len(COLUMNS) if has_balance else len(COLUMNS) - 2
    columns = tuple(t.tell(f"col_{c}") for c in COLUMNS[:width])
    cells = tuple(_row(claim, total, t)[:width] for claim, total in rows)
    return _section(t, key, tables=(Table(columns, cells, tuple(i for i in (1, 5, 6) if i < width)),))


def _row(claim: Claim, total: Total | None, t: Telling) -> tuple[Sentence, ...]:
    figure = t.words.count(claim.count)
    own = total.contained + total.possible if total else ()
    return (
        Sentence(t.speaker(claim.said_by, claim.document)),
        Sentence(figure, (claim.id,), figure),
        Sentence(t.claim_kind(claim)),
        Sentence(t.words.days((total.hull if total else None) or t.claim_days(claim))),
        Sentence(t.place(claim.where.place, claim.where.name) if claim.where else t.tell("no_place")),
        Sentence(t.words.balance(total.accounted) if total else "", own),
        Sentence(t.words.balance(total.residual) if total else "", own if total and total.residual else ()),
    )


def _doubts(picked: Picked, t: Telling) -> Iterator[Sentence]:
    for total in picked.totals:
        yield from _balance(total, t)
    pairs = maybe_same(picked.incidents, t.snapshot)
    for first, second, suggestion in pairs[:MOST_PAIRS]:
        text = t.tell("pair", first=code_of(first), second=code_of(second), score=f"{suggestion.score:.1f}")
        yield Sentence(text + ".", tuple(dict.fromkeys((*first.claims, *second.claims))))
    if rest := pairs[MOST_PAIRS:]:
        cites = dict.fromkeys(c for first, second, _ in rest for c in (*first.claims, *second.claims))
        yield Sentence(t.tell("pairs_more", n=len(rest)) + ".", tuple(cites))
    for issue in issues_about(picked, t.snapshot):
        incident = t.snapshot.incidents.get(issue.subject)
        yield Sentence(t.tell("issue", text=issue.message), incident.claims if incident else (issue.subject,))


def _balance(total: Total, t: Telling) -> Iterator[Sentence]:
    claim = t.snapshot.claims[total.claim]
    told, cites = [], [total.claim]
    if total.accounted and (total.contained or total.possible or total.carries):
        told.append(
            t.tell(
                "balance",
                speaker=t.speaker(claim.said_by, claim.document),
                kind=t.claim_kind(claim),
                days=t.words.days(total.hull),
                stated=t.words.count(total.stated),
                accounted=t.words.balance(total.accounted),
                residual=t.words.balance(total.residual) or "—",
            )
        )
        cites += [*total.contained, *total.possible]
    for pair in total.impossible:
        part, whole = (t.snapshot.claims.get(c) for c in pair)
        if part and whole:
            told.append(t.tell("impossible", part=t.says(part), whole=t.says(whole)))
            cites += pair
    others = [t.snapshot.claims[c] for c in total.others if c in t.snapshot.claims] if told and total.hull else []
    if others:
        told.append(t.tell("others", named=t.joined(t.says(c) for c in others)))
        cites += [c.id for c in others]
    if told:
        yield Sentence(". ".join(told) + ".", tuple(dict.fromkeys(cites)))


def _records(t: Telling, key: str, title: str, records: Iterable[Record], kinds: Sequence[str]) -> Section:
    """Return a section of records: what is known by label, then the report's own words; the same words share one sentence."""
    merged: dict[str, list[str]] = {}
    for record in records:
        if record.kind in kinds:
            merged.setdefault(_record(record, t), []).append(record.id)
    return _section(t, key, title, sentences=tuple(Sentence(text, tuple(ids)) for text, ids in merged.items()))


def _record(record: Record, t: Telling) -> str:
    told = [t.term(record.harm)] if record.harm else []
    told += [t.tell("number", n=t.words.count(record.count))] if record.count else []
    deniers, holders = (t.joined(a.name for a in record.actors.get(role, ())) for role in ("denier", "holder"))
    told += [t.tell("denier", name=deniers)] if deniers else []
    what = record.details.get("denied", "") if record.kind == "denial" else ""
    told += [t.tell("denied_what", what=t.term(what))] if what in t.words.terms else []
    told += [t.tell("holder", name=holders)] if holders else []
    told += [*t.parts_of(record), t.tell("said", speaker=t.speaker(record.said_by, record.document))]
    content = record.readings.get("content") or record.readings.get("what")
    quote = " ".join((content.quote if content else record.quote).split())
    return f"{' · '.join(told)}: {t.tell('quoted', quote=quote)}"


def _unknown(picked: Picked, t: Telling) -> Iterator[Sentence]:
    tests: tuple[tuple[str, Callable[[Incident], bool]], ...] = (*LACKS, ("status", is_of_unknown_status))
    for key, lacks in tests:
        found = [i for i in picked.incidents if lacks(i)]
        if found:
            text = t.tell("lack_line", what=t.tell(f"lack_{key}"), codes=t.joined(code_of(i) for i in found))
            yield Sentence(text + ".", tuple(c for i in found for c in i.claims))
    unlisted: dict[str, list[str]] = {}
    for claim in picked.claims:
        for speaker in claim.said_by[:1]:
            if not speaker.actor and not speaker.organisation:
                unlisted.setdefault(speaker.name, []).append(claim.id)
    if unlisted:
        text = t.tell("unlisted", names=t.joined(f"«{t.words.speaker(name)}»" for name in unlisted))
        yield Sentence(text + ".", tuple(c for ids in unlisted.values() for c in ids))
    if picked.left_out:
        named = t.joined(t.says(c) for c in picked.left_out)
        yield Sentence(t.tell("left_out", named=named) + ".", tuple(c.id for c in picked.left_out))


def _method(settings: Settings, selection: Selection, picked: Picked, t: Telling) -> Iterator[str]:
    made = t.tell(
        "made", version=__version__, day=t.words.day(settings.day), profile=settings.profile, grading=settings.grading,
        vocabulary=fingerprint()[:12],
    )  # fmt: skip
    asked = [x for x in (selection.area, t.words.days(selection.interval) if selection.interval else None) if x]
    whole = t.tell("one_incident" if settings.kind == "incident" else "whole_book")
    yield f"{made} {t.tell('asked', what=t.joined(asked) or whole)}"
    hidden = "" if settings.shows_quotes else f" {t.tell('no_quotes')}"
    yield t.tell("policy", name=settings.policy, n=settings.withheld) + hidden
    judged = sum(e.kind not in {"mint", "redirect", "re_anchor"} for e in t.snapshot.entries)
    reports, _, _ = sources_of(picked, t.snapshot)
    yield t.tell("drawn", reports=reports, claims=len(picked.claims), records=len(picked.records), judged=judged)
    cover = covered(selection, picked, settings, t.snapshot)
    if cover is None:
        yield t.tell("no_coverage")
    else:
        told = [t.tell("source_days", source=s.source, **s.days) for s in cover.sources]
        more = [t.tell("more", n=cover.more)] if cover.more else []
        yield t.tell("coverage", days=t.words.days(cover.interval), sources=t.tell("and").join([*told, *more]))
    if lacks := lacking(picked.incidents):
        what = t.tell("and").join(f"{t.tell(f'lack_{key}')}: {n}" for key, n in lacks)
        yield t.tell("not_stated", n=len(picked.incidents), what=what)
    yield from (t.tell(key) for key in ("rule_number", "rule_source", "rule_silence", "language", "english_traces"))
