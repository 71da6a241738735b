"""Link the names of victims across the claims of a batch with Splink: pairs with their match weights, for a person to judge.

Nothing is merged, and no figure changes.
"""

import datetime as dt
import importlib
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tollbook.batch.manifest import read_manifest
from tollbook.batch.work import Folder, whole
from tollbook.model.issue import Issue, RunAborted

FEWEST_WORDS = 2
LEAST_PROBABILITY = 0.2
SAMPLED_PAIRS = 2e6
SEED = 1
MENTION = (
    "id",
    "claim",
    "document",
    "incident",
    "name",
    "spelled",
    "first",
    "last",
    "age",
    "place",
    "lat",
    "lon",
    "day",
)


class Outcome(msgspec.Struct, frozen=True):
    """How many mentions of people there were, and how many pairs of them may be one person."""

    mentions: int
    pairs: int


def link_people(root: Path) -> Outcome:
    """Write ``people/mentions.parquet`` and ``people/pairs.parquet`` below ``root``; raise RunAborted where that cannot be done."""
    if read_manifest(Folder(root).manifest) is None:
        hint = "Run `tollbook batch run` to its end first; it goes on where it was."
        raise RunAborted(Issue("batch-no-folder", "error", str(root), "there are no tables here", hint))
    mentions = sorted(_mentions(root), key=lambda m: str(m["id"]))
    pairs = _pairs(mentions) if len(mentions) > 1 else []
    place = root / "people"
    place.mkdir(exist_ok=True)
    _write(place / "mentions.parquet", MENTION, mentions)
    _write(place / "pairs.parquet", PAIR, pairs)
    return Outcome(len(mentions), len(pairs))


PAIR = (
    "left",
    "right",
    "left_name",
    "right_name",
    "weight",
    "probability",
    "same_incident",
    "name",
    "age",
    "place",
    "day",
)
"""Columns of pairs; the last four are which level of agreement each comparison reached (-1: not known)."""


AGE = re.compile(r"\s*[,(،]\s*(\d{1,3})\s*[,)،.]")
"""An age set behind a name, in any language: "Layla Nasser, 29," or "(29)"."""


def _mentions(root: Path) -> Iterator[dict[str, Any]]:
    from pyarrow import compute, dataset  # noqa: PLC0415  # an extra

    columns = ["id", "document", "incident", "names", "span_end", "place_id", "lat", "lon", "when_start", "published"]
    found = dataset.dataset(root / "claims", format="parquet")
    if not found.files:
        return
    claims = found.to_table(columns=columns)
    named = claims.filter(compute.greater(compute.list_value_length(claims["names"]), 0))
    wanted = compute.field("id").isin(named["document"].unique())
    documents = dataset.dataset(root / "documents", format="parquet").to_table(columns=["id", "text"], filter=wanted)
    texts = dict(zip(documents["id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    for claim in named.to_pylist():
        for number, name in enumerate(claim["names"]):
            words = [w for w in (word.strip(".,'’\"“”()").casefold() for word in name.split()) if w]
            if len(words) >= FEWEST_WORDS:
                yield _mention(claim, number, name, words, texts[claim["document"]])


def _mention(claim: dict[str, Any], number: int, name: str, words: list[str], text: str) -> dict[str, Any]:
    day: dt.date | None = claim["when_start"] or claim["published"]
    return {
        "id": f"{claim['id']}/{number}",
        "claim": claim["id"],
        "document": claim["document"],
        "incident": claim["incident"],
        "name": name,
        "spelled": " ".join(sorted(words)),
        "first": words[0],
        "last": words[-1],
        "age": _age(text, name, claim["span_end"]),
        "place": claim["place_id"],
        "lat": claim["lat"],
        "lon": claim["lon"],
        "day": day.toordinal() if day else None,
    }


def _age(text: str, name: str, near: int) -> int | None:
    """Return the age that stands behind the name nearest to the claim, None where none does."""
    ends = [found.end() for found in re.finditer(re.escape(name), text)]
    if not ends:
        return None
    found = AGE.match(text, min(ends, key=lambda end: abs(end - near)))
    return int(found[1]) if found else None


def _pairs(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    splink = _splink()
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = splink.DuckDBAPI()
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=1 / len(mentions),
        blocking_rules_to_generate_predictions=[
            splink.block_on(*names) for names in (["last"], ["spelled"], ["first", "place"])
        ],
        comparisons=_comparisons(),
        additional_columns_to_retain=["name", "incident"],
        retain_intermediate_calculation_columns=False,
    )
    linker = splink.Linker(database.register(_table(MENTION, mentions)), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
    found = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY).as_record_list()
    return sorted((_pair(row) for row in found), key=lambda p: (-p["weight"], p["left"], p["right"]))


def _splink() -> Any:
    try:
        return importlib.import_module("splink")
    except ImportError as error:
        hint = "Install it: pip install 'tollbook[people]'."
        raise RunAborted(
            Issue("package-missing", "error", "splink", "names of people are linked by it", hint)
        ) from error


LEVELS: dict[str, tuple[tuple[str, float, float], ...]] = {
    "name": (
        ("spelled", 0.7, 0.001),
        ("spelled 0.93", 0.2, 0.003),
        ("spelled 0.85", 0.08, 0.02),
        ("else", 0.02, 0.976),
    ),
    "age": (("0", 0.85, 0.02), ("2", 0.12, 0.06), ("else", 0.03, 0.92)),
    "place": (("place", 0.7, 0.05), ("30 km", 0.2, 0.1), ("else", 0.1, 0.85)),
    "day": (("1", 0.7, 0.02), ("7", 0.2, 0.05), ("60", 0.07, 0.2), ("else", 0.03, 0.73)),
}
"""How close two mentions are, from the closest: how often a true pair is (m), and how often a chance pair is (u).

Choices of ours, to be replaced where a team has a list of people; u is estimated anew where the batch holds names enough.
"""


def _comparisons() -> list[Any]:
    library = importlib.import_module("splink.comparison_library")
    return [
        library.CustomComparison(
            output_column_name=name, comparison_levels=[_unknown(name), *(_level(name, *step) for step in steps)]
        )
        for name, steps in LEVELS.items()
    ]


def _unknown(name: str) -> Any:
    column = {"name": "spelled", "place": "lat"}.get(name, name)
    levels = importlib.import_module("splink.comparison_level_library")
    condition = f'"{column}_l" IS NULL OR "{column}_r" IS NULL'
    return levels.CustomLevel(condition).configure(is_null_level=True)


def _level(name: str, step: str, m: float, u: float) -> Any:
    levels = importlib.import_module("splink.comparison_level_library")
    if step == "else":
        made = levels.ElseLevel()
    elif step in {"spelled", "place"}:
        made = levels.ExactMatchLevel(step)
    elif step.startswith("spelled "):
        made = levels.JaroWinklerLevel("spelled", float(step.split()[1]))
    elif step.endswith(" km"):
        made = levels.DistanceInKMLevel("lat", "lon", float(step.split(maxsplit=1)[0]))
    else:
        made = levels.CustomLevel(f'abs("{name}_l" - "{name}_r") <= {int(step)}')
    return made.configure(m_probability=m, u_probability=u)


def _pair(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "left": row["id_l"],
        "right": row["id_r"],
        "left_name": row["name_l"],
        "right_name": row["name_r"],
        "weight": round(row["match_weight"], 3),
        "probability": round(row["match_probability"], 6),
        "same_incident": row["incident_l"] is not None and row["incident_l"] == row["incident_r"],
        **{name: row[f"gamma_{name}"] for name in ("name", "age", "place", "day")},
    }


def _table(names: tuple[str, ...], rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    kinds = {
        "age": pa.int64(),
        "day": pa.int64(),
        "lat": pa.float64(),
        "lon": pa.float64(),
        "weight": pa.float64(),
        "probability": pa.float64(),
        "same_incident": pa.bool_(),
    }
    if names == PAIR:
        kinds |= {name: pa.int64() for name in ("name", "place")}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    return pa.table({name: [row[name] for row in rows] for name in names}, schema=schema)


def _write(path: Path, names: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    from pyarrow import parquet  # noqa: PLC0415  # an extra

    with whole(path) as part:
        parquet.write_table(_table(names, rows), part, compression="zstd")
