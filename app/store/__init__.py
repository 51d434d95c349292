"""The workspace: one local SQLite file that holds units, reports and their history."""
