"""The only room with SQL: documents, receipts and the ledger (kept for good), and everything derived (rebuilt at will).

Knows tables and transactions; knows nothing of languages, rules or the command line.
"""
