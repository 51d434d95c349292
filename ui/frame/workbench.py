"""Everything inside the window's frame: lists at the sides, the report in the middle, notices below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QSplitter,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from app.changes import Changes, Delta
from app.edits import SetCells
from app.rules.model import Finding
from ui.base.settings import Settings
from ui.frame.announcer import Announcer
from ui.frame.dialog_texts import DialogTexts
from ui.frame.leaving import Leaving
from ui.frame.navigation import Navigation
from ui.frame.opening_notices import OpeningNotices
from ui.frame.status_line import StatusLine
from ui.frame.tour_plan import TourPlan
from ui.frame.undo_places import UndoPlaces
from ui.verbs.base import WindowParts
from ui.verbs.menus import MenuVerbs
from ui.views.findings_panel import FindingsPanel
from ui.views.middle_of_window import MiddleOfWindow
from ui.views.notice import Notice
from ui.views.notice_place import NoticePlace
from ui.views.report_panel import ReportPanel
from ui.views.report_tabs import ReportTabs
from ui.views.typed_keys import is_typing
from ui.work.refusals import telling
from ui.work.session import Session
from ui.work.tasks import leave_all

_SIDES = [200, 880, 286]
_TREE_WIDTH = 270
"""The width of the list where units stand in groups."""


class Workbench(QWidget):
    """Puts the parts together; each part follows the session by its signals. What a user can ask for is in `ui.verbs`."""

    state_changed = Signal()
    """The title, or what can be done, may have changed."""

    def __init__(self, settings: Settings, status_bar: QStatusBar, window: QWidget) -> None:
        super().__init__(window)
        self.settings = settings
        self.session = Session(self)
        self.leaving = Leaving(self.session, self._pending, window)
        DialogTexts(self.session, window)
        self._shown_report: int | None = None
        self._lay_out()
        self.status_line = StatusLine(self.session, status_bar, lambda: self.middle.page is None)
        parts = WindowParts(
            session=self.session,
            settings=settings,
            notice=self.notice,
            standing=self.standing,
            window=window,
            tabs=self.tabs,
            findings=self.findings,
            report_panel=self.report_panel,
            middle=self.middle,
            show_tour=lambda: self._tour_plan.show(),
        )
        self.verbs = MenuVerbs(parts)
        self.navigation = Navigation(parts, self.verbs, self.run, self)
        self.announcer = Announcer(self.session, window)
        self._tour_plan = TourPlan(parts, self._column, lambda words: self.announcer.tell(words, False))
        self._opening_notices = OpeningNotices(
            self.session, self.notice, lambda unit: self.verbs.deadlines.show_due(unit)
        )
        self._connect()
        self._splitter.restoreState(settings.bytes("window/splitter"))
        self.middle.follow_report()

    def _lay_out(self) -> None:
        self.notice = Notice()
        self.standing = Notice(standing=True)
        self.session.file.second_backups = self.settings.second_backups
        self.report_panel = ReportPanel(self.session)
        self.report_panel.follow_settings(self.settings)
        self.tabs = ReportTabs(self.session, self.settings)
        self.findings = FindingsPanel(self.session)
        work = QWidget()
        self.middle = MiddleOfWindow(self.session, self.tabs, work.height)
        self._notices = NoticePlace(self.middle.scrolled, self.standing, self.notice)
        self.middle.covered = self._notices.taken
        middle = QVBoxLayout(work)
        middle.addWidget(self.middle, 1)
        middle.addWidget(self._notices)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.report_panel, work, self.findings):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes(_SIDES)
        self._column = QVBoxLayout(self)
        for layout in (middle, self._column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        session = self.session
        session.list_changed.connect(self._make_room_for_tree)
        self.middle.turned.connect(self._notices.release)
        self.middle.followed.connect(self._on_followed)
        session.report_selected.connect(self.middle.follow_report)
        session.report_selected.connect(self._notices.release_unseen)
        session.report_selected.connect(self._on_report_selected)
        self.tabs.currentChanged.connect(self._notices.release)
        for notice in (self.notice, self.standing):
            notice.going.connect(self._keep_keyboard)
            notice.said.connect(self.announcer.read_notice)
        session.report_changed.connect(self._on_report_changed)
        session.revealed.connect(self._on_revealed)
        self._steps = UndoPlaces(session, self.tabs, self.middle, self.notice)
        session.list_changed.connect(self.state_changed)
        session.undo_stack.indexChanged.connect(self.state_changed)
        session.file.access_changed.connect(self.state_changed)
        self.findings.pointed_at.connect(self.tabs.places.outline)
        self.findings.activated.connect(self._go_to_finding)
        self.findings.looked_at.connect(self.tabs.places.show_finding)
        self.findings.activated.connect(self.announcer.read_finding)
        self.findings.adopting_asked.connect(
            lambda: self.run(lambda verbs: verbs.findings.adopt_suggestion())
        )
        self.findings.waiving_asked.connect(lambda: self.run(lambda verbs: verbs.waiving.waive_finding()))
        self.findings.withdrawal_asked.connect(
            lambda: self.run(lambda verbs: verbs.waiving.withdraw_waiver())
        )
        self.findings.settings_asked.connect(
            lambda: self.run(lambda verbs: verbs.rule_settings.rule_settings())
        )
        self.tabs.current_cell_changed.connect(self.status_line.formula.show_cell)
        self.tabs.selection_changed.connect(self.status_line.sums.show_cells)
        self.tabs.rest_offered.connect(self._offer_rest)
        self.tabs.sum_asked_about.connect(lambda: self.run(lambda verbs: verbs.composition.show_shares()))

    def run(self, verb: Callable[[MenuVerbs], object]) -> None:
        """Run a verb; what it refuses is told in the notice."""
        with telling(self.notice.refuse):
            verb(self.verbs)
        self._keep_keyboard()

    def _keep_keyboard(self) -> None:
        """Move the keyboard to the work if it is nowhere, on a button, or on something that disappears.

        Otherwise a space meant for a text would press whatever Qt focuses next.
        """
        focus = self.window().focusWidget()
        lost = focus is None or not focus.isVisible() or isinstance(focus, QAbstractButton)
        if lost or self._notices.isAncestorOf(focus):
            self.middle.focus()

    def _go_to_finding(self, finding: Finding) -> None:
        """Show what a finding is about; say one that has no place where the list of findings is not on screen."""
        if finding.rule.startswith("ledger."):
            self.run(lambda verbs: verbs.counting.show_undecided())
            return
        self.tabs.places.go_to_finding(finding)
        report = self.session.report
        if report is not None and not self.tabs.places.has_place(finding) and not self.findings.isVisible():
            self.notice.say(f"{finding.kind}：{finding.message}{finding.hint}", about=report.id)

    def explain_typing(self, event: QKeyEvent) -> bool:
        """Say where typing makes sense, if this key was typed where it makes none; return whether it was."""
        if not is_typing(event):
            return False
        shown = self.middle.currentWidget() is not self.middle.welcome
        self.session.refused.emit(
            "这里不能输入，请先点一下要填写的单元格或文字。"
            if shown
            else "还没有报告，请先新建报告或读入上年报告。"
        )
        return True

    def _offer_rest(self, why: str, rest: SetCells) -> None:
        """Offer to paste the part of a refused block that can be placed, until something else is changed."""

        def paste_rest() -> None:
            self.tabs.places.go_to_cell(next(iter(rest.cells)))
            view = self.tabs.current_table()
            if view is not None:
                view.apply_pasted(rest)

        self.notice.say(
            why, stay=True, buttons=[(f"粘贴其余 {len(rest.cells)} 格", paste_rest)], about=rest.report_id
        )
        self.notice.lapse_with(self.session.undo_stack.indexChanged)

    def take_dropped(self, paths: list[Path]) -> None:
        """Open a workspace that was dropped on the window, or read the reports that were."""
        workspaces = [path for path in paths if path.suffix == ".nianbao"]
        if workspaces:
            self.verbs.workspaces.open_path(workspaces[0])
        elif self.session.is_open and self.middle.shows_ledger:
            self.run(lambda verbs: verbs.ledger_reading.read_file(paths[0]))
        elif self.session.is_open:
            self.verbs.imports.import_paths(paths)

    # opening and closing

    def begin(self, path: Path | None) -> None:
        """Open a workspace: this one, the last one, or the default."""
        if path is None:
            self._tour_plan.expect()
            self.verbs.workspaces.open_default()
        else:
            self.verbs.workspaces.open_path(path)

    def _on_report_selected(self) -> None:
        report = self.session.report
        shown, self._shown_report = self._shown_report, report.id if report is not None else None
        if shown != self._shown_report:
            self.tabs.leave_text()

    def may_leave(self) -> bool:
        """Whether everything typed is on disk and every print is with its printer; asks where it is not."""
        return (
            self.leaving.may_go()
            and self.verbs.printing.may_close()
            and self.verbs.file_state.copies.may_close()
        )

    def _pending(self) -> list[str]:
        page = self.middle.page
        return [*self.tabs.pending(), *(page.pending() if page is not None else ())]

    def leave(self) -> None:
        """Remember the state and close the workspace.

        Everything is on disk; only what was typed in the last half second is still to be written.
        """
        report = self.session.report
        self.settings.remember_report(self.session.path, report.id if report else 0)
        self.settings.set("window/splitter", self._splitter.saveState())
        self.tabs.remember_widths()
        self.leaving.keep_unwritten()
        self.session.close()
        leave_all()

    # what is shown of the session

    def _on_report_changed(self, changes: Changes) -> None:
        if any(delta.fields for delta in changes.deltas):
            self.middle.follow_report()

    def _on_revealed(self, delta: Delta) -> None:
        """Put the report that undo or redo has changed on screen; the sum of a group stays behind its page."""
        changed = delta.after or delta.before
        group = self.navigation.group
        behind = group is not None and changed is not None and changed.unit.id == group.id
        if not behind:
            self.middle.show_page(None)
        self.tabs.places.reveal(delta)

    def _on_followed(self) -> None:
        self.verbs.view.show_sides()
        self.status_line.follow_page()
        self.state_changed.emit()

    def _make_room_for_tree(self) -> None:
        """Give a list with groups the width of their names, where the user has not set it."""
        sizes = self._splitter.sizes()
        lacking = _TREE_WIDTH - sizes[0]
        if (
            self.report_panel.model.reports.grouped
            and lacking > 0
            and self.settings.bytes("window/splitter").isEmpty()
        ):
            self._splitter.setSizes([_TREE_WIDTH, sizes[1] - lacking, sizes[2]])
