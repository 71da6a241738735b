"""Parts of a whole."""
