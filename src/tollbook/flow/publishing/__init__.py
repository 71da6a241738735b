"""What leaves a book: redacted before a row is made, searched before a file is put in place."""
