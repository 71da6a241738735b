"""Compose the site of an edition: (address, bytes), one after the other. Pure; the same edition gives the same bytes."""

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlparse

import msgspec

from tollbook import __version__
from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.interval import Interval
from tollbook.publish.brief.incidents import place_name
from tollbook.publish.brief.values import Sum
from tollbook.publish.codes import codes_given
from tollbook.publish.lines import incident_line, total_line
from tollbook.publish.redact import Edition
from tollbook.publish.select import plain
from tollbook.publish.site import account, lists, paths
from tollbook.publish.site.changes import Change, changes_of, last_days
from tollbook.publish.site.feed import Item, atom, sitemap
from tollbook.publish.site.incident import incident_page
from tollbook.publish.site.printing import Printer
from tollbook.publish.site.wording import Wording, wording
from tollbook.publish.site.world import Land, World
from tollbook.publish.words import range_of

Page = tuple[str, bytes]
T = TypeVar("T")


class Download(msgspec.Struct, frozen=True, kw_only=True):
    """A file beside the site: its name in downloads/, its rows, and whether losses and provenance lie beside it."""

    name: str
    title: str
    rows: int
    sidecars: tuple[str, ...] = ()


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a site is told beside the edition. ``languages``: the first at the root, others in a folder each.

    ``address`` is where it will be served, with a slash at its end, or empty. ``areas`` are names by id. ``gone`` are
    slugs that once had a page. ``sums`` are over all incidents. ``area`` and ``days`` are what of the book the site is about.
    """

    title: str = ""
    profile: str = ""
    grading: str = ""
    vocabulary: str = ""
    languages: tuple[str, ...] = ("en",)
    address: str = ""
    sums: tuple[Sum, ...] = ()
    land: tuple[Land, ...] = ()
    areas: Mapping[str, str] = {}
    downloads: tuple[Download, ...] = ()
    area: str = ""
    days: Interval | None = None
    gone: Mapping[str, dt.date] = {}


def site_pages(edition: Edition, given: Given) -> Iterator[Page]:
    """Yield every file of the site but the downloads themselves; addresses use / and lie below the site's folder."""
    site = _Site(edition, given)
    for language in given.languages:
        yield from site.pages(language)
    yield from site.shared()


class _Site:
    """What all pages of one site need, made once."""

    def __init__(self, edition: Edition, given: Given) -> None:
        snapshot = edition.snapshot
        self.edition, self.given = edition, given
        self.title = given.title or "tollbook"
        self.world = World(given.land)
        self.all = lists.in_order(snapshot.incidents.values())
        self.events = [i for i in self.all if not i.is_total]
        self.places = {i.id: place_name(i, snapshot) for i in self.all}
        self.months, self.areas = lists.months(self.events), lists.areas(self.events, given.areas)
        self.redirects = _redirects(edition)
        gone = {s: d for s, d in given.gone.items() if s not in self.redirects and not edition.finder.found(s)}
        present = {paths.slug(i) for i in self.all}
        self.gone = {s: d for s, d in gone.items() if s not in present}
        self.changes = changes_of(edition, self.gone)
        self.changes_at: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for name in change.slugs:
                self.changes_at[name].append(change)
        self.days = last_days(edition)
        self.account = account.account_of(edition)
        self.printer = Printer(edition, given.languages, self.title, given.address)

    def pages(self, language: str) -> Iterator[Page]:
        words = wording(language)
        show = self.printer.of(words)
        yield show("index", paths.INDEX, **self._index)
        yield show("incidents", paths.INCIDENTS, months=self.months, areas=self.areas)
        for facet in (*self.months, *self.areas):
            for number in range(1, facet.pages + 1):
                rows = self._rows(facet.page(number))
                yield show("list", paths.list_page(facet.key, number), facet=facet, number=number, rows=rows)
        for incident in self.all:  # made again for each language: ten thousand of them at once would fill the memory
            name = paths.slug(incident)
            page = incident_page(self.edition, incident, self.world, self.changes_at.get(name, ()))
            yield show("incident", paths.incident_page(page.slug), page=page)
        for name, into in self.redirects.items():
            yield show("moved", paths.incident_page(name), old=name, into=into)
        for name in self.gone:
            yield show("gone", paths.incident_page(name), old=name)
        accounts = _parts(self.account)
        for number, part in enumerate(accounts, start=1):
            yield show(
                "totals", paths.totals_page(number), parts_of=_by_scope(part), number=number, pages=len(accounts)
            )
        yield show("method", paths.METHOD, **self._method)
        yield show("downloads", paths.DOWNLOADS, downloads=self.given.downloads)
        parts = _parts(self.changes)
        for number, changes in enumerate(parts, start=1):
            yield show("corrections", paths.corrections_page(number), changes=changes, number=number, pages=len(parts))
        yield from self._feeds(words)

    def shared(self) -> Iterator[Page]:
        """Yield what all languages share: the look, maps, data, and the page for addresses that lead nowhere."""
        yield paths.STYLE, self.printer.style
        yield from self.world.pictures()
        first = wording(self.given.languages[0])
        base = urlparse(self.given.address).path if self.given.address else ""
        yield self.printer.of(first)("404", paths.LOST, base=base)
        for incident in self.all:
            yield f"incident/{paths.slug(incident)}.json", self._line(incident)
        for facet in (*self.months, *self.areas):
            yield f"incidents/{facet.key}.json", _json([self._listed(i) for i in facet.incidents])
        yield "totals/index.json", _json([total_line(t) for t in self.edition.snapshot.totals])
        yield "corrections.json", _json([msgspec.to_builtins(c) for c in self.changes])
        yield "method.json", _json(self._facts)
        if self.given.address:
            yield "sitemap.xml", sitemap(self._addresses())

    @functools.cached_property
    def _index(self) -> dict[str, Any]:
        spots = lists.spots(self.events)
        top = max((n for _, n, _ in spots), default=1)
        slugs = {i.id: paths.slug(i) for i in self.all}
        places = [
            (p, 4 + 14 * (n / top) ** 0.5, f"{p.name}: {n}", paths.incident_page(slugs[one]) if one else "")
            for p, n, one in spots
        ]
        return {
            "sums": [(s, _class_of(s)) for s in self.given.sums],
            "latest": self._rows(lists.latest(self.events)),
            "chart": self.world.chart(places, room=0.85, frame=lists.framed(spots)) if places else None,
            "places": len(places),
            "bins": _bins(self.months),
            "area": self.given.area,
            "days": self.given.days,
            "incidents": len(self.events),
            "reports": len(self.edition.snapshot.documents),
        }

    def _rows(self, incidents: Sequence[Incident]) -> list[tuple[Incident, str, str | None]]:
        return [(i, paths.slug(i), self.places[i.id]) for i in incidents]

    @functools.cached_property
    def _method(self) -> dict[str, Any]:
        events = self.events
        lacks = {
            "lack_when": [i for i in events if i.when is None],
            "lack_where": [i for i in events if i.place is None],
            "lack_by": [i for i in events if not i.belligerents],
            "lack_means": [i for i in events if not i.means],
            "lack_status": [i for i in events if _has_no_status(i)],
            "lack_number": [i for i in events if any(f.range.low is None for f in i.figures)],
        }
        return {
            **self._facts,
            "lacks": [(key, len(found)) for key, found in lacks.items() if found],
            "incidents": len(events),
            "outlets": self._outlets(),
        }

    @functools.cached_property
    def _facts(self) -> dict[str, Any]:
        withheld = Counter(w.kind for w in self.edition.withheld)
        return {
            "version": __version__,
            "profile": self.given.profile,
            "grading": self.given.grading,
            "vocabulary": self.given.vocabulary,
            "policy": self.edition.policy.name,
            "policy_says": self.edition.policy.says,
            "day": self.edition.day,
            "withheld": dict(sorted(withheld.items())),
            "area": self.given.area,
            "days": self.given.days,
        }

    def _outlets(self) -> list[tuple[str, int, dt.date | None, dt.date | None]]:
        """Return the outlets with their reports, first and last day, the fullest first; spellings of one name are one."""
        found: dict[str, list[tuple[str, dt.date | None]]] = defaultdict(list)
        for document in self.edition.snapshot.documents.values():
            found[plain(document.outlet or "")].append((document.outlet or "", document.published))
        rows = []
        for told in found.values():
            days = sorted(day for _, day in told if day)
            rows.append((told[0][0], len(told), days[0] if days else None, days[-1] if days else None))
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def _feeds(self, words: Wording) -> Iterator[Page]:
        prefix = self.printer.prefix(words.code)
        name = "".join(c if c.isalnum() else "-" for c in self.title.casefold())
        address = self.given.address + prefix if self.given.address else ""
        common: dict[str, Any] = {"address": address, "language": words.code, "updated": self.edition.day}
        newest = sorted(self.events, key=lambda i: (self.days[paths.slug(i)], i.code), reverse=True)
        incidents = [self._item(i, words) for i in newest[:50]]
        title = words.say("feed_incidents", title=self.title)
        yield prefix + paths.FEED, atom(title, name, incidents, own=paths.FEED, **common)
        changes = [_changed(c, words) for c in self.changes[:50]]
        title = words.say("feed_corrections", title=self.title)
        yield prefix + paths.CORRECTIONS_FEED, atom(title, name, changes, own=paths.CORRECTIONS_FEED, **common)

    def _item(self, incident: Incident, words: Wording) -> Item:
        name = paths.slug(incident)
        snapshot = self.edition.snapshot
        figures = [(h, words.range(range_of(incident, h), snapshot)) for h in ("killed", "injured")]
        return Item(
            name=f"incident:{name}",
            title=f"{words.place(incident.place, self.places[incident.id])}{words.say('comma')}{words.days(incident.when)}",
            updated=self.days[name],
            summary=" · ".join([f"{words.term(h)}: {f}" for h, f in figures if f] + [words.grade(incident)]),
            link=paths.incident_page(name),
        )

    def _line(self, incident: Incident) -> bytes:
        line = incident_line(incident, self.edition.snapshot)
        # ids of our own: what a caller calls a report may be the name of a file that names a person
        return _json({**line, "documents": sorted(incident.documents)})

    def _listed(self, incident: Incident) -> dict[str, Any]:
        name = paths.slug(incident)
        return {"id": incident.id, "code": incident.code, "page": f"../incident/{name}.html", "data": f"../incident/{name}.json"}  # fmt: skip

    def _addresses(self) -> list[str]:
        own = [paths.INDEX, paths.INCIDENTS, paths.TOTALS, paths.METHOD, paths.DOWNLOADS, paths.CORRECTIONS]
        own += [paths.list_page(f.key, n) for f in (*self.months, *self.areas) for n in range(1, f.pages + 1)]
        own += [paths.incident_page(paths.slug(incident)) for incident in self.all]
        return [self.given.address + self.printer.prefix(code) + path for code in self.given.languages for path in own]


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _redirects(edition: Edition) -> dict[str, str]:
    """Return the slugs of merged incidents with the slug of the one that holds them now."""
    entries = edition.snapshot.entries
    codes = {identity: code for code, identity in codes_given(entries).items()}
    into = redirects_in(entries)
    incidents = edition.snapshot.incidents
    found: dict[str, str] = {}
    for old in into:
        new = led_to(old, into)
        if new in incidents and old not in incidents and old in codes:
            found[paths.safe_name(codes[old], old)] = paths.slug(incidents[new])
    taken = {paths.slug(i) for i in incidents.values()}
    return {old: new for old, new in sorted(found.items()) if old not in taken}


def _parts(things: Sequence[T]) -> list[Sequence[T]]:
    """Return a long list page by page; one empty page of an empty list."""
    return [things[n : n + lists.PAGE] for n in range(0, len(things), lists.PAGE)] or [()]


def _by_scope(part: Sequence[account.Account]) -> list[tuple[str, list[account.Account]]]:
    """Return period figures and running totals apart."""
    running = [a for a in part if a.total.scope == "cumulative"]
    periods = [a for a in part if a.total.scope != "cumulative"]
    return [(scope, group) for scope, group in (("period", periods), ("cumulative", running)) if group]


def _has_no_status(incident: Incident) -> bool:
    killed = range_of(incident, "killed")
    return killed is not None and not any(
        f.harm == "killed" and f.axis == "status" and f.key != "unknown" for f in incident.figures
    )


def _class_of(added: Sum) -> tuple[str, str]:
    """Return harm and group or status of a sum by what it says it counts."""
    *victims, harm = added.counted.split(" ")
    return harm, {"civilians": "civilian"}.get(" ".join(victims), " ".join(victims))


def _bins(facets: Sequence[lists.Facet]) -> list[tuple[lists.Facet | None, int, int, int]]:
    """Return the months from first to last with how many incidents each holds, empty ones too: (list, year, month, number)."""
    found = {(f.year, f.month): f for f in facets if f.month}
    if not found:
        return []
    (year, month), last = min(found), max(found)
    bins = []
    while (year, month) <= last:
        facet = found.get((year, month))
        bins.append((facet, year, month, len(facet.incidents) if facet else 0))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004  # December
    return bins


def _changed(change: Change, words: Wording) -> Item:
    what = words.term(change.kind)
    about = change.slugs[0] if change.slugs else change.old
    parts = [words.term(change.field) if change.field else "", change.value]
    if change.old and change.new:
        parts = [words.say("from_to", old=change.old, new=change.new)]
    return Item(
        name=f"change:{change.number or change.old}",
        title=f"{what}: {about}" if about else what,
        updated=change.day,
        summary=" ".join(p for p in parts if p) or what,
        link=paths.incident_page(change.slugs[0]) if change.slugs else paths.CORRECTIONS,
    )
