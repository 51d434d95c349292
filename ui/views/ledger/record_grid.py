"""The grid in which a ledger is typed: moved through, pasted into and filled down like a spreadsheet."""

from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QWidget,
)

from app.ledger.columns.column import ColumnKind
from ui.base import theme
from ui.base.qt_types import Index
from ui.models.ledger.record_model import RecordModel
from ui.views.kept_in_view import FrameShown, KeptInView
from ui.views.ledger.record_delegate import RecordDelegate
from ui.views.ledger.record_typing import RecordTyping
from ui.views.tables.cell_delegate import CellDelegate
from ui.views.typed_keys import is_typing
from ui.work.refusals import telling
from ui.work.session import Session

_Flag = QItemSelectionModel.SelectionFlag
_MOVING = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab,
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2,
)  # fmt: skip
_CHANGING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space)
_NOT_CHOSEN = "原来所选的一行已经删除；要改这一行，请先用方向键或鼠标选定。"


class RecordGrid(RecordTyping):
    """Shows and edits a `RecordModel`."""

    current_row_changed = Signal(int)

    def __init__(
        self,
        session: Session,
        model: RecordModel[Any],
        parent: QWidget | None = None,
        *,
        enrols: bool = True,
    ) -> None:
        """A grid that *enrols* lasts as long as the window, which has what is typed written before it is left."""
        super().__init__(parent)
        self._session, self._records = session, model
        self._run_began: int | None = None
        """The column in which a row of tabs began: Enter goes back to it."""
        self._frame: tuple[object, int] | None = None
        """The item and the column of the frame while rows come and go."""
        for begun in (model.modelAboutToBeReset, model.rowsAboutToBeRemoved):
            begun.connect(self._remember_frame)
        self.setModel(model)
        self._delegate = RecordDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self._set_up_headers()
        self._delegate.left_by_key.connect(self._on_left_by_key)
        model.added.connect(self._on_added)
        model.refused.connect(self.say)
        if enrols:
            session.enrol(self.commit)
        FrameShown(self)
        self._add_views()
        for done in (model.modelReset, model.rowsRemoved):
            done.connect(self._restore_frame)
        KeptInView(self)
        theme.notifier.changed.connect(self.apply_theme)
        self.apply_theme()

    def _set_up_headers(self) -> None:
        letter = QFontMetrics(self.font()).horizontalAdvance("国")
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(letter + 9)
        down.setMinimumWidth(3 * letter)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsMovable(False)
        for number, column in enumerate(self._records.columns):
            self.setColumnWidth(number, column.width * letter + 12)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.currentIndex().isValid() and self._records.rowCount():
            self.setCurrentIndex(self._records.index(0, 0))

    def apply_theme(self) -> None:
        """Repaint in the colours of the theme in use."""
        editor = self._cell_editor()
        if editor is not None:
            CellDelegate.apply_theme(editor)
        self.viewport().update()

    # moving

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_row_changed.emit(current.row())

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the frame on a cell, select it alone, and show it."""
        index = self._records.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
            self.scrollTo(index)

    def rest_at(self, row: int) -> None:
        """Stand on a row that nobody has chosen, where one has gone: it is shown, and nothing of it is selected."""
        index = self._records.index(
            min(row, self._records.rowCount() - 1), max(self.currentIndex().column(), 0)
        )
        self.selectionModel().setCurrentIndex(index, _Flag.Clear)
        self.scrollTo(index)

    @property
    def _rests(self) -> bool:
        return self.currentIndex().isValid() and not self.selectionModel().hasSelection()

    def _choose_first(self, event: QKeyEvent) -> bool:
        """Where nothing is selected a key that moves selects the cell, and one that changes it is refused; tell whether it did."""
        if not self._rests or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in _MOVING:
            self.go_to(self.currentIndex().row(), self.currentIndex().column())
        elif is_typing(event) or event.key() in _CHANGING:
            self.say(_NOT_CHOSEN)
        else:
            return False
        return True

    def _add_views(self) -> None:
        """Make further views of the same rows: the frame comes back once all of them know the new rows."""

    def _remember_frame(self) -> None:
        index = self.currentIndex()
        self._frame = (self._records.identity(index.row()), index.column()) if index.isValid() else None

    def _restore_frame(self) -> None:
        """Leave the frame on its item; where that has gone, on the blank row: the next key must change no other."""
        frame, self._frame = self._frame, None
        if frame is not None:
            self.go_to(self._records.row_again(frame[0]), frame[1])

    def begin_new(self, column: int = 0) -> None:
        """Go to the blank row."""
        self.commit()
        self.go_to(self._records.rowCount() - 1, column)
        self._run_began = column
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._choose_first(event) or self.take_clipboard_key(event):
            pass
        elif control and key is Qt.Key.Key_D:
            self.fill_down()
        elif self.take_erasing_key(event):
            pass
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_left_by_key("up" if shift else "enter")
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._on_left_by_key("previous" if key is Qt.Key.Key_Backtab or shift else "next")
        elif key is Qt.Key.Key_Space and (flag := self._flag()).isValid():
            self._toggle(flag)
        elif event.text().isprintable() and event.text() and not control and not self._may_type():
            self._explain_locked()
        else:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._run_began = None
            super().keyPressEvent(event)
            if self._cell_editor() is not None:
                # It was typed into the editor that it opened: the window need not say that nothing takes it.
                event.accept()

    def _on_left_by_key(self, way: str) -> None:
        here = self.currentIndex()
        row, column = here.row(), here.column()
        if way in ("next", "previous"):
            if self._run_began is None:
                self._run_began = column
            row, column = self._beside(row, column, 1 if way == "next" else -1)
        else:
            row += -1 if way == "up" else 1
            if way == "enter" and self._run_began is not None:
                column, self._run_began = self._run_began, None
        self.go_to(min(max(row, 0), self._records.rowCount() - 1), column)
        self.setFocus()

    def _beside(self, row: int, column: int, step: int) -> tuple[int, int]:
        """Return the next cell to type in, in reading order; the same one at the end."""
        place = row * self._records.columnCount() + column
        last = self._records.rowCount() * self._records.columnCount() - 1
        while 0 <= (place := place + step) <= last:
            found = divmod(place, self._records.columnCount())
            if self._records.may_type(found[1]) and not self.isColumnHidden(found[1]):
                return found
        return row, column

    def _on_added(self, key: int) -> None:
        """The blank row has become an item: move the frame along with it."""
        row, editor = self._records.row_of(key), self._cell_editor()
        if editor is not None and editor.property("cellIndex").row() == row:
            editor.setProperty("recordKey", key)
            editor.setProperty("began", True)
        elif row >= 0:
            column = max(self.currentIndex().column(), 0)
            self.go_to(row, column)

    def _may_type(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and not self._rests and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def _flag(self) -> QModelIndex:
        """Return the yes or no that space turns round: that of the cell, or where it takes no text that of its row."""
        index = self.currentIndex()
        if index.isValid() and not self._may_type() and self._records.row_flag:
            index = index.siblingAtColumn(self._records.column_of(self._records.row_flag))
        is_flag = index.isValid() and self._records.columns[index.column()].kind is ColumnKind.FLAG
        return index if is_flag and index.flags() & Qt.ItemFlag.ItemIsEditable else QModelIndex()

    def _toggle(self, index: QModelIndex) -> None:
        text = "否" if index.data(Qt.ItemDataRole.EditRole) else "是"
        with telling(self.say):
            self._records.type_in(index.row(), index.column(), text)

    def _explain_locked(self) -> None:
        if self._session.read_only:
            self.say(f"不能修改：{self._session.read_only}。")
        elif self._rests:
            self.say(_NOT_CHOSEN)
        elif self.currentIndex().isValid():
            title = self._records.columns[self.currentIndex().column()].title
            self.say(f"“{title}”由程序根据其他各列得出，不能填写。")
