"""The public site: an edition of a book as static pages in one or more languages. Pure; ``flow`` writes the files."""
