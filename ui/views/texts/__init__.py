"""The editors of texts."""
