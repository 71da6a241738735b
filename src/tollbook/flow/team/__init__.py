"""Several people at one book: accounts, who may see what, who has which item of the queue."""
