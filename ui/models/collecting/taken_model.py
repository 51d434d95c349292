"""What became of each file that came in, and which parts were not read, as a table."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from app.collection.returns import OUTCOME_NAMES, ReturnOutcome
from app.commands.intake import CollectedFile
from ui.base import theme
from ui.base.markup import plain_tip
from ui.models.titled_table import TitledTableModel

_LOOKS = {
    ReturnOutcome.COUNTED: ("√ ", "fine"),
    ReturnOutcome.REPLACED: ("√ ", "fine"),
    ReturnOutcome.OLDER: ("! ", "warning"),
    ReturnOutcome.HELD: ("! ", "warning"),
    ReturnOutcome.DUPLICATE: ("", "muted"),
    ReturnOutcome.REFUSED: ("× ", "error"),
}
_ORDER = (
    ReturnOutcome.REFUSED,
    ReturnOutcome.HELD,
    ReturnOutcome.OLDER,
    ReturnOutcome.REPLACED,
    ReturnOutcome.COUNTED,
    ReturnOutcome.DUPLICATE,
)


class TakenColumn(IntEnum):
    """The columns of the result."""

    FILE = 0
    UNIT = 1
    OUTCOME = 2
    REASON = 3


TAKEN_TITLES = ("文件", "单位", "结果", "说明")


class TakenRole(IntEnum):
    """What the dialog asks of a row besides Qt's own roles."""

    ENTRY = Qt.ItemDataRole.UserRole + 1
    WHOLE = Qt.ItemDataRole.UserRole + 2
    """What a cell says, where it has room for all of it."""


class TakenModel(TitledTableModel[tuple[CollectedFile, str]]):
    """The files with those first that need a person; below a file one row for each place that was not read."""

    titles = TAKEN_TITLES

    def __init__(self, entries: Sequence[CollectedFile], parent: QObject | None = None) -> None:
        broken_first = sorted(
            entries, key=lambda entry: (not entry.is_broken, _ORDER.index(entry.outcome), entry.source)
        )
        super().__init__(
            ((entry, sentence) for entry in broken_first for sentence in ("", *entry.unread)), parent
        )

    def cell(self, row: tuple[CollectedFile, str], column: int, role: int) -> object:
        entry, unread = row
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = self._text(entry, unread, column)
                # The first column has named the file; the reason is what must be seen.
                own = f"“{self._text(entry, '', TakenColumn.FILE)}”"
                return text.removeprefix(own) if column == TakenColumn.REASON else text
            case TakenRole.WHOLE:
                return self._text(entry, unread, column)
            case Qt.ItemDataRole.ToolTipRole:
                told = entry.source if column == TakenColumn.FILE else self._text(entry, unread, column)
                return plain_tip(told)
            case Qt.ItemDataRole.ForegroundRole if column == TakenColumn.OUTCOME:
                return theme.color("warning" if unread else _LOOKS[entry.outcome][1])
            case TakenRole.ENTRY:
                return entry
        return None

    def _text(self, entry: CollectedFile, unread: str, column: int) -> str:
        match column:
            case TakenColumn.FILE:
                return "" if unread else entry.source.replace("\\", "/").rpartition("/")[2]
            case TakenColumn.UNIT:
                return "" if unread else entry.unit
            case TakenColumn.OUTCOME:
                return "没有读出" if unread else f"{_LOOKS[entry.outcome][0]}{OUTCOME_NAMES[entry.outcome]}"
        return unread or self._told(entry)

    def _told(self, entry: CollectedFile) -> str:
        parts = [entry.reason] if entry.reason else []
        if entry.changes and entry.outcome is ReturnOutcome.REPLACED:
            parts.append(f"与原来相差 {len(entry.changes)} 格")
        if entry.unread:
            parts.append(f"有 {len(entry.unread)} 处没有读出")
        return "；".join([*parts, *entry.remarks])

    def texts(self) -> list[tuple[str, ...]]:
        """Return all rows as texts, with the files' whole paths."""
        return [
            (entry.source, entry.unit, *(self._text(entry, unread, c) for c in list(TakenColumn)[2:]))
            for entry, unread in self.rows
        ]


def taken_words(entries: Sequence[CollectedFile]) -> str:
    """Say in one sentence what became of all files."""
    names = (
        ((ReturnOutcome.COUNTED, ReturnOutcome.REPLACED), "收下"),
        ((ReturnOutcome.HELD,), "等待比较"),
        ((ReturnOutcome.OLDER,), "早于已收的"),
        ((ReturnOutcome.DUPLICATE,), "重复"),
        ((ReturnOutcome.REFUSED,), "没有收下"),
    )
    counts = [(sum(entry.outcome in outcomes for entry in entries), word) for outcomes, word in names]
    parts = [f"{word} {count} 个" for count, word in counts if count]
    return f"共 {len(entries)} 个文件：{'，'.join(parts)}。" if entries else "没有收到文件。"
