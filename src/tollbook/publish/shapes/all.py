"""Every shape by its name. A shape more: its module, and a line here."""

from tollbook.publish.shapes.acled import ACLED
from tollbook.publish.shapes.airwars import AIRWARS
from tollbook.publish.shapes.ftm import FTM
from tollbook.publish.shapes.geojson import GEOJSON
from tollbook.publish.shapes.hapi import HAPI
from tollbook.publish.shapes.hxl import HXL
from tollbook.publish.shapes.ibc import IBC
from tollbook.publish.shapes.plover import PLOVER
from tollbook.publish.shapes.shape import Shape
from tollbook.publish.shapes.tables import CSV, PARQUET, SQLITE, XLSX
from tollbook.publish.shapes.timemap import TIMEMAP
from tollbook.publish.shapes.ucdp import UCDP

SHAPES: dict[str, Shape] = {
    s.name: s for s in (UCDP, ACLED, AIRWARS, IBC, HXL, HAPI, PLOVER, GEOJSON, TIMEMAP, FTM, CSV, XLSX, PARQUET, SQLITE)
}
