"""Verbs of the menu 检查."""
