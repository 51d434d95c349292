"""The editors of tables."""
