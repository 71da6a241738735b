"""Every shape by its name. A shape more: its module, and a line here."""

from tollbook.publish.shapes.shape import Shape
from tollbook.publish.shapes.ucdp import UCDP

SHAPES: dict[str, Shape] = {shape.name: shape for shape in (UCDP,)}
