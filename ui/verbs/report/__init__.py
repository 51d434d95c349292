"""Verbs of the menu 报告."""
