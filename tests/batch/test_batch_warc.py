"""Web archives: a quick look at each page, the careful reader for what may speak of harm, and where each page stands."""

import gzip
from pathlib import Path

import pytest

from archives import run, table
from tollbook.batch.sources import Source
from tollbook.batch.survey import _survey

pytest.importorskip("pyarrow", reason="pyarrow is not installed: .ci/run installs what requirements/ci.txt names")
pytest.importorskip("fastwarc", reason="fastwarc is not installed: .ci/run installs what requirements/ci.txt names")
pytest.importorskip(
    "resiliparse", reason="resiliparse is not installed: .ci/run installs what requirements/ci.txt names"
)
from tollbook.batch.warc import may_speak_of_harm

MENU = "".join(f"<li><a href='/{w}'>{w}</a></li>" for w in ("Home", "World", "Sport", "Weather", "Contact"))
QUIET = (
    "<p>"
    + "The harvest began late this year after a dry spring in the valley, and farmers hope for rain. " * 5
    + "</p>"
)
STRIKE = (
    "<p>An air strike killed 12 civilians in the town of Manbij on Tuesday, residents and the civil defence said.</p>"
    "<p>Rescue workers pulled the bodies of three children from the rubble of a bakery near the main road, they added.</p>"
    "<p>The market had been crowded since the morning, and many shops were damaged, a reporter in the town said.</p>"
)


def page(body: str, title: str, day: str = "2017-01-18") -> bytes:
    """Return a web page with a menu, an article and its day."""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='{day}T08:00:00+00:00'>"
        f"<meta property='og:site_name' content='Northern Desk'></head><body><nav><ul>{MENU}</ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def record(number: int, content: bytes, *, status: int = 200, kind: str = "text/html", packed: bool = True) -> bytes:
    """Return a response record, a member of its own when packed."""
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {len(content)}\r\n\r\n"
    block = http.encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2017-01-19T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole, mtime=0) if packed else whole


def request(number: int) -> bytes:
    """Return a request record, which holds no page."""
    block = b"GET / HTTP/1.1\r\n\r\n"
    head = (
        "WARC/1.0\r\nWARC-Type: request\r\nWARC-Date: 2017-01-19T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:10000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=request\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def crawl(folder: Path) -> Path:
    """Write a crawl of requests, quiet pages, an error page, a picture and two pages that tell of a strike."""
    arabic = "<p>" + "قتل خمسة مدنيين في قصف على المدينة. " * 6 + "</p>"
    pieces: list[bytes] = []
    for number in range(12):
        pieces += [request(number), record(number, page(QUIET, f"Harvest {number}"))]
    pieces += [
        record(20, page(STRIKE, "Strike on Manbij")),
        record(21, page(STRIKE, "Not found"), status=404),
        record(22, b"\x89PNG" + b"\0" * 50, kind="image/png"),
        record(23, page(STRIKE.replace("12 civilians", "14 civilians"), "Toll rises", "2017-01-19")),
        record(24, page(arabic, "خبر")),
        record(25, b"<html><body><p>" + b"\xff\xfe" * 40 + b"</p>"),
    ]
    path = folder / "crawl.warc.gz"
    path.write_bytes(b"".join(pieces))
    return path


def test_pages_that_tell_of_harm_are_read_with_day_and_address(tmp_path) -> None:
    """Menus stay out, the page's day dates its claims, and its address is the one it was fetched from."""
    run(crawl(tmp_path), tmp_path / "out", shard_rows=4)
    documents = {d["url"]: d for d in table(tmp_path / "out", "documents")}
    assert set(documents) == {"https://news.example/20", "https://news.example/23"}
    strike = documents["https://news.example/20"]
    assert (str(strike["published"]), strike["outlet"]) == ("2017-01-18", "Northern Desk")
    assert "Weather" not in strike["text"]
    own = [c for c in table(tmp_path / "out", "claims") if c["document"] == strike["id"]]
    assert [(c["low"], str(c["when_start"])) for c in own if c["group"] is None] == [(12, "2017-01-17")]


def test_a_page_is_found_again_at_its_byte(tmp_path) -> None:
    """The offset kept with a document leads to the record it came from, whatever shard it was in."""
    path = crawl(tmp_path)
    run(path, tmp_path / "out", shard_rows=3)
    for document in table(tmp_path / "out", "documents"):
        with path.open("rb") as stream:
            stream.seek(document["offset"])
            assert f"WARC-Target-URI: {document['url']}\r\n".encode() in gzip.GzipFile(fileobj=stream).read(300)


def test_an_archive_that_is_not_packed_is_read_the_same(tmp_path) -> None:
    """Plain records are cut and found again like packed ones."""
    path = tmp_path / "crawl.warc"
    bodies = [QUIET, STRIKE, QUIET, STRIKE.replace("12 civilians", "14 civilians")]
    path.write_bytes(b"".join(record(n, page(body, f"Page {n}"), packed=False) for n, body in enumerate(bodies)))
    run(path, tmp_path / "out", shard_rows=1)
    documents = table(tmp_path / "out", "documents")
    assert sorted(d["url"] for d in documents) == ["https://news.example/1", "https://news.example/3"]
    content = path.read_bytes()
    assert all(f"Target-URI: {d['url']}\r\n".encode() in content[d["offset"] :][:120] for d in documents)


def test_shards_of_a_crawl_hold_each_record_once(tmp_path) -> None:
    """Cut at any size, the records of all shards are those of the file: 18 responses, requests left out."""
    path = crawl(tmp_path)
    found = _survey(Source(str(path), "warc", path.stat().st_size, ""), 4)
    assert found.rows == 18
    assert [(s.start, s.stop) for s in found.shards] == [(1, 5), (5, 9), (9, 13), (13, 17), (17, 19)]
    one = run(path, tmp_path / "one", shard_rows=1000).manifest.counts
    many = run(path, tmp_path / "many", shard_rows=1).manifest.counts
    assert (one.rows, one.claims, one.telling) == (many.rows, many.claims, many.telling) == (18, many.claims, 2)


DAMAGED = [
    (lambda b: b[:-700], "batch-source-broken", 1, "ends in the middle of a record"),
    (lambda b: b[:3000] + bytes(500) + b[3500:], "batch-source-broken", 0, "zeros in the middle"),
    (lambda b: b"hello" * 1000, "batch-source-unreadable", 0, "no archive at all"),
    (lambda b: gzip.compress(b"hello" * 1000), "batch-source-unreadable", 0, "packed, but no archive"),
]


@pytest.mark.parametrize(("damage", "code", "telling", "reason"), DAMAGED, ids=[row[3] for row in DAMAGED])
def test_a_damaged_crawl_is_told_and_read_up_to_the_break(tmp_path, damage, code, telling, reason) -> None:
    """The records before the break are read; the file is named once."""
    path = crawl(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    outcome = run(path, tmp_path / "out", shard_rows=4)
    assert [i.code for i in outcome.issues if i.severity == "error"] == [code]
    assert outcome.manifest.counts.telling >= telling


BARREN = [
    (b"", "nothing at all"),
    (gzip.compress(b""), "a packed nothing"),
    (record(1, page(STRIKE, "Strike"))[:20], "broken off in its first bytes"),
    (request(1), "requests and no answer"),
]


@pytest.mark.parametrize(("content", "reason"), BARREN, ids=[row[1] for row in BARREN])
def test_a_crawl_without_a_page_is_named_beside_one_that_has_some(tmp_path, content, reason) -> None:
    """What holds no report may have been meant to: it is told with its size, and the others are read."""
    (tmp_path / "in").mkdir()
    crawl(tmp_path / "in")
    (tmp_path / "in" / "barren.warc.gz").write_bytes(content)
    outcome = run(tmp_path / "in", tmp_path / "out")
    told = [i for i in outcome.issues if i.code == "batch-source-empty"]
    assert [(Path(i.subject).name, i.severity) for i in told] == [("barren.warc.gz", "warning")]
    assert f"({len(content):,} bytes)" in told[0].message
    assert outcome.manifest.counts.telling == 2


LOOKS = [
    (page(STRIKE, "Strike"), True, "an article about a strike"),
    (page(QUIET, "Harvest"), False, "an article about the harvest"),
    (
        page(QUIET + "<aside>" + STRIKE + "</aside>", "Harvest"),
        True,
        "harm beside the article: what is dropped here is lost",
    ),
    (b"", False, "nothing"),
    (b"\x00\x01\x02" * 100, False, "no page"),
    (b"<div>" * 20_000 + STRIKE.encode(), True, "tags that are never closed"),
]


@pytest.mark.parametrize(("content", "passes", "reason"), LOOKS, ids=[row[2] for row in LOOKS])
def test_the_first_look_drops_only_what_holds_no_harm(content, passes, reason) -> None:
    """Whatever a page's shape, words of harm anywhere on it bring it to the careful reader."""
    assert may_speak_of_harm(content) is passes
