"""Types of Qt that PySide6's stubs lack or that several modules need."""

from typing import Protocol, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTextEdit, QWidget

Index = QModelIndex | QPersistentModelIndex
"""What Qt passes to a model, a view or a delegate."""


class ItemOption(Protocol):
    """The attributes of `QStyleOptionViewItem`: the stubs have none of them."""

    rect: QRect
    state: QStyle.StateFlag
    font: QFont
    palette: QPalette
    fontMetrics: QFontMetrics  # noqa: N815
    widget: QWidget | None


class _Selection(Protocol):
    cursor: QTextCursor
    format: QTextCharFormat


def item_option(option: QStyleOptionViewItem) -> ItemOption:
    """Return *option* with the attributes that the stubs lack."""
    return cast("ItemOption", option)


def marked_span(mark: QTextEdit.ExtraSelection) -> tuple[int, int]:
    """Return where a mark begins and ends in its document."""
    cursor = cast("_Selection", mark).cursor
    return cursor.selectionStart(), cursor.selectionEnd()


def text_mark(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """Return the mark that shows the text at *cursor* with *look*."""
    selection = QTextEdit.ExtraSelection()
    attributes = cast("_Selection", selection)
    attributes.cursor, attributes.format = cursor, look
    return selection
