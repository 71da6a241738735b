"""From text to claims and records, by language data and one module a script. Knows no databases, gazetteers or dates."""
