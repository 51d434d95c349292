"""What a group's page offers: search, filter, buttons and menus, each entry the name of a verb."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QToolButton, QWidget

from app.collection.overview import GroupMember, MemberState
from ui.base import theme
from ui.base.search_line import search_line
from ui.base.wrapping_row import WrappingRow
from ui.models.collecting.members_model import MembersFilter

_EM = 4 * theme.UNIT
_WAITING = "有更正待核"
"""In the filter beside the states: a correction waits whatever state the unit's report has."""

_BUTTONS = (
    ("take_in", "收文件…", "收各单位报来的文件；也可以把文件或文件夹拖到这里"),
    ("copy_missing", "复制未报名单", "把未报单位的名单放到剪贴板，可以粘贴到通知或聊天中"),
    ("send_back", "退回…", "为所选的单位写审核意见，说明哪里要改"),
    ("open_sum", "汇总表", "把各单位的数相加，打开汇总表"),
)
"""The verbs that have a button of their own: name, text, tip."""
_MORE = (
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
_OF_MEMBER = (
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


class _VerbMenu(QMenu):
    """A menu of verbs."""

    asked = Signal(str)

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.verbs: dict[str, QAction] = {}
        for name, text in entries:
            if not name:
                self.addSeparator()
                continue
            action = self.verbs[name] = QAction(text, self)
            action.setObjectName(f"group_action_{name}")
            action.triggered.connect(lambda _checked=False, name=name: self.asked.emit(name))
            self.addAction(action)


class MemberMenu(_VerbMenu):
    """What can be done with the members chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_OF_MEMBER, parent)

    def offer(self, chosen: Sequence[GroupMember]) -> None:
        """Offer only what makes sense for these members."""
        self.verbs["include_member"].setVisible(any(member.excluded for member in chosen))
        self.verbs["compare_return"].setVisible(
            any(member.sent.waiting or member.sent.older for member in chosen)
        )


class GroupTools(QWidget):
    """The row above the members."""

    asked = Signal(str)

    def __init__(self, members: MembersFilter) -> None:
        super().__init__()
        self._filter = members
        self._row = WrappingRow(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * theme.UNIT)
        self._make_filter()
        self._make_buttons()

    def _make_filter(self) -> None:
        self._search = search_line("groupSearch", "查找单位", "查找单位、文件或报送人")
        self._search.textChanged.connect(self._filter.set_words)
        self._search.setFixedWidth(14 * _EM)
        self._states = QComboBox()
        self._states.setObjectName("groupStateFilter")
        self._states.setAccessibleName("按情况筛选")
        self._states.addItem("全部情况", None)
        for state in MemberState:
            self._states.addItem(state.value, state.value)
        self._states.addItem(_WAITING, _WAITING)
        self._states.currentIndexChanged.connect(self._on_state_chosen)
        self._row.addWidget(self._search)
        self._row.addWidget(self._states)

    def _make_buttons(self) -> None:
        for name, text, tip in _BUTTONS:
            button = self._button(name, tip)
            button.setText(text)
            if name == "take_in":
                self._compare = self._button(
                    "compare_all", "逐格比较各单位更正后的报告与已收的报告，再决定是否采用"
                )
                self._compare.hide()
        more = QToolButton()
        more.setObjectName("groupMore")
        more.setText("更多")
        more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = _VerbMenu(_MORE, self)
        menu.asked.connect(self.asked)
        more.setMenu(menu)
        self._row.addWidget(more)

    def _button(self, name: str, tip: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"group_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.asked.emit(name))
        self._row.addWidget(button)
        return button

    def _on_state_chosen(self) -> None:
        word = self._states.currentData()
        self._filter.set_only_waiting(word == _WAITING)
        self._filter.set_state(MemberState(word) if word and word != _WAITING else None)

    def reset(self) -> None:
        """Look for nothing, in all states."""
        self._search.clear()
        self._states.setCurrentIndex(0)

    def begin_search(self) -> None:
        """Give the keyboard to the search."""
        self._search.setFocus()
        self._search.selectAll()

    def tell_waiting(self, count: int) -> None:
        """Offer to compare corrections while some wait."""
        self._compare.setText(f"比较更正（{count}）…")
        self._compare.setVisible(bool(count))
