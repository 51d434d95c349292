"""A group's page: who sent what when, how it stands, the key figures beside last year's; what an office does with it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.collection.overview import GroupMember, MemberState
from app.errors import UserError
from app.forms.loader import form_for
from app.report import Unit
from ui.base import theme
from ui.models.collecting.members_model import MemberRole, MembersFilter, MembersModel
from ui.models.verdicts import Verdicts
from ui.views.collecting.member_table import MemberTable
from ui.views.work_page import WorkPage
from ui.work.session import Session

_EM = 4 * theme.UNIT
_WAITING = "有更正待核"
"""In the filter beside the states: a correction waits whatever state the unit's report has."""

BUTTONS = (
    ("take_in", "收文件…", "收各单位报来的文件；也可以把文件或文件夹拖到这里"),
    ("copy_missing", "复制未报名单", "把未报单位的名单放到剪贴板，可以粘贴到通知或聊天中"),
    ("send_back", "退回…", "为所选的单位写审核意见，说明哪里要改"),
    ("open_sum", "汇总表", "把各单位的数相加，打开汇总表"),
)
"""The verbs that have a button of their own: name, text, tip."""
MORE = (
    ("take_in_folder", "收一个文件夹…"),
    ("last_taken", "上次收文件的结果…"),
    ("", ""),
    ("export_members", "导出本页为 Excel…"),
    ("export_missing", "未报名单导出为 Excel…"),
    ("export_scores", "报送质量表…"),
    ("compare_units", "各单位对照表…"),
    ("export_analysis", "数据分析图…"),
    ("", ""),
    ("make_workbooks", "制作填报表（Excel）…"),
    ("make_workspaces", "制作各单位的数据文件…"),
    ("print_members", "打印所选单位的报告…"),
    ("", ""),
    ("import_register", "读入单位名录…"),
)
OF_MEMBER = (
    ("open_member", "打开报告"),
    ("compare_return", "比较更正…"),
    ("send_back", "退回，写审核意见…"),
    ("accept_return", "标为已收"),
    ("", ""),
    ("exclude_member", "不计入汇总…"),
    ("include_member", "重新计入汇总"),
    ("", ""),
    ("print_members", "打印…"),
)
"""What the right mouse button offers for the members chosen."""


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
        column.addLayout(self._make_tools())
        column.addWidget(self._make_table(), 1)
        column.addWidget(self._make_progress())
        self.model.modelReset.connect(self._tell)
        self.model.dataChanged.connect(self._tell)
        session.list_changed.connect(self.refresh)
        session.workspace_changed.connect(self.leave)

    def _make_head(self) -> QHBoxLayout:
        self._title = QLabel()
        self._title.setObjectName("groupTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self._title.setFont(font)
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

    def _make_tools(self) -> QHBoxLayout:
        self._search = QLineEdit()
        self._search.setObjectName("groupSearch")
        self._search.setAccessibleName("查找单位")
        self._search.setPlaceholderText("查找单位、文件或报送人")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter.set_words)
        self._search.setMaximumWidth(18 * _EM)
        self._states = QComboBox()
        self._states.setObjectName("groupStateFilter")
        self._states.setAccessibleName("按情况筛选")
        self._states.addItem("全部情况", None)
        for state in MemberState:
            self._states.addItem(state.value, state.value)
        self._states.addItem(_WAITING, _WAITING)
        self._states.currentIndexChanged.connect(self._on_state_chosen)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self._search, 1)
        row.addWidget(self._states)
        row.addStretch(1)
        for name, text, tip in BUTTONS:
            button = QPushButton(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName(f"group_{name}")
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            row.addWidget(button)
            if name == "take_in":
                self._compare = button_for_corrections()
                self._compare.clicked.connect(lambda: self.asked.emit("compare_all"))
                row.addWidget(self._compare)
        more = QToolButton()
        more.setObjectName("groupMore")
        more.setText("更多")
        more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu(MORE))
        row.addWidget(more)
        return row

    def _on_state_chosen(self) -> None:
        word = self._states.currentData()
        self._filter.set_only_waiting(word == _WAITING)
        self._filter.set_state(MemberState(word) if word and word != _WAITING else None)

    def _menu(self, entries: Sequence[tuple[str, str]]) -> QMenu:
        menu = QMenu(self)
        for name, text in entries:
            if not name:
                menu.addSeparator()
                continue
            action = QAction(text, menu)
            action.setObjectName(f"group_action_{name}")
            action.triggered.connect(lambda _checked=False, name=name: self.asked.emit(name))
            menu.addAction(action)
        return menu

    def _make_table(self) -> QTableView:
        table = self.members_table = MemberTable(self._filter)
        table.opened.connect(lambda: self.asked.emit("open_member"))
        table.customContextMenuRequested.connect(self._offer)
        self._member_menu = self._menu(OF_MEMBER)
        self.setFocusProxy(table)
        return table

    def _make_progress(self) -> QWidget:
        self._progress_line = QWidget()
        self._progress_line.setObjectName("groupProgress")
        self._progress = QProgressBar()
        self._progress.setObjectName("groupProgressBar")
        self._progress.setFormat("正在收取 %v / %m")
        stop = QPushButton("停止")
        stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stop.setObjectName("groupStop")
        stop.clicked.connect(self.cancelled)
        row = QHBoxLayout(self._progress_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._progress, 1)
        row.addWidget(stop)
        self._progress_line.hide()
        return self._progress_line

    # what is shown

    def show_group(self, group: Unit, year: int, years: Sequence[int]) -> None:
        """Show a group's members in a year; *years* can be chosen."""
        if self.group is None or self.group.id != group.id:
            # What was looked for in another group, or another file, would hide members of this one.
            self._search.clear()
            self._states.setCurrentIndex(0)
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
        self._search.setFocus()
        self._search.selectAll()

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
        told = (MemberState.MISSING, MemberState.ERRORS, MemberState.SENT_BACK, MemberState.FINAL)
        parts += [f"{state.value} {states[state]} 个" for state in told if states[state]]
        waiting = sum(member.sent.waiting for member in members)
        parts += [f"{waiting} 份更正待核"] if waiting else []
        self._compare.setText(f"比较更正（{waiting}）…")
        self._compare.setVisible(bool(waiting))
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
        excluded = any(member.excluded for member in chosen)
        for action in self._member_menu.actions():
            name = action.objectName().removeprefix("group_action_")
            action.setVisible(
                not (name == "include_member" and not excluded)
                and not (name == "compare_return" and not any(member.sent.waiting for member in chosen))
            )
        self._member_menu.popup(self.members_table.viewport().mapToGlobal(place))

    # files on their way in

    def show_progress(self, done: int, of: int) -> None:
        """Say how far the taking in is; *of* 0: it has ended."""
        self._progress_line.setVisible(of > 0)
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)


def button_for_corrections() -> QPushButton:
    """Return the button that is there only while corrections wait."""
    button = QPushButton()
    button.setObjectName("group_compare_all")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip("逐格比较各单位更正后的报告与已收的报告，再决定是否采用")
    button.hide()
    return button
