"""A group's members in a year as a table: what came in, how it stands, the key figures with last year's beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from app.collection.overview import FindingCounts, GroupMember, MemberState
from app.forms.model import Form
from app.values import Value, canonical
from ui.base import theme
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.report_state import MEMBER_LOOKS, ReportState, counted_of
from ui.models.verdicts import Verdicts


class MemberColumn(IntEnum):
    """The columns before those of the key figures."""

    UNIT = 0
    STATE = 1
    ERRORS = 2
    LACKS = 3
    HINTS = 4
    RECEIVED = 5
    WHO = 6
    FILE = 7
    RETURNS = 8


TITLES = ("单位", "情况", "错误", "待填", "提示", "收到时间", "报送人", "文件", "份数")
NUMBERS = frozenset((MemberColumn.ERRORS, MemberColumn.LACKS, MemberColumn.HINTS, MemberColumn.RETURNS))
_ORDER = {state: number for number, state in enumerate(MemberState)}


class MemberRole(IntEnum):
    """What the page asks of a row besides Qt's own roles."""

    MEMBER = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class _Figure:
    """A column of a key figure: of this year, or of the year before."""

    cell: str
    title: str
    last: bool

    def of(self, member: GroupMember) -> Value | None:
        return (member.last if self.last else member.figures).get(self.cell)


class MembersModel(QAbstractTableModel):
    """One row per member, in the register's order until the view sorts it."""

    def __init__(self, verdicts: Verdicts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verdicts = verdicts
        self._members: list[GroupMember] = []
        self._figures: list[_Figure] = []
        verdicts.changed.connect(self._on_verdict_changed)

    def fill(self, form: Form, year: int, members: Sequence[GroupMember]) -> None:
        """Show these members."""
        self.beginResetModel()
        self._members = list(members)
        self._figures = [
            _Figure(cell, f"{year - 1} 年" if last else name, last)
            for cell, name in form.key_figures.items()
            for last in (False, True)
        ]
        self.endResetModel()

    @property
    def members(self) -> Sequence[GroupMember]:
        """All members."""
        return self._members

    def counted(self, member: GroupMember) -> FindingCounts | None:
        """Return how many findings a member's report has."""
        return counted_of(self._verdicts.of(member.report_id)) if member.report_id else None

    def state(self, member: GroupMember) -> MemberState | None:
        """Say how a member stands; None while its report is being checked."""
        return member.standing(self.counted(member))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._members)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES) + len(self._figures)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if section < len(TITLES):
            return TITLES[section]
        figure = self._figures[section - len(TITLES)]
        if role == Qt.ItemDataRole.ToolTipRole and figure.last:
            return f"{figure.title}的{self._figures[section - len(TITLES) - 1].title}"
        return figure.title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        member, column = self._members[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(member, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._tip(member, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                numbers = column >= len(TITLES) or column in NUMBERS
                side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(member, column)
            case MemberRole.MEMBER:
                return member
            case MemberRole.SORT:
                return self._key(member, index.row(), column)
            case MemberRole.STATE:
                return self.state(member)
        return None

    def text(self, member: GroupMember, column: int) -> str:
        """Return what a cell shows."""
        if column >= len(TITLES):
            value = self._figures[column - len(TITLES)].of(member)
            return "" if value is None else canonical(value)
        counted, sent = self.counted(member), member.sent
        match MemberColumn(column):
            case MemberColumn.UNIT:
                return f"{member.unit.name}{'（不计入）' if member.excluded else ''}"
            case MemberColumn.STATE:
                state = self.state(member)
                waiting = f"，{sent.waiting} 份更正待核" if sent.waiting else ""
                look = MEMBER_LOOKS[state] if state else ReportState("", "正在检查……", "muted")
                return f"{look.sign} {look.word}".strip() + waiting
            case MemberColumn.ERRORS:
                return str(counted.errors) if counted else ""
            case MemberColumn.LACKS:
                return str(0 if member.is_sum else counted.lacks) if counted else ""
            case MemberColumn.HINTS:
                return str(counted.hints) if counted else ""
            case MemberColumn.RECEIVED:
                return sent.received_at[:16].replace("T", " ")
            case MemberColumn.WHO:
                return sent.sender or (f"（{sent.who}登记）" if sent.who else "")
            case MemberColumn.FILE:
                return sent.file_name
        return str(sent.returns or "")

    def _tip(self, member: GroupMember, column: int) -> str:
        if column == MemberColumn.UNIT and member.excluded:
            return f"{member.unit.name}\n不计入汇总：{member.excluded}（{member.by}）"
        if column == MemberColumn.WHO and member.sent.who:
            return f"{member.sent.sender or '文件中没有写填表人'}\n由 {member.sent.who} 登记"
        if column in (MemberColumn.UNIT, MemberColumn.FILE, MemberColumn.STATE):
            return self.text(member, column)
        return ""

    def _color(self, member: GroupMember, column: int) -> object:
        if column == MemberColumn.STATE:
            state = self.state(member)
            return theme.color(MEMBER_LOOKS[state].color if state else "muted")
        if member.excluded or (column >= len(TITLES) and self._figures[column - len(TITLES)].last):
            return theme.color("muted")
        return None

    def _key(self, member: GroupMember, row: int, column: int) -> object:
        """Return by what a column is sorted: texts as texts, figures as figures, blanks at one end."""
        if column >= len(TITLES):
            value = self._figures[column - len(TITLES)].of(member)
            return -1.0 if value is None else float(value)
        if column == MemberColumn.UNIT:
            return row
        if column == MemberColumn.STATE:
            state = self.state(member)
            return len(_ORDER) if state is None else _ORDER[state]
        if column in NUMBERS:
            return int(self.text(member, column) or -1)
        return self.text(member, column)

    def _on_verdict_changed(self, report_id: int | None) -> None:
        for row, member in enumerate(self._members):
            if report_id is None or member.report_id == report_id:
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))


class MembersFilter(QSortFilterProxyModel):
    """The members that a search and a state leave, sorted by a column; by the units it is the register's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._state: MemberState | None = None
        self._only_waiting = False
        self.setSortRole(MemberRole.SORT)

    def set_words(self, text: str) -> None:
        """Show only members in whose row every word occurs."""
        self._words = tuple(text.split())
        self.invalidateFilter()

    def set_state(self, state: MemberState | None) -> None:
        """Show only members that stand so; None: all."""
        self._state = state
        self.invalidateFilter()

    def set_only_waiting(self, on: bool) -> None:
        """Show only members of whom a correction waits to be compared."""
        self._only_waiting = on
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        if not isinstance(model, MembersModel):
            return False
        member = model.members[row]
        if self._state is not None and model.state(member) is not self._state:
            return False
        if self._only_waiting and not member.sent.waiting:
            return False
        unit, sent = member.unit, member.sent
        text = " ".join((unit.name, unit.short_name, sent.file_name, sent.who, sent.sender))
        return all(word in text for word in self._words)
