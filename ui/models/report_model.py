"""The reports of the workspace as a list: a line a unit, below it a line a year."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from app.report import ReportSummary, Status, Unit
from app.rules.check import Check, Verdict
from app.rules.model import counted, in_words
from app.rules.release import blocking
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.verdicts import Verdicts
from ui.work.session import Session


class ReportRole(IntEnum):
    """What the view asks of a row besides Qt's own roles."""

    REPORT_ID = Qt.ItemDataRole.UserRole + 1
    """The report's id; None for a unit's line."""
    STATE = Qt.ItemDataRole.UserRole + 2
    """A `ReportState`; None for a unit's line."""


@dataclass(frozen=True)
class ReportState:
    """How a report stands, in a sign, a word and the theme's colour for it."""

    sign: str
    word: str
    color: str


def state_of(status: Status, check: Check | None) -> ReportState:
    """Say how a report stands."""
    if status is Status.FINAL:
        blocked = in_words(counted(blocking(status, check))) if check is not None else ""
        return (
            ReportState("×", f"定稿有 {blocked}", "error") if blocked else ReportState("√", "已定稿", "fine")
        )
    if check is None or not (check.completed or check.errors):
        return ReportState("", "", "muted")
    if check.verdict is Verdict.READY:
        return ReportState("●", check.summary, "accent")
    if check.verdict is Verdict.ERRORS:
        return ReportState("×", in_words(counted(check.mistakes)), "error")
    return ReportState("○", in_words(counted(check.errors)), "muted")


class ReportModel(QAbstractListModel):
    """All reports; how each stands is worked out a few at a time while nothing else is to do."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Unit | ReportSummary] = []
        self._filter = ""
        self.verdicts = Verdicts(session, self)
        self.verdicts.changed.connect(self._on_verdict_changed)
        session.list_changed.connect(self.reload)
        session.checked.connect(self._on_checked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Unit):
            if role == Qt.ItemDataRole.DisplayRole:
                return row.label
            return plain_tip(row.name) if role == Qt.ItemDataRole.ToolTipRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.label
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = f"{row.unit.name} {row.year} 年 {self._words(row)}"
                return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case ReportRole.REPORT_ID:
                return row.id
            case ReportRole.STATE:
                return self._state(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Unit):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_for(self, report_id: int | None) -> QModelIndex:
        """Return the index of a report; an invalid one when it is not listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, ReportSummary) and row.id == report_id:
                return self.index(number)
        return QModelIndex()

    def first_report(self) -> int | None:
        """Return the report to show when none was chosen: the newest year."""
        heads = [row for row in self._rows if isinstance(row, ReportSummary)]
        return max(heads, key=lambda head: head.year).id if heads else None

    def set_filter(self, text: str) -> None:
        """List only units and years that contain *text*."""
        self._filter = text.strip()
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        self.beginResetModel()
        self._rows = []
        heads = self._session.summaries()
        for head in heads:
            if self._filter and self._filter not in f"{head.unit.name} {head.unit.short_name} {head.year}":
                continue
            if not self._rows or self._unit_of_last().id != head.unit.id:
                self._rows.append(head.unit)
            self._rows.append(head)
        self.endResetModel()
        self.verdicts.want(heads)

    def _unit_of_last(self) -> Unit:
        last = self._rows[-1]
        return last if isinstance(last, Unit) else last.unit

    def _state(self, head: ReportSummary) -> ReportState:
        return state_of(head.status, self._check(head.id))

    def _words(self, head: ReportSummary) -> str:
        check = self._check(head.id)
        ready = check is not None and head.status is not Status.FINAL and check.completed
        return check.summary if ready and check is not None else self._state(head).word

    def _check(self, report_id: int) -> Check | None:
        """Return a report's newest check: of the one on screen what its findings show at this moment."""
        report, check = self._session.report, self._session.check
        if report is not None and report.id == report_id and check is not None:
            return check
        return self.verdicts.of(report_id)

    def _on_checked(self) -> None:
        if self._session.report is not None:
            self._on_verdict_changed(self._session.report.id)

    def _on_verdict_changed(self, report_id: int | None) -> None:
        index = self.index_for(report_id)
        if report_id is None and self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        elif index.isValid():
            self.dataChanged.emit(index, index)
