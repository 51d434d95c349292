"""Ledgers that an office keeps in a table of its own: read into requests, with what was left out and what to ask."""
