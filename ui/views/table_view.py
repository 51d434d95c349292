"""The editor of one table: the printed form, with frozen labels, moved through like a spreadsheet."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTableView, QToolTip, QWidget

from app.edits import SetCells
from app.forms.grid import GridCell
from ui import theme
from ui.models.table_model import Role, TableModel
from ui.session import Session
from ui.views.cell_delegate import CellDelegate
from ui.views.clipboard import PasteRefused, as_text, fill_blanks, input_rows, paste
from ui.views.grid_header import CornerLabel, GridHeader, label_height

_SMALLEST_COLUMN = 44
_MESSAGE_MS = 6000


class TableView(QTableView):
    """Shows and edits one `TableModel`."""

    current_cell_changed = Signal(str)
    """The key of the input cell the cursor is on."""

    def __init__(self, session: Session, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._matrix = input_rows(model.grid)
        self._columns_by_user = False
        self._laying_out = False
        self._corner = CornerLabel(model, self) if model.top and model.left else None
        self.setObjectName(f"table_{model.table.key}")
        self.setAccessibleName(model.table.name)
        self.setModel(model)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        for cell in model.grid.cells:
            index = model.index_of(cell)
            if index.isValid() and (cell.row_span > 1 or cell.column_span > 1):
                self.setSpan(index.row(), index.column(), cell.row_span, cell.column_span)
        self._delegate.left_by_key.connect(self._on_left_by_key)
        model.rejected.connect(self._on_rejected)
        self.setCurrentIndex(model.index_of(self._matrix[0][0]))

    def _set_up_headers(self) -> None:
        across = GridHeader(Qt.Orientation.Horizontal, self._model, self)
        down = GridHeader(Qt.Orientation.Vertical, self._model, self)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setVisible(self._model.top > 0)
        down.setVisible(self._model.left > 0)
        across.sectionResized.connect(self._on_column_resized)
        across.sectionPressed.connect(self.selectColumn)
        down.sectionPressed.connect(self.selectRow)

    # layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Fit label and column widths to the view and row heights to the labels."""
        if self._laying_out:
            return
        self._laying_out = True
        try:
            self._lay_out_labels()
            if not self._columns_by_user:
                self._fit_columns()
            self._lay_out_header()
            self._fit_rows()
        finally:
            self._laying_out = False

    def _lay_out_labels(self) -> None:
        """Give the label columns their widths, in ems that hold the form's usual labels on one line."""
        em = QFontMetrics(self.font()).horizontalAdvance("国")
        if self._model.left:
            widths = [2 * em, 7 * em + 12, 16 * em]
            self.verticalHeader().set_levels(widths[: self._model.left])

    def _lay_out_header(self) -> None:
        """Make each header row as high as its highest label that stands in this row alone."""
        line = self._line_height()
        metrics = QFontMetrics(self.font())
        levels = [line] * self._model.top
        for cell in self._model.grid.cells:
            last = cell.row + cell.row_span - 1
            if last < self._model.top and cell.column >= self._model.left:
                first = cell.column - self._model.left
                width = sum(self.columnWidth(column) for column in range(first, first + cell.column_span))
                above = sum(levels[cell.row : last])
                wrapped = label_height(metrics, cell.text, width)
                if wrapped > metrics.height():
                    levels[last] = max(levels[last], wrapped + 2 - above)
        self.horizontalHeader().set_levels(levels)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._corner is not None:
            down, across = self.verticalHeader(), self.horizontalHeader()
            self._corner.setGeometry(down.x(), across.y(), down.width(), across.height())

    def _line_height(self) -> int:
        """Return the height of a row with one line of text: the characters' size and a little air."""
        return QFontMetrics(self.font()).horizontalAdvance("国") + 7

    def _fit_columns(self) -> None:
        count = self._model.columnCount()
        room = self.viewport().width()
        if self._model.left or self._model.top:
            shares = [1.0] * count
        else:
            labels = self._model.grid.label_columns
            shares = [1.4 * (count - labels) / 3 / max(labels, 1)] * labels + [1.0] * (count - labels)
        edges = [round(room * sum(shares[:n]) / sum(shares)) for n in range(count + 1)]
        for column in range(count):
            self.setColumnWidth(column, max(edges[column + 1] - edges[column], _SMALLEST_COLUMN))

    def _fit_rows(self) -> None:
        metrics = QFontMetrics(self.font())
        line = self._line_height()
        heights = [line if self._model.top else line + 6] * self._model.rowCount()
        widths = self.verticalHeader().levels
        for cell in self._model.grid.cells:
            row = cell.row - self._model.top
            if row >= 0 and cell.column < self._model.left and cell.row_span == 1:
                width = sum(widths[cell.column : cell.column + cell.column_span])
                wrapped = label_height(metrics, cell.text, width)
                if wrapped > metrics.height():
                    heights[row] = max(heights[row], wrapped + 2)
        if not self._model.left and self._model.top:
            heights = [2 * line] * len(heights)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)

    def _on_column_resized(self) -> None:
        if not self._laying_out:
            self._columns_by_user = True

    def column_widths(self) -> list[int]:
        """Return the widths a user has set, empty when the columns still fit themselves."""
        if not self._columns_by_user:
            return []
        return [self.columnWidth(column) for column in range(self._model.columnCount())]

    def set_column_widths(self, widths: list[int]) -> None:
        """Set remembered widths; a list of another length is for another form and is passed over."""
        if len(widths) == self._model.columnCount():
            self._columns_by_user = True
            self._laying_out = True
            for column, width in enumerate(widths):
                self.setColumnWidth(column, max(width, _SMALLEST_COLUMN))
            self._laying_out = False

    # moving

    def go_to(self, cell_key: str) -> None:
        """Put the cursor on a cell and show it."""
        index = self._model.index_for(cell_key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        cell = current.data(Role.CELL)
        if isinstance(cell, GridCell) and cell.key is not None:
            self.current_cell_changed.emit(cell.key)

    def current_key(self) -> str | None:
        """Return the key of the input cell the cursor is on."""
        cell = self.currentIndex().data(Role.CELL)
        return cell.key if isinstance(cell, GridCell) else None

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        match action:
            case QAbstractItemView.CursorAction.MoveNext:
                return self._neighbour(1)
            case QAbstractItemView.CursorAction.MovePrevious:
                return self._neighbour(-1)
            case QAbstractItemView.CursorAction.MoveDown:
                return self._vertical(1)
            case QAbstractItemView.CursorAction.MoveUp:
                return self._vertical(-1)
        return super().moveCursor(action, modifiers)

    def _neighbour(self, step: int) -> QModelIndex:
        """Return the next cell to type in, in reading order; the same one at the end."""
        order = [cell.key for row in self._matrix for cell in row if cell.key]
        here = self.current_key()
        place = order.index(here) if here in order else -step
        while 0 <= (place := place + step) < len(order):
            if self._model.is_editable(order[place]):
                return self._model.index_for(order[place])
        return self.currentIndex()

    def _vertical(self, step: int) -> QModelIndex:
        """Return the input cell above or below; rows of labels are passed over."""
        current = self.currentIndex()
        row = current.row()
        while 0 <= (row := row + step) < self._model.rowCount():
            index = self._model.index(row, current.column())
            cell = self._model.cell_at(index)
            if cell.key is not None:
                return self._model.index_of(cell)
        return current

    def _on_left_by_key(self, way: str) -> None:
        target = {
            "next": lambda: self._neighbour(1),
            "previous": lambda: self._neighbour(-1),
            "down": lambda: self._vertical(1),
            "up": lambda: self._vertical(-1),
        }[way]()
        self.setCurrentIndex(target)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.setCurrentIndex(self._neighbour(-1 if back else 1))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_selected()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_selected()
        elif event.text().isprintable() and event.text() and not self._may_type():
            self._explain_locked()
        else:
            super().keyPressEvent(event)

    def _may_type(self) -> bool:
        key = self.current_key()
        return key is not None and self._model.is_editable(key)

    def _explain_locked(self) -> None:
        report = self._session.report
        key = self.current_key()
        if report is None or key is None:
            return
        if self._session.read_only:
            self.say(f"不能修改：{self._session.read_only}。")
            return
        final = "报告已定稿，不能修改；确需修改，请先取消定稿。"
        total = "这一格由程序自动合计；要自行填写，请在“报告”菜单中改为“手工填写合计”。"
        self.say(final if not report.form.cells[key].computed or report.status == "final" else total)

    def edit(
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool:
        """Open the editor: typing replaces the value, F2 and a double click keep it and put the cursor behind."""
        if trigger is None:
            super().edit(index)
            return True
        opened = super().edit(index, trigger, event)
        editor = self._cell_editor()
        if opened and editor is not None and trigger is not QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor.end(False)
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what an input method commits, full-width digits for one, open the cell's editor and go into it.

        Qt opens the editor but leaves what was committed behind.
        """
        if not event.commitString():
            super().inputMethodEvent(event)
            return
        if self._cell_editor() is None and self._may_type():
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, None)
        editor = self._cell_editor()
        if editor is None:
            self._explain_locked()
        else:
            QApplication.sendEvent(editor, event)

    def _cell_editor(self) -> QLineEdit | None:
        return self.viewport().findChild(QLineEdit, "cellEditor")

    # commands on the selection

    def _selected_keys(self) -> list[str]:
        selected = {self._model.cell_at(index).key for index in self.selectedIndexes()}
        return [cell.key for row in self._matrix for cell in row if cell.key and cell.key in selected]

    def copy(self) -> None:
        """Copy the selected cells for WPS or Excel."""
        report = self._session.report
        chosen = set(self._selected_keys())
        if report is None or not chosen:
            return
        rows = [[cell for cell in row if cell.key in chosen] for row in self._matrix]
        QApplication.clipboard().setText(as_text(report, [row for row in rows if row]))

    def paste(self) -> None:
        """Paste a block from WPS or Excel at the cursor; a single value goes into every selected cell."""
        report = self._session.report
        key = self.current_key()
        if report is None or key is None:
            return
        text = QApplication.clipboard().text()
        chosen = self._selected_keys()
        try:
            if len(chosen) > 1 and text.strip() and not any(mark in text.strip() for mark in "\t\n"):
                edits = [
                    paste(report, self._model.grid, self._place(cell), text).cells
                    for cell in chosen
                    if self._model.is_editable(cell)
                ]
                self._session.apply(
                    SetCells(report.id, {k: v for cells in edits for k, v in cells.items()}, "粘贴")
                )
            else:
                origin = self._place(chosen[0] if chosen else key)
                self._session.apply(paste(report, self._model.grid, origin, text))
        except PasteRefused as refusal:
            self.say(str(refusal))

    def _place(self, key: str) -> tuple[int, int]:
        for number, row in enumerate(self._matrix):
            for column, cell in enumerate(row):
                if cell.key == key:
                    return number, column
        raise KeyError(key)

    def clear_selected(self) -> None:
        """Make the selected cells untouched."""
        report = self._session.report
        keys = [key for key in self._selected_keys() if self._model.is_editable(key)]
        if report is not None and any(key in report.cells for key in keys):
            self._session.apply(SetCells(report.id, dict.fromkeys(keys), "清除"))

    def fill_blanks(self) -> None:
        """Set every untouched cell of the table to 0."""
        report = self._session.report
        if report is not None:
            edit = fill_blanks(report, self._model.table.key)
            if edit.cells:
                self._session.apply(edit)

    def selectAll(self) -> None:
        """Select every input cell."""
        self.selectionModel().clearSelection()
        for row in self._matrix:
            for cell in row:
                self.selectionModel().select(
                    self._model.index_of(cell), QItemSelectionModel.SelectionFlag.Select
                )

    # messages at the cell

    def _on_rejected(self, index: QModelIndex, message: str) -> None:
        self.say(message, index)

    def say(self, message: str, index: QModelIndex | None = None) -> None:
        """Show one sentence beside a cell, the current one by default."""
        rect = self.visualRect(index or self.currentIndex())
        place = self.viewport().mapToGlobal(rect.bottomLeft())
        QToolTip.showText(place, message, self.viewport(), rect, _MESSAGE_MS)
        self._session.refused.emit(message)

    def apply_theme(self) -> None:
        """Repaint in the colours of the theme in use."""
        self.setStyleSheet(f"QTableView {{ border: 1px solid {theme.current().line}; }}")
        for part in (self.viewport(), self.horizontalHeader().viewport(), self.verticalHeader().viewport()):
            part.update()
