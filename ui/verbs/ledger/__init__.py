"""Verbs of the menu 台账."""
