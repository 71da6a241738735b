"""When: the words of time that belong to each claim."""
