"""Whose hand it was, by the text."""
