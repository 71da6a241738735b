"""Sentences of the record in Arabic: every form the record writes is known, with the same names and numbers; words keep their directions."""

import re
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

import tollbook
import tollbook.web
from tollbook.flow.asking.explain import explain
from tollbook.flow.books.book import snapshot
from tollbook.flow.demo import make_demo
from tollbook.web.language import language
from tollbook.web.reasons import AUTO, END, LEFT, fitting, isolated, said

SOURCE = Path(tollbook.__file__).parent
FORMS = tomllib.loads((SOURCE / "web" / "interface" / "reasons.ar.toml").read_text("utf-8"))["say"]
SLOT = re.compile(r"\{(\w+?)\}")
ONE = re.compile(r"\{(\w+?)\} (?:day|independent source|outlet)\b")
"""A number that Arabic says by the form of its noun."""
NOUN = re.compile(r"\{\w+?\}|[:,“”;/=]|'s |\b(?:low|high|best|median|weight|days?|sources?|outlets?)\b| for | on\b")
"""What parts a sentence into the pieces that the code writes as they are."""
ARABIC = language("ar")


def in_arabic(text: str) -> str:
    """Return a sentence in Arabic, without the marks of direction."""
    return said(text, "ar", ARABIC.terms).translate({ord(mark): None for mark in (AUTO, LEFT, END)})


@pytest.mark.parametrize(("written", "arabic"), FORMS)
def test_a_form_keeps_every_name_and_number(written, arabic):
    """What the Arabic leaves out, a reader of Arabic would not know; a speaker named twice may be named once."""
    left_out = set(SLOT.findall(written)) - set(SLOT.findall(arabic))
    assert left_out <= {*ONE.findall(written), *(["who2"] if "lie outside {who2}" in written else [])}
    assert set(SLOT.findall(arabic)) <= set(SLOT.findall(written))


def test_every_form_is_one_that_the_record_writes():
    """A sentence that was reworded there must be reworded here: its longest piece stands in the code or in a grading's rules."""
    rooms = [
        p for room in ("link", "reconcile", "resolve", "extract", "publish") for p in (SOURCE / room).rglob("*.py")
    ]
    rooms += [SOURCE / "publish" / "walk.py", SOURCE / "flow" / "asking" / "explain.py"]
    rules = [*(SOURCE / "vocabularies" / "gradings").glob("*.toml"), SOURCE / "languages" / "en" / "methods.toml"]
    code = "\n".join(path.read_text("utf-8") for path in (*rooms, *rules))
    pieces = {written: max(map(str.strip, NOUN.split(written)), key=len) for written, _ in FORMS}
    assert {written: piece for written, piece in pieces.items() if piece not in code} == {}


def test_every_rule_that_sets_a_bound_is_told_in_arabic():
    """The rules stand in one table of the code: a new one needs its two forms."""
    code = (SOURCE / "reconcile" / "ranges.py").read_text("utf-8")
    rules = re.findall(r'f"\{bound\} \{number\}: ([^"]+)"', code)
    assert len(rules) > 5
    texts = [f"{bound} 7: {rule.replace('{name}', 'SOHR')}" for rule in rules for bound in ("low", "high")]
    assert [text for text in texts if not in_arabic(text)] == []


@pytest.fixture(scope="module")
def sentences(tmp_path_factory) -> set[str]:
    """Return every sentence that the record of the bundled example writes."""
    root = tmp_path_factory.mktemp("demo") / "book"
    make_demo(root, "example")
    view = snapshot(root)
    found = {r.text for t in view.totals for r in t.statements}
    for incident in view.incidents.values():
        found |= {r.text for s in incident.suggestions for r in (*s.reasons_for, *s.reasons_against)}
        found |= {r.text for r in (*incident.links, *incident.answers)}
        found |= {*incident.grade.why, *incident.grade.needs} if incident.grade else set()
        found |= {r.text for f in incident.figures for r in (*f.range.rules, *f.range.reasons, *f.range.beside)}
    return found


def test_every_sentence_of_the_example_is_told_in_arabic(sentences):
    """No reader of Arabic is left with the record's English."""
    assert len(sentences) > 80
    assert sorted(text for text in sentences if not in_arabic(text)) == []


def test_most_steps_of_a_field_are_told_in_arabic(tmp_path_factory):
    """How date, place and actor came about: what has no form yet is a name with its id or a rare step, shown in English and marked."""
    root = tmp_path_factory.mktemp("steps") / "book"
    make_demo(root, "example")
    view = snapshot(root)
    waiting = [
        explain(view, f"{claim}/{field}") for claim in view.claims for field in ("when", "where", "by", "said_by")
    ]
    steps = []
    while waiting:
        step = waiting.pop()
        steps.append(step.text)
        waiting += step.below
    assert len(steps) > 500
    assert sum(bool(in_arabic(text)) for text in steps) > 0.8 * len(steps)


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("low 27: stated by Syrian Observatory", "الأدنى 27: يذكره Syrian Observatory"),
        ("means: IED / airstrike (-1.5)", "الوسيلة: عبوة ناسفة / غارة جوية (-1.5)"),
        ("killed: 40+ and 42 (+1.0)", "قتلى: 40+ و42 (+1.0)"),
        ("SOHR's own figures here account for 42 to 63 of its 170+", "أرقام SOHR نفسه هنا تفسّر 42–63 من 170+"),
        (
            "match weight 5.1: same day (+3.9); something new (+1.2)",
            "وزن التطابق 5.1: اليوم نفسه (+3.9)؛ something new (+1.2)",
        ),
        ("A, according to B, C; D, according to E", "A، بحسب B, C؛ D، بحسب E"),
        (
            "1 day apart, but both give the same full names (-1.0)",
            "بينهما يوم واحد، لكن كليهما يعطي الأسماء الكاملة نفسها (-1.0)",
        ),
        ("means: trebuchet / airstrike", ""),
        ("low 9: stated by A [low-stated]", "الأدنى 9: يذكره A [low-stated]"),
        ("held by incident SYRAQ1 [i1_0b26]", "في الحادثة SYRAQ1 [i1_0b26]"),
        ("a sentence nobody wrote", ""),
    ],
)
def test_a_sentence_is_said_with_its_own_values(text, arabic):
    """Numbers, names, codes as terms, parts one by one; a code without a word, or a new form, gives none."""
    assert in_arabic(text) == arabic


def test_words_of_the_other_direction_are_isolated():
    """A Latin name in an Arabic sentence, a range of numbers, an Arabic name in an English sentence: none pulls its neighbours along."""
    assert fitting("Syrian Observatory", "rtl") == isolated("Syrian Observatory")
    assert fitting("42–63", "rtl") == isolated("42–63")
    assert fitting("المرصد", "ltr") == isolated("المرصد")
    assert (fitting("المرصد", "rtl"), fitting("Amal", "ltr"), fitting(7, "rtl")) == ("المرصد", "Amal", 7)
    assert isolated("Amal") in ARABIC.say("signed_by", who="Amal")
