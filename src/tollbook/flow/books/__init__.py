"""A book as a folder: made, opened, locked, checked, copied, dumped."""
