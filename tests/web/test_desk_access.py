"""Whoever reads with a screen reader, a keyboard or no scripts sees the same desk: axe-core finds no serious fault."""

import shutil

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: the review desk is an extra")

from accessibility import axe_script, grave_faults
from browsers import CHROMIUM, chromium
from desks import claim_with, incident_of, serving
from starlette.routing import Route

from tollbook.flow.demo import make_demo
from tollbook.web.app import ROUTES

needs_browser = pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is not installed")
NO_PAGES = {"/incidents/places.json", "/outlines.json", "/tiles.pmtiles", "/archived/{document}", "/judgements/head"}


def pages_of(root) -> list[str]:
    """Return a path for every page of the desk, by its routes: a new page is tested without being named here."""
    claim, first, second = claim_with(root, 9), incident_of(root, 9), incident_of(root, 11)
    values = {"{incident}": first.id, "{first}": first.id, "{second}": second.id, "{document}": claim.document}
    found = ["/", "/search?q=killed", "/explain?address=" + claim.id, "/place?name=Hama", "/judgements?verify=1"]
    for route in ROUTES:
        if not isinstance(route, Route) or "GET" not in (route.methods or ()) or route.path in NO_PAGES:
            continue
        path = route.path
        for name, value in {**values, "{claim}": claim.id}.items():
            path = path.replace(name, value)
        if "{" not in path:
            found.append(path)
    return found


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 400)])
def test_no_page_has_a_serious_fault_of_access(address, book, tmp_path, language, width):
    """Names, roles, contrast, order, languages: what axe-core calls serious or critical is nowhere."""
    script, base = axe_script(), address.partition("/?")[0]
    found = []
    with chromium(str(tmp_path / "profile")) as page:
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        page.open(address)
        for path in pages_of(book):
            page.open(f"{base}{path}{'&' if '?' in path else '?'}lang={language}")
            found += [f"{path}: {fault}" for fault in grave_faults(page, script)]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def example(tmp_path_factory, database_kind):
    """Return the book of the bundled week, whose places are found."""
    root = tmp_path_factory.mktemp("example") / "book"
    make_demo(root, "A week")
    return root


@pytest.fixture
def shown(example):
    """Serve the bundled week and return the address."""
    with serving(example) as told:
        yield told


@needs_browser
@pytest.mark.slow
def test_map_timeline_and_list_filter_each_other(shown, tmp_path):
    """A place of the map and a day of the timeline, by keyboard, cut the list; the map itself stays; the policy allows it all."""
    with chromium(str(tmp_path / "profile")) as page:
        page.open(shown)
        page.wait("document.getElementById('map').dataset.ready === 'yes'")
        everything = page.value("document.querySelectorAll('#found [data-row]').length")
        page.value("window.stayed = true, document.querySelector('#map path.dot').focus()")
        page.press("Enter")
        page.wait("location.search.includes('area=at')")
        page.wait(f"document.querySelectorAll('#found [data-row]').length < {everything}")
        assert page.value("window.stayed") is True
        page.value("document.querySelector('#timeline .bin').focus()")
        page.press("Enter")
        page.wait("location.search.includes('from=') && document.readyState === 'complete'")
        assert page.complaints == []


@needs_browser
@pytest.mark.slow
def test_without_scripts_the_map_is_a_drawing_with_links(shown, tmp_path):
    """The server draws discs, dots and land; each place leads to its incidents."""
    with chromium(str(tmp_path / "profile")) as page:
        page.open(shown)
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        base = shown.partition("/?")[0]
        page.call("Page.navigate", url=f"{base}/incidents")
        page.wait(
            "document.querySelectorAll('svg.sheet a.at').length > 2 && document.querySelector('path.land') !== null"
        )
        assert "area=at" in str(page.value("document.querySelector('svg.sheet a.at').getAttribute('href')"))


@needs_browser
@pytest.mark.slow
def test_a_drag_over_the_timeline_filters_by_its_days(address, tmp_path):
    """From the first bar to the last: both days stand in the form and in the address."""
    with chromium(str(tmp_path / "profile")) as page:
        page.open(address)
        page.wait("document.querySelectorAll('#timeline .bin').length > 1")
        page.value(
            "(() => { const all = [...document.querySelectorAll('#timeline .bin')]; const make = (n, el) => "
            "el.querySelector('.hit').dispatchEvent(new PointerEvent(n, {bubbles: true, button: 0}));"
            "make('pointerdown', all[0]); make('pointermove', all.at(-1)); make('pointerup', all.at(-1)); })()"
        )
        page.wait("location.search.includes('from=2019-05-01') && /to=2019-05-\\d\\d/.test(location.search)")
        assert page.complaints == []
