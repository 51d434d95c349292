"""A list of reports with a check box each, in columns."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QWidget


class ReportTree(QTreeWidget):
    """One row per report. *widths* are those of columns by number; the column of the *year* is as wide as its texts."""

    def __init__(
        self, name: str, titles: Sequence[str], year: int, widths: Mapping[int, int], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
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
