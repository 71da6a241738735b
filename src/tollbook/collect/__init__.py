"""Finds what there is to read, one folder per type of source. Reads files (later feeds); decides nothing about them."""
