"""Other people's tables: beside the record, or in it."""
