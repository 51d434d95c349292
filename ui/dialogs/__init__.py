"""Dialogs: only where a line in place would not do."""
