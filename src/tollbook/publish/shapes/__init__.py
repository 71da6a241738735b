"""The record in the field's own shapes: one module a shape, each turning an edition into rows."""
