"""Lists the deleted reports and restores them: the history keeps them whole."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHeaderView, QWidget

from app.report import Report
from app.workspace_values import DeletedReport
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, push_button

_COLUMNS = ("单位", "年度", "删除时间", "删除人", "内容")


class DeletedDialog(Dialog):
    """Lists them, the last deleted first; *restore* is None where nothing may be edited, and may raise `UserError`."""

    def __init__(
        self,
        deleted: Callable[[], Sequence[DeletedReport]],
        restore: Callable[[Report], None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("deletedDialog", "已删除的报告", parent, size=(820, 420))
        self._deleted = deleted
        self._bring = restore
        self._rows: Sequence[DeletedReport] = ()
        self._words = TonedLabel("deletedWords")
        self._table = ListTable("deletedList", _COLUMNS, stretched=0, spoken="已删除的报告")
        for column in range(1, len(_COLUMNS)):
            self._table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self._table.itemSelectionChanged.connect(self._on_selected)
        self._table.itemActivated.connect(self._on_restore)
        self._restore = push_button("恢复(&R)", self._on_restore, "restoreDeleted")
        self.add(self._words)
        self.add(self._table, stretch=1)
        self.end_with_close(self._restore)
        self._fill()
        self._words.say(
            "选择一份报告恢复，内容与删除时相同；可以撤销。" if self._rows else "没有删除过报告。"
        )

    def _fill(self) -> None:
        self._rows = self._deleted()
        self._table.fill(_texts(deleted) for deleted in self._rows)
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
        with self.refusing():
            self._bring(report)
            self._fill()
            self._words.say(f"已恢复 {report.unit.name} {report.year} 年的报告。")


def _texts(deleted: DeletedReport) -> tuple[str, ...]:
    report = deleted.report
    content = f"{len(report.cells)} 格，{sum(map(bool, report.sections.values()))} 段文字"
    return report.unit.name, str(report.year), f"{deleted.at:%Y-%m-%d %H:%M}", deleted.who, content
