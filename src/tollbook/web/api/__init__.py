"""The JSON interface of the desk, version 1: the record as other programs read it."""
