"""Values and their invariants. Knows nothing of files, databases, languages or rules; imports nothing of ours."""
