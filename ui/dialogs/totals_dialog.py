"""Shows which totals would change before they are computed."""

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.forms.model import Form
from app.values import Value, printed
from ui.base import theme
from ui.dialogs.buttons import go_on_or_cancel


class TotalsDialog(QDialog):
    """Accepted: compute the totals."""

    def __init__(
        self,
        form: Form,
        changes: Mapping[str, tuple[Value | None, Value | None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("totalsDialog")
        self.setWindowTitle("改为自动计算合计")
        self.resize(560, 360)
        table = QTableWidget(len(changes), 3)
        table.setHorizontalHeaderLabels(["合计格", "现在", "改为"])
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for row, (key, (now, then)) in enumerate(changes.items()):
            cell = form.cells[key]
            texts = (cell.name, printed(now, cell.kind) or "未填", printed(then, cell.kind) or "未填")
            for place, text in enumerate(texts):
                table.setItem(row, place, QTableWidgetItem(text))
        buttons = go_on_or_cancel(self, "按计算结果修改")
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(QLabel(f"改为自动计算后，下列 {len(changes)} 个合计格的数会改变："))
        column.addWidget(table)
        column.addWidget(buttons)
