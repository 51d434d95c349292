"""What is done to a block of a ledger's cells: copying, pasting, filling down and clearing."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.clipboard import split_block
from ui.models.ledger.record_model import RecordModel
from ui.views.tables.typed_table import TypedTable
from ui.work.refusals import telling


class RecordBlocks(TypedTable):
    """A grid on a `RecordModel` whose selected cells can be copied, pasted into, filled and cleared."""

    _records: RecordModel[Any]

    def _block(self) -> tuple[int, int, int, int] | None:
        """Return top, left, bottom and right of what is selected."""
        selected = self.selectedIndexes()
        if not selected:
            return None
        rows = [index.row() for index in selected]
        columns = [index.column() for index in selected]
        return min(rows), min(columns), max(rows), max(columns)

    def selected_rows(self) -> list[int]:
        """Return the rows in which anything is selected, the blank one left out."""
        rows = {index.row() for index in self.selectedIndexes()}
        return sorted(row for row in rows if self._records.key_at(row) is not None)

    def copy(self) -> None:
        """Copy the selected cells for WPS or Excel."""
        block = self._block()
        if block is None:
            return
        top, left, bottom, right = block
        columns = [number for number in range(left, right + 1) if not self.isColumnHidden(number)]
        lines = []
        for row in range(top, bottom + 1):
            texts = [str(self._records.index(row, number).data() or "") for number in columns]
            lines.append("\t".join(" ".join(text.split()) for text in texts))
        QApplication.clipboard().setText("\n".join(lines))

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.clear_selected()

    def paste(self) -> None:
        """Paste a block from WPS or Excel from the first selected cell on; one value goes into every selected cell."""
        block, text = self._block(), QApplication.clipboard().text()
        if block is None or not text.strip() or not self._records.is_editable:
            return
        top, left, bottom, right = block
        texts = split_block(text)
        if len(texts) == 1 and len(texts[0]) == 1:
            texts = [texts[0] * (right - left + 1) for _ in range(top, bottom + 1)]
        with telling(self.say):
            self._records.type_block(top, left, texts, "粘贴")

    def fill_down(self) -> None:
        """Give the selected cells the values of the first row selected; a single cell that of the one above it."""
        block = self._block()
        if block is None or not self._records.is_editable:
            return
        top, left, bottom, right = block
        if top == bottom:
            top -= 1
        bottom = bottom if self._records.key_at(bottom) is not None else bottom - 1
        if top < 0 or bottom <= top:
            return
        first = [
            str(self._records.index(top, number).data(Qt.ItemDataRole.EditRole) or "")
            for number in range(left, right + 1)
        ]
        with telling(self.say):
            self._records.type_block(top + 1, left, [first] * (bottom - top), "向下填充")

    def clear_selected(self) -> None:
        """Empty the selected cells."""
        if self._records.is_editable:
            with telling(self.say):
                self._records.clear((index.row(), index.column()) for index in self.selectedIndexes())
