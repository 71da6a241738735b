"""One small module a verb. Each has a click command named ``command`` and imports the rest of tollbook inside it."""
