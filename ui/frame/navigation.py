"""Which report, group or ledger comes on screen: one chosen in the list, or the last one when a file opens."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.errors import UserError
from app.report import Unit
from ui.verbs.base import WindowParts
from ui.verbs.menus import MenuVerbs

Run = Callable[[Callable[[MenuVerbs], object]], object]


class Navigation(QObject):
    """Follows the list of reports and the session."""

    def __init__(self, parts: WindowParts, verbs: MenuVerbs, run: Run, parent: QObject) -> None:
        """*run* runs a verb and tells what it refuses."""
        super().__init__(parent)
        self._parts, self._verbs, self._run = parts, verbs, run
        session, panel = parts.session, parts.report_panel
        session.workspace_changed.connect(self._on_workspace_changed)
        session.file.reread.connect(self._show_last_report)
        panel.chosen.connect(self._show_report)
        panel.unit_chosen.connect(lambda unit: run(lambda verbs: verbs.ledger.show_unit(unit)))
        panel.group_chosen.connect(self._show_group)
        panel.clicked.connect(parts.middle.focus)
        parts.middle.followed.connect(self._leave_ledger)

    @property
    def group(self) -> Unit | None:
        """The group whose page is on screen."""
        page = self._parts.page
        shown = page is not None and page.objectName() == "groupPage"
        return self._verbs.collecting.page.group if shown else None

    def _leave_ledger(self) -> None:
        """Mark the report in the list again when no ledger stands in its place any more."""
        if not self._parts.middle.shows_ledger:
            self._parts.report_panel.show_ledger_of(None)

    def _on_workspace_changed(self) -> None:
        path = self._parts.session.path
        self._parts.middle.welcome.say_where(f"报告存放在 {path}，随改随存，不需要另外保存。" if path else "")
        QTimer.singleShot(0, self, self._show_last_report)
        self._parts.middle.follow_report()

    def _show_last_report(self) -> None:
        """Show the report that was on screen last, or the newest; where units stand in groups, the first group."""
        session, model = self._parts.session, self._parts.report_panel.model
        if not session.is_open or session.report is not None or self._parts.page is not None:
            return
        last = self._parts.settings.last_report(session.path)
        known = any(head.id == last for head in model.reports.heads)
        top = model.top_group()
        if not known and top is not None:
            self._show_group(top)
            return
        wanted = last if known else model.reports.first()
        if wanted is not None:
            self._show_report(wanted)

    def _show_report(self, report_id: int) -> None:
        """Put a report on screen. If that fails, say why, and mark the report on screen in the list again."""
        try:
            self._parts.session.select(report_id)
        except KeyError:
            self._parts.session.list_changed.emit()
        except UserError as error:
            self._parts.notice.refuse(str(error))
            self._parts.report_panel.show_selected()
        else:
            self._parts.middle.show_page(None)

    def _show_group(self, unit_id: int) -> None:
        """Put a group's page on screen; where the report can't be left, say why."""
        self._run(lambda verbs: verbs.collecting.show_group(unit_id))
        group = self.group
        self._parts.report_panel.show_group(group.id if group else None)
