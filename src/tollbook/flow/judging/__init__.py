"""What people say of claims, incidents and names: made into entries of the ledger, and applied to what was read."""
