"""The places where words were found, as a table."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.report import TEXT_FIELDS
from app.rules.completeness import section_name
from app.searching import Hit
from ui.base.qt_types import Index
from ui.models.titled_table import TitledTableModel


class HitModel(TitledTableModel):
    """The places found."""

    titles = ("单位", "年度", "位置", "内容")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.hits = []
        self.endResetModel()

    def add(self, more: list[Hit]) -> None:
        """Show further places."""
        if more:
            self.beginInsertRows(QModelIndex(), len(self.hits), len(self.hits) + len(more) - 1)
            self.hits += more
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        hit = self.hits[index.row()]
        return (
            hit.report.unit.name,
            str(hit.report.year),
            _place(hit),
            f"{hit.before}【{hit.found}】{hit.after}".replace("\n", " "),
        )[index.column()]


def _place(hit: Hit) -> str:
    form = hit.report.form
    if hit.cell is not None:
        return form.cells[hit.cell].name
    return section_name(form, hit.section) if hit.section is not None else TEXT_FIELDS[hit.field or "title"]
