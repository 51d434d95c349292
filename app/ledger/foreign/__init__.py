"""Reads ledgers that an office keeps in a table of its own into requests; says what was left out and what to ask."""
