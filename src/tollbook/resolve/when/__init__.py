"""From time expressions to intervals. Knows the grammar of dates, not what the dates belong to."""
