"""Golden cases of English claims: every case of the language folder is read as it says."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from tollbook.extract.claims import extract
from tollbook.flow.kit import default_kit
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.vocab.load import data_path


class Case(msgspec.Struct, frozen=True):
    """A text and its claims in short form."""

    text: str
    claims: list[str]


class Cases(msgspec.Struct, frozen=True, rename={"cases": "case"}):
    """A file of cases of one phenomenon."""

    reason: str
    cases: list[Case]


FILES = sorted(data_path("languages", "en", "cases", "claims").glob("*.toml"))


def cases() -> list[pytest.param]:
    """Return one parameter for each case, named by its file and first words."""
    read_files = [(path, msgspec.toml.decode(path.read_bytes(), type=Cases)) for path in FILES]
    return [pytest.param(case, id=f"{path.stem}: {case.text[:50]}") for path, file in read_files for case in file.cases]


def read(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text published on a fixed Monday."""
    document = Document(id="case", sha256="", text=text, published=dt.date(2020, 6, 15))
    return extract(document, default_kit().spotters).claims


def short(claim: Claim, numbers: dict[str, int]) -> str:
    """Return a claim in the cases' short form."""
    count = claim.count
    number = (
        str(count.low)
        if count.high == count.low
        else f"{count.low}+"
        if count.high is None
        else f"{count.low}-{count.high}"
    )
    words = [claim.harm, number, count.bound, claim.who.status, claim.who.group or ""]
    words += [f"part of {numbers[claim.part_of]}"] if claim.part_of else []
    words += [f"instead of {numbers[claim.supersedes]}"] if claim.supersedes else []
    words += [claim.scope] if claim.scope != "incident" else []
    words += [f"by {claim.means.value}"] if claim.means else []
    words += [claim.stance] if claim.stance != "asserted" else []
    return f"{claim.quote} | {' '.join(w for w in words if w)}"


@pytest.mark.parametrize("case", cases())
def test_each_golden_case_is_read_as_it_says(case: Case) -> None:
    """The claims of the text are those of the case, in order, with all core fields."""
    claims = read(case.text)
    numbers = {claim.id: i for i, claim in enumerate(claims, 1)}
    assert [short(claim, numbers) for claim in claims] == case.claims


@pytest.mark.parametrize("path", FILES, ids=lambda p: Path(p).stem)
def test_each_file_of_cases_gives_its_reason(path: Path) -> None:
    """A reader of the cases learns what rule they show."""
    assert len(msgspec.toml.decode(path.read_bytes(), type=Cases).reason) > 20
