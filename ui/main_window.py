"""The main window: lists at the sides, the report in the middle, the verdict below."""

import contextlib
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFont, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes
from app.report import Status, Totals
from app.rules.check import Verdict
from ui import theme
from ui.actions import Actions
from ui.session import Session
from ui.settings import Settings
from ui.verbs import Verbs
from ui.views.findings_panel import FindingsPanel
from ui.views.formula_bar import FormulaBar
from ui.views.notice import Notice
from ui.views.report_panel import ReportPanel
from ui.views.report_tabs import ReportTabs
from ui.views.welcome import Welcome

TITLE = "公开年报"
_ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_SIDES = [200, 880, 286]
_MESSAGE_MS = 8000


class MainWindow(QMainWindow):
    """Puts the parts together; each part follows the session by its signals."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.settings = settings or Settings()
        self.session = Session(self)
        self.setAcceptDrops(True)
        self._base_font = QFont(self.font())
        self._zoom = 100
        self._lay_out()
        self.verbs = Verbs(self.session, self.settings, self.notice, self)
        self.actions_ = Actions(self, self._runner)
        self.actions_.fill(self.menuBar())
        self._fill_toolbar()
        self._connect()
        self._restore_state()
        self._show_whether_report()

    # frame

    def _lay_out(self) -> None:
        self.notice = Notice()
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
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._splitter, 1)
        self.setCentralWidget(centre)
        self.verdict = QLabel()
        self.verdict.setObjectName("verdictLabel")
        self.formula = FormulaBar(self.session)
        self.saved = QLabel()
        self.saved.setObjectName("savedLabel")
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.verdict)
        bar.addWidget(self.formula, 1)
        bar.addPermanentWidget(self.saved)

    def _fill_toolbar(self) -> None:
        """The tool bar stands in the menu bar's line: a row saved for the tables."""
        bar = self._toolbar = QWidget(self.menuBar())
        bar.setObjectName("toolBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, theme.UNIT, 0)
        row.setSpacing(theme.UNIT)
        for action, text in self.actions_.toolbar_actions():
            action.setIconText(text)
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            row.addWidget(button)
        self.menuBar().setCornerWidget(bar, Qt.Corner.TopRightCorner)
        bar.show()

    def _connect(self) -> None:
        session = self.session
        session.workspace_changed.connect(self._on_workspace_changed)
        session.report_selected.connect(self._on_report_selected)
        session.report_changed.connect(self._on_report_changed)
        session.list_changed.connect(self._show_title)
        session.checked.connect(self._on_checked)
        session.written.connect(self._on_written)
        session.refused.connect(lambda text: self.statusBar().showMessage(text, _MESSAGE_MS))
        for changed in (session.undo_stack.canUndoChanged, session.undo_stack.indexChanged):
            changed.connect(self._show_undo)
        self.report_panel.chosen.connect(session.select)
        self.findings.pointed_at.connect(self.tabs.outline)
        self.findings.activated.connect(self.tabs.go_to_finding)
        self.tabs.current_cell_changed.connect(self.formula.show_cell)
        self.welcome.asked.connect(lambda name: self._runner(name)())
        self.actions_.recent_menu.aboutToShow.connect(self._fill_recent)

    def _runner(self, name: str):
        """Return what an action runs: the window's own method, else the verb of that name."""
        return getattr(self, f"_do_{name}", None) or getattr(self.verbs, name)

    # opening and closing

    def begin(self, path: Path | None = None) -> None:
        """Open a workspace, the last one or the default: called once the window is on screen."""
        if path is None:
            self.verbs.open_default()
        else:
            self.verbs.open_path(path)

    def _on_workspace_changed(self) -> None:
        path = self.session.path
        self.welcome.say_where(f"报告存放在 {path}，随改随存，不需要另外保存。" if path else "")
        QTimer.singleShot(0, self._show_last_report)
        self._show_whether_report()

    def _show_last_report(self) -> None:
        """Show the report that was on screen last, or the newest."""
        if not self.session.is_open or self.session.report is not None:
            return
        last = self.settings.number("last_report", 0)
        known = self.report_panel.model.index_for(last).isValid()
        wanted = last if known else self.report_panel.model.first_report()
        if wanted is not None:
            self.session.select(wanted)

    def _restore_state(self) -> None:
        self.resize(1366, 720)
        self.restoreGeometry(self.settings.bytes("window/geometry"))
        self._splitter.restoreState(self.settings.bytes("window/splitter"))
        self._set_zoom(self.settings.number("window/zoom", 100))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on disk; only what was typed in the last half second is still to be written."""
        self.tabs.commit()
        self.settings.set("window/geometry", self.saveGeometry())
        self.settings.set("window/splitter", self._splitter.saveState())
        self.settings.set("window/zoom", self._zoom)
        report = self.session.report
        self.settings.set("last_report", report.id if report else 0)
        self.tabs.remember_widths()
        self.settings.sync()
        self.session.close()
        super().closeEvent(event)

    # what the window shows of the session

    def _on_report_selected(self) -> None:
        self._show_whether_report()
        self._show_title()

    def _on_report_changed(self, changes: Changes) -> None:
        if any(delta.fields for delta in changes.deltas):
            self._show_whether_report()

    def _show_whether_report(self) -> None:
        report = self.session.report
        shown = report is not None
        self._middle.setCurrentWidget(self.tabs if shown else self.welcome)
        self.findings.setVisible(shown)
        self.actions_.enable(workspace=self.session.is_open, report=shown)
        self.actions_.by_name["computed_totals"].setChecked(shown and report.totals is Totals.COMPUTED)
        finalize = self.actions_.by_name["finalize"]
        finalize.setChecked(shown and report.status is Status.FINAL)
        self._show_undo()
        self._show_title()
        if not shown:
            self.verdict.clear()

    def _show_title(self) -> None:
        report = self.session.report
        self.setWindowTitle(f"{TITLE} — {report.unit.name} {report.year}" if report else TITLE)

    def _show_undo(self) -> None:
        stack = self.session.undo_stack
        for name, word, can, text in (
            ("undo", "撤销", stack.canUndo(), stack.undoText()),
            ("redo", "重做", stack.canRedo(), stack.redoText()),
        ):
            action = self.actions_.by_name[name]
            action.setEnabled(can)
            action.setText(f"{word}{text}" if text else word)
            action.setIconText(word)

    def _on_checked(self) -> None:
        report, check = self.session.report, self.session.check
        if report is None or check is None:
            self.verdict.clear()
            return
        final = report.status is Status.FINAL
        colors = {Verdict.READY: "fine", Verdict.ERRORS: "error", Verdict.INCOMPLETE: "muted"}
        self.verdict.setText("已定稿" if final else check.summary)
        color = getattr(theme.current(), "fine" if final else colors[check.verdict])
        self.verdict.setStyleSheet(f"color: {color}; font-weight: bold; padding: 0 8px;")

    def _on_written(self) -> None:
        self.saved.setText(f"已保存 {datetime.now():%H:%M}")

    # actions of the window itself

    def _do_undo(self) -> None:
        self.session.undo()

    def _do_redo(self) -> None:
        self.session.redo()

    def _do_find(self) -> None:
        self.tabs.find()

    def _do_next_finding(self) -> None:
        self.findings.step(1)

    def _do_previous_finding(self) -> None:
        self.findings.step(-1)

    def _do_fill_blanks(self) -> None:
        view = self.tabs.current_table()
        if view is not None:
            view.fill_blanks()

    def _do_cut(self) -> None:
        self._on_focus("cut", QKeySequence.StandardKey.Cut)

    def _do_copy(self) -> None:
        self._on_focus("copy", QKeySequence.StandardKey.Copy)

    def _do_paste(self) -> None:
        self._on_focus("paste", QKeySequence.StandardKey.Paste)

    def _do_select_all(self) -> None:
        self._on_focus("selectAll", QKeySequence.StandardKey.SelectAll)

    def _do_clear(self) -> None:
        view = self.tabs.current_table()
        if view is not None:
            view.clear_selected()

    def _on_focus(self, method: str, _key: QKeySequence.StandardKey) -> None:
        """Pass an editing command on to what has the keyboard: a line, a text or a table."""
        widget = QApplication.focusWidget()
        target = widget if isinstance(widget, QLineEdit | QPlainTextEdit) else self.tabs.current_table()
        run = getattr(target, method, None)
        if run is not None:
            run()

    def _do_next_pane(self) -> None:
        """Move the keyboard from list to report to findings and round again."""
        panes = [self.report_panel.list, self.tabs.currentWidget() or self.welcome, self.findings.list]
        here = next(
            (
                n
                for n, pane in enumerate(panes)
                if pane.hasFocus() or pane.isAncestorOf(self.focusWidget() or self)
            ),
            0,
        )
        order = panes[here + 1 :] + panes[: here + 1]
        pane = next(pane for pane in order if pane.isVisible())
        view = self.tabs.current_table() if pane is self.tabs.currentWidget() else None
        editors = pane.findChildren(QPlainTextEdit)
        (view or (editors[0] if editors else pane)).setFocus()

    def _do_zoom_in(self) -> None:
        self._set_zoom(next((step for step in _ZOOM_STEPS if step > self._zoom), self._zoom))

    def _do_zoom_out(self) -> None:
        self._set_zoom(next((step for step in reversed(_ZOOM_STEPS) if step < self._zoom), self._zoom))

    def _do_zoom_reset(self) -> None:
        self._set_zoom(100)

    def _set_zoom(self, percent: int) -> None:
        self._zoom = min(max(percent, _ZOOM_STEPS[0]), _ZOOM_STEPS[-1])
        font = QFont(self._base_font)
        font.setPointSizeF(self._base_font.pointSizeF() * self._zoom / 100)
        self.tabs.setFont(font)
        for view in self.tabs.table_views():
            view.lay_out()

    def _fill_recent(self) -> None:
        menu = self.actions_.recent_menu
        menu.clear()
        for path in self.settings.recent():
            menu.addAction(str(path), lambda path=path: self.verbs.open_path(path))
        menu.setEnabled(True)
        if menu.isEmpty():
            menu.addAction("（没有）").setEnabled(False)

    # files dropped on the window, and the system's change between light and dark

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        workspaces = [path for path in paths if path.suffix == ".nianbao"]
        if workspaces:
            self.verbs.open_path(workspaces[0])
        elif paths and self.session.is_open:
            self.verbs.import_paths(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            with contextlib.suppress(AttributeError):
                for view in self.tabs.table_views():
                    view.apply_theme()
                self._on_checked()
