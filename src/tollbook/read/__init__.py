"""From bytes to text with what the bytes say about themselves. Pure: knows formats and encodings, no claims, no files."""
