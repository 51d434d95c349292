"""The places where words were found, as a table."""

from PySide6.QtCore import QModelIndex, Qt

from app.report import TEXT_FIELDS
from app.rules.completeness import section_name
from app.searching import Hit
from ui.models.titled_table import TitledTableModel


class HitModel(TitledTableModel[Hit]):
    """The places found."""

    titles = ("单位", "年度", "位置", "内容")

    def add(self, more: list[Hit]) -> None:
        """Show further places."""
        if more:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
            self.rows += more
            self.endInsertRows()

    def cell(self, row: Hit, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            row.report.unit.name,
            str(row.report.year),
            _place(row),
            f"{row.before}【{row.found}】{row.after}".replace("\n", " "),
        )[column]


def _place(hit: Hit) -> str:
    form = hit.report.form
    if hit.cell is not None:
        return form.cells[hit.cell].name
    return section_name(form, hit.section) if hit.section is not None else TEXT_FIELDS[hit.field or "title"]
