"""Moving through a table's input cells by keyboard and mouse, as in a spreadsheet.

One rule: whatever moves the frame selects the cell it comes to, and only the shift key extends the selection. What
works on the selection can then never touch a cell that the user does not see chosen.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.forms.grid import GridCell
from ui.base.qt_types import Index
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel
from ui.views.kept_in_view import FrameShown, KeptInView
from ui.views.tables.grid_header import GridHeader
from ui.views.tables.grid_view import GridView

_Action = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag
_LINES = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_MOVES = {
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}


class MovableGrid(GridView):
    """A `GridView` on a `TableModel` whose frame stands on input cells only."""

    enter_goes_right = False
    """Whether Enter goes to the next cell in reading order instead of the one below."""
    _extending = False

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.grid_model: TableModel
        self._anchor = self.currentIndex()
        self._row_began: QModelIndex | None = None
        """Where the row was begun that is being typed with Tab; Enter goes below it."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self._label_anchor = 0
        """The row or column whose label was pressed last without Shift."""
        for header in (self.labels_above, self.labels_beside):
            header.sectionPressed.connect(partial(self._on_label, header, True))
            header.sectionEntered.connect(partial(self._on_label, header, False))
        FrameShown(self)
        KeptInView(self)

    def current_key(self) -> str | None:
        """Return the key of the input cell the cursor is on."""
        cell = self.currentIndex().data(GridRole.CELL)
        return cell.key if isinstance(cell, GridCell) else None

    # what is selected

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Select the cell alone, whatever keys are held: extending is done by `_extend_to`."""
        if event is None or isinstance(event, QKeyEvent):
            return _Flag.ClearAndSelect
        pressed = isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress
        if isinstance(event, QMouseEvent) and pressed and event.button() is Qt.MouseButton.LeftButton:
            return _Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extending and self.state() is not QAbstractItemView.State.DragSelectingState:
            self._anchor = self.grid_model.index(current.row(), current.column())

    def move_to(self, index: QModelIndex) -> None:
        """Put the frame on a cell, select it alone, and show it."""
        self._row_began = None
        self.setCurrentIndex(index)
        # Where the frame stands already, nothing changes by itself: the selection may have been extended.
        self._anchor = QModelIndex(index)
        self.selectionModel().select(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def _extend_to(self, index: QModelIndex) -> None:
        """Move the frame and select everything between it and the cell where the selection began."""
        self._extending = True
        selected = self._between(self._anchor if self._anchor.isValid() else self.currentIndex(), index)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.selectionModel().select(selected, _Flag.ClearAndSelect)
        self._extending = False
        self.scrollTo(index)

    def _between(self, first: QModelIndex, last: QModelIndex) -> QItemSelection:
        """Return the block between two cells; a merged cell is in it as a whole or not at all."""
        top, bottom = sorted((first.row(), last.row()))
        left, right = sorted((first.column(), last.column()))
        before = None
        while before != (top, bottom, left, right):
            before = top, bottom, left, right
            cells = [
                self.grid_model.cell_at(self.grid_model.index(row, column))
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            ]
            top = max(min(cell.row for cell in cells) - self.grid_model.top, 0)
            left = max(min(cell.column for cell in cells) - self.grid_model.left, 0)
            bottom = max(cell.row + cell.row_span for cell in cells) - self.grid_model.top - 1
            right = max(cell.column + cell.column_span for cell in cells) - self.grid_model.left - 1
        return QItemSelection(self.grid_model.index(top, left), self.grid_model.index(bottom, right))

    def _on_label(self, header: GridHeader, pressed: bool, section: int) -> None:
        """Select from the label pressed last to the one that is pressed with Shift, or that the mouse was dragged to."""
        if pressed and not header.extending:
            self._label_anchor = section
        first, last = sorted((self._label_anchor, section))
        model = self.grid_model
        if header.orientation() is Qt.Orientation.Horizontal:
            ends = model.index(0, first), model.index(model.rowCount() - 1, last)
        else:
            ends = model.index(first, 0), model.index(last, model.columnCount() - 1)
        self.selectionModel().select(self._between(*ends), _Flag.ClearAndSelect)

    def _select_line(self, modifiers: Qt.KeyboardModifier) -> None:
        """Select the row of the frame with Shift, its column with Ctrl, all with both; the frame stays."""
        here = self.currentIndex()
        if modifiers & _LINES == _LINES:
            self.selectAll()
            return
        model = self.grid_model
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            ends = model.index(here.row(), 0), model.index(here.row(), model.columnCount() - 1)
        else:
            ends = model.index(0, here.column()), model.index(model.rowCount() - 1, here.column())
        self.selectionModel().select(self._between(*ends), _Flag.ClearAndSelect)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter(back=back)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            # From the last cell, Tab goes on to the next part of the window.
            event.setAccepted(self.tab(back=back or key == Qt.Key.Key_Backtab))
        elif key == Qt.Key.Key_Space and modifiers & _LINES:
            self._select_line(modifiers)
        elif key in _MOVES and modifiers & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif key in _MOVES:
            target = self.moveCursor(_MOVES[key], modifiers)
            (self._extend_to if back else self.move_to)(target)
        else:
            super().keyPressEvent(event)

    def tab(self, *, back: bool) -> bool:
        """Go to the next cell in reading order, if there is one, remembering where the row was begun."""
        here = QModelIndex(self.currentIndex())
        began = self._row_began or here
        target = self._neighbour(-1 if back else 1)
        self.move_to(target)
        self._row_began = None if back else began
        return target != here

    def enter(self, *, back: bool) -> None:
        """Go down, or right where the user wants that; after Tab, below the cell where the row was begun."""
        step = -1 if back else 1
        if self._row_began is not None and not back:
            self.move_to(self._below(1, self._row_began))
        else:
            self.move_to(self._neighbour(step) if self.enter_goes_right else self._below(step))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        cell = self.grid_model.cell_at(index) if index.isValid() else None
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if extend and event.button() is Qt.MouseButton.LeftButton and cell is not None and cell.key:
            self._extend_to(self.grid_model.index_of(cell))
        elif event.button() is Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            # The menu is the selection's.
            event.accept()
        else:
            super().mousePressEvent(event)

    # the cells around

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the input cell that a key goes to; the current one where there is none."""
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        match action:
            case _Action.MoveNext:
                return self._neighbour(1)
            case _Action.MovePrevious:
                return self._neighbour(-1)
            case _Action.MoveDown | _Action.MoveUp:
                step = 1 if action is _Action.MoveDown else -1
                return self._edge(self._vertical, step) if far else self._vertical(step)
            case _Action.MovePageDown:
                return self._page(1)
            case _Action.MovePageUp:
                return self._page(-1)
            case _Action.MoveHome:
                return self.grid_model.index_of((self.grid_model.matrix[0] if far else self._row())[0])
            case _Action.MoveEnd:
                return self.grid_model.index_of((self.grid_model.matrix[-1] if far else self._row())[-1])
        step = 1 if action is _Action.MoveRight else -1
        return self._edge(self._horizontal, step) if far else self._horizontal(step)

    def _edge(self, move: Callable[[int, QModelIndex], QModelIndex], step: int) -> QModelIndex:
        """Return the last filled cell of the block in a direction, or the first of the next; else the last cell."""
        here = self.currentIndex()
        after = move(step, here)
        inside = self._is_filled(here) and self._is_filled(after)
        while after != here:
            here, after = after, move(step, after)
            if self._is_filled(here) and not (inside and self._is_filled(after)):
                break
        return here

    @staticmethod
    def _is_filled(index: QModelIndex) -> bool:
        return bool(index.data(Qt.ItemDataRole.EditRole))

    def _row(self, key: str | None = None) -> list[GridCell]:
        """Return the input cells that stand in the row of a cell, the current one by default."""
        here = key or self.current_key()
        return next(
            (row for row in self.grid_model.matrix if any(cell.key == here for cell in row)),
            self.grid_model.matrix[0],
        )

    def _horizontal(self, step: int, start: QModelIndex | None = None) -> QModelIndex:
        here = self.grid_model.cell_at(start).key if start is not None else self.current_key()
        row = self._row(here)
        place = next((n for n, cell in enumerate(row) if cell.key == here), 0) + step
        return self.grid_model.index_of(row[min(max(place, 0), len(row) - 1)])

    def _neighbour(self, step: int) -> QModelIndex:
        """Return the next cell to type in, in reading order; the same one at the end."""
        order = [cell.key for row in self.grid_model.matrix for cell in row if cell.key]
        here = self.current_key()
        place = order.index(here) if here in order else -step
        while 0 <= (place := place + step) < len(order):
            if self.grid_model.is_editable(order[place]):
                return self.grid_model.index_for(order[place])
        return self.currentIndex()

    def _vertical(self, step: int, start: QModelIndex | None = None) -> QModelIndex:
        """Return the input cell above or below; rows of labels are passed over."""
        begin = start or self.currentIndex()
        here = self.grid_model.cell_at(begin).key if begin.isValid() else None
        row = begin.row()
        while 0 <= (row := row + step) < self.grid_model.rowCount():
            cell = self.grid_model.cell_at(self.grid_model.index(row, begin.column()))
            if cell.key is not None and cell.key != here:
                return self.grid_model.index_of(cell)
        return begin

    def _below(self, step: int, start: QModelIndex | None = None) -> QModelIndex:
        """Return the next cell to type in below; from the last one, the first of the column to the right."""
        index = start or self.currentIndex()
        while (after := self._vertical(step, index)) != index:
            index = after
            if self._is_open(index):
                return index
        column = self.grid_model.cell_at(start or self.currentIndex()).column
        beside = [
            cell
            for row in self.grid_model.matrix
            for cell in row
            if (cell.column - column) * step > 0 and cell.key and self.grid_model.is_editable(cell.key)
        ]
        if not beside:
            return self.currentIndex()
        nearest = min(beside, key=lambda cell: ((cell.column - column) * step, cell.row * step))
        return self.grid_model.index_of(nearest)

    def _is_open(self, index: QModelIndex) -> bool:
        key = self.grid_model.cell_at(index).key
        return key is not None and self.grid_model.is_editable(key)

    def _page(self, step: int) -> QModelIndex:
        """Return the cell about a view's height above or below."""
        begin = index = self.currentIndex()
        far = self.viewport().height() - self.rowHeight(max(begin.row(), 0))
        while (next_one := self._vertical(step, index)) != index:
            index = next_one
            if abs(self.visualRect(index).top() - self.visualRect(begin).top()) >= far:
                break
        return index
