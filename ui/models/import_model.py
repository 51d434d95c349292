"""What was not read from a file, and the files of an import, as tables."""

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush

from app.imports import Unread
from ui.base import theme
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.titled_table import TitledTableModel
from ui.work.importing import ImportPlan, ImportSource, SourceOutcome
from ui.work.session import Session

_LONGEST_TIP = 1000


class UnreadModel(TitledTableModel[Unread]):
    """What could not be read, and then what is told for information: where, what, why."""

    titles = ("位置", "原文", "说明")

    def __init__(self, items: Sequence[Unread], parent: QObject | None = None) -> None:
        super().__init__(sorted(items, key=lambda item: item.harmless), parent)

    def cell(self, row: Unread, column: int, role: int) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        why = f"说明：{row.why}" if row.harmless else row.why
        text = row.brief if role == Qt.ItemDataRole.DisplayRole else plain_tip(row.text[:_LONGEST_TIP])
        return (row.where, text, why)[column]


class ImportColumn(IntEnum):
    """The columns of the list of files."""

    FILE = 0
    UNIT = 1
    YEAR = 2
    READ = 3
    UNREAD = 4
    FATE = 5


_SIGNS = {"error": "× ", "warning": "! ", "ask": ""}


class SourcesModel(TitledTableModel[ImportSource]):
    """The files of an import and what becomes of each; unit and year can be typed."""

    titles = ("文件", "单位", "年度", "读出格数", "未读出", "读入结果")

    changed = Signal()
    """What will be stored has changed."""

    def __init__(
        self, session: Session, sources: Sequence[ImportSource], parent: QObject | None = None
    ) -> None:
        super().__init__(sources, parent)
        self._session = session
        self._fates: list[SourceOutcome] = self.plan.fates()

    @property
    def plan(self) -> ImportPlan:
        """What storing the files as they are now does."""
        return ImportPlan(self._session, self.rows)

    @property
    def fates(self) -> Sequence[SourceOutcome]:
        """What becomes of each file."""
        return self._fates

    def set_sources(self, sources: Sequence[ImportSource]) -> None:
        """Take corrected files, as many as there are."""
        self.rows = list(sources)
        self._fates = self.plan.fates()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.changed.emit()

    def set_source(self, row: int, source: ImportSource) -> None:
        """Take one corrected file."""
        self.set_sources([*self.rows[:row], source, *self.rows[row + 1 :]])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = index.column() in (ImportColumn.UNIT, ImportColumn.YEAR)
        readable = self.rows[index.row()].found is not None
        return flags | Qt.ItemFlag.ItemIsEditable if typed and readable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), ImportColumn(index.column())
        fate = self._fates[row]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(self.rows[row], fate, column)
            case Qt.ItemDataRole.ToolTipRole:
                return fate.text if column is ImportColumn.FATE else self._text(self.rows[row], fate, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in (
                ImportColumn.YEAR,
                ImportColumn.READ,
                ImportColumn.UNREAD,
            ):
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.ForegroundRole if column is ImportColumn.FATE:
                return QBrush(theme.color(fate.kind if fate.kind != "ask" else "text"))
            case Qt.ItemDataRole.ForegroundRole if column is ImportColumn.UNREAD and self._unread(row):
                return QBrush(theme.color("warning"))
        return None

    def _unread(self, row: int) -> int:
        found = self.rows[row].found
        return len(found.lost) if found is not None else 0

    @staticmethod
    def _text(source: ImportSource, fate: SourceOutcome, column: ImportColumn) -> str:
        match column:
            case ImportColumn.FILE:
                return source.name
            case ImportColumn.UNIT:
                return source.unit
            case ImportColumn.YEAR:
                return str(source.year or "")
            case ImportColumn.FATE:
                return _SIGNS[fate.kind] + fate.text
        if source.found is None:
            return ""
        if column is ImportColumn.READ:
            return f"{len(source.found.cells)}/{len(source.found.form.cells)}"
        return f"! {len(source.found.lost)}" if source.found.lost else "0"

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        source = self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or source.found is None:
            return False
        if index.column() == ImportColumn.UNIT:
            self.set_source(index.row(), replace(source, unit=text, confirmed=True))
            return True
        if index.column() == ImportColumn.YEAR and (not text or (text.isdecimal() and len(text) == 4)):
            self.set_source(index.row(), replace(source, year=int(text or 0)))
            return True
        return False
