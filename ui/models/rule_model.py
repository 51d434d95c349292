"""All rules as a table in which they are switched on and off and given another severity."""

from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from app.rules.model import SEVERITY_NAMES, Severity
from app.rules.registry import all_rules
from app.rules.rule import Rule
from app.rules.settings import RuleSettings
from ui.base.qt_types import Index
from ui.models.titled_table import TitledTableModel

RULE_ROLE = Qt.ItemDataRole.UserRole + 1


class RuleColumn(IntEnum):
    """The columns in their order."""

    NAME = 0
    SEVERITY = 1
    EXPLANATION = 2
    SOURCE = 3


def _severity_text(now: Severity, usual: Severity) -> str:
    changed = "" if now is usual else f"（原为{SEVERITY_NAMES[usual]}）"
    return SEVERITY_NAMES[now] + changed


class RuleModel(TitledTableModel[Rule]):
    """Holds the settings as they will be; `settings` has them."""

    titles = ("规则", "轻重", "说明", "依据")

    def __init__(self, settings: RuleSettings, parent: QObject | None = None) -> None:
        super().__init__(all_rules(), parent)
        self.settings = settings

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == RuleColumn.NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.isValid() and index.column() == RuleColumn.SEVERITY:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def cell(self, row: Rule, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.explanation}\n依据：{row.source}"
            case Qt.ItemDataRole.CheckStateRole if column == RuleColumn.NAME:
                off = row.id in self.settings.off
                return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
            case Qt.ItemDataRole.EditRole if column == RuleColumn.SEVERITY:
                return self.severity(row).value
            case _ if role == RULE_ROLE:
                return row
        return None

    def _text(self, rule: Rule, column: int) -> str:
        match column:
            case RuleColumn.NAME:
                return rule.name
            case RuleColumn.EXPLANATION:
                return rule.explanation
            case RuleColumn.SOURCE:
                return rule.source
        return _severity_text(self.severity(rule), rule.severity)

    @staticmethod
    def severity_texts() -> list[str]:
        """Return all that can stand in the column of severities."""
        return [_severity_text(now, usual) for now in SEVERITY_NAMES for usual in SEVERITY_NAMES]

    def severity(self, rule: Rule) -> Severity:
        """Return how much the rule weighs in this workspace."""
        return self.settings.severities.get(rule.id, rule.severity)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        rule = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == RuleColumn.NAME:
            on = Qt.CheckState(value) is Qt.CheckState.Checked
            off = self.settings.off - {rule.id} if on else self.settings.off | {rule.id}
            self.settings = replace(self.settings, off=off)
        elif (
            role == Qt.ItemDataRole.EditRole
            and index.column() == RuleColumn.SEVERITY
            and value in [*Severity]
        ):
            others = {key: kept for key, kept in self.settings.severities.items() if key != rule.id}
            severity = Severity(str(value))
            chosen = {} if severity is rule.severity else {rule.id: severity}
            self.settings = replace(self.settings, severities={**others, **chosen})
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(RuleColumn) - 1))
        return True

    def take(self, settings: RuleSettings) -> None:
        """Show other settings."""
        self.settings = settings
        last = self.index(self.rowCount() - 1, len(RuleColumn) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def loosened(self) -> list[str]:
        """Return the names of the rules whose breach would no longer keep a report from being final."""
        return [
            rule.name
            for rule in self.rows
            if rule.hard and (rule.id in self.settings.off or self.severity(rule) is not Severity.ERROR)
        ]
