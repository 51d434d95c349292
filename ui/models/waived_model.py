"""The findings that somebody has waived: what, why, who and when."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from app.rules.waivers import Waived
from ui.base.qt_types import Index
from ui.models.finding_model import FindingRole, tip_of
from ui.work.session import Session

_DATE_LENGTH = 10


class WaivedModel(QAbstractListModel):
    """Follows the check of the report on screen."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waived: tuple[Waived, ...] = ()
        session.checked.connect(self._on_checked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._waived)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        waived = self._waived[index.row()]
        finding, waiver = waived.finding, waived.waiver
        reason = f"理由：{waiver.reason}"
        signed = f"{waiver.who}，{waiver.at[:_DATE_LENGTH]}"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return finding.message
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of([finding])
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"已豁免：{finding.message}{reason}（{signed}）"
            case FindingRole.FINDING:
                return finding
            case FindingRole.WAIVED:
                return waived
            case FindingRole.LINES:
                return [(finding.message, "muted"), (reason, "text"), (signed, "muted")]
        return None

    def _on_checked(self) -> None:
        check = self._session.check
        waived = check.waived if check else ()
        if waived != self._waived:
            self.beginResetModel()
            self._waived = waived
            self.endResetModel()
