"""The only place where steps meet storage, the clock and files."""
