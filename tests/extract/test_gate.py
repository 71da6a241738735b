"""The gate loses nothing: every sentence with a claim survives it, in the gold at hand and in the golden cases."""

import json
from pathlib import Path

import msgspec
import pytest
from test_claims_cases import Cases

from tollbook.extract.gate.prefilter import gate_of, lowered, surviving
from tollbook.extract.sentences.segment import segment
from tollbook.vocab.load import data_path

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = sorted(data_path("languages", "en", "cases", "claims").glob("*.toml"))
UNSEEN = [
    "Troops lost eleven men near the ridge.",
    "The grave held the remains of nine villagers.",
    "A cameraman is in intensive care after the mortar attack.",
    "Rebels said 14 of their own had fallen in battle.",
    "Three buses full of prisoners were driven off by militiamen; 40 are unaccounted for.",
    "Forty thousand have crossed into Chad since the clashes began.",
    "Militants took 12 pupils hostage.",
    "Nobody was hurt when the rocket fell.",
    "The raid cost the lives of two medics.",
    "The siege has left 300 families homeless.",
    "Soldiers rounded up 70 youths after the ambush.",
    "Snipers picked off a nurse; she succumbed at dawn.",
]


def lost(text: str, spans: list[list[int]]) -> list[str]:
    """Return the quotes at ``spans`` whose sentence does not survive the gate."""
    gate = gate_of(text, "en")
    if not gate.opens:
        return [text[a:b] for a, b in spans]
    sentences = segment(text, "en")
    kept = [sentences[k] for k in surviving(sentences, gate)]
    return [text[a:b] for a, b in spans if not any(s.start <= a < s.end for s in kept)]


@pytest.mark.shared
def test_no_gold_claim_at_hand_is_lost() -> None:
    """Recall of the gate on every gold claim of the development set and the whole report is complete."""
    path = SHARED / "claims" / "dev.jsonl"
    if not path.exists():
        pytest.skip("the development material is not beside this checkout")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows += [json.loads(p.read_text(encoding="utf-8")) for p in (SHARED / "articles").glob("*.claims.json")]
    missing = [(row["id"], quote) for row in rows for quote in lost(row["text"], [c["span"] for c in row["claims"]])]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: Path(p).stem)
def test_no_golden_case_is_lost(path: Path) -> None:
    """The gate keeps the sentence of every claim in the golden cases."""
    for case in msgspec.toml.decode(path.read_bytes(), type=Cases).cases:
        quotes = [claim.split(" | ")[0] for claim in case.claims]
        spans = [[case.text.index(q), case.text.index(q) + len(q)] for q in quotes]
        assert lost(case.text, spans) == []


@pytest.mark.parametrize("text", UNSEEN)
def test_words_written_after_the_gate_was_fixed_pass_it(text: str) -> None:
    """Sentences in other words than the lists were made from open the gate."""
    assert gate_of(text, "en").opens
    assert surviving(segment(text, "en"), gate_of(text, "en")) == [0]


@pytest.mark.parametrize("text", ["The match ended 2-1.", "Shares rose 3 percent.", "", "The museum opens on Monday."])
def test_other_news_stays_outside(text: str) -> None:
    """Texts without a word of harm are not even cut into sentences."""
    assert not gate_of(text, "en").opens


@pytest.mark.parametrize("text", ["İSTANBUL", "STRASSE ẞ", "ﬁ Ω İİ 𝟛", "KILLED"])
def test_lower_case_keeps_every_offset(text: str) -> None:
    """Offsets of the lowered text are those of the text, also where one letter lowers to two."""
    assert len(lowered(text)) == len(text)
