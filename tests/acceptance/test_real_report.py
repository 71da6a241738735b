"""The project's first real report, from its words to the record: claims, records and conclusions, by the commands a user types."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
ARTICLE = SHARED / "articles" / "raqqa-2017-08-23.txt"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLE.exists(), reason="the development material is not beside this checkout"),
]


def tollbook(*args: object) -> str:
    """Run the program as a user does and return what it prints."""
    command = [sys.executable, "-m", "tollbook", *map(str, args)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book that has read the report."""
    root = tmp_path_factory.mktemp("real") / "book"
    tollbook("init", root)
    tollbook("run", "--book", root, "--published", "2017-08-23", "--outlet", "Zaman al-Wasl", ARTICLE)
    return root


def lines(*args: object) -> list[dict]:
    """Return the JSON lines a command prints."""
    return [json.loads(line) for line in tollbook(*args).splitlines()]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Return the line of ``tollbook extract`` for the report."""
    path = tmp_path_factory.mktemp("line") / "in.jsonl"
    row = {"id": "r", "text": ARTICLE.read_text(encoding="utf-8"), "published": "2017-08-23", "outlet": "Zaman al-Wasl"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return lines("extract", path)[0]


def test_all_ten_claims_have_all_their_fields(extracted: dict) -> None:
    """Nothing is missed, nothing added, and no field of any claim differs from the reader's."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "claims" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = json.loads(ARTICLE.with_suffix(".claims.json").read_text(encoding="utf-8"))
    result = scorer.score({"r": {**gold, "id": "r"}}, {"r": extracted})
    assert (result["gold"], result["predicted"], result["matched"]) == (10, 10, 10)
    assert {field: share for field, share in result["fields"].items() if share < 100} == {}


RECORDS = [
    ("attack_count", "more than 50 raids", "Ahmed Shalabi"),
    ("damage", "large parts of al-Bado", "Ahmed Shalabi"),
    ("caveat", "blackout", "Raqqa Is Being Slaughtered Silently"),
    ("control", "de facto capital", None),
    ("control", "ISIS-held", None),
    ("control", "eastern and western neighborhoods", None),
    ("statement", "remain in northern Syria", "Talal Silo"),
    ("statement", "strategic interest", "Talal Silo"),
    ("actor_relation", "U.S.-backed", None),
    ("actor_relation", "dominated by the Kurdish YPG", None),
    ("actor_relation", "in support of Kurdish-led forces", None),
    ("agenda", "pushed back from late August to mid-September", "Kairat Abdrakhmanov"),
    ("agenda", "technical meeting before the end of August", "Kairat Abdrakhmanov"),
    ("agenda", "preliminary plan", "Kairat Abdrakhmanov"),
    ("past_event", "Astana meeting in July", None),
]


@pytest.mark.parametrize(("kind", "words", "speaker"), RECORDS, ids=[r[1] for r in RECORDS])
def test_every_other_record_of_the_report_is_kept(extracted: dict, kind: str, words: str, speaker: str | None) -> None:
    """Each record of the reader's table comes out with its kind, its words and who said it."""
    found = [r for r in extracted["records"] if r["kind"] == kind and words in r["quote"]]
    assert found
    if speaker:
        assert speaker in json.dumps(found[0], ensure_ascii=False)


def total_of(book: Path, low: int) -> dict:
    """Return the total whose stated low is ``low``."""
    return next(t for t in lines("totals", "--book", book, "--json") if t["stated"]["low"] == low)


def incident_with(book: Path, quote: str) -> dict:
    """Return the incident that holds the claim with these words."""
    claim = next(c["id"] for c in lines("claims", "--book", book, "--json") if c["quote"] == quote)
    return next(i for i in lines("incidents", "--book", book, "--json") if claim in i["claims"])


def test_the_week_is_accounted_for_by_its_own_monday_only(book: Path) -> None:
    """Conclusion 1: 30 to 42 of SOHR's 170 are its Monday; at least 128 lie outside its own figures; others are only named."""
    week = total_of(book, 170)
    assert week["accounted"] == {"low": 30, "high": 42}
    assert week["residual"] == {"low": 128, "high": None}
    brief = tollbook("brief", "--book", book, "--format", "md")
    assert "At least 128 of Syrian Observatory for Human Rights's 170 lie outside" in brief
    assert "in no incident of this record" not in brief


def test_tuesday_and_al_bado_are_suggested_not_merged(book: Path) -> None:
    """Conclusion 2: two incidents, one suggestion with reasons both ways, and 40 to 80+ together while nobody has judged."""
    tuesday, bado = incident_with(book, "about 40 people"), incident_with(book, "at least 40 civilians")
    assert tuesday["id"] != bado["id"]
    pairs = [*tuesday["suggestions"], *bado["suggestions"]]
    pair = next(s for s in pairs if s["incident"] in {bado["id"], tuesday["id"]})
    assert pair["for"]
    assert pair["against"]
    assert "40–80+ killed unjudged" in tollbook("brief", "--book", book, "--format", "md")


def test_the_mosque_and_the_village_are_one_the_family_another(book: Path) -> None:
    """Conclusion 3: 21 worshippers at al-Jazza' by inference, said to be one; the 15 are apart and their day hangs on it."""
    mosque, family = incident_with(book, "At least 21 worshipers"), incident_with(book, "15 family members")
    assert mosque["id"] != family["id"]
    assert family["when"] == ["2017-08-17", "2017-08-17"]
    claims = {c["quote"]: c for c in lines("claims", "--book", book, "--json")}
    assert "where" in claims["At least 21 worshipers"]["inherited"]
    assert "2 day(s) before the other event" in tollbook(
        "explain", "--book", book, f"{claims['15 family members']['id']}/when"
    )


def test_the_rest_of_monday_is_of_unstated_sex_and_age(book: Path) -> None:
    """Conclusion 4: 18 children and 12 women are parts; the other 12 are not said to be men."""
    monday = incident_with(book, "42 people")["groups"]["killed"]
    assert set(monday["group"]) == {"children", "women"}
    assert "the other 12 of unstated sex and age" in tollbook("brief", "--book", book, "--format", "md")


def test_the_running_total_stands_beside_with_an_unresolved_speaker(book: Path) -> None:
    """Conclusion 5: 946 since June is a total of its own; the unnamed monitor resolves to nobody; the text's June stands."""
    claim = next(c for c in lines("claims", "--book", book, "--json") if c["low"] == 946)
    assert claim["scope"] == "cumulative"
    assert claim["when"][0] == "2017-06-01"
    assert claim["speaker_chain"][0]["actor"] is None
    assert total_of(book, 946)["contained"] == []


def test_al_jazza_is_an_area_of_the_south_at_the_border(book: Path) -> None:
    """Conclusion 6: no namesake; the southern side of Hasaka's countryside cut to the border, with its radius."""
    claims = {c["quote"]: c for c in lines("claims", "--book", book, "--json")}
    place, near = claims["At least 21 worshipers"]["place"], claims["15 family members"]["place"]
    assert place["level"] == "countryside"
    assert place["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert 35.5 < place["lat"] < 36.6
    assert 40.3 < place["lon"] < 41.6
    assert near["radius_km"] >= place["radius_km"] + 25 - 0.1


def test_levels_are_in_no_total_and_no_belligerent_is_lent_to_the_week(book: Path) -> None:
    """Conclusion 7: 200,000 is a level, never balanced; the week has no belligerent; Monday's city is inherited and marked."""
    claims = {c["low"]: c for c in lines("claims", "--book", book, "--json")}
    assert claims[200000]["standing"] is True
    assert total_of(book, 200000)["accounted"] is None
    assert claims[170]["by"] is None
    assert "where" in claims[42]["inherited"]
