"""The hash chain of judgements and mintings: makes the next entry, finds the first broken one. Pure: stores nothing."""
