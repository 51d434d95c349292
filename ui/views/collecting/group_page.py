"""A group's page: who sent what when, how it stands, the key figures beside last year's; what an office does with it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.collection.overview import GroupMember, MemberState
from app.errors import UserError
from app.forms.loader import form_for
from app.report import Unit
from ui.base import theme
from ui.base.large_label import LargeLabel
from ui.models.collecting.members_model import MemberRole, MembersFilter, MembersModel
from ui.models.verdicts import Verdicts
from ui.views.collecting.group_tools import GroupTools, MemberMenu
from ui.views.collecting.member_table import MemberTable
from ui.views.collecting.taking_progress import TakingProgress
from ui.views.work_page import WorkPage
from ui.work.session import Session


class GroupPage(WorkPage):
    """Asks for verbs by name; `chosen` are the members they are about."""

    asked = Signal(str)
    dropped = Signal(object)
    """The paths of files and folders dropped here."""
    year_chosen = Signal(int)
    cancelled = Signal()

    def __init__(self, session: Session, verdicts: Verdicts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.group: Unit | None = None
        self.year = 0
        self.setObjectName("groupPage")
        self.setAcceptDrops(True)
        self.model = MembersModel(verdicts, self)
        self._filter = MembersFilter(self)
        self._filter.setSourceModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        column.setSpacing(2 * theme.UNIT)
        column.addLayout(self._make_head())
        self._tools = GroupTools(self._filter)
        self._tools.asked.connect(self.asked)
        column.addWidget(self._tools)
        column.addWidget(self._make_table(), 1)
        self._progress = TakingProgress()
        self._progress.cancelled.connect(self.cancelled)
        column.addWidget(self._progress)
        self.model.modelReset.connect(self._tell)
        self.model.dataChanged.connect(self._tell)
        session.list_changed.connect(self.refresh)
        session.workspace_changed.connect(self.leave)

    def _make_head(self) -> QHBoxLayout:
        self._title = LargeLabel()
        self._title.setObjectName("groupTitle")
        self._years = QComboBox()
        self._years.setObjectName("groupYear")
        self._years.setAccessibleName("年度")
        self._years.activated.connect(lambda row: self.year_chosen.emit(self._years.itemData(row)))
        self._words = QLabel()
        self._words.setObjectName("groupWords")
        row = QHBoxLayout()
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self._title)
        row.addWidget(self._years)
        row.addWidget(self._words, 1)
        return row

    def _make_table(self) -> QTableView:
        table = self.members_table = MemberTable(self._filter)
        table.opened.connect(lambda: self.asked.emit("open_member"))
        table.customContextMenuRequested.connect(self._offer)
        self._member_menu = MemberMenu(self)
        self._member_menu.asked.connect(self.asked)
        self.setFocusProxy(table)
        return table

    # what is shown

    def show_group(self, group: Unit, year: int, years: Sequence[int]) -> None:
        """Show a group's members in a year; *years* can be chosen."""
        if self.group is None or self.group.id != group.id:
            # What was looked for in another group, or another file, would hide members of this one.
            self._tools.reset()
        self.group, self.year = group, year
        self._title.setText(group.name)
        self._years.clear()
        for one in years:
            self._years.addItem(f"{one} 年", one)
        self._years.setCurrentIndex(self._years.findData(year))
        self.refresh()

    def refresh(self) -> None:
        """Read the members again; those chosen stay chosen."""
        if self.group is None or not self._session.is_open:
            return
        ids = {member.unit.id for member in self.chosen()}
        try:
            members = self._session.collection.members(self.group, self.year)
        except UserError as error:
            self._session.refused.emit(str(error))
            return
        self.model.fill(form_for(self.year), self.year, members)
        self.members_table.size_columns()
        self._choose(ids)

    def scrolled(self) -> QAbstractScrollArea:
        return self.members_table

    def focus_page(self) -> None:
        """Give the keyboard to the table."""
        self.members_table.setFocus()

    def open_search(self) -> None:
        """Give the keyboard to the search."""
        self._tools.begin_search()

    def leave(self) -> None:
        """Show no group: another workspace is open."""
        self.group = None

    def _choose(self, unit_ids: set[int]) -> None:
        selection = self.members_table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, 0)
            if index.data(MemberRole.MEMBER).unit.id in unit_ids:
                selection.select(index, flags)

    def _tell(self) -> None:
        members = self.model.members
        states = Counter(self.model.state(member) for member in members)
        missing = states[MemberState.MISSING]
        parts = [f"应报 {len(members)} 个", f"已报 {len(members) - missing} 个"]
        told = (
            MemberState.MISSING,
            MemberState.ERRORS,
            MemberState.INCOMPLETE,
            MemberState.SENT_BACK,
            MemberState.FINAL,
        )
        parts += [f"{state.value} {states[state]} 个" for state in told if states[state]]
        waiting = sum(member.sent.waiting for member in members)
        parts += [f"{waiting} 份更正待核"] if waiting else []
        self._tools.tell_waiting(waiting)
        self._words.setText("，".join(parts))

    def chosen(self) -> list[GroupMember]:
        """Return the members chosen in the table, in the order in which they are shown."""
        rows = sorted(index.row() for index in self.members_table.selectionModel().selectedRows())
        return [self._filter.index(row, 0).data(MemberRole.MEMBER) for row in rows]

    def shown(self) -> list[GroupMember]:
        """Return the members that search and filter leave, in the order in which they are shown."""
        rows = range(self._filter.rowCount())
        return [self._filter.index(row, 0).data(MemberRole.MEMBER) for row in rows]

    def go_to(self, unit_id: int) -> None:
        """Choose a member's row."""
        for row in range(self._filter.rowCount()):
            if self._filter.index(row, 0).data(MemberRole.MEMBER).unit.id == unit_id:
                self.members_table.setCurrentIndex(self._filter.index(row, 0))

    def _offer(self, place: QPoint) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        self._member_menu.offer(chosen)
        self._member_menu.popup(self.members_table.viewport().mapToGlobal(place))

    # files on their way in

    def show_progress(self, done: int, of: int) -> None:
        """Say how far the taking in is; *of* 0: it has ended."""
        self._progress.tell(done, of)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
