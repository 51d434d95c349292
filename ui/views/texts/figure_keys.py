"""Each linked figure of a text is one unit for the keys and the mouse, as a field is in Word."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.views.texts.figure_marks import FigureMarks

_MOVES = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip


class FigureKeys:
    """What keys and mouse do at the figures of one editor. Only a click puts the cursor inside of one."""

    def __init__(self, editor: QTextEdit, figures: FigureMarks) -> None:
        self._editor = editor
        self._figures = figures

    def removes(self, event: QKeyEvent) -> bool:
        """Remove the figure before or behind the cursor for Backspace or Delete; say whether there was one."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or self._editor.isReadOnly():
            return False
        found = None
        if event.key() == Qt.Key.Key_Backspace:
            found = self._figures.ending_at(cursor.position())
        elif event.key() == Qt.Key.Key_Delete:
            found = self._figures.beginning_at(cursor.position())
        if found is not None:
            found.removeSelectedText()
        return found is not None

    def pass_over(self, event: QKeyEvent) -> None:
        """Move the cursor on to the end of a figure that a key has moved it into."""
        if event.key() not in _MOVES:
            return
        cursor = self._editor.textCursor()
        figure = self._figures.around(cursor.position())
        if figure is None:
            return
        start, end = figure.selectionStart(), figure.selectionEnd()
        nearer = start if cursor.position() - start < end - cursor.position() else end
        places = {Qt.Key.Key_Left: start, Qt.Key.Key_Right: end}
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        mode = QTextCursor.MoveMode.KeepAnchor if extends else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(places.get(Qt.Key(event.key()), nearer), mode)
        self._editor.setTextCursor(cursor)

    def select_at(self, point: QPoint) -> None:
        """Select the figure that lies at a point of the view."""
        place = self._editor.cursorForPosition(point)
        figure = self._figures.touching(place.position())
        if figure is None:
            return
        at_start, at_end = (
            place.position() == end for end in (figure.selectionStart(), figure.selectionEnd())
        )
        edge = self._editor.cursorRect(place).left()
        if not (at_start and point.x() < edge) and not (at_end and point.x() > edge):
            self._editor.setTextCursor(figure)

    def widen(self) -> None:
        """Widen a selection that begins or ends inside of a figure to the whole of it."""
        cursor = self._editor.textCursor()
        if not cursor.hasSelection():
            return
        first, last = (
            self._figures.around(cursor.selectionStart()),
            self._figures.around(cursor.selectionEnd()),
        )
        if first is None and last is None:
            return
        start = first.selectionStart() if first is not None else cursor.selectionStart()
        end = last.selectionEnd() if last is not None else cursor.selectionEnd()
        backwards = cursor.position() < cursor.anchor()
        cursor.setPosition(end if backwards else start)
        cursor.setPosition(start if backwards else end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
