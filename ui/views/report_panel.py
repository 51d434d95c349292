"""The list of reports at the left."""

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from app.report import ReportSummary
from ui.base import theme
from ui.base.list_habits import ListHabits, name_order
from ui.base.settings import Settings
from ui.models.report_lines import LineKind, ReportLine
from ui.models.report_model import ReportModel, ReportRole
from ui.views.report_filters import ReportFilters
from ui.views.report_line_delegate import ReportLineDelegate, fold_place
from ui.views.typed_keys import TypedKeysPassed
from ui.work.publication_deadline import deadline_words
from ui.work.session import Session

_FILTER_FROM = 8
"""The search line is hidden when there are fewer reports than this."""
_LEAST_WIDTH = 28 * theme.UNIT
"""Room for a year and its state in signs."""


class ReportPanel(QWidget):
    """The reports by unit and year, with a search line when there are many, and by group where units have one."""

    chosen = Signal(object)
    """The id of the report to show."""
    clicked = Signal()
    """The list was clicked on: what is typed next is meant for the report."""
    unit_chosen = Signal(object)
    """The `Unit` whose line was clicked on, or double-clicked within a group: its ledger is wanted."""
    group_chosen = Signal(object)
    """The unit's id of the group to show."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._session = session
        self._group: int | None = None
        self._ledger: int | None = None
        self._folding = False
        self.model = ReportModel(session, self)
        self.list = QListView()
        self.list.setObjectName("reportList")
        self.list.setAccessibleName("报告")
        self.list.setModel(self.model)
        self._lines = ReportLineDelegate(self.list)
        self.list.setItemDelegate(self._lines)
        self.list.setUniformItemSizes(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        TypedKeysPassed(self.list)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self._filters = ReportFilters()
        self._filters.hide()
        self._filters.words_changed.connect(self.model.set_filter)
        self._filters.state_changed.connect(self.model.set_state)
        self._filters.left.connect(self._enter_list)
        self._settings: Settings | None = None
        self._deadline = QLabel()
        self._deadline.setObjectName("publicationDeadline")
        self._deadline.setWordWrap(True)
        theme.write_in(self._deadline, "warning")
        self._reminds = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.UNIT, theme.UNIT, 0, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(QLabel("报告"))
        column.addWidget(self._deadline)
        column.addWidget(self._filters)
        column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.modelReset.connect(self._on_reset)
        session.report_selected.connect(self._on_report_selected)
        session.list_changed.connect(self._follow_habits)
        session.day_turned.connect(self._show_deadline)
        session.list_changed.connect(self._show_deadline)
        session.rules_changed.connect(self._show_deadline)
        self._show_deadline()

    def follow_settings(self, settings: Settings) -> None:
        """Follow the settings: whether the day of publication is shown, and the order of units."""
        self._reminds = not settings.deadline_unsaid
        self._settings = settings
        self._follow_habits()
        self._show_deadline()

    # habits

    def _habits(self) -> ListHabits | None:
        path = self._session.path if self._session.is_open else None
        return ListHabits(self._settings, path) if self._settings is not None and path is not None else None

    def _follow_habits(self) -> None:
        habits = self._habits()
        if habits is not None and self._settings is not None:
            self.model.set_habits(habits.pinned, name_order(self._settings))

    def is_pinned(self, report_id: int) -> bool:
        """Whether a report stands above the list."""
        habits = self._habits()
        return habits is not None and report_id in habits.pinned

    def turn_pin(self) -> None:
        """Put the report on screen above the list, or no longer."""
        habits, report = self._habits(), self._session.report
        if habits is not None and report is not None:
            habits.turn_pin(report.id)
            self._follow_habits()

    def recent(self) -> list[ReportSummary]:
        """Return the reports that were on screen before this one, the newest first."""
        habits, report = self._habits(), self._session.report
        known = {head.id: head for head in self.model.reports.heads}
        others = [own for own in (habits.recent if habits else ()) if report is None or own != report.id]
        return [known[own] for own in others if own in known]

    def search(self) -> None:
        """Show the filters and put the keyboard into their search field."""
        self._filters.show()
        self._filters.take_keyboard()

    def _enter_list(self) -> None:
        """Move the keyboard from the search field to the reports found."""
        rows = (self.model.index(row) for row in range(self.model.rowCount()))
        lines = [index for index in rows if index.flags() & Qt.ItemFlag.ItemIsSelectable]
        if not lines:
            return
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        reports = [index for index in lines if index.data(ReportRole.LINE).kind is not LineKind.GROUP]
        if not self.list.currentIndex().isValid() or self._filters.in_use:
            self.list.setCurrentIndex((reports or lines)[0])

    def _on_report_selected(self) -> None:
        habits, report = self._habits(), self._session.report
        if habits is not None and report is not None:
            habits.seen(report.id)
            self.model.reveal()
        self.show_selected()

    def _show_deadline(self) -> None:
        said = self._reminds and self._session.is_open
        deadline = self._session.repository.rule_settings.deadline if said else None
        words = deadline_words(self.model.reports.heads, date.today(), deadline)
        self._deadline.setText(words)
        self._deadline.setVisible(bool(words))

    # folding

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold with the triangle, or with the keys left and right."""
        if watched is self.list.viewport() and isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._folded_by(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        """Fold where the button goes down on a sign; tell of a click on a row, which was chosen when it went down."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._folding = self._folded_at(event.position().toPoint())
            return self._folding
        released = event.type() is QEvent.Type.MouseButtonRelease
        if released and event.button() is Qt.MouseButton.LeftButton and not self._folding:
            self.clicked.emit()
            self._choose_again(self.list.indexAt(event.position().toPoint()).data(ReportRole.LINE))
        if event.type() is QEvent.Type.MouseButtonDblClick:
            line = self.list.indexAt(event.position().toPoint()).data(ReportRole.LINE)
            if isinstance(line, ReportLine) and line.kind is LineKind.UNIT and line.place:
                self.unit_chosen.emit(line.unit)
        return False

    def _choose_again(self, line: object) -> None:
        """Go back to the report on screen, or to a unit's ledger: a click that changes no row is meant, too."""
        report = self._session.report
        if not isinstance(line, ReportLine):
            return
        if line.head is not None and report is not None and line.head.id == report.id:
            self.chosen.emit(report.id)
        elif line.kind is LineKind.UNIT and not line.place:
            self.unit_chosen.emit(line.unit)
        elif line.kind is LineKind.GROUP and line.unit.id != self._group:
            self.group_chosen.emit(line.unit.id)

    def _folded_at(self, place: QPoint) -> bool:
        index = self.list.indexAt(place)
        line = index.data(ReportRole.LINE) if index.isValid() else None
        if (
            isinstance(line, ReportLine)
            and line.folds
            and fold_place(line, self.list.visualRect(index)).contains(place)
        ):
            self._turn(index)
            return True
        return False

    def _folded_by(self, key: Qt.Key) -> bool:
        index = self.list.currentIndex()
        line = index.data(ReportRole.LINE) if index.isValid() else None
        if not isinstance(line, ReportLine) or not line.place:
            return False
        if line.folds and key == (Qt.Key.Key_Right if line.folded else Qt.Key.Key_Left):
            self._turn(index)
            return True
        if key == Qt.Key.Key_Left:
            return self._go_above(index.row(), line)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(line)
            return True
        return False

    def _go_above(self, row: int, line: ReportLine) -> bool:
        """Go to the line that this one stands below."""
        for number in range(row - 1, -1, -1):
            above = self.model.index(number)
            if above.data(ReportRole.LINE).depth < line.depth:
                self.list.setCurrentIndex(above)
                return True
        return False

    def _turn(self, index: QModelIndex) -> None:
        unit_id = index.data(ReportRole.LINE).unit.id
        self.model.turn(index)
        again = self.model.index_of_unit(unit_id)
        if self.list.hasFocus() and again.isValid():
            self._set_current(again)

    # what is chosen

    def _on_current_changed(self, current: QModelIndex) -> None:
        line = current.data(ReportRole.LINE)
        if isinstance(line, ReportLine):
            self._choose(line)

    def _choose(self, line: ReportLine) -> None:
        if line.head is not None:
            self.chosen.emit(line.head.id)
        elif line.kind is LineKind.GROUP:
            self.group_chosen.emit(line.unit.id)
        elif line.place:
            head = self.model.reports.of_year.get(line.unit.id)
            if head is not None:
                self.chosen.emit(head.id)

    def _on_reset(self) -> None:
        many = self.model.rowCount() >= _FILTER_FROM
        self._filters.offer(grouped=self.model.reports.grouped)
        self._filters.setVisible(self._filters.in_use or many or self.model.reports.grouped)
        self.show_selected()

    def show_group(self, unit_id: int | None) -> None:
        """Show which group's page is on screen, if one is."""
        self._group = unit_id
        self.show_selected()

    def show_ledger_of(self, unit_id: int | None) -> None:
        """Show whose ledger is on screen, if one is."""
        self._ledger = unit_id
        self._lines.marked_unit = unit_id
        self.show_selected()

    def show_selected(self) -> None:
        """Show which report, group or ledger is on screen, without asking for it again."""
        report = self._session.report
        index = self.model.index_for(report.id if report else None)
        if self._ledger is not None:
            index = self.model.index_of_unit(self._ledger)
        elif report is not None and not index.isValid():
            index = self.model.nearest(report.unit.id)
        elif report is None and self._group is not None:
            index = self.model.index_of_unit(self._group)
        self._set_current(index)

    def _set_current(self, index: QModelIndex) -> None:
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.list.viewport().update()
