"""Format 1: documents, receipts, the ledger and notes of the book about itself. Books before there were migrations have it."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to do: a book of this format is stamped, never made."""
