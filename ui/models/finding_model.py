"""The findings on the report on screen, as a list."""

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.rules.model import SEVERITY_NAMES, Finding, Severity
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex

MARKS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.ASK: "?"}
"""The sign of each severity, so that colour is never the only signal."""


class Role(IntEnum):
    """What the view asks of a finding besides Qt's own roles."""

    FINDING = Qt.ItemDataRole.UserRole + 1


class FindingModel(QAbstractListModel):
    """Findings in the order of the check: errors, warnings, questions."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._findings: list[Finding] = []
        session.checked.connect(self._on_checked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return finding.message
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (finding.message, finding.hint)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{SEVERITY_NAMES[finding.severity]}：{finding.message}{finding.hint}"
            case Role.FINDING:
                return finding
        return None

    def _on_checked(self) -> None:
        """Take the new findings; rows that stay keep their selection."""
        check = self._session.check
        new = list(check.findings) if check else []
        if new == self._findings:
            return
        same = _common_start(self._findings, new)
        if len(self._findings) > same:
            self.beginRemoveRows(QModelIndex(), same, len(self._findings) - 1)
            del self._findings[same:]
            self.endRemoveRows()
        if len(new) > same:
            self.beginInsertRows(QModelIndex(), same, len(new) - 1)
            self._findings += new[same:]
            self.endInsertRows()


def _common_start(old: list[Finding], new: list[Finding]) -> int:
    count = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        count += 1
    return count
