"""Asks a language model for claims and believes none of it: every value must be found in the text. Knows no network."""
