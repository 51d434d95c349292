"""Verbs of the menu 编辑: they act where the keyboard is."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from ui.verbs.base import Verbs


class EditVerbs(Verbs):
    """Undo, clipboard, search and blanks."""

    def undo(self) -> None:
        """Take the last step back."""
        self.session.undo()

    def redo(self) -> None:
        """Make the step taken back last again."""
        self.session.redo()

    def find(self) -> None:
        """Search the text on screen."""
        self.parts.tabs.find()

    def fill_blanks(self) -> None:
        """Set the untouched cells of the table on screen to 0."""
        view = self.parts.tabs.current_table()
        if view is not None:
            view.fill_blanks()

    def cut(self) -> None:
        """Cut what is selected where the keyboard is."""
        self._where_the_keyboard_is("cut")

    def copy(self) -> None:
        """Copy what is selected where the keyboard is."""
        self._where_the_keyboard_is("copy")

    def copy_with_labels(self) -> None:
        """Copy cells of the table on screen with their labels."""
        view = self.parts.tabs.current_table()
        if view is not None:
            view.copy_with_labels()

    def paste(self) -> None:
        """Paste where the keyboard is."""
        self._where_the_keyboard_is("paste")

    def select_all(self) -> None:
        """Select everything where the keyboard is."""
        self._where_the_keyboard_is("selectAll")

    def clear(self) -> None:
        """Make the selected cells untouched."""
        view = self.parts.tabs.current_table()
        if view is not None:
            view.clear_selected()

    def _where_the_keyboard_is(self, command: str) -> None:
        """Pass an editing command on: to a line, to a text, else to the table on screen."""
        widget = QApplication.focusWidget()
        target = widget if isinstance(widget, QLineEdit | QPlainTextEdit) else self.parts.tabs.current_table()
        if target is not None:
            getattr(target, command)()
