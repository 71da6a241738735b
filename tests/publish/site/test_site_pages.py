"""The public site: whole, offline, escaped, the same each time, and silent about what the policy withholds."""

import datetime as dt
import html
import json
import posixpath
import re
import string
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from importlib import resources

import msgspec
import pytest

from schemas import validator
from snapshots import mardan_week
from tollbook.model.incident import Range
from tollbook.model.interval import Interval
from tollbook.model.judgement import Entry
from tollbook.model.place import Place
from tollbook.model.snapshot import Snapshot
from tollbook.publish.redact import edition_of
from tollbook.publish.site import lists, paths
from tollbook.publish.site.course import course_of
from tollbook.publish.site.feed import Item, atom
from tollbook.publish.site.incident import incident_page
from tollbook.publish.site.pages import Download, Given, site_pages
from tollbook.publish.site.wording import LANGUAGES, wording
from tollbook.publish.site.world import World, view_of
from tollbook.vocab.policies import Names, Places, Policy, Sources, Words, load_policy

DAY = dt.date(2017, 9, 1)
OPEN = Policy(
    name="open",
    names=Names(minors="keep", authors="keep"),
    sources=Sources(unnamed="keep"),
    places=Places(least_radius_m=0),
    words=Words(originals="keep"),
)
BOTH = Given(title="A record", languages=("en", "ar"), downloads=(Download(name="x.csv", title="X", rows=1),))
ATOM = "{http://www.w3.org/2005/Atom}"


def site(view: Snapshot, policy: Policy = OPEN, given: Given = BOTH, day: dt.date = DAY) -> dict[str, bytes]:
    """Return every file of a site by its address."""
    found = list(site_pages(edition_of(view, policy, day), given))
    assert len({path for path, _ in found}) == len(found), "an address given twice"
    return dict(found)


class Links(HTMLParser):
    """Collects addresses, ids, and the tags that stand open at the end."""

    VOID = frozenset({"meta", "link", "br", "image", "path", "circle", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note the addresses of a tag."""
        said = dict(attrs)
        assert tag != "script"
        assert not [name for name in said if name.startswith("on")]
        self.links += [(tag, said[a] or "", said.get("rel") or "") for a in ("href", "src") if a in said]
        self.ids += [said["id"]] if "id" in said else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        """Close the tag that stands open last."""
        if tag in {"li", "p", "dt", "dd"} and self.open[-1] != tag:
            raise AssertionError(f"</{tag}> closes <{self.open[-1]}>")
        if tag not in self.VOID:
            assert self.open.pop() == tag


def html_pages(files: dict[str, bytes]) -> dict[str, Links]:
    """Return the links of every page."""
    return {path: Links(content.decode()) for path, content in files.items() if path.endswith(".html")}


def test_every_language_has_every_sentence_with_the_same_gaps():
    """A missing key would stop a page; a missing gap would drop a number."""
    gaps = {code: {k: {f for _, f, _, _ in string.Formatter().parse(t) if f} for k, t in wording(code).text.items()} for code in LANGUAGES}  # fmt: skip
    assert gaps["en"] == gaps["ar"]
    assert all(len(wording(code).months) == 12 for code in LANGUAGES)


def test_the_style_sheet_knows_no_left_and_right():
    """So that Arabic pages are laid out by the same rules."""
    style = resources.files("tollbook.publish").joinpath("site", "templates", "site.css").read_text(encoding="utf-8")
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|[{;]\s*(?:left|right):", style
    )


def test_tags_are_closed_and_links_lead_somewhere():
    """On every page in both languages, downloads aside."""
    files = site(mardan_week())
    for path, page in html_pages(files).items():
        assert page.open == [], path
        assert len(page.ids) == len(set(page.ids)), path
        for _, href, _ in page.links:
            target, _, mark = href.partition("#")
            if re.match(r"https?:", href):
                continue
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert found in files or found.startswith("downloads/"), (path, href)
            assert not mark or not found.endswith(".html") or mark in Links(files[found].decode()).ids, (path, href)


def test_nothing_is_fetched_from_elsewhere():
    """Whole addresses are those of reports, and marked so; the style sheet and pictures name none."""
    view = mardan_week()
    documents = {k: msgspec.structs.replace(d, url="https://news.example/a?b=1&c=2") for k, d in view.documents.items()}
    files = site(msgspec.structs.replace(view, documents=documents))
    outside = [(tag, href, rel) for page in html_pages(files).values() for tag, href, rel in page.links if "//" in href]
    assert outside
    assert set(outside) == {("a", "https://news.example/a?b=1&c=2", "noopener noreferrer nofollow")}
    for path, content in files.items():
        if path.endswith((".css", ".svg")):
            assert not re.search(rb"url\(|@import|(?:href|src)=", content), path


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "//x.example", " http://[", "vbscript:x"])  # fmt: skip
def test_only_web_addresses_become_links(address):
    """Whatever a report's feed called its address."""
    view = mardan_week()
    documents = {k: msgspec.structs.replace(d, url=address) for k, d in view.documents.items()}
    files = site(msgspec.structs.replace(view, documents=documents))
    hrefs = {href for page in html_pages(files).values() for _, href, _ in page.links}
    assert not [h for h in hrefs if address.strip() in h]


def test_what_reports_say_is_text_never_markup():
    """Outlets, titles, places and people who wrote a script into their names."""
    evil = "\"><script>alert('x')</script><img src=x onerror=y>\u202e"
    view = mardan_week()
    documents = {k: msgspec.structs.replace(d, outlet=evil, title=evil) for k, d in view.documents.items()}
    incidents = {
        k: msgspec.structs.replace(i, place=msgspec.structs.replace(i.place, name=evil) if i.place else None)
        for k, i in view.incidents.items()
    }
    given = msgspec.structs.replace(BOTH, title=evil, address="https://a.example/")
    files = site(msgspec.structs.replace(view, documents=documents, incidents=incidents), given=given)
    for path, content in files.items():
        if path.endswith((".html", ".svg", ".atom", ".xml")):
            assert b"<script" not in content, path
            assert b"<img" not in content, path
            assert "\u202e".encode() not in content or path.endswith(".atom"), path
    html_pages(files)
    for path in (paths.FEED, paths.CORRECTIONS_FEED, "sitemap.xml"):
        ET.fromstring(files[path])


def test_the_same_edition_gives_the_same_bytes_and_a_later_day_the_same_incidents():
    """So that a page is written anew only when it says something new."""
    one, two, later = site(mardan_week()), site(mardan_week()), site(mardan_week(), day=DAY + dt.timedelta(40))
    assert one == two
    changed = {path for path in one if one[path] != later[path]}
    assert changed <= {
        "index.html",
        "ar/index.html",
        "method.html",
        "ar/method.html",
        "method.json",
        paths.CORRECTIONS_FEED,
        f"ar/{paths.CORRECTIONS_FEED}",
    }  # the empty feed


def test_withheld_quotes_stand_on_no_page():
    """Nor in the data beside it; the numbers stay."""
    view = mardan_week()
    policy = msgspec.structs.replace(OPEN, words=Words(quotes="withhold"))
    files = site(view, policy)
    quotes = {c.quote for c in view.claims.values() if len(c.quote) > 12}
    assert quotes
    for path, content in files.items():
        text = content.decode()
        assert not [q for q in quotes if q in text], path
    shown = site(view)
    assert any(q in shown[path].decode() for q in quotes for path in shown)


@pytest.mark.parametrize("name", ["Haddad", "Um Ali", "O'Neil", "حداد", "A&B <c>"])
def test_a_withheld_name_stands_on_no_page(name):
    """As written or escaped."""
    view = mardan_week()
    claim = next(iter(view.incidents.values())).claims[0]
    who = msgspec.structs.replace(view.claims[claim].who, names=(name,), group="children")
    documents = {
        k: msgspec.structs.replace(d, title=name, outlet=f"The {name} Post") for k, d in view.documents.items()
    }
    claims = {**view.claims, claim: msgspec.structs.replace(view.claims[claim], who=who)}
    policy = msgspec.structs.replace(OPEN, names=Names(minors="withhold", authors="keep"))
    for path, content in site(msgspec.structs.replace(view, documents=documents, claims=claims), policy).items():
        assert name not in path
        assert name not in html.unescape(content.decode()), path


def entry(seq: int, kind: str, body: dict, author: str = "Noor") -> Entry:
    """Return an entry of the ledger."""
    return Entry(seq=seq, kind=kind, author=author, time=f"2017-08-{seq + 1:02}T23:17:09Z", body=body, previous="")


def merged_week() -> tuple[Snapshot, str]:
    """Return the week with a merger, a correction and an undone rejection, and the slug of what they concern."""
    view = mardan_week()
    incident = next(iter(view.incidents.values()))
    claim = {"claim": incident.claims[0], "quote": "x"}
    entries = (
        entry(1, "mint", {"incident": "i1_old", "code": "XXOLD000000a", "claims": [], "redirect": None}),
        entry(2, "redirect", {"incident": "i1_old", "code": "", "claims": [], "redirect": incident.id}),
        entry(3, "correct", {"claim": claim, "field": "count", "value": "41", "why": "a colleague rang the hospital"}),
        entry(4, "correct", {"claim": claim, "field": "when", "value": "2017-08-19", "why": ""}),
        entry(5, "reject", {"claim": claim, "why": ""}),
        entry(6, "undo", {"undoes": 5, "why": ""}),
    )
    return msgspec.structs.replace(view, entries=entries), paths.slug(incident)


def test_a_merged_incident_leads_on_in_both_languages():
    """By a link that anybody can follow and a refresh for who waits."""
    view, into = merged_week()
    files = site(view)
    for path in ("incident/XXOLD000000a.html", "ar/incident/XXOLD000000a.html"):
        text = files[path].decode()
        assert f'<a href="{into}.html">' in text
        assert f'http-equiv="refresh" content="5; url={into}.html"' in text


def test_corrections_tell_what_but_not_who_why_or_the_hour():
    """Where the policy keeps people in; and never a finer day, place or speaker than it shows."""
    view, _ = merged_week()
    public = site(view, load_policy("public"))
    open_pages = site(view, OPEN)
    told, shown = public["corrections.html"].decode(), open_pages["corrections.html"].decode()
    assert "41" in told
    assert "taken back" in told
    assert "Noor" in shown
    assert "rang the hospital" in shown
    for path, content in public.items():
        assert not re.search(rb"Noor|rang the hospital|23:17", content), path
    assert b"2017-08-19" not in open_pages["corrections.json"]


def test_what_is_gone_leaves_a_page_unless_its_very_name_is_withheld():
    """A permanent address does not end in nothing; a restricted one does."""
    view = mardan_week()
    incident = next(iter(view.incidents.values()))
    given = msgspec.structs.replace(BOTH, gone={"XXGONE1": DAY, paths.slug(incident): DAY})
    files = dict(site_pages(edition_of(view, OPEN, DAY, incidents={incident.id}), given))
    assert b"XXGONE1" in files["incident/XXGONE1.html"]
    assert f"incident/{paths.slug(incident)}.html" not in files
    assert not [p for p, c in files.items() if paths.slug(incident) in p or paths.slug(incident).encode() in c]


def test_what_was_merged_into_a_restricted_incident_leaves_nothing_either():
    """Its old address would say that there is something."""
    view, into = merged_week()
    incident = next(i for i in view.incidents.values() if paths.slug(i) == into)
    given = msgspec.structs.replace(BOTH, gone={"XXOLD000000a": DAY})
    files = dict(site_pages(edition_of(view, OPEN, DAY, incidents={incident.id}), given))
    assert not [p for p, c in files.items() if "XXOLD000000a" in p or b"XXOLD000000a" in c]


@pytest.mark.parametrize("address", ["", "https://a.example/record/"])
def test_feeds_have_what_rfc_4287_requires(address):
    """id, title and updated of the feed and each entry, an author, and a link for an entry."""
    view, _ = merged_week()
    files = site(view, given=msgspec.structs.replace(BOTH, address=address))
    for path in (paths.FEED, paths.CORRECTIONS_FEED, f"ar/{paths.FEED}"):
        feed = ET.fromstring(files[path])
        entries = feed.findall(f"{ATOM}entry")
        assert entries, path
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        for part in (feed, *entries):
            assert all((part.findtext(f"{ATOM}{tag}") or "").strip() for tag in ("id", "title", "updated"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", part.findtext(f"{ATOM}updated") or "")
        ids = [e.findtext(f"{ATOM}id") for e in entries]
        assert len(ids) == len(set(ids))
        hrefs = [e.find(f"{ATOM}link").get("href") for e in entries]
        assert all(h.startswith(address) for h in hrefs)
        folder = posixpath.dirname(path)
        known = [posixpath.join(folder, h) if not address else h.removeprefix(address) for h in hrefs]
        assert not [h for h in known if h not in files]
    assert ("sitemap.xml" in files) == bool(address)


def test_the_data_beside_a_page_obeys_its_schema_and_names_no_file_of_a_caller():
    """A caller's id of a report may be a file's name that names a person."""
    view = mardan_week()
    documents = {
        k: msgspec.structs.replace(d, caller_ids=("interview-with-leila.txt",)) for k, d in view.documents.items()
    }
    files = site(msgspec.structs.replace(view, documents=documents))
    check = validator("incident")
    lines = [json.loads(c) for p, c in files.items() if p.startswith("incident/") and p.endswith(".json")]
    assert len(lines) == len(view.incidents)
    for line in lines:
        check.validate(line)
    assert not [p for p, c in files.items() if b"leila" in c]


def test_an_empty_book_is_a_site_that_says_so():
    """With every page there, in both languages."""
    files = site(Snapshot())
    for path in (paths.INDEX, paths.INCIDENTS, paths.TOTALS, paths.METHOD, paths.DOWNLOADS, paths.CORRECTIONS):
        assert path in files
        assert f"ar/{path}" in files
    assert b"nothing in this edition" in files["index.html"]
    assert b'dir="rtl"' in files["ar/index.html"]


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        ("2017-08-21", "2017-08-21", (2017, 8)),
        ("2017-08-28", "2017-09-02", (2017, 8)),
        ("2017-01-01", "2017-12-31", (2017, 0)),
        ("2016-12-01", "2017-12-31", None),
        ("2017-08-21", None, None),
        (None, None, None),
    ],
)
def test_an_incident_is_listed_no_more_finely_than_its_day_is_known(start, end, key):
    """A year is not January."""
    days = [dt.date.fromisoformat(d) if d else None for d in (start, end)]
    assert lists.month_of(Interval(*days)) == key


def test_long_lists_are_turned_page_by_page():
    """Each incident once, in the order of the whole."""
    incidents = tuple(range(lists.PAGE * 2 + 1))
    facet = lists.Facet(key="k", kind="month", name="", incidents=incidents)
    assert [i for n in range(1, facet.pages + 1) for i in facet.page(n)] == list(incidents)


def place(radius_m: int, level: str = "city") -> Place:
    """Return a place of that radius."""
    return Place(name="X", lat=35.95, lon=39.01, radius_m=radius_m, level=level, matched_by="exact")


@pytest.mark.parametrize("radius_m", [100, 5_000, 25_000, 60_000, 300_000])
def test_a_disc_on_a_map_has_the_size_of_its_doubt(radius_m):
    """And lies wholly on the page."""
    chart = World(()).chart([(place(radius_m), 0.0, "", "")])
    mark = chart.marks[0]
    pixels_a_km = chart.bar_px / chart.bar_km
    assert mark.kind == "disc"
    assert mark.size == pytest.approx(max(5.0, radius_m / 1000 * pixels_a_km), rel=0.02)
    assert mark.size <= mark.x <= 640 - mark.size
    assert mark.size <= mark.y <= 400 - mark.size


def test_near_places_share_one_picture_of_the_land():
    """Or ten thousand pages would carry ten thousand of them."""
    one, two = view_of((39.0, 35.9, 39.02, 35.95)), view_of((39.03, 35.92, 39.05, 35.96))
    assert one == two


def test_figures_of_one_day_are_no_course():
    """And those of two are drawn low before high, an open end marked."""
    view = mardan_week()
    claims = list(view.claims.values())
    assert course_of(claims[:1], view) is None
    drawn = course_of(claims, view)
    assert drawn is not None
    assert all(p.high <= p.low for p in drawn.points)


def test_a_range_without_a_number_is_words_never_a_zero():
    """In either language."""
    for code in LANGUAGES:
        said = wording(code).range(Range(low=None, best=None, high=None), Snapshot())
        assert said
        assert "0" not in said


def test_a_far_namesake_does_not_shrink_the_map():
    """It is left out and said so, and does not set the frame."""
    near = [(msgspec.structs.replace(place(1500), country="SY", lat=35 + n / 10), 9, "") for n in range(5)]
    far = (msgspec.structs.replace(place(1500), country="CO", lat=4.0, lon=-74.0), 1, "")
    frame = lists.framed([*near, far])
    assert far[0] not in frame
    chart = World(()).chart([(p, 5.0, "", "") for p, *_ in (*near, far)], room=0.85, frame=frame)
    assert len(chart.marks) == 5


def test_sources_whose_names_are_kept_in_are_not_made_one():
    """Two unnamed speakers who give one number stay two; a copy of the same words is one."""
    view = mardan_week()
    incident = next(i for i in view.incidents.values() if any(view.claims[c].said_by for c in i.claims))
    claim = next(view.claims[c] for c in incident.claims if view.claims[c].said_by)
    unnamed = [msgspec.structs.replace(r, name="a source", actor=None, organisation=None) for r in claim.said_by]
    document = view.documents[claim.document]
    copy = msgspec.structs.replace(document, id="d_copy", outlet="Copy Post")
    other = msgspec.structs.replace(
        document, id="d_other", outlet="Other Post", text=document.text.replace("Monday", "Sunday")
    )
    claims = {
        name: msgspec.structs.replace(claim, id=name, document=name.replace("c_", "d_"), said_by=tuple(unnamed))
        for name in ("c_copy", "c_other")
    }
    claims[claim.id] = msgspec.structs.replace(claim, said_by=tuple(unnamed))
    whole = msgspec.structs.replace(
        view,
        documents={**view.documents, "d_copy": copy, "d_other": other},
        claims={**view.claims, **claims},
        incidents={incident.id: msgspec.structs.replace(incident, claims=(*incident.claims, "c_copy", "c_other"))},
    )
    edition = edition_of(whole, OPEN, DAY)
    page = incident_page(edition, edition.snapshot.incidents[incident.id], World(()), ())
    shown = [s for s in page.statements if {claim.id, "c_copy", "c_other"} & set(s.ids)]
    assert sorted(sorted(s.ids) for s in shown) == sorted([sorted([claim.id, "c_copy"]), ["c_other"]])


def test_no_two_pages_of_lists_share_an_address():
    """The tenth page of a year is not October's."""
    assert paths.list_page("2017", 10) != paths.list_page("2017-10")
    assert paths.list_page("area-SY", 4) != paths.list_page(paths.area_key("SY.4"))


@pytest.mark.parametrize("area", ["SY.04", "a/../b", "منطقة", "A" * 200, "x?y", "SY-04"])
def test_the_list_of_any_area_has_a_name_that_a_file_can_have(area):
    """Ids of a team's own areas may hold anything; no two of them meet."""
    key = paths.area_key(area)
    assert paths.safe_name(key) == key
    assert [key] == [paths.area_key(a) for a in (area,) if paths.area_key(a) not in {paths.area_key("SY.05"), "area-x"}]
    assert paths.area_key("SY.04") == "area-SY-04" != paths.area_key("SY-04")


def test_a_feed_holds_no_character_that_steers_or_breaks_it():
    """A place's name may hold anything; a reader's program stops at a control character."""
    item = Item(name="i", title="Mar\x07dan\u202e", updated=DAY, summary="a\x1bb", link="i.html")
    feed = atom("A\u202e record", "a", [item], address="", own="f.atom", language="en", updated=DAY)
    titles = [t.text for t in ET.fromstring(feed).iter(f"{ATOM}title")]
    assert titles == ["A\ufffd record", "Mar\ufffddan\ufffd"]
    assert b"\x1b" not in feed
