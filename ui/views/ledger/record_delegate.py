"""How a cell of a ledger is painted and typed into; columns of choices offer them in a list below."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from app.ledger.columns.column import ColumnKind
from ui.base import theme
from ui.base.qt_types import Index, item_option
from ui.models.ledger.record_model import RecordModel, RecordRole
from ui.views.cell_delegate import KEPT, CellDelegate
from ui.views.ledger.choice_list import ChoiceList

_PADDING = 4
_CENTRED = (ColumnKind.DATE, ColumnKind.FLAG)
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
        tone = index.data(RecordRole.TONE)
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(item.rect, self._ground(index, tone, selected=selected))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        painter.drawLine(item.rect.topRight(), item.rect.bottomRight())
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if text:
            kind = model.columns[index.column()].kind
            across = Qt.AlignmentFlag.AlignHCenter if kind in _CENTRED else Qt.AlignmentFlag.AlignLeft
            across = Qt.AlignmentFlag.AlignRight if kind is ColumnKind.SUM else across
            room = item.rect.adjusted(_PADDING, 0, -_PADDING, 0)
            painter.setPen(theme.color(str(index.data(RecordRole.INK) or "text")))
            painter.setFont(item.font)
            elided = item.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, across | Qt.AlignmentFlag.AlignVCenter, elided)
        if item.state & QStyle.StateFlag.State_HasFocus:
            self._paint_frame(painter, item.rect)
        painter.restore()

    def _ground(self, index: Index, tone: object, *, selected: bool) -> QColor:
        if selected:
            return theme.color("selection")
        if tone in ("error", "warning", "ask"):
            return theme.color(f"{tone}_tint")
        locked = not index.flags() & Qt.ItemFlag.ItemIsEditable
        return theme.color("total" if tone == "total" or locked else "base")

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        assert isinstance(editor, QLineEdit)
        editor.setAlignment(Qt.AlignmentFlag.AlignLeft)
        model = index.model()
        assert isinstance(model, RecordModel)
        column = model.columns[index.column()]
        editor.setAccessibleName(column.title)
        if column.choices:
            editor.setProperty("choices", ChoiceList(editor, column))
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
