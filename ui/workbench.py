"""Everything inside the window's frame: lists at the sides, the report in the middle, what is said about it below."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.errors import UserError
from app.report import Status
from app.rules.check import Verdict
from ui import theme
from ui.session import Session
from ui.settings import Settings
from ui.tasks import leave_all
from ui.verbs.safety import SafetyVerbs
from ui.verbs.workspaces import WorkspaceVerbs
from ui.views.findings_panel import FindingsPanel
from ui.views.formula_bar import FormulaBar
from ui.views.notice import Notice
from ui.views.report_panel import ReportPanel
from ui.views.report_tabs import ReportTabs
from ui.views.welcome import Welcome

if TYPE_CHECKING:
    from ui.verbs.checks import CheckVerbs
    from ui.verbs.exchange import ExchangeVerbs
    from ui.verbs.imports import ImportVerbs
    from ui.verbs.output import OutputVerbs
    from ui.verbs.reports import ReportVerbs
    from ui.views.preview_window import PreviewWindow

_GROUPS = ("workspaces", "reports", "exchange", "imports", "output", "checks")
"""Where verbs are looked for, in this order; a group is loaded when the search comes to it."""
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_SIDES = [200, 880, 286]
_MESSAGE_MS = 8000


class Workbench(QWidget):
    """Puts the parts together; each part follows the session by its signals.

    Methods named ``do_…`` are actions on what is on screen; the others are in `ui.verbs`.
    """

    state_changed = Signal()
    """What can be done, or what the title says, may be another now."""

    def __init__(self, settings: Settings, status_bar: QStatusBar, window: QWidget) -> None:
        super().__init__(window)
        self.settings = settings
        self.session = Session(self)
        self._status_bar = status_bar
        self._base_font = QFont(self.font())
        self.zoom = 100
        self._lay_out()
        self._fill_status_bar()
        self.workspaces = WorkspaceVerbs(self.session, settings, self.notice, window)
        self.safety = SafetyVerbs(self.session, settings, self.notice, window)
        self.safety.follow(self.standing)
        self._connect()
        self._splitter.restoreState(settings.bytes("window/splitter"))
        self.set_zoom(settings.number("window/zoom", 100))
        self.report_panel.setVisible(self.side_shown("reports"))
        self._show_whether_report()

    def _lay_out(self) -> None:
        self.notice = Notice()
        self.standing = Notice(standing=True)
        self.report_panel = ReportPanel(self.session)
        self.tabs = ReportTabs(self.session, self.settings)
        self.welcome = Welcome()
        self.findings = FindingsPanel(self.session)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.welcome)
        self._middle.addWidget(self.tabs)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.report_panel, self._middle, self.findings):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes(_SIDES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.standing)
        column.addWidget(self.notice)
        column.addWidget(self._splitter, 1)

    def _fill_status_bar(self) -> None:
        self.verdict = QLabel()
        self.verdict.setObjectName("verdictLabel")
        self.verdict.setMargin(theme.UNIT)
        self.formula = FormulaBar(self.session)
        self.saved = QLabel()
        self.saved.setObjectName("savedLabel")
        self.saved.setMargin(theme.UNIT)
        self._status_bar.addWidget(self.verdict)
        self._status_bar.addWidget(self.formula, 1)
        self._status_bar.addPermanentWidget(self.saved)

    def _connect(self) -> None:
        session = self.session
        session.workspace_changed.connect(self._on_workspace_changed)
        session.report_selected.connect(self._show_whether_report)
        session.report_changed.connect(self._on_report_changed)
        session.list_changed.connect(self.state_changed)
        session.checked.connect(self._on_checked)
        session.written.connect(self._on_written)
        session.refused.connect(lambda text: self._status_bar.showMessage(text, _MESSAGE_MS))
        session.undo_stack.indexChanged.connect(self._on_undo_moved)
        session.keeper.access_changed.connect(self.state_changed)
        session.keeper.reread.connect(self._show_last_report)
        self.report_panel.chosen.connect(self._show_report)
        self.findings.pointed_at.connect(self.tabs.outline)
        self.findings.activated.connect(self.tabs.go_to_finding)
        self.findings.asked.connect(self.run)
        self.tabs.current_cell_changed.connect(self.formula.show_cell)
        self.welcome.asked.connect(lambda name: self.run(name))

    def run(self, name: str) -> None:
        """Run the action of this name."""
        own = getattr(self, f"do_{name}", None)
        if own is None:
            groups = (getattr(self, group) for group in _GROUPS)
            own = next(getattr(group, name) for group in groups if hasattr(group, name))
        own()

    @cached_property
    def reports(self) -> ReportVerbs:
        """Verbs on reports; their dialogs are loaded when first asked for."""
        from ui.verbs.reports import ReportVerbs

        return ReportVerbs(self.session, self.settings, self.notice, self.window())

    @cached_property
    def imports(self) -> ImportVerbs:
        """Verbs that bring reports in; loaded when first asked for."""
        from ui.verbs.imports import ImportVerbs

        return ImportVerbs(self.session, self.settings, self.notice, self.window())

    @cached_property
    def exchange(self) -> ExchangeVerbs:
        """Verbs that bring reports out; loaded when first asked for."""
        from ui.verbs.exchange import ExchangeVerbs

        return ExchangeVerbs(self.session, self.settings, self.notice, self.window())

    @cached_property
    def checks(self) -> CheckVerbs:
        """Verbs on findings and on finalising; loaded when first asked for."""
        from ui.verbs.checks import CheckVerbs

        return CheckVerbs(
            self.session, self.settings, self.notice, self.window(), panel=self.findings, tabs=self.tabs
        )

    @cached_property
    def output(self) -> OutputVerbs:
        """Verbs that print, archive and export many; loaded when first asked for."""
        from ui.verbs.output import OutputVerbs

        return OutputVerbs(self.session, self.settings, self.notice, self.window())

    def take_dropped(self, paths: list[Path]) -> None:
        """Open a workspace that was dropped on the window, or read the reports that were."""
        workspaces = [path for path in paths if path.suffix == ".nianbao"]
        if workspaces:
            self.workspaces.open_path(workspaces[0])
        elif self.session.is_open:
            self.imports.import_paths(paths)

    # opening and closing

    def begin(self, path: Path | None) -> None:
        """Open a workspace: this one, the last one, or the default."""
        if path is None:
            self.workspaces.open_default()
        else:
            self.workspaces.open_path(path)

    def _on_workspace_changed(self) -> None:
        path = self.session.path
        self.welcome.say_where(f"报告存放在 {path}，随改随存，不需要另外保存。" if path else "")
        QTimer.singleShot(0, self, self._show_last_report)
        self._show_whether_report()

    def _show_last_report(self) -> None:
        """Show the report that was on screen last, or the newest."""
        if not self.session.is_open or self.session.report is not None:
            return
        last = self.settings.number("last_report", 0)
        known = self.report_panel.model.index_for(last).isValid()
        wanted = last if known else self.report_panel.model.first_report()
        if wanted is not None:
            self._show_report(wanted)

    def _show_report(self, report_id: int) -> None:
        """Put a report on screen; where that can't be, say why, and the list goes back to the one on screen."""
        try:
            self.session.select(report_id)
        except KeyError:
            self.session.list_changed.emit()
        except UserError as error:
            self.notice.say(str(error), kind="error", stay=True)
            self.report_panel.show_selected()

    def may_leave(self) -> bool:
        """Whether everything typed is on disk; asks about a text that the disk does not take."""
        if self.session.settle():
            return True
        texts = [
            editor.toPlainText() for editor in self.tabs.editors() if self.session.is_unsaved(editor.section)
        ]
        from ui.dialogs.unsaved_dialog import closes_anyway

        return closes_anyway(texts, self.window())

    def leave(self) -> None:
        """Remember the state and close the workspace.

        Everything is on disk; only what was typed in the last half second is still to be written.
        """
        report = self.session.report
        self.settings.set("last_report", report.id if report else 0)
        self.settings.set("window/splitter", self._splitter.saveState())
        self.settings.set("window/zoom", self.zoom)
        self.tabs.remember_widths()
        self.session.close()
        leave_all()

    # what is shown of the session

    def _on_report_changed(self, changes: Changes) -> None:
        if any(delta.fields for delta in changes.deltas):
            self._show_whether_report()

    def _show_whether_report(self) -> None:
        shown = self.session.report is not None
        self._middle.setCurrentWidget(self.tabs if shown else self.welcome)
        self.findings.setVisible(shown and self.side_shown("findings"))
        if not shown:
            self.verdict.clear()
        self.state_changed.emit()

    def _on_checked(self) -> None:
        report, check = self.session.report, self.session.check
        if report is None or check is None:
            self.verdict.clear()
            return
        final = report.status is Status.FINAL
        colors = {Verdict.READY: "fine", Verdict.ERRORS: "error", Verdict.INCOMPLETE: "muted"}
        self.verdict.setText("已定稿，不能修改" if final else check.summary)
        palette = self.verdict.palette()
        palette.setColor(
            self.verdict.foregroundRole(), theme.color("fine" if final else colors[check.verdict])
        )
        self.verdict.setPalette(palette)

    def _on_undo_moved(self, _index: int) -> None:
        self.state_changed.emit()

    def _on_written(self) -> None:
        self.saved.setText(f"已保存 {datetime.now():%H:%M}")

    def apply_theme(self) -> None:
        """Show what is painted by hand in the colours of the theme in use."""
        for view in self.tabs.table_views():
            view.apply_theme()
        self._on_checked()

    # actions on what is on screen

    def do_undo(self) -> None:
        """Take the last step back."""
        self.session.undo()

    def do_redo(self) -> None:
        """Make the step taken back last again."""
        self.session.redo()

    def do_find(self) -> None:
        """Search the text on screen."""
        self.tabs.find()

    def do_next_finding(self) -> None:
        """Show the next finding's place."""
        self.findings.step(1)

    def do_previous_finding(self) -> None:
        """Show the place of the finding before."""
        self.findings.step(-1)

    def do_fill_blanks(self) -> None:
        """Set the untouched cells of the table on screen to 0."""
        view = self.tabs.current_table()
        if view is not None:
            view.fill_blanks()

    def do_cut(self) -> None:
        """Cut what is selected where the keyboard is."""
        self._where_the_keyboard_is("cut")

    def do_copy(self) -> None:
        """Copy what is selected where the keyboard is."""
        self._where_the_keyboard_is("copy")

    def do_copy_with_labels(self) -> None:
        """Copy cells of the table on screen with their labels."""
        view = self.tabs.current_table()
        if view is not None:
            view.copy_with_labels()

    def do_paste(self) -> None:
        """Paste where the keyboard is."""
        self._where_the_keyboard_is("paste")

    def do_select_all(self) -> None:
        """Select everything where the keyboard is."""
        self._where_the_keyboard_is("selectAll")

    def do_clear(self) -> None:
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

    def do_next_page(self) -> None:
        """Turn to the next section."""
        self.tabs.turn(1)

    def do_previous_page(self) -> None:
        """Turn to the section before."""
        self.tabs.turn(-1)

    def do_next_pane(self) -> None:
        """Move the keyboard from list to report to findings and round again."""
        panes = [self.report_panel.list, self._middle.currentWidget(), self.findings.list]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        pane = next(pane for pane in (panes * 2)[here + 1 :] if pane.isVisible())
        if pane is self.tabs:
            self.tabs.focus_page()
        else:
            pane.setFocus()

    def do_preview(self) -> None:
        """Show the report as it will be printed."""
        self.tabs.show_preview()

    def do_preview_window(self) -> None:
        """Show the preview in a window of its own, beside the report being worked on."""
        self.preview_window.show()
        self.preview_window.raise_()
        self.preview_window.activateWindow()

    @cached_property
    def preview_window(self) -> PreviewWindow:
        """The preview's own window; loaded when first asked for."""
        from ui.views.preview_window import PreviewWindow

        return PreviewWindow(self.session, self.settings, self.window())

    def do_zoom_in(self) -> None:
        """Make tables and texts, or the preview's pages, larger."""
        if preview := self.tabs.preview_on_screen():
            preview.zoom_by_step(1)
            return
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom), self.zoom))

    def do_zoom_out(self) -> None:
        """Make tables and texts, or the preview's pages, smaller."""
        if preview := self.tabs.preview_on_screen():
            preview.zoom_by_step(-1)
            return
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), self.zoom))

    def do_zoom_reset(self) -> None:
        """Show tables and texts at their usual size, the preview's pages at the paper's."""
        if preview := self.tabs.preview_on_screen():
            preview.zoom_to_paper()
            return
        self.set_zoom(100)

    def side_shown(self, side: str) -> bool:
        """Whether the user wants a side panel, ``reports`` or ``findings``: on a small screen the table needs room."""
        return self.settings.text(f"window/show_{side}", "yes") == "yes"

    def do_show_reports(self) -> None:
        """Show the list of reports, or make room."""
        self._toggle_side("reports")

    def do_show_findings(self) -> None:
        """Show the findings, or make room."""
        self._toggle_side("findings")

    def _toggle_side(self, side: str) -> None:
        self.settings.set(f"window/show_{side}", "no" if self.side_shown(side) else "yes")
        self.report_panel.setVisible(self.side_shown("reports"))
        self._show_whether_report()

    def do_dark(self) -> None:
        """Change between light and dark, and keep to it whatever the system has."""
        wish = "light" if theme.current().dark else "dark"
        self.settings.set("appearance", wish)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application, wish)

    def set_zoom(self, percent: int) -> None:
        """Set the size of tables and texts."""
        self.zoom = min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        font = QFont(self._base_font)
        font.setPointSizeF(self._base_font.pointSizeF() * self.zoom / 100)
        self.tabs.setFont(font)
        for view in self.tabs.table_views():
            view.lay_out()
