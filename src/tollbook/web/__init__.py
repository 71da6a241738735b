"""The review desk: pages over a book's snapshot on this machine. Knows HTTP and HTML; decides nothing, writes only judgements."""
