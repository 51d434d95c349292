"""Who reports to whom, what has come in, and what the reports of a group add up to: all as values, without storage."""
