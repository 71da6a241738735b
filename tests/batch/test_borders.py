"""Linking over borders: what meets in one process meets wherever shards, months, countries and windows are cut."""

import pytest

from archives import in_one_process, run, table, write_lines
from tollbook.batch.windows import windows_of
from tollbook.link.account import Account, Setting
from tollbook.link.incidents import rarity_of, report_accounts, scores_of, scores_under, telling_words
from tollbook.link.voices import voices_of
from tollbook.simulate.claims import perfect_claims
from tollbook.simulate.war import make_war
from tollbook.vocab.linking import link_lexicon, link_weights
from tollbook.vocab.simulation import sentences, towns

pytest.importorskip("pyarrow", reason="pyarrow is not installed: the batch needs tollbook[batch]")


def accounts_of_a_war() -> tuple[list[Account], list[tuple[int, int]]]:
    """Return the accounts of four simulated months, by key, and the pairs their own reports tell apart."""
    documents, extractions = perfect_claims(make_war("hard", 5, towns(), sentences("en"), 120))
    texts = {d.id: d for d in documents}
    claims = [c for e in extractions for c in e.claims]
    setting = Setting(voices_of(claims, texts, {}), {})
    reports = report_accounts(texts, claims, {}, setting, weights=link_weights(), lexicon=link_lexicon(), judged={})
    accounts = sorted((a for r in reports for a in r.accounts), key=lambda a: a.key)
    place = {a.key: n for n, a in enumerate(accounts)}
    return accounts, [tuple(sorted((place[x], place[y]))) for r in reports for x, y in r.apart]


@pytest.mark.parametrize("most", [40, 1000, 10**9], ids=["tiny", "small", "one"])
def test_windows_of_any_size_weigh_the_pairs_of_one_process(most) -> None:
    """Each pair of accounts that shares a block is weighed in some window, with the weight it has in one process."""
    accounts, decided = accounts_of_a_war()
    weights, rarity = link_weights(), rarity_of(accounts)
    whole = scores_of(accounts, set(decided), weights, rarity)
    found: dict[tuple[int, int], float] = {}
    windows = list(windows_of(accounts, decided, weights, telling_words(rarity, weights), rarity, most))
    for w in windows:
        own = scores_under(w.accounts, w.keys, set(w.decided), weights, w.rarity)
        found.update({(w.numbers[i], w.numbers[j]): score for (i, j), score in own.items()})
    assert found == whole
    assert len(whole) > 200
    assert (len(windows) == 1) == (most == 10**9)


def report(number: int, text: str, published: str, outlet: str) -> dict[str, str]:
    """Return a row."""
    return {"id": str(number), "text": text, "published": published, "outlet": outlet}


MIDNIGHT = [
    report(1, "An air strike killed 14 civilians in Manbij on 31 January 2017, residents said.", "2017-01-31", "River Radio"),
    report(2, "An air strike killed 14 civilians in Manbij on 1 February 2017, the civil defence said.", "2017-02-01", "Northern Desk"),
    report(3, "At least 14 civilians died in an air strike on Manbij overnight into 1 February 2017, activists said.", "2017-02-02", "Furat Wire"),
    report(4, "Shelling killed 3 civilians in Daraa on 15 January 2017.", "2017-01-16", "River Radio"),
]  # fmt: skip
BORDER = [
    report(1, "A car bomb killed 37 people at the Nawruz market in Qamishli on 20 August 2016, officials said. Among the dead was the teacher Azad Hemo Barakat.", "2016-08-20", "River Radio"),
    report(2, "A car bomb killed 37 people at the Nawruz market in Nusaybin, Turkey, on 20 August 2016, witnesses said. The teacher Azad Hemo Barakat was killed.", "2016-08-21", "Northern Desk"),
    report(3, "A mine killed 2 shepherds near the Turkish border on 20 August 2016.", "2016-08-21", "Furat Wire"),
    report(4, "Shelling killed 5 people in Kilis, Turkey, on 20 August 2016, the governor said.", "2016-08-22", "Jazira Watch"),
]  # fmt: skip


@pytest.mark.parametrize("rows", [MIDNIGHT, BORDER], ids=["midnight", "border"])
def test_an_incident_on_a_border_is_the_one_that_one_process_makes(tmp_path, monkeypatch, rows) -> None:
    """Each report in a file, a shard and a month or country of its own, blocks in windows of one: the same incidents."""
    monkeypatch.setattr("tollbook.batch.windows.windows_of.__defaults__", (1,))
    for row in rows:
        write_lines(tmp_path / "in" / f"{row['id']}.jsonl", [row])
    run(tmp_path / "in", tmp_path / "out", shard_rows=1)
    own = {
        r["id"]: (sorted(r["claims"]), r["killed_low"], r["killed_high"]) for r in table(tmp_path / "out", "incidents")
    }
    record = in_one_process(rows)
    ranges = {
        i.id: next(f.range for f in i.figures if f.harm == "killed" and f.axis == "all") for i in record.incidents
    }
    assert own == {i.id: (sorted(i.claims), ranges[i.id].low, ranges[i.id].high) for i in record.incidents}


def test_claims_on_both_sides_of_midnight_are_one_incident(tmp_path) -> None:
    """One strike told of 31 January and of 1 February is one incident of three sources."""
    for row in MIDNIGHT:
        write_lines(tmp_path / "in" / f"{row['id']}.jsonl", [row])
    run(tmp_path / "in", tmp_path / "out", shard_rows=1)
    months = {c["month"] for c in table(tmp_path / "out", "claims") if c["low"] == 14}
    assert months == {"2017-01", "2017-02"}
    sizes = sorted(len(r["documents"]) for r in table(tmp_path / "out", "incidents"))
    assert sizes == [1, 3]


def test_accounts_of_two_countries_are_one_incident(tmp_path) -> None:
    """A blast that reports put on two sides of a border is one incident, whose claims lie in two countries' folders."""
    for row in BORDER:
        write_lines(tmp_path / "in" / f"{row['id']}.jsonl", [row])
    run(tmp_path / "in", tmp_path / "out", shard_rows=1)
    market = [c for c in table(tmp_path / "out", "claims") if c["low"] == 37]
    assert sorted(c["country"] for c in market) == ["SY", "TR"]
    assert len({c["incident"] for c in market}) == 1
