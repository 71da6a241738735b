"""One event, a stretch of time, or a running total."""
