"""tollbook: a ledger of tolls, from conflict reports to a record in which every figure walks back to quoted words."""

__version__ = "0.1.0"
