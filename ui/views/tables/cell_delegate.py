"""How a cell is painted and typed into."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.forms.grid import GridCell
from app.rules.model import Severity
from ui.base import theme
from ui.base.qt_types import Index, ItemOption, item_option
from ui.models.grid_model import GridRole
from ui.views.tables.grid_header import paint_label

MARKS = {Severity.ERROR: "≠", Severity.WARNING: "!", Severity.ASK: "?"}
SMALL = 0.72
"""The size of last year's figure as a share of this year's."""
KEPT = "kept"
"""The property of an editor whose text was refused."""
TYPED_OVER = "typedOver"
"""The property of an editor that was opened by typing: arrows leave it, until F2 has them move in the text."""
_SIDEWAYS = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_LEAVING_KEYS = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "tab back",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Up: "up",
}


_AIR, _MARK_AIR = 2, 4
"""Pixels between a figure, or a mark, and the edge of its cell."""


def fitting(font: QFont, text: str, width: int) -> QFont:
    """Return *font*, smaller where *text* is wider than *width*: a figure that is cut reads as another one."""
    needed = QFontMetrics(font).horizontalAdvance(text)
    if needed <= width:
        return font
    smaller = QFont(font)
    smaller.setPointSizeF(max(font.pointSizeF() * width / needed, 1.0))
    return smaller


def paint_figure(painter: QPainter, place: QRect, font: QFont, figure: str, beside: int = 0) -> None:
    """Paint a figure whole in the middle of *place*; a mark takes *beside* pixels of its right side."""
    across = Qt.AlignmentFlag.AlignHCenter
    if QFontMetrics(font).horizontalAdvance(figure) + 2 * beside > place.width():
        # Moved no further than the mark asks for.
        place, across = place.adjusted(0, 0, -beside, 0), Qt.AlignmentFlag.AlignRight
    painter.setFont(fitting(font, figure, place.width()))
    painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, figure)


def _mark_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.8)
    return small


class CellDelegate(QStyledItemDelegate):
    """Paints input cells and labels, and edits in place.

    The view writes what is typed. A text that it could not write, because it is no number or the disk failed, keeps
    the editor open.
    """

    marks: ClassVar[Mapping[Severity, str]] = MARKS
    left_by_key = Signal(str)
    """An editor was closed by a key that also moves: ``enter`` or ``tab``, each also ``… back``, or an arrow's."""
    fill_wanted = Signal(str)
    """The typed text is meant for every selected cell."""

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        cell: GridCell = index.data(GridRole.CELL)
        if cell.key is None:
            paint_label(painter, item.rect, cell, centred=True)
            return
        severity = index.data(GridRole.SEVERITY)
        severity = (
            None if severity is None else Severity(severity)
        )  # Qt hands an enum of strings back as a string
        selected = bool(item.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(item.rect, self._background(index, severity, selected))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        painter.drawLine(item.rect.topRight(), item.rect.bottomRight())
        marked = index.data(GridRole.MARKED)
        painter.setPen(theme.color(marked or "text"))
        font = _bold(item.font) if marked or index.data(GridRole.COMPUTED) else item.font
        last_year = index.data(GridRole.LAST_YEAR)
        place = item.rect
        if last_year:
            below = round(item.fontMetrics.height() * SMALL)
            place = item.rect.adjusted(0, 0, 0, -below)
        figure = index.data(Qt.ItemDataRole.DisplayRole) or ""
        beside = self._mark_width(item.font, Severity(marked)) if marked else 0
        paint_figure(painter, place.adjusted(_AIR, 0, -_AIR, 0), font, figure, beside)
        if last_year:
            self._paint_last_year(painter, item, last_year)
        if marked:
            self._paint_mark(painter, item.rect, item.font, Severity(marked))
        if sides := index.data(GridRole.OUTLINED):
            self._paint_outline(painter, item.rect, sides)
        if item.state & QStyle.StateFlag.State_HasFocus:
            self._paint_frame(painter, item.rect)
        painter.restore()

    def _background(self, index: Index, severity: Severity | None, selected: bool) -> QColor:
        if selected:
            return theme.color("selection")
        if severity is not None:
            return theme.color(f"{severity.value}_tint")
        return theme.color("total" if index.data(GridRole.COMPUTED) else "base")

    def _paint_last_year(self, painter: QPainter, item: ItemOption, text: str) -> None:
        small = QFont(item.font)
        small.setPointSizeF(item.font.pointSizeF() * SMALL)
        painter.setPen(theme.color("muted"))
        place = item.rect.adjusted(_AIR, 0, -_AIR, -2)
        if QFontMetrics(small).horizontalAdvance(text) > place.width():
            text = text.partition(" ")[0]
        painter.setFont(fitting(small, text, place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_mark(self, painter: QPainter, rect: QRect, font: QFont, severity: Severity) -> None:
        painter.setFont(_mark_font(font))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(rect.adjusted(0, 0, -_MARK_AIR, 0), corner, self.marks[severity])

    def _mark_width(self, font: QFont, severity: Severity) -> int:
        """What a mark takes of a cell's right side."""
        return QFontMetrics(_mark_font(font)).horizontalAdvance(self.marks[severity]) + _MARK_AIR

    def _paint_outline(self, painter: QPainter, rect: QRect, sides: Sequence[bool]) -> None:
        """Paint the sides of the outline around a finding's cells that run along this cell."""
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
        inner = rect.adjusted(1, 1, -1, -1)
        corners = (inner.topLeft(), inner.topRight(), inner.bottomRight(), inner.bottomLeft())
        for side, runs in enumerate(sides):
            if runs:
                painter.drawLine(corners[side], corners[(side + 1) % 4])

    def _paint_frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cellEditor")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFrame(False)
        editor.setProperty("cellIndex", QPersistentModelIndex(index))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.setModified(True)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_fill(event):
            # In a cell being typed, Ctrl+Enter is a spreadsheet's, not the menu's.
            event.accept()
            return True
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            way = _LEAVING_KEYS.get(Qt.Key(event.key())) or self._sideways(editor, event)
            if event.key() == Qt.Key.Key_F2:
                editor.setProperty(TYPED_OVER, not editor.property(TYPED_OVER))
                return True
            if way == "enter" and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.fill_wanted.emit(editor.text())
                return True
            if way in ("enter", "tab") and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                way += " back"
            if way is not None:
                self.commitData.emit(editor)
                if not editor.property(KEPT):
                    self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                    self.left_by_key.emit(way)
                return True
        return super().eventFilter(editor, event)

    @staticmethod
    def _sideways(editor: QLineEdit, event: QKeyEvent) -> str | None:
        """Return the way of an arrow that leaves a cell typed over; in what was refused it goes to the mistake."""
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        leaves = editor.property(TYPED_OVER) and not editor.property(KEPT) and bare
        return _SIDEWAYS.get(Qt.Key(event.key())) if leaves else None

    @staticmethod
    def keep(editor: QLineEdit) -> None:
        """Mark an editor whose text was refused: it stays open until that is corrected or given up."""
        editor.setProperty(KEPT, True)
        CellDelegate.apply_theme(editor)
        editor.selectAll()

    @staticmethod
    def apply_theme(editor: QLineEdit) -> None:
        """Give an editor whose text was refused the colours of the theme in use."""
        if editor.property(KEPT):
            colours = theme.current()
            editor.setStyleSheet(f"color: {colours.error}; background: {colours.error_tint};")


def _is_fill(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
