"""Tables in dialogs that are lists: a row is chosen, and Tab leaves the list."""

from PySide6.QtWidgets import QAbstractItemView, QTableView


def choose_rows(table: QTableView) -> None:
    """Let one row at a time be chosen, and nothing be edited."""
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
