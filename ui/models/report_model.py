"""The reports of the workspace as a list: one line per unit, below it one per year; groups of units fold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from app.changes import Changes
from app.collection.overview import FindingCounts, MemberState
from app.collection.register import Register
from app.ledger.records import RequestRow
from app.report import Origin, ReportSummary, Status
from app.rules.check import Check
from app.rules.model import Verdict
from app.rules.release import blocking, brief_words
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.finding_model import sign_of
from ui.models.report_lines import GroupCount, Line, LineKind, Lines, Wish, group_counts, is_grouped
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
    """The `Line`."""
    COUNT = Qt.ItemDataRole.UserRole + 4
    """A group's counts in words."""


@dataclass(frozen=True)
class ReportState:
    """How a report stands, in a sign, a word and the theme's colour for it."""

    sign: str
    word: str
    color: str
    shorter: tuple[str, ...] = ()
    """The word and its counts in signs, for where the word has no room; the longest first."""


def state_of(status: Status, check: Check | None) -> ReportState:
    """Say how a report stands, with the counts of the status bar."""
    if check is None or not (check.completed or check.errors):
        return ReportState("√", "已定稿", "fine") if status is Status.FINAL else ReportState("", "", "muted")
    word = brief_words(status, check)
    signs = Counter(sign_of(finding) for finding in check.findings)
    counts = " ".join(f"{sign}{count}" for sign, count in signs.items())
    if status is Status.FINAL and not blocking(status, check):
        return _free("√", "已定稿", word, "fine", counts)
    if status is not Status.FINAL and check.verdict is Verdict.READY:
        return _free("●", "可定稿", word, "accent", counts)
    if status is Status.FINAL or check.verdict is Verdict.ERRORS:
        return ReportState("×", word, "error", (counts,))
    return ReportState("○", word, "muted", (counts,))


def _free(sign: str, short: str, word: str, color: str, counts: str) -> ReportState:
    """Return the state of a report that nothing holds back; what it still says is counted as long as there is room."""
    return ReportState(sign, word, color, (f"{sign} {short} {counts}", f"{sign} {counts}") if counts else ())


_STATE_SIGNS = {
    MemberState.MISSING: ReportState("", "未报", "warning"),
    MemberState.SENT_BACK: ReportState("←", "退回", "warning"),
}


def counted_of(check: Check | None) -> FindingCounts | None:
    """Return how many findings a report's check has; None while it has none that is complete."""
    if check is None or not (check.completed or check.errors):
        return None
    return FindingCounts(
        len(check.mistakes), len(check.errors) - len(check.mistakes), len(check.findings) - len(check.errors)
    )


class ReportModel(QAbstractListModel):
    """All reports; how each stands is worked out a few at a time while nothing else is to do.

    The tree is kept as the lines that are to be seen: thousands of reports are one list to the view.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._heads: Sequence[ReportSummary] = ()
        self._register = Register({})
        self._ledgers: Sequence[int] = ()
        self._rows: list[Line] = []
        self._places: dict[int, int] = {}
        self._of_year: dict[int, ReportSummary] = {}
        self._sent_back: frozenset[int] = frozenset()
        self._counts: dict[int, GroupCount] = {}
        self._wish = Wish()
        self.year = 0
        """The year whose reports the counts and states of groups are of."""
        self.verdicts = Verdicts(session, self)
        self.verdicts.changed.connect(self._on_verdict_changed)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(_REFRESH_MS)
        self._refresh.timeout.connect(self._on_many_changed)
        session.list_changed.connect(self.reload)
        session.checked.connect(self._on_checked)
        session.edited.connect(self._on_edited)

    @property
    def heads(self) -> Sequence[ReportSummary]:
        """All reports, folded away or not."""
        return self._heads

    @property
    def grouped(self) -> bool:
        """Whether units stand in groups."""
        return is_grouped(self._register)

    @property
    def register(self) -> Register:
        """The units as a tree."""
        return self._register

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._rows[index.row()]
        if role == ReportRole.LINE:
            return line
        return self._unit_data(line, role) if line.head is None else self._year_data(line.head, role)

    def _unit_data(self, line: Line, role: int) -> object:
        count = self._counts.get(line.unit.id) if line.kind is LineKind.GROUP else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.unit.label
            case Qt.ItemDataRole.ToolTipRole if count is not None:
                words = f"{line.unit.name}：{self.year} 年应报 {count.expected} 个，已报 {count.reported} 个"
                return plain_tip(f"{words}，有错误 {count.faulty} 个" if count.faulty else words)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.unit.name)
            case Qt.ItemDataRole.AccessibleTextRole if line.folds:
                return f"{line.unit.name}，{'已折叠' if line.folded else '已展开'}"
            case ReportRole.STATE if line.kind is LineKind.UNIT and line.place:
                return self._unit_state(line.unit.id)
            case ReportRole.COUNT:
                return count.words if count is not None else None
        return None

    def _year_data(self, head: ReportSummary, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return head.label
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = f"{head.unit.name} {head.year} 年 {self._state(head).word}"
                return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case ReportRole.REPORT_ID:
                return head.id
            case ReportRole.STATE:
                return self._state(head)
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
            if line.head is None and line.unit.id == unit_id:
                return self.index(number)
        return QModelIndex()

    def report_of_year(self, unit_id: int) -> int | None:
        """Return a unit's report of the list's year."""
        head = self._of_year.get(unit_id)
        return head.id if head else None

    def has_report(self, report_id: int) -> bool:
        """Whether the workspace has this report, folded away or not."""
        return any(head.id == report_id for head in self._heads)

    def top_group(self) -> int | None:
        """Return the unit of the first group, None where units stand in no groups."""
        return next((line.unit.id for line in self._rows if line.kind is LineKind.GROUP), None)

    def first_report(self) -> int | None:
        """Return the report to show when none was chosen: the newest year."""
        return max(self._heads, key=lambda head: head.year).id if self._heads else None

    def to_review(self, by: int) -> int | None:
        """Return the report after the one on screen, or before it, that has findings to deal with; None without any.

        A report that was not checked yet may have some. After the last comes the first.
        """
        heads = Lines(self._heads, self._register, self._wish, self.member_state).reports()
        shown = self._session.report
        place = next((at for at, head in enumerate(heads) if shown is not None and head.id == shown.id), None)
        after = heads if place is None else heads[place + 1 :] + heads[:place]
        return next(
            (head.id for head in (after if by > 0 else after[::-1]) if self._has_findings(head)), None
        )

    def _has_findings(self, head: ReportSummary) -> bool:
        check = self._check(head.id)
        if check is None:
            return head.readable and head.status is not Status.FINAL
        return bool(blocking(head.status, check) if head.status is Status.FINAL else check.findings)

    # what is to be seen

    def set_filter(self, text: str) -> None:
        """List only units and years in which every word of *text* occurs."""
        self._wish = replace(self._wish, words=tuple(text.split()))
        self._show()

    def set_state(self, state: MemberState | None) -> None:
        """List only units that stand so in the list's year; None: all."""
        self._wish = replace(self._wish, state=state)
        self._show()

    def turn(self, index: Index) -> None:
        """Fold what is below a line, or unfold it."""
        line = self._rows[index.row()]
        if line.folds and not (self._wish.picks and line.kind is LineKind.GROUP):
            self._wish = replace(self._wish, turned=self._wish.turned ^ {line.place})
            self._show()

    def _on_edited(self, changes: Changes) -> None:
        """A unit comes into the list with its first request, and goes with its last when it has no report."""
        if not any(
            row.after is None or row.concerned.unit_id not in self._ledgers
            for row in changes.records
            if isinstance(row.concerned, RequestRow)
        ):
            return
        if (ledgers := self._session.units_with_requests()) != self._ledgers:
            self._ledgers = ledgers
            self._show()

    def set_year(self, year: int) -> None:
        """Count and colour the groups by the reports of another year."""
        if year != self.year:
            self.year = year
            self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        self._heads = self._session.summaries()
        self._register = self._session.register()
        self._ledgers = self._session.units_with_requests()
        if self.year not in {head.year for head in self._heads}:
            self.year = max((head.year for head in self._heads), default=date.today().year - 1)
        self._of_year = {}
        for head in self._heads:
            if head.year == self.year and (head.unit.id not in self._of_year or head.origin is Origin.SUM):
                self._of_year[head.unit.id] = head
        self._sent_back = self._session.sent_back(self.year) if self.grouped else frozenset()
        self._show()
        # What the groups count is checked first.
        self.verdicts.want(sorted(self._heads, key=lambda head: head.year != self.year), self._register)

    def _show(self) -> None:
        self.beginResetModel()
        self._rows = Lines(self._heads, self._register, self._wish, self.member_state, self._ledgers).all()
        self._places = {line.head.id: row for row, line in enumerate(self._rows) if line.head is not None}
        self._count()
        self.endResetModel()

    def _count(self) -> None:
        self._counts = {}
        if self.grouped:
            states = {own: self.member_state(own) for own in self._of_year}
            self._counts = group_counts(self._register, self.year, self._of_year.keys(), states)

    def member_state(self, unit_id: int) -> MemberState | None:
        """Say how a unit stands in the list's year; None while that is being worked out."""
        head = self._of_year.get(unit_id)
        if head is None:
            return MemberState.MISSING
        if unit_id in self._sent_back:
            return MemberState.SENT_BACK
        counted = counted_of(self._check(head.id))
        if counted is None:
            return None
        if counted.blocking(is_sum=head.origin is Origin.SUM):
            return MemberState.ERRORS
        if head.status is Status.FINAL:
            return MemberState.FINAL
        return MemberState.HINTS if counted.hints else MemberState.READY

    def _unit_state(self, unit_id: int) -> ReportState:
        head = self._of_year.get(unit_id)
        state = self.member_state(unit_id)
        if head is None or state is MemberState.SENT_BACK:
            return _STATE_SIGNS[state or MemberState.MISSING]
        return self._state(head)

    def _state(self, head: ReportSummary) -> ReportState:
        return state_of(head.status, self._check(head.id))

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
        if self.grouped:
            # A unit's line and the counts of its groups show the verdict, too.
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
