"""Loads, checks and freezes the two data folders (``languages``, ``vocabularies``); knows no rules of its own."""
