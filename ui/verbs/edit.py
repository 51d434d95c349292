"""Verbs of the menu 编辑: they act where the keyboard is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTableView, QTextEdit

from app.errors import UserError
from ui.verbs.base import Verbs
from ui.views.work_page import CellTable

if TYPE_CHECKING:
    from ui.views.preview.readable_pages import ReadablePages

Target = QLineEdit | QPlainTextEdit | QTextEdit | CellTable
"""A line or text that has the keyboard, or the table on screen."""


class EditVerbs(Verbs):
    """Undo, clipboard, search and blanks."""

    def undo(self) -> None:
        """Take the last step back."""
        self.session.undo()

    def redo(self) -> None:
        """Make the step taken back last again."""
        self.session.redo()

    def find(self) -> None:
        """Search the text or page on screen."""
        if self.parts.page is not None:
            self.parts.page.open_search()
        else:
            self.parts.tabs.open_search()

    def fill_blanks(self) -> None:
        """Set the untouched cells of the table on screen to 0."""
        view = self.parts.tabs.current_table()
        if view is not None:
            view.fill_blanks()

    def fill_down(self) -> None:
        """Fill the selected cells of the table on screen from above. Raises `UserError` while something is typed."""
        self._leave_typing("向下填充")
        view = self._table()
        if view is not None:
            view.fill_down()

    def fill_right(self) -> None:
        """Fill the selected cells of the table on screen from the left. Raises `UserError` while something is typed."""
        self._leave_typing("向右填充")
        view = self.parts.tabs.current_table()
        if view is not None:
            view.fill_right()

    def enter_goes_right(self) -> None:
        """Change between Enter going down and going right."""
        self.settings.enter_goes_right = not self.settings.enter_goes_right
        self.parts.tabs.apply_settings()

    def cut(self) -> None:
        """Cut what is selected where the keyboard is."""
        self._do(lambda target: target.cut())

    def copy(self) -> None:
        """Copy what is selected where the keyboard is."""
        self._do_or_read(lambda target: target.copy())

    def copy_with_labels(self) -> None:
        """Copy cells of the table on screen with their labels."""
        view = self.parts.tabs.current_table()
        if view is not None:
            view.copy_with_labels()

    def paste(self) -> None:
        """Paste where the keyboard is."""
        self._do(lambda target: target.paste())

    def select_all(self) -> None:
        """Select everything where the keyboard is."""
        self._do_or_read(lambda target: target.selectAll())

    def clear(self) -> None:
        """Delete what is selected where the keyboard is: words, or the cells' values."""
        target = self._where_the_keyboard_is()
        if isinstance(target, QLineEdit):
            if not target.isReadOnly() and target.hasSelectedText():
                target.insert("")
        elif isinstance(target, QPlainTextEdit | QTextEdit):
            if not target.isReadOnly():
                target.textCursor().removeSelectedText()
        elif target is not None:
            target.clear_selected()

    def _leave_typing(self, name: str) -> None:
        """Raise `UserError` while the keyboard is in a text or an open cell: no other cell is meant then."""
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit):
            raise UserError(
                f"正在输入文字，“{name}”没有执行。请先按回车键或点一下单元格，选定要填充的各格，再执行。"
            )

    def _table(self) -> CellTable | None:
        """Return the table on screen, of the report or of the page in its place."""
        page = self.parts.page
        return self.parts.tabs.current_table() if page is None else page.table()

    def _pages(self) -> ReadablePages | None:
        """Return the pages of the preview while they have the keyboard."""
        preview = self.parts.tabs.preview_on_screen() if self.parts.page is None else None
        pages = preview.page.view if preview is not None and preview.page is not None else None
        return pages if pages is not None and pages.hasFocus() else None

    def _do(self, act: Callable[[Target], object]) -> None:
        """Do something where the keyboard is."""
        if target := self._where_the_keyboard_is():
            act(target)

    def _do_or_read(self, act: Callable[[Target | ReadablePages], object]) -> None:
        """Do something where the keyboard is, which may be in pages that are only read."""
        if target := self._pages() or self._where_the_keyboard_is():
            act(target)

    def _where_the_keyboard_is(self) -> Target | None:
        """Return the line or text that has the keyboard, else the table on screen."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            return widget
        table = self._table()
        if isinstance(table, QTableView):
            # Nothing is done to a cell that is scrolled out of sight.
            table.scrollTo(table.currentIndex())
        return table
