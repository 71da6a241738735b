"""Questions to a book: words, walks behind a figure, sums of what is documented."""
