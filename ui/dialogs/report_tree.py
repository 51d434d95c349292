"""A list of reports with a check box each, in columns."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

UNIT = 0
"""The column of the unit, with the check box."""
DATA = Qt.ItemDataRole.UserRole
"""A report's id in the column of the unit, its year in that of the year."""


class ReportTree(QTreeWidget):
    """One row per report. *widths* are those of columns by number; the column of the *year* is as wide as its texts."""

    def __init__(
        self, name: str, titles: Sequence[str], year: int, widths: Mapping[int, int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._year = year
        self._rows: dict[int, QTreeWidgetItem] = {}
        self.setObjectName(name)
        self.setAccessibleName("报告")
        self.setHeaderLabels(list(titles))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(year, QHeaderView.ResizeMode.ResizeToContents)
        for column, width in widths.items():
            header.resizeSection(column, width)

    def check(self, wanted: Callable[[int], bool]) -> None:
        """Check the reports whose year is *wanted*, and no others."""
        for item in self._rows.values():
            on = not item.isDisabled() and wanted(item.data(self._year, DATA))
            item.setCheckState(UNIT, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def chosen(self) -> list[int]:
        """Return the ids of the checked reports, in the list's order."""
        return [key for key, item in self._rows.items() if item.checkState(UNIT) is Qt.CheckState.Checked]
