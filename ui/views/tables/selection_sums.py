"""Says, for the selected cells, what a spreadsheet says of them: sum, count and average."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from app.values import Value, canonical
from ui.base import theme
from ui.work.session import Session

_PLACES = Decimal("0.01")


def summary(values: Sequence[Value]) -> str:
    """Return sum, count and average (to two decimals) of the figures; empty for fewer than two."""
    if len(values) < 2:
        return ""
    total = sum(values, 0)
    average = (Decimal(total) / len(values)).quantize(_PLACES, ROUND_HALF_UP)
    return f"求和 {canonical(total)}　计数 {len(values)}　平均 {canonical(average)}"


class SelectionSums(QLabel):
    """A line in the status bar; empty while no two figures are selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: Sequence[str] = ()
        self.setObjectName("selectionSums")
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setMargin(theme.UNIT)
        session.report_changed.connect(self._show)
        session.report_selected.connect(self._show)

    def show_cells(self, keys: Sequence[str]) -> None:
        """Sum these cells of the report on screen."""
        self._keys = keys
        self._show()

    def _show(self) -> None:
        report = self._session.report
        cells = report.cells if report else {}
        self.setText(summary([cells[key] for key in self._keys if key in cells]))
