"""One folder per type of source."""
