"""All rules of the checks: what they say, their source, and how this workspace applies them."""

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.errors import UserError
from app.rules.model import SEVERITY_NAMES
from app.rules.settings import DEFAULT_SETTINGS, LONGEST_LIMIT, LONGEST_WORD, MOST_FIGURES, RuleSettings
from ui.base import theme
from ui.base.qt_types import Index
from ui.base.search_line import search_line
from ui.dialogs.kit import Dialog, TonedLabel, caption, choose_rows, named, row_of
from ui.models.rule_model import RULE_ROLE, RuleColumn, RuleModel

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST_NOTICE = 365
_CHECK_WIDTH = 10 * theme.UNIT


class _SeverityDelegate(QStyledItemDelegate):
    """Chooses a severity from a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        for severity, name in SEVERITY_NAMES.items():
            box.addItem(name, severity.value)
        box.activated.connect(lambda _number: self._finish(box))
        return box

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: Index,
    ) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class _RuleTable(QTableView):
    """The keys that switch a rule and set its severity work in all columns."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and current.isValid():
            name = current.siblingAtColumn(RuleColumn.NAME)
            on = Qt.CheckState(name.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self.model().setData(name, state.value, Qt.ItemDataRole.CheckStateRole)
        elif event.key() == Qt.Key.Key_F2 and current.isValid():
            severity = current.siblingAtColumn(RuleColumn.SEVERITY)
            self.setCurrentIndex(severity)
            self.edit(severity)
        else:
            super().keyPressEvent(event)


class RulesDialog(Dialog):
    """Calls *accept* with the settings; what it refuses is said in the dialog, which stays open."""

    def __init__(
        self, settings: RuleSettings, accept: Callable[[RuleSettings], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("rulesDialog", "检查规则设置", parent, size=(1000, 620))
        self._accept = accept
        self.model = RuleModel(settings, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterKeyColumn(-1)
        self._search = search_line("ruleSearch", "查找规则", "查找规则、说明或依据")
        self._search.textChanged.connect(self._shown.setFilterFixedString)
        self.table = self._make_table()
        self._explanation = TonedLabel("ruleExplanation")
        self._explanation.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self._month, self._day, self._notice = QSpinBox(), QSpinBox(), QSpinBox()
        self._length, self._figures = QSpinBox(), QLineEdit()
        self._loosened = TonedLabel("ruleWarning", "warning", hides=True)
        self._lay_out()
        self._show_deadline(settings)
        self._month.valueChanged.connect(self._limit_day)
        self.model.dataChanged.connect(self._show_loosened)
        self.table.selectionModel().currentChanged.connect(self._explain)
        self.table.setCurrentIndex(self._shown.index(0, 0))
        self._show_loosened()
        self.table.setFocus()

    def _make_table(self) -> QTableView:
        table = named(_RuleTable(), "ruleTable")
        table.setAccessibleName("检查规则")
        table.setModel(self._shown)
        table.setItemDelegateForColumn(RuleColumn.SEVERITY, _SeverityDelegate(table))
        choose_rows(table)
        table.setWordWrap(False)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        letter = self.fontMetrics().horizontalAdvance("规")
        table.setColumnWidth(RuleColumn.NAME, 11 * letter + _CHECK_WIDTH)
        widest = max(map(self.fontMetrics().horizontalAdvance, self.model.severity_texts()))
        table.setColumnWidth(RuleColumn.SEVERITY, widest + 2 * letter)
        header.setSectionResizeMode(RuleColumn.EXPLANATION, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(RuleColumn.SOURCE, 14 * letter)
        return table

    def _lay_out(self) -> None:
        self.add(self._search)
        self.add(self.table, stretch=1)
        self.add(self._explanation, self._deadline_row(), self._local_row(), self._loosened)
        box = self.end_with_accepting("确定", lambda: self._accept(self.settings()))
        box.addButton("恢复默认设置(&D)", QDialogButtonBox.ButtonRole.ResetRole).clicked.connect(self._reset)

    def _deadline_row(self) -> QHBoxLayout:
        self._month.setObjectName("deadlineMonth")
        self._month.setRange(1, 12)
        self._month.setSuffix(" 月")
        self._day.setObjectName("deadlineDay")
        self._day.setAccessibleName("报送期限为次年几日")
        self._day.setSuffix(" 日")
        self._notice.setObjectName("deadlineNotice")
        self._notice.setRange(0, _LONGEST_NOTICE)
        self._notice.setSuffix(" 天")
        keys = QLabel("空格键启用或停用，F2 改变轻重")
        keys.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        due = (caption("报送期限为次年(&L)", self._month), self._month, self._day)
        return row_of(*due, caption("提前(&B)", self._notice), self._notice, QLabel("开始提醒"), None, keys)

    def _local_row(self) -> QHBoxLayout:
        self._length.setObjectName("overviewLength")
        self._length.setRange(0, LONGEST_LIMIT)
        self._length.setSingleStep(100)
        self._length.setSuffix(" 字")
        self._length.setSpecialValueText("不限")
        self._figures.setObjectName("localFigures")
        self._figures.setPlaceholderText("本地通知要求写明的数据，用顿号分开，如：政策解读、新闻发布会")
        length = (caption("第一部分不超过(&O)", self._length), self._length)
        return row_of(*length, caption("应写明的数据(&W)", self._figures), self._figures, wide=self._figures)

    def settings(self) -> RuleSettings:
        """Return the settings as the dialog shows them."""
        return replace(
            self.model.settings,
            deadline=(self._month.value(), self._day.value()),
            notice_days=self._notice.value(),
            longest_overview=self._length.value(),
            local_figures=self._listed(),
        )

    def _listed(self) -> tuple[str, ...]:
        """Return the words for the figures; raises UserError when one is too long or there are too many."""
        words = tuple(
            dict.fromkeys(word for word in re.split(r"[、，,；;\s]+", self._figures.text()) if word)
        )
        long = next((word for word in words if len(word) > LONGEST_WORD), "")
        if long:
            message = f"应写明的数据“{long}”超过 {LONGEST_WORD} 个字，请改短，只写总体情况中会用的词。"
            raise UserError(message)
        if len(words) > MOST_FIGURES:
            raise UserError(f"应写明的数据最多 {MOST_FIGURES} 项，现有 {len(words)} 项，请删去一些。")
        return words

    def _show_deadline(self, settings: RuleSettings) -> None:
        month, day = settings.deadline
        self._month.setValue(month)
        self._limit_day(month)
        self._day.setValue(day)
        self._notice.setValue(settings.notice_days)
        self._length.setValue(settings.longest_overview)
        self._figures.setText("、".join(settings.local_figures))

    def _limit_day(self, month: int) -> None:
        self._day.setRange(1, _DAYS[month - 1])

    def _reset(self) -> None:
        self.model.take(DEFAULT_SETTINGS)
        self._show_deadline(DEFAULT_SETTINGS)

    def _explain(self, current: QModelIndex) -> None:
        rule = current.data(RULE_ROLE)
        self._explanation.setText(
            f"{rule.name}：{rule.explanation}\n依据：{rule.source}" if rule is not None else ""
        )

    def _show_loosened(self) -> None:
        names = self.model.loosened()
        some = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        self._loosened.say(f"注意：{some}不再作为错误，有此问题的报告也能定稿。" if names else "")
