"""The table of terms knows every code that an output may hold."""

import pytest

from schemas import FOLDER, schema

TERMS = (FOLDER.parent / "terms.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["harm", "status", "group", "bound", "scope", "stance", "means", "level", "actor_status", "severity"]
)
def test_every_code_is_in_the_table_of_terms(name):
    """A value nobody can look up is no use to a reader of the data."""
    assert [code for code in schema("values")["$defs"][name]["enum"] if f"`{code}`" not in TERMS] == []


def test_every_kind_of_record_is_in_the_table_of_terms():
    """The kinds are told there too."""
    assert [kind for kind in schema("record")["properties"]["kind"]["enum"] if f"`{kind}`" not in TERMS] == []


def test_every_schema_is_on_the_page_of_interfaces():
    """The folder's page links each schema."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in FOLDER.glob("*.json") if f"({path.name})" not in page] == []
