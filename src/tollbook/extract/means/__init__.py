"""By what means."""
