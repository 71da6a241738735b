"""An archive read in shards gives what a book gives, says where everything stands, and is read once."""

import json
import re
import shutil
import sys
from pathlib import Path

import msgspec
import pytest

from archives import in_one_process, run, table, tables, war_rows, write_lines
from tollbook.batch.work import TABLES, Folder
from tollbook.flow.books.book import init_book, snapshot
from tollbook.flow.books.config import BookConfig
from tollbook.flow.run import run as run_book
from tollbook.model.issue import RunAborted

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the batch needs tollbook[batch]")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """Make a war in three files of two kinds, and the batch of them in one process."""
    folder = tmp_path_factory.mktemp("archive")
    rows = war_rows()
    third = len(rows) // 3
    write_lines(folder / "in" / "a.jsonl", rows[:third])
    write_lines(folder / "in" / "b.jsonl.gz", rows[third : 2 * third])
    columns = {name: [r.get(name) for r in rows[2 * third :]] for name in ("id", "text", "published", "outlet")}
    columns["desk"] = [f"desk {n}" for n in range(len(columns["id"]))]
    parquet.write_table(pa.table(columns), folder / "in" / "c.parquet", row_group_size=40)
    run(folder / "in", folder / "out")
    return folder


def test_the_record_is_the_one_a_book_makes_of_the_same_reports(archive, tmp_path) -> None:
    """Incidents, claims and totals of the batch are, value for value, those of a book."""
    source = write_lines(tmp_path / "all.jsonl", war_rows())
    init_book(tmp_path / "book", BookConfig(name="test", crime="leave-out"))
    run_book(tmp_path / "book", [source])
    view = snapshot(tmp_path / "book")
    encode = msgspec.json.Encoder(order="deterministic").encode
    incidents = {r["id"]: json.loads(r["incident"]) for r in table(archive / "out", "incidents")}
    assert incidents == {i.id: json.loads(encode(i)) for i in view.incidents.values()}
    assert len(incidents) > 10
    claims = {r["id"]: json.loads(r["claim"]) for r in table(archive / "out", "claims")}
    assert claims == {c.id: json.loads(encode(c)) for c in view.claims.values()}
    totals = {r["claim"]: json.loads(r["total"]) for r in table(archive / "out", "totals")}
    assert totals == {t.claim: json.loads(encode(t)) for t in view.totals}


def test_the_size_of_shards_changes_nothing(archive, tmp_path) -> None:
    """Each report in a shard of its own gives the same incidents and claims as all of them in one."""
    for name, rows in (("one", 100_000), ("many", 3)):
        run(archive / "in", tmp_path / name, shard_rows=rows)
    for name in ("incidents", "totals"):
        assert table(tmp_path / "one", name) == table(tmp_path / "many", name) == table(archive / "out", name)


def test_every_claim_says_where_it_stands(archive) -> None:
    """Source, row and byte of a claim lead to the line whose text holds its quote."""
    seen = 0
    for claim in table(archive / "out", "claims"):
        if claim["source"].endswith("a.jsonl"):
            with Path(claim["source"]).open("rb") as stream:
                stream.seek(claim["offset"])
                line = json.loads(stream.readline())
            assert line["text"][claim["span_start"] : claim["span_end"]] == claim["quote"]
            seen += 1
    assert seen > 20


def test_columns_nobody_reads_stay_beside_the_document(archive) -> None:
    """A column of the archive's own comes out with its document."""
    own = [r for r in table(archive / "out", "documents") if r["source"].endswith("c.parquet")]
    assert own
    assert all(json.loads(r["other"])["desk"].startswith("desk ") for r in own)


def test_tables_lie_by_month_and_country(archive) -> None:
    """A claim of January in Syria lies in that month's and country's folder."""
    for claim in table(archive / "out", "claims"):
        if claim["when_start"] and claim["place_id"]:
            assert str(claim["when_start"])[:7] == claim["month"]
            assert claim["country"] == json.loads(claim["claim"])["where"]["place"]["country"]


def test_duckdb_reads_the_folders_as_one_table(archive) -> None:
    """A query over all months and countries counts the claims that the manifest counts."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: requirements/dev.txt has it")
    files = str(archive / "out" / "claims" / "*" / "*" / "*.parquet")
    query = "select month, count(*) from read_parquet(?, hive_partitioning = true) group by month order by month"
    counted = duckdb.connect().execute(query, [files]).fetchall()
    manifest = json.loads((archive / "out" / "manifest.json").read_bytes())
    assert sum(n for _, n in counted) == manifest["counts"]["claims"]
    assert [m for m, _ in counted if m.startswith("2019-")]


def test_the_manifest_names_inputs_and_versions(archive) -> None:
    """Whoever finds the tables can say what they were made from."""
    manifest = json.loads((archive / "out" / "manifest.json").read_bytes())
    assert {Path(i["name"]).name for i in manifest["inputs"]} == {"a.jsonl", "b.jsonl.gz", "c.parquet"}
    assert all(len(i["sha256"]) == 64 and i["bytes"] > 0 and i["shards"] > 1 for i in manifest["inputs"])
    assert manifest["counts"]["documents"] == len(war_rows())
    assert all(manifest[key] for key in ("code", "extractor", "vocabularies", "gazetteer", "tollbook", "result"))


def test_running_again_reads_nothing(archive, tmp_path) -> None:
    """What is done is known to be done."""
    shutil.copytree(archive, tmp_path / "copy", copy_function=shutil.copy2)
    before = tables(archive / "out")
    assert run(archive / "in", archive / "out").was_done
    assert tables(archive / "out") == before


def test_a_changed_file_costs_its_own_shards(archive, tmp_path) -> None:
    """Another line in one file leaves the shards of the others, and of its own before it, as they are."""
    shutil.copytree(archive / "in", tmp_path / "in")
    first = run(tmp_path / "in", tmp_path / "out")
    with (tmp_path / "in" / "a.jsonl").open("ab") as stream:
        stream.write(
            b'{"id": "late", "text": "Shelling killed 4 civilians in Homs on 3 January 2019.", "published": "2019-01-04"}\n'
        )
    again = run(tmp_path / "in", tmp_path / "out")
    own = next(i.shards for i in again.manifest.inputs if i.name.endswith("a.jsonl"))
    assert first.manifest.done["read"] > own >= again.manifest.done["read"] > 0
    fresh = run(tmp_path / "in", tmp_path / "fresh")
    assert again.manifest.counts.claims == fresh.manifest.counts.claims == first.manifest.counts.claims + 1
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_result_that_is_gone_is_made_again(archive, tmp_path) -> None:
    """One shard's file lost costs that shard."""
    shutil.copytree(archive / "in", tmp_path / "in")
    run(tmp_path / "in", tmp_path / "out")
    before = tables(tmp_path / "out")
    next((tmp_path / "out" / "work" / "read").glob("*.parquet")).unlink()
    (tmp_path / "out" / "manifest.json").unlink()
    assert run(tmp_path / "in", tmp_path / "out").manifest.done["read"] == 1
    assert tables(tmp_path / "out") == before


BAD_LINES = [
    (b'{"id": "x", "text": "Shelling kil', "broken-line", "half a line"),
    (b'["a"]', "broken-line", "a list"),
    (b'{"id": "x"}', "broken-line", "no text"),
    (b'{"id": "x", "text": "  "}', "document-empty", "no words"),
    (b'\xff\xfe{"id"', "broken-line", "no UTF-8"),
]


@pytest.mark.parametrize(("line", "code", "reason"), BAD_LINES, ids=[b[2] for b in BAD_LINES])
def test_a_bad_line_is_an_issue_and_the_rest_is_read(tmp_path, line, code, reason) -> None:
    """The lines before and after a bad one are read, and it is named by its number."""
    good = [{"id": n, "text": f"Shelling killed {n + 3} civilians in Homs.", "published": "2017-03-02"} for n in (1, 2)]
    content = b"\n".join([json.dumps(good[0]).encode(), line, json.dumps(good[1]).encode()])
    (tmp_path / "in.jsonl").write_bytes(content)
    outcome = run(tmp_path / "in.jsonl", tmp_path / "out")
    assert outcome.manifest.counts.claims == 2
    assert [(i.code, i.subject.rsplit(":", 1)[1]) for i in outcome.issues if i.severity == "error"] == [(code, "2")]


def test_an_empty_file_gives_empty_tables(tmp_path) -> None:
    """Nothing read is no error, and every table is there to be asked."""
    (tmp_path / "in.jsonl").write_bytes(b"")
    outcome = run(tmp_path / "in.jsonl", tmp_path / "out")
    assert outcome.manifest.counts.documents == 0
    assert all((tmp_path / "out" / name).is_dir() for name in TABLES)


def test_a_damaged_archive_is_told_and_the_others_are_read(tmp_path) -> None:
    """A Parquet file that is none is named; a compressed file that breaks off gives what comes before the break."""
    rows = [
        {"id": n, "text": f"Shelling killed {n + 3} civilians in Homs. {n}", "published": "2017-03-02"}
        for n in range(400)
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.parquet").write_bytes(b"PAR1 but no more")
    whole = write_lines(tmp_path / "whole.jsonl.gz", rows).read_bytes()
    (tmp_path / "in" / "half.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    outcome = run(tmp_path / "in", tmp_path / "out")
    assert {i.code for i in outcome.issues if i.severity == "error"} >= {
        "batch-source-unreadable",
        "batch-source-broken",
    }
    assert 0 < outcome.manifest.counts.documents < len(rows)


def test_nothing_to_read_stops_with_the_next_step(tmp_path) -> None:
    """A glob that means no file is told before anything is made."""
    with pytest.raises(RunAborted) as stopped:
        run([str(tmp_path / "*.parquet")], tmp_path / "out")
    assert stopped.value.issue.code == "batch-no-files"
    assert not (tmp_path / "out").exists()


def test_one_text_on_two_days_is_two_documents_and_on_one_day_one(tmp_path) -> None:
    """The same words are one document unless day or outlet contradict, as in a book."""
    text = "Shelling killed 6 civilians in Homs on Monday, activists said, and the market was closed for the day."
    rows = [
        {"id": "a", "text": text, "published": "2017-03-07", "outlet": "One"},
        {"id": "b", "text": text, "published": "2017-03-07"},
        {"id": "c", "text": text, "published": "2017-03-14", "outlet": "One"},
    ]
    run(write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out", shard_rows=1)
    documents = table(tmp_path / "out", "documents")
    assert sorted((str(d["published"]), len(d["also"])) for d in documents) == [("2017-03-07", 1), ("2017-03-14", 0)]
    claims = table(tmp_path / "out", "claims")
    assert len({c["id"] for c in claims}) == len(claims) == 2


def test_a_day_that_only_a_later_row_gives_dates_the_claim(tmp_path) -> None:
    """What two rows of one document say of it together is what it is read with."""
    text = "Shelling killed 6 civilians in Homs on Monday, activists said."
    rows = [{"id": "a", "text": text, "outlet": "One"}, {"id": "b", "text": text, "published": "2017-03-07"}]
    run(write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out", shard_rows=1)
    assert [str(c["when_start"]) for c in table(tmp_path / "out", "claims")] == ["2017-03-06"]


def test_stored_halves_are_swept(archive, tmp_path) -> None:
    """What a killed process left half-written goes at the next run."""
    half = Folder(archive / "out").path("read", "h1_half.parquet.123.part")
    half.write_bytes(b"half")
    (archive / "out" / "manifest.json").unlink()
    run(archive / "in", archive / "out")
    assert not half.exists()


def test_what_one_process_makes_of_all_is_what_shards_make(tmp_path) -> None:
    """The steps called by hand, with nothing cut and nothing stored, give the same incidents."""
    rows = list({r["text"]: r for r in war_rows()}.values())[:150]
    record = in_one_process(rows)
    run(write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out", shard_rows=7)
    own = {r["id"]: json.loads(r["incident"])["figures"] for r in table(tmp_path / "out", "incidents")}
    encode = msgspec.json.Encoder(order="deterministic").encode
    assert own == {i.id: json.loads(encode(i.figures)) for i in record.incidents}


def test_an_address_is_read_like_a_path(archive, tmp_path) -> None:
    """What another store of files holds under an address gives the tables that a folder gives."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: .ci/run installs it")
    store = fsspec.filesystem("memory")
    for name in ("a.jsonl", "b.jsonl.gz", "c.parquet"):
        store.pipe(f"/archive/{name}", (archive / "in" / name).read_bytes())
    run(["memory://archive/*"], tmp_path / "out")
    assert table(tmp_path / "out", "incidents") == table(archive / "out", "incidents")


def test_an_address_that_needs_a_package_names_it(tmp_path, monkeypatch) -> None:
    """Without what reads s3://, the run stops with the package's name."""
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(RunAborted) as stopped:
        run(["s3://bucket/*.parquet"], tmp_path / "out")
    assert stopped.value.issue.code == "package-missing"
    assert "s3fs" in stopped.value.issue.hint


HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "batch.md"
QUERIES = re.findall(r"```sql\n-- ([^\n]*)\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("purpose", "query"), QUERIES, ids=[purpose[:30] for purpose, _ in QUERIES])
def test_the_queries_of_the_how_to_run(archive, tmp_path, purpose, query) -> None:
    """What the page on archives shows can be typed, and gives rows."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: .ci/run installs it")
    found = duckdb.connect().execute(query.replace("'war/", f"'{archive}/out/")).fetchall()
    assert found, purpose


def test_the_how_to_has_queries() -> None:
    """The page was found and its queries too."""
    assert len(QUERIES) == 4
