"""A table in which each row is an item and each column a `TypedColumn` of it, typed into like a spreadsheet.

Below the items stands one blank row: what is typed there becomes a new item.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.errors import UserError
from app.ledger.columns.column import ColumnKind, TypedColumn
from ui.base.markup import plain_tip
from ui.base.qt_types import Index

T = TypeVar("T")
_TOP = QModelIndex()


def _on_one_line(column: TypedColumn[T], item: T) -> str:
    text = column.text(item)
    return " ".join(text.split()) if column.kind is ColumnKind.LONG else text


class RecordModel(QAbstractTableModel, Generic[T]):
    """Shows items by key. Who derives from it says where the items are and how changes are made."""

    refused = Signal(str)
    row_flag = ""
    """The column whose yes or no is about the whole row: space turns it in any cell that takes no text."""
    added = Signal(object)
    """The key of an item that has been typed into the blank row."""

    def __init__(self, columns: Sequence[TypedColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._keys: list[int] = []
        self._begins = False
        """Whether the blank row is just becoming an item."""

    # what a derived model gives

    def item(self, key: int) -> T | None:
        """Return an item; None when it has gone."""
        raise NotImplementedError

    def blank(self) -> T:
        """Return what a new item is before anything is typed."""
        raise NotImplementedError

    def put(self, changes: Mapping[int, T | None], added: Sequence[T], label: str, sitting: int = 0) -> None:
        """Make changes by key, and add items. Raises `UserError`."""
        raise NotImplementedError

    @property
    def is_editable(self) -> bool:
        """Whether anything may be typed."""
        return True

    @property
    def today(self) -> date:
        """The day by which a missing year is found."""
        return date.today()

    # shape

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._keys) + int(self.is_editable)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def key_at(self, row: int) -> int | None:
        """Return the key of the item in a row; None for the blank row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def item_at(self, row: int) -> T | None:
        """Return the item in a row; None for the blank row."""
        key = self.key_at(row)
        return None if key is None else self.item(key)

    def row_of(self, key: int) -> int:
        """Return the row of an item; -1 when it is not shown."""
        return self._keys.index(key) if key in self._keys else -1

    def identity(self, row: int) -> object:
        """Return what tells the item in a row from all others, also when rows have come and gone; None for the blank row."""
        return self.key_at(row)

    def row_again(self, identity: object) -> int:
        """Return the row of that item now; if it is gone, the last row, which is the blank one if there is one, or -1."""
        row = self.row_of(identity) if isinstance(identity, int) else -1
        return row if row >= 0 else self.rowCount() - 1

    def column_of(self, name: str) -> int:
        """Return the number of a column by its key; -1 when there is none."""
        return next((number for number, column in enumerate(self.columns) if column.key == name), -1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
        elif orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1) if section < len(self._keys) else "＋"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.item_at(index.row())
        if item is None:
            return "" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _on_one_line(column, item)
            case Qt.ItemDataRole.EditRole:
                return column.text(item)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.text(item)) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}：{column.text(item) or '未填'}"
        return None

    def look(self, row: int, column: int) -> tuple[str, str, str]:
        """Return a cell's text, and the theme's names for its background and writing: all that painting it needs."""
        item = self.item_at(row)
        ground = "base" if self.may_type(column) else "total"
        return (_on_one_line(self.columns[column], item) if item is not None else "", ground, "text")

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.may_type(index.column()) else flags

    def may_type(self, _column: int) -> bool:
        """Whether a column can be typed into."""
        return self.is_editable

    def _append(self, key: int) -> None:
        """Show one item more. Where it is typed the blank row becomes it, with a new one below: the typing goes on."""
        row = len(self._keys)
        new = row + int(self._begins)
        self.beginInsertRows(_TOP, new, new)
        self._keys.append(key)
        self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)

    # what is typed

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        try:
            self.type_in(index.row(), index.column(), str(value))
        except UserError as error:
            self.refused.emit(str(error))
            return False
        return True

    def reads(self, row: int, column: int, text: str) -> bool:
        """Whether a typed text is a value of the cell's column, as far as it has been typed."""
        item = self.item_at(row)
        try:
            self.columns[column].put(item if item is not None else self.blank(), text, self.today)
        except UserError:
            return False
        return True

    def type_in(self, row: int, column: int, text: str, sitting: int = 0) -> None:
        """Make a typed text the value of a cell; in the blank row it begins a new item. Raises `UserError`."""
        key, item = self.key_at(row), self.item_at(row)
        if item is None and not text.strip():
            return
        before = item if item is not None else self.blank()
        after = self.columns[column].put(before, text, self.today)
        if key is None:
            # What was typed is not in the label: that stays in the history when an applicant's data are deleted.
            self._begins = True
            try:
                self.put({}, [after], "登记申请", sitting)
            finally:
                self._begins = False
        elif after != before:
            self.put({key: after}, (), f"修改{self.columns[column].title}", sitting)

    def type_block(self, row: int, column: int, texts: Sequence[Sequence[str]], label: str) -> None:
        """Put a block of texts in place from a cell on, new items below the last. All or nothing: raises `UserError`."""
        self._refuse_wider(len(self.columns) - column, texts)
        changes: dict[int, T | None] = {}
        added: list[T] = []
        blank = self.blank()
        for number, line in enumerate(texts):
            key, item = self.key_at(row + number), self.item_at(row + number)
            after = before = item if item is not None else blank
            for place, text in enumerate(line):
                if column + place < len(self.columns) and self.may_type(column + place):
                    after = self._typed(after, column + place, text, number if len(texts) > 1 else None)
            if key is None:
                if any(text.strip() for text in line):
                    added.append(after)
            elif after != before:
                changes[key] = after
        if changes or added:
            self.put(changes, added, label)

    @staticmethod
    def _refuse_wider(room: int, texts: Sequence[Sequence[str]]) -> None:
        """Refuse a block that goes beyond the last column. Raises `UserError`."""
        if any(text.strip() for line in texts for text in line[room:]):
            width = max(map(len, texts))
            raise UserError(f"要粘贴的有 {width} 列，从这里起只有 {room} 列，没有粘贴；请从靠左的列开始。")

    def _typed(self, item: T, column: int, text: str, line: int | None) -> T:
        try:
            return self.columns[column].put(item, text, self.today)
        except UserError as error:
            where = "" if line is None else f"所粘贴的第 {line + 1} 行："
            raise UserError(f"{where}{error}") from error

    def clear(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty cells given by row and column. Raises `UserError`."""
        changes: dict[int, T | None] = {}
        for row, column in cells:
            key = self.key_at(row)
            if key is None or not self.may_type(column):
                continue
            item = changes.get(key) or self.item(key)
            assert item is not None
            changes[key] = self.columns[column].put(item, "", self.today)
        changed = {key: after for key, after in changes.items() if after != self.item(key)}
        if changed:
            self.put(changed, (), "清除")

    def remove(self, rows: Iterable[int]) -> int:
        """Remove the items in rows; return how many. Raises `UserError`."""
        keys = [key for row in sorted(set(rows)) if (key := self.key_at(row)) is not None]
        if keys:
            self.put(dict.fromkeys(keys), (), f"删除 {len(keys)} 行")
        return len(keys)
