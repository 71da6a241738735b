"""What holds for every shape, and what an independent reader finds in its files."""

import csv
import io
import json

import msgspec
import pytest
import shapely.geometry
from test_ucdp_shape import ACTORS, with_incident

from snapshots import days, mardan_week
from tollbook.model.incident import IncidentActor
from tollbook.model.place import Place
from tollbook.publish.redact import edition_of
from tollbook.publish.shapes import acled, hxl
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.facts import clusters_of
from tollbook.publish.shapes.shape import Given, Skipped
from tollbook.publish.shapes.write import CsvText, GeojsonText, JsonlText, written
from tollbook.vocab.policies import load_policy

GIVEN = Given(book="b", actors=ACTORS, areas={"Mardan": "Mardan Governorate"})
PLAIN = {"csv", "xlsx", "parquet", "sqlite"}
SINGLE = sorted(set(SHAPES) - PLAIN - {"ftm", "airwars"})
EVENTS = sorted(set(SINGLE) - {"hapi"})


def made(name, view=None):
    """Return a shape's rows and what is no row."""
    edition = edition_of(view or mardan_week(), load_policy("internal"), days("30").start)
    found = [r for table in SHAPES[name].tables for r in table.rows(edition, GIVEN)]
    return [r for r in found if not isinstance(r, Skipped)], [r for r in found if isinstance(r, Skipped)]


@pytest.mark.parametrize("name", SINGLE)
def test_a_row_has_the_shapes_columns_and_nothing_else(name):
    """In their order."""
    rows, _ = made(name)
    (table,) = SHAPES[name].tables
    assert rows
    assert all(tuple(row.values) == table.columns for row in rows)


@pytest.mark.parametrize("name", EVENTS)
def test_every_incident_is_a_row_or_is_said_to_be_none(name):
    """Nothing disappears without a word."""
    rows, skipped = made(name)
    assert len(rows) + len(skipped) == len(mardan_week().incidents)


@pytest.mark.parametrize("name", SINGLE)
def test_a_period_figure_is_never_a_row(name):
    """A total is not an event, in any shape."""
    view, code = with_incident(is_total=True)
    rows, skipped = made(name, view)
    assert code not in [r.id for r in rows]
    assert (code, "a period figure is never an event row") in [(s.id, s.rule) for s in skipped]


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_what_a_value_stands_on_is_in_the_book(name):
    """Provenance names claims of the edition, for columns the shape has or parts of them."""
    rows, _ = made(name)
    claims = mardan_week().claims
    assert any(row.sources for row in rows)
    assert all(c in claims for row in rows for found in row.sources.values() for c in found)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_files_say_whose_they_are_not(name):
    """A shape of somebody's is not their data."""
    assert SHAPES[name].says
    if name in {"ucdp", "acled", "ibc", "plover", "hapi"}:
        assert "tollbook," in SHAPES[name].says


@pytest.mark.parametrize(
    ("means", "parties", "expected", "reason"),
    [
        (("airstrike",), ("army",), ("Explosions/Remote violence", "Air/drone strike"), "from the air"),
        (
            ("shelling",),
            ("army", "band"),
            ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
            "remote, whoever fights",
        ),
        (("ied",), (), ("Explosions/Remote violence", "Remote explosive/landmine/IED"), "nobody named"),
        (("shooting",), ("army", "band"), ("Battles", "Armed clash"), "two sides"),
        ((), (), ("", ""), "not told"),
    ],
)
def test_acleds_types_follow_from_means_and_parties(means, parties, expected, reason):
    """Remote violence by its means, a battle by its sides, nothing where the record does not tell."""
    view, code = with_incident(means=means, belligerents=tuple(IncidentActor(p, p) for p in parties), figures=())
    rows, _ = made("acled", view)
    values = next(r for r in rows if r.id == code).values
    assert (values["event_type"], values["sub_event_type"]) == expected, reason


@pytest.mark.parametrize(
    ("parties", "inter", "interaction"), [(("army", "band"), (1, 2), 12), (("band", "army"), (1, 2), 12), (("band", "gang"), (2, 2), 22), (("band",), (2, ""), 20)]
)  # fmt: skip
def test_acleds_interaction_is_both_codes_the_smaller_first(parties, inter, interaction):
    """10 to 88."""
    view, code = with_incident(belligerents=tuple(IncidentActor(p, p) for p in parties), figures=())
    values = next(r for r in made("acled", view)[0] if r.id == code).values
    assert ((values["inter1"], values["inter2"]), values["interaction"]) == (inter, interaction)


def test_a_states_force_outside_its_country_is_external():
    """Code 8."""
    view, code = with_incident(
        belligerents=(IncidentActor("army", "army"),), place=Place("X", 33.9, 35.5, 1500, "town", "exact", country="LB")
    )
    assert next(r for r in made("acled", view)[0] if r.id == code).values["inter1"] == 8


def test_acleds_fatalities_are_the_lowest_stated_and_empty_where_nobody_says():
    """Silence is not zero."""
    view, code = with_incident(figures=())
    row = next(r for r in made("acled", view)[0] if r.id == code)
    assert row.values["fatalities"] is None
    assert "silence is not zero" in " ".join(loss.rule for loss in row.losses)
    for row in made("acled")[0]:
        assert row.values["fatalities"] is None or row.sources["fatalities"]


def test_acled_has_31_columns():
    """As its interface gives them."""
    assert len(acled.COLUMNS) == 31


def test_geojson_is_read_by_a_geometry_library_and_lies_where_the_incident_lies():
    """Longitude first, valid shapes, the radius beside each point."""
    rows, _ = made("geojson")
    collection = json.loads(b"".join(written(GeojsonText(), rows)))
    incidents = mardan_week().incidents
    for feature in collection["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        place = incidents[feature["id"]].place
        assert shape.is_valid
        assert (shape.representative_point().x, shape.representative_point().y) == pytest.approx(
            (place.lon, place.lat), abs=3
        )
        assert feature["properties"]["radius_m"] == place.radius_m
    assert b"".join(written(GeojsonText(), [])) == b'{"type":"FeatureCollection","features":[\n\n]}\n'


def test_lines_of_json_are_one_record_each():
    """PLOVER's records, sizes and all."""
    rows, _ = made("plover")
    lines = b"".join(written(JsonlText(), rows)).splitlines()
    assert len(lines) == len(rows)
    assert all({"dead", "injured", "arrested"} == set(json.loads(line)["size"]) for line in lines)


def test_libhxl_reads_the_tagged_table_and_finds_no_fault():
    """The tags of the second row, numbers under #affected, dates under #date."""
    library = pytest.importorskip("hxl", reason="libhxl is not installed: .ci/run installs it")
    rows, _ = made("hxl")
    content = b"".join(written(CsvText(tuple(hxl.TAGS), tuple(hxl.TAGS.values())), rows))
    source = library.data(library.make_input(io.BytesIO(content), library.InputOptions(allow_local=True)))
    assert [column.display_tag for column in source.columns] == list(hxl.TAGS.values())
    assert len(list(source)) == len(rows)
    again = library.data(library.make_input(io.BytesIO(content), library.InputOptions(allow_local=True)))
    assert library.schema().validate(again)


def test_timemaps_dates_are_american():
    """Month first, no leading zeros, as its server reads them."""
    rows, _ = made("timemap")
    assert all(row.values["date"].count("/") == 2 and not row.values["date"].startswith("0") for row in rows)


def test_ibcs_minimum_is_zero_where_nobody_says_that_the_dead_were_civilians():
    """Doubt about status is a range down to nothing, and listed."""
    view, code = with_incident(
        figures=tuple(
            f for i in mardan_week().incidents.values() for f in i.figures if f.axis == "all" and f.harm == "killed"
        )[:1]
    )
    row = next(r for r in made("ibc", view)[0] if r.id == code)
    assert row.values["Reported Minimum"] == 0
    assert row.values["Reported Maximum"] > 0
    assert any("civilians" in loss.rule for loss in row.losses)


def test_events_that_may_be_one_are_counted_once_by_month_and_area():
    """Two incidents somebody still has to judge: one event, the larger's dead."""
    incidents = list(mardan_week().incidents.values())
    assert sum(map(len, clusters_of(incidents))) == len(incidents)
    linked = [i for i in incidents if i.suggestions]
    assert all(
        any({i.id, i.suggestions[0].incident} <= {m.id for m in c} for c in clusters_of(incidents))
        for i in linked
        if i.suggestions[0].incident in {x.id for x in incidents}
    )


def test_a_table_is_read_back_as_it_was_written():
    """Every table of CSV, by another reader."""
    for name, shape in SHAPES.items():
        if shape.form == "csv" and name in SINGLE:
            rows, _ = made(name)
            (table,) = shape.tables
            read = list(
                csv.reader(io.StringIO(b"".join(written(CsvText(table.columns, table.second_row), rows)).decode()))
            )
            assert tuple(read[0]) == table.columns
            assert len(read) == len(rows) + 1 + bool(table.second_row)


@pytest.mark.parametrize("table", SHAPES["csv"].tables, ids=lambda t: t.name)
def test_a_plain_table_has_its_columns_types_and_key(table):
    """Every row the columns named, every typed value of its type, no key twice."""
    edition = edition_of(mardan_week(), load_policy("internal"), days("30").start)
    rows = [r for r in table.rows(edition, GIVEN) if not isinstance(r, Skipped)]
    assert rows
    assert all(tuple(r.values) == table.columns for r in rows)
    keys = [r.values[table.key] for r in rows] if table.key else []
    assert len(set(keys)) == len(keys)
    for row in rows:
        for column, kind in table.types.items():
            value = row.values[column]
            assert value is None or kind == "date" or isinstance(value, int | float), (column, value)


@pytest.mark.parametrize("table", SHAPES["airwars"].tables, ids=lambda t: t.name)
def test_airwars_tables_have_their_columns(table):
    """Incidents, casualties, sources, belligerents, victims."""
    edition = edition_of(mardan_week(), load_policy("internal"), days("30").start)
    rows = [r for r in table.rows(edition, GIVEN) if not isinstance(r, Skipped)]
    assert all(tuple(r.values) == table.columns for r in rows)
    assert rows or table.name == "airwars-victims"


def test_airwars_victims_are_named_unless_a_policy_withholds_them():
    """One row a name; a minor's name is not there under the public policy."""
    view = mardan_week()
    name = next(c for i in view.incidents.values() for c in i.claims)
    claim = msgspec.structs.replace(
        view.claims[name], who=msgspec.structs.replace(view.claims[name].who, names=("Haddad",), ages=("12",))
    )
    view = msgspec.structs.replace(view, claims={**view.claims, name: claim})
    (table,) = [t for t in SHAPES["airwars"].tables if t.name == "airwars-victims"]
    named = {
        p: [r.values["name"] for r in table.rows(edition_of(view, load_policy(p), days("30").start), GIVEN)]
        for p in ("internal", "public")
    }
    assert named == {"internal": ["Haddad"], "public": []}


def test_ftm_entities_are_read_by_its_own_library():
    """Every entity validates; events lead to organisations and articles that are there."""
    library = pytest.importorskip("followthemoney", reason="followthemoney is not installed: .ci/run installs it")
    rows, skipped = made("ftm")
    entities = [library.model.get_proxy(dict(row.values), cleaned=False) for row in rows]
    assert {e.schema.name for e in entities} == {"Event", "Organization", "Article"}
    known = {e.id for e in entities}
    events = [e for e in entities if e.schema.name == "Event"]
    assert len(events) + len(skipped) == len(mardan_week().incidents)
    assert all(set(e.get("involved")) | set(e.get("proof")) <= known for e in events)
    for row, entity in zip(rows, entities, strict=True):
        assert set(row.values["properties"]) == set(entity.properties), "a value the library did not take"
