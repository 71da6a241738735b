"""What is erased on request: gone from book and disk, and never taken in again."""
