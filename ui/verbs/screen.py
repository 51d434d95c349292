"""Verbs on what is on screen: editing where the keyboard is, and going from one part of the window to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget

from ui.verbs import Verbs
from ui.views.findings_panel import FindingsPanel
from ui.views.report_panel import ReportPanel
from ui.views.report_tabs import ReportTabs

if TYPE_CHECKING:
    from ui.views.preview_window import PreviewWindow


@dataclass
class ScreenVerbs(Verbs):
    """Undo, clipboard, search, and the way through the window."""

    tabs: ReportTabs
    findings: FindingsPanel
    report_panel: ReportPanel
    middle: QStackedWidget
    """The report, or the welcome in its place."""

    def undo(self) -> None:
        """Take the last step back."""
        self.session.undo()

    def redo(self) -> None:
        """Make the step taken back last again."""
        self.session.redo()

    def find(self) -> None:
        """Search the text on screen."""
        self.tabs.find()

    def next_finding(self) -> None:
        """Show the next finding's place."""
        self.findings.step(1)

    def previous_finding(self) -> None:
        """Show the place of the finding before."""
        self.findings.step(-1)

    def fill_blanks(self) -> None:
        """Set the untouched cells of the table on screen to 0."""
        view = self.tabs.current_table()
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
        view = self.tabs.current_table()
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
        view = self.tabs.current_table()
        if view is not None:
            view.clear_selected()

    def _where_the_keyboard_is(self, command: str) -> None:
        """Pass an editing command on: to a line, to a text, else to the table on screen."""
        widget = QApplication.focusWidget()
        target = widget if isinstance(widget, QLineEdit | QPlainTextEdit) else self.tabs.current_table()
        if target is not None:
            getattr(target, command)()

    def next_page(self) -> None:
        """Turn to the next section."""
        self.tabs.turn(1)

    def previous_page(self) -> None:
        """Turn to the section before."""
        self.tabs.turn(-1)

    def next_pane(self) -> None:
        """Move the keyboard from list to report to findings and round again."""
        panes = [self.report_panel.list, self.middle.currentWidget(), self.findings.list]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        pane = next(pane for pane in (panes * 2)[here + 1 :] if pane.isVisible())
        if pane is self.tabs:
            self.tabs.focus_page()
        else:
            pane.setFocus()

    def preview(self) -> None:
        """Show the report as it will be printed."""
        self.tabs.show_preview()

    def preview_window(self) -> None:
        """Show the preview in a window of its own, beside the report being worked on."""
        self._preview_window.show()
        self._preview_window.raise_()
        self._preview_window.activateWindow()

    @cached_property
    def _preview_window(self) -> PreviewWindow:
        """The preview's own window; loaded when first asked for."""
        from ui.views.preview_window import PreviewWindow

        return PreviewWindow(self.session, self.settings, self.window)
