"""The public site as files: all or none, unchanged pages untouched, permanent addresses kept, nothing of anybody's removed."""

import datetime as dt
import json
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from books import bare_kit, new_book, run_book, write
from tollbook.flow.publishing import exporting
from tollbook.flow.publishing import site as flow_site
from tollbook.flow.publishing.site import MANIFEST, publish_site, writable_shapes
from tollbook.flow.publishing.staging import staging
from tollbook.flow.team.restricting import restrict
from tollbook.model.issue import RunAborted
from tollbook.publish.redact import Edition, leaks
from tollbook.publish.select import Selection

REPORTS = {
    "a.txt": "published: 2019-05-01\noutlet: =cmd|calc\n\n9 civilians were killed in Hama.",
    "b.txt": "published: 2019-05-03\noutlet: Plain\n\n4 people were killed in Homs.",
}
DAY = dt.date(2019, 6, 1)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return a book of two incidents."""
    monkeypatch.setattr(exporting, "kit_of", lambda _: bare_kit())
    root = new_book(tmp_path)
    run_book(root, *(write(tmp_path / "in" / name, text) for name, text in REPORTS.items()))
    return root


def publish(root, folder, **options):
    """Publish on a fixed day, in the open, without downloads unless they are asked for."""
    return publish_site(root, folder, **{"policy": "internal", "day": DAY, "shapes": (), **options})


def files_in(folder):
    """Return every file with its bytes and the moment it was written."""
    return {
        str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file() and p.name != MANIFEST
    }


def incidents_in(folder):
    """Return the names of the incidents' pages."""
    return sorted(p.stem for p in (folder / "incident").glob("*.html"))


def edited(monkeypatch, change):
    """Let every later edition be changed by ``change``."""
    whole = flow_site.edition
    monkeypatch.setattr(flow_site, "edition", lambda *given: change(whole(*given)))


def without_one(edition: Edition) -> Edition:
    """Return the edition without its first incident, as if no report spoke of it any more."""
    incidents = dict(sorted(edition.snapshot.incidents.items())[1:])
    return msgspec.structs.replace(edition, snapshot=msgspec.structs.replace(edition.snapshot, incidents=incidents))


def test_published_twice_nothing_is_written_again(root, tmp_path):
    """Not a byte, not a time of change."""
    first = publish(root, tmp_path / "site", language="both")
    before = files_in(tmp_path / "site")
    again = publish(root, tmp_path / "site", language="both")
    assert (first.written, again.written, again.removed) == (first.files, 0, 0)
    assert files_in(tmp_path / "site") == before
    assert set(before) == set(msgspec.json.decode((tmp_path / "site" / MANIFEST).read_bytes())["files"])


def test_a_leak_writes_nothing_at_all(root, tmp_path, monkeypatch):
    """The site that was there stays as it was."""
    publish(root, tmp_path / "site")
    before = files_in(tmp_path / "site")
    edited(monkeypatch, lambda e: msgspec.structs.replace(e, secrets=frozenset({"Homs"})))
    with pytest.raises(RunAborted, match="withheld words"):
        publish(root, tmp_path / "site", title="Another title")
    assert files_in(tmp_path / "site") == before
    assert [p.name for p in (tmp_path / "site").iterdir() if p.name.startswith(".unfinished")] == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.html", "Leila O&#39;Hara"),
        ("a.html", "Leila O'Hara"),
        ("a.json", 'x "Leila O\'Hara" y'),
        ("a.html", '<a href="https://x.example/Leila%20O%27Hara">'),
        ("incident/Leila O'Hara.html", ""),
    ],
)
def test_a_withheld_word_is_found_as_written_and_as_read(root, path, content):
    """Behind entities, escapes, percent codes and in names of files."""
    shown = exporting.edition(root, "internal", Selection(), DAY)
    shown = msgspec.structs.replace(shown, secrets=frozenset({"Leila O'Hara"}))
    assert leaks(shown, [(path, content.encode())])
    assert not leaks(shown, [("b.html", b"Leila and Hara")])


def test_a_folder_of_somebodys_own_is_left_alone(root, tmp_path):
    """Nothing in it is overwritten or removed."""
    folder = tmp_path / "papers"
    write(folder / "index.html", "mine")
    with pytest.raises(RunAborted, match="no site"):
        publish(root, folder)
    assert [p.name for p in folder.iterdir()] == ["index.html"]
    assert (folder / "index.html").read_text(encoding="utf-8") == "mine"


def test_files_of_others_beside_the_site_stay(root, tmp_path):
    """A CNAME, a picture: what this program did not write it does not remove."""
    publish(root, tmp_path / "site", language="both")
    write(tmp_path / "site" / "CNAME", "record.example")
    done = publish(root, tmp_path / "site", language="en")
    assert done.removed > 0
    assert (tmp_path / "site" / "CNAME").exists()
    assert not (tmp_path / "site" / "ar" / "index.html").exists()


def test_an_incident_that_is_gone_leaves_a_page_that_says_so(root, tmp_path, monkeypatch):
    """And goes on saying so with the same day; when it is back, its page is back."""
    publish(root, tmp_path / "site")
    names = incidents_in(tmp_path / "site")
    edited(monkeypatch, without_one)
    publish(root, tmp_path / "site")
    assert incidents_in(tmp_path / "site") == names
    (gone,) = json.loads((tmp_path / "site" / MANIFEST).read_bytes())["gone"]
    page = (tmp_path / "site" / "incident" / f"{gone}.html").read_text(encoding="utf-8")
    assert "no longer in this record" in page
    assert not (tmp_path / "site" / "incident" / f"{gone}.json").exists()
    before = files_in(tmp_path / "site")
    assert publish(root, tmp_path / "site").written == 0
    assert files_in(tmp_path / "site") == before
    later = publish(root, tmp_path / "site", day=DAY + dt.timedelta(9))
    assert later.written > 0
    assert json.loads((tmp_path / "site" / MANIFEST).read_bytes())["gone"] == {gone: "2019-06-01"}


def test_a_restricted_incident_leaves_nothing(root, tmp_path):
    """Neither page, data, name in the list of files, nor a word in any other page."""
    publish(root, tmp_path / "site")
    name = incidents_in(tmp_path / "site")[0]
    restrict(root, "incident", name, restricted=True, who="noor", why="a family asked")
    publish(root, tmp_path / "site")
    assert name not in incidents_in(tmp_path / "site")
    for path in (tmp_path / "site").rglob("*"):
        assert name not in path.name
        assert not path.is_file() or name.encode() not in path.read_bytes(), path


def test_downloads_lie_beside_with_their_sidecars(root, tmp_path):
    """Listed on their page, with rows; those not asked for any more go."""
    publish(root, tmp_path / "site", shapes=("ucdp", "geojson"))
    page = (tmp_path / "site" / "downloads.html").read_text(encoding="utf-8")
    for name in ("ucdp-shaped.csv", "ucdp-shaped.losses.csv", "incidents.geojson"):
        assert (tmp_path / "site" / "downloads" / name).exists()
        assert f'href="downloads/{name}"' in page
    publish(root, tmp_path / "site", shapes=("geojson",))
    assert not (tmp_path / "site" / "downloads" / "ucdp-shaped.csv").exists()


def test_by_default_every_shape_that_can_be_written_is_there():
    """Those of packages that are not installed are left out, not fatal."""
    assert {"ucdp", "acled", "csv", "geojson", "hxl"} <= set(writable_shapes())


def test_a_damaged_list_of_files_stops(root, tmp_path):
    """Rather than removing what it cannot know."""
    publish(root, tmp_path / "site")
    (tmp_path / "site" / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(RunAborted, match="damaged"):
        publish(root, tmp_path / "site")


def test_a_list_of_files_that_points_outside_removes_nothing_there(root, tmp_path):
    """Somebody else may have written it."""
    publish(root, tmp_path / "site")
    write(tmp_path / "precious.txt", "mine")
    manifest = tmp_path / "site" / MANIFEST
    told = json.loads(manifest.read_bytes())
    manifest.write_text(
        json.dumps({**told, "files": [*told["files"], "../precious.txt", str(tmp_path / "precious.txt")]})
    )
    publish(root, tmp_path / "site")
    assert (tmp_path / "precious.txt").exists()


def test_a_site_can_be_about_an_area_and_some_days(root, tmp_path):
    """Its incidents, reports, corrections and downloads are of that part; the first page and the data say which."""
    done = publish(root, tmp_path / "site", selection=Selection(area="Hama", last=dt.date(2019, 5, 2)), shapes=("csv",))
    site = tmp_path / "site"
    pages = {str(p.relative_to(site)): p.read_text(encoding="utf-8") for p in site.rglob("*.html")}
    assert len(incidents_in(tmp_path / "site")) == 1
    assert "<bdi>Hama</bdi>, until 2 May 2019" in pages["index.html"]
    assert not [name for name, text in pages.items() if "Homs" in text]
    facts = json.loads((tmp_path / "site" / "method.json").read_bytes())
    assert (facts["area"], facts["days"]["end"]) == ("Hama", "2019-05-02")
    reports = (tmp_path / "site" / "downloads" / "reports.csv").read_text(encoding="utf-8")
    assert len(reports.splitlines()) == 2
    assert done.files == len(files_in(tmp_path / "site"))


def test_a_folder_is_about_one_part_of_a_book(root, tmp_path):
    """The pages of the others would else be called gone."""
    publish(root, tmp_path / "site")
    before = files_in(tmp_path / "site")
    with pytest.raises(RunAborted, match="the site of the whole book, not of area Hama"):
        publish(root, tmp_path / "site", selection=Selection(area="Hama"))
    assert files_in(tmp_path / "site") == before
    publish(root, tmp_path / "hama", selection=Selection(area="Hama"))
    assert publish(root, tmp_path / "hama", selection=Selection(area="Hama")).written == 0


KILLED = """
import datetime, os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from books import bare_kit
from tollbook.flow.publishing import exporting
from tollbook.flow.publishing.site import publish_site
exporting.kit_of = lambda _: bare_kit()
moved, last, replace = 0, int(sys.argv[4]), os.replace

def replaced(*given, **more):
    global moved
    moved += 1
    if moved == last:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*given, **more)

os.replace = replaced
day = datetime.date(2019, 6, 1)
publish_site(Path(sys.argv[2]), Path(sys.argv[3]), policy="internal", day=day, shapes=(), language=sys.argv[5])
"""


def killed_at(number, root, folder, language):
    """Have the site published by a process that is killed when it puts its file ``number`` in place."""
    tests = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", KILLED, str(tests), str(root), str(folder), str(number), language]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_site_killed_while_it_is_put_in_place_is_completed_by_the_next_run(root, tmp_path, number):
    """The very first one too: its folder is nobody's own, nothing half-made lies about, and every file is on the list."""
    publish(root, tmp_path / "whole")
    killed_at(number, root, tmp_path / "site", "both")
    assert [p for p in (tmp_path / "site").iterdir() if p.name.startswith(".unfinished-")]
    publish(root, tmp_path / "site")
    whole, mended = files_in(tmp_path / "whole"), files_in(tmp_path / "site")
    assert {name: content for name, (content, _) in mended.items()} == {n: c for n, (c, _) in whole.items()}
    assert set(mended) == set(json.loads((tmp_path / "site" / MANIFEST).read_bytes())["files"])
    assert [p for p in (tmp_path / "site").iterdir() if p.name.startswith(".unfinished-")] == []


def test_a_run_at_work_is_not_swept(tmp_path):
    """Two runs into one folder: each leaves the other's half-made files alone."""
    with staging(tmp_path) as one:
        (one / "a").write_text("a", encoding="utf-8")
        with staging(tmp_path) as other:
            assert (one / "a").exists()
            assert other != one
    assert list(tmp_path.iterdir()) == []
