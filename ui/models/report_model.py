"""The reports of the workspace as a list: one line per unit, below it one per year; groups of units fold."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from app.changes import Changes
from app.collection.overview import MemberState
from app.ledger.records import RequestRow
from app.report import ReportSummary
from ui.base.list_habits import NameKey
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.listed_reports import ListedReports
from ui.models.report_lines import GroupCount, LineKind, Lines, ListWish, ReportLine, group_counts
from ui.models.report_state import StandingFilter
from ui.models.verdicts import Verdicts
from ui.work.session import Session

_REFRESH_MS = 200
"""How long the groups' counts wait for further verdicts."""


class ReportRole(IntEnum):
    """What the view asks of a row besides Qt's own roles."""

    REPORT_ID = Qt.ItemDataRole.UserRole + 1
    """The report's id; None for a unit's line."""
    STATE = Qt.ItemDataRole.UserRole + 2
    """A `ReportState`; None for a unit's line outside the groups."""
    LINE = Qt.ItemDataRole.UserRole + 3
    """The `ReportLine`."""
    COUNT = Qt.ItemDataRole.UserRole + 4
    """A group's counts in words."""


class ReportModel(QAbstractListModel):
    """All reports; how each stands is worked out a few at a time while nothing else is to do.

    The tree is kept as the lines that are to be seen: thousands of reports are one list to the view.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[ReportLine] = []
        self._places: dict[int, int] = {}
        self._counts: dict[int, GroupCount] = {}
        self._wish = ListWish()
        self._name_key: NameKey | None = None
        self.verdicts = Verdicts(session, self)
        self.reports = ListedReports(session, self.verdicts)
        self.verdicts.changed.connect(self._on_verdict_changed)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self._on_many_changed)
        session.list_changed.connect(self.reload)
        session.checked.connect(self._on_checked)
        session.edited.connect(self._on_edited)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._rows[index.row()]
        if role == ReportRole.LINE:
            return line
        if line.head is None:
            return self._unit_data(line, role)
        if line.pinned and role == Qt.ItemDataRole.DisplayRole:
            return f"{line.unit.label} {line.head.label}"
        return self._year_data(line.head, role)

    def _unit_data(self, line: ReportLine, role: int) -> object:
        count = self._counts.get(line.unit.id) if line.kind is LineKind.GROUP else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.unit.label
            case Qt.ItemDataRole.ToolTipRole if count is not None:
                words = f"{line.unit.name}：{self.reports.year} 年应报 {count.expected} 个，已报 {count.reported} 个"
                return plain_tip(f"{words}，有错误 {count.faulty} 个" if count.faulty else words)
            case Qt.ItemDataRole.ToolTipRole if line.kind is not LineKind.HEAD:
                return plain_tip(line.unit.name)
            case Qt.ItemDataRole.AccessibleTextRole if line.folds:
                return f"{line.unit.name}，{'已折叠' if line.folded else '已展开'}"
            case ReportRole.STATE if line.kind is LineKind.UNIT and line.place:
                return self.reports.unit_state(line.unit.id)
            case ReportRole.COUNT:
                return count.words if count is not None else None
        return None

    def _year_data(self, head: ReportSummary, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return head.label
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = f"{head.unit.name} {head.year} 年{head.kind} {self.reports.state(head).word}"
                return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case ReportRole.REPORT_ID:
                return head.id
            case ReportRole.STATE:
                return self.reports.state(head)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self._rows[index.row()]
        enabled = Qt.ItemFlag.ItemIsEnabled
        # Outside the groups a unit's line is only the head of its years.
        return enabled | Qt.ItemFlag.ItemIsSelectable if line.head or line.place else enabled

    def index_for(self, report_id: int | None) -> QModelIndex:
        """Return the index of a report; an invalid one when it is not listed."""
        row = self._places.get(report_id) if report_id is not None else None
        return self.index(row) if row is not None else QModelIndex()

    def index_of_unit(self, unit_id: int) -> QModelIndex:
        """Return the index of a unit's or group's own line; an invalid one when it is not listed."""
        for number, line in enumerate(self._rows):
            if line.head is None and line.unit.id == unit_id and line.kind is not LineKind.HEAD:
                return self.index(number)
        return QModelIndex()

    def top_group(self) -> int | None:
        """Return the unit of the first group, None where units stand in no groups."""
        return next((line.unit.id for line in self._rows if line.kind is LineKind.GROUP), None)

    def to_review(self, by: int) -> int | None:
        """Return the report after the one on screen, or before it, that has findings to deal with; None without any.

        A report that was not checked yet may have some. After the last comes the first.
        """
        heads = self._lines().reports()
        shown = self._session.report
        place = next((at for at, head in enumerate(heads) if shown is not None and head.id == shown.id), None)
        after = heads if place is None else heads[place + 1 :] + heads[:place]
        return next(
            (head.id for head in (after if by > 0 else after[::-1]) if self.reports.has_findings(head)), None
        )

    # what is to be seen

    def set_filter(self, text: str) -> None:
        """List only units and years in which every word of *text* occurs."""
        self._wish = replace(self._wish, words=tuple(text.split()))
        self._show()

    def set_state(self, state: MemberState | StandingFilter | None) -> None:
        """List only units that stand so in the list's year, or without groups reports that do; None: all."""
        self._wish = replace(self._wish, state=state)
        self._show()

    def set_habits(self, pinned: Sequence[int], name_key: NameKey | None) -> None:
        """List these reports above the others, and the units in this order."""
        if (tuple(pinned), name_key) != (self._wish.pinned, self._name_key):
            self._wish = replace(self._wish, pinned=tuple(pinned))
            self._name_key = name_key
            self._show()

    def nearest(self, unit_id: int) -> QModelIndex:
        """Return the line of a unit, or of the innermost group above it that can be seen."""
        for own in (unit_id, *reversed(self._lines().way_to(unit_id))):
            if (index := self.index_of_unit(own)).isValid():
                return index
        return QModelIndex()

    def reveal(self) -> None:
        """List the report on screen: unfold the groups above it, and leave it among what is looked for."""
        report = self._session.report
        if (
            report is None
            or self.index_for(report.id).isValid()
            or self.index_of_unit(report.unit.id).isValid()
        ):
            return
        turned, way = set(self._wish.turned), self._lines().way_to(report.unit.id)
        for depth in range(len(way)):
            # The top is open until it is turned, what is below it is folded until then.
            (turned.add if depth else turned.discard)(way[: depth + 1])
        self._wish = replace(self._wish, turned=frozenset(turned))
        self._show()

    def turn(self, index: Index) -> None:
        """Fold what is below a line, or unfold it."""
        line = self._rows[index.row()]
        if line.folds and not (self._wish.picks and line.kind is LineKind.GROUP):
            self._wish = replace(self._wish, turned=self._wish.turned ^ {line.place})
            self._show()

    def _on_edited(self, changes: Changes) -> None:
        """Add a unit to the list with its first request; remove it with its last one when it has no report."""
        if not any(
            row.after is None or row.concerned.unit_id not in self.reports.ledgers
            for row in changes.records
            if isinstance(row.concerned, RequestRow)
        ):
            return
        if self.reports.read_ledgers():
            self._show()

    def set_year(self, year: int) -> None:
        """Count and colour the groups by the reports of another year."""
        if year != self.reports.year:
            self.reports.choose_year(year)
            self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        self.reports.read()
        self._show()
        self.reports.have_checked()

    def _lines(self) -> Lines:
        known, report = self.reports, self._session.report
        shown = next((head for head in known.heads if report is not None and head.id == report.id), None)
        return Lines(
            known.heads,
            known.register,
            self._wish,
            known.member_state,
            known.ledgers,
            shown=shown,
            standing_of=known.standing,
            name_key=self._name_key,
        )

    def _show(self) -> None:
        self.beginResetModel()
        self._rows = self._lines().all()
        self._places = {line.head.id: row for row, line in enumerate(self._rows) if line.head is not None}
        self._count()
        self.endResetModel()

    def _count(self) -> None:
        self._counts = {}
        known = self.reports
        if known.grouped:
            states = {own: known.member_state(own) for own in known.of_year}
            self._counts = group_counts(known.register, known.year, known.of_year.keys(), states)

    def _on_checked(self) -> None:
        if self._session.report is not None:
            self._on_verdict_changed(self._session.report.id)

    def _on_verdict_changed(self, report_id: int | None) -> None:
        if self.reports.grouped or self._wish.state is not None:
            # A unit's line and the counts of its groups show the verdict, too, and it decides what is listed.
            self._refresh.start()
            return
        index = self.index_for(report_id)
        if report_id is None and self._rows:
            self._on_many_changed()
        elif index.isValid():
            self.dataChanged.emit(index, index)

    def _on_many_changed(self) -> None:
        if self._wish.state is not None:
            self._show()
        elif self._rows:
            self._count()
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
