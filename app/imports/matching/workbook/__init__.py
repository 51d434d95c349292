"""Workbooks of our own, in whatever format they come back: their sheets told apart, their texts sorted, as people fill them in."""
