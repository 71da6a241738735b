"""Where preserved bytes lie and whether they are still the same. Pure: says the path, writes nothing."""
