"""Who changed what and when in the report on screen."""

import json
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.edits import FIELDS
from app.forms.model import Form
from app.rules.complete import section_name
from ui import theme

Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("时间", "修改人", "操作", "位置", "修改前", "修改后")
_FIELD_NAMES = {
    **FIELDS,
    "unit": "单位",
    "year": "年度",
    "status": "状态",
    "totals": "合计方式",
    "waivers": "豁免",
}
_WORDS = {"draft": "草稿", "final": "定稿", "computed": "自动计算", "typed": "手工填写"}
_LONGEST = 200


class HistoryModel(QAbstractTableModel):
    """The entries of `Session.history`, the newest first."""

    def __init__(self, form: Form, entries: Sequence[object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [self._texts(form, entry) for entry in entries]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    @staticmethod
    def _texts(form: Form, entry) -> tuple[str, ...]:
        kind, _, key = entry.target.partition(".")
        if kind == "cell":
            place = form.cells[key].name if key in form.cells else key
        elif kind == "section":
            place = section_name(form, key)
        else:
            place = _FIELD_NAMES.get(key, "整份报告")
        before, after = (_shown(kind, key, text) for text in (entry.before, entry.after))
        return (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.who, entry.action, place, before, after)


def _shown(kind: str, key: str, text: str | None) -> str:
    if text is None:
        return "（未填）" if kind == "cell" else "（无）"
    if kind == "field" and key == "waivers":
        return "；".join(f"{one['reason']}（{one['who']}）" for one in json.loads(text)) or "（无）"
    if kind == "field":
        return json.loads(text)["name"] if key == "unit" and text.startswith("{") else _WORDS.get(text, text)
    if kind == "report":
        return "整份报告"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


class HistoryDialog(QDialog):
    """A searchable list."""

    def __init__(self, form: Form, entries: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setWindowTitle("修改记录")
        self.resize(900, 480)
        model = QSortFilterProxyModel(self)
        model.setSourceModel(HistoryModel(form, entries, self))
        model.setFilterKeyColumn(-1)
        search = QLineEdit()
        search.setPlaceholderText("查找时间、修改人、位置或内容")
        search.setClearButtonEnabled(True)
        search.textChanged.connect(model.setFilterFixedString)
        table = QTableView()
        table.setModel(model)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(search)
        column.addWidget(table)
