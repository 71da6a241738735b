"""Where: the words of place that belong to each claim."""
