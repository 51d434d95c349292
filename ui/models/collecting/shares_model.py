"""Who makes up one figure of an aggregate, as a table: the adjustments, then the largest share first."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from app.collection.sums import Share
from app.values import Kind, Value, canonical, printed, share_of
from ui.base import theme
from ui.base.markup import plain_tip
from ui.models.titled_table import TitledTableModel

SHARE_TITLES = ("单位", "数", "占比", "上年", "增减")


class ShareColumn(IntEnum):
    """The columns."""

    UNIT = 0
    VALUE = 1
    PART = 2
    LAST = 3
    CHANGE = 4


class ShareRole(IntEnum):
    """What the dialog asks of a row besides Qt's own roles."""

    SHARE = Qt.ItemDataRole.UserRole + 1


class SharesModel(TitledTableModel[Share]):
    """The shares of one cell."""

    titles = SHARE_TITLES

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._total: Value = 0
        self._kind = Kind.COUNT

    def fill(self, shares: Sequence[Share], kind: Kind) -> None:
        """Show these shares, which add up to the cell's figure."""
        self._kind = kind
        self._total = sum(share.value for share in shares)
        self.show_rows(shares)

    def cell(self, row: Share, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole if column == ShareColumn.UNIT:
                return plain_tip(self._text(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                unit = column == ShareColumn.UNIT
                side = Qt.AlignmentFlag.AlignLeft if unit else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if row.adjustment is not None:
                return theme.color("warning")
            case ShareRole.SHARE:
                return row
        return None

    def _text(self, share: Share, column: int) -> str:
        match column:
            case ShareColumn.UNIT:
                return f"调整：{share.reason}" if share.adjustment else share.unit.name
            case ShareColumn.VALUE:
                return printed(share.value, Kind.CHANGE) if share.adjustment else canonical(share.value)
            case ShareColumn.PART:
                return share_of(share.value, self._total)
            case ShareColumn.LAST:
                return "" if share.last is None else canonical(share.last)
        return "" if share.last is None else printed(share.value - share.last, Kind.CHANGE)
