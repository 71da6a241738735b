"""Sentences, tokens and the roles of words."""
