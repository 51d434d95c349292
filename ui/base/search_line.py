"""A line in which words are looked for."""

from PySide6.QtWidgets import QLineEdit


def search_line(name: str, spoken: str, hint: str) -> QLineEdit:
    """Return a line with a cross that empties it. A screen reader calls it *spoken*; *hint* stands in it while it is empty."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    line.setPlaceholderText(hint)
    line.setClearButtonEnabled(True)
    return line
