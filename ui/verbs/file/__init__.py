"""Verbs of the menu 文件."""
