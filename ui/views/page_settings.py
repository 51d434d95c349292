"""What the user's settings and the window give the pages of a report: fonts, widths, keys, context menus."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QFont, QFontDatabase
from PySide6.QtWidgets import QWidget

from app.forms.model import Form
from ui.base.settings import Settings
from ui.views.tab_pages import TablePage, TextPage


class PageEquipment:
    """Equips pages; *owner* has the window's font and looks at what happens in them."""

    def __init__(self, settings: Settings, owner: QWidget) -> None:
        self._settings, self._owner = settings, owner
        self.cell_menu: list[QAction] = []
        self.text_menu: list[QAction] = []

    def equip(self, page: TablePage | TextPage) -> None:
        """Give a page what belongs to it, or what has changed of that."""
        watcher: QObject = self._owner
        if isinstance(page, TablePage):
            page.view.enter_goes_right = self._settings.enter_goes_right
            page.view.show_last_year(self._settings.last_year_shown)
            page.view.viewport().installEventFilter(watcher)
            # Labels have the menu of the cells they stand for.
            for part in (page.view, page.view.labels_above, page.view.labels_beside):
                _offer(part, self.cell_menu)
        else:
            page.editor.setFont(self._text_font())
            page.editor.viewport().installEventFilter(watcher)
            _offer(page.editor, self.text_menu)

    def _text_font(self) -> QFont:
        """Return the font of texts: the window's, but for what the user chose of it."""
        font = QFont(self._owner.font())
        family, points = self._settings.text("text/font"), self._settings.number("text/points", 0)
        if family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            font.setFamily(family)
        if points:
            font.setPointSizeF(points * self._settings.number("window/zoom", 100) / 100)
        return font

    def restore_widths(self, form: Form, page: TablePage) -> None:
        """Give a table the column widths that the user has set."""
        page.view.set_column_widths(self._settings.numbers(_width_key(form, page)))

    def remember_widths(self, form: Form, page: TablePage) -> None:
        """Remember the column widths that the user has set."""
        if widths := page.view.column_widths():
            self._settings.set_numbers(_width_key(form, page), widths)


def _offer(part: QWidget, menu: list[QAction]) -> None:
    part.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    if not part.actions():
        part.addActions(menu)


def _width_key(form: Form, page: TablePage) -> str:
    return f"columns/{form.id}/{page.model.table.key}"
