"""The reports that were deleted, and the way back for each: the history keeps the whole of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.report import Report
from app.workspace_values import DeletedReport
from ui.base import theme
from ui.dialogs.refusal import Refusal
from ui.dialogs.rows import choose_rows

_COLUMNS = ("单位", "年度", "删除时间", "删除人", "内容")


class DeletedDialog(QDialog):
    """Lists them, the last deleted first; *restore* is None where nothing may be edited, and may raise `UserError`."""

    def __init__(
        self,
        deleted: Callable[[], Sequence[DeletedReport]],
        restore: Callable[[Report], None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("deletedDialog")
        self.setWindowTitle("已删除的报告")
        self.resize(820, 420)
        self._deleted = deleted
        self._bring = restore
        self._rows: Sequence[DeletedReport] = ()
        self._words = QLabel()
        self._words.setObjectName("deletedWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        table = self._table = QTableWidget(0, len(_COLUMNS))
        table.setObjectName("deletedList")
        table.setHorizontalHeaderLabels(_COLUMNS)
        choose_rows(table)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._on_selected)
        table.itemActivated.connect(self._on_restore)
        self._restore = QPushButton("恢复(&R)")
        self._restore.setObjectName("restoreDeleted")
        self._restore.setAutoDefault(False)
        self._restore.clicked.connect(self._on_restore)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(self._words)
        column.addWidget(table, 1)
        self._refusal = Refusal()
        column.addWidget(self._refusal)
        column.addLayout(row)
        self._fill()
        self._words.setText(
            "选择一份报告恢复，内容与删除时相同；可以撤销。" if self._rows else "没有删除过报告。"
        )

    def _fill(self) -> None:
        self._rows = self._deleted()
        self._table.setRowCount(len(self._rows))
        for number, deleted in enumerate(self._rows):
            report = deleted.report
            content = f"{len(report.cells)} 格，{sum(map(bool, report.sections.values()))} 段文字"
            texts = (report.unit.name, str(report.year), f"{deleted.at:%Y-%m-%d %H:%M}", deleted.who, content)
            for column, text in enumerate(texts):
                self._table.setItem(number, column, QTableWidgetItem(text))
        if self._rows:
            self._table.selectRow(0)
        self._on_selected()

    def _on_selected(self) -> None:
        self._restore.setEnabled(self._bring is not None and bool(self._table.selectedItems()))

    def _on_restore(self) -> None:
        row = self._table.currentRow()
        if self._bring is None or row < 0:
            return
        report = self._rows[row].report
        with self._refusal.told():
            self._bring(report)
            self._fill()
            self._words.setText(f"已恢复 {report.unit.name} {report.year} 年的报告。")
