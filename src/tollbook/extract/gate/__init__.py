"""The gate: what holds no claim is put aside at once, then told apart by its matter."""
