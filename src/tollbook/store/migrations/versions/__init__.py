"""The steps, by the number of the format they make."""
