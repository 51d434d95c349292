"""Shows which totals would change before they are computed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QWidget

from app.forms.model import Form
from app.values import Value, printed
from ui.dialogs.kit import Dialog, ListTable


class TotalsDialog(Dialog):
    """Accepted: compute the totals."""

    def __init__(
        self,
        form: Form,
        changes: Mapping[str, tuple[Value | None, Value | None]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("totalsDialog", "改为自动计算合计", parent, size=(560, 360))
        table = ListTable("totalChanges", ("合计格", "现在", "改为"), stretched=0, spoken="要改变的合计")
        cells = form.cells
        table.fill(
            (cells[key].name, *(printed(value, cells[key].kind) or "未填" for value in pair))
            for key, pair in changes.items()
        )
        self.add(QLabel(f"改为自动计算后，下列 {len(changes)} 个合计格的数会改变："))
        self.add(table, stretch=1)
        self.end_with_choice("按计算结果修改")
