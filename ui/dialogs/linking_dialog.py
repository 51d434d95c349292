"""Shows the figures of the texts that are what their cells have, and links those that are chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from app.report import Report
from app.rules.completeness import section_name
from app.rules.linkable import Linkable, named
from ui.dialogs.kit import Dialog, ListTable, TonedLabel

_HEADS = ("引用", "部分", "文中", "表中的数")


class LinkingDialog(Dialog):
    """Calls *accept* with the figures to link; what that refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        report: Report,
        found: Sequence[Linkable],
        accept: Callable[[list[Linkable]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("linkingDialog", "把文字中的数改为引用", parent, size=(780, 480))
        self._found, self._accept = list(found), accept
        self._checks: list[QTableWidgetItem] = []
        self.table = ListTable("linkingTable", _HEADS, stretched=2, spoken="文字中的数")
        doubtful = "没有勾选的，可能说的是别的数，请看过再选。" if not all(one.sure for one in found) else ""
        self.add(
            TonedLabel(
                "linkingTold",
                text=f"文字中有 {len(found)} 个数与表中相同。改为引用后，文字不变；以后表中的数改了，文字随着改。{doubtful}",
            )
        )
        self.add(self.table, stretch=1)
        self.end_with_accepting("改为引用", lambda: self._accept(self.chosen()))
        self._fill(report)

    def _fill(self, report: Report) -> None:
        self.table.setRowCount(len(self._found))
        for row, one in enumerate(self._found):
            check = QTableWidgetItem()
            check.setFlags(check.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            check.setCheckState(Qt.CheckState.Checked if one.sure else Qt.CheckState.Unchecked)
            self.table.setItem(row, 0, check)
            self._checks.append(check)
            words = f"{one.before}【{one.figure}】{one.after}"
            texts = (section_name(report.form, one.section).strip("“”"), words, named(report, one.source))
            for column, text in enumerate(texts, start=1):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(
            2, self.table.horizontalHeader().ResizeMode.Stretch
        )

    def chosen(self) -> list[Linkable]:
        """Return the figures that are ticked."""
        return [
            one
            for one, check in zip(self._found, self._checks, strict=True)
            if check.checkState() is Qt.CheckState.Checked
        ]
