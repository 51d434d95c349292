"""The reports of the workspace as a list: a line a unit, below it a line a year."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.errors import UserError
from app.report import Head, Status, Unit
from app.rules.check import Check, Verdict
from ui.plain import plain_tip
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the view asks of a row besides Qt's own roles."""

    REPORT_ID = Qt.ItemDataRole.UserRole + 1
    """The report's id; None for a unit's line."""
    STATE = Qt.ItemDataRole.UserRole + 2
    """A `State`; None for a unit's line."""


@dataclass(frozen=True)
class State:
    """How a report stands, in a sign, a word and the theme's colour for it."""

    sign: str
    word: str
    color: str


def state_of(status: Status, check: Check | None) -> State:
    """Say how a report stands."""
    if status is Status.FINAL:
        return State("√", "已定稿", "fine")
    if check is None:
        return State("", "", "muted")
    if check.verdict is Verdict.ERRORS:
        return State("×", f"{len(check.mistakes)} 处错误", "error")
    if check.verdict is Verdict.INCOMPLETE:
        return State("○", "填写中", "muted")
    return State("●", "可定稿", "accent")


class ReportModel(QAbstractListModel):
    """All reports; how each stands is worked out a few at a time while nothing else is to do."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Unit | Head] = []
        self._checks: dict[int, Check] = {}
        self._filter = ""
        self._waiting: list[int] = []
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._check_next)
        session.list_changed.connect(self.reload)
        session.checked.connect(self._on_checked)
        session.rules_changed.connect(self._check_all_anew)

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
                return str(row.year)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = f"{row.unit.name} {row.year} 年 {self._state(row).word}"
                return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case Role.REPORT_ID:
                return row.id
            case Role.STATE:
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
            if isinstance(row, Head) and row.id == report_id:
                return self.index(number)
        return QModelIndex()

    def first_report(self) -> int | None:
        """Return the report to show when none was chosen: the newest year."""
        heads = [row for row in self._rows if isinstance(row, Head)]
        return max(heads, key=lambda head: head.year).id if heads else None

    def set_filter(self, text: str) -> None:
        """List only units and years that contain *text*."""
        self._filter = text.strip()
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        self.beginResetModel()
        self._rows = []
        for head in self._session.heads():
            if self._filter and self._filter not in f"{head.unit.name} {head.unit.short_name} {head.year}":
                continue
            if not self._rows or self._unit_of_last().id != head.unit.id:
                self._rows.append(head.unit)
            self._rows.append(head)
        self.endResetModel()
        known = {row.id for row in self._rows if isinstance(row, Head)}
        self._checks = {key: check for key, check in self._checks.items() if key in known}
        self._waiting = [key for key in known if key not in self._checks]
        self._idle.start()

    def _check_all_anew(self) -> None:
        self._checks.clear()
        self._waiting = [row.id for row in self._rows if isinstance(row, Head)]
        self._idle.start()

    def _unit_of_last(self) -> Unit:
        last = self._rows[-1]
        return last if isinstance(last, Unit) else last.unit

    def _state(self, head: Head) -> State:
        return state_of(head.status, self._checks.get(head.id))

    def _check_next(self) -> None:
        if not self._waiting or not self._session.is_open:
            self._idle.stop()
            return
        report_id = self._waiting.pop()
        try:
            self._take(report_id, self._session.check_of(report_id))
        except (KeyError, UserError):
            return

    def _on_checked(self) -> None:
        report = self._session.report
        if report is not None and self._session.check is not None:
            self._take(report.id, self._session.check)

    def _take(self, report_id: int, check: Check) -> None:
        self._checks[report_id] = check
        index = self.index_for(report_id)
        if index.isValid():
            self.dataChanged.emit(index, index)
