"""Check boxes in lists, seen in the dark as well."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from ui.base import theme
from ui.base.qt_types import item_option


class CheckBoxDelegate(QStyledItemDelegate):
    """Fills the boxes with the theme's colour for them; everything else of an item stays."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        palette = item_option(option).palette
        palette.setColor(QPalette.ColorRole.Base, theme.color("box"))
        item_option(option).palette = palette


def fill_check_boxes(view: QAbstractItemView) -> None:
    """Have the boxes in a list filled; to be called once."""
    view.setItemDelegate(CheckBoxDelegate(view))
