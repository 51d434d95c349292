"""Verbs of the menu 输出."""
