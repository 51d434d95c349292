"""A block of a table's cells on the clipboard, and what the clipboard means at a place of a table."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from app.clipboard import as_html, as_text, figures, labelled_figures, paste, paste_table, text_in_html, tiled
from app.edits import SetCells
from app.forms.grid import Matrix
from app.report import Report
from ui.models.table_model import TableModel


def copy(report: Report, matrix: Matrix, chosen: Collection[str | None]) -> None:
    """Put cells on the clipboard, as text for WPS or Excel and as a table for a document."""
    rows = [[cell for cell in row if cell.key in chosen] for row in matrix]
    _put(figures(report, [row for row in rows if row]))


def copy_with_labels(report: Report, model: TableModel, chosen: Collection[str]) -> None:
    """Put cells on the clipboard with the labels above and beside them; all of the table when only one is chosen."""
    every = {cell.key for row in model.matrix for cell in row if cell.key}
    _put(labelled_figures(report, model.grid, set(chosen) if len(chosen) > 1 else every))


def _put(rows: list[list[str]]) -> None:
    content = QMimeData()
    content.setText(as_text(rows))
    content.setHtml(as_html(rows))
    QApplication.clipboard().setMimeData(content)


def pasted(report: Report, model: TableModel, chosen: Sequence[str], current: str) -> SetCells:
    """Return what the clipboard means at the chosen cells, or at the current one where none is. Raises `UserError`.

    A labelled table goes into its rows and columns, a single value into every chosen cell.
    """
    content = QApplication.clipboard().mimeData()
    labelled = paste_table(report, model.table, content.html())
    if labelled is not None:
        return labelled
    text = content.text() if content.hasText() else text_in_html(content.html())
    if len(chosen) > 1 and text.strip() and not any(mark in text.strip() for mark in "\t\n"):
        edits = [
            paste(report, model.grid, _place(model.matrix, cell), text).cells
            for cell in chosen
            if model.is_editable(cell)
        ]
        return SetCells(report.id, {k: v for cells in edits for k, v in cells.items()}, "粘贴")
    origin = _place(model.matrix, chosen[0] if chosen else current)
    return paste(report, model.grid, origin, tiled(text, *_size(model.matrix, chosen)))


def _size(matrix: Matrix, chosen: Collection[str]) -> tuple[int, int]:
    """Return how many rows and columns of input cells are chosen."""
    counts = [sum(cell.key in chosen for cell in row) for row in matrix]
    return sum(count > 0 for count in counts), max(counts, default=0)


def _place(matrix: Matrix, key: str) -> tuple[int, int]:
    for number, row in enumerate(matrix):
        for column, cell in enumerate(row):
            if cell.key == key:
                return number, column
    raise KeyError(key)
