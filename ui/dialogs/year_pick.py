"""A box that checks the reports of one year in a list."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.report import Report, ReportSummary


class YearPick(QComboBox):
    """A box to check all reports of a list, none of them, or those of one year."""

    picked = Signal(object)
    """The function that says whether the reports of a year are to be checked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.activated.connect(self._pick)

    def fill(self, heads: Sequence[ReportSummary], on_screen: Report | None) -> None:
        """Offer the years of these reports, and pick that of the report on screen, otherwise the newest."""
        self.offer(heads)
        if heads:
            year = on_screen.year if on_screen else max(head.year for head in heads)
            self.setCurrentIndex(self.findText(f"{year} 年"))
            self._pick()

    def offer(self, heads: Iterable[ReportSummary]) -> None:
        """Offer the years of these reports in place of those before; nothing is picked."""
        shown = self.currentText()
        self.clear()
        self.addItem("全部", lambda _year: True)
        self.addItem("全不选", lambda _year: False)
        for year in sorted({head.year for head in heads}, reverse=True):
            self.addItem(f"{year} 年", year.__eq__)
        self.setCurrentIndex(max(0, self.findText(shown)))

    def _pick(self) -> None:
        self.picked.emit(self.currentData())
