"""Steps that bring the kept tables of an older book to today's shape, in order. Alembic runs them; see ``store.migrate``."""
