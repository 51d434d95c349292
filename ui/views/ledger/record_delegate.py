"""How a cell of a ledger is painted and typed into; columns of choices offer them in a list below."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from app.ledger.columns.column import ColumnKind
from app.ledger.columns.of_requests import NUMBERS
from ui.base import theme
from ui.base.qt_types import Index, item_option
from ui.models.ledger.record_model import RecordModel
from ui.views.ledger.choice_list import ChoiceList
from ui.views.tables.cell_delegate import KEPT, CellDelegate

_PADDING = 4
_CENTRED = (ColumnKind.DATE, ColumnKind.FLAG)
_CUT_IN_FRONT, _CUT_BEHIND = Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight
_WAYS = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "previous",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Up: "up",
}


class RecordDelegate(CellDelegate):
    """Paints cells in the tone of the model; edits in place as the tables of a report do."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        model = index.model()
        assert isinstance(model, RecordModel)
        text, ground, ink = model.look(index.row(), index.column())
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        rect = item.rect
        painter.fillRect(rect, theme.color("selection" if selected else ground))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if text:
            kind = model.columns[index.column()].kind
            across = Qt.AlignmentFlag.AlignHCenter if kind in _CENTRED else Qt.AlignmentFlag.AlignLeft
            across = Qt.AlignmentFlag.AlignRight if kind is ColumnKind.SUM else across
            room = rect.adjusted(_PADDING, 0, -_PADDING, 0)
            painter.setPen(theme.color(ink))
            painter.setFont(item.font)
            cut = _CUT_IN_FRONT if model.columns[index.column()].key in NUMBERS else _CUT_BEHIND
            elided = item.fontMetrics.elidedText(text, cut, room.width())
            painter.drawText(room, across | Qt.AlignmentFlag.AlignVCenter, elided)
        if selected and item.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            self._paint_frame(painter, rect)
            painter.restore()

    # typing

    @staticmethod
    def _sideways(editor: QLineEdit, event: QKeyEvent) -> None:
        """Words are mended while they are typed: arrows move in them."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        assert isinstance(editor, QLineEdit)
        editor.setAlignment(Qt.AlignmentFlag.AlignLeft)
        model = index.model()
        assert isinstance(model, RecordModel)
        column = model.columns[index.column()]
        editor.setAccessibleName(column.title)
        if column.choices:
            editor.setProperty("choices", ChoiceList(editor, column, opens=True))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the editor of a narrow column room for what is usually typed."""
        least = editor.fontMetrics().horizontalAdvance("国") * 9
        rect = QRect(item_option(option).rect)
        rect.setWidth(max(rect.width(), least))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        choices: ChoiceList | None = editor.property("choices")
        key = Qt.Key(event.key())
        if choices is not None and choices.isVisible() and choices.take_key(key):
            return True
        way = _WAYS.get(key)
        if way in ("next", "enter") and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = "previous" if way == "next" else "up"
        if way is None:
            return super().eventFilter(editor, event)
        self.leave(editor, way)
        return True

    def leave(self, editor: QLineEdit, way: str) -> None:
        """Write what was typed and go on; a refused text keeps the editor."""
        choices: ChoiceList | None = editor.property("choices")
        if choices is not None:
            choices.adopt()
        self.commitData.emit(editor)
        if not editor.property(KEPT):
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.left_by_key.emit(way)
